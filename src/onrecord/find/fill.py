"""Fills the sides of events that their own words leave open: the likeliest actor, with its recipient."""

import math
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from msgspec import structs

from onrecord.find.context import Draft, Surroundings, is_open
from onrecord.find.known import Flags, actors_of, codes_of
from onrecord.find.slots import Tree
from onrecord.find.weighing import likeliest, ranked
from onrecord.lang.frames import SideWeights
from onrecord.schema import Actor, Mention, Party

__all__ = ["fill_sides"]

_ROLES = ("a", "r")  # actor, recipient: as in event_sides.tsv
_FEW = 3  # actors whose recipients are looked at
_SURE = math.log(0.9)  # an actor so likely is taken at once
_HEAT = 1.5  # the chances of the sides are surer than they are right


def fill_sides(tree: Tree, drafts: Sequence[Draft], mentions: Sequence[Mention], weights: SideWeights) -> list[Draft]:
    """The drafts with missing sides filled where the surroundings name one."""
    around = Surroundings(tree, drafts, mentions)
    return [_fill(around, draft, weights) for draft in drafts]


def _fill(around: Surroundings, draft: Draft, weights: SideWeights) -> Draft:
    actors, recipients, mutual = draft.sides
    if is_open(actors):
        actors = _with(actors, _actor(around, draft, weights))
    if is_open(recipients) and not (mutual and len(actors) > 1):
        with around.given(draft, actors_of(actors)):
            recipients = _with(recipients, _best(around, draft, 1, weights))
    if codes_of(actors) == codes_of(draft.sides[0]) and codes_of(recipients) == codes_of(draft.sides[1]):
        return draft
    return structs.replace(draft, sides=(actors, recipients, mutual), inferred=True)


def _actor(around: Surroundings, draft: Draft, weights: SideWeights) -> Actor | None:
    """Who acts: of the likeliest few, where none is sure, the one that with whom it then acts on is the likeliest."""
    role, context = weights[_ROLES[0]], around.context(draft, 0)
    if not is_open(draft.sides[1]):
        return likeliest(_options(around, draft, 0), context, role)
    few = ranked(_options(around, draft, 0), context, role, heat=_HEAT)[:_FEW]
    if len(few) < 2 or few[0][0] >= _SURE:
        return few[0][1] if few else None
    pairs = []
    for chance, actor in few:
        with around.given(draft, [actor]):
            whom = ranked(_options(around, draft, 1), around.context(draft, 1), weights[_ROLES[1]], heat=_HEAT)
        pairs.append((chance + (whom[0][0] if whom else 0.0), actor))
    return max(pairs, key=itemgetter(0))[1]


def _best(around: Surroundings, draft: Draft, side: int, weights: SideWeights) -> Actor | None:
    return likeliest(_options(around, draft, side), around.context(draft, side), weights[_ROLES[side]])


def _options(around: Surroundings, draft: Draft, side: int) -> list[tuple[Actor, Flags]]:
    """The contenders without those that a side cannot be."""
    barred, options = around.barred(draft, side), around.contenders(draft, side)
    return [(actor, flags) for actor, flags in options if actor.code not in barred] if barred else options


def _with(side: tuple[Party, ...], actor: Actor | None) -> tuple[Party, ...]:
    if actor is None:
        return side
    if side and side[0].anchor is not None:
        own = side[0].actor
        if own is not None and own.code == actor.code:
            return side
        sector = own.sector if own is not None else actor.sector
        return (replace(side[0], actor=replace(actor, sector=sector, rule="context")), *side[1:])
    return (Party(None, None, actor),)
