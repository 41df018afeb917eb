"""Universal Dependencies (gold) and CoreNLP's dependencies on news (silver)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from training.labels import FEATURES, IGNORE
from training.paragraph import Paragraph

RARE = 3
SURE = 0.97


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


class TagMap:
    """What a word's XPOS says of its UPOS and features, learned from the gold rows.

    A word that they have with this XPOS three times or more speaks for itself; of others the XPOS speaks, one vote a
    word. Where less than 97 % agree, nothing is said.
    """

    LAYERS = ("upos", *FEATURES)

    def __init__(self, rows: Iterable[Any]) -> None:
        words: dict[tuple[str, str], dict[str, Counter[str]]] = {}
        for row in rows:
            for word, xpos, upos, feats in zip(row["words"], row["xpos"], row["upos"], row["feats"], strict=True):
                counts = words.setdefault((word.lower(), xpos), {layer: Counter() for layer in self.LAYERS})
                counts["upos"][upos] += 1
                for name in FEATURES:
                    counts[name][feature_values(feats, name)] += 1
        self.words = {
            key: {layer: _sure(c) for layer, c in counts.items()}
            for key, counts in words.items()
            if counts["upos"].total() >= RARE
        }
        votes: dict[str, dict[str, Counter[str]]] = {}
        for (_, xpos), counts in words.items():
            tally = votes.setdefault(xpos, {layer: Counter() for layer in self.LAYERS})
            for layer, counter in counts.items():
                tally[layer][counter.most_common(1)[0][0]] += 1
        self.tags = {xpos: {layer: _sure(c) for layer, c in tally.items()} for xpos, tally in votes.items()}

    def value(self, layer: str, word: str, xpos: str) -> str:
        """The label, or an empty string."""
        known = self.words.get((word.lower(), xpos)) or self.tags.get(xpos)
        return known[layer] if known else ""


def _sure(counts: Counter[str]) -> str:
    value, count = counts.most_common(1)[0]
    return value if count >= SURE * counts.total() else ""


def syntax_paragraphs(
    rows: Iterable[Any], inventory: dict[str, list[str]], *, tags: TagMap | None = None, first: int = 0
) -> Iterator[Paragraph]:
    """One paragraph a row; silver rows carry no UPOS and no features, `tags` gives them those that XPOS decides."""
    for number, row in enumerate(rows, first):
        if not row["words"]:
            continue
        starts = set(row["sentence_starts"])
        labels = {"start": tuple(int(i in starts) for i in range(len(row["words"])))}
        for layer in ("xpos", "deprel"):
            labels[layer] = _indices(row[layer], inventory[layer])
        if tags:
            pairs = list(zip(row["words"], row["xpos"], strict=True))
            layers = {layer: [tags.value(layer, *pair) for pair in pairs] for layer in TagMap.LAYERS}
        else:
            layers = {name: [feature_values(f, name) for f in row["feats"]] for name in FEATURES}
            layers["upos"] = row["upos"]
        for name, values in layers.items():
            labels[name] = _indices(values, FEATURES.get(name) or inventory[name])
        yield Paragraph(words=tuple(row["words"]), labels=labels, heads=tuple(row["head"]), document=number // 20)


def _indices(values: Iterable[str], inventory: Sequence[str]) -> tuple[int, ...]:
    index = {value: i for i, value in enumerate(inventory)}
    return tuple(index.get(value, IGNORE) for value in values)
