"""Which countries a text means that names none of them: "both sides", "the two armies", "all three capitals"."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from onrecord.parse.parse import Parse

__all__ = ["Several"]

Naming = tuple[int, str, float]  # word, code, weight

# How the two are told, of 721 such nouns on 940 annotated pages: right of 401 of the 523 pairs of countries; the two
# named last are of 308. Near namings weigh half as much after so many sentences; of all of them the share counts.
_HALF = 4.0
_BACK = 12  # sentences
_SHARE = 5.0
_JOINED = 3.0  # two that are joined by "and"
_ALONE = 0.5  # two whom a sentence names alone
_LEAST = 0.3  # what the second must weigh beside the first: else both are of one country
_OFTEN = 8  # countries that weigh by their share alone
_MANY = 50  # namings of one sentence that are looked at
_CLIMB = 4  # words from "both sides" up to its verb
_TWO = 2


class Several:
    """The namings of countries in an article, by sentence, and whom a noun of several means among them."""

    def __init__(self, parse: Parse, namings: Mapping[int, Sequence[Naming]], countries: Container[str]) -> None:
        self._parse = parse
        self._namings = namings
        self._countries = countries

    def of(self, word: int, count: int) -> list[str]:
        """The codes of so many countries as a word means; none where that is not plain."""
        return self.two(word) if count == _TWO else self._more(word, count)

    def two(self, word: int) -> list[str]:
        """The two that an article speaks of most and last before a word, but for who acts on them: "China urged both
        sides"."""
        acting = self._acting_on(word)
        scores = {code: share for code, share in self._shares.items() if code not in acting}
        for back, near in self._before(word, acting):
            fades = 0.5 ** (back / _HALF)
            for _, code, weight in near:
                scores[code] = scores.get(code, 0.0) + weight * fades
            *joined, own = self._together(near)
            for codes, more in (*((codes, _JOINED) for codes in joined), (own, _ALONE)):
                for code in codes if len(codes) == _TWO else ():
                    scores[code] += more * fades
        ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))[:_TWO]
        plain = len(ranked) == _TWO and ranked[1][1] >= _LEAST * ranked[0][1]
        return sorted(code for code, _ in ranked) if plain else []

    def _more(self, word: int, count: int) -> list[str]:
        """Three and more: as many as the last sentence that does so joins by "and", or names alone."""
        for _, near in self._before(word, self._acting_on(word)):
            named = next((codes for codes in self._together(near) if len(codes) == count), None)
            if named is not None:
                return sorted(named)
        return []

    def _before(self, word: int, acting: Container[str]) -> Iterator[tuple[int, list[Naming]]]:
        """The namings of countries before a word, but of those who act on it, by how many sentences back."""
        sentence = self._parse.sentence_of[word]
        for back in range(min(_BACK, sentence) + 1):
            near = self._namings.get(sentence - back, ())[:_MANY]
            yield back, [n for n in near if n[0] < word and n[1] in self._countries and n[1] not in acting]

    def _together(self, near: Iterable[Naming]) -> list[dict[str, None]]:
        """The codes of those that are joined by "and", and last of all that a sentence names."""
        joined: dict[int, dict[str, None]] = {}
        for at, code, _ in near:
            first = self._parse.heads[at] if self._parse.deprel[at] == "conj" else at
            joined.setdefault(first, {})[code] = None
        return [*joined.values(), dict.fromkeys(code for codes in joined.values() for code in codes)]

    @cached_property
    def _shares(self) -> dict[str, float]:
        """What the countries named most weigh by their share of all namings."""
        counts: dict[str, float] = {}
        for near in self._namings.values():
            for _, code, weight in near:
                counts[code] = counts.get(code, 0.0) + weight
        total = sum(counts.values()) or 1.0
        often = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_OFTEN]
        return {code: _SHARE * weight / total for code, weight in often if code in self._countries}

    def _acting_on(self, word: int) -> frozenset[str]:
        """The countries that the subject of a word's verb names, where the word is no part of it."""
        parse, verb = self._parse, word
        for _ in range(_CLIMB):
            if parse.heads[verb] == verb or parse.upos[verb] == "VERB":
                break
            verb = parse.heads[verb]
        subjects = [c for c in parse.children[verb] if parse.deprel[c] == "nsubj" and c < word]
        ranges = [parse.subtree(c) for c in subjects]
        if any(start <= word < end for start, end in ranges):
            return frozenset()
        named = self._namings.get(parse.sentence_of[word], ())[:_MANY]
        return frozenset(code for at, code, _ in named for start, end in ranges if start <= at < end)
