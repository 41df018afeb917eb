"""Which country is plain for a speaker or a body that names none: a log-linear choice among the article's countries.

The evidence of a country: how much of the article is about it, where it is named, and whose office holders share the
parts of the names that the article calls people by. The weights are fitted by `training/mentions/fit.py`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice, repeat

from onrecord.find.actor_context import Context

__all__ = ["HomeFinder", "best_home"]

NONE = ""  # the choice of no country
_SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.95)
_RATIOS = (1.1, 1.5, 2, 3, 5)
_VOTES = (0.02, 0.1, 0.3, 0.6)
_SENTENCES = (1, 2, 3, 6, 12)
_MANY = (1, 2, 3, 5, 8)
_CHOICES = 12  # countries that are weighed
_GUESSES = 3  # countries that only people's names suggest


class HomeFinder:
    """Weighs the countries of one article for whoever has none of his own."""

    def __init__(self, context: Context, weights: Mapping[str, float]) -> None:
        self.context = context
        self._names = context.votes
        self._weights = weights
        self._standings: dict[tuple[str, str], list[str]] = {}

    def country(self, word: int, kind: str, name: tuple[str, ...] = ()) -> str | None:
        """The country of someone first mentioned at a word; `kind`: person, role, thing, other."""
        return best_home(self.evidence(word, kind, name), self._weights)

    def evidence(self, word: int, kind: str, name: tuple[str, ...] = ()) -> dict[str, list[str]]:
        """What speaks for each country, and for none."""
        codes = dict.fromkeys([*self._ranked[:_CHOICES], *self._guessed])
        own = self._names.shares_of(name) if name else {}
        found = {code: [*self._standing(code, kind), *self._nearness(code, word, kind)] for code in codes}
        local = self.context.local(word)
        for code, names in found.items():
            if code == local:
                names += ["local", f"local:{kind}"]
            if name:
                names.append(f"name={_step(own.get(code, 0.0), _VOTES) if own else '?'}")
        many = _step(len(self._ranked), _MANY)
        found[NONE] = ["none", f"none:{kind}", f"none:countries={many}"]
        return found

    @cached_property
    def _ranked(self) -> list[str]:
        """The article's countries and organisations, the most weighty first."""
        return sorted(self.context.weights, key=lambda c: (-self.context.weights[c], c))

    @cached_property
    def _total(self) -> float:
        return sum(w for c, w in self.context.weights.items() if self._is_country(c)) or 1.0

    @cached_property
    def _top(self) -> tuple[str, float]:
        """The weightiest country and how many times the next it weighs."""
        national = [c for c in self._ranked if self._is_country(c)]
        if not national:
            return NONE, 0.0
        next_ = self.context.weights[national[1]] if len(national) > 1 else 0.1
        return national[0], self.context.weights[national[0]] / next_

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each country is named."""
        places: dict[str, list[int]] = {}
        for word, code, _ in self.context.namings():
            places.setdefault(code, []).append(word)
        return places

    @cached_property
    def _words(self) -> list[int]:
        """Where any country is named, in order."""
        return [word for word, _, _ in self.context.namings()]

    @cached_property
    def _opening(self) -> str:
        """The country named first."""
        return min(self._places, key=lambda c: (self._places[c][0], c), default=NONE)

    @cached_property
    def _guessed(self) -> list[str]:
        return list(islice(self._votes, _GUESSES))

    @property
    def _votes(self) -> dict[str, float]:
        return self._names.shares

    def _is_country(self, code: str) -> bool:
        return code in self.context.index.countries

    def _standing(self, code: str, kind: str) -> list[str]:
        """What a country is to the article, wherever somebody is mentioned."""
        found = self._standings.get((code, kind))
        if found is None:
            found = self._standings[code, kind] = self._evidence(code, kind)
        return found

    def _evidence(self, code: str, kind: str) -> list[str]:
        weight = self.context.weights.get(code, 0.0)
        share = _step(weight / self._total, _SHARES) if weight else -1
        many = _step(len(self._ranked), _MANY)
        top, ratio = self._top
        found = [f"share={share}", f"share={share}:{kind}", f"votes={_step(self._votes.get(code, 0.0), _VOTES)}"]
        if code == top:
            found += ["top", f"top:{kind}", f"top:ratio={_step(ratio, _RATIOS)}", f"top:countries={many}"]
        if not self._is_country(code):
            found += ["organisation", f"organisation:{kind}", f"organisation:share={share}"]
        if code == self._opening:
            found += ["first", f"first:{kind}"]
        if code in self.context.dateline:
            found.append("dateline")
        if code in self.context.headline:
            found.append("headline")
        return found

    def _nearness(self, code: str, word: int, kind: str) -> list[str]:
        """How far before the word the country was named, whether none was since, and whether it is named after it."""
        parse = self.context.parse
        places = self._places.get(code, [])
        sentence = parse.sentence_of[word]
        index = bisect_left(places, word)
        if not index:
            found = ["back=none", f"back=none:{kind}"]
        else:
            before = places[index - 1]
            back = _step(sentence - parse.sentence_of[before], _SENTENCES)
            found = [f"back={back}", f"back={back}:{kind}"]
            if parse.paragraph_of[before] == parse.paragraph_of[word]:
                found.append("paragraph")
            if before == self._last_before(word):
                found += [f"last:back={back}", f"last:{kind}"]
        while index < len(places) and places[index] == word:
            index += 1
        if index < len(places) and parse.sentence_of[places[index]] == sentence:
            found += ["after", f"after:{kind}"]
        return found

    def _last_before(self, word: int) -> int:
        index = bisect_left(self._words, word)
        return self._words[index - 1] if index else -1


def best_home(evidence: Mapping[str, Iterable[str]], weights: Mapping[str, float]) -> str | None:
    """The choice with the most weight of evidence, None where that is no country.

    >>> best_home({"MLI": ["top"], "FRA": ["after"], "": ["none"]}, {"top": 1.0, "none": 0.5})
    'MLI'
    """
    scores = {code: sum(map(weights.get, names, repeat(0.0))) for code, names in evidence.items()}
    return max(scores, key=lambda c: (scores[c], c), default=NONE) or None


def _step(value: float, steps: tuple[float, ...]) -> int:
    return bisect_right(steps, value)
