"""PolNeAR's attributions as BIO labels and links."""

from collections.abc import Iterable, Iterator
from typing import Any

from training.labels import ROLES, bio
from training.paragraph import Link, Paragraph
from training.sources.texts import Splitter, lines_of, split_words


def attribution_paragraphs(rows: Iterable[Any], splitter: Splitter, *, first: int = 0) -> Iterator[Paragraph]:
    """The paragraphs of every article, with the layer `attribution`."""
    index = {label: i for i, label in enumerate(bio(ROLES))}
    for number, row in enumerate(rows, first):
        words = split_words(row["text"], lines_of(row["text"]), splitter)
        labels = [0] * len(words.starts)
        links: list[Link] = []
        openings = set(words.paragraphs)
        for count, item in enumerate(row["attributions"]):
            for role in ("content", "source", "cue"):  # where they overlap the shorter parts win
                for start, end in item[role]:
                    begin, stop = words.range(start, end)
                    for i in range(begin, stop):
                        opens = i == begin or i in openings
                        labels[i] = index[("B-" if opens else "I-") + role]
                        if opens:
                            links.append((role, i, count))
        repair(labels, index)
        for begin, stop in words.bounds():
            yield Paragraph(
                words=words.words(begin, stop),
                labels={"attribution": tuple(labels[begin:stop])},
                links=tuple((r, i - begin, c) for r, i, c in links if begin <= i < stop),
                document=number,
            )


def repair(labels: list[int], index: dict[str, int]) -> None:
    """Turn an I that continues nothing (its span was cut by a later one) into a B, in place.

    >>> labels = [2, 0, 2]
    >>> repair(labels, {"O": 0, "B-a": 1, "I-a": 2})
    >>> labels
    [1, 0, 1]
    """
    inside = {i: index["B" + label[1:]] for label, i in index.items() if label.startswith("I-")}
    before = 0
    for i, label in enumerate(labels):
        if label in inside and before not in (label, inside[label]):
            labels[i] = inside[label]
        before = labels[i]
