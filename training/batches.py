"""Windows and batches: paragraphs of a document in a row, packed to a random size; windows of like length together."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from training.augment import damage
from training.features import Vocabulary
from training.paragraph import Paragraph, split_long

Window = list[Paragraph]


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of batch: its share of all sub-tokens, and the window sizes it draws from."""

    name: str
    share: float
    windows: tuple[int, ...]
    hidden: float = 0.0  # of its sub-tokens: small sets are learned by heart otherwise


TASKS = (
    Task("syntax", 0.18, (16, 40, 60, 120, 180, 256), hidden=0.03),
    Task("silver", 0.03, (24, 128, 200)),
    Task("names", 0.15, (64, 128, 200), hidden=0.05),
    Task("attribution", 0.31, (256, 256, 200, 128), hidden=0.08),
    Task("cases", 0.32, (256, 256, 256, 160, 60), hidden=0.1),
    Task("records", 0.01, (128,), hidden=0.1),
)


def shared_out(shares: str) -> tuple[Task, ...]:
    """The tasks with other shares: "attribution=.5 cases=.25"; those that are not named keep theirs.

    Raises
    ------
    ValueError
        Where a name is no task or a share no number.

    >>> [task.share for task in shared_out("names=.5")][2], [task.share for task in shared_out("")][2]
    (0.5, 0.15)
    """
    given = {name: float(share) for name, share in (part.split("=") for part in shares.split())}
    unknown = sorted(given.keys() - {task.name for task in TASKS})
    if unknown:
        raise ValueError(f"no task is called {', '.join(unknown)}")
    return tuple(replace(task, share=given.get(task.name, task.share)) for task in TASKS)


HIDDEN = {task.name: task.hidden for task in TASKS}


@dataclass(slots=True)
class TaskBatches:
    """The endless batches of one task."""

    task: Task
    pieces: list[tuple[Paragraph, int]]
    vocabulary: Vocabulary
    size: int
    damaged: float

    @classmethod
    def load(
        cls, task: Task, paragraphs: Sequence[Paragraph], vocabulary: Vocabulary, *, size: int, damaged: float
    ) -> "TaskBatches":
        """Cut the paragraphs to pieces that fit a window."""
        pieces = []
        for paragraph in paragraphs:
            pieces += split_long(paragraph, vocabulary.sizes(paragraph.words))
        return cls(task, pieces, vocabulary, size, damaged)

    def windows(self, rng: random.Random) -> list[tuple[Window, int]]:
        """One pass over the data, packed anew."""
        done: list[tuple[Window, int]] = []
        current: Window = []
        total, limit = 1, rng.choice(self.task.windows)
        for paragraph, size in self.pieces:
            other = current and paragraph.document != current[-1].document
            if current and (other or total + size + 1 > limit or rng.random() < 0.02):
                done.append((current, total))
                current, total, limit = [], 1, rng.choice(self.task.windows)
            current.append(paragraph)
            total += size + 1
        if current:
            done.append((current, total))
        return done

    def passes(self, rng: random.Random) -> Iterator[list[Window]]:
        """Batches for ever, pass after pass; windows of a batch are of like length."""
        while True:
            windows = self.windows(rng)
            windows.sort(key=lambda w: w[1] + rng.random() * 12)
            batches: list[list[Window]] = []
            current: list[Window] = []
            for window, size in windows:
                if current and (len(current) + 1) * size > self.size:
                    batches.append(current)
                    current = []
                current.append(window)
            batches.append(current)
            rng.shuffle(batches)
            for batch in batches:
                yield [list(damage(window, rng, self.damaged)) for window in batch]


class Schedule:
    """Which task comes next: always the one furthest behind its share of sub-tokens."""

    def __init__(self, sources: Sequence[TaskBatches], seed: int, step: int = 0) -> None:
        self.spent = {s.task.name: 0.0 for s in sources}
        self.shares = {s.task.name: s.task.share for s in sources}
        self.streams = {s.task.name: s.passes(random.Random(f"{seed} {step} {s.task.name}")) for s in sources}

    def next(self) -> tuple[str, list[Window]]:
        """The next batch and its task."""
        name = min(self.shares, key=lambda n: self.spent[n] / self.shares[n])
        return name, next(self.streams[name])

    def count(self, name: str, size: int) -> None:
        """Book the sub-tokens of a batch."""
        self.spent[name] += size
