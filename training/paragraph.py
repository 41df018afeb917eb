"""A paragraph of words with labels, the unit of which windows are made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.labels import IGNORE

SPAN_LAYERS = frozenset(("names", "attribution", "case"))
Link = tuple[str, int, int]  # role, first word of the span, number of the attribution in its document


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with one label a word and layer (-100: unknown), `heads` as word indices, and attribution links.

    `kind` names what a set of names labels (see labels.COVERED). `document` groups what may share a window.
    """

    words: tuple[str, ...]
    labels: dict[str, tuple[int, ...]]
    heads: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    kind: str = "full"
    document: int = 0
    continued: bool = False
    fold: int = -1  # of the encoder's folds, in the annotated cases

    def piece(self, start: int, end: int) -> "Paragraph":
        """Words start to end as a paragraph of its own; heads outside become unknown."""
        labels = {layer: _opened(layer, values[start:end]) for layer, values in self.labels.items()}
        heads = tuple(h - start if start <= h < end else IGNORE for h in self.heads[start:end])
        links = tuple((role, word - start, number) for role, word, number in self.links if start <= word < end)
        return replace(
            self,
            words=self.words[start:end],
            labels=labels,
            heads=heads,
            links=links,
            continued=self.continued or start > 0,
        )


def _opened(layer: str, values: tuple[int, ...]) -> tuple[int, ...]:
    """The labels of a piece: a span that began before it begins with it (in bio's order an I follows its B)."""
    if layer in SPAN_LAYERS and values and values[0] > 0 and values[0] % 2 == 0:
        return (values[0] - 1, *values[1:])
    return values


def split_long(paragraph: Paragraph, sizes: Sequence[int], limit: int = 250) -> list[tuple[Paragraph, int]]:
    """Pieces of at most `limit` sub-tokens with their sizes, cut as the run time cuts: greedily, between words.

    >>> p = Paragraph(words=("a", "b", "c"), labels={}, heads=(1, 1, 1))
    >>> [(q.words, q.heads, n) for q, n in split_long(p, [1, 1, 1], limit=2)]
    [(('a', 'b'), (1, 1), 2), (('c',), (-100,), 1)]
    """
    pieces: list[tuple[Paragraph, int]] = []
    start = size = 0
    for word, width in enumerate(sizes):
        if size + width > limit:
            pieces.append((paragraph.piece(start, word), size))
            start, size = word, 0
        size += width
    pieces.append((paragraph if start == 0 else paragraph.piece(start, len(sizes)), size))
    return pieces


def drop_words(paragraph: Paragraph, keep: Sequence[bool], spans: dict[str, Sequence[str]]) -> Paragraph:
    """The paragraph without some words: heads climb to a kept word, spans and links begin at their next kept word.

    `spans` gives the BIO labels of the layers that hold spans.

    >>> p = Paragraph(("“", "No", "”"), {"a": (1, 2, 2)}, heads=(1, 1, 1), links=(("x", 0, 7),))
    >>> q = drop_words(p, [False, True, False], {"a": ("O", "B-x", "I-x")})
    >>> q.words, q.labels["a"], q.heads, q.links
    (('No',), (1,), (0,), (('x', 0, 7),))
    """
    count = len(paragraph.words)
    new: list[int] = []  # the new index of each word; of a dropped one, that of the next kept word
    total = 0
    for kept in keep:
        new.append(total)
        total += bool(kept)
    labels = {}
    for layer, values in paragraph.labels.items():
        moved = list(values)
        if layer in spans:
            names = spans[layer]
            for i in range(count - 1):
                here, after = moved[i], moved[i + 1]
                begins = not keep[i] and here > 0 and names[here].startswith("B-")
                if begins and after > 0 and names[after] == "I-" + names[here][2:]:
                    moved[i + 1] = here
        labels[layer] = tuple(v for v, kept in zip(moved, keep, strict=True) if kept)
    heads = []
    for i, head in enumerate(paragraph.heads):
        if keep[i]:
            seen = 0
            while head != IGNORE and not keep[head] and seen < count:
                head = IGNORE if paragraph.heads[head] == head else paragraph.heads[head]
                seen += 1
            heads.append(new[head] if head != IGNORE and seen < count else IGNORE)
    links = tuple((role, new[word], number) for role, word, number in paragraph.links if new[word] < total)
    words = tuple(w for w, kept in zip(paragraph.words, keep, strict=True) if kept)
    return replace(paragraph, words=words, labels=labels, heads=tuple(heads), links=links)
