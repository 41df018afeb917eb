"""Corrected articles as gold: in the schema of the annotated cases, so that they can train and test.

What an editor confirmed, changed or added is required; what nobody looked at is optional, unless the article was
checked as a whole.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.web.articles import ArticleView
from onrecord.web.corrections import Placed
from onrecord.web.findings import EventView, PartyView, PositionView, StatementView

__all__ = ["gold_archive", "gold_of"]

Case = dict[str, Any]


def gold_archive(cases: Iterable[tuple[ArticleView, tuple[Placed, ...]]]) -> bytes:
    """A zip file with `inputs/ID.txt` and `gold/ID.json` of each article; the same bytes for the same corrections."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for article, placed in cases:
            gold = json.dumps(gold_of(article, placed), ensure_ascii=False, indent=1)
            for name, content in ((f"inputs/{article.id}.txt", article.text or ""), (f"gold/{article.id}.json", gold)):
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content.encode("utf-8", "replace"))
    return out.getvalue()


def gold_of(article: ArticleView, placed: tuple[Placed, ...]) -> Case:
    """One article's gold; its offsets are those of the article's text, which is the case's input."""
    text = article.text or ""
    checked = any(p.correction.action == "checked" and p.state == "holds" for p in placed)
    said = {p.finding: p for p in placed if p.finding is not None and p.state == "holds"}
    actors = [p for p in placed if p.correction.kind == "actor" and p.state == "holds"]
    statements = [(s.id, _statement(s, actors)) for s in article.statements]
    events = [(e.id, _event(e, actors)) for e in article.events]
    positions = [(p.id, _position(p, actors)) for p in article.positions]
    kept = {
        "statement": _corrected(statements, said, checked=checked),
        "event": _corrected(events, said, checked=checked),
        "position": _corrected(positions, said, checked=checked),
    }
    for new in placed:
        kind = new.correction.kind
        if new.state == "holds" and new.finding is None and kind in kept and new.correction.action in {"add", "change"}:
            kept[kind].append((new.correction.subject, _of_fields(new, _empty(new, text))))
    for kind, key in (("statement", "content"), ("event", "trigger"), ("position", "text")):
        kept[kind].sort(key=lambda item: (_first(item[1][key]), item[0]))
    numbers = {finding: i for i, (finding, _) in enumerate(kept["statement"])}
    return {
        "id": article.id,
        "input": f"{article.id}.txt",
        "headline": article.headline,
        "date": article.date,
        "byline": article.byline,
        "dateline": article.dateline,
        "body": [text[start:end] for start, end in article.body],
        "furniture": [text[start:end] for start, end in article.furniture],
        "offset_base": "input",
        "body_text": None,
        "body_spans": [list(span) for span in article.body],
        "statements": [_numbered(case, "nested_in", numbers, article) for _, case in kept["statement"]],
        "events": [_numbered(case, "in_statement", numbers, article) for _, case in kept["event"]],
        "positions": [case for _, case in kept["position"]],
        "contradictions": [
            [numbers[c.first.id], numbers[c.second.id]]
            for c in article.contradictions
            if c.first.id in numbers and c.second.id in numbers
        ],
        "checked": checked,
    }


def _corrected(found: list[tuple[str, Case]], said: Mapping[str, Placed], *, checked: bool) -> list[tuple[str, Case]]:
    kept = []
    for finding, case in found:
        word = said.get(finding)
        if word is None:
            kept.append((finding, case if checked else case | {"optional": True}))
        elif word.correction.action == "change":
            kept.append((finding, _of_fields(word, case)))
        elif word.correction.action != "reject":
            kept.append((finding, case))
    return kept


def _of_fields(placed: Placed, case: Case) -> Case:
    """A case with what the editor said, and the passage the editor chose."""
    fields, kind = placed.correction.fields, placed.correction.kind
    case = {name: value for name, value in case.items() if name != "optional"}
    names = {"speaker_code": "speaker_country", "actors": "source", "recipients": "target"}
    for name in (n for n in fields if n != "note"):
        value: Any = fields[name]
        if name in {"actors", "recipients"}:
            value = [code.strip() for code in value.split(";") if code.strip()]
        case[names.get(name, name)] = value if value != "" else None
    span = [placed.start, placed.end]
    quote = placed.correction.quote
    if kind == "event":
        case |= {"trigger": span, "trigger_text": quote}
    elif kind == "position":
        case |= {"text": span, "span_text": quote}
    elif kind == "statement" and (placed.finding is None or [placed.start, placed.end] != _whole(case["content"])):
        case |= {"content": [span], "content_text": [quote]}
    return case


def _empty(placed: Placed, text: str) -> Case:
    kind = placed.correction.kind
    if kind == "event":
        return {"source": [], "target": [], "date": None, "place": None, "in_statement": None}
    if kind == "position":
        return {}
    quote = text[placed.start : placed.end]
    return {
        "speaker_text": placed.correction.fields.get("speaker"),
        "speaker": None,
        "speaker_country": None,
        "cue": None,
        "content": [[placed.start, placed.end]],
        "addressee": None,
        "nested_in": None,
        "content_text": [quote],
    }


def _statement(s: StatementView, actors: Sequence[Placed]) -> Case:
    word = _said_of(s.speaker, actors) if s.speaker else None
    return {
        "speaker_text": s.speaker.text if s.speaker else None,
        "speaker": word.get("name") if word else s.speaker.name if s.speaker else None,
        "speaker_country": word.get("code") if word else s.speaker.code if s.speaker else None,
        "cue": s.cue,
        "content": [list(span) for span in s.spans],
        "kind": s.kind,
        "addressee": s.addressee.text if s.addressee else None,
        "act": s.act,
        "nested_in": s.within,
        "content_text": s.content.split(" […] "),
    }


def _event(e: EventView, actors: Sequence[Placed]) -> Case:
    return {
        "type": e.type,
        "source": _codes(e.actors, actors),
        "target": _codes(e.recipients, actors),
        "status": e.status,
        "trigger": [e.start, e.end],
        "date": e.date,
        "place": e.place,
        "trigger_text": e.trigger,
        "in_statement": e.chain[-1] if e.chain else None,
    }


def _position(p: PositionView, actors: Sequence[Placed]) -> Case:
    code = _codes((p.actor,), actors)
    return {
        "actor": code[0] if code else "",
        "issue": p.issue,
        "stance": p.stance,
        "text": [p.start, p.end],
        "span_text": p.text,
    }


def _codes(parties: Iterable[PartyView], actors: Sequence[Placed]) -> list[str]:
    """The codes of some sides; what an editor said of the words that name a side goes before what was found."""
    codes: list[str] = []
    for party in parties:
        word = _said_of(party, actors)
        code, sector = (word.get("code"), word.get("sector")) if word is not None else (party.code, party.sector)
        if code:
            codes.append(f"{code} {sector}" if sector else code)
    return list(dict.fromkeys(codes))


def _said_of(party: PartyView, actors: Sequence[Placed]) -> Mapping[str, str] | None:
    if party.start is None or party.end is None:
        return None
    for placed in actors:
        if (
            placed.start is not None
            and placed.end is not None
            and placed.start < party.end
            and party.start < placed.end
        ):
            return {} if placed.correction.action == "reject" else placed.correction.fields
    return None


def _numbered(case: Case, key: str, numbers: Mapping[str, int], article: ArticleView) -> Case:
    """Numbers of statements as the gold counts them: from nought, the rejected ones gone."""
    number = case.get(key)
    if number is None:
        return case
    known = next((s.id for s in article.statements if s.number == number), None)
    return case | {key: numbers.get(known) if known else None}


def _first(spans: Any) -> int:
    value: int = spans[0][0] if spans and isinstance(spans[0], list) else spans[0] if spans else 0
    return value


def _whole(spans: list[list[int]]) -> list[int]:
    return [min(s[0] for s in spans), max(s[1] for s in spans)] if spans else []
