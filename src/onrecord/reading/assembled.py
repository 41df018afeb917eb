"""Articles out of fields: a headline here, a text there, as feeds, data files and exports hold them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.clean import clean_text
from onrecord.reading.datelines import find_dateline, find_labels
from onrecord.reading.dates import iso_day
from onrecord.reading.metadata import split_authors
from onrecord.reading.phrases import load_phrases, normal_form
from onrecord.reading.rendering import render_page
from onrecord.schema import Anchor, Article, Problem, Source, article_id

__all__ = ["Fields", "assemble", "paragraphs_of"]

_MARKUP = re.compile(r"<(?:p|br|div|span|a|strong|em|h[1-6]|ul|li|img|b|i)\b[^<>]{0,2000}>|</p>", re.I)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record states of its article."""

    headline: str | None = None
    text: str | None = None  # plain or HTML; its lines are paragraphs
    byline: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    dateline: str | None = None
    language: str | None = None
    section: str | None = None
    publisher: str | None = None
    url: str | None = None
    marks: tuple[str, ...] = ()


def assemble(fields: Fields, source: Source, *, date: str | None = None) -> Article:
    """An article whose text is the headline, the byline and the paragraphs, a blank line between.

    >>> fields = Fields(headline="Mali denies raid", text="<p>Mali denied it.</p>", date="Fri, 27 May 2022 10:00 GMT")
    >>> article = assemble(fields, Source(digest="0" * 64, kind="feed"))
    >>> article.text, article.date
    ('Mali denies raid\\n\\nMali denied it.', '2022-05-27')
    """
    headline, byline = _line(fields.headline), _line(fields.byline)
    paragraphs = paragraphs_of(fields.text or "")
    if paragraphs and headline and paragraphs[0] == headline:
        paragraphs = paragraphs[1:]
    parts = [part for part in (headline, byline, *paragraphs) if part]
    anchors = _anchors(parts)
    given = len(parts) - len(paragraphs)
    text = "\n\n".join(parts)
    marked = [_is_furniture(part) for part in parts]
    body = tuple(a for a, out in zip(anchors[given:], marked[given:], strict=True) if not out)
    stated = fields.authors or ((byline,) if byline else ())
    return Article(
        id=article_id(source.digest, source.place),
        text=text,
        source=source,
        body=body,
        furniture=tuple(a for a, out in zip(anchors[given:], marked[given:], strict=True) if out),
        headline=headline,
        headline_anchor=anchors[0] if headline else None,
        date=date or iso_day(fields.date),
        byline=byline,
        byline_anchor=anchors[given - 1] if byline else None,
        authors=tuple(dict.fromkeys(name for entry in stated for name in split_authors(entry))),
        dateline=_dateline(text, body, fields.dateline),
        language=fields.language[:2].lower() if fields.language else None,
        section=_line(fields.section),
        publisher=_line(fields.publisher),
        marks=fields.marks,
        problems=() if body else (Problem("no-text", "the record holds no text of a story"),),
    )


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a plain or HTML text.

    >>> paragraphs_of("<p>One &amp; two</p><p>three</p>"), paragraphs_of("one\\n\\n two ")
    (['One & two', 'three'], ['one', 'two'])
    """
    cleaned = clean_text(text)[0]
    if _MARKUP.search(cleaned):
        return [line.text for line in render_page(cleaned).lines]
    return [line.strip() for line in cleaned.split("\n") if line.strip()]


def _line(text: str | None) -> str | None:
    return " ".join(clean_text(text)[0].split()) or None if text else None


def _anchors(parts: Sequence[str]) -> list[Anchor]:
    anchors = []
    position = 0
    for part in parts:
        anchors.append(Anchor(position, position + len(part)))
        position += len(part) + 2
    return anchors


def _is_furniture(line: str) -> bool:
    phrases = load_phrases()
    if len(line) > 200:
        return False
    return normal_form(line) in phrases.furniture or phrases.starts_furniture(line.lower())


def _dateline(text: str, body: Sequence[Anchor], stated: str | None) -> Anchor | None:
    labels = find_labels([text[anchor.slice] for anchor in body])
    for anchor in body[:1]:
        found = find_dateline(text[anchor.slice], labels)
        if found:
            return Anchor(anchor.start + found[0], anchor.start + found[1])
        if stated and text.startswith(stated, anchor.start):
            return Anchor(anchor.start, anchor.start + len(stated))
    return None
