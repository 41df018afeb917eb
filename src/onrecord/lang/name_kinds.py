"""Of which country a name sounds: a naive Bayes of the parts of office holders' names and of their letters."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.lang.people_index import PeopleIndex

__all__ = ["NameKinds"]

Floats = NDArray[np.float32]
_BITS = 21  # of a letter in the number that stands for three in a row
_SHORTEST = 3  # letters of a part that is looked up as such
_HELD = 20.0  # what the names of all countries count among the parts of one country's
_HELD_GRAMS = 30.0  # the same of letters by threes
_LETTERS = 0.7  # what letters count beside whole parts
_SIZE = 0.5  # how much likelier a country is that has more office holders, as a power of their number
_FEWEST = 15  # people of a country of which a name may sound
_CACHED = 2048  # parts whose scores are remembered: a kilobyte each


def _made(make: Callable[[], Any]) -> Any:
    return make()


class NameKinds:
    """Tells how likely a name is in each country.

    >>> from onrecord.lang import load_pack
    >>> load_pack("en").name_kinds.likeliest([("kakhaber", "lomidze")])
    'GEO'
    """

    def __init__(
        self, people: PeopleIndex, countries: Collection[str], kept: Callable[[Callable[[], Any]], Any] = _made
    ) -> None:
        """`kept`: what gives a value that a function makes, from where it is kept."""
        self._people = people
        self._countries = countries
        self._kept = kept
        self._scores: dict[str, Floats] = {}

    @cached_property
    def codes(self) -> dict[str, int]:
        """The countries' places in the scores."""
        return {code: i for i, code in enumerate(sorted(filter(self._is_known, self._people.countries)))}

    def _is_known(self, code: str) -> bool:
        return code in self._countries and self._people.size_of(code) >= _FEWEST

    def scores(self, names: Iterable[Sequence[str]]) -> Floats:
        """The log odds of each country that all these names are of it."""
        total = self._prior.copy()
        for name in names:
            for part in name:
                total += self._of_part(part)
        return total

    def likeliest(self, names: Iterable[Sequence[str]]) -> str:
        """The country with the most odds."""
        return list(self.codes)[int(self.scores(names).argmax())]

    def _of_part(self, part: str) -> Floats:
        scores = self._scores.get(part)
        if scores is None:
            if len(self._scores) > _CACHED:
                self._scores.clear()
            scores = self._scores[part] = self._letters(part) + self._whole(part)
        return scores

    def _letters(self, part: str) -> Floats:
        known, odds = self._grams
        rows = [row for gram in _grams(part) if (row := known.get(gram)) is not None]
        total: Floats = odds[rows].sum(0) * np.float32(_LETTERS / max(1, len(rows)) ** 0.5)
        return total

    def _whole(self, part: str) -> Floats:
        counts = np.zeros(len(self.codes), np.float32)
        for country in self._people.countries_with(part) if len(part) >= _SHORTEST else ():
            place = self.codes.get(country)
            if place is not None:
                counts[place] += 1
        if not counts.any():
            return counts
        parts, total = self._sizes
        base = counts.sum() / total
        odds: Floats = np.log((counts + _HELD * base) / (parts + _HELD)) - np.log(base)
        return odds

    @cached_property
    def _sizes(self) -> tuple[Floats, float]:
        """The number of parts of names by country, and of all."""
        sizes = np.frombuffer(self._counted[2], np.float32)
        return sizes, float(sizes.sum())

    @cached_property
    def _prior(self) -> Floats:
        sizes = np.array([self._people.size_of(code) for code in self.codes], np.float32)
        logs = np.log(sizes)
        prior: Floats = np.float32(_SIZE) * (logs - logs.mean())
        return prior

    @cached_property
    def _grams(self) -> tuple[dict[int, int], Floats]:
        """The log odds of the countries by three letters in a row, where names have them."""
        codes, odds, _ = self._counted
        table: Floats = np.frombuffer(odds, np.float32).reshape(len(codes), -1)
        return dict(zip(codes, range(len(codes)), strict=True)), table

    @cached_property
    def _counted(self) -> tuple[list[int], bytes, bytes]:
        """What the names of all people give, in plain values."""
        counted: tuple[list[int], bytes, bytes] = self._kept(self._count)
        return counted

    def _count(self) -> tuple[list[int], bytes, bytes]:
        """The grams in order, the log odds of each, and the number of parts of names by country."""
        parts: dict[str, int] = {}
        of_person: list[int] = []
        reached = [0]
        for code in self.codes:
            for name in self._people.names_of(code):
                of_person += [parts.setdefault(part, len(parts)) for part in dict.fromkeys(name)]
            reached.append(len(of_person))
        sizes = np.diff(reached).astype(np.int32)
        grams, starts = _all_grams(list(parts))
        codes, ids = np.unique(grams, return_inverse=True)
        ids = ids.astype(np.int32)
        own = np.array(of_person, np.int32)
        lengths = np.diff(starts)[own]
        ends = np.cumsum(lengths, dtype=np.int32)
        at = np.arange(ends[-1], dtype=np.int32) - np.repeat(ends - lengths - starts[own], lengths)
        countries = np.repeat(np.repeat(np.arange(len(sizes), dtype=np.int32), sizes), lengths)
        places = ids[at] * np.int32(len(sizes)) + countries
        del at, countries
        odds = np.bincount(places, minlength=len(codes) * len(sizes)).astype(np.float32).reshape(len(codes), -1)
        share = odds.sum(1, keepdims=True)
        share /= share.sum()
        odds += np.float32(_HELD_GRAMS) * share
        odds /= odds.sum(0)
        np.log(odds, out=odds)
        odds -= np.log(share)
        return codes.tolist(), odds.tobytes(), sizes.astype(np.float32).tobytes()


def _all_grams(parts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The grams of many parts one after the other, as numbers, and where those of each part begin, and end.

    >>> grams, starts = _all_grams(["ban", "ki"])
    >>> grams.tolist() == _grams("ban") + _grams("ki"), starts.tolist()
    (True, [0, 3, 5])
    """
    letters = np.frombuffer("".join(f"^{part}$" for part in parts).encode("utf-32-le"), np.uint32).astype(np.int64)
    grams = letters[:-2] | letters[1:-1] << _BITS | letters[2:] << 2 * _BITS
    sizes = np.array([len(part) for part in parts])  # ^part$ has two letters more, and as many grams
    within = np.ones(len(letters), bool)
    ends = np.cumsum(sizes + 2)
    within[ends - 1] = within[ends - 2] = False
    return grams[within[: len(grams)]], np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _grams(part: str) -> list[int]:
    letters = [ord(letter) for letter in f"^{part}$"]
    return [a | b << _BITS | c << 2 * _BITS for a, b, c in zip(letters, letters[1:], letters[2:], strict=False)]
