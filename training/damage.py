"""Damage done to development sets, with their gold carried along: the changes of the augmentation, and glued words."""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from training.augment import CHANGES
from training.labels import ROLES
from training.paragraph import Paragraph
from training.sources.texts import Splitter, lines_of

GLUE_SHARE = 0.3
STOPS = frozenset(".,;:!?")
KINDS = ("clean", *CHANGES, "glued")


def damage_row(row: dict[str, Any], kind: str, rng: random.Random) -> dict[str, Any]:
    """A row of a parse set after one kind of damage.

    >>> row = {"words": ["“", "No", "”", "."], "space_after": [0, 0, 0, 0], "head": [1, 1, 1, 1]}
    >>> out = damage_row(row, "quotes_lost", random.Random(1))
    >>> out["words"], out["head"]
    (['No', '.'], [0, 0])
    """
    count = len(row["words"])
    if kind == "clean" or not count:
        return row
    if kind == "glued":
        glue = [w in STOPS and rng.random() < GLUE_SHARE for w in row["words"]]
        return row | {"space_after": [0 if g else s for g, s in zip(glue, row["space_after"], strict=True)]}
    heads = tuple(row.get("head") or range(count))
    before = Paragraph(words=tuple(row["words"]), labels={"row": tuple(range(count))}, heads=heads)
    after = CHANGES[kind](before, rng)
    kept = after.labels["row"]
    out = dict(row)
    for key, values in row.items():
        if isinstance(values, list) and len(values) == count and key not in ("entities", "sentence_starts"):
            out[key] = [values[i] for i in kept]
    out["words"] = list(after.words)
    if not kept:
        return row
    edges = [*kept[1:], count]
    out["space_after"] = [int(any(row["space_after"][i:j])) for i, j in zip(kept, edges, strict=True)]
    new = [min(sum(k < i for k in kept[: i + 1]), len(kept) - 1) for i in range(count)]
    if "head" in row:
        out["head"] = [h if h >= 0 else i for i, h in enumerate(after.heads)]
    if "sentence_starts" in row:
        out["sentence_starts"] = sorted({new[i] for i in row["sentence_starts"]})
    if "entities" in row:
        spans = [(_first(kept, a), _first(kept, b), label) for a, b, label in row["entities"]]
        out["entities"] = [[a, b, label] for a, b, label in spans if a < b]
    return out


def _first(kept: Sequence[int], word: int) -> int:
    """The new number of the first kept word from `word` on."""
    return bisect_right(kept, word - 1)


def damage_text(text: str, kind: str, rng: random.Random, splitter: Splitter) -> tuple[str, list[int]]:
    """A text after one kind of damage, and for every old offset the new one.

    >>> split = lambda line: [(0, 1), (1, 3), (3, 4), (4, 5)]
    >>> damage_text("“No”.", "quotes_lost", random.Random(1), split)
    ('No.', [0, 0, 1, 2, 2, 3])
    """
    out: list[str] = []
    offsets: list[int] = []
    length = at = 0
    for start, end, new in [*_changes(text, kind, rng, splitter), (len(text), len(text), "")]:
        offsets += range(length, length + start - at)
        out.append(text[at:start])
        length += start - at
        offsets += [length + min(i, len(new)) for i in range(end - start)]
        out.append(new)
        length += len(new)
        at = end
    return "".join(out), [*offsets, length]


def _changes(text: str, kind: str, rng: random.Random, splitter: Splitter) -> Iterator[tuple[int, int, str]]:
    """The ranges of a text that change, in order, and what stands there then."""
    if kind == "clean":
        return
    for begin, end in lines_of(text):
        words = [(begin + a, begin + b) for a, b in splitter(text[begin:end])]
        if kind == "glued":
            for (a, b), (c, _) in zip(words, words[1:], strict=False):
                if text[a:b] in STOPS and c > b and rng.random() < GLUE_SHARE:
                    yield b, c, ""
        elif words:
            before = Paragraph(tuple(text[a:b] for a, b in words), {"row": tuple(range(len(words)))})
            after = CHANGES[kind](before, rng)
            new = dict(zip(after.labels["row"], after.words, strict=True))
            for i, (a, b) in enumerate(words):
                if new.get(i, "") != text[a:b]:
                    yield a, b, new.get(i, "")


def damage_article(row: dict[str, Any], kind: str, rng: random.Random, splitter: Splitter) -> dict[str, Any]:
    """A row of an attribution set after one kind of damage."""
    text, offsets = damage_text(row["text"], kind, rng, splitter)
    attributions = []
    for item in row["attributions"]:
        moved = {role: [[offsets[a], offsets[b]] for a, b in item[role]] for role in ROLES}
        kept = {role: [span for span in spans if span[0] < span[1]] for role, spans in moved.items()}
        attributions.append(item | kept)
    return row | {"text": text, "attributions": attributions}
