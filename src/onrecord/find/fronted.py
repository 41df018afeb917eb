"""Who meets in a phrase that only says when something else was done: "after talks with Chad, [Mali] freed him"."""

from onrecord.find.slots import Tree

__all__ = ["subject_behind"]

_DEEP = 2  # nouns above: "on the last day of a visit"


def subject_behind(tree: Tree, word: int) -> list[int]:
    """The subject of the verb that a noun opens the clause of, in a phrase that says at what occasion it was done."""
    parse, top = tree.parse, word
    for _ in range(_DEEP):
        if parse.deprel[top] == "nmod" and tree.case[top] in tree.words_of("genitive"):
            top = parse.heads[top]
    verb = parse.heads[top]
    if parse.deprel[top] != "obl" or not tree.is_verb(verb) or tree.case[top] not in tree.words_of("occasion"):
        return []
    return [w for w in tree.slots(verb).get("subj", ()) if w > word]
