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


_HOPS = 4
_PRESS = "JRN"


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
    return list(_Filler(tree, drafts).run())


class _Filler:
    """One article's drafts and what is known of their sides so far."""

    def __init__(self, tree: Tree, drafts: Sequence[Draft]) -> None:
        self.tree = tree
        self.drafts = drafts
        self.filled: list[Draft] = []
        self.at = {d.hit.word: d for d in drafts}
        counts = Counter(a.code or "" for d in drafts for a in _actors(d.sides[0], d.sides[1]))
        self.salient = [Actor(code, None, None, "context") for code, _ in counts.most_common()]

    def run(self) -> Iterator[Draft]:
        for draft in self.drafts:
            self.filled.append(self._fill(draft))
            yield self.filled[-1]

    def _fill(self, draft: Draft) -> Draft:
        actors, recipients, mutual = draft.sides
        if not _codes(actors):
            actors = _with(actors, self._pick(draft, actors, _codes(recipients), wants_actor=True))
        if not _codes(recipients) and not (mutual and len(actors) > 1):
            recipients = _with(recipients, self._pick(draft, recipients, _codes(actors), wants_actor=False))
        if (actors, recipients) == draft.sides[:2]:
            return draft
        return replace(draft, sides=(actors, recipients, mutual), inferred=True)

    def _pick(self, draft: Draft, side: tuple[Party, ...], other: list[str], *, wants_actor: bool) -> Actor | None:
        domestic = draft.cameo[:3] in self.tree.pack.domestic_codes or (side and self._is_common(side[0]))
        if domestic and other:
            return Actor(other[0], None, None, "context")
        for actor in self._candidates(draft, other, wants_actor=wants_actor):
            if actor.code and actor.code not in other and actor.sector != _PRESS:
                return actor
        return Actor(other[0], None, None, "context") if other else None

    def _is_common(self, party: Party) -> bool:
        """Whether a side is a common noun of people: whoever they are, they are at home."""
        if party.anchor is None:
            return False
        start, end = self.tree.parse.word_range(party.anchor)
        return any(self.tree.parse.upos[i] == "NOUN" for i in range(start, end))

    def _candidates(self, draft: Draft, other: list[str], *, wants_actor: bool) -> Iterator[Actor]:
        above, below = self._above(draft), self._below(draft)
        for d in (above, below):
            if d is not None:
                first, second = (d.sides[1], d.sides[0]) if wants_actor is (d is above) else (d.sides[0], d.sides[1])
                yield from _actors(first, second)
        sentence = self.tree.parse.sentence_of[draft.hit.word]
        near = [d for d in self.drafts if d is not draft and self.tree.parse.sentence_of[d.hit.word] == sentence]
        for d in sorted(near, key=lambda d: abs(d.hit.word - draft.hit.word)):
            yield from _actors(d.sides[0], d.sides[1])
        for statement in reversed(draft.chain):
            if statement.speaker is not None and statement.speaker.actor is not None:
                yield statement.speaker.actor
        for d in reversed(self.filled):
            actors = list(_actors(d.sides[0], d.sides[1]))
            if {a.code for a in actors} & set(other):
                yield from actors
        yield from self.salient

    def _above(self, draft: Draft) -> Draft | None:
        """The event in whose complement this one stands."""
        parse, word = self.tree.parse, draft.hit.word
        for _ in range(_HOPS):
            head = parse.heads[word]
            if head == word:
                return None
            word = head
            if word in self.at:
                return self.at[word]
        return None

    def _below(self, draft: Draft) -> Draft | None:
        return next((self.at[w] for w in self.tree.near(draft.hit.word, 3) if w in self.at), None)


def _with(side: tuple[Party, ...], actor: Actor | None) -> tuple[Party, ...]:
    if actor is None:
        return side
    if side and side[0].anchor is not None:
        return (replace(side[0], actor=actor), *side[1:])
    return (Party(None, None, actor),)


def _codes(side: Sequence[Party]) -> list[str]:
    return [p.actor.code for p in side if p.actor is not None and p.actor.code]


def _actors(*sides: Sequence[Party]) -> Iterator[Actor]:
    for side in sides:
        for party in side:
            if party.actor is not None and party.actor.code:
                yield party.actor
