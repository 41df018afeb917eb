"""The events of a text by the shipped model and tables, in a few words."""

from dataclasses import replace
from functools import cache

from onrecord.find.actors import ActorResolver
from onrecord.find.events import find_events
from onrecord.find.statements import find_statements
from onrecord.lang import load_pack
from onrecord.parse import get_parser
from onrecord.parse.parse import Parse, Trigger
from onrecord.schema import Anchor, Article, Event, EventType, Source, Statement


def article_of(text: str, date: str | None = "2020-01-15", dateline: str | None = None) -> Article:
    """A text as an article of one paragraph."""
    return Article(
        id="a-test",
        text=text,
        source=Source(digest="", kind="pasted"),
        body=(Anchor(0, len(text)),),
        date=date,
        dateline=Anchor(0, len(dateline)) if dateline else None,
        language="en",
    )


@cache
def parse_of(text: str) -> Parse:
    """A text's parse by the shipped model."""
    return get_parser(load_pack("en")).parse(article_of(text))


def read(
    text: str, *, date: str | None = "2020-01-15", triggers: tuple[Trigger, ...] = (), dateline: str | None = None
) -> tuple[tuple[Event, ...], tuple[Statement, ...]]:
    """The events and statements of a text; `triggers` stand for the encoder's event head."""
    pack = load_pack("en")
    article = article_of(text, date, dateline)
    parse = replace(parse_of(text), triggers=triggers) if triggers else parse_of(text)
    resolver = ActorResolver(article, parse, parse.mentions, pack)
    statements, _ = find_statements(article, parse, resolver, pack)
    return find_events(article, parse, statements, resolver, pack)[0], statements


def events_of(text: str, *, date: str | None = "2020-01-15") -> tuple[Event, ...]:
    """The events of a text."""
    return read(text, date=date)[0]


def of_type(events: tuple[Event, ...], type_: EventType) -> Event:
    """The first event of a type."""
    return next(e for e in events if e.type is type_)


def codes(event: Event) -> tuple[list[str | None], list[str | None]]:
    """The codes of an event's actors and recipients."""
    return (
        [p.actor.code if p.actor else None for p in event.actors],
        [p.actor.code if p.actor else None for p in event.recipients],
    )
