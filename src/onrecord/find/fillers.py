"""What hangs on a verb as its own: of two subjects, objects or agents without an "and", one is something else."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.find.slots import Tree

__all__ = ["fillers", "is_oblique", "lent", "shared_objects"]

_ALONE = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})  # of these a verb has one, or several that are joined
_RELATIVES = ("WP", "WDT")
_COMMA = ","
_JOINING = frozenset({"CCONJ", "PUNCT", "ADV", "VERB"})
_JOINED = 3  # verbs behind a verb that may have its object
_REACH = 16  # words


def fillers(tree: "Tree", verb: int) -> Sequence[int]:
    """What hangs on a verb, of several subjects only the one that is its own: not who further describes it behind a
    comma ("Zentro, [the refiner], shut"), nor a pronoun that takes it up, but whom a relative pronoun means."""
    parse = tree.parse
    above = lent(tree, verb)
    children = [c for c in parse.children[verb] if c not in above] if above else parse.children[verb]
    subjects = [c for c in children if parse.deprel[c] == "nsubj"]
    if len(subjects) > 1:
        subjects = [c for c in subjects if not is_oblique(tree, c)]
    if len(subjects) < 2:
        return children
    if any(parse.upos[b] == "PROPN" and parse.subtree(b)[0] == a + 1 for a, b in pairwise(subjects)):
        return children  # one of them by noun and name: "the ship [Essequibo] left"
    named = [c for c in subjects if parse.upos[c] != "PRON"] or subjects
    relative = [c for c in subjects if parse.xpos[c] in _RELATIVES]
    after = parse.subtree(named[-1])[1]
    apart = after < verb and parse.words[after] == _COMMA
    own = relative[-1] if relative else named[0] if apart else named[-1]
    return [c for c in children if c == own or c not in subjects]


def is_oblique(tree: "Tree", word: int) -> bool:
    """Whether what the tree has as a further subject, object or agent stands behind a preposition: "soldiers [in Togo]
    fired", "seized by gunmen [near a mine]"."""
    parse, relation, case = tree.parse, tree.parse.deprel[word], tree.case[word]
    if relation not in _ALONE or case is None or case in tree.words_of("genitive"):
        return False
    first = parse.children[word][0]
    if parse.deprel[first] != "case" or first > word:
        return False
    if relation == "obl:agent" and case in tree.words_of("agent_marker"):
        return False
    return any(c != word and parse.deprel[c] == relation for c in parse.children[parse.heads[word]])


def lent(tree: "Tree", verb: int) -> list[int]:
    """An object that is that of the verb above, where the verb has one of its own: "[whom] Chad accused of arming
    rebels", "help [Chad] fight rebels"."""
    parse, above = tree.parse, tree.parse.heads[verb]
    if above >= verb or not tree.is_verb(verb):
        return []
    objects = [c for c in parse.children[verb] if parse.deprel[c] == "obj"]
    if len(objects) < 2 or not objects[0] < verb < objects[1]:
        return []
    return objects[:1] if above < objects[0] or parse.xpos[objects[0]] in _RELATIVES else []


def shared_objects(tree: "Tree", verb: int) -> list[int]:
    """The object that a verb shares with those it is joined to without a word between them: "beat, [held] and
    tortured the reporter", whichever of the verbs has it in the tree."""
    parse, head = tree.parse, tree.parse.heads[verb]
    joined = parse.deprel[verb] == "conj" and tree.is_verb(head) and head < verb
    if joined and verb - head <= _REACH and _are_close(tree, head, verb):
        objects = _near(tree, head, verb, "obj")
        if objects:
            return objects
    for _ in range(_JOINED):
        after = next(iter(_near(tree, head if joined else verb, verb, "conj")), None)
        if after is None or not tree.is_verb(after) or not _are_close(tree, verb, after):
            return []
        objects = _near(tree, after, after, "obj")
        if objects:
            return objects
        head, joined, verb = (head if joined else verb), True, after
    return []


def _near(tree: "Tree", head: int, verb: int, relation: str) -> list[int]:
    """What hangs on a word so, near behind a verb."""
    parse = tree.parse
    words = range(verb + 1, min(verb + _REACH, len(parse)))
    return [i for i in words if parse.heads[i] == head and parse.deprel[i] == relation]


def _are_close(tree: "Tree", one: int, other: int) -> bool:
    """Whether no more than other verbs, "and", commas and adverbs stand between two verbs."""
    return all(tree.parse.upos[i] in _JOINING for i in range(one + 1, other))
