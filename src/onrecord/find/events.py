"""Who did what to whom: the events of an article with type, code, sides, status, time, place and attribution."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from msgspec import structs

from onrecord.find.arguments import Parties, Resolver, Sides, find_sides
from onrecord.find.confidence import Evidence, Head
from onrecord.find.context import Draft, fill_sides
from onrecord.find.dates import Dates
from onrecord.find.places import Places
from onrecord.find.sectors import Sectors
from onrecord.find.slots import Tree
from onrecord.find.status import read_alike, status_of
from onrecord.find.statuses import SPOKEN, Statuses
from onrecord.find.times import Times, When
from onrecord.find.triggers import Hit, find_hits
from onrecord.lang import LanguagePack
from onrecord.lang.codebook import load_codebook
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Event, EventType, Party, Place, Problem, Statement, Status, finding_id

__all__ = ["coded", "find_events", "propose", "sure_drafts"]

_LEAST = 0.48  # less sure events are not reported
_UNDATED = When()
_AT_HOME = "role-at-home"  # how the resolver takes a role's country from the article
_SURE = 0.75  # on a page about sport, weather, science or markets


def find_events(
    article: Article, parse: Parse, statements: Sequence[Statement], resolver: Resolver, pack: LanguagePack
) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The events of an article's body, in the text's order."""
    tree = Tree(parse, pack)
    times = Times(tree, article)
    statuses = Statuses(tree, times)
    drafts = [statuses.decided(d) for d in sure_drafts(*propose(tree, statements, resolver))]
    dates, places = Dates(tree, times, drafts), Places(tree, article, drafts)
    drafts = [structs.replace(d, when=dates.of(d), place=_resolved(parse, places.of(d), resolver)) for d in drafts]
    filled = fill_sides(tree, coded(tree, drafts), resolver.mentions, pack.event_sides)
    sectors = Sectors(tree, resolver.mentions)
    return tuple(_event(article, sectors.acting(d)) for d in filled), ()


def propose(tree: Tree, statements: Sequence[Statement], resolver: Resolver) -> tuple[list[list[Draft]], Evidence]:
    """The events that each word may be, in the text's order, and what tells how likely each is."""
    chains, parties = _Chains(statements), Parties(tree, resolver)
    head = Head(tree.parse, tree.pack.event_head)
    groups = [_drafts(tree, hits, chains, parties) for hits in _proposed(tree, head)]
    return groups, Evidence(tree, groups, sum(m.actor is not None for m in resolver.mentions), head)


def _proposed(tree: Tree, head: Head) -> list[list[Hit]]:
    """The hits of each word that a frame or the event head makes an event, in the text's order."""
    found = {hits[0].word: hits for hits in find_hits(tree)}
    plain = tree.pack.plain_frames
    for word, types in head.proposals():
        hits = found.get(word, [])
        known = {h.frame.type for h in hits}
        more = [Hit(word, (word, word + 1), plain[t], plain=True) for t in types if t in plain and t not in known]
        if more:
            found[word] = [*hits, *more]
    return [found[word] for word in sorted(found)]


def sure_drafts(groups: list[list[Draft]], evidence: Evidence) -> list[Draft]:
    """The likeliest draft of each word, where it is likely enough, with its probability."""
    least = _SURE if evidence.is_unpolitical else _LEAST
    kept = []
    for group in groups:
        chances = [evidence.chance(d, rank, len(group)) for rank, d in enumerate(group)]
        chance = max(chances)
        if chance < least:
            continue
        best = group[chances.index(chance)]
        kept.append(structs.replace(best, confidence=chance))
    words = {d.hit.word for d in kept}
    return [d for d in kept if not _is_helper(evidence.tree, d, words)]


def _is_helper(tree: Tree, draft: Draft, words: set[int]) -> bool:
    """Whether an auxiliary is taken for an act beside the act of its verb: only what it asks or refuses is one."""
    word = draft.hit.word
    if draft.hit.frame.type not in (EventType.THREATEN, EventType.AGREE):
        return False
    return draft.hit.frame.how not in SPOKEN and tree.is_auxiliary(word) and tree.parse.heads[word] in words


def _resolved(parse: Parse, place: Place | None, resolver: Resolver) -> Place | None:
    """A place with its country and coordinates; the words stay those of the event's own phrase."""
    if place is None or place.anchor is None:
        return place
    start, end = parse.word_range(place.anchor)
    return replace(resolver.place(start, end), anchor=place.anchor, text=place.text) if start < end else place


def _drafts(tree: Tree, hits: list[Hit], chains: "_Chains", parties: Parties) -> list[Draft]:
    """The events that a word may be; where the known actors that a frame asks for take no part, the hit is loose."""
    anchor = tree.parse.anchor(*hits[0].span)
    chain = chains.of(anchor)
    drafts: list[Draft] = []
    read: dict[EventType, Status] = {}
    for hit in hits:
        sides = _spoken(tree, hit, find_sides(tree, hit, parties), chain)
        if not hit.loose and not _asked(hit, sides):
            hit = structs.replace(hit, loose=True)
        status = Status.HAPPENED
        if hit.frame.how not in SPOKEN:
            type_ = read_alike(hit.frame.type)
            status = read[type_] if type_ in read else read.setdefault(type_, status_of(tree, hit.word, type_))
        drafts.append(Draft(hit, tree.parse.anchor(*hit.span), sides, status, _UNDATED, None, chain, hit.frame.cameo))
    return sorted(drafts, key=lambda d: d.hit.loose)


def _event(article: Article, draft: Draft) -> Event:
    book = load_codebook()
    frame = draft.hit.frame
    row = book.cameo.get(draft.cameo)
    mode = frame.mode or (row.mode if row is not None and row.type is frame.type else None)
    actors, recipients, mutual = draft.sides
    return Event(
        id=finding_id(article.id, "event", draft.anchor),
        anchor=draft.anchor,
        type=frame.type,
        status=draft.status,
        actors=actors,
        recipients=recipients,
        reciprocal=mutual,
        mode=mode,
        contexts=row.contexts if row is not None else (),
        cameo=draft.cameo,
        goldstein=book.goldstein(draft.cameo),
        plover_score=book.score(frame.type, mode),
        quad=book.types[frame.type].quad,
        date=draft.when.date,
        place=draft.place,
        chain=tuple(s.id for s in draft.chain),
        rule=_rule(draft),
        confidence=round(draft.confidence, 3),
    )


def _rule(draft: Draft) -> str:
    """The frame; `+context` where a side was filled from the context, `+story` where the date is not told of it."""
    rule = f"frame.{draft.hit.frame.name.replace(' ', '-')}" + ("+context" if draft.inferred else "")
    return rule + "+story" if draft.when.date is not None and not draft.when.own else rule


def coded(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Speech acts with the code that says what they are about: a demand for withdrawal, a threat of sanctions."""
    book = load_codebook()
    at = {d.hit.word: d for d in drafts}
    found = []
    for draft in drafts:
        inner = next((at[w].cameo for w in tree.near(draft.hit.word, 2) if w in at), None)
        found.append(structs.replace(draft, cameo=book.about(draft.cameo, inner)) if inner else draft)
    return found


def _asked(hit: Hit, sides: Sides) -> bool:
    """Whether the known actors that a frame asks for take part."""
    if not hit.parties:
        return True
    agent, recipient = (any(p.actor is not None and p.actor.code for p in side) for side in sides[:2])
    holds = {"agent": agent, "recipient": recipient, "actor": agent or recipient}
    holds["both"] = (agent and recipient) or (sides[2] and len(sides[0]) > 1)
    return any(holds[asked] for asked in hit.parties)


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
