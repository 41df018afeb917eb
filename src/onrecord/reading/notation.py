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

_REST = r"(?:[^()\s]|\([^()\s]{0,100}\)){0,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)"  # of an address, and its title
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\((?=[^()\s])" + _REST)
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:https?://|/|#|mailto:)" + _REST)
_TARGET = re.compile(r"^ {0,3}\[([^\[\]\n]{1,60})\]:[ \t]+<?(?:https?://|/|mailto:)\S[^\n]{0,2000}$", re.M)
_REFERENCE = re.compile(r"\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,60})\]")
_EMPHASIS = (
    re.compile(r"(?<![A-Za-z0-9*/.=&?#)%\]])(\*{1,3})(?=[^\s*])([^*\n]{1,500})(?<=[^\s*])\1(?![A-Za-z0-9*])"),
    re.compile(r"(?<![\w/.=&?#)%\]])(_{1,3})(?=[^\s_])([^_\n]{1,500})(?<=[^\s_])\1(?![\w/=(*])"),
)
_MARKDOWN = re.compile(
    r"^#{1,6} +\S|(?<![A-Za-z0-9*])\*\*\w[^*\n]{1,500}\*\*(?![A-Za-z0-9*])|\]\((?:https?://|/)|^> ", re.M
)  # where it is written
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*")  # "__init__"
_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.M)
_NOTE = re.compile(r"\[(?:\d{1,3}|citation needed|edit)\](?![\w(/=&%]|\.\w)")
_NOTED = frozenset('_.,;:!?"”’)]')  # what a note may follow beside letters and digits
_QUOTED = re.compile(r"^(?:> ?){1,8}", re.M)
_NUMBER = re.compile(r"^[ \t]*(\d{1,5})([.:)]?)[ \t]+(?=\S)")
_BULLETS = "•‣▪▫●○◦►▶→⇒➡✅✔🔴🔵🔹🔸👉"
_BULLET = re.compile(rf"^[ \t]*[{_BULLETS}]\ufe0f?[ \t]+(?=\S)")
_MARKS = frozenset(f"0123456789*-{_BULLETS}")  # what a mark begins with: most lines need no pattern
_DATED = re.compile(r"\s*(?:(?:1[5-9]|20)\d\d\b|\d\d?\.? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
_DASH = re.compile(r"^[ \t]*([*\-])[ \t]+(?=\S)")
_QUOTED_LINES, _NUMBERED_LINES, _LISTED_LINES = 3, 6, 2  # the fewest
_MOST = 0.8  # the least share of the lines
_WIDEST = 1_000_000  # columns: farther right than any line hangs
_LONG = 40  # characters: a paragraph rather than a line of a menu


def without_notation(text: str, pieces: tuple[MapPiece, ...]) -> tuple[str, tuple[MapPiece, ...]]:
    """The text without notation, and its map, where `pieces` are the text's own.

    >>> without_notation("# Mali\\n\\n**Mali** [denied](https://a.b/c) it.[1]", ())[0]
    'Mali\\n\\nMali denied it.'
    """
    edits = [*_before_lines(text), *_links(text), *_inside(text)]
    if not edits:
        return text, pieces
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    plain, outer = edited(text, kept)
    return plain, compose_pieces(outer, pieces) if pieces else tuple(MapPiece(*piece) for piece in outer)


def _links(text: str) -> Iterator[Edit]:
    if "](" in text:
        yield from ((m.start(), m.end(), "") for m in _IMAGE.finditer(text))
        for m in _LINK.finditer(text):
            yield m.start(), m.start(1), ""
            yield m.end(1), m.end(), ""
    if "][" in text and (targets := list(_TARGET.finditer(text))):
        yield from ((m.start(), m.end(), "") for m in targets)
        names = {m[1].casefold() for m in targets}
        for m in _REFERENCE.finditer(text):
            if (m[2] or m[1]).casefold() in names:
                yield m.start(), m.start(1), ""
                yield m.end(1), m.end(), ""


def _inside(text: str) -> Iterator[Edit]:
    if "*" in text or "_" in text:
        yield from _emphasis(text)
    if "# " in text:
        yield from ((m.start(), m.end(), "") for m in _HEADING.finditer(text))
    if "[" in text:
        for m in _NOTE.finditer(text):
            before = text[m.start() - 1 : m.start()]
            if before.isalnum() or before in _NOTED:
                yield m.start(), m.end(), ""
    if "``" in text:
        yield from ((m.start(), m.end(), "“" if m[0] == "``" else "”") for m in re.finditer("``|''", text))


def _emphasis(text: str) -> Iterator[Edit]:
    markdown: bool | None = None
    for mark, pattern in zip("*_", _EMPHASIS, strict=True):
        at = text.find(mark)
        while at >= 0:  # line by line: the patterns begin with no letter of their own, and would try every place
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if text.find(mark, at + 1, end) >= 0:
                for m in pattern.finditer(text, at, end):
                    if markdown is None:
                        markdown = _MARKDOWN.search(text) is not None
                    if _is_emphasis(m, markdown=markdown):
                        yield m.start(), m.end(1), ""
                        yield m.end(2), m.end(), ""
            at = text.find(mark, end)


def _is_emphasis(m: re.Match[str], *, markdown: bool) -> bool:
    """Whether marks emphasise: two do; one in Markdown, or a "_" around what is no program's name."""
    named = _IDENTIFIER.fullmatch(m[2]) is not None
    if len(m[1]) > 1:
        return not named or m[1] != "__"
    return (m[2][0].isalnum() or m[2][0] in '“"‘[') and (markdown or (m[1] == "_" and not named))


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
    filled = [(at, line) for at, line in lines if line and not line.isspace()]
    if sum(len(line) >= _LONG and _may_be_marked(line) for _, line in filled) < _LISTED_LINES:
        yield from ((at, at + m.end(), "") for at, line in filled if len(line) >= _LONG and (m := _BULLET.match(line)))
        return
    heads = _heads(filled)
    first = 0 if heads and _is_marked(heads[0][1]) else 1  # the first may be a headline
    long = [(at, line) for at, line in heads[first:] if len(line) >= _LONG]
    blocks = [(at, line) for at, line in long if at < 2 or text[at - 2 : at] == "\n\n"]
    yield from ((at, at + m.end(), "") for at, line in filled if len(line) >= _LONG and (m := _BULLET.match(line)))
    if _are_numbered([line for _, line in filled], _NUMBERED_LINES):
        yield from ((at, at + m.end(), "") for at, line in filled if (m := _NUMBER.match(line)))
    elif _are_numbered([line for _, line in long], _LISTED_LINES):
        yield from ((at, at + m.end(), "") for at, line in long if (m := _NUMBER.match(line)) and m[2])
    elif _are_numbered([line for _, line in blocks], _NUMBERED_LINES):
        yield from ((at, at + m.end(), "") for at, line in blocks if (m := _NUMBER.match(line)) and m[2])
    else:
        listed = [(at, m) for at, line in long if (m := _DASH.match(line))]
        asked = any(m[1] == "-" and m.string.rstrip().endswith("?") for _, m in listed)  # who speaks in turn
        if len(listed) > max(_LISTED_LINES, _MOST * len(long)) and len({m[1] for _, m in listed}) == 1 and not asked:
            yield from ((at, at + m.end(), "") for at, m in listed)


def _heads(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines but those that hang below a mark: "1. He denied\n   that"."""
    heads: list[tuple[int, str]] = []
    column = _WIDEST
    for at, line in lines:
        indent = len(line) - len(line.lstrip())
        marked = _is_marked(line)
        if indent <= column or marked:
            heads.append((at, line))
            column = indent if marked else _WIDEST
    return heads


def _may_be_marked(line: str) -> bool:
    return (line[0] if line[0] > " " else line.lstrip()[0]) in _MARKS


def _is_marked(line: str) -> bool:
    return _may_be_marked(line) and (_NUMBER.match(line) or _DASH.match(line) or _BULLET.match(line)) is not None


def _are_numbered(lines: list[str], fewest: int) -> bool:
    """Whether lines are counted one by one; a few only from one and with a stop behind the number."""
    found = [m for line in lines if (m := _NUMBER.match(line))]
    dated = sum(_DATED.match(m.string) is not None for m in found)
    if len(found) < max(fewest, _MOST * len(lines)) or 2 * dated > len(found):
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
