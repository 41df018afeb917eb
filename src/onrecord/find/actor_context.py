"""Which countries an article speaks of, where; readings of ambiguous names; the country that is plain at a word."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from onrecord.find.place_names import PlaceNames
from onrecord.lang.actor_index import ActorIndex, Entry, chunks
from onrecord.lang.actors import ReadingRow
from onrecord.parse.mention_spans import Layout, NameSpan
from onrecord.schema import Article

__all__ = ["Context"]

_ADJECTIVE = 0.6  # the weight of a country's adjective beside its name's
_HOME_MARGIN = 3.0  # how much more the article's country must weigh than the next
_ALONE_MARGIN = 3.0  # the same for those who may be foreigners
_CUE_REACH = 60  # words of the sentence among which a reading's cues count first
_BACK = 8  # sentences before a word whose countries count for it, within its paragraph
_MANY = 50  # countries of one sentence that are looked at
_PAIR_BACK = 40  # sentences back to the second of two countries
_MARGIN = 1.1


class Context:
    """The countries of one article: how often and where each is named."""

    def __init__(self, article: Article, layout: Layout, index: ActorIndex, places: PlaceNames) -> None:
        self.article = article
        self.layout = layout
        self.parse = layout.parse
        self.index = index
        self.places = places
        self.date = article.date
        self.weights: dict[str, float] = {}
        self.guess: str | None = None  # where no country is named: the one that its people's names suggest
        self._at: dict[int, list[tuple[int, str, float]]] = {}  # by sentence: word, code, weight
        self._count()

    @cached_property
    def present(self) -> frozenset[str]:
        """All chunks of the article's words."""
        return frozenset(c for w in self.parse.words for c in chunks(w))

    def _count(self) -> None:
        spans = {id(s): s for s in (*self.layout.names, *self.layout.adjectives.values())}
        unknown: list[NameSpan] = []
        for span in spans.values():
            codes = self._codes(span)
            for code in codes:
                weight = _ADJECTIVE if span.head in self.layout.adjectives else 1.0
                self.add(span.head, code, weight / len(codes))
            if not span.entries and span.label in ("LOC", "FAC"):
                unknown.append(span)
            elif not span.entries and span.label == "ORG" and span.end - span.start > 1:
                city = self.places.city_country(self.parse.words[span.start])
                if city:
                    self.add(span.head, city, 0.4)
        for code in self.dateline:
            self.weights[code] = self.weights.get(code, 0.0) + 2
        if not self.weights:
            for code in self.headline:
                self.weights[code] = self.weights.get(code, 0.0) + 1
        known = dict(self.weights)
        for span in unknown:
            place = self.places.country(self.text(span), known)
            if place:
                self.add(span.head, place, 0.7)

    def add(self, word: int, code: str, weight: float) -> None:
        """Counts one naming of a country."""
        self.weights[code] = self.weights.get(code, 0.0) + weight
        if len(self.parse):
            self._at.setdefault(self.parse.sentence_of[word], []).append((word, code, weight))

    def namings(self) -> list[tuple[int, str, float]]:
        """Every naming of a country in the order of the text: the word, the code, what it weighs."""
        return sorted(naming for namings in self._at.values() for naming in namings)

    def text(self, span: NameSpan) -> str:
        """The words of a span."""
        return self.parse.text[self.parse.anchor(span.start, span.end).slice]

    def _codes(self, span: NameSpan) -> list[str]:
        codes: dict[str, None] = {}
        for entry in span.entries:
            if entry.country:
                codes[entry.country.code] = None
            elif entry.actor and entry.actor.covers(self.date):
                codes[entry.actor.code] = None
            elif entry.readings:
                reading = self.reading(entry, span.head)
                if reading and reading.code:
                    return [reading.code]
        return list(codes)

    @cached_property
    def dateline(self) -> list[str]:
        """The countries of the dateline."""
        if self.article.dateline is None:
            return []
        pieces = list(chunks(self.article.text[self.article.dateline.slice]))
        found: dict[str, None] = {}
        for i in range(len(pieces)):
            length, entries = self.index.names.longest(pieces, i)
            for entry in entries:
                if entry.country and entry.kind in ("country", "capital"):
                    found[entry.country.code] = None
                elif entry.readings and (reading := self.reading(entry, 0)) and reading.code:
                    found[reading.code] = None
        if not found and pieces:
            place = self.article.text[self.article.dateline.slice].split(",")[0].split("(")[0].strip()
            code = self.places.country(place.title(), dict(self.weights))
            if code:
                found[code] = None
        return list(found)

    @cached_property
    def headline(self) -> list[str]:
        """The countries that the headline names."""
        pieces = list(chunks(self.article.headline or ""))
        found: dict[str, None] = {}
        i = 0
        while i < len(pieces):
            length, entries = self.index.names.longest(pieces, i)
            codes = {e.country.code for e in entries if e.country and not e.exact}
            if len(codes) == 1:
                found.update(dict.fromkeys(codes))
            i += max(length, 1)
        return list(found)

    def reading(self, entry: Entry, word: int) -> ReadingRow | None:
        """What an ambiguous name stands for, by the cues of its sentence, else of the article."""
        sentence = self.parse.sentence_range(self.parse.sentence_of[word]) if len(self.parse) else (0, 0)
        first, last = max(sentence[0], word - _CUE_REACH), min(sentence[1], word + _CUE_REACH)
        near = frozenset(c for w in self.parse.words[first:last] for c in chunks(w))
        own = frozenset(chunks(entry.form))
        for scope in (near - own, self.present):
            counts = [(_hits(row, scope), row) for row in entry.readings if row.cues]
            top = max((n for n, _ in counts), default=0)
            best = [row for n, row in counts if n == top]
            if top and len(best) == 1:
                return best[0]
        return next((row for row in entry.readings if not row.cues and row.covers(self.date)), None)

    @property
    def home(self) -> str | None:
        """The country whose domestic actors need no country in this article, where that is plain."""
        return self._plain(self._national(), _HOME_MARGIN)

    @property
    def alone(self) -> str | None:
        """The country of the article where next to no other is named."""
        return self._plain(self._national(), _ALONE_MARGIN)

    def _national(self) -> dict[str, float]:
        return {c: w for c, w in self.weights.items() if c in self.index.countries}

    def local(self, word: int) -> str | None:
        """The country that is plain for a domestic actor at a word: named near before it, or the article's."""
        if self.home is not None or not self.weights:
            return self.home or self.guess
        sentence = self.parse.sentence_of[word]
        paragraph = self.parse.paragraph_of[word]
        scores = self._national()
        for back in range(-1, _BACK):
            for at, code, weight in self._at.get(sentence - back, ())[:_MANY]:
                if code not in scores:
                    continue
                if back == 0:
                    scores[code] += (3 if at < word else 1.5) * weight
                elif abs(back) == 1:
                    scores[code] += (2 if back == 1 else 0.7) * weight
                elif self.parse.paragraph_of[at] == paragraph:
                    scores[code] += 0.7 * weight
        return self._plain(scores, _MARGIN)

    def pair(self, word: int) -> list[str]:
        """The two countries named last before a word ("the two sides"); empty where there are not two."""
        found: dict[str, None] = {}
        sentence = self.parse.sentence_of[word]
        for back in range(_PAIR_BACK):
            for at, code, _ in sorted(self._at.get(sentence - back, ()), reverse=True):
                if at < word and code in self.index.countries:
                    found[code] = None
                    if len(found) == 2:
                        return sorted(found)
        return []

    @staticmethod
    def _plain(scores: Mapping[str, float], margin: float) -> str | None:
        ranked = sorted(scores.items(), key=lambda x: -x[1])
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][1] >= margin * ranked[1][1]:
            return ranked[0][0]
        return None


def _hits(row: ReadingRow, scope: Iterable[str]) -> int:
    words = scope if isinstance(scope, frozenset) else frozenset(scope)
    return sum(set(chunks(cue)) <= words for cue in row.cues)
