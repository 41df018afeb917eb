"""Names of the tables that may be another body's: acronyms of a few letters, names made of common words.

"NPA" is a Filipino army and the police of Korea; "Democratic Alliance" is a party of many countries. Such a name stands
for the row of the tables only where something else in the article speaks for its country. A name that the news knows as
one country's needs nothing else ("SBU"), unless the article tells of a country that has another of that name.
"""

from collections.abc import Collection, Iterable, Mapping

from onrecord.lang.actor_index import ActorIndex, Entry, chunks
from onrecord.lang.actors import BearerRow

__all__ = ["Doubts", "supported"]

_LETTERS = 4  # of acronyms that several bodies may have
_GROUP_LETTERS = 3  # the same for armed groups
_WORDS = 2  # of a country's name or adjective within a body's: "South Korean military"
_VOTES = 0.3  # the share of a country among the names of an article's people that speaks for its bodies


class Doubts:
    """Knows which names of an index are doubtful; one for all articles."""

    def __init__(
        self,
        index: ActorIndex,
        words: Mapping[str, frozenset[str]],
        bearers: Mapping[tuple[str, ...], BearerRow],
    ) -> None:
        self._index = index
        self._bearers = bearers
        self._famous = frozenset(chunks(form) for form in words["famous"])
        self._common = frozenset(chunks(form) for form in words["doubtful"])
        self.armed = frozenset(words["armed"])
        self._known: dict[tuple[str, str, str], bool] = {}

    def is_doubtful(self, entry: Entry) -> bool:
        """Whether a name alone does not say that this row is meant."""
        row = entry.actor
        if row is None or row.basis.startswith("user"):
            return False
        key = (entry.form, row.code, row.name)
        if key not in self._known:
            self._known[key] = self._is_doubtful(entry.form, row.code, row.kind)
        return self._known[key]

    def _is_doubtful(self, form: str, code: str, kind: str) -> bool:
        parts = chunks(form)
        if parts in self._common:
            return True
        if code not in self._index.countries or parts in self._famous or kind == "media":
            return False
        whose = self._bearers.get(parts)
        if whose is not None:
            return whose.code != code or bool(whose.others)
        if self._names_country(parts, code):
            return False
        if len(parts) == 1 and form.replace(".", "").isupper():
            return len(parts[0]) <= (_GROUP_LETTERS if kind == "group" else _LETTERS)
        return all(part in self._index.shared for part in parts)

    def is_own(self, entry: Entry, known: Collection[str]) -> bool:
        """Whether a name means this row's body where no country that has another is known of."""
        whose = self._bearers.get(chunks(entry.form))
        if whose is None or entry.actor is None or whose.code != entry.actor.code:
            return False
        return not any(other in known for other in whose.others)

    def bearers(self, entries: Iterable[Entry], known: Collection[str]) -> list[str]:
        """The countries among those known of that have a body of such a name."""
        rows = (row for entry in entries if (row := self._bearers.get(chunks(entry.form))))
        return list(dict.fromkeys(other for row in rows for other in row.others if other in known))

    def is_borne(self, entry: Entry) -> bool:
        """Whether a doubtful name is an acronym or one of which the tables say whose it is."""
        form = entry.form.replace(".", "")
        listed = chunks(entry.form) in self._bearers or (" " not in form and form.isupper())
        return listed and self.is_doubtful(entry)

    def _names_country(self, parts: tuple[str, ...], code: str) -> bool:
        """Whether a name says itself whose it is: "American military"."""
        own = (parts[i : i + size] for i in range(len(parts)) for size in (1, _WORDS) if len(parts) > size)
        return any(e.country is not None and e.country.code == code for key in own for e in self._index.names.get(key))


def supported(rows: Mapping[str, set[str]], known: Mapping[str, float], votes: Mapping[str, float]) -> frozenset[str]:
    """The codes whose doubtful names are believed: those named otherwise, by several bodies, by the people's names.

    >>> sorted(supported({"PHL": {"NPA"}, "IND": {"NCP", "BSP"}, "MMR": {"NLD"}}, {"MMR": 1.0}, {}))
    ['IND', 'MMR']
    """
    return frozenset(
        code
        for code, names in rows.items()
        if code in known or len(names) > 1 or (not known and votes.get(code, 0.0) >= _VOTES)
    )
