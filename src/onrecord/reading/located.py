"""Where the parts of an article stand in the file that holds it: feeds, data files and exports back to their source.

A part is looked for by its words of plain letters and digits, which JSON, XML, HTML and CSV all write as they are; what
stands between two of them must say the same once escapes and tags are undone. A part not found has no map.
"""

import html
import json
import re
from collections.abc import Iterator

from onrecord.schema import Article, MapPiece

__all__ = ["locate"]

_RUN = re.compile(r"[A-Za-z0-9]+")
# What may stand between two words: tags, escaped tags, entities, escapes, anything but a letter or digit.
_BETWEEN = re.compile(
    r"(?:<[^<>]{0,500}+>|&lt;(?:(?!&gt;|<).){0,500}+&gt;|&(?:amp;)?#?\w{1,32};|\\u[0-9a-fA-F]{4}|\\.|[^A-Za-z0-9<\\])*+",
    re.S,
)
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")
_REACH = 1 << 20  # characters that are looked through for a part
_TRIES = 200  # places where its first word stands
_Run = tuple[int, int, int]  # start and end in the text, start in the source


def locate(article: Article, source: str, start: int = 0) -> tuple[tuple[MapPiece, ...], int]:
    r"""The map of an article's parts to the text of its file, looked for from `start` on, and where the last one ends.

    >>> from onrecord.schema import Anchor, Source
    >>> article = Article("a", "Mali “denied” it.", Source("", "json"), body=(Anchor(0, 17),))
    >>> raw = r'{"text": "Mali \u201cdenied\u201d it."}'
    >>> pieces, end = locate(article, raw)
    >>> raw[slice(*Source("", "json", map=pieces).source_range(article.body[0]))] == raw[10:-2]
    True
    """
    anchors = {article.headline_anchor, article.byline_anchor, *article.body, *article.furniture} - {None}
    pieces: list[MapPiece] = []
    last = start
    for anchor in sorted(a for a in anchors if a is not None):
        found = _part(article.text[anchor.slice], source, start) or _part(article.text[anchor.slice], source, last)
        for piece in found:
            pieces.append(MapPiece(anchor.start + piece[0], *piece[1:]))
            last = max(last, piece[2] + piece[3])
    return tuple(pieces), last


def _part(part: str, source: str, start: int) -> list[tuple[int, int, int, int]]:
    """The pieces of one part; none where it is not found."""
    runs = [(m.start(), m.end()) for m in _RUN.finditer(part)]
    if not runs:
        return list(_whole(part, source, start))
    first = part[slice(*runs[0])]
    at = start
    for _ in range(_TRIES):
        at = source.find(first, at, start + _REACH)
        if at < 0:
            return []
        placed = _placed(part, runs, source, at)
        if placed:
            return _pieces(part, placed, source)
        at += 1
    return []


def _whole(part: str, source: str, start: int) -> Iterator[tuple[int, int, int, int]]:
    """A part without a word of plain letters: as it is, or escaped throughout."""
    for form in (part, json.dumps(part)[1:-1], json.dumps(part, ensure_ascii=False)[1:-1]):
        at = source.find(form, start, start + _REACH)
        if at >= 0:
            yield 0, len(part), at, len(form)
            return


def _placed(part: str, runs: list[tuple[int, int]], source: str, at: int) -> list[_Run]:
    """Where all words of a part stand, the first of them at `at`; none where others stand there."""
    placed: list[_Run] = []
    before = 0
    for start, end in runs:
        gap = part[before:start]
        if placed and not source.startswith(gap + part[start:end], at):
            match = _BETWEEN.match(source, at)
            reached = match.end() if match else at
            if _plain(gap) not in (_plain(source[at:reached]), _said(source[at:reached])):
                return []
            at = reached
        elif placed:
            at += len(gap)
        if not source.startswith(part[start:end], at):
            return []
        placed.append((start, end, at))
        at += end - start
        before = end
    return placed


def _said(between: str) -> str:
    """What stands between two words, its escapes and tags undone, without white space."""
    if "\\" in between:
        between = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " " if m[2] in "ntr" else m[2], between)
    if "&" in between:
        between = html.unescape(html.unescape(between))
    return _plain(_TAG.sub("", between))


def _plain(between: str) -> str:
    return "".join(between.split()).replace('""', '"')


def _pieces(part: str, placed: list[_Run], source: str) -> list[tuple[int, int, int, int]]:
    """Pieces that cover a part: joined where text and source are the same."""
    pieces: list[tuple[int, int, int, int]] = []

    def add(start: int, length: int, source_start: int, source_length: int) -> None:
        if not length:
            return
        same = length == source_length and part[start : start + length] == source[source_start : source_start + length]
        if same and pieces and pieces[-1][1] == pieces[-1][3] and sum(pieces[-1][2:]) == source_start:
            begin, size, origin, _ = pieces[-1]
            pieces[-1] = (begin, size + length, origin, size + length)
        else:
            pieces.append((start, length, source_start, source_length))

    start, _, at = placed[0]
    lead = _length_of(part[:start], source, at, before=True)
    add(0, start, at - lead, lead)
    for i, (start, end, at) in enumerate(placed):
        if i:
            _, before, origin = placed[i - 1]
            begin = origin + before - placed[i - 1][0]
            add(before, start - before, begin, at - begin)
        add(start, end - start, at, end - start)
    start, end, at = placed[-1]
    at += end - start
    add(end, len(part) - end, at, _length_of(part[end:], source, at, before=False))
    return pieces


def _length_of(outer: str, source: str, at: int, *, before: bool) -> int:
    """How long the source's writing of a part's first or last signs is; 0 where it is none known."""
    escaped = (json.dumps(outer, ensure_ascii=plain)[1:-1] for plain in (True, False))
    for form in (*escaped, html.escape(outer), outer):
        if source.endswith(form, 0, at) if before else source.startswith(form, at):
            return len(form)
    return 0
