"""What Onrecord finds, in the shapes that gold has: cases, coded sentences, marked attributions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from onrecord.errors import InputError
from onrecord.find.actor_people import plain_name
from onrecord.find.actors import ActorResolver
from onrecord.find.attributions import find_attributions
from onrecord.find.events import find_events
from onrecord.find.ranking import rank_events
from onrecord.find.statements import find_statements
from onrecord.lang import LanguagePack, available_languages, load_pack
from onrecord.lang.actor_index import chunks
from onrecord.lang.codebook import load_codebook
from onrecord.parse import get_parser
from onrecord.parse.parse import Parse
from onrecord.record import read_records
from onrecord.schema import Actor, Anchor, Article, Event, EventType, Party, Record, Source, Statement, Status

__all__ = [
    "case_of",
    "coded_events",
    "manual_view",
    "plain_article",
    "predict_attributions",
    "predict_case",
    "predict_events",
]

Item = dict[str, Any]
COOPERATIVE = frozenset(
    {EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.CONCEDE}
)
FRIENDLY = COOPERATIVE | {EventType.AGREE}  # what may be refused
HOSTILE = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST, EventType.MOBILIZE})
_AS_CODED = frozenset({"082", "0861", "181"})  # ends of strikes, arrivals of peacekeepers, abductions: the code's type
_FAINT = 0.02  # how likely an event is taken to be where a text is known to have one


def predict_case(page: bytes, name: str) -> Item:
    """The record of a page in the schema of the annotated cases; offsets are those of the input, for HTML of the body.

    >>> case = predict_case(b"Mali accused France of spying on Monday.", "a.txt")
    >>> case["statements"][0]["speaker_country"], case["offset_base"]
    ('MLI', 'input')
    """
    try:
        record = next(read_records(page, name=name))
    except InputError as error:
        return {"error": str(error), "body": [], "statements": [], "events": [], "positions": []}
    return case_of(record, html=name.endswith((".html", ".htm")))


def case_of(record: Record, *, html: bool) -> Item:
    """A record in the schema of the annotated cases."""
    offsets = _Offsets(record.article, html=html)
    number = {s.id: i for i, s in enumerate(record.statements)}
    written = _written_names(record)
    return offsets.header() | {
        "statements": [_statement(s, number, offsets, written) for s in record.statements],
        "events": [_event(e, number, offsets) for e in record.events],
        "positions": [
            {
                "actor": _code(p.actor) or "",
                "issue": p.issue,
                "stance": p.stance,
                "text": offsets.range(p.anchor),
                "confidence": p.confidence,
            }
            for p in record.positions
        ],
        "contradictions": [[number[c.first], number[c.second]] for c in record.contradictions],
    }


def _written_names(record: Record) -> dict[str, str]:
    """The names of people of the tables in the article's own spelling: so the annotators give them.

    A usual spelling counts wherever it stands; another one where it does not look like a slip: where the article
    repeats it, or all its parts are names that people of the tables have.
    """
    if not record.mentions:  # a page in a language without a pack has none
        return {}
    pack = load_pack(record.article.language or "en")
    usual: dict[str, str] = {}
    other: dict[str, str] = {}
    spelt: dict[str, list[tuple[str, ...]]] = {}
    for mention in record.mentions:
        actor = mention.actor
        if mention.form != "name" or mention.label != "PERSON" or actor is None or not actor.name:
            continue
        name = " ".join(record.article.text[mention.anchor.slice].split())
        form = chunks(name)
        spelt.setdefault(actor.name, []).append(form)
        if len(form) > 1 and actor.rule.startswith("offices:"):
            known = (p for p in pack.people_index.candidates(form) if plain_name(p.name, p.country) == actor.name)
            written = usual if any(form in p.forms for p in known) else other
            written.setdefault(actor.name, name)
    spellings = {name: w for name, w in other.items() if _is_spelling(chunks(w), chunks(name), spelt[name], pack)}
    return spellings | usual


def _is_spelling(
    form: tuple[str, ...], usual: tuple[str, ...], spelt: Sequence[tuple[str, ...]], pack: LanguagePack
) -> bool:
    """Whether an unusual form of a name is a spelling of its own, by how else the article calls its bearer.

    A name that a line's end has cut ("Dmitri Rogo-zin") is not.
    """
    if len(set(form)) < len(form) or not {a + b for a, b in pairwise(form)}.isdisjoint(usual):
        return False
    again = sum(set(other) <= set(form) for other in spelt) > 1
    return again or all(part in pack.given_names or pack.people_index.with_part(part) for part in form)


class _Offsets:
    """Anchors as the gold has them: in the input for text, in the joined body for HTML."""

    def __init__(self, article: Article, *, html: bool) -> None:
        self.article = article
        self.html = html
        self.starts: list[tuple[Anchor, int]] = []
        at = 0
        for paragraph in article.body:
            self.starts.append((paragraph, at))
            at += paragraph.end - paragraph.start + 2

    def header(self) -> Item:
        article = self.article
        body = [article.text[a.slice] for a in article.body]
        header: Item = {
            "headline": article.headline,
            "date": article.date,
            "byline": article.byline or " and ".join(article.authors) or None,
            "dateline": article.text[article.dateline.slice] if article.dateline else None,
            "language": article.language,
            "body": body,
            "furniture": [article.text[a.slice] for a in article.furniture],
            "offset_base": "body_text" if self.html else "input",
        }
        return header | ({"body_text": "\n\n".join(body)} if self.html else {})

    def range(self, anchor: Anchor) -> list[int]:
        if not self.html:
            return list(self.article.source.source_range(anchor))
        return [self._in_body(anchor.start), self._in_body(anchor.end)]

    def _in_body(self, offset: int) -> int:
        for paragraph, start in reversed(self.starts):
            if paragraph.start <= offset:
                return start + min(offset, paragraph.end) - paragraph.start
        return 0


def _statement(statement: Statement, number: dict[str, int], offsets: _Offsets, written: dict[str, str]) -> Item:
    text = offsets.article.text
    speaker = statement.speaker
    actor = speaker.actor if speaker else None
    name = actor.name if actor else None
    return {
        "speaker_text": speaker.text if speaker else None,
        "speaker": written.get(name, name) if name else speaker.text if speaker else None,
        "speaker_country": actor.code if actor else None,
        "cue": text[statement.cue.slice] if statement.cue else None,
        "content": [offsets.range(a) for a in statement.content],
        "kind": statement.kind,
        "act": statement.act,
        "mode": statement.mode,
        "addressee": statement.addressee.text if statement.addressee else None,
        "nested_in": number.get(statement.parent) if statement.parent else None,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def _event(event: Event, number: dict[str, int], offsets: _Offsets) -> Item:
    return {
        "type": event.type,
        "cameo": event.cameo,
        "source": _codes(event.actors),
        "target": _codes(event.recipients),
        "status": event.status,
        "trigger": offsets.range(event.anchor),
        "date": event.date,
        "place": event.place.text if event.place else None,
        "in_statement": number.get(event.chain[-1]) if event.chain else None,
        "confidence": event.confidence,
        "rule": event.rule,
    }


def _codes(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(code for p in parties if (code := _code(p))))


def _code(party: Party) -> str | None:
    actor = party.actor
    if actor is None or actor.code is None:
        return None
    return f"{actor.code} {actor.sector}" if actor.sector else actor.code


def predict_events(text: str, *, language: str = "en", date: str | None = None) -> list[Item]:
    """The events of a short text, the main one first, as PLOVER's manual codes them.

    Coders' sets hold texts that have an event: where none is likely enough, the likeliest is given.

    >>> predict_events("Mali accused France of spying.")[0]["type"].value
    'ACCUSE'
    """
    if language not in available_languages() or not text.strip():
        return []
    pack = load_pack(language)
    events, parse, statements = coded_events(text, pack, date=date)
    return [_coded(event, pack) for event in rank_events(events, parse, statements, pack.main_events)]


def coded_events(
    text: str, pack: LanguagePack, *, date: str | None = None
) -> tuple[list[Event], Parse, tuple[Statement, ...]]:
    """The events of a short text in the text's order, as PLOVER's manual codes them, with the parse and the statements.

    Where none is likely enough, the likeliest is given.
    """
    article = Article(
        id="a-event-set",
        text=text,
        source=Source(digest="", kind="pasted"),
        body=(Anchor(0, len(text)),),
        date=date,
        language=pack.code,
    )
    parse = get_parser(pack).parse(article)
    resolver = ActorResolver(article, parse, parse.mentions, pack)
    statements, _ = find_statements(article, parse, resolver, pack)
    events, _ = find_events(article, parse, statements, resolver, pack)
    if not events:
        unsure, _ = find_events(article, parse, statements, resolver, pack, least=_FAINT)
        events = tuple(sorted(unsure, key=lambda e: -e.confidence)[:1])
    return [manual_view(event) for event in events], parse, statements


def manual_view(event: Event) -> Event:
    """An event as PLOVER's manual codes it, which knows no status: cooperative acts that are only planned or offered
    are AGREE there (what is to be conceded is CONCEDE), those that are denied ("would not join") REJECT, hostile ones
    that are only threatened THREATEN; forces that are ordered out are MOBILIZE. The record itself keeps both facts."""
    book = load_codebook()
    if event.type in FRIENDLY and event.status is Status.DENIED:
        return replace(event, type=EventType.REJECT, cameo=book.about("120", event.cameo or ""))
    if event.type is EventType.CONCEDE and event.status is Status.PLANNED:
        return event
    if event.type in COOPERATIVE and event.status in (Status.PLANNED, Status.OFFERED):
        return replace(event, type=EventType.AGREE, cameo=book.about("030", event.cameo or ""))
    planned = event.status is Status.PLANNED and event.type is not EventType.MOBILIZE
    if event.type in HOSTILE and (planned or event.status is Status.THREATENED):
        return replace(event, type=EventType.THREATEN, cameo=book.about("130", event.cameo or ""))
    if event.cameo in _AS_CODED:
        return replace(event, type=book.cameo[event.cameo].type or event.type)
    return event


def _coded(event: Event, pack: LanguagePack) -> Item:
    return {
        "type": event.type,
        "cameo": event.cameo,
        "source": [_side(p, pack) for p in event.actors],
        "target": [_side(p, pack) for p in event.recipients],
        "start": event.anchor.start,
        "end": event.anchor.end,
        "status": event.status,
        "reciprocal": event.reciprocal,
    }


def _side(party: Party, pack: LanguagePack) -> Item:
    """A side as the manual codes it: a sector only where the words say one; a country's own name says none."""
    actor = party.actor
    sector = actor.sector if actor is not None and not (actor.sector == "GOV" and _is_bare(actor, pack)) else None
    return {
        "text": party.text or "",
        "code": (actor.code if actor else None) or "",
        "sector": sector or "",
        "start": party.anchor.start if party.anchor else -1,
        "end": party.anchor.end if party.anchor else -1,
    }


def _is_bare(actor: Actor, pack: LanguagePack) -> bool:
    """Whether an actor is known by the name of a country or people alone, not by a capital's or an office's."""
    kind, _, name = actor.rule.partition(":")
    if kind != "countries":
        return kind == "people"
    return any(entry.kind == "country" for entry in pack.actor_index.names.get(chunks(name)))


def predict_attributions(text: str) -> list[Item]:
    """The attributions of an article's text as PolNeAR marks them (outermost only).

    >>> [sorted(a) for a in predict_attributions("Mali denied the claim, the minister said.")][0]
    ['content', 'cue', 'source']
    """
    pack = load_pack("en")
    article = plain_article(text)
    parse = get_parser(pack).parse(article)
    return [
        {
            role: [[int(parse.starts[s.start]), int(parse.ends[s.end - 1])] for s in getattr(a, role)]
            for role in ("source", "cue", "content")
        }
        for a in find_attributions(article, parse, pack)
    ]


def plain_article(text: str, body: Iterable[Anchor] | None = None) -> Article:
    """An article whose body is every line that is not blank, or what is given."""
    lines = (Anchor(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Article("a", text, Source("", "text"), body=tuple(lines if body is None else body), language="en")
