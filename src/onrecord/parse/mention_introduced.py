"""Who is described first and then named, as openings of news do: "A rebel leader has called ... Ana Diaz, a ..."."""

from collections.abc import Callable, Mapping, Sequence

from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import is_definite
from onrecord.parse.mention_pronouns import SUBJECTS, function_head, quoted_words
from onrecord.parse.mention_spans import Layout

__all__ = ["introduce"]

_OPENING = 2  # sentences in which someone may be introduced by a description
_REACH = 3  # sentences that are not wholly quoted, on to the name
_MOST = 4  # descriptions that are looked at
_MINISTER = "minister"
_LOOSE = frozenset(  # offices that say little of what else someone is
    {"", "leader", "party_leader", "former", "aide", "opposition_leader", "rebel_leader"}
)
_FIRST = 4  # words from a paragraph's start within which a name opens it


def introduce(
    layout: Layout,
    entities: list[Entity],
    entity_at: dict[int, Entity],
    words: Mapping[str, frozenset[str]],
    reports: Callable[[int], bool] = lambda _: False,
    others: Sequence[Entity] = (),
) -> None:
    """Makes the described and the named one entity where an opening's description is taken up by a new name.

    Of several who are described, it is whoever speaks (`reports` says of a word whether it does). `others` are
    described by nouns that are nobody's otherwise: they count only if they are named. "A source" is not to be named.
    """
    described = [e for e in (*entities, *others) if _is_described(layout, e)]
    described = [e for e in described if layout.parse.lower[e.mentions[0].head] not in words["nameless"]]
    described.sort(key=lambda e: not reports(function_head(layout.parse, e.mentions[0].head)))
    taken: set[int] = set()
    for entity in described[:_MOST]:
        known = is_definite(layout, entity.roles[0], words["definite"])
        named = _named_next(layout, entities, entity, known=known)
        if named is None or id(named) in taken:
            continue
        taken.add(id(named))
        named.mentions = sorted([*named.mentions, *entity.mentions], key=lambda m: m.start)
        named.roles = [*named.roles, *entity.roles]
        if entity in others:
            entity_at.update(dict.fromkeys((m.head for m in entity.mentions), named))
            continue
        for word, other in entity_at.items():
            if other is entity:
                entity_at[word] = named
        entities.remove(entity)


def _is_described(layout: Layout, entity: Entity) -> bool:
    if entity.kind != "nominal" or entity.plural or not entity.is_animate() or not entity.roles:
        return False
    first = entity.mentions[0]
    parse = layout.parse
    if parse.sentence_of[first.head] >= _OPENING:
        return False
    return parse.deprel[first.head] in SUBJECTS


def _named_next(layout: Layout, entities: list[Entity], described: Entity, *, known: bool) -> Entity | None:
    """The first person who is new after a description, if he opens a paragraph or has the same noun; the second is
    what "the chairman" needs, as whoever is `known` may be somebody of before."""
    parse = layout.parse
    start = described.mentions[0].head
    new = [e for e in entities if e.kind == "person" and e.mentions[0].head > start]
    person = min(new, key=lambda e: e.mentions[0].head, default=None)
    if person is None or parse.sentence_of[person.mentions[0].head] == parse.sentence_of[start]:
        return None
    name = person.mentions[0]
    quoted = quoted_words(parse)
    turns = quoted.turn[parse.sentence_of[name.head]] - quoted.turn[parse.sentence_of[start]]
    if turns > _REACH or parse.deprel[function_head(parse, name.head)] not in SUBJECTS:
        return None
    if None not in (person.gender, described.gender) and person.gender != described.gender:
        return None
    if _called(layout, person, described, known=known):
        return person
    if _holds_another(person, described):
        return None
    before = range(int(parse.paragraphs[parse.paragraph_of[name.start]]), name.start)
    opens = sum(not quoted.words[i] and parse.words[i].isalnum() for i in before) < _FIRST
    return person if opens and not known else None


def _holds_another(person: Entity, described: Entity) -> bool:
    """Whether someone named has another office than a description says: a minister is no spokeswoman."""
    own, said = ({r.role.office or "" for r in e.roles} - _LOOSE for e in (person, described))
    if not own or not said or not own.isdisjoint(said):
        return False
    return not any(
        _MINISTER in (one, other) and one.endswith(_MINISTER) and other.endswith(_MINISTER)
        for one in own
        for other in said
    )


def _called(layout: Layout, person: Entity, described: Entity, *, known: bool) -> bool:
    """Whether someone named has the noun of a description; "the judge" is no "chief judge"."""
    words = layout.parse.words
    said = {words[i].lower() for r in described.roles for i in range(r.start, r.end)}
    for role in person.roles:
        if role.role.words and any(words[role.head].lower() == words[r.head].lower() for r in described.roles):
            start = role.start - (known and role.start > 0 and layout.parse.upos[role.start - 1] == "ADJ")
            if not known or said.issuperset(words[i].lower() for i in range(start, role.end)):
                return True
    return False
