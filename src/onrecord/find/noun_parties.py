"""The parties that a noun phrase stands for, each worked out once: of itself, of its name, of whose it is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from onrecord.find.known import PAIR, TOWN, TREATY, parts_of, rule_of
from onrecord.find.slots import Tree
from onrecord.schema import Actor, Mention, Party, Place

__all__ = ["OWNERS", "Parties", "Resolver", "once", "party_key"]

_OUTSIDE = frozenset({"acl", "acl:relcl", "appos", "advcl", "conj", "cc", "parataxis", "punct", "dep", "list"})
_NESTED = 2  # genitives within genitives
_BEFORE = ("amod", "compound")
_NAMES = ("appos", "flat")
_PLURAL = ("NNS", "NNPS")
_GUESSED = ("role-at-home", PAIR)  # the rules of a noun that does not say its country
_TOLD = "modifier"  # the rule of a noun that has the country of a name among its words
OWNERS = frozenset({"owner", "modifier", "adjective"})


class Resolver(Protocol):
    """What the finders ask of `onrecord.find.actors.ActorResolver`."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of the article with their actors, in order."""

    @property
    def countries_named(self) -> tuple[Mention, ...]:
        """The mentions of somebody with a code, and the countries' adjectives besides, in order."""

    def place(self, start: int, end: int) -> Place:
        """The place that words name, found in the gazetteer where that is plain."""

    def party(self, start: int, end: int) -> Party:
        """The party that the words [start, end) stand for."""


class Parties:
    """The parties of an article's noun phrases, each worked out once."""

    def __init__(self, tree: Tree, resolver: Resolver) -> None:
        self._tree = tree
        self._resolver = resolver
        self._found: dict[int, list[Party]] = {}
        self._together: dict[int, tuple[Party, ...]] = {}

    def together(self, word: int) -> tuple[Party, ...]:
        """The parties of the noun phrase of a head word and of what is coordinated with it; none of a time."""
        found = self._together.get(word)
        if found is None:
            parts = [] if self._tree.is_time(word) and not self._is_pair(word) else _coordinated(self._tree, word)
            found = self._together[word] = once(p for part in parts for p in self.of(part) if p.anchor is not None)
        return found

    def _is_pair(self, word: int) -> bool:
        """Whether a number is no hour but means two that were named: "praised the two"."""
        number = self._tree.parse.upos[word] == "NUM"
        return number and any(p.actor is not None and rule_of(p.actor) == PAIR for p in self.of(word))

    def of(self, word: int) -> list[Party]:
        """The parties of the noun phrase of a head word, without what is coordinated with it."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = _described(self._tree, self._resolver, word)
        return found

    def town(self, word: int) -> Party | None:
        """The country of a town without a row, where its name leaves no doubt: "bombed Khost", "the city of Khost"."""
        parse, tree = self._tree.parse, self._tree
        within = [c for c in parse.children[word] if tree.case[c] in tree.words_of("genitive")]
        for w in (word, *(within if parse.lemma[word] in tree.words_of("town_noun") else ())):
            if parse.upos[w] == "PROPN" and any(n.start <= w < n.end and n.label == "LOC" for n in parse.names):
                start, end = _range(tree, w)
                country = self._resolver.place(start, end).country
                return replace(self.of(word)[0], actor=Actor(country, rule=TOWN)) if country else None
        return None


def _coordinated(tree: Tree, word: int) -> list[int]:
    """A noun and those coordinated with it, without those that are named as not meant."""
    parse = tree.parse
    found = [word, *(c for c in parse.children[word] if parse.deprel[c] == "conj" and not tree.is_verb(c))]
    return [w for w in found if not tree.is_left_out(w)]


def _range(tree: Tree, word: int) -> tuple[int, int]:
    """The words of a noun phrase without its clauses, appositions and coordinated parts."""
    parse = tree.parse
    start, end = parse.subtree(word)
    for c in parse.children[word]:
        if parse.deprel[c] in _OUTSIDE:
            left, right = parse.subtree(c)
            if c > word:
                end = min(end, max(left, word + 1))
            elif right <= word:
                start = max(start, right)
    cases = [c for c in parse.children[word] if c < word and parse.deprel[c] == "case"]
    return max([start, *(c + 1 for c in cases)]), end


def _described(tree: Tree, resolver: Resolver, word: int) -> list[Party]:
    """The party of a noun phrase; an unknown one has the actor of its owner or adjective: "Turkey's efforts", "the
    resolution of the UN"; "the Turkish and Greek sides" are two."""
    parse = tree.parse
    party = resolver.party(*_range(tree, word))
    if party.actor is not None and party.actor.rule == TREATY:
        return [replace(party, actor=None)]
    if parse.lemma[word] in tree.words_of("other_party"):  # whose neighbour it is says that it is another
        own = party.actor is not None and party.actor.rule in OWNERS
        return [replace(party, actor=None) if own else party]
    described = party.actor is None or party.actor.rule in OWNERS
    named = _named(tree, resolver, word) if described else None
    if named is not None:
        return [replace(party, actor=named)]
    several = _listed(tree, resolver, word, party)
    if several:
        return several
    if party.actor is not None and party.actor.code:
        return [party]
    owner = _owner(tree, resolver, word, depth=_NESTED)
    if owner is not None:
        return [replace(party, actor=replace(owner, rule="owner"))]
    return [party]


def _listed(tree: Tree, resolver: Resolver, word: int, party: Party) -> list[Party]:
    """The parties of a noun that several names tell of: "the Turkish and Greek sides", "curbs on Chad and Mali", "the
    ministers, Ana Diaz of Peru and Li Wei of China"."""
    parse, actor = tree.parse, party.actor
    described = actor is None or actor.rule in OWNERS
    for c in parse.children[word]:
        relation = parse.deprel[c]
        of = relation == "nmod" and tree.case[c] in tree.words_of("genitive")
        told = relation == "nmod" and actor is not None and actor.rule == _TOLD  # the noun is known by a name beside it
        who = relation == "appos" and parse.upos[c] == "PROPN" and parse.xpos[word] in _PLURAL
        guessed = actor is not None and actor.rule in _GUESSED
        if relation not in _BEFORE and not (described and (of or told)) and not (who and (described or guessed)):
            continue
        others = [d for d in parse.children[c] if parse.deprel[d] == "conj"]
        found = [resolver.party(*((d, d + 1) if not who else _range(tree, d))) for d in (c, *others) if others]
        if not found or not all(p.actor is not None and p.actor.code for p in found):
            continue
        if told and not of and set(parts_of(found[:1])) != set(parts_of([party])):
            continue
        sector = None if actor is None or who else actor.sector
        return [replace(p, actor=replace(p.actor, sector=sector or p.actor.sector)) for p in found if p.actor]
    return []


def _named(tree: Tree, resolver: Resolver, word: int) -> Actor | None:
    """Who a noun is by the name right behind it: "his Chadian counterpart [Abderaman Koulamallah]"."""
    parse = tree.parse
    for c in parse.children[word]:
        if parse.upos[c] == "PROPN" and parse.deprel[c] in _NAMES and parse.subtree(c)[0] == word + 1:
            actor = resolver.party(*_range(tree, c)).actor
            return actor if actor is not None and actor.code else None
    return None


def _owner(tree: Tree, resolver: Resolver, word: int, *, depth: int) -> Actor | None:
    """The known actor whose thing or part a noun is: "tens of thousands of Chadians"."""
    parse = tree.parse
    genitives = tree.words_of("genitive")
    for c in parse.children[word]:
        relation = parse.deprel[c]
        owns = relation in ("nmod:poss", "amod", "compound") or (relation == "nmod" and tree.case[c] in genitives)
        if owns and parse.upos[c] != "PRON":
            actor = resolver.party(*_range(tree, c)).actor
            if actor is not None and actor.code:
                return actor
            if depth and relation == "nmod":
                deeper = _owner(tree, resolver, c, depth=depth - 1)
                if deeper is not None:
                    return deeper
    return None


def once(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each once."""
    found: dict[tuple[object, ...], Party] = {}
    for party in parties:
        found.setdefault(party_key(party), party)
    return tuple(found.values())


def party_key(party: Party) -> tuple[object, ...]:
    if party.actor is not None and party.actor.code:
        return (party.actor.code, party.actor.sector, party.actor.name)
    return (party.anchor,)
