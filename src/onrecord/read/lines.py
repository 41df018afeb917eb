"""A page as its printed lines: where each stands and how many blank lines are before it."""

import re
from dataclasses import dataclass

from onrecord.schema import Anchor

__all__ = ["PageLine", "split_lines"]

_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line without its outer white space, and the number of blank lines before it."""

    anchor: Anchor
    text: str
    blank_before: int


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
        lines.append(PageLine(Anchor(match.start(), match.start() + len(content)), content, blank))
        position = match.end()
    return tuple(lines)
