"""A page as its printed lines: where each stands and how many blank lines are before it."""

import re
from typing import NamedTuple

from onrecord.schema import Anchor

__all__ = ["PageLine", "split_lines"]

_LINE = re.compile(r"\S[^\n]*")


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
    position = 0
    for match in _LINE.finditer(text):
        content = match.group().rstrip()
        blank = max(0, text.count("\n", position, match.start()) - (1 if lines else 0))
        lines.append(PageLine(match.start(), content, blank))
        position = match.end()
    return tuple(lines)
