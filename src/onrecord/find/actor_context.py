"""Which countries an article speaks of, where; readings of ambiguous names; the country that is plain at a word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.find.actor_doubts import Doubts, supported
from onrecord.find.actor_several import Several
from onrecord.find.actor_votes import NameVotes
from onrecord.find.place_names import PlaceNames
from onrecord.lang.actor_index import ActorIndex, Entry, chunks, chunks_of
from onrecord.lang.actors import ReadingRow
from onrecord.lang.name_kinds import NameKinds
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_spans import NameSpan
from onrecord.parse.mentions import Entities
from onrecord.schema import Article

__all__ = ["Context", "Tables"]

_ADJECTIVE = 0.6  # the weight of a country's adjective beside its name's
_DOUBTFUL = 0.5  # the same of an acronym or a name of common words
_WEIGHTS = {"media": 0.0, "company": 0.2, "institute": 0.2}  # whose country says little of the article's
_INSIDE = 3  # words of a place's name in a body's: "New South Wales Police"
_CITY = 0.4  # the weight of a city in an organisation's name
_TELL = 0.5  # the weight of words that tell the country
_SMALL = 0.3  # the weight of a place of few people
_HOME_MARGIN = 3.0  # how much more the article's country must weigh than the next
_ALONE_MARGIN = 3.0  # the same for those who may be foreigners
_CUE_REACH = 60  # words of the sentence among which a reading's cues count first
_BACK = 8  # sentences before a word whose countries count for it, within its paragraph
_TOWNS = frozenset({"capital", "region", "reading"})
_BEFORE = frozenset({"compound", "nmod:desc", "nmod:unmarked", "flat"})
_MANY = 50  # countries of one sentence that are looked at
_MARGIN = 1.1


@dataclass(frozen=True)
class Tables:
    """What of a language pack tells of countries."""

    index: ActorIndex
    places: PlaceNames
    doubts: Doubts
    kinds: NameKinds
    tells: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]
    treaties: frozenset[str]


class Context:
    """The countries of one article: how often and where each is named."""

    def __init__(self, article: Article, found: Entities, tables: Tables) -> None:
        self.article = article
        self.found = found
        self.layout = found.layout
        self.parse = found.layout.parse
        self.index = tables.index
        self.places = tables.places
        self.date = article.date
        self.weights: dict[str, float] = {}
        self.strong: dict[str, float] = {}  # what countries, their people and greater places weigh without the rest
        self.media: dict[str, int] = {}  # how often media of countries are named
        self.guess: str | None = None  # where no country is named: the one that its people's names suggest
        self.votes = NameVotes(tables.kinds, ())
        self._doubts = tables.doubts
        self._tells = tables.tells
        self._treaties = tables.treaties
        self._believed: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()  # the countries that more than a doubtful name speaks for
        self._at: dict[int, list[tuple[int, str, float]]] = {}  # by sentence: word, code, weight
        self._count()

    @cached_property
    def present(self) -> frozenset[str]:
        """All chunks of the article's words."""
        return frozenset(chunks_of(self.parse.words))

    @cached_property
    def _spans(self) -> list[NameSpan]:
        spans = {id(s): s for s in (*self.layout.names, *self.layout.adjectives.values())}
        acting = (s for s in spans.values() if not self.is_of_treaty(s))
        return [s for s in acting if not s.entries or not self._is_person(s)]

    def is_of_treaty(self, name: NameSpan) -> bool:
        """Whether a town only gives its name to what was agreed there: "the [Lisbon] treaty" is not Portugal's. What
        a country or its people are said to have is theirs: "the Iran deal"."""
        parse = self.parse
        if name.end >= len(parse) or parse.lower[name.end] not in self._treaties:
            return False
        if name.start and parse.upos[name.start - 1] == "VERB":
            return False  # "offered Paris talks"
        if parse.heads[name.head] != name.end or parse.deprel[name.head] not in _BEFORE or name.label == "PERSON":
            return False
        return all(entry.kind in _TOWNS for entry in name.entries)

    def _is_person(self, span: NameSpan) -> bool:
        """Whether a name of the tables is someone's here ("Jordan")."""
        entity = self.found.entity_at.get(span.head)
        return entity is not None and entity.kind == "person" and span.head in self.layout.name_at

    def _count(self) -> None:
        """Counts the namings of countries and of what is plainly theirs."""
        unknown: list[NameSpan] = []
        for span in self._spans:
            shared = len(span.entries) > 1 and all(e.kind == "region" for e in span.entries)  # "Punjab"
            if shared or (not span.entries and span.label in ("LOC", "FAC")):
                unknown.append(span)
            elif span.entries:
                self._count_entries(span, tuple(e for e in span.entries if not self._doubts.is_doubtful(e)))
            elif span.label in ("ORG", "MISC", "NORP"):
                self._count_cities(span)
        for code in self.dateline:
            self.weights[code] = self.weights.get(code, 0.0) + 2
            self.strong[code] = self.strong.get(code, 0.0) + 2
        if not self.weights:
            for code in self.headline:
                self.weights[code] = self.weights.get(code, 0.0) + 1
                self.strong[code] = self.strong.get(code, 0.0) + 1
        known = dict(self.weights)
        for span in unknown:
            place = self.places.seat(self.text(span), known)
            if place:
                self.add(span.head, place.country, 0.7 if place.sure else _SMALL, strong=place.sure)
            else:
                self._count_cities(span)
        self._count_tells()

    def _count_entries(self, span: NameSpan, entries: tuple[Entry, ...]) -> None:
        codes = self._codes(span, entries)
        for code, weight in codes.items():
            if not weight:
                self.media[code] = self.media.get(code, 0) + 1
            adjective = _ADJECTIVE if span.head in self.layout.adjectives else 1.0
            self.add(span.head, code, adjective * weight / len(codes), strong=weight >= 1)

    def _count_cities(self, span: NameSpan) -> None:
        for word, code in self.inside(span.start, span.end):
            self.add(word, code, _CITY)

    def inside(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Countries, cities and regions in the name of a body: "Ulsan Jungbu Police Precinct", "Bank of Korea"."""
        words = self.parse.words
        i = start
        while i < end:
            for length in range(_INSIDE, 0, -1):
                form = " ".join(words[i : min(i + length, end)])
                if words[i][0].isupper() and len(words[i]) > 2 and (code := self._inside(form, i)):
                    yield i, code
                    i += length - 1
                    break
            i += 1

    def _inside(self, form: str, word: int) -> str | None:
        """The country, greater city or region of one or two words in a body's name."""
        entries = self.index.names.get(chunks(form))
        codes = {e.country.code for e in entries if e.country and not e.exact}
        readings = (self.reading(e, word) for e in entries if e.readings)
        codes.update(row.code for row in readings if row is not None and row.code in self.index.countries)
        return codes.pop() if len(codes) == 1 else self.places.city_country(form)

    def _count_tells(self) -> None:
        """Words that tell the country though they do not name it: a currency, a parliament."""
        words, tells = self.parse.words, self._tells
        for i in [i for i, word in enumerate(words) if word in tells]:
            for form, codes in tells[words[i]]:
                if words[i : i + len(form)] == form:
                    for code in codes:
                        self.add(i, code, _TELL / len(codes))

    def settle(self, entities: Sequence[Entity]) -> None:
        """Believes or doubts the doubtful names, once all else is counted and the people of the article are known."""
        self.votes = NameVotes(self.votes.kinds, entities)
        doubtful = [
            (span, [e for e in span.entries if self._doubts.is_doubtful(e)]) for span in self._spans if span.entries
        ]
        self._known = frozenset(self.weights)
        rows: dict[str, set[str]] = {}
        for _, entries in doubtful:
            for entry in entries:
                if entry.actor is not None and entry.actor.covers(self.date):
                    rows.setdefault(entry.actor.code, set()).add(entry.actor.name)
        if not rows:
            return
        votes = {} if self.weights else {code: self.votes.chance(code, self.votes.joint) for code in rows}
        self._believed = supported(rows, self.weights, votes)
        for span, entries in doubtful:
            if entries:
                self._count_entries(span, tuple(e for e in entries if self.is_believed(e)))

    def is_believed(self, entry: Entry) -> bool:
        """Whether a name of the tables may stand for its row in this article."""
        if not self._doubts.is_doubtful(entry):
            return True
        assert entry.actor is not None
        if entry.actor.code in self._believed or self._doubts.is_own(entry, self._known):
            return True
        return entry.actor.kind == "group" and not self._doubts.armed.isdisjoint(self.present)

    def is_borne(self, entry: Entry) -> bool:
        """Whether a name of the tables is one that several bodies may have, an acronym above all."""
        return self._doubts.is_borne(entry)

    def bearers(self, entries: Iterable[Entry]) -> list[str]:
        """The countries of the article that are known to have a body of such a name."""
        return self._doubts.bearers(entries, self._known)

    def meant(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Of rows of several countries that of the one whose body a name means, if none of the others is named."""
        own = tuple(e for e in entries if e.actor is not None and self._doubts.is_own(e, self._known))
        if not own or any(e.actor is not None and e.actor.code in self._known for e in entries if e not in own):
            return entries
        return own

    def add(self, word: int, code: str, weight: float, *, strong: bool = False) -> None:
        """Counts one naming of a country; `strong`: by its own name, its people's or a greater place's."""
        if not weight:
            return
        self.weights[code] = self.weights.get(code, 0.0) + weight
        if strong:
            self.strong[code] = self.strong.get(code, 0.0) + weight
        if len(self.parse):
            self._at.setdefault(self.parse.sentence_of[word], []).append((word, code, weight))

    def namings(self) -> list[tuple[int, str, float]]:
        """Every naming of a country in the order of the text: the word, the code, what it weighs."""
        return sorted(naming for namings in self._at.values() for naming in namings)

    def text(self, span: NameSpan) -> str:
        """The words of a span."""
        return self.parse.line(span.start, span.end)

    def _codes(self, span: NameSpan, entries: tuple[Entry, ...]) -> dict[str, float]:
        """The countries that a name may speak for, each with what that weighs."""
        codes: dict[str, float] = {}
        for entry in entries:
            if entry.country:
                codes[entry.country.code] = 1.0
            elif entry.actor and entry.actor.covers(self.date):
                doubtful = entry.exact and entry.form.isupper() or self._doubts.is_doubtful(entry)
                weight = min(_DOUBTFUL if doubtful else 1.0, _WEIGHTS.get(entry.actor.kind, 1.0))
                codes.setdefault(entry.actor.code, weight)
            elif entry.readings:
                reading = self.reading(entry, span.head)
                if reading and reading.code:
                    return {reading.code: 1.0}
        return codes

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
        near = frozenset(chunks_of(self.parse.words[first:last]))
        own = frozenset(chunks(entry.form))
        for scope in (near - own, self.present):
            counts = [(_hits(row, scope), row) for row in entry.readings if row.cues]
            top = max((n for n, _ in counts), default=0)
            best = [row for n, row in counts if n == top]
            if top and len(best) == 1:
                wide = scope is self.present and best[0].actor is not None and best[0].code in self.index.countries
                if wide and self.home not in (None, best[0].code):
                    continue  # "the Senate" of a page about Bolivia that mentions Washington
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

    @cached_property
    def several(self) -> Several:
        """Whom "both sides" and "all three" mean."""
        return Several(self.parse, self._at, self.index.countries)

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
