"""Events that are only feared, tried in vain, rehearsed or remembered, by the words above them in the tree.

What such words say nothing overrules: "a mock attack", "fears of an invasion", "the talks never took place".
"""

from collections.abc import Iterator

from onrecord.find.slots import Tree
from onrecord.lang.frames import StatusKind
from onrecord.schema import Status

__all__ = ["framed"]

_HOPS = 4
_KEEP, _TRIED, _FOILED, _OCCURS = "keep", "tried", "foiled", "occurs"
_ANEW = "+a"  # of a scope: an indefinite article behind the preposition


def framed(tree: Tree, word: int) -> Status | None:
    """The status that the words around an event surely give it; None where they leave it to other evidence."""
    own = next((e for c in tree.parse.children[word] for e in _effects_of_modifier(tree, c)), None)
    if own is not None:
        return Status(own)
    tried = False
    for _ in range(_HOPS):
        head = _head(tree, word)
        effect = _effect(tree, head, word) if head != word else None
        if effect == _FOILED:
            return Status.DENIED if tried else None
        if effect == _OCCURS:
            return Status.DENIED if _is_negated(tree, head) else None
        if effect not in (_KEEP, _TRIED):
            return Status(effect) if effect is not None else None
        tried |= effect == _TRIED
        word = head
    return None


def _effects_of_modifier(tree: Tree, child: int) -> Iterator[str]:
    if tree.parse.deprel[child] in ("amod", "compound"):
        yield from (row.effect for _, row in tree.governors.get((StatusKind.FRAME_MOD, tree.parse.lemma[child]), ()))


def _head(tree: Tree, word: int) -> int:
    """What governs a word: the noun right before its preposition or infinitive marker, else what the tree says."""
    parse = tree.parse
    opens = next((c for c in parse.children[word] if parse.deprel[c] == "case" or parse.xpos[c] == "TO"), None)
    if opens is not None and 0 < opens < word and (StatusKind.FRAME, parse.lemma[opens - 1]) in tree.governors:
        return opens - 1
    return parse.heads[word]


def _effect(tree: Tree, head: int, word: int) -> str | None:
    """The effect of a word on what stands in its scope."""
    slots = _slots(tree, head, word)
    for rest, row in tree.governors.get((StatusKind.FRAME, tree.parse.lemma[head]), ()):
        if not slots.isdisjoint(row.scope) and (not rest or tree.has_words(head, rest)):
            return row.effect
    return None


def _slots(tree: Tree, head: int, word: int) -> frozenset[str]:
    """What a word is to its governor: behind which preposition, with an indefinite article or not, or its subject."""
    parse, case = tree.parse, tree.case[word]
    if case is None or tree.is_verb(word):
        return tree.scope_slots(head, word) | ({"inf"} if _is_infinitive(tree, word) else frozenset())
    articles = tree.words_of("indefinite")
    anew = any(parse.deprel[c] == "det" and parse.lemma[c] in articles for c in parse.children[word])
    return frozenset({case, case + _ANEW} if anew else {case})


def _is_infinitive(tree: Tree, word: int) -> bool:
    return any(tree.parse.xpos[c] == "TO" for c in tree.parse.children[word])


def _is_negated(tree: Tree, verb: int) -> bool:
    """Whether a verb is negated as a fact: not what "may never" be."""
    parse = tree.parse
    if any(parse.xpos[c] == "MD" for c in parse.children[verb]):
        return False
    below = [c for c in parse.children[verb] if parse.deprel[c] == "advmod"]
    return any((StatusKind.NEG, parse.lemma[c]) in tree.governors for c in below)
