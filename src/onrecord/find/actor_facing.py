"""Which countries somebody faces in what he does: "police accused [Turkey]" are not Turkey's."""

from collections.abc import Iterator, Mapping

from onrecord.find.actor_context import Context
from onrecord.parse.mention_phrases import is_backer

__all__ = ["FacingReader"]

_AS_ONE = frozenset({"country", "capital", "metonym"})  # names that stand for who governs, not for who lives there
_LANDS = frozenset({"country"})
_NOTHING: frozenset[str] = frozenset()
_BEFORE = 5  # words before a noun among which its backer is named
_SUBJECTS = ("nsubj", "nsubj:pass")


class FacingReader:
    """Reads the clauses of one article."""

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self.context = context
        self._facing, self._towards, self._backed = words["facing"], words["aiming"], words["backing"]

    def countries(self, word: int) -> frozenset[str]:
        """The countries that somebody is not of: the object of his verb, whom he turns against, who did it to him, who
        backs him."""
        return self._faced(word) | self._backing(word)

    def _faced(self, word: int) -> frozenset[str]:
        parse, verb = self.context.parse, self.context.parse.heads[word]
        if parse.deprel[word] == "obj" and self._backs(verb):
            backers = (c for c in parse.children[verb] if parse.deprel[c] == "nsubj")
            return frozenset(code for child in backers for code in self._codes(child))
        if parse.deprel[word] not in _SUBJECTS:
            return frozenset()
        found: set[str] = set()
        for child in parse.children[verb]:
            kinds = self._met_as(child) if child != word else _NOTHING
            if kinds:
                found.update(self._codes(child, kinds))
        return frozenset(found)

    def _backing(self, word: int) -> frozenset[str]:
        """The countries that are only said to back somebody: "[Turkish]-backed rebels", "rebels backed by [Turkey]"."""
        parse, layout = self.context.parse, self.context.layout
        before = (i for i in range(max(0, word - _BEFORE), word) if is_backer(layout, i, self._backed))
        behind = (c for backed in parse.children[word] if self._backs(backed) for c in parse.children[backed])
        found: set[str] = set()
        for child in (*before, *behind):
            adjective = layout.adjectives.get(child)
            entries = adjective.entries if adjective is not None else ()
            found.update(entry.country.code for entry in entries if entry.country is not None)
            found.update(self._codes(child))
        return frozenset(found)

    def _backs(self, word: int) -> bool:
        return self.context.parse.lemma[word].rpartition("-")[2] in self._backed

    def _met_as(self, child: int) -> frozenset[str]:
        """As what kinds of names a word would be met by a verb's subject: not a town at which something happened."""
        parse = self.context.parse
        relation = parse.deprel[child]
        if relation in ("obj", "iobj", "obl:agent"):
            return _AS_ONE
        cases = (
            [parse.lower[c] for c in parse.children[child] if parse.deprel[c] == "case"] if relation == "obl" else []
        )
        if not self._facing.isdisjoint(cases):
            return _AS_ONE
        return _NOTHING if self._towards.isdisjoint(cases) else _LANDS

    def _codes(self, word: int, kinds: frozenset[str] = _AS_ONE) -> Iterator[str]:
        """The country that a word names as one that acts."""
        span = self.context.layout.name_at.get(word)
        for entry in span.entries if span is not None else ():
            if entry.kind in kinds and entry.country is not None:
                yield entry.country.code
            elif entry.readings and span is not None:
                row = self.context.reading(entry, span.head)
                if row is not None and row.code is not None and row.actor is None:
                    yield row.code
