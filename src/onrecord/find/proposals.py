"""Which words of an article may be events, by its frames and by the encoder's event head: drafts with sides and status.

Most of them come to nothing. What takes time is worked out only for those that can still be likely enough.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from msgspec import Struct, structs

from onrecord.find.arguments import Sides, find_sides
from onrecord.find.confidence import Evidence, Head
from onrecord.find.context import Draft
from onrecord.find.known import JOINT
from onrecord.find.lifeless import Lifeless
from onrecord.find.noun_parties import Parties, Resolver
from onrecord.find.press import words_of_press
from onrecord.find.slots import Tree
from onrecord.find.status import read_alike
from onrecord.find.statuses import SPOKEN
from onrecord.find.times import When
from onrecord.find.triggers import Hit, find_hits
from onrecord.find.unsaid import status_told
from onrecord.schema import Anchor, EventType, Party, Statement, Status

__all__ = ["Proposals"]

_UNDATED = When()
_AT_HOME = "role-at-home"  # how the resolver takes a role's country from the article


class _Proposal(Struct, frozen=True):
    """A hit in the statements that hold it; its sides where they had to be known to see whether it is loose."""

    hit: Hit
    chain: tuple[Statement, ...]
    sides: Sides | None


class Proposals:
    """The events that each word of an article may be, in the text's order, and what tells how likely each is."""

    def __init__(
        self, tree: Tree, statements: Sequence[Statement], resolver: Resolver, *, least: float | None = None
    ) -> None:
        self._tree = tree
        self._chains, self._parties = _Chains(statements), Parties(tree, resolver)
        self._read: dict[tuple[int, EventType], Status] = {}
        head = Head(tree.parse, tree.pack.event_head)
        self._groups = [self._group(hits) for hits in _proposed(tree, head)]
        first = [group[0].hit for group in self._groups]
        self.evidence = Evidence(tree, first, resolver.mentions, head, least=least)

    def _group(self, hits: list[Hit]) -> list[_Proposal]:
        """What a word may be; where the known actors that a frame asks for take no part, the hit is loose."""
        chain = self._chains.of(self._tree.parse.anchor(*hits[0].span))
        found = []
        for hit in hits:
            sides = self._sides(hit, chain) if hit.parties else None
            loose = sides is not None and not _asked(hit, sides)
            found.append(_Proposal(structs.replace(hit, loose=True) if loose else hit, chain, sides))
        return sorted(found, key=lambda p: p.hit.loose)

    def drafts(self) -> list[list[Draft]]:
        """All drafts by word."""
        return [[self._draft(p, self._status(p.hit)) for p in group] for group in self._groups]

    def likely(self) -> list[list[Draft | None]]:
        """The drafts by word; None in the place of one that is not likely enough whatever its sides are."""
        return [[self._likely(p, rank, len(group)) for rank, p in enumerate(group)] for group in self._groups]

    def _likely(self, proposal: _Proposal, rank: int, rivals: int) -> Draft | None:
        hit, chain, evidence = proposal.hit, len(proposal.chain), self.evidence
        room = evidence.room(hit, chain, rank, rivals)
        if not evidence.may_be(room, hit, chain):
            return None
        status = self._status(hit)
        return self._draft(proposal, status) if evidence.may_be(room, hit, chain, status) else None

    def _draft(self, proposal: _Proposal, status: Status) -> Draft:
        hit, chain = proposal.hit, proposal.chain
        sides = proposal.sides if proposal.sides is not None else self._sides(hit, chain)
        return Draft(hit, self._tree.parse.anchor(*hit.span), sides, status, _UNDATED, None, chain, hit.frame.cameo)

    def _sides(self, hit: Hit, chain: tuple[Statement, ...]) -> Sides:
        return _spoken(self._tree, hit, find_sides(self._tree, hit, self._parties), chain)

    def _status(self, hit: Hit) -> Status:
        """What the tree shows of a hit's status, tense and time aside."""
        if hit.frame.how in SPOKEN:
            return Status.HAPPENED
        key = hit.word, read_alike(hit.frame.type)
        status = self._read.get(key)
        if status is None:
            status = self._read[key] = status_told(self._tree, *key)
        return status


def _proposed(tree: Tree, head: Head) -> list[list[Hit]]:
    """The hits of each word that a frame or the event head makes an event, in the text's order.

    What is asked of the press, or answered to it, is none, nor what a thing without a will does.
    """
    found: dict[int, list[Hit]] = {}
    barred: dict[int, frozenset[EventType]] = {}
    for word, hits, not_types in find_hits(tree):
        barred[word] = not_types
        if hits:
            found[word] = hits
    plain = tree.pack.plain_frames
    for word, types in head.proposals():
        hits = found.get(word, [])
        known = {h.frame.type for h in hits} | barred.get(word, frozenset())
        more = [Hit(word, (word, word + 1), plain[t], plain=True) for t in types if t in plain and t not in known]
        if more:
            found[word] = [*hits, *more]
    lifeless = Lifeless(tree)
    idle = words_of_press(tree) | lifeless.acts(found)
    left = ([h for h in found[w] if not lifeless.is_fought(w, h.frame.type)] for w in sorted(found) if w not in idle)
    return [hits for hits in left if hits]


def _asked(hit: Hit, sides: Sides) -> bool:
    """Whether the known actors that a frame asks for take part."""
    if not hit.parties:
        return True
    agent, recipient = (any(p.actor is not None and p.actor.code for p in side) for side in sides[:2])
    holds = {"agent": agent, "recipient": recipient, "actor": agent or recipient}
    holds["both"] = (agent and recipient) or (sides[2] and (len(sides[0]) > 1 or _are_several(sides[0])))
    return any(holds[asked] for asked in hit.parties)


def _are_several(side: Sequence[Party]) -> bool:
    """Whether one mention names several actors: "Chilean and Peruvian sappers"."""
    return any(p.actor is not None and p.actor.code is not None and JOINT in p.actor.code for p in side)


class _Chains:
    """Which statements hold a place of the text, outermost first."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_id = {s.id: s for s in statements}
        # painted from the longest content to the shortest, so that each place shows its innermost statement
        self._order = sorted(statements, key=lambda s: -sum(a.end - a.start for a in s.content))
        last = max((a.end for s in statements for a in s.content), default=0)
        self._owner = np.full(last, -1, np.int32)
        for number, statement in enumerate(self._order):
            for span in statement.content:
                self._owner[span.start : span.end] = number

    def of(self, anchor: Anchor) -> tuple[Statement, ...]:
        """The chain of an anchor."""
        number = int(self._owner[anchor.start]) if anchor.start < len(self._owner) else -1
        statement = self._order[number] if number >= 0 else None
        while statement is not None:
            if any(a.start <= anchor.start and anchor.end <= a.end for a in statement.content):
                return self._up(statement)
            statement = self._by_id.get(statement.parent or "")  # the anchor reaches beyond the innermost content
        return ()

    def _up(self, statement: Statement) -> tuple[Statement, ...]:
        chain = [statement]
        while (parent := self._by_id.get(chain[0].parent or "")) is not None and parent not in chain:
            chain.insert(0, parent)
        return tuple(chain)


def _spoken(tree: Tree, hit: Hit, sides: Sides, chain: tuple[Statement, ...]) -> Sides:
    """The sides of an act of speech: what an auxiliary asks of its subject is asked by whoever speaks."""
    sides = _speaking(tree, sides, chain)
    if hit.frame.how != "told":
        return sides
    speaker = chain[-1].speaker if chain else None
    told = sides[0]
    if speaker is not None and speaker.actor is not None:
        told = tuple(p for p in told if p.actor is None or p.actor.code != speaker.actor.code)
    return ((speaker,) if speaker is not None else ()), told, False


def _speaking(tree: Tree, sides: Sides, chain: tuple[Statement, ...]) -> Sides:
    """In a quotation, "we" is whoever speaks."""
    speaker = chain[-1].speaker if chain else None
    known = speaker.actor if speaker is not None else None
    if known is None:
        return sides
    first_person = tree.pack.word_classes["first_person"]

    def meant(party: Party) -> Party:
        words = (party.text or "").lower().split()
        if party.actor is None and len(words) == 1 and words[0] in first_person:
            return replace(party, actor=known)
        if party.actor is not None and party.actor.rule.startswith(_AT_HOME) and words and words[0] in first_person:
            return replace(party, actor=replace(known, sector=party.actor.sector, rule="speaker"))
        return party

    return tuple(meant(p) for p in sides[0]), tuple(meant(p) for p in sides[1]), sides[2]
