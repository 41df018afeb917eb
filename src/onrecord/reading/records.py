"""Data files of articles: JSON objects (schema.org, ninjs, JSON Feed, any with a text), JSONL and CSV."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from onrecord.reading.assembled import Fields
from onrecord.reading.jsonld import StatedArticle, article_of
from onrecord.reading.options import Part
from onrecord.reading.report import ReadReport

__all__ = ["COLUMNS", "csv_fields", "fields_of_object", "json_fields", "jsonl_fields"]

# The names people give the columns; a caller's mapping goes first.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "body_text", "content", "article", "article_text", "maintext", "fulltext", "full_text",
             "articlebody", "body_html", "content_html", "content_text", "html", "story", "plain_text"),
    "headline": ("headline", "title", "heading", "head"),
    "date": ("date", "published", "publish_date", "published_at", "date_published", "datepublished", "pub_date",
             "pubdate", "publication_date", "date_publish", "versioncreated", "firstcreated", "timestamp", "created"),
    "byline": ("byline", "by"),
    "authors": ("authors", "author", "creator", "writer"),
    "language": ("language", "lang", "language_code"),
    "section": ("section", "category", "desk", "topic"),
    "publisher": ("publisher", "source", "outlet", "publication", "source_name", "domain",
                  "source_domain", "usageterms"),
    "url": ("url", "link", "uri", "canonical_url", "permalink"),
    "dateline": ("dateline", "located"),
}  # fmt: skip
_SEPARATORS = re.compile(r"[\s_-]+")  # left out, so that published_at, Published-At and publishedAt are one name
_NAMES = {field: tuple(dict.fromkeys(_SEPARATORS.sub("", name) for name in names)) for field, names in COLUMNS.items()}
_CLOCK = re.compile(r"([1-4]\d{9})(?:\d{3})?(?:\.\d{1,9})?", re.A)  # from 2001 on
_MAX_FIELD = 16 << 20


def fields_of_object(item: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> Fields | None:
    """The fields of a JSON object or a table's row; None where it holds neither text nor headline.

    >>> fields_of_object({"Title": "Mali denies raid", "Content": "Mali denied it.", "lang": "en"}).headline
    'Mali denies raid'
    """
    if "@type" in item and ("articleBody" in item or "headline" in item):
        return _of_stated(article_of(item))
    known = {_SEPARATORS.sub("", str(key).lower()): value for key, value in item.items()}
    found = {field: _first(known, names) for field, names in _NAMES.items()}
    dates = (_counted_day(known.get(name)) or _string(known.get(name)) for name in _NAMES["date"])
    found["date"] = next(filter(None, dates), None)
    for field, column in (columns or {}).items():
        if field in found:
            found[field] = _string(item.get(column))
    bodies = item.get("bodies")
    if found["text"] is None and isinstance(bodies, list):  # ninjs 2
        found["text"] = next((_string(b.get("value")) for b in bodies if isinstance(b, dict) and b.get("value")), None)
        heads = item.get("headlines")
        found["headline"] = found["headline"] or _named(heads, "value")
    if not found["text"] and not found["headline"]:
        return None
    authors = known.get("authors", known.get("author"))
    return Fields(
        headline=found["headline"],
        text=found["text"],
        byline=found["byline"],
        authors=tuple(_names(authors)) if not isinstance(authors, str) else ((authors,) if authors.strip() else ()),
        date=found["date"],
        dateline=found["dateline"],
        language=found["language"],
        section=found["section"],
        publisher=found["publisher"],
        url=found["url"],
    )


def json_fields(
    text: str, report: ReadReport, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each article in one JSON document."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        report.lose("bad-json", "document", f"{type(error).__name__}: {error}"[:200])
        return
    items = document if isinstance(document, list) else _listed(document)
    for i, item in enumerate(items, 1):
        fields = fields_of_object(item, columns) if isinstance(item, dict) else None
        if fields is None:
            report.lose("no-article", f"item {i}", "neither a text nor a headline")
        else:
            yield f"item {i}", fields


def jsonl_fields(
    text: str, report: ReadReport, columns: Mapping[str, str] | None = None, *, part: Part | None = None
) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each line of JSON, or of those of a part; a bad line is a loss of its own."""
    for number, line in enumerate(text.split("\n"), part.before + 1 if part else 1):
        if not line.strip() or part and not part.first <= number < part.stop:
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            report.lose("bad-json", f"line {number}", f"{type(error).__name__}: {error}"[:200])
            continue
        fields = fields_of_object(item, columns) if isinstance(item, dict) else None
        if fields is None:
            report.lose("no-article", f"line {number}", "neither a text nor a headline")
        elif _has_surrogate(fields):
            report.lose("bad-text", f"line {number}", "half a surrogate pair: not text")
        else:
            yield f"line {number}", fields


def csv_fields(text: str, report: ReadReport, columns: Mapping[str, str] | None = None) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each row of a table with a header; commas, semicolons, tabs or bars between."""
    header = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t|", key=header.count)
    csv.field_size_limit(_MAX_FIELD)
    rows = csv.DictReader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            report.lose("bad-row", f"row {number}", str(error))
            continue
        fields = fields_of_object({k: v for k, v in row.items() if k is not None}, columns)
        if fields is None:
            report.lose("no-article", f"row {number}", "neither a text nor a headline")
        else:
            yield f"row {number}", fields


def _of_stated(stated: StatedArticle) -> Fields:
    return Fields(
        headline=stated.headline,
        text=stated.body,
        authors=stated.authors,
        date=stated.published,
        language=stated.language,
        section=stated.section,
        publisher=stated.publisher,
        url=stated.url,
        marks=("paywall",) if stated.free is False else (),
    )


def _listed(document: Any) -> list[Any]:
    """The list of articles within an object that wraps one, or the object alone."""
    if (
        isinstance(document, dict)
        and fields_of_object(document) is None
        or isinstance(document, dict)
        and "items" in document
    ):
        for key in ("items", "articles", "results", "data", "entries", "stories", "docs", "@graph", "_items"):
            if isinstance(document.get(key), list):
                return list(document[key])
    return [document]


def _first(known: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = _string(known.get(name))
        if value:
            return value
    return None


def _string(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, dict):
        return _string(value.get("name") or value.get("value"))
    if isinstance(value, list):
        if value and all(isinstance(v, str) for v in value):
            return "\n".join(value)
        return _string(value[0]) if value else None
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**10:
        return str(value)
    return None


def _counted_day(value: Any) -> str | None:
    """The day, in universal time, of a number of seconds or milliseconds since 1970; None for anything else.

    >>> _counted_day(1714953600), _counted_day("1714953600000"), _counted_day(20240506)
    ('2024-05-06', '2024-05-06', None)
    """
    written = str(value) if isinstance(value, int | float | str) else ""
    found = _CLOCK.fullmatch(written.strip())
    return datetime.fromtimestamp(int(found[1]), UTC).date().isoformat() if found else None


def _named(items: Any, key: str) -> str | None:
    first = items[0] if isinstance(items, list) and items else None
    return _string(first.get(key)) if isinstance(first, dict) else None


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = _string(item)
        if name:
            yield name


def _has_surrogate(fields: Fields) -> bool:
    try:
        f"{fields.headline}{fields.text}{fields.byline}".encode()
    except UnicodeEncodeError:
        return True
    return False
