"""The actors and recipients of an event, as parties of the resolver."""

from collections.abc import Iterable
from typing import Protocol

from onrecord.find.slots import Slots, Tree
from onrecord.find.triggers import Hit
from onrecord.parse.parse import Parse
from onrecord.schema import Party

__all__ = ["PlainResolver", "Resolver", "Sides", "find_sides"]

Sides = tuple[tuple[Party, ...], tuple[Party, ...], bool]


class Resolver(Protocol):
    """What the finders ask of `onrecord.find.actors.ActorResolver`."""

    def party(self, start: int, end: int) -> Party:
        """The party that the words [start, end) stand for."""

    def parties(self, word: int) -> tuple[Party, ...]:
        """The parties that the noun phrase of a head word stands for, one a coordinated part."""


class PlainResolver:
    """A resolver without tables: parties are words, their actors unresolved."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    def party(self, start: int, end: int) -> Party:
        """The party of a range of words."""
        anchor = self._parse.anchor(start, end)
        return Party(anchor, self._parse.text[anchor.slice])

    def parties(self, word: int) -> tuple[Party, ...]:
        """The word and what is coordinated with it."""
        heads = [word, *(c for c in self._parse.children[word] if self._parse.deprel[c] == "conj")]
        return tuple(self.party(h, h + 1) for h in heads)


def find_sides(tree: Tree, hit: Hit, resolver: Resolver) -> Sides:
    """Actors, recipients and whether the event is reciprocal.

    Lists, never their product; a party stands on one side only, and an actor found on both is the actor.
    """
    slots = tree.slots(hit.word)
    actors = _actors(tree, hit, slots, resolver)
    recipients = _recipients(tree, hit, slots, resolver, actors)
    if hit.frame.how != "mutual":
        return actors, recipients, False
    between = _parties(resolver, (w for s in sorted(tree.pack.word_classes["both_sides"]) for w in slots.get(s, [])))
    if between:
        return between, (), True
    partners = _parties(resolver, (w for s in sorted(tree.pack.word_classes["partner"]) for w in slots.get(s, [])))
    if partners:
        return _union(actors, partners), (), True
    if len(actors) > 1 and not recipients:
        return actors, (), True
    return actors, recipients, False


def _actors(tree: Tree, hit: Hit, slots: Slots, resolver: Resolver) -> tuple[Party, ...]:
    taken = {*hit.phrase, hit.word}
    if tree.is_verb(hit.word):
        return _parties(resolver, (w for w in slots.get("subj", []) if w not in taken))
    if tree.parse.upos[hit.word] == "ADJ":
        return _parties(resolver, [*tree.subjects(hit.word)] or tree._understood(hit.word))
    genitives = tree.genitives if not _transitive(tree, hit) else []
    for slot in (*tree.agents, "poss", "carried", "mod", "cop", *genitives, "from"):
        words = [w for w in slots.get(slot, []) if w not in taken]
        found = _parties(resolver, words)
        if slot in ("mod", "cop"):
            found = tuple(p for p in found if p.actor is not None)
        if found:
            return found
    return ()


def _transitive(tree: Tree, hit: Hit) -> bool:
    return any(g in hit.frame.to for g in tree.genitives)


def _recipients(tree: Tree, hit: Hit, slots: Slots, resolver: Resolver, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    taken = {*hit.phrase, hit.word}
    seen = {_key(p) for p in actors}
    first: tuple[Party, ...] = ()
    is_noun = not tree.is_verb(hit.word)
    for slot in hit.frame.to:
        names = ["iobj", "obj"] if slot == "obj" and not is_noun else ["mod", "poss"] if slot == "obj" else [slot]
        for name in names:
            found = tuple(
                p for p in _parties(resolver, (w for w in slots.get(name, []) if w not in taken)) if _key(p) not in seen
            )
            if name in ("mod", "poss"):
                found = tuple(p for p in found if p.actor is not None)
            known = tuple(p for p in found if p.actor is not None and p.actor.code)
            if known:
                return known
            first = first or found
    return first


def _parties(resolver: Resolver, words: Iterable[int]) -> tuple[Party, ...]:
    found: list[Party] = []
    for word in words:
        for party in resolver.parties(word):
            if all(_key(party) != _key(p) for p in found):
                found.append(party)
    return tuple(found)


def _union(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    keys = {_key(p) for p in first}
    return (*first, *(p for p in second if _key(p) not in keys))


def _key(party: Party) -> tuple[object, ...]:
    if party.actor is not None and party.actor.code:
        return (party.actor.code, party.actor.sector, party.actor.name)
    return (party.anchor,)
