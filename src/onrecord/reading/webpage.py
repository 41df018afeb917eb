"""HTML pages: the rendered page as text, its story, and what the page says about itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.clean import clean_text, compose_pieces
from onrecord.reading.datelines import find_dateline, find_labels
from onrecord.reading.metadata import page_metadata
from onrecord.reading.rendering import RenderedLine, render_page
from onrecord.reading.story import find_story
from onrecord.schema import Anchor, Article, Problem, Source, article_id

__all__ = ["read_html"]

_NOT_WORD = re.compile(r"[\W_]+")
_MISSED = 0.5  # of the lines the data holds that the story found must hold as well
_COVERED = 0.6  # of a story stated as data that the page's lines must print to be told by it
_ENOUGH = 400  # characters of a story stated as data to be believed
_MIN_MATCH = 20


def read_html(page: str, source: Source, *, date: str | None = None) -> Article:
    """The article of an HTML page.

    >>> story = "<p>Mali denied on Friday that it raided a village.</p>"
    >>> html = f"<title>Mali denies raid | Site</title><h1>Mali denies raid</h1>{story}"
    >>> article = read_html(html, Source(digest="0" * 64, kind="html"))
    >>> article.headline, [article.text[a.slice] for a in article.body]
    ('Mali denies raid', ['Mali denied on Friday that it raided a village.'])
    """
    cleaned, pieces = clean_text(page, line_ends=False)
    rendering = render_page(cleaned)
    said = page_metadata(rendering)
    story = _by_data(rendering.lines, find_story(rendering.lines), said.body)
    text, anchors, mapped = _laid_out(rendering.lines)
    body = [anchors[i] for i in story]
    if not body and said.body:
        text, body = _appended(text, said.body)
    headline = _line_of(rendering.lines, said.headline)
    taken = {*story, headline, said.byline}
    return Article(
        id=article_id(source.digest, source.place),
        text=text,
        source=replace(source, url=source.url or said.url, map=compose_pieces(mapped, pieces)),
        body=tuple(body),
        furniture=tuple(anchor for i, anchor in enumerate(anchors) if i not in taken),
        headline=said.headline,
        headline_anchor=anchors[headline] if headline is not None else None,
        date=date or said.date,
        byline=rendering.lines[said.byline].text if said.byline is not None else None,
        byline_anchor=anchors[said.byline] if said.byline is not None else None,
        authors=said.authors,
        dateline=_dateline(text, body),
        language=said.language,
        section=said.section,
        publisher=said.publisher,
        marks=said.marks,
        problems=() if body else (Problem("no-text", "no text of a story was found on the page"),),
    )


def _by_data(lines: Sequence[RenderedLine], story: list[int], stated: str | None) -> list[int]:
    """The lines that print the story stated as data, where the story found on the page misses most of it."""
    if not stated or len(stated) < _ENOUGH:
        return story
    whole = _squash(stated)
    squashed = [_squash(line.text) for line in lines]
    matched = [i for i, s in enumerate(squashed) if len(s) >= _MIN_MATCH and s in whole]
    found = set(matched) & set(story)
    if sum(len(squashed[i]) for i in found) >= _MISSED * sum(len(squashed[i]) for i in matched):
        return story
    return matched if sum(len(squashed[i]) for i in matched) >= _COVERED * len(whole) else story


def _squash(text: str) -> str:
    return _NOT_WORD.sub("", text.lower())


def _laid_out(lines: Sequence[RenderedLine]) -> tuple[str, list[Anchor], list[tuple[int, int, int, int]]]:
    parts: list[str] = []
    anchors: list[Anchor] = []
    pieces: list[tuple[int, int, int, int]] = []
    position = 0
    for line in lines:
        if parts:
            parts.append("\n\n" if line.blank_before else "\n")
            position += len(parts[-1])
        parts.append(line.text)
        end = len(line.text)
        for start, length, source_start, source_length in line.pieces:
            if start + length <= end:
                pieces.append((position + start, length, source_start, source_length))
            elif start < end:
                rest = end - start if length == source_length else source_length
                pieces.append((position + start, end - start, source_start, rest))
        anchors.append(Anchor(position, position + end))
        position += end
    return "".join(parts), anchors, pieces


def _appended(text: str, story: str) -> tuple[str, list[Anchor]]:
    """The text with a story that the page states as data alone; it maps to nothing printed."""
    body = []
    for line in (" ".join(part.split()) for part in clean_text(story)[0].split("\n")):
        if line:
            start = len(text) + (2 if text else 0)
            text = f"{text}\n\n{line}" if text else line
            body.append(Anchor(start, start + len(line)))
    return text, body


def _line_of(lines: Sequence[RenderedLine], text: str | None) -> int | None:
    if text is None:
        return None
    wanted = _squash(text)
    longest = min(500, 2 * len(text) + 20)  # a line much longer says more than the headline
    return next(
        (i for i, line in enumerate(lines) if len(wanted) <= len(line.text) < longest and _squash(line.text) == wanted),
        None,
    )


def _dateline(text: str, body: Sequence[Anchor]) -> Anchor | None:
    labels = find_labels([text[anchor.slice] for anchor in body])
    for anchor in body[:2]:
        found = find_dateline(text[anchor.slice], labels)
        if found:
            return Anchor(anchor.start + found[0], anchor.start + found[1])
    return None
