"""Universal Dependencies (gold) and CoreNLP's dependencies on news (silver)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from training.labels import FEATURES, IGNORE
from training.paragraph import Paragraph

RARE = 3


def tag_inventory(rows: Iterable[Any]) -> dict[str, list[str]]:
    """The UPOS, XPOS and relation labels seen at least three times."""
    counts: dict[str, Counter[str]] = {"upos": Counter(), "xpos": Counter(), "deprel": Counter()}
    for row in rows:
        for layer, counter in counts.items():
            counter.update(row[layer])
    return {layer: sorted(x for x, n in c.items() if x and n >= RARE) for layer, c in counts.items()}


def feature_values(feats: str, name: str) -> str:
    """The value of one feature, `_` if absent.

    >>> feature_values("Mood=Ind|Tense=Past", "Tense")
    'Past'
    """
    for pair in feats.split("|"):
        key, _, value = pair.partition("=")
        if key == name:
            return value
    return "_"


def syntax_paragraphs(
    rows: Iterable[Any], inventory: dict[str, list[str]], *, gold: bool, first: int = 0
) -> Iterator[Paragraph]:
    """One paragraph a row; silver rows carry no UPOS and no features."""
    for number, row in enumerate(rows, first):
        if not row["words"]:
            continue
        starts = set(row["sentence_starts"])
        labels = {"start": tuple(int(i in starts) for i in range(len(row["words"])))}
        for layer in ("upos", "xpos", "deprel"):
            labels[layer] = _indices(row[layer], inventory[layer])
        for name, values in FEATURES.items() if gold else ():
            labels[name] = _indices([feature_values(f, name) for f in row["feats"]], values)
        yield Paragraph(words=tuple(row["words"]), labels=labels, heads=tuple(row["head"]), document=number // 20)


def _indices(values: Iterable[str], inventory: Sequence[str]) -> tuple[int, ...]:
    index = {value: i for i, value in enumerate(inventory)}
    return tuple(index.get(value, IGNORE) for value in values)
