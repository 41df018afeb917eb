"""Surnames of the people of an article that the encoder took for no name, or for a body's or a place's."""

from collections.abc import Iterable

from onrecord.lang.actor_index import ActorIndex, chunks
from onrecord.parse.parse import Parse, Span

__all__ = ["bare_surnames", "label_of"]

_MISTAKEN = ("ORG", "MISC", "LOC", "PRODUCT")  # what the encoder may take a bare surname for


def bare_surnames(parse: Parse, index: ActorIndex) -> Iterable[Span]:
    """Surnames of the article's people that the encoder took for no name: "“Go” — [Diaz], on hearing it"."""
    if not parse.surnames:
        return ()
    named = {i for name in parse.names for i in range(name.start, name.end)}
    found = (i for i, lower in enumerate(parse.lower) if lower in parse.surnames and i not in named)
    alone = (i for i in found if _is_alone(parse, i) and not index.names.get(chunks(parse.words[i])))
    return [Span(i, i + 1, "PERSON") for i in alone]


def label_of(parse: Parse, index: ActorIndex, span: Span, start: int, end: int) -> str:
    """What a name is; a surname of the article's people that the encoder took for a body or a place is its bearer's,
    but for what the tables know ("Washington")."""
    bare = span.label in _MISTAKEN and end - start == 1 and parse.words[start].istitle()
    known = bare and bool(index.names.get(chunks(parse.words[start])))
    return "PERSON" if bare and not known and parse.lower[start] in parse.surnames else span.label


def _is_alone(parse: Parse, word: int) -> bool:
    """Whether a capitalised noun is no part of a longer name."""
    if parse.upos[word] != "PROPN" or not parse.words[word].istitle():
        return False
    beside = (word - 1, word + 1)
    return not any(0 <= i < len(parse) and parse.upos[i] == "PROPN" and parse.words[i] != "." for i in beside)
