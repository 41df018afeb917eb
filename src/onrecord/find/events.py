"""Who did what to whom: the events of an article with type, code, sides, status, time, place and attribution."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.find.arguments import Resolver, Sides, find_sides
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
    events: list[Event] = []
    words: list[int] = []
    for hits in find_hits(tree):
        for hit in hits:
            anchor = parse.anchor(*hit.span)
            chain = chains.of(anchor)
            sides = _speaking(tree, find_sides(tree, hit, resolver), chain)
            if not _asked(hit, sides):
                continue
            when = when_of(tree, hit.word, reported)
            status = _dated(status_of(tree, hit.word), hit, when, chain)
            words.append(hit.word)
            events.append(_event(article, hit, anchor, sides, status, when, chain, _place(tree, hit, resolver)))
            break
    return tuple(_coded(tree, words, events)), ()


def _event(  # noqa: PLR0913  # one argument a part of the event
    article: Article,
    hit: Hit,
    anchor: Anchor,
    sides: Sides,
    status: Status,
    when: When,
    chain: tuple[Statement, ...],
    place: Place | None,
) -> Event:
    book = load_codebook()
    frame = hit.frame
    row = book.cameo.get(frame.cameo)
    mode = frame.mode or (row.mode if row is not None and row.type is frame.type else None)
    actors, recipients, mutual = sides
    return Event(
        id=finding_id(article.id, "event", anchor),
        anchor=anchor,
        type=frame.type,
        status=status,
        actors=actors,
        recipients=recipients,
        reciprocal=mutual,
        mode=mode,
        contexts=row.contexts if row is not None else (),
        cameo=frame.cameo,
        goldstein=book.goldstein(frame.cameo),
        plover_score=book.score(frame.type, mode),
        quad=book.types[frame.type].quad,
        date=when.date,
        place=place,
        chain=tuple(s.id for s in chain),
        rule=f"frame.{frame.name.replace(' ', '-')}",
    )


def _coded(tree: Tree, words: list[int], events: list[Event]) -> list[Event]:
    """Speech acts with the code that says what they are about: a demand for withdrawal, a threat of sanctions."""
    book = load_codebook()
    at = dict(zip(words, events, strict=True))
    coded = []
    for word, event in zip(words, events, strict=True):
        code = event.cameo or ""
        inner = next((at[w].cameo for w in tree.near(word, 2) if w in at and at[w].cameo), None)
        new = book.about(code, inner) if inner else code
        if new != code:
            row = book.cameo[new]
            event = replace(
                event,
                cameo=new,
                mode=row.mode or event.mode,
                contexts=row.contexts or event.contexts,
                goldstein=book.goldstein(new),
                plover_score=book.score(event.type, row.mode or event.mode),
            )
        coded.append(event)
    return coded


def _asked(hit: Hit, sides: Sides) -> bool:
    """Whether the known actors that a frame asks for take part."""
    if not hit.parties:
        return True
    agent, recipient = (any(p.actor is not None and p.actor.code for p in side) for side in sides[:2])
    holds = {"agent": agent, "recipient": recipient, "actor": agent or recipient}
    holds["both"] = (agent and recipient) or (sides[2] and len(sides[0]) > 1)
    return any(holds[asked] for asked in hit.parties)


def _dated(status: Status, hit: Hit, when: When, chain: tuple[Statement, ...]) -> Status:
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


def _place(tree: Tree, hit: Hit, resolver: Resolver) -> Place | None:
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
