"""The sides of an event that its own words leave out, from what stands around it.

A side found so has no words: `Party.anchor` and `Party.text` are None, and the event's rule says `+context`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.find.arguments import Sides
from onrecord.find.slots import Tree
from onrecord.find.times import When
from onrecord.find.triggers import Hit
from onrecord.schema import Actor, Anchor, Party, Place, Statement, Status

__all__ = ["Draft", "fill_sides"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An event while it is put together."""

    hit: Hit
    anchor: Anchor
    sides: Sides
    status: Status
    when: When
    place: Place | None
    chain: tuple[Statement, ...]
    cameo: str
    inferred: bool = False


def fill_sides(tree: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with missing sides filled where the surroundings name one."""
    salience: Counter[str] = Counter(c for d in drafts for side in d.sides[:2] for c in _codes(side))
    filled: list[Draft] = []
    for number, draft in enumerate(drafts):
        actors, recipients, mutual = draft.sides
        if not _codes(actors) and not (mutual and len(actors) > 1):
            found = _pick(tree, drafts, filled, number, salience, _codes(recipients))
            actors = _with(actors, found)
        if not _codes(recipients) and not mutual:
            found = _pick(tree, drafts, filled, number, salience, _codes(actors))
            recipients = _with(recipients, found)
        changed = (actors, recipients) != draft.sides[:2]
        filled.append(replace(draft, sides=(actors, recipients, mutual), inferred=True) if changed else draft)
    return filled


def _with(side: tuple[Party, ...], actor: Actor | None) -> tuple[Party, ...]:
    if actor is None:
        return side
    if side and side[0].anchor is not None:
        return (replace(side[0], actor=actor), *side[1:])
    return (Party(None, None, actor),)


def _codes(side: Sequence[Party]) -> list[str]:
    return [p.actor.code for p in side if p.actor is not None and p.actor.code]


def _pick(  # noqa: PLR0913  # what stands around an event
    tree: Tree, drafts: Sequence[Draft], filled: Sequence[Draft], number: int, salience: Counter[str], other: list[str]
) -> Actor | None:
    for actor in _candidates(tree, drafts, filled, number, salience, other):
        if actor.code and actor.code not in other:
            return actor
    return Actor(other[0], None, None, "context") if other else None


def _candidates(  # noqa: PLR0913
    tree: Tree, drafts: Sequence[Draft], filled: Sequence[Draft], number: int, salience: Counter[str], other: list[str]
) -> Iterator[Actor]:
    draft = drafts[number]
    sentence = tree.parse.sentence_of[draft.hit.word]
    near = [d for d in drafts if d is not draft and tree.parse.sentence_of[d.hit.word] == sentence]
    near.sort(key=lambda d: abs(d.hit.word - draft.hit.word))
    for d in near:
        yield from _actors(d)
    for statement in reversed(draft.chain):
        if statement.speaker is not None and statement.speaker.actor is not None:
            yield statement.speaker.actor
    for d in reversed(filled):
        codes = {a.code for a in _actors(d)}
        if codes & set(other):
            yield from _actors(d)
    for code, _ in salience.most_common():
        yield Actor(code, None, None, "context")


def _actors(draft: Draft) -> Iterator[Actor]:
    for side in draft.sides[:2]:
        for party in side:
            if party.actor is not None:
                yield party.actor
