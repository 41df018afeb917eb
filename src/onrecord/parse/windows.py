"""Windows: whole paragraphs side by side, up to the model's number of sub-tokens, as the network's input arrays.

A window's content depends on its article alone, so its result does too. Training imports `word_case` and
`quote_states`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

__all__ = ["INPUTS", "OPENING", "Paragraph", "Window", "make_windows", "quote_states", "word_case"]

INPUTS = ("ids", "mask", "case", "quote", "first")
PIECE_CASE = 6  # the case class of a word's further pieces
OPENING = frozenset({"“", "``", "«", "„"})
_CLOSING = frozenset({"”", "''", "»"})
_STRAIGHT = '"'
_QUOTES = OPENING | _CLOSING | {_STRAIGHT}
_SENTENCE_END = frozenset({".", "!", "?", "…", "..."})
_CLAUSE_END = frozenset({";", ":", ",", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a part of one: its first word's number, and for each word its pieces, case and quotation."""

    first: int
    pieces: tuple[tuple[int, ...], ...]
    cases: tuple[int, ...]
    quotes: tuple[int, ...]
    size: int  # sub-tokens


@dataclass(frozen=True, slots=True)
class Window:
    """The network's inputs for some whole paragraphs, and where in the window each begins (in words)."""

    first: int
    paragraphs: tuple[int, ...]
    inputs: dict[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return int(self.inputs["first"].shape[1])


def word_case(word: str) -> int:
    """The case class of a word: 1 small letters, 2 capitalised, 3 capitals, 4 mixed, 5 with a digit, 0 without letters.

    >>> [word_case(w) for w in ("said", "Mali", "UN", "eBay", "3rd?", "F16", "2024", ",")]
    [1, 2, 3, 4, 1, 3, 5, 0]
    """
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper():
        return 2
    if any(c.isdigit() for c in word):
        return 5
    return 4 if any(c.isupper() for c in word) else 0


def quote_states(words: Iterable[str]) -> list[int]:
    """For each word of a paragraph: 0 outside of quotation marks, 1 inside, 2 a mark itself.

    >>> quote_states(['"', "No", '"', ",", "she", "said", "."])
    [2, 1, 2, 0, 0, 0, 0]
    """
    states: list[int] = []
    state = 0
    for word in words:
        if word not in _QUOTES:
            states.append(state)
            continue
        state = int(word in OPENING or (word == _STRAIGHT and not state))
        states.append(2)
    return states


def make_windows(
    paragraphs: Sequence[Sequence[str]],
    *,
    pieces_of: Callable[[Sequence[str]], Sequence[tuple[tuple[int, ...], int]]],
    begin: int,
    separator: int,
    size: int,
) -> list[Window]:
    """The windows of an article.

    Args:
        paragraphs: the words of each paragraph.
        pieces_of: gives for each word its pieces' ids and its case class.
        begin, separator: the ids of the marks before the window and after each paragraph.
        size: the most sub-tokens of a window, marks included.
    """
    windows: list[Window] = []
    group: list[Paragraph] = []
    filled = 1
    for paragraph in _paragraphs(paragraphs, pieces_of, size - 2):
        if group and filled + paragraph.size + 1 > size:
            windows.append(_window(group, begin, separator))
            group, filled = [], 1
        group.append(paragraph)
        filled += paragraph.size + 1
    if group:
        windows.append(_window(group, begin, separator))
    return windows


def _paragraphs(
    paragraphs: Sequence[Sequence[str]],
    pieces_of: Callable[[Sequence[str]], Sequence[tuple[tuple[int, ...], int]]],
    limit: int,
) -> Iterator[Paragraph]:
    first = 0
    for words in paragraphs:
        if not words:
            continue
        pieces, cases = zip(*pieces_of(words), strict=True)
        quotes = tuple(quote_states(words))
        start = 0
        whole = sum(map(len, pieces)) <= limit
        for end in (len(words),) if whole else _cuts(words, pieces, limit):
            size = sum(map(len, pieces[start:end]))
            yield Paragraph(first + start, pieces[start:end], cases[start:end], quotes[start:end], size)
            start = end
        first += len(words)


def _cuts(words: Sequence[str], pieces: Sequence[tuple[int, ...]], limit: int) -> Iterator[int]:
    """The ends of a paragraph's parts, each of at most `limit` sub-tokens, cut at the best point of its second half."""
    start, filled = 0, 0
    for i, piece in enumerate(pieces):
        filled += len(piece)
        while filled > limit:
            cut = _best_cut(words, start, i)
            yield cut
            filled = sum(map(len, pieces[cut : i + 1]))
            start = cut
    yield len(words)


def _best_cut(words: Sequence[str], start: int, end: int) -> int:
    half = start + (end - start) // 2
    for marks in (_SENTENCE_END, _CLAUSE_END):
        for i in range(end, half, -1):
            if words[i - 1] in marks and (marks is _CLAUSE_END or not words[i][:1].islower()):
                # A closing quotation mark or bracket belongs to the sentence that it ends.
                return i + 1 if words[i] in _CLOSING and i < end else i
    return end


def _window(paragraphs: Sequence[Paragraph], begin: int, separator: int) -> Window:
    ids, cases, quotes = [begin], [0], [0]
    first: list[int] = []
    starts: list[int] = []
    for paragraph in paragraphs:
        starts.append(len(first))
        at = len(ids)
        for pieces, case, quote in zip(paragraph.pieces, paragraph.cases, paragraph.quotes, strict=True):
            first.append(at)
            cases.append(case)
            quotes.append(quote)
            more = len(pieces) - 1
            if more:
                cases += (PIECE_CASE,) * more
                quotes += (quote,) * more
            at += 1 + more
        ids += chain.from_iterable(paragraph.pieces)
        ids.append(separator)
        cases.append(0)
        quotes.append(0)
    rows = {"ids": ids, "mask": [1] * len(ids), "case": cases, "quote": quotes, "first": first}
    inputs = {name: np.array([values], np.int64) for name, values in rows.items()}
    return Window(paragraphs[0].first, tuple(starts), inputs)
