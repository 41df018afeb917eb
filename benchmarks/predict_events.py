"""Predictions for the event sets: each line is a short text, its events come back best first.

The sets follow the PLOVER manual, which has no status: cooperative acts that are only planned or offered are AGREE
there, hostile ones that are only threatened THREATEN. `manual_view` translates; the record itself keeps both facts.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.find.actors import ActorResolver
from onrecord.find.events import find_events
from onrecord.find.ranking import rank_events
from onrecord.find.statements import find_statements
from onrecord.lang import available_languages, load_pack
from onrecord.lang.codebook import load_codebook
from onrecord.parse import get_parser
from onrecord.schema import Anchor, Article, Event, EventType, Party, Source, Status

COOPERATIVE = frozenset(
    {EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.CONCEDE}
)
HOSTILE = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST, EventType.MOBILIZE})


def predict_events(source: Path, out: Path) -> None:
    """Lines with id, text, lang and date -> lines with the events of each text, the main one first."""
    with source.open(encoding="utf-8") as rows, out.open("w", encoding="utf-8") as file:
        for line in rows:
            row = json.loads(line)
            events = events_of(row["text"], row.get("lang") or "en", row.get("date"))
            file.write(json.dumps({"id": row["id"], "events": events}, ensure_ascii=False) + "\n")


def events_of(text: str, language: str, date: str | None) -> list[dict[str, Any]]:
    """The events of one short text as the scorer wants them."""
    if language not in available_languages() or not text.strip():
        return []
    pack = load_pack(language)
    article = Article(
        id="a-event-set",
        text=text,
        source=Source(digest="", kind="pasted"),
        body=(Anchor(0, len(text)),),
        date=date,
        language=language,
    )
    parse = get_parser(pack).parse(article)
    resolver = ActorResolver(article, parse, parse.mentions, pack)
    statements, _ = find_statements(article, parse, resolver, pack)
    events, _ = find_events(article, parse, statements, resolver, pack)
    return [_row(manual_view(e)) for e in rank_events(events, parse)]


def manual_view(event: Event) -> Event:
    """An event as PLOVER's manual codes it, which knows no status."""
    book = load_codebook()
    if event.type in COOPERATIVE and event.status in (Status.PLANNED, Status.OFFERED):
        return replace(event, type=EventType.AGREE, cameo=book.about("030", event.cameo or ""))
    if event.type in HOSTILE and event.status in (Status.THREATENED, Status.PLANNED):
        return replace(event, type=EventType.THREATEN, cameo=book.about("130", event.cameo or ""))
    return event


def _row(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "cameo": event.cameo,
        "source": [_actor(p) for p in event.actors],
        "target": [_actor(p) for p in event.recipients],
        "start": event.anchor.start,
        "end": event.anchor.end,
        "status": event.status,
        "reciprocal": event.reciprocal,
    }


def _actor(party: Party) -> dict[str, Any]:
    actor = party.actor
    return {
        "text": party.text or "",
        "code": (actor.code if actor else None) or "",
        "sector": (actor.sector if actor else None) or "",
        "start": party.anchor.start if party.anchor else -1,
        "end": party.anchor.end if party.anchor else -1,
    }
