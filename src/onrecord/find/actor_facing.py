"""Which countries somebody faces in what he does: "police accused [Turkey]" are not Turkey's."""

from collections.abc import Iterator, Mapping

from onrecord.find.actor_context import Context
from onrecord.parse.parse import Parse

__all__ = ["FacingReader"]

_AS_ONE = frozenset({"country", "capital", "metonym"})  # names that stand for who governs, not for who lives there
_SUBJECTS = ("nsubj", "nsubj:pass")


class FacingReader:
    """Reads the clauses of one article."""

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self.context = context
        self._facing = words["facing"]

    def countries(self, word: int) -> frozenset[str]:
        """The countries that a subject acts on as another: the object of its verb, whom it turns against, who did it
        to it."""
        parse = self.context.parse
        if parse.deprel[word] not in _SUBJECTS:
            return frozenset()
        verb = parse.heads[word]
        met = (child for child in parse.children[verb] if child != word and self._is_met(parse, child))
        return frozenset(code for child in met for code in self._codes(child))

    def _is_met(self, parse: Parse, child: int) -> bool:
        relation = parse.deprel[child]
        if relation in ("obj", "iobj", "obl:agent"):
            return True
        return relation == "obl" and any(
            parse.lower[c] in self._facing for c in parse.children[child] if parse.deprel[c] == "case"
        )

    def _codes(self, word: int) -> Iterator[str]:
        """The country that a word names as one that acts."""
        span = self.context.layout.name_at.get(word)
        for entry in span.entries if span is not None else ():
            if entry.kind in _AS_ONE and entry.country is not None:
                yield entry.country.code
            elif entry.readings and span is not None:
                row = self.context.reading(entry, span.head)
                if row is not None and row.code is not None and row.actor is None:
                    yield row.code
