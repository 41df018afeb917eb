"""Who is described first and then named, as openings of news do: "A rebel leader has called ... Ana Diaz, a ..."."""

from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import is_definite
from onrecord.parse.mention_pronouns import SUBJECTS, function_head
from onrecord.parse.mention_spans import Layout

__all__ = ["introduce"]

_OPENING = 2  # sentences in which someone may be introduced by a description
_REACH = 3  # sentences on to the name
_MOST = 4  # descriptions that are looked at
_FIRST = 4  # words from a paragraph's start within which a name opens it


def introduce(layout: Layout, entities: list[Entity], entity_at: dict[int, Entity], definite: frozenset[str]) -> None:
    """Makes the described and the named one entity where an opening's description is taken up by a new name."""
    described = [e for e in entities if _is_described(layout, e, definite)]
    for entity in described[:_MOST]:
        named = _named_next(layout, entities, entity)
        if named is None:
            continue
        named.mentions = sorted([*named.mentions, *entity.mentions], key=lambda m: m.start)
        named.roles = [*named.roles, *entity.roles]
        for word, other in entity_at.items():
            if other is entity:
                entity_at[word] = named
        entities.remove(entity)


def _is_described(layout: Layout, entity: Entity, definite: frozenset[str]) -> bool:
    if entity.kind != "nominal" or entity.plural or not entity.is_animate() or not entity.roles:
        return False
    first = entity.mentions[0]
    parse = layout.parse
    if parse.sentence_of[first.head] >= _OPENING or is_definite(layout, entity.roles[0], definite):
        return False
    return parse.deprel[first.head] in SUBJECTS


def _named_next(layout: Layout, entities: list[Entity], described: Entity) -> Entity | None:
    """The first person who is new after a description, if he opens a paragraph or has the same noun."""
    parse = layout.parse
    start = described.mentions[0].head
    last = parse.sentence_of[start] + _REACH
    new = [e for e in entities if e.kind == "person" and e.mentions[0].head > start]
    person = min(new, key=lambda e: e.mentions[0].head, default=None)
    if person is None or parse.sentence_of[person.mentions[0].head] == parse.sentence_of[start]:
        return None
    name = person.mentions[0]
    if parse.sentence_of[name.head] > last or parse.deprel[function_head(parse, name.head)] not in SUBJECTS:
        return None
    if None not in (person.gender, described.gender) and person.gender != described.gender:
        return None
    opens = name.start - int(parse.paragraphs[parse.paragraph_of[name.start]]) < _FIRST
    return person if opens or _nouns(layout, person) & _nouns(layout, described) else None


def _nouns(layout: Layout, entity: Entity) -> set[str]:
    return {layout.parse.words[r.head].lower() for r in entity.roles if r.role.words}
