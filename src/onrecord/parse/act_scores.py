"""What the encoder's head for acts says of each word as the cue of a statement, where the model has that head."""

from dataclasses import dataclass, field

from onrecord.parse.algebra import softmax
from onrecord.parse.model import Floats

__all__ = ["ActScores"]


@dataclass(slots=True, eq=False)
class ActScores:
    """The windows' outputs of the head `act` of one article (see MODEL_FORMAT.md), a column a label.

    >>> import numpy as np
    >>> scores = ActScores(("deny", "offer"))
    >>> scores.add(4, np.zeros((2, 2), np.float32))
    >>> scores.at(5), scores.at(9)
    ((('deny', 0.5), ('offer', 0.5)), ())
    """

    labels: tuple[str, ...]
    windows: list[tuple[int, Floats]] = field(default_factory=list)  # a window's first word, its rows

    def add(self, first: int, rows: Floats) -> None:
        """Take in the next window, whose first word of the article is `first`."""
        self.windows.append((first, rows.copy()))  # the other columns need not stay

    def at(self, word: int) -> tuple[tuple[str, float], ...]:
        """How likely each act is, with the word as the cue; nothing for a word of no window."""
        for first, rows in self.windows:
            if first <= word < first + len(rows):
                return tuple(zip(self.labels, softmax(rows[word - first]).tolist(), strict=True))
        return ()
