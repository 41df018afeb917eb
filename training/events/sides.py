"""The weights of what fills an event's missing side: a choice among the actors that stand around it.

The weights of what tables and trees say come from all pages. Those of the encoder's own view (`seen>0.5` ...) come from
pages that the model which parsed them has not seen: elsewhere it is right too often.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.find.actors import ActorResolver
from onrecord.find.context import SIDE_KEYS, Draft, Surroundings
from onrecord.find.events import coded, propose, sure_drafts
from onrecord.find.known import codes_of
from onrecord.find.slots import Tree
from onrecord.find.statements import find_statements
from onrecord.find.weighing import marked
from onrecord.lang import LanguagePack
from onrecord.schema import Actor
from training.events.cases import MUTUAL, EventCase, Gold, is_meant
from training.logit import fit_choice

__all__ = ["Missing", "cross_validate", "fit", "missing_sides"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A side that the event's own words leave open: the candidates' codes with their evidence, and the right codes."""

    fold: int
    honest: bool  # the encoder has not seen the page
    role: str
    candidates: tuple[tuple[str, list[str]], ...]
    right: frozenset[str]


def missing_sides(case: EventCase, pack: LanguagePack) -> Iterator[Missing]:
    """The open sides of the found events that gold has and knows the sides of."""
    parse, tree = case.parse, Tree(case.parse, pack)
    resolver = ActorResolver(case.article, parse, parse.mentions, pack)
    statements, _ = find_statements(case.article, parse, resolver, pack)
    drafts = coded(tree, sure_drafts(*propose(tree, statements, resolver)))
    around = Surroundings(tree, drafts, resolver.countries_named)
    for draft in drafts:
        gold = next((g for g in case.gold if is_meant(g, draft)), None)
        for number, role in enumerate(SIDE_KEYS):
            asked = gold is not None and around.is_open(draft, number)
            right = _right(gold, draft, number) if asked else frozenset[str]()
            if right:
                with around.given(draft, _acting(gold, draft, around) if number else []):
                    kinds = around.context(draft, number)
                    candidates = tuple(
                        (actor.code or "", marked(role, flags, kinds))
                        for actor, flags in around.candidates(draft, number)
                    )
                yield Missing(case.fold, case.unseen, role, candidates, right)


def _acting(gold: Gold | None, draft: Draft, around: Surroundings) -> list[Actor]:
    """Who acts by gold, of the candidates: the recipient is chosen when the actor is."""
    wanted = gold.sides[0] if gold is not None else frozenset[str]()
    return [actor for actor, _ in around.candidates(draft, 0) if actor.code in wanted][:1]


def _right(gold: Gold, draft: Draft, number: int) -> frozenset[str]:
    """The codes that a side may have; none where it is not chosen or gold does not know it."""
    actors, recipients, mutual = draft.sides
    if number and mutual and len(actors) > 1:
        return frozenset()
    if number and gold.type in MUTUAL:  # gold may name them all on one side
        return (gold.sides[1] | (gold.sides[0] if not gold.sides[1] else set())) - frozenset(codes_of(actors))
    return gold.sides[number]


def fit(missing: Sequence[Missing], *, ridge: float = 25.0, rarest: int = 6) -> dict[str, float]:
    """Weights of a choice among the candidates (multinomial logit, ridge penalty); any of the right codes is right."""
    kept = [m for m in missing if len(m.candidates) > 1 and any(code in m.right for code, _ in m.candidates)]
    options = [[(code in m.right, _counted(names, m)) for code, names in m.candidates] for m in kept]
    return fit_choice(options, ridge=ridge, rarest=rarest)


def _counted(names: Sequence[str], missing: Missing) -> list[str]:
    """The evidence that counts: the encoder's view only where it is honest, and not by kind of event."""
    return [f for f in names if not _is_view(f) or (missing.honest and ":" not in f)]


def _is_view(feature: str) -> bool:
    return feature[2:].startswith(("seen", "reach"))


def cross_validate(missing: Sequence[Missing]) -> None:
    """Print how many missing sides the best candidate fills rightly, over folds by page."""
    folds = sorted({m.fold for m in missing})
    weights = {k: fit([m for m in missing if m.fold != k]) for k in folds}
    blind = {k: {f: w for f, w in own.items() if not _is_view(f)} for k, own in weights.items()}
    for role in SIDE_KEYS:
        for name, own, some in (
            ("all", weights, [m for m in missing if m.role == role]),
            ("not seen by the encoder", weights, [m for m in missing if m.role == role and m.honest]),
            ("the same without its view", blind, [m for m in missing if m.role == role and m.honest]),
        ):
            share = np.mean([_best(m, own[m.fold]) in m.right for m in some]) if some else 0.0
            print(f"missing sides {role}, {name}: {share:.3f} (n {len(some)})")


def _best(missing: Missing, weights: Mapping[str, float]) -> str | None:
    scored = [(sum(weights.get(f, 0.0) for f in names), code) for code, names in missing.candidates]
    return max(scored, key=lambda s: s[0])[1] if scored else None
