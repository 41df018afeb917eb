"""PLOVER 2 and CAMEO as tables: types, modes, contexts, sectors, codes; the same for every language."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from onrecord.lang.tables import load_rows
from onrecord.schema import EventType

__all__ = [
    "ActingRow",
    "CameoRow",
    "Codebook",
    "ContextRow",
    "EmbeddedRow",
    "ModeRow",
    "SectorRow",
    "TypeRow",
    "load_codebook",
]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class TypeRow:
    """An event type with its quad class (1 verbal cooperation .. 4 material conflict) and PLOVER score."""

    type: EventType
    quad: int
    score: float
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class ModeRow:
    """A mode of an event type with its own score."""

    type: EventType
    mode: str
    score: float
    source: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A context: the field of politics that an event is about."""

    context: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector, or a code that stands in a country's place."""

    code: str
    kind: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class CameoRow:
    """A CAMEO code with its Goldstein value and what PLOVER 2 makes of it (no type: statements of root 01)."""

    code: str
    label: str
    source: str
    goldstein: float | None = None
    type: EventType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActingRow:
    """Whose act it mostly is (a sector), by the beginning of its CAMEO code, where only a country is known."""

    cameo: str
    sector: str
    basis: str


@dataclass(frozen=True, slots=True)
class EmbeddedRow:
    """The code of a speech act (`outer`: how its own code begins) about an act whose code begins with `inner`."""

    outer: str
    inner: str
    cameo: str
    source: str


@dataclass(frozen=True)
class Codebook:
    """The tables by key."""

    folder: Path

    @cached_property
    def types(self) -> dict[EventType, TypeRow]:
        """Every event type."""
        return {row.type: row for row in load_rows(self.folder / "plover_types.tsv", TypeRow)}

    @cached_property
    def modes(self) -> dict[tuple[EventType, str], ModeRow]:
        """Every mode by type and name."""
        return {(row.type, row.mode): row for row in load_rows(self.folder / "plover_modes.tsv", ModeRow)}

    @cached_property
    def contexts(self) -> dict[str, ContextRow]:
        """Every context by name."""
        return {row.context: row for row in load_rows(self.folder / "plover_contexts.tsv", ContextRow)}

    @cached_property
    def sectors(self) -> dict[str, SectorRow]:
        """Every sector and country-slot code."""
        return {row.code: row for row in load_rows(self.folder / "plover_sectors.tsv", SectorRow)}

    @cached_property
    def cameo(self) -> dict[str, CameoRow]:
        """Every CAMEO code."""
        return {row.code: row for row in load_rows(self.folder / "cameo.tsv", CameoRow)}

    @cached_property
    def acting(self) -> dict[str, str]:
        """The sector that mostly acts, by the beginning of a code."""
        return {row.cameo: row.sector for row in load_rows(self.folder / "acting.tsv", ActingRow)}

    def acting_sector(self, code: str) -> str | None:
        """The sector whose act a code mostly is: "the Russian attack" is its military's.

        >>> load_codebook().acting_sector("195"), load_codebook().acting_sector("042")
        ('MIL', 'GOV')
        """
        return next((self.acting[code[:n]] for n in range(len(code), 0, -1) if code[:n] in self.acting), None)

    @cached_property
    def embedded(self) -> dict[tuple[str, str], str]:
        """The code of a speech act by its own code's beginning and that of the act it is about."""
        return {(row.outer, row.inner): row.cameo for row in load_rows(self.folder / "embedded.tsv", EmbeddedRow)}

    def about(self, outer: str, inner: str) -> str:
        """The code of a speech act about another act: the deepest the tables know, else its own.

        >>> load_codebook().about("100", "0874"), load_codebook().about("112", "043")
        ('1056', '112')
        """
        for known in (outer[:3], outer[:2]):
            for end in range(len(inner), 1, -1):
                code = self.embedded.get((known, inner[:end]))
                if code is not None:
                    return code
        return outer

    def goldstein(self, code: str) -> float | None:
        """The Goldstein value of a code, its parent's where none is printed.

        >>> load_codebook().goldstein("1952")
        -10.0
        """
        while len(code) >= 2:
            row = self.cameo.get(code)
            if row is not None and row.goldstein is not None:
                return row.goldstein
            code = code[:-1]
        return None

    def score(self, type_: EventType, mode: str | None) -> float:
        """The PLOVER score of a mode, or of its type.

        >>> load_codebook().score(EventType.ACCUSE, None)
        -3.0
        """
        row = self.modes.get((type_, mode)) if mode else None
        return row.score if row is not None else self.types[type_].score


@cache
def load_codebook() -> Codebook:
    """The codebook that ships with the package.

    >>> load_codebook().types[EventType.AID].quad
    2
    """
    return Codebook(HERE)
