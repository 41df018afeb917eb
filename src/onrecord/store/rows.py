"""A record as rows of the store's tables."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from onrecord.schema import Anchor, Article, Event, Mention, Party, Position, Problem, Record, Statement
from onrecord.store.columns import TABLES

__all__ = ["NO_ARTICLE", "rows_of", "tables_of"]

Row = dict[str, Any]

# the `Source.kind` of a record that holds nothing but the problems of an input that gave no article
NO_ARTICLE = "none"


def tables_of(rows: dict[str, list[Row]]) -> dict[str, pa.Table]:
    """Rows of every table as Arrow tables of the store's schema; a missing table is an empty one."""
    return {name: pa.Table.from_pylist(rows.get(name, []), schema=schema) for name, schema in TABLES.items()}


def rows_of(record: Record, *, text: bool = True) -> dict[str, list[Row]]:
    """The rows of one record, a list a table; without `text` the article's text stays out."""
    article = record.article
    if article.source.kind == NO_ARTICLE:
        return {"problems": [_problem(article, p) | {"article_id": None} for p in record.problems]}
    return {
        "articles": [_article(record, text=text)],
        "mentions": [_mention(article, m) for m in record.mentions],
        "statements": [_statement(article, s) for s in record.statements],
        "events": [_event(article, e) for e in record.events],
        "positions": [_position(article, p) for p in record.positions],
        "contradictions": [
            {
                "id": c.id,
                "article_id": article.id,
                "first": c.first,
                "second": c.second,
                "reason": c.reason,
                "rule": c.rule,
                "confidence": c.confidence,
            }
            for c in record.contradictions
        ],
        "problems": [_problem(article, p) for p in record.problems],
    }


def _article(record: Record, *, text: bool) -> Row:
    article, source = record.article, record.article.source
    return {
        "article_id": article.id,
        "made_by": record.made_by,
        "date": article.date,
        "headline": clean(article.headline),
        "byline": clean(article.byline),
        "authors": [clean(a) for a in article.authors],
        "dateline": _quote(article, article.dateline),
        "language": article.language,
        "section": clean(article.section),
        "publisher": clean(article.publisher),
        "marks": list(article.marks),
        "url": clean(source.url),
        "source_digest": source.digest,
        "source_kind": source.kind,
        "source_encoding": source.encoding,
        "source_place": source.place,
        "source_name": clean(source.name),
        "source_map": [
            {"start": p.start, "length": p.length, "source_start": p.source_start, "source_length": p.source_length}
            for p in source.map
        ],
        "text": clean(article.text) if text else None,
        "characters": len(article.text),
        "body": _spans(article.body),
        "furniture": _spans(article.furniture),
    }


def _mention(article: Article, mention: Mention) -> Row:
    actor = mention.actor
    return {
        **_where(article, mention.anchor),
        "text": _quote(article, mention.anchor),
        "form": mention.form,
        "entity": mention.entity,
        "label": mention.label,
        "code": actor.code if actor else None,
        "sector": actor.sector if actor else None,
        "name": clean(actor.name) if actor else None,
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def _statement(article: Article, statement: Statement) -> Row:
    cue = statement.cue
    return {
        "id": statement.id,
        **_where(article, statement.anchor),
        "article_date": article.date,
        "speaker": _party(statement.speaker),
        "cue": _quote(article, cue),
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "content": [_quote(article, a) for a in statement.content],
        "content_spans": _spans(statement.content),
        "kind": statement.kind,
        "act": statement.act,
        "mode": statement.mode,
        "addressee": _party(statement.addressee),
        "parent": statement.parent,
        "place": clean(statement.place.text) if statement.place else None,
        "time": statement.time,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def _event(article: Article, event: Event) -> Row:
    place = event.place
    return {
        "id": event.id,
        **_where(article, event.anchor),
        "article_date": article.date,
        "trigger": _quote(article, event.anchor),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "plover_score": event.plover_score,
        "quad": event.quad,
        "actors": [_party(p) for p in event.actors],
        "recipients": [_party(p) for p in event.recipients],
        "reciprocal": event.reciprocal,
        "status": event.status,
        "date": event.date,
        "place": clean(place.text) if place else None,
        "place_country": place.country if place else None,
        "place_adm1": place.adm1 if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "chain": list(event.chain),
        "rule": event.rule,
        "confidence": event.confidence,
    }


def _position(article: Article, position: Position) -> Row:
    return {
        "id": position.id,
        **_where(article, position.anchor),
        "article_date": article.date,
        "text": _quote(article, position.anchor),
        "actor": _party(position.actor),
        "issue": clean(position.issue),
        "stance": position.stance,
        "condition": _quote(article, position.condition),
        "statement": position.statement,
        "rule": position.rule,
        "confidence": position.confidence,
    }


def _problem(article: Article, problem: Problem) -> Row:
    anchor = problem.anchor
    return {
        "article_id": article.id,
        "source_name": clean(article.source.name),
        "source_place": article.source.place,
        "code": problem.code,
        "message": clean(problem.message),
        "start": anchor.start if anchor else None,
        "end": anchor.end if anchor else None,
        "finding": problem.finding,
    }


def clean(text: str | None) -> str | None:
    """Text that UTF-8 can hold: a lone surrogate becomes U+FFFD, one code point for one.

    >>> clean("a\\ud800b")
    'a\\ufffdb'
    """
    if text is None:
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _where(article: Article, anchor: Anchor) -> Row:
    return {"article_id": article.id, "start": anchor.start, "end": anchor.end}


def _quote(article: Article, anchor: Anchor | None) -> str | None:
    return clean(article.text[anchor.slice]) if anchor else None


def _spans(anchors: Iterable[Anchor]) -> list[Row]:
    return [{"start": a.start, "end": a.end} for a in anchors]


def _party(party: Party | None) -> Row | None:
    if party is None:
        return None
    actor = party.actor
    return {
        "text": clean(party.text),
        "start": party.anchor.start if party.anchor else None,
        "end": party.anchor.end if party.anchor else None,
        "code": actor.code if actor else None,
        "sector": actor.sector if actor else None,
        "name": clean(actor.name) if actor else None,
        "rule": actor.rule if actor else None,
    }
