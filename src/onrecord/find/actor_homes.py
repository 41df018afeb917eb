"""Which country is plain for a speaker or a body that names none: a log-linear choice among the article's countries.

The evidence of a country: how much of the article is about it, where it is named, and whose office holders' names the
names of the article's people sound like. The weights are fitted by `training/mentions/fit.py`.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from math import exp
from typing import NamedTuple

from onrecord.find.actor_context import Context
from onrecord.find.actor_standing import Standing, step
from onrecord.lang.frames import WeightSums

__all__ = ["HomeFinder", "best_home"]

NONE = ""  # the choice of no country
_SENTENCES = (1, 2, 3, 6, 12)
_LEAST = 0.3  # the chance of a country below which it is not plain for a bare surname
_PIECES, _CONTENT = 3, 40  # pieces of a content and words of each that are looked at


class _Place(NamedTuple):
    """How a country stands to someone first mentioned at a word."""

    kind: str
    back: int = -1  # how far before the word it was named
    paragraph: bool = False  # ... in the same paragraph
    last: bool = False  # ... and none since
    said: bool | None = None  # whether its people say the word; None: nobody's do
    subject: int = -1  # sentences back to one of which it is a subject
    says: int = 0  # whether who speaks at the word says something of it: 2 as a subject, 1 otherwise
    turn: str = ""  # whether its people spoke before him, and whether he answers
    after: bool = False  # named after the word in its sentence
    local: bool = False  # plain by the rule
    sound: tuple[int, int] | None = None  # how the name sounds


class HomeFinder:
    """Weighs the countries of one article for whoever has none of his own."""

    def __init__(self, context: Context, sums: WeightSums, answering: frozenset[str] = frozenset()) -> None:
        self.context = context
        self.standing = Standing(context)
        self._answering = answering  # the verbs of who counters what was said
        self._sums = sums
        self._standings: dict[tuple[str, str], float] = {}

    def country(self, word: int, kind: str, name: tuple[str, ...] = (), apart: Collection[str] = ()) -> str | None:
        """The country of someone first mentioned at a word; `kind`: person, role, thing, other; `apart`: of which he
        is not."""
        here, sums = {c: p for c, p in self._here(word, kind, name).items() if c not in apart}, self._sums
        scores = {code: self._standing(code, kind) + sums[_names, place] for code, place in here.items()}
        scores[NONE] = sums[tuple, self._none(kind)]
        best = max(scores, key=lambda c: (scores[c], c))
        if len(name) == 1 and _LEAST * sum(exp(s - scores[best]) for s in scores.values()) > 1:
            return None
        return best or None

    def evidence(self, word: int, kind: str, name: tuple[str, ...] = ()) -> dict[str, list[str]]:
        """What speaks for each country, and for none."""
        here = self._here(word, kind, name)
        found = {code: [*self.standing.of(code, kind), *_names(place)] for code, place in here.items()}
        found[NONE] = list(self._none(kind))
        return found

    def _none(self, kind: str) -> tuple[str, ...]:
        return "none", f"none:{kind}", f"none:countries={self.standing.many}"

    def _standing(self, code: str, kind: str) -> float:
        weight = self._standings.get((code, kind))
        if weight is None:
            weight = self._standings[code, kind] = self._sums.total(self.standing.of(code, kind))
        return weight

    def _here(self, word: int, kind: str, name: tuple[str, ...]) -> dict[str, _Place]:
        """How each country stands to one word."""
        local = self.context.local(word)
        sounds = self.standing.of_name(name) if name else {}
        return {
            code: self._place(word, kind, code, local=code == local, sound=sounds.get(code))
            for code in self.standing.choices
        }

    def _place(self, word: int, kind: str, code: str, *, local: bool, sound: tuple[int, int] | None) -> _Place:
        """How far before the word the country was named, whether none was since, and whether it is named after it."""
        parse = self.context.parse
        places = self.standing.places.get(code, [])
        sentence = parse.sentence_of[word]
        index = bisect_left(places, word)
        back, paragraph, last = -1, False, False
        if index:
            before = places[index - 1]
            back = step(sentence - parse.sentence_of[before], _SENTENCES)
            paragraph = parse.paragraph_of[before] == parse.paragraph_of[word]
            last = before == self._last_before(word)
        while index < len(places) and places[index] == word:
            index += 1
        after = index < len(places) and parse.sentence_of[places[index]] == sentence
        speakers = self._quoted.get(word)
        said = code in speakers if speakers else None
        subject, (says, turn) = self._subject(code, word, sentence), self._answers(code, word)
        return _Place(kind, back, paragraph, last, said, subject, says, turn, after, local, sound)

    def _subject(self, code: str, word: int, sentence: int) -> int:
        """Whether the country is a subject of the word's sentence, before it (0), or of the one before (1); else -1."""
        for back in (0, 1):
            for at, other in self._subjects.get(sentence - back, ()):
                if other == code and at < word:
                    return back
        return -1

    def _answers(self, code: str, word: int) -> tuple[int, str]:
        """What who speaks at a word says of the country, and whether it is the one that spoke before."""
        number = self._sources.get(word)
        if number is None:
            return 0, ""
        subjects, named = self._says[number]
        says = 2 if code in subjects else int(code in named)
        before = self._spoke[number]
        if not before:
            return says, ""
        return says, f"{'answers' if self._is_answer(number) else 'says'}:{'same' if code in before else 'other'}"

    def _is_answer(self, number: int) -> bool:
        """Whether the cue says that what is said counters what was said before ("denied", "retorted")."""
        cue = self.context.parse.attributions[number].cue
        words = (i for span in cue for i in range(span.start, span.end))
        return any(self.context.parse.lemma[i] in self._answering for i in words)

    @cached_property
    def _sources(self) -> dict[int, int]:
        """The attributions by the words of their sources."""
        sources: dict[int, int] = {}
        for number, attribution in enumerate(self.context.parse.attributions):
            for span in attribution.source:
                sources.update((word, number) for word in range(span.start, span.end))
        return sources

    @cached_property
    def _says(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """The countries that each attribution's content names: those that open it as a subject, and all."""
        found = []
        for attribution in self.context.parse.attributions:
            named: list[str] = []
            subjects: list[str] = []
            for span in attribution.content[:_PIECES]:
                for word in range(span.start, min(span.end, span.start + _CONTENT)):
                    codes = self._at.get(word)
                    if codes:
                        named += codes
                        if not subjects and self.context.parse.deprel[word].startswith("nsubj"):
                            subjects += codes
            found.append((frozenset(subjects), frozenset(named)))
        return found

    @cached_property
    def _spoke(self) -> list[frozenset[str]]:
        """The countries whose people spoke last before each attribution."""
        starts = [min((s.start for s in (*a.source, *a.cue)), default=-1) for a in self.context.parse.attributions]
        found: list[frozenset[str]] = [frozenset()] * len(starts)
        last: frozenset[str] = frozenset()
        for number in sorted(range(len(starts)), key=starts.__getitem__):
            found[number] = last
            source = self.context.parse.attributions[number].source
            words = (word for span in source for word in range(span.start, span.end))
            codes = frozenset(code for word in words for code in self._at.get(word, ()))
            last = codes or last
        return found

    @cached_property
    def _quoted(self) -> dict[int, frozenset[str]]:
        """The words of what countries' people say, with the countries."""
        quoted: dict[int, frozenset[str]] = {}
        for attribution in self.context.parse.attributions:
            sources = [word for span in attribution.source for word in range(span.start, span.end)]
            codes = frozenset(code for word in sources for code in self._at.get(word, ()))
            if codes:
                for span in attribution.content:
                    quoted.update((word, quoted.get(word, codes) | codes) for word in range(span.start, span.end))
        return quoted

    @cached_property
    def _at(self) -> dict[int, list[str]]:
        """The countries by the words that name them."""
        at: dict[int, list[str]] = {}
        for word, code, _ in self.context.namings():
            at.setdefault(word, []).append(code)
        return at

    @cached_property
    def _words(self) -> list[int]:
        """Where any country is named, in order."""
        return [word for word, _, _ in self.context.namings()]

    @cached_property
    def _subjects(self) -> dict[int, list[tuple[int, str]]]:
        """By sentence: the words that name a country and are a subject or hang on one."""
        parse = self.context.parse
        found: dict[int, list[tuple[int, str]]] = {}
        for word, codes in self._at.items():
            if parse.deprel[word].startswith("nsubj") or parse.deprel[parse.heads[word]].startswith("nsubj"):
                found.setdefault(parse.sentence_of[word], []).extend((word, code) for code in codes)
        return found

    def _last_before(self, word: int) -> int:
        index = bisect_left(self._words, word)
        return self._words[index - 1] if index else -1


def _names(place: _Place) -> tuple[str, ...]:
    """The names of what is true of a place, in a fixed order."""
    kind, back = place.kind, "none" if place.back < 0 else str(place.back)
    found = [f"back={back}", f"back={back}:{kind}"]
    if place.paragraph:
        found.append("paragraph")
    if place.last:
        found += [f"last:back={back}", f"last:{kind}"]
    if place.said is not None:
        found += ["said-by", f"said-by:{kind}"] if place.said else ["said-by-other"]
    if place.subject >= 0:
        found += [f"subject={place.subject}", f"subject={place.subject}:{kind}"]
    if place.says:
        says = ("says", "says:subject")[place.says - 1]
        found += [says, f"{says}:{kind}"]
    if place.turn:
        found.append(place.turn)
    if place.after:
        found += ["after", f"after:{kind}"]
    if place.local:
        found += ["local", f"local:{kind}"]
    if place.sound is not None:
        found += [f"name={place.sound[0]}", f"name:among={place.sound[1]}"]
    return tuple(found)


def best_home(evidence: Mapping[str, Iterable[str]], weights: Mapping[str, float]) -> str | None:
    """The choice with the most weight of evidence, None where that is no country.

    >>> best_home({"MLI": ["top"], "FRA": ["after"], "": ["none"]}, {"top": 1.0, "none": 0.5})
    'MLI'
    """
    scores = {code: sum(weights.get(name, 0.0) for name in names) for code, names in evidence.items()}
    return max(scores, key=lambda c: (scores[c], c), default=NONE) or None
