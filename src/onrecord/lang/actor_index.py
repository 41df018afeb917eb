"""The actor tables prepared for looking up: the longest match of names and role words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from onrecord.lang.actors import ActorRow, CountryRow, ReadingRow, RegionRow, RoleRow, TitleRow

__all__ = [
    "ActorIndex",
    "ActorTables",
    "Entry",
    "NameIndex",
    "PlainNames",
    "all_chunks",
    "chunks",
    "chunks_of",
    "plain_names",
]

T = TypeVar("T")

_ACRONYM = re.compile(r"(?<!\w)(?:\w\.){2,}\w?(?!\w)|(?<!\w)(?:\w\.){1,}\w(?!\w)")
_SPACED = {i: " " for i in range(128) if not chr(i).isalnum()}
_COUNTRIES = 6  # a word that names of so many countries hold says nothing
_CHUNK = re.compile(r"'s(?!\w)|[^\W_]+")


@lru_cache(maxsize=20_000)
def chunks(text: str) -> tuple[str, ...]:
    """The parts of a name that are compared: small letters without accents, full stops or hyphens.

    >>> chunks("Côte d’Ivoire"), chunks("U.N."), chunks("Lord's"), chunks("al-Qaeda")
    (('cote', 'd', 'ivoire'), ('un',), ('lord', "'s"), ('al', 'qaeda'))
    """
    if _is_plain(text):
        return tuple(text.lower().translate(_SPACED).split())
    text = _ACRONYM.sub(lambda m: m.group().replace(".", ""), text.replace("’", "'"))
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    return tuple(_CHUNK.findall("".join(c for c in plain if not unicodedata.combining(c))))


def chunks_of(words: Iterable[str]) -> tuple[str, ...]:
    """The `chunks` of words that follow one another.

    >>> chunks_of(["Ban", "Ki-moon"])
    ('ban', 'ki', 'moon')
    """
    return tuple(chain.from_iterable(map(chunks, words)))


def all_chunks(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The `chunks` of many names, the plain ones in one go.

    >>> all_chunks(["Ban Ki-moon", "Côte d’Ivoire"])
    [('ban', 'ki', 'moon'), ('cote', 'd', 'ivoire')]
    """
    plain = [name for name in names if _is_plain(name)]
    lines = iter("\n".join(plain).lower().translate(_SPACED | {ord("\n"): "\n"}).split("\n"))
    kept: dict[str, str] = {}  # many names have a part in common, which is stored once
    return [
        tuple([kept.setdefault(part, part) for part in (next(lines).split() if _is_plain(name) else chunks(name))])
        for name in names
    ]


def _is_plain(text: str) -> bool:
    return text.isascii() and "." not in text and "'" not in text


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: `kind` is country, adjective, people, capital, metonym, region, actor or reading."""

    kind: str
    form: str
    country: CountryRow | None = None
    actor: ActorRow | None = None
    readings: tuple[ReadingRow, ...] = ()
    exact: bool = False  # an acronym or a short name: only as written here
    article: str | None = None  # "the" of a name that is none without it ("The Times", "the North")


class NameIndex(Generic[T]):
    """Values by sequences of chunks, longest first.

    >>> index: NameIndex[int] = NameIndex()
    >>> index.add("South Africa", 1); index.add("Africa", 2)
    >>> index.longest(["south", "africa", "said"], 0), index.longest(["africa"], 0), index.longest(["x"], 0)
    ((2, [1]), (1, [2]), (0, []))
    """

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], list[T]] = {}
        self._longest: dict[str, int] = {}

    def add(self, form: str, value: T) -> None:
        """Add a value under a form; forms without letters are ignored."""
        key = chunks(form)
        if key:
            self._values.setdefault(key, []).append(value)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def starts(self, words: Sequence[str]) -> list[int]:
        """Where among some chunks a form may begin: where `longest` is worth asking."""
        known = self._longest
        return [i for i, word in enumerate(words) if word in known]

    def get(self, key: tuple[str, ...]) -> list[T]:
        """The values of exactly these chunks."""
        return self._of(key) or []

    def longest(
        self, words: Sequence[str], start: int, accept: Callable[[T, int, int], bool] | None = None
    ) -> tuple[int, list[T]]:
        """The number of chunks of the longest form that begins at `start`, and its values."""
        top = self._longest.get(words[start], 0)
        for length in range(min(top, len(words) - start), 0, -1):
            values = self._of(tuple(words[start : start + length]))
            if values and accept:
                values = [v for v in values if accept(v, start, length)]
            if values:
                return length, values
        return 0, []

    def _of(self, key: tuple[str, ...]) -> list[T] | None:
        return self._values.get(key)


@dataclass(frozen=True)
class ActorTables:
    """The rows that an index is made of."""

    countries: Sequence[CountryRow]
    actors: Sequence[ActorRow]
    roles: Sequence[RoleRow]
    readings: Sequence[ReadingRow]
    titles: Sequence[TitleRow]
    regions: Sequence[RegionRow]
    articles: frozenset[str] = frozenset()


# What a name stands for, in plain values: the fields of its entry, rows by their numbers.
PlainEntry = tuple[str, str, int | None, int | None, tuple[int, ...], bool, str | None]


class PlainNames(NamedTuple):
    """The names of all tables in plain values, as the cache keeps them."""

    longest: dict[str, int]  # chunks of the longest name, by its first
    entries: dict[tuple[str, ...], list[PlainEntry]]
    shared: list[str]  # the words that names of several countries hold


class EntryNames(NameIndex[Entry]):
    """The entries of all names; each is made when it is first asked for: an article names a few of thousands."""

    def __init__(self, plain: PlainNames, tables: ActorTables) -> None:
        super().__init__()
        self._longest = plain.longest
        self._plain = plain.entries
        self._tables = tables

    def _of(self, key: tuple[str, ...]) -> list[Entry] | None:
        found = self._values.get(key)
        if found is None and key in self._plain:
            found = self._values[key] = list(map(self._entry, self._plain[key]))
        return found

    def _entry(self, plain: PlainEntry) -> Entry:
        kind, form, country, actor, readings, exact, article = plain
        tables = self._tables
        return Entry(
            kind,
            form,
            country=None if country is None else tables.countries[country],
            actor=None if actor is None else tables.actors[actor],
            readings=tuple(tables.readings[number] for number in readings),
            exact=exact,
            article=article,
        )


class ActorIndex:
    """All actor tables of a pack, prepared."""

    def __init__(self, tables: ActorTables, names: PlainNames | None = None) -> None:
        """`names`: what `plain_names` gives of the tables, where it is known."""
        names = names or plain_names(tables)
        countries, actors, roles = tables.countries, tables.actors, tables.roles
        self.names = EntryNames(names, tables)
        self.shared = frozenset(names.shared)
        self.roles = NameIndex[tuple[str, RoleRow]]()
        self.titles = {chunks(row.word): row for row in tables.titles}
        self.countries = {row.code: row for row in countries}
        self.by_name = {row.name: row for row in reversed(actors)}
        self.by_code = {row.code: row for row in reversed(actors)}
        listed = {word for role in roles for word in role.words}
        for role in roles:
            for word in role.words:
                self.roles.add(word, (word, role))
                many = _plural(word)
                if many != word and many not in listed:
                    self.roles.add(many, (word, role))


def plain_names(tables: ActorTables) -> PlainNames:
    """The names of all tables: of countries, regions, organisations, then those that are several things."""
    place = {row.code: number for number, row in enumerate(tables.countries)}
    readings: dict[str, list[int]] = {}
    for number, reading in enumerate(tables.readings):
        readings.setdefault(reading.name, []).append(number)
    found: list[tuple[str, str, int | None, int | None, tuple[int, ...]]] = []
    for number, row in enumerate(tables.countries):
        for kind, forms in (
            ("country", (row.name, *row.aliases)),
            ("adjective", row.adjectives),
            ("people", row.people),
            ("capital", row.capitals),
            ("metonym", row.metonyms),
        ):
            found += [(kind, form, number, None, ()) for form in dict.fromkeys(forms)]
    for region in tables.regions:
        found += [("region", form, place[region.country], None, ()) for form in (region.name, *region.aliases)]
    for number, actor in enumerate(tables.actors):
        found += [("actor", form, None, number, ()) for form in (actor.name, *actor.aliases)]
    found += [("reading", name, None, None, tuple(numbers)) for name, numbers in readings.items()]
    longest: dict[str, int] = {}
    entries: dict[tuple[str, ...], list[PlainEntry]] = {}
    for kind, written, country, held, read in found:
        form, exact, article = _form(written, tables.articles)
        key = chunks(form)
        if key:
            entries.setdefault(key, []).append((kind, form, country, held, read, exact, article))
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return PlainNames(longest, entries, _shared_words(tables.actors))


def _form(written: str, articles: frozenset[str]) -> tuple[str, bool, str | None]:
    """A name without its article, whether it counts only as written, and the article."""
    bare = written.replace(".", "")
    exact = len(bare) <= 3 or (bare.isupper() and len(bare) <= 12) or any(c.isupper() for c in bare[1:4])
    first, _, rest = written.partition(" ")
    article = first.lower() if rest and first.lower() in articles else None
    form = rest if article else written
    return form, exact and " " not in form, article


def _shared_words(actors: Sequence[ActorRow]) -> list[str]:
    """The words that names of several countries hold, in order; of actors of one name the first counts."""
    rows = {row.name: row for row in reversed(actors)}.values()
    holders = {(chunk, row.code) for row in rows for form in (row.name, *row.aliases) for chunk in chunks(form)}
    counts = Counter(chunk for chunk, _ in holders)
    return sorted(chunk for chunk, n in counts.items() if n >= _COUNTRIES)


def _plural(word: str) -> str:
    first, _, rest = word.partition(" of ")
    if rest:
        return f"{_plural(first)} of {rest}"
    first, _, rest = word.partition(" for ")
    if rest:
        return f"{_plural(first)} for {rest}"
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeo":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")
