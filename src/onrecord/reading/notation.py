"""Marks of notation in pasted text that are no words of the story, left out of the text with a map back.

Markdown's links, emphasis and headings; the ">" of quoted mail; numbers before lines; one mark before every paragraph;
references to notes ("[12]"); quotation marks as old wires type them (``so'').
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.reading.clean import compose_pieces, edited
from onrecord.schema import MapPiece

__all__ = ["without_notation"]

Edit = tuple[int, int, str]

_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{1,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:https?://|/|#|mailto:)[^()\s]{0,2000}\)")
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])[^*_\n]{1,500}(?<=[^\s*_])\1")
_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.M)
_NOTE = re.compile(r"(?<=[\w.,;:!?\"”’)\]])\[(?:\d{1,3}|citation needed|edit)\]")
_QUOTED = re.compile(r"^(?:> ?){1,8}", re.M)
_NUMBER = re.compile(r"^[ \t]*(\d{1,5})([.:)]?)[ \t]+(?=\S)")
_BULLET = re.compile(r"^[ \t]*[•‣▪▫●○◦►▶→⇒➡✅✔🔴🔵🔹🔸👉]\ufe0f?[ \t]+(?=\S)")
_DASH = re.compile(r"^[ \t]*([*\-])[ \t]+(?=\S)")
_QUOTED_LINES, _NUMBERED_LINES, _LISTED_LINES = 3, 6, 2  # the fewest
_MOST = 0.8  # the least share of the lines
_LONG = 40  # characters: a paragraph rather than a line of a menu


def without_notation(text: str, pieces: tuple[MapPiece, ...]) -> tuple[str, tuple[MapPiece, ...]]:
    """The text without notation, and its map, where `pieces` are the text's own.

    >>> without_notation("# Mali\\n\\n**Mali** [denied](https://a.b/c) it.[1]", ())[0]
    'Mali\\n\\nMali denied it.'
    """
    edits = [*_before_lines(text), *_inside(text)]
    if not edits:
        return text, pieces
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    plain, outer = edited(text, kept)
    return plain, compose_pieces(outer, pieces) if pieces else tuple(MapPiece(*piece) for piece in outer)


def _inside(text: str) -> Iterator[Edit]:
    if "](" in text:
        yield from ((m.start(), m.end(), "") for m in _IMAGE.finditer(text))
        for m in _LINK.finditer(text):
            yield m.start(), m.start(1), ""
            yield m.end(1), m.end(), ""
    if "**" in text or "__" in text:
        for m in _STRONG.finditer(text):
            yield m.start(), m.end(1), ""
            yield m.end() - len(m[1]), m.end(), ""
    if "# " in text:
        yield from ((m.start(), m.end(), "") for m in _HEADING.finditer(text))
    if "[" in text:
        yield from ((m.start(), m.end(), "") for m in _NOTE.finditer(text))
    if "``" in text:
        yield from ((m.start(), m.end(), "“" if m[0] == "``" else "”") for m in re.finditer("``|''", text))


def _before_lines(text: str) -> Iterator[Edit]:
    """What stands before lines: the marks of quoted mail, or bullets, numbers and dashes before paragraphs."""
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    quoted = list(_quoted(lines)) if "\n>" in text else []
    if quoted:
        yield from quoted
        return
    filled = [(at, line) for at, line in lines if line.strip()]
    long = [(at, line) for at, line in filled[1:] if len(line) >= _LONG]  # the first may be a headline
    yield from ((at, at + m.end(), "") for at, line in filled if len(line) >= _LONG and (m := _BULLET.match(line)))
    if _are_numbered([line for _, line in filled], _NUMBERED_LINES):
        yield from ((at, at + m.end(), "") for at, line in filled if (m := _NUMBER.match(line)))
    elif _are_numbered([line for _, line in long], _LISTED_LINES):
        yield from ((at, at + m.end(), "") for at, line in long if (m := _NUMBER.match(line)) and m[2])
    else:
        listed = [(at, m) for at, line in long if (m := _DASH.match(line))]
        if len(listed) > max(_LISTED_LINES, _MOST * len(long)) and len({m[1] for _, m in listed}) == 1:
            yield from ((at, at + m.end(), "") for at, m in listed)


def _are_numbered(lines: list[str], fewest: int) -> bool:
    """Whether lines are counted one by one; a few only from one and with a stop behind the number."""
    found = [m for line in lines if (m := _NUMBER.match(line))]
    if len(found) < max(fewest, _MOST * len(lines)):
        return False
    steps = sum(int(b[1]) - int(a[1]) == 1 for a, b in pairwise(found))
    listed = all(m[2] for m in found) and found[0][1] == "1"
    return steps >= _MOST * (len(found) - 1) and (listed or fewest > _LISTED_LINES)


def _quoted(lines: list[tuple[int, str]]) -> Iterator[Edit]:
    """The marks of quoted mail before three and more lines in a row."""
    run: list[Edit] = []
    for at, line in [*lines, (0, "")]:
        m = _QUOTED.match(line)
        if m is not None:
            run.append((at, at + m.end(), ""))
            continue
        if len(run) >= _QUOTED_LINES:
            yield from run
        run = []
