"""Whether a verb form of the tree is passive or a gerund, where tags and relations may disagree."""

from typing import TYPE_CHECKING

from onrecord.parse.parse import Parse

if TYPE_CHECKING:
    from onrecord.find.slots import Tree

__all__ = ["is_gerund", "is_passive"]

_PASSIVE = frozenset({"aux:pass", "nsubj:pass", "csubj:pass"})
_HELPS = ("aux", "aux:pass", "cop")
_COMMA = ","


def is_passive(tree: "Tree", word: int) -> bool:
    """Whether a verb form is passive: by its auxiliary or subject, or a bare past participle after a noun."""
    parse = tree.parse
    relations = {parse.deprel[c] for c in parse.children[word]}
    if not relations.isdisjoint(_PASSIVE):
        return not (_is_perfect(tree, word, relations) or _is_state(tree, word, relations))
    if parse.xpos[word] != "VBN" or ("cop" in relations and _is_state(tree, word, relations)):
        return False
    if parse.deprel[word] in ("acl", "amod"):
        return not (_closes(tree, word) or _has_perfect(tree, word))
    if any(parse.deprel[c].startswith("aux") for c in parse.children[word]):
        return parse.deprel[word] == "conj" and is_passive(tree, parse.heads[word]) and not tree.subjects(word)
    return not _is_past(tree, word)


def is_gerund(parse: Parse, word: int) -> bool:
    """Whether a verb form is a gerund, also of the perfect or the passive: "of arming", "of having armed"."""
    if parse.xpos[word] == "VBG":
        return True
    first = next((c for c in parse.children[word] if parse.deprel[c] in _HELPS), word)
    return first < word and parse.xpos[first] == "VBG"


def _is_perfect(tree: "Tree", word: int, relations: set[str]) -> bool:
    """Whether a verb whose subject is tagged as a passive's is none: "Paris has agreed", "Paris pledged to"."""
    parse = tree.parse
    if "aux:pass" in relations or "obl:agent" in relations:
        return False
    if any(parse.lemma[c] in tree.words_of("perfect") and parse.deprel[c] == "aux" for c in parse.children[word]):
        return True
    if parse.xpos[word] == "VBD" and not relations.isdisjoint(("obj", "xcomp", "ccomp")):
        return True
    return relations.isdisjoint(_HELPS) and _is_joined_on(tree, word)  # "police arrested and beat two students"


def _has_perfect(tree: "Tree", word: int) -> bool:
    """Whether a participle after a noun is of an active perfect: "a plan Chad had accepted", "of having armed"."""
    perfect = tree.words_of("perfect")
    helps = [c for c in tree.parse.children[word] if tree.parse.deprel[c] in _HELPS]
    return len(helps) == 1 and tree.parse.lemma[helps[0]] in perfect


def _is_state(tree: "Tree", word: int, relations: set[str]) -> bool:
    """Whether a participle says what its subject is like: "Paris is opposed to"."""
    return "obl:agent" not in relations and tree.parse.words[word].lower() in tree.words_of("state")


def _closes(tree: "Tree", word: int) -> bool:
    """Whether a participle is the verb that closes a report, which the tree hangs on its subject: "..., the
    ministry charged"."""
    parse, noun = tree.parse, tree.parse.heads[word]
    first = parse.subtree(noun)[0]
    return (
        word == noun + 1
        and noun > parse.heads[noun]
        and parse.deprel[noun].startswith("nsubj")
        and parse.words[first if parse.upos[first] == "PUNCT" else first - 1] == _COMMA
    )


def _is_past(tree: "Tree", word: int) -> bool:
    """Whether a participle without auxiliaries is a past tense wrongly tagged: with a subject and an object."""
    parse = tree.parse
    relations = {parse.deprel[c] for c in parse.children[word]}
    if parse.deprel[word] == "conj":
        head = parse.heads[word]
        return parse.xpos[head] == "VBD" or (parse.xpos[head] == "VBN" and not is_passive(tree, head))
    return "nsubj" in relations and ("obj" in relations or _is_joined_on(tree, word))


def _is_joined_on(tree: "Tree", word: int) -> bool:
    """Whether a verb is joined with one that has an object."""
    parse = tree.parse
    joined = (c for c in parse.children[word] if parse.deprel[c] == "conj" and tree.is_verb(c))
    return any(parse.deprel[o] == "obj" for c in joined for o in parse.children[c])
