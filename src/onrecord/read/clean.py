"""Decoded input to the text an article keeps, with the map back.

Line ends become LF; NUL and lone surrogates become U+FFFD; invisible characters that break words (soft hyphen, zero-width
space, bidi controls, a byte-order mark) are left out; decomposed letters are composed. Everything else stays as it is.
"""

import re
import unicodedata

from onrecord.schema import MapPiece

__all__ = ["clean_text", "join_pieces"]

# Zero-width joiner and non-joiner stay: they carry meaning in Persian, Indic scripts and emoji.
_LEFT_OUT = "\ufeff\u200b\u2060\u00ad\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_SPECIAL = re.compile(
    rf"(?P<crlf>\r(?=\n))|(?P<out>[{_LEFT_OUT}]+)|(?P<end>[\r\x0b\x0c\x85\u2028\u2029])|(?P<bad>[\0\ud800-\udfff])"
)
_MARKS = re.compile(r"[^\W\d_][\u0300-\u036f\u0653-\u0655\u093c\u3099\u309a]{1,8}")
_REPLACED = {ord("\0"): "\ufffd"} | dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")


def clean_text(decoded: str) -> tuple[str, tuple[MapPiece, ...]]:
    """The text an article keeps and the pieces that map it to `decoded`.

    >>> clean_text("Mali\\r\\ndenied\\u200b it")
    ('Mali\\ndenied it', (MapPiece(start=0, length=4, source_start=0, source_length=4), \
MapPiece(start=4, length=7, source_start=5, source_length=7), MapPiece(start=11, length=3, source_start=13, source_length=3)))
    """
    edits = [*_edits(decoded), *_compositions(decoded)]
    if not edits:
        return decoded, (MapPiece(0, len(decoded), 0, len(decoded)),) if decoded else ()
    edits.sort()
    out: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    position = length = 0
    for start, end, new in edits:
        if start < position:
            continue
        _copy(out, pieces, decoded[position:start], length, position)
        length += start - position
        if new:
            out.append(new)
            _add(pieces, length, len(new), start, end - start)
            length += len(new)
        position = end
    _copy(out, pieces, decoded[position:], length, position)
    return "".join(out), tuple(MapPiece(*piece) for piece in pieces)


def join_pieces(pieces: list[tuple[int, int, int, int]]) -> tuple[MapPiece, ...]:
    """`MapPiece`s of (start, length, source start, source length), neighbours that map character by character joined."""
    joined: list[tuple[int, int, int, int]] = []
    for piece in pieces:
        _add(joined, *piece)
    return tuple(MapPiece(*piece) for piece in joined)


def _edits(decoded: str) -> list[tuple[int, int, str]]:
    edits = []
    for found in _SPECIAL.finditer(decoded):
        if found.lastgroup in ("crlf", "out"):
            new = ""
        else:
            new = "\n" if found.lastgroup == "end" else "\ufffd"
        edits.append((found.start(), found.end(), new))
    return edits


def _compositions(decoded: str) -> list[tuple[int, int, str]]:
    """A letter with up to eight marks that has a composed form (more marks are decoration, and slow to sort)."""
    if decoded.isascii():
        return []
    edits = []
    for found in _MARKS.finditer(decoded):
        composed = unicodedata.normalize("NFC", found.group())
        if composed != found.group():
            edits.append((found.start(), found.end(), composed))
    return edits


def _copy(out: list[str], pieces: list[tuple[int, int, int, int]], text: str, start: int, source_start: int) -> None:
    if text:
        out.append(text)
        _add(pieces, start, len(text), source_start, len(text))


def _add(
    pieces: list[tuple[int, int, int, int]], start: int, length: int, source_start: int, source_length: int
) -> None:
    if pieces and length == source_length:
        last = pieces[-1]
        if last[1] == last[3] and last[0] + last[1] == start and last[2] + last[3] == source_start:
            pieces[-1] = (last[0], last[1] + length, last[2], last[3] + source_length)
            return
    pieces.append((start, length, source_start, source_length))
