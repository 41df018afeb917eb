"""Reading the shared JSON lines, and writing paragraphs to the work folder and back."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.paragraph import Paragraph


def read_lines(path: Path) -> Iterator[Any]:
    """One JSON value a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write_paragraphs(path: Path, paragraphs: Iterable[Paragraph]) -> tuple[int, int]:
    """Write paragraphs; their number and that of their words."""
    count = words = 0
    with path.open("w", encoding="utf-8") as out:
        for p in paragraphs:
            row = {"w": p.words, "l": p.labels, "h": p.heads, "k": p.links, "s": p.kind, "d": p.document, "f": p.fold}
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
            words += len(p.words)
    return count, words


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs that `write_paragraphs` wrote."""
    return [
        Paragraph(
            words=tuple(row["w"]),
            labels={layer: tuple(values) for layer, values in row["l"].items()},
            heads=tuple(row["h"]),
            links=tuple((role, word, number) for role, word, number in row["k"]),
            kind=row["s"],
            document=row["d"],
            fold=row["f"],
        )
        for row in read_lines(path)
    ]
