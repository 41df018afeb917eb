"""What the encoder sees of words: sub-tokens, case class, place in quotation marks; and windows as arrays.

Case class and quotation state are the run time's own functions; its windows hold the same numbers as these.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.parse.windows import PIECE_CASE, quote_states, word_case

CLS, SEP, UNKNOWN, MASK = 101, 102, 100, 103
LONGEST = 8  # sub-tokens a word

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Vocabulary:
    """Sub-tokens and case class of words, remembered."""

    tokenizer: Tokenizer
    known: dict[str, tuple[list[int], int]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """From a tokenizer.json."""
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer)

    def look(self, word: str) -> tuple[list[int], int]:
        """Sub-tokens (at least one, at most eight) and case class."""
        found = self.known.get(word)
        if found is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST]
            found = self.known[word] = (ids or [UNKNOWN], word_case(word))
        return found

    def sizes(self, words: Sequence[str]) -> list[int]:
        """How many sub-tokens each word has."""
        return [len(self.look(word)[0]) for word in words]


def window_arrays(windows: Sequence[Sequence[Sequence[str]]], vocabulary: Vocabulary) -> dict[str, Ints]:
    """Windows (lists of paragraphs of words) as the network's inputs, padded.

    ids, mask, case, quote (batch, sub-tokens); first (batch, words): the index of each word's first sub-token; words: a
    mask of the words.
    """
    rows = []
    for paragraphs in windows:
        ids, case, quote, first = [CLS], [0], [0], []
        for words in paragraphs:
            for word, place in zip(words, quote_states(words), strict=True):
                pieces, form = vocabulary.look(word)
                first.append(len(ids))
                ids += pieces
                case += [form] + [PIECE_CASE] * (len(pieces) - 1)
                quote += [place] * len(pieces)
            ids.append(SEP)
            case.append(0)
            quote.append(0)
        rows.append((ids, case, quote, first))
    length, width = max(len(r[0]) for r in rows), max(len(r[3]) for r in rows)
    names = ("ids", "mask", "case", "quote")
    arrays = {name: np.zeros((len(rows), length), np.int64) for name in names}
    arrays |= {name: np.zeros((len(rows), width), np.int64) for name in ("first", "words")}
    for b, (ids, case, quote, first) in enumerate(rows):
        for name, values in zip(names, (ids, [1] * len(ids), case, quote), strict=True):
            arrays[name][b, : len(ids)] = values
        arrays["first"][b, : len(first)] = first
        arrays["words"][b, : len(first)] = 1
    return arrays
