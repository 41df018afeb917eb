"""A page as its printed lines: where each stands and how many blank lines are before it."""

import re
from typing import NamedTuple

from onrecord.schema import Anchor

__all__ = ["SENTENCE_END", "PageLine", "split_lines"]

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
