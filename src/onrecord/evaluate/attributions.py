"""Predictions on articles with marked attributions (source, cue, content), as PolNeAR has them."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.aligned import spans_of
from onrecord.evaluate.figures import Figure
from onrecord.evaluate.words import overlap
from onrecord.lang.tables import load_rows

__all__ = ["ATTRIBUTION_FIGURES", "count_article"]

Item = dict[str, Any]
Words = frozenset[int]
_ROLES = ("source", "cue", "content")
_MATCHED = ("content half", "content exact", "attribution")
ATTRIBUTION_FIGURES = (
    *map(Figure, _MATCHED),
    *(Figure(f"span {role}, exact") for role in _ROLES),
)
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class SpeechRow:
    """A regular expression of the forms of a cue of speech."""

    pattern: str


@dataclass(frozen=True)
class _Marked:
    """An attribution as tokens of its article."""

    source: Words
    content: Words
    content_words: Words  # without punctuation


class _Text:
    """An article's text as tokens: words and single marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [m.span() for m in _TOKEN.finditer(text)]

    @cached_property
    def starts(self) -> list[int]:
        return [start for start, _ in self.tokens]

    @cached_property
    def ends(self) -> list[int]:
        return [end for _, end in self.tokens]

    def covered(self, spans: Any) -> Words:
        """The tokens that spans touch."""
        return frozenset(i for span in spans_of(spans) for i in range(*self._range(span)))

    def runs(self, spans: Any) -> set[tuple[int, int]]:
        """The unbroken runs of tokens that spans cover, cut at line breaks."""
        runs = set()
        for first, last in map(self._range, spans_of(spans)):
            start = first
            for i in range(first + 1, last):
                if "\n" in self.text[self.ends[i - 1] : self.starts[i]]:
                    runs.add((start, i))
                    start = i
            if start < last:
                runs.add((start, last))
        return runs

    def is_word(self, token: int) -> bool:
        first = self.text[self.starts[token]]
        return first.isalnum() or first == "_"

    def marked(self, items: Iterable[Item]) -> list[_Marked]:
        marked = []
        for item in items:
            content = self.covered(item.get("content"))
            if content:
                words = frozenset(filter(self.is_word, content))
                marked.append(_Marked(self.covered(item.get("source")), content, words))
        return marked

    def _range(self, span: tuple[int, int]) -> tuple[int, int]:
        return bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1])


def count_article(gold: Item, predicted: Sequence[Item], *, speech: bool = False) -> Counter[str]:
    """The counts of one article, for `ATTRIBUTION_FIGURES`. `speech`: only attributions whose cue is one of speech.

    Raises InputError where a prediction points outside of the text.
    """
    text = _Text(gold["text"])
    _check(gold, predicted)
    expected = gold["attributions"]
    if speech:
        expected, predicted = _speech(text, expected, predicted)
    counts: Counter[str] = Counter()
    for role in _ROLES:
        runs = set().union(*(text.runs(a.get(role)) for a in expected))
        found = set().union(*(text.runs(a.get(role)) for a in predicted))
        name = f"span {role}, exact"
        counts[f"{name}.tp"] += len(runs & found)
        counts[f"{name}.fp"] += len(found - runs)
        counts[f"{name}.fn"] += len(runs - found)
    _count_matched(text.marked(expected), text.marked(predicted), counts)
    return counts


def _count_matched(gold: list[_Marked], found: list[_Marked], counts: Counter[str]) -> None:
    hits: Counter[str] = Counter()
    for i, j in _matched(gold, found).items():
        one, other = gold[i], found[j]
        sourceless = not one.source and not other.source
        hits["content half"] += overlap(one.content, other.content) >= 0.5
        hits["content exact"] += one.content_words == other.content_words
        hits["attribution"] += bool(one.source & other.source) or sourceless
    for name in _MATCHED:
        counts[f"{name}.tp"] += hits[name]
        counts[f"{name}.fp"] += len(found) - hits[name]
        counts[f"{name}.fn"] += len(gold) - hits[name]


def _matched(gold: list[_Marked], found: list[_Marked]) -> dict[int, int]:
    """One to one by the words that the contents share, then by how well they fit and by the sources' shared words."""
    pairs = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            shared = len(one.content_words & other.content_words)
            if not one.content_words:
                shared = len(one.content & other.content)
            if shared:
                pairs.append((-shared, -overlap(one.content, other.content), -len(one.source & other.source), i, j))
    matched: dict[int, int] = {}
    for *_, i, j in sorted(pairs):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _speech(text: _Text, gold: Sequence[Item], found: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Gold with a cue of speech; predictions on other gold are left out, and those on none that have another cue."""
    said = [_is_speech(text, item) for item in gold]
    contents = [text.covered(item.get("content")) for item in gold]
    kept = []
    for item in found:
        content = text.covered(item.get("content"))
        shared, speech = max(((len(content & other), said[i]) for i, other in enumerate(contents)), default=(0, True))
        if speech if shared else not item.get("cue") or _is_speech(text, item):
            kept.append(item)
    return [item for item, is_said in zip(gold, said, strict=True) if is_said], kept


def _is_speech(text: _Text, item: Item) -> bool:
    cue = " ".join(text.text[start:end] for start, end in spans_of(item.get("cue")))
    return _speech_cue().search(cue) is not None


@cache
def _speech_cue() -> re.Pattern[str]:
    rows = load_rows(Path(__file__).parent / "speech_cues.tsv", SpeechRow)
    return re.compile(rf"\b(?:{'|'.join(row.pattern for row in rows)})\b|^:$", re.IGNORECASE)


def _check(gold: Item, predicted: Sequence[Item]) -> None:
    for item in predicted:
        for role in _ROLES:
            for start, end in spans_of(item.get(role)):
                if not 0 <= start <= end <= len(gold["text"]):
                    raise InputError(f"{gold['id']}: {role} {start}-{end} lies outside of the text")
