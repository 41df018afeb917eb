"""Which role nouns belong to a person's name: titles before it, appositions, predicates."""

from onrecord.lang.actors import RoleRow
from onrecord.lang.people_index import PeopleIndex
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan, initials
from onrecord.parse.parse import Parse

__all__ = ["is_office_of", "known_gender", "roles_by_name"]

_APPOSED = frozenset({"appos", "flat", "nmod:desc", "list"})
_TITLE = frozenset({"appos", "compound", "flat", "nmod:desc", "list"})
_PLAIN = RoleRow(words=(), sector=None, kind="people")
_HEAD = RoleRow(words=("",), sector="GOV", kind="person", office="head_of_state")  # "the Bush administration"
_BEHIND = 3  # words behind an office noun whose initials its acronym may have: "Inspector General of Police"
_REACH = 12  # words between a role noun and the name it introduces


def roles_by_name(layout: Layout, government: frozenset[str]) -> dict[int, list[RoleSpan]]:
    """The roles of each person's name, by the name's first word; `government` are nouns that a head of it names."""
    found: dict[int, list[RoleSpan]] = {}
    for role in layout.roles:
        if layout.parse.words[role.head].lower() in government:
            name = next((n for c in layout.parse.children[role.head] if _is_person(n := layout.name_at.get(c))), None)
            if name is not None and layout.parse.deprel[name.head] in ("compound", "nmod:poss"):
                found.setdefault(name.start, []).append(RoleSpan(role.start, role.start, role.start, _HEAD))
            continue
        name = _name_of(layout, role)
        if name is not None:
            found.setdefault(name.start, []).append(role)
    for name in layout.names:
        if name.label == "PERSON" and name.start not in found:
            other = _before(layout, name) or _plain(layout, name)
            if other is not None:
                found.setdefault(name.start, []).append(other)
    return found


def is_office_of(parse: Parse, person: Entity, acronym: str) -> bool:
    """Whether an acronym's letters are the initials of an office that someone is called by: "the IGP"."""
    for role in person.roles:
        least = len(initials(parse.words[role.start : role.end]))
        if 1 < least <= len(acronym) and initials(parse.words[role.start : role.end + _BEHIND]).startswith(acronym):
            return True
    return False


def known_gender(people: PeopleIndex, entity: Entity, name: tuple[str, ...]) -> str | None:
    """The gender of all office holders of a full name, or of a surname and an office that its person is called by."""
    offices = {r.role.office for r in entity.roles if r.role.office}
    if entity.kind != "person" or (len(name) < 2 and not offices):
        return None
    found = people.candidates(name)
    if len(name) > 1:
        genders = {p.gender for p in found if name in p.forms}
    else:
        genders = {p.gender for p in found if any(t.office in offices for t in p.terms)}
    return genders.pop() if len(genders) == 1 else None


def _is_person(name: NameSpan | None) -> bool:
    return name is not None and name.label == "PERSON" and not name.entries


def _name_of(layout: Layout, role: RoleSpan) -> NameSpan | None:
    parse = layout.parse
    after = layout.name_at.get(role.end)
    if _is_person(after) and not role.plural:
        return after
    head = parse.heads[role.head]
    if parse.deprel[role.head] in _TITLE and _is_person(layout.name_at.get(head)):
        return layout.name_at[head]
    for child in parse.children[role.head]:
        name = layout.name_at.get(child)
        if name is None or not _is_person(name):
            continue
        if parse.deprel[child] in _APPOSED and not role.plural:
            return name
        if parse.deprel[child] == "nsubj" and any(parse.deprel[c] == "cop" for c in parse.children[role.head]):
            return name
    return None


def _before(layout: Layout, name: NameSpan) -> RoleSpan | None:
    """The role noun before a name where the tree does not say so: "a spokesman in Goma, X", "the head of A X"."""
    parse = layout.parse
    i = name.start - 1
    floor = max(int(parse.sentences[parse.sentence_of[name.start]]), name.start - _REACH)
    if i < floor:
        return None
    comma = parse.words[i] == ","
    if comma:
        i -= 1
    elif parse.upos[i] not in ("NOUN", "PROPN", "ADJ", "PUNCT"):
        return None
    while i >= floor:
        role = layout.role_at.get(i)
        if role is not None and role.role.kind in ("person", "people") and not role.plural:
            return role
        other = layout.name_at.get(i)
        if parse.upos[i] in ("VERB", "AUX", "SCONJ", "CCONJ", "PRON") or parse.words[i] == ",":
            return None
        if other is not None and other.label == "PERSON" and not other.entries and other is not name:
            return None
        i -= 1
    return None


def _plain(layout: Layout, name: NameSpan) -> RoleSpan | None:
    """A noun without a row that stands in apposition or predicates: "X, an American engineer"."""
    parse = layout.parse
    for child in parse.children[name.head]:
        if child > name.head and parse.deprel[child] == "appos" and parse.upos[child] == "NOUN":
            return RoleSpan(child, child + 1, child, _PLAIN)
    return None
