"""Codes of actors compared: aliases of codes, one organisation for any, either order of mutual events."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.evaluate.words import overlap
from onrecord.lang.tables import load_rows

__all__ = ["actor_sectors", "codes_of", "organisation", "regions", "same_codes", "same_sides"]

HERE = Path(__file__).parent
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_FIRM = "MNC"
_ANY_ORGANISATION = "IGO"


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A code of another code list, and ours."""

    alias: str
    code: str


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region of the world and its countries."""

    region: str
    codes: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation of states that a code `IGO` may stand for."""

    code: str


@cache
def _aliases() -> dict[str, str]:
    return {row.alias: row.code for row in load_rows(HERE / "code_aliases.tsv", AliasRow)}


@cache
def _organisations() -> frozenset[str]:
    return frozenset(row.code for row in load_rows(HERE / "organisations.tsv", OrganisationRow))


@cache
def regions() -> dict[str, str]:
    """Country -> region of the world.

    >>> regions()["MLI"]
    'Africa'
    """
    return {code: row.region for row in load_rows(HERE / "regions.tsv", RegionRow) for code in row.codes}


def codes_of(value: Any) -> set[str]:
    """The countries and organisations of actors: written "MLI GOV", joined by ";", in a list, or as objects.

    >>> sorted(codes_of(["MLI GOV", "EU"])), codes_of("USA;UN") == {"USA", "UNO"}
    (['EUR', 'MLI'], True)
    """
    actors = value if isinstance(value, list | tuple) else [value] if value else []
    found = set()
    for actor in actors:
        if isinstance(actor, dict):
            actor = actor.get("code") or actor.get("country") or ""
        for part in str(actor).split(";"):
            if part.strip():
                found.add(_known(part.split()[0].upper()))
    return found


def _known(code: str) -> str:
    # 6 and 9 letters: CAMEO's country with sectors glued to it
    short = code[:3] if len(code) in (6, 9) and code not in _organisations() else code
    return _aliases().get(code, short)


def actor_sectors(value: Any) -> set[tuple[str, str]]:
    """(code, sector) of actors in a list, of those that have a sector."""
    found = set()
    for actor in value if isinstance(value, list | tuple) else ():
        code, *sectors = str(actor).split() or [""]
        found |= {(_aliases().get(code, code), sector) for sector in sectors}
    return found


def organisation(predicted: set[str], gold: set[str]) -> set[str]:
    """Predicted codes where a plain IGO stands for the gold's organisations."""
    if _ANY_ORGANISATION not in predicted:
        return predicted
    return (predicted - {_ANY_ORGANISATION}) | (gold & _organisations() or {_ANY_ORGANISATION})


def same_codes(gold: set[str], predicted: set[str], *, least: float = 0.5) -> bool:
    """Whether at least half of the codes agree."""
    return overlap(organisation(predicted, gold), gold) >= least


def same_sides(gold: dict[str, Any], sources: set[str], targets: set[str]) -> bool:
    """Whether a gold event has these countries on either side; what the gold leaves out may be anything.

    Of mutual events the sides may be mixed; a multinational firm may have any country.
    """
    of_sources, of_targets = codes_of(gold.get("source")) - {_FIRM}, codes_of(gold.get("target")) - {_FIRM}
    together, expected = sources | targets, of_sources | of_targets
    if _side(of_sources, sources) and _side(of_targets, targets):
        reciprocal = not of_targets and len(of_sources) > 1
        if not reciprocal or same_codes(of_sources, together):
            return True
    if gold["type"] in MUTUAL or (not of_targets and len(of_sources) > 1):
        return overlap(organisation(together, expected), expected) > 0.5
    return False


def _side(gold: set[str], predicted: set[str]) -> bool:
    return not gold or (bool(predicted) and same_codes(gold, predicted))
