"""What no one does: acts of weather, illness, prices, food and machines, and struggles with them.

"The storm forced the crews back", "the sauce demands patience", "shares retreated", "a battle with cancer".
"""

from collections.abc import Iterable, Sequence

from onrecord.find.slots import Tree
from onrecord.schema import EventType

__all__ = ["Lifeless"]

_FOUGHT = frozenset({EventType.ASSAULT, EventType.REJECT})
_AGAINST = ("obj", "with", "against", "on")


class Lifeless:
    """Which words of an article tell of what a thing does that has no will, or of what is done to such a thing."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._things = tree.pack.word_classes["lifeless"]
        self._unfought = tree.pack.word_classes["unfought"]
        self._disasters = tree.pack.word_classes["disaster"]

    def acts(self, words: Iterable[int]) -> frozenset[int]:
        """The verbs among some words whose subjects, or agents, are all lifeless; prices that must fall are another's
        demand."""
        tree = self._tree
        near = (w for w in words if not self._things.isdisjoint(tree.sentence_lemmas(w)))
        verbs = (w for w in near if tree.is_verb(w) and not tree.is_auxiliary(w))
        return frozenset(w for w in verbs if self._are_all(self._doers(w), self._things))

    def _doers(self, verb: int) -> Sequence[int]:
        """Who does what a verb says; nobody where that may be whom the verb above it has as its object: "heat forced
        [Chad] to ask Sudan"."""
        tree, above = self._tree, self._tree.parse.heads[verb]
        doers = tree.slots(verb).get("subj", ())
        if tree.parse.deprel[verb] == "xcomp" and tree.slots(above).get("obj"):
            return [d for d in doers if tree.parse.heads[d] == verb]
        return doers

    def is_fought(self, word: int, type_: EventType) -> bool:
        """Whether a word of fighting or refusing is only about weather, illness and the like."""
        if type_ not in _FOUGHT or self._unfought.isdisjoint(self._tree.sentence_lemmas(word)):
            return False
        slots = self._tree.slots(word)
        return self._are_all(next((slots[slot] for slot in _AGAINST if slots.get(slot)), ()), self._unfought)

    def _are_all(self, words: Sequence[int], things: frozenset[str]) -> bool:
        return bool(words) and all(self._is_among(w, things) for w in words)

    def _is_among(self, word: int, things: frozenset[str]) -> bool:
        """Whether a noun is one of some things, and no image: not "a storm [of protest]"."""
        tree, parse = self._tree, self._tree.parse
        if parse.lemma[word] not in things or parse.upos[word] != "NOUN":
            return False
        if parse.lemma[word] not in self._disasters:
            return True
        genitives = tree.words_of("genitive")
        behind = (c for c in parse.children[word] if c > word)
        return not any(parse.deprel[c] == "nmod" and tree.case[c] in genitives for c in behind)
