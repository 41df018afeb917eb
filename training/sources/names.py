"""Names: one set with all types, the others with some."""

import random
from collections.abc import Iterable, Iterator
from typing import Any

from training.labels import COVERED, NAME_TYPES, bio
from training.paragraph import Paragraph

SHORTEST_SILVER = 5


def name_paragraphs(rows: Iterable[Any], kind: str, *, first: int = 0) -> Iterator[Paragraph]:
    """One paragraph a row, with the entities of the types that this kind of set labels well."""
    index = {label: i for i, label in enumerate(bio(NAME_TYPES))}
    for number, row in enumerate(rows, first):
        if not row["words"]:
            continue
        labels = [0] * len(row["words"])
        for start, end, name in row["entities"]:
            if name in COVERED[kind]:
                labels[start:end] = [index["B-" + name]] + [index["I-" + name]] * (end - start - 1)
        yield Paragraph(words=tuple(row["words"]), labels={"names": tuple(labels)}, kind=kind, document=number // 20)


def some_silver(rows: Iterable[Any], words: int, seed: int) -> list[Any]:
    """About so many words of the silver rows, drawn by seed, in their order."""
    usable = [row for row in rows if len(row["words"]) >= SHORTEST_SILVER]
    order = list(range(len(usable)))
    random.Random(seed).shuffle(order)
    chosen, total = [], 0
    for i in order:
        if total > words:
            break
        chosen.append(i)
        total += len(usable[i]["words"])
    return [usable[i] for i in sorted(chosen)]
