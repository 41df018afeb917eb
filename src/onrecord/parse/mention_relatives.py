"""What a relative pronoun stands for: the noun that its clause hangs on, where the tree has it right."""

from collections.abc import Container, Mapping

from onrecord.parse.mention_entities import Entity
from onrecord.parse.parse import Parse

__all__ = ["clause_noun", "first_of_several", "who_is_meant"]

_STEPS = 8  # heads on the way from a pronoun to the noun
_REACH = 12  # words back to a person
_SINGULAR, _PLURAL = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
_PRESENT = "VBP"  # a verb in the present whose subject is not one


def clause_noun(parse: Parse, pronoun: int) -> int | None:
    """The noun before a relative pronoun that its clause hangs on; of a plural verb, the plural noun that follows a
    singular one: "a map of the settlers, who claim ..."."""
    verb = _verb(parse, pronoun)
    head = parse.heads[verb] if verb is not None else pronoun
    if verb is None or head >= pronoun:
        return None
    if parse.xpos[head] in _SINGULAR and _is_plural(parse, verb):
        nouns = (i for i in range(pronoun - 1, head, -1) if parse.upos[i] in ("NOUN", "PROPN"))
        last = next(nouns, None)
        if last is not None and parse.xpos[last] in _PLURAL:
            return last
    return head


def first_of_several(parse: Parse, verb: int) -> int:
    """The noun that a relative clause hangs on, given its verb; of a plural verb the first of those joined, where the
    tree hangs it on the last: "Ghana and [Togo], which have accused Mali"."""
    head = parse.heads[verb]
    joined = parse.deprel[head] == "conj" and parse.heads[head] < head and parse.xpos[head] in _SINGULAR
    first = parse.heads[head]
    alike = joined and parse.upos[first] == parse.upos[head] and parse.xpos[first] in _SINGULAR
    return first if alike and _is_plural(parse, verb) else head


def who_is_meant(
    parse: Parse, entity_at: Mapping[int, Entity], pronoun: int, persons: Container[str]
) -> tuple[int | None, Entity | None]:
    """The noun and the entity that a relative pronoun stands for. One of persons is no thing's or place's: it stands
    for whom that is said of, or for the person named between the two."""
    noun = clause_noun(parse, pronoun)
    entity = entity_at.get(noun) if noun is not None else None
    if parse.words[pronoun].lower() not in persons or (entity is not None and _is_human(entity)):
        return noun, entity
    start = parse.sentence_range(parse.sentence_of[pronoun])[0]
    least = noun + 1 if noun is not None else start
    for word in range(pronoun - 1, max(least, pronoun - _REACH) - 1, -1):
        other = entity_at.get(word)
        if other is not None and other.kind == "person" and parse.upos[word] == "PROPN":
            return word, other
    holder = parse.heads[noun] if noun is not None and parse.deprel[noun] == "nmod" else None
    other = entity_at.get(holder) if holder is not None and holder < pronoun else None
    return (holder, other) if other is not None and other.kind == "person" else (noun, entity)


def _verb(parse: Parse, pronoun: int) -> int | None:
    """The verb of the clause that a pronoun opens, which hangs on a noun."""
    word = pronoun
    for _ in range(_STEPS):
        if parse.heads[word] == word:
            return None
        if parse.deprel[word].startswith("acl"):
            return word
        word = parse.heads[word]
    return None


def _is_plural(parse: Parse, verb: int) -> bool:
    """Whether a clause's verb, or its auxiliary, is one that several things have as their subject."""
    return any(parse.xpos[i] == _PRESENT for i in (verb, *parse.children[verb]) if parse.upos[i] in ("VERB", "AUX"))


def _is_human(entity: Entity) -> bool:
    if entity.kind == "nominal":
        return any(r.role.kind in ("person", "people", "body") for r in entity.roles)
    return entity.kind != "thing" or entity.plural
