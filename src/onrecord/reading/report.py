"""What reading left out: every loss counted and named, never silent."""

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Loss", "ReadReport"]

_KEPT = 1000  # losses kept with their places; all are counted


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be read: what, where in the input, and why."""

    code: str  # stable: "truncated", "damaged-member", "digest", "encrypted" ...
    place: str
    message: str


@dataclass(slots=True)
class ReadReport:
    """Counts of one reading; hand one to `iter_articles` and look at it afterwards.

    >>> report = ReadReport()
    >>> report.lose("truncated", "record 3", "the record ends after 12 of 90 bytes")
    >>> report.skip("revisit"), str(report)
    (None, '0 articles, 1 lost (truncated 1), 1 skipped (revisit 1)')
    """

    articles: int = 0
    losses: list[Loss] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def lose(self, code: str, place: str, message: str) -> None:
        """Count a loss, and keep it while there are few."""
        self.lost[code] += 1
        if len(self.losses) < _KEPT:
            self.losses.append(Loss(code, place, message))

    def skip(self, code: str) -> None:
        """Count something that holds no article by its nature: a revisit record, a folder, an image."""
        self.skipped[code] += 1

    def add(self, other: "ReadReport") -> None:
        """Count what another reading left out as well."""
        self.losses += other.losses[: max(0, _KEPT - len(self.losses))]
        self.lost += other.lost
        self.skipped += other.skipped

    def forget(self) -> None:
        """Begin anew: what was left out so far belongs to another reading."""
        self.losses.clear()
        self.lost.clear()
        self.skipped.clear()

    def left_out(self) -> str:
        """What was lost and what was skipped, in words; empty where nothing was."""
        parts = []
        for word, counts in (("lost", self.lost), ("skipped", self.skipped)):
            if counts:
                named = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
                parts.append(f"{counts.total()} {word} ({named})")
        return ", ".join(parts)

    def __str__(self) -> str:
        return ", ".join(filter(None, (f"{self.articles} articles", self.left_out())))
