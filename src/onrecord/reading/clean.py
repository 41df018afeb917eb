"""Decoded input to the text an article keeps, with the map back.

Line ends become LF; NUL and lone surrogates become U+FFFD; invisible characters that break words (soft hyphen,
zero-width space, bidi controls, a byte-order mark) are left out; decomposed letters are composed. All else stays.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.schema import MapPiece

__all__ = ["Piece", "clean_text", "compose_pieces", "edited"]

Piece = tuple[int, int, int, int]  # the fields of a MapPiece, as a bare tuple while texts are built

# Zero-width joiner and non-joiner stay: they carry meaning in Persian, Indic scripts and emoji.
_LEFT_OUT = "\ufeff\u200b\u2060\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
# The UTF-8 of those that are not ASCII, and of marks: a pattern that opens with one byte is ten times faster.
_RARE = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa0\xa6-\xa9])",
        rb"\xef\xbb\xbf",
        rb"\xc2[\xad\x85]",
        rb"\xd8\x9c",
    )
)
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (rb"\xcc", rb"\xcd[\x80-\xaf]", rb"\xd9[\x93-\x95]", rb"\xe0\xa4\xbc", rb"\xe3\x82[\x99\x9a]")
)
_BAD = re.compile("[\0\ud800-\udfff]")
_MARKED = re.compile("[\u0300-\u036f\u0653-\u0655\u093c\u3099\u309a]{1,8}")


def clean_text(decoded: str, *, line_ends: bool = True) -> tuple[str, tuple[MapPiece, ...]]:
    """The text an article keeps and the pieces that map it to `decoded`; `line_ends` False leaves these as they are.

    >>> clean_text("Mali\\r\\ndenied\\u200b it")
    ('Mali\\ndenied it', (MapPiece(start=0, length=4, source_start=0, source_length=4), \
MapPiece(start=4, length=7, source_start=5, source_length=7), \
MapPiece(start=11, length=3, source_start=13, source_length=3)))
    """
    encoded = _encoded(decoded)
    text, pieces = edited(decoded, _edits(decoded, encoded, _LINE_ENDS if line_ends else ""))
    marked = encoded is None or (len(encoded) > len(decoded) and _holds(encoded, _MARKS))
    compositions = _compositions(text) if marked else []
    if not compositions:
        return text, tuple(MapPiece(*piece) for piece in pieces)
    composed, outer = edited(text, compositions)
    return composed, compose_pieces(outer, tuple(MapPiece(*piece) for piece in pieces))


def edited(source: str, edits: Sequence[tuple[int, int, str]]) -> tuple[str, list[Piece]]:
    """The text after edits (start, end, new text) in any order, and the pieces that map it back."""
    if not edits:
        return source, [(0, len(source), 0, len(source))] if source else []
    out: list[str] = []
    pieces: list[Piece] = []
    position = length = 0
    for start, end, new in sorted(edits):
        _copy(out, pieces, source[position:start], length, position)
        length += start - position
        if new:
            out.append(new)
            _add(pieces, length, len(new), start, end - start)
            length += len(new)
        position = end
    _copy(out, pieces, source[position:], length, position)
    return "".join(out), pieces


def compose_pieces(outer: Sequence[Piece], inner: Sequence[MapPiece]) -> tuple[MapPiece, ...]:
    """The map of a text to the source of its source: `outer` maps it to a text that `inner` maps on.

    >>> compose_pieces([(0, 4, 2, 4)], (MapPiece(0, 4, 0, 4), MapPiece(4, 6, 5, 6)))
    (MapPiece(start=0, length=2, source_start=2, source_length=2), MapPiece(start=2, length=2, source_start=5, \
source_length=2))
    """
    if len(inner) == 1 and inner[0].source_start == 0:  # nothing was changed in between
        return tuple(MapPiece(*piece) for piece in outer)
    joined: list[Piece] = []
    starts = [piece.start for piece in inner]
    for start, length, source_start, source_length in outer:
        if length != source_length:
            low, high = _mapped(source_start, source_start + source_length, inner, starts)
            _add(joined, start, length, low, high - low)
            continue
        position, end = source_start, source_start + length
        at = max(0, bisect_right(starts, position) - 1)
        while position < end and at < len(inner):
            piece = inner[at]
            step = min(end, piece.start + piece.length) - position
            if step > 0:
                whole = piece.length != piece.source_length
                low = piece.source_start + (0 if whole else position - piece.start)
                _add(joined, start + position - source_start, step, low, piece.source_length if whole else step)
                position += step
            at += 1
    return tuple(MapPiece(*piece) for piece in joined)


def _mapped(start: int, end: int, inner: Sequence[MapPiece], starts: list[int]) -> tuple[int, int]:
    first = inner[max(0, bisect_right(starts, start) - 1)]
    last = inner[max(0, bisect_right(starts, max(start, end - 1)) - 1)]
    low = first.source_start + (start - first.start if first.length == first.source_length else 0)
    exact = last.length == last.source_length
    return low, last.source_start + (end - last.start if exact else last.source_length)


def _edits(decoded: str, encoded: bytes | None, line_ends: str) -> list[tuple[int, int, str]]:
    # Looking each character up is fifty times faster than a pattern of all of them over a page that has none or few.
    rare = encoded is None or (len(encoded) > len(decoded) and _holds(encoded, _RARE))
    edits = []
    for char in (*(_LEFT_OUT if rare else ""), *(c for c in line_ends if c < "\x80" or rare)):
        at = decoded.find(char)
        while at >= 0:
            ends_line = char in line_ends and not (char == "\r" and decoded.startswith("\n", at + 1))
            edits.append((at, at + 1, "\n" if ends_line else ""))
            at = decoded.find(char, at + 1)
    if encoded is None or "\0" in decoded:
        edits += [(found.start(), found.end(), "\ufffd") for found in _BAD.finditer(decoded)]
    return edits


def _encoded(text: str) -> bytes | None:
    """The text as UTF-8; None where it holds what no encoding can."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return None


def _holds(encoded: bytes, patterns: Sequence[re.Pattern[bytes]]) -> bool:
    return any(pattern.search(encoded) for pattern in patterns)


def _compositions(decoded: str) -> list[tuple[int, int, str]]:
    """A letter with up to eight marks that has a composed form (more marks are decoration, and slow to sort)."""
    edits = []
    for found in _MARKED.finditer(decoded):
        start = found.start() - 1
        if start < 0 or not decoded[start].isalpha():
            continue
        composed = unicodedata.normalize("NFC", decoded[start : found.end()])
        if composed != decoded[start : found.end()]:
            edits.append((start, found.end(), composed))
    return edits


def _copy(out: list[str], pieces: list[Piece], text: str, start: int, source_start: int) -> None:
    if text:
        out.append(text)
        _add(pieces, start, len(text), source_start, len(text))


def _add(pieces: list[Piece], start: int, length: int, source_start: int, source_length: int) -> None:
    if pieces and length == source_length:
        last = pieces[-1]
        if last[1] == last[3] and last[0] + last[1] == start and last[2] + last[3] == source_start:
            pieces[-1] = (last[0], last[1] + length, last[2], last[3] + source_length)
            return
    pieces.append((start, length, source_start, source_length))
