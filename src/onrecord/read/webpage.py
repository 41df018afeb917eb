"""HTML pages: the rendered page as text, its story, and what the page says about itself."""

from typing import Any

from onrecord.read.dates import iso_day
from onrecord.schema import Anchor, Article, Problem, Source, article_id

__all__ = ["read_html"]


def read_html(page: str, source: Source, *, date: str | None = None) -> Article:
    """The article of an HTML page."""
    import trafilatura  # lazy: 0.5 s

    document: Any = trafilatura.bare_extraction(page, with_metadata=True, include_tables=False)
    body = [line for line in (document.text or "").split("\n") if line.strip()] if document else []
    title = document.title if document else None
    parts = [*([title] if title else []), *body]
    text = "\n\n".join(parts)
    anchors = []
    position = 0
    for part in parts:
        anchors.append(Anchor(position, position + len(part)))
        position += len(part) + 2
    return Article(
        id=article_id(source.digest, source.place),
        text=text,
        source=source,
        body=tuple(anchors[1:] if title else anchors),
        headline=title,
        headline_anchor=anchors[0] if title else None,
        date=date or (iso_day(document.date) if document else None),
        authors=tuple(a.strip() for a in (document.author or "").split(";") if a.strip()) if document else (),
        problems=() if body else (Problem("no-text", "no text of a story was found on the page"),),
    )
