"""How the countries of one article stand in it as a whole: by their namings and by the sound of its people's names."""

from bisect import bisect_right
from functools import cached_property

from onrecord.find.actor_context import Context

__all__ = ["Standing", "step"]

_SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.95)
_RATIOS = (1.1, 1.5, 2, 3, 5)
_VOTES = (0.02, 0.1, 0.3, 0.6)
_MANY = (1, 2, 3, 5, 8)
_CHOICES = 12  # countries that are weighed
_GUESSES = 3  # countries that only people's names suggest
_MORE_GUESSES = 6  # the same where none is named


class Standing:
    """The evidence for the countries of one article that is the same at all its words."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.votes = context.votes
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    @cached_property
    def ranked(self) -> list[str]:
        """The article's countries and organisations, the most weighty first."""
        return sorted(self.context.weights, key=lambda c: (-self.context.weights[c], c))

    @cached_property
    def choices(self) -> list[str]:
        """The countries that are weighed."""
        guesses = self.votes.likeliest(_GUESSES if self.context.strong else _MORE_GUESSES)
        media = sorted(self.context.media)[:_GUESSES]
        return list(dict.fromkeys([*self.ranked[:_CHOICES], *guesses, *media]))

    @cached_property
    def many(self) -> int:
        """How many countries the article speaks of."""
        return step(len(self.ranked), _MANY)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each country is named."""
        places: dict[str, list[int]] = {}
        for word, code, _ in self.context.namings():
            places.setdefault(code, []).append(word)
        return places

    def of(self, code: str, kind: str) -> tuple[str, ...]:
        """What speaks for a country as that of someone of a kind, wherever he is named."""
        found = self._found.get((code, kind))
        if found is None:
            found = self._found[code, kind] = (*self._namings(code, kind), *self._sounds(code, kind))
        return found

    def of_name(self, name: tuple[str, ...]) -> dict[str, tuple[int, int]]:
        """How much one name sounds like each country, in steps: by itself, and among the article's."""
        chances = {code: self.votes.chance(code, self.votes.of(name)) for code in self.choices}
        among = sum(chances.values()) or 1.0
        return {code: (step(chance, _VOTES), step(chance / among, _SHARES)) for code, chance in chances.items()}

    def _namings(self, code: str, kind: str) -> list[str]:
        weight = self.context.weights.get(code, 0.0)
        share = step(weight / self._total, _SHARES) if weight else -1
        top, ratio = self._top
        found = [f"share={share}", f"share={share}:{kind}"]
        if code == top:
            found += ["top", f"top:{kind}", f"top:ratio={step(ratio, _RATIOS)}", f"top:countries={self.many}"]
        if not self._is_country(code):
            found += ["organisation", f"organisation:{kind}", f"organisation:share={share}"]
        if code == self._opening:
            found += ["first", f"first:{kind}"]
        if code in self.context.dateline:
            found.append("dateline")
        if code in self.context.headline:
            found.append("headline")
        if code in self.context.media:
            found += ["media", f"media:{kind}", f"media:{'strong' if self.context.strong.get(code) else 'weak'}"]
        return found

    def _sounds(self, code: str, kind: str) -> list[str]:
        """How much of the evidence is plain namings, and how the sound of the people's names fits beside the others."""
        joint = self.votes.joint
        vote = step(self.votes.chance(code, joint) / self._among, _SHARES) if self.votes else "?"
        found = [f"votes={step(self.votes.chance(code, joint), _VOTES)}", f"votes:among={vote}"]
        found += [f"votes:among={vote}:{kind}", f"people={step(self.votes.chance(code, self.votes.each), _VOTES)}"]
        strong = self.context.strong.get(code, 0.0)
        if strong:
            return [*found, f"strong={step(strong / self._strong, _SHARES)}"]
        named = "weak" if self.context.weights.get(code) else "unnamed"
        beside = "beside" if self.context.strong else "alone"
        return [*found, named, f"{named}:votes={vote}", f"{named}:{beside}"]

    def _is_country(self, code: str) -> bool:
        return code in self.context.index.countries

    @cached_property
    def _total(self) -> float:
        return sum(w for c, w in self.context.weights.items() if self._is_country(c)) or 1.0

    @cached_property
    def _strong(self) -> float:
        return sum(w for c, w in self.context.strong.items() if self._is_country(c)) or 1.0

    @cached_property
    def _among(self) -> float:
        return sum(self.votes.chance(code, self.votes.joint) for code in self.choices) or 1.0

    @cached_property
    def _top(self) -> tuple[str, float]:
        """The weightiest country and how many times the next it weighs."""
        national = [c for c in self.ranked if self._is_country(c)]
        if not national:
            return "", 0.0
        next_ = self.context.weights[national[1]] if len(national) > 1 else 0.1
        return national[0], self.context.weights[national[0]] / next_

    @cached_property
    def _opening(self) -> str:
        """The country named first."""
        return min(self.places, key=lambda c: (self.places[c][0], c), default="")


def step(value: float, steps: tuple[float, ...]) -> int:
    """How many of the steps a value reaches.

    >>> step(0.3, (0.1, 0.2, 0.35))
    2
    """
    return bisect_right(steps, value)
