"""Who did what to whom: the events of an article with type, code, sides, status, time, place and attribution."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.find.arguments import Resolver, Sides, find_sides
from onrecord.find.context import Draft, fill_sides
from onrecord.find.slots import Tree
from onrecord.find.status import status_of
from onrecord.find.times import When, when_of
from onrecord.find.triggers import Hit, find_hits
from onrecord.lang import LanguagePack
from onrecord.lang.codebook import load_codebook
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Event, EventType, Party, Place, Problem, Statement, Status, finding_id

__all__ = ["find_events"]

_HARM = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE, EventType.PROTEST})
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})


def find_events(
    article: Article, parse: Parse, statements: Sequence[Statement], resolver: Resolver, pack: LanguagePack
) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The events of an article's body, in the text's order."""
    tree = Tree(parse, pack)
    reported = _date_of(article)
    chains = _Chains(statements)
    drafts = [d for hits in find_hits(tree) if (d := _draft(tree, hits, chains, resolver, reported)) is not None]
    filled = fill_sides(tree, _coded(tree, drafts), resolver.mentions, pack.event_sides)
    events = [_event(article, draft) for draft in filled]
    return tuple(events), ()


def _draft(tree: Tree, hits: list[Hit], chains: "_Chains", resolver: Resolver, reported: date | None) -> Draft | None:
    """The event at a word by the first frame whose parties take part."""
    for hit in hits:
        anchor = tree.parse.anchor(*hit.span)
        chain = chains.of(anchor)
        sides = _speaking(tree, find_sides(tree, hit, resolver), chain)
        if _asked(hit, sides):
            when = when_of(tree, hit.word, reported)
            status = _dated(status_of(tree, hit.word, hit.frame.type), when)
            return Draft(hit, anchor, sides, status, when, _place(tree, hit), chain, hit.frame.cameo)
    return None


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
        rule=f"frame.{frame.name.replace(' ', '-')}" + ("+context" if draft.inferred else ""),
    )


def _coded(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Speech acts with the code that says what they are about: a demand for withdrawal, a threat of sanctions."""
    book = load_codebook()
    at = {d.hit.word: d for d in drafts}
    coded = []
    for draft in drafts:
        inner = next((at[w].cameo for w in tree.near(draft.hit.word, 2) if w in at), None)
        coded.append(replace(draft, cameo=book.about(draft.cameo, inner)) if inner else draft)
    return coded


def _asked(hit: Hit, sides: Sides) -> bool:
    """Whether the known actors that a frame asks for take part."""
    if not hit.parties:
        return True
    agent, recipient = (any(p.actor is not None and p.actor.code for p in side) for side in sides[:2])
    holds = {"agent": agent, "recipient": recipient, "actor": agent or recipient}
    holds["both"] = (agent and recipient) or (sides[2] and len(sides[0]) > 1)
    return any(holds[asked] for asked in hit.parties)


def _dated(status: Status, when: When) -> Status:
    if status in _REAL and when.old:
        return Status.HISTORICAL
    if status is Status.HAPPENED and when.future:
        return Status.PLANNED
    return status


class _Chains:
    """Which statements hold a place of the text, outermost first."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_id = {s.id: s for s in statements}
        self._statements = sorted(statements, key=lambda s: sum(a.end - a.start for a in s.content))

    def of(self, anchor: Anchor) -> tuple[Statement, ...]:
        """The chain of an anchor."""
        for statement in self._statements:  # the shortest content that holds it is the innermost
            if any(a.start <= anchor.start and anchor.end <= a.end for a in statement.content):
                return self._up(statement)
        return ()

    def _up(self, statement: Statement) -> tuple[Statement, ...]:
        chain = [statement]
        while (parent := self._by_id.get(chain[0].parent or "")) is not None and parent not in chain:
            chain.insert(0, parent)
        return tuple(chain)


def _speaking(tree: Tree, sides: Sides, chain: tuple[Statement, ...]) -> Sides:
    """In a quotation, "we" is whoever speaks."""
    speaker = chain[-1].speaker if chain else None
    if speaker is None or speaker.actor is None:
        return sides
    first_person = tree.pack.word_classes["first_person"]

    def meant(party: Party) -> Party:
        if party.actor is None and party.text is not None and party.text.lower() in first_person:
            return replace(party, actor=speaker.actor)
        return party

    return tuple(meant(p) for p in sides[0]), tuple(meant(p) for p in sides[1]), sides[2]


def _place(tree: Tree, hit: Hit) -> Place | None:
    """The place named under a preposition of place at the event or at the verb that carries it."""
    parse = tree.parse
    names = {n.end - 1: n for n in parse.names if n.label in ("LOC", "GPE", "FAC")} | {
        k: n for n in parse.names if n.label in ("LOC", "GPE", "FAC") for k in range(n.start, n.end)
    }
    words = [hit.word]
    if not tree.is_verb(hit.word) and parse.heads[hit.word] != hit.word:
        words.append(parse.heads[hit.word])
    for word in words:
        for slot in tree.words_of("place_marker"):
            for filler in tree.slots(word).get(slot, []):
                name = names.get(filler)
                if name is not None:
                    anchor = parse.anchor(name.start, name.end)
                    return Place(anchor, parse.text[anchor.slice])
    return None


def _date_of(article: Article) -> date | None:
    try:
        return date.fromisoformat(article.date) if article.date else None
    except ValueError:
        return None
