"""What bad pages do to text, word by word, so that gold labels stay where they are."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from training.labels import NAME_TYPES, ROLES, bio
from training.paragraph import Paragraph, drop_words

SPANS: dict[str, Sequence[str]] = {
    "names": bio(NAME_TYPES),
    "attribution": bio(ROLES),
    "case": bio(ROLES),
}
QUOTES = frozenset('"“”„‟«»') | {"``", "''"}
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "nor", "of", "on", "or", "the", "to", "with"]
)

Change = Callable[[Paragraph, random.Random], Paragraph]


def _map(paragraph: Paragraph, change: Callable[[str], str]) -> Paragraph:
    return replace(paragraph, words=tuple(map(change, paragraph.words)))


def lower(paragraph: Paragraph, _: random.Random) -> Paragraph:
    """All lower case."""
    return _map(paragraph, str.lower)


def upper(paragraph: Paragraph, _: random.Random) -> Paragraph:
    """All upper case, as in a headline or a transcript."""
    return _map(paragraph, str.upper)


def title(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Every Word Capitalised, small words or not."""
    small = _SMALL if rng.random() < 0.5 else frozenset()
    return _map(paragraph, lambda w: w if w in small else w[:1].upper() + w[1:])


def stray(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Some words capitalised, shouted or lowered without reason, as machine translation does ("Blink He has")."""
    share = rng.choice((0.05, 0.12, 0.25))

    def change(word: str) -> str:
        if rng.random() >= share:
            return word
        pick = rng.random()
        if pick < 0.6:
            return word[:1].upper() + word[1:]
        return word.lower() if pick < 0.85 else word.upper()

    return _map(paragraph, change)


def straight(paragraph: Paragraph, _: random.Random) -> Paragraph:
    """Typewriter quotation marks, apostrophes and dashes."""
    return _map(paragraph, lambda w: w.translate(_STRAIGHT))


def curly(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Typographic quotation marks and apostrophes."""
    opening, closing = rng.choice((("“", "”"), ("“", "”"), ("«", "»"), ("„", "“")))
    words = []
    inside = False
    for word in paragraph.words:
        if word in QUOTES:
            inside = not inside
            words.append(opening if inside else closing)
        else:
            words.append(word.replace("'", "’"))
    return replace(paragraph, words=tuple(words))


def quotes_lost(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Quotation marks gone: all, or some of them."""
    share = rng.choice((1.0, 1.0, 0.4))
    keep = [w not in QUOTES or rng.random() >= share for w in paragraph.words]
    if all(keep) or not any(keep):
        return paragraph
    return drop_words(paragraph, keep, SPANS)


def stops_lost(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """The last full stop gone, as in captions and headlines."""
    if len(paragraph.words) > 2 and paragraph.words[-1] == ".":
        return drop_words(paragraph, [True] * (len(paragraph.words) - 1) + [False], SPANS)
    return paragraph


CHANGES: dict[str, Change] = {
    "lower": lower,
    "upper": upper,
    "title": title,
    "stray": stray,
    "straight": straight,
    "curly": curly,
    "quotes_lost": quotes_lost,
    "stops_lost": stops_lost,
}
WEIGHTS = {
    "lower": 3, "upper": 2, "title": 3, "stray": 3, "straight": 1, "curly": 1, "quotes_lost": 4, "stops_lost": 1
}  # fmt: skip


def damage(paragraphs: Sequence[Paragraph], rng: random.Random, share: float) -> Sequence[Paragraph]:
    """A window as it is, or, for a share of windows, with one change (at times two) applied to all its paragraphs."""
    if rng.random() >= share:
        return paragraphs
    count = 2 if rng.random() < 0.2 else 1
    for name in rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()), k=count):
        paragraphs = [CHANGES[name](p, rng) for p in paragraphs]
    return paragraphs
