"""A page as its printed lines: where each stands and how many blank lines are before it."""

import re
from typing import NamedTuple

from onrecord.schema import Anchor

__all__ = ["SENTENCE_END", "PageLine", "joined_lines", "on_one_line", "split_lines"]

_NARROWEST, _WIDEST = 40, 160  # characters of a line to which a text is wrapped
_WITHIN = 0.95  # of the lines that have another right below them: a long address is wider than the rest
_FULL = 0.92  # of the width: a printed page's lines differ in characters
_MOST_BROKEN, _LEAST_BROKEN = 0.4, 2  # lines that end inside a sentence: of all pairs, and going on in small letters
_MOST_LOOSE = 0.3  # of those, as many that go on in small letters though there was room: a list's
_FEWEST_WORDS = 5  # of a line that ends inside a sentence: no row of a table, no address
_SPACED, _LEAST_SPACED = 1.8, 0.35  # shares: of lines behind one blank line; of those, going on in small letters
_LEAST_SMALL = 0.4  # of those that end inside a sentence, going on in small letters: verse has capitals
_INDENT = 1  # columns by which a paragraph's first line may stand further right
_HANGING = 8  # the same for lines that hang below a bullet or number
_BYLINE = re.compile(r"By [A-Z]|\d{1,2} [A-Z][a-z]+ \d{4}$|[A-Z][a-z]+ \d{1,2}, \d{4}$")  # or a date's line, alone

# how a line ends that is a sentence: "... denied it.”", "…否认了。"
SENTENCE_END = re.compile(r"[.!?…。！？؟।]['\"”’»)\]]*$")


class PageLine(NamedTuple):
    """A line without its outer white space: where it starts, and the number of blank lines before it."""

    start: int
    text: str
    blank_before: int

    @property
    def anchor(self) -> Anchor:
        """The line's range in the text."""
        return Anchor(self.start, self.start + len(self.text))


def split_lines(text: str) -> tuple[PageLine, ...]:
    """The lines of a text that hold something.

    >>> [(line.text, line.blank_before) for line in split_lines("Mali\\n\\n  denied it. \\nYes.")]
    [('Mali', 0), ('denied it.', 1), ('Yes.', 0)]
    """
    lines: list[PageLine] = []
    position = blank = 0
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            start = position if len(content) == len(raw) else position + len(raw) - len(raw.lstrip())
            lines.append(PageLine(start, content, blank))
            blank = 0
        else:
            blank += 1
        position += len(raw) + 1
    return tuple(lines)


def joined_lines(lines: tuple[PageLine, ...], text: str) -> tuple[PageLine, ...]:
    """The paragraphs of a text that was wrapped to a width, a line each; other texts' lines as they are.

    A text is wrapped where most lines with another right below them, or below a blank line where that is so throughout,
    have no room for its first word and end no sentence. A line's characters keep their places: a line's end in a
    paragraph is one space, as many as it was.

    >>> page = "Mali denied on Friday that its army had raided\\na village on the border, where it said\\nnothing."
    >>> [line.text[40:56] for line in joined_lines(split_lines(page), page)]
    ['raided a village']
    """
    gap = int(2 * sum(line.blank_before == 1 for line in lines[1:]) > _SPACED * len(lines))
    pairs = [i for i, line in enumerate(lines[1:]) if line.blank_before == gap]
    lengths = sorted(len(lines[i].text) for i in pairs)
    width = lengths[int(len(lengths) * _WITHIN)] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    full = {i for i in pairs if _is_full(lines[i], lines[i + 1], width)}
    open_ended = [i for i in pairs if not SENTENCE_END.search(lines[i].text) and lines[i].text[-1] not in ";:"]
    broken = [i for i in open_ended if i in full and len(lines[i].text.split()) >= _FEWEST_WORDS]
    loose = sum(i not in full and lines[i + 1].text[0].islower() for i in open_ended)
    small = sum(lines[i + 1].text[0].islower() for i in broken)
    least = _LEAST_SPACED * len(pairs) if gap else max(_LEAST_BROKEN, _LEAST_SMALL * len(broken))
    if len(broken) < _MOST_BROKEN * len(pairs) or small < least or loose > _MOST_LOOSE * len(broken):
        return lines
    columns = [line.start - text.rfind("\n", 0, line.start) for line in lines]
    firsts = [i for i in range(len(lines)) if i - 1 not in full or not _goes_on(i, lines, columns)]
    lasts = [i - 1 for i in (*firsts[1:], len(lines))]
    return tuple(_joined(lines[a], lines[b], text) if a < b else lines[a] for a, b in zip(firsts, lasts, strict=True))


def _goes_on(i: int, lines: tuple[PageLine, ...], columns: list[int]) -> bool:
    """Whether a line is of the paragraph of the full line before it: no further right, unless it hangs below a mark."""
    if SENTENCE_END.search(lines[i - 1].text):
        return columns[i] <= columns[i - 1] + _INDENT
    if _BYLINE.match(lines[i].text):
        return False
    hangs = lines[i].text[0].islower() or (i + 1 < len(lines) and columns[i + 1] == columns[i])
    return columns[i] <= columns[i - 1] + (_HANGING if hangs else _INDENT)


def _joined(first: PageLine, last: PageLine, text: str) -> PageLine:
    return PageLine(first.start, on_one_line(text[first.start : last.anchor.end]), first.blank_before)


def on_one_line(text: str) -> str:
    """The text with every blank, also the ends of lines, as a space: each character keeps its place.

    >>> on_one_line("Mali denies\\n\\traid")
    'Mali denies  raid'
    """
    return "".join(" " if c.isspace() else c for c in text)


def _is_full(line: PageLine, following: PageLine, width: int) -> bool:
    """Whether the first word of the following line would not have fitted."""
    return len(line.text) + 1 + len(following.text.split(None, 1)[0]) > _FULL * width
