"""Of which body an office noun says that it is: "the [Congress] president", "the [IYC] boss", "[its] director"."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.lang.actor_index import ActorIndex, Entry, chunks_of
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import complements, modifiers
from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan

__all__ = ["Bodies", "Body", "share_one"]

_NATIONAL = frozenset({"country", "adjective", "people", "capital", "region", "metonym"})
_PLACES = frozenset({"LOC", "FAC"})
_PARTY = "party"  # the kind of an actor's row


class Body(Struct, frozen=True):
    """A body by what it may be called again: its entity, its last word, its initials."""

    entity: int  # 0: of none
    word: str
    initials: str
    single: bool  # called by one word
    is_party: bool = False


class Bodies:
    """Reads them off the nouns of one article, as far as it has been linked."""

    def __init__(self, layout: Layout, entity_at: Mapping[int, Entity], index: ActorIndex, of: frozenset[str]) -> None:
        self._layout, self._parse = layout, layout.parse
        self._entity_at, self._index = entity_at, index
        self._of = of

    def of(self, role: RoleSpan) -> list[Body]:
        """The bodies, but for countries and people, that the words of a role noun name."""
        layout = self._layout
        found: list[Body] = []
        for word in dict.fromkeys((*modifiers(layout, role), *complements(layout, role, self._of))):
            name = layout.name_at.get(word)
            body = self._named(name) if name is not None else self._called(word)
            if body is not None and body not in found:
                found.append(body)
        return found

    def _named(self, name: NameSpan) -> Body | None:
        national = any(e.kind in _NATIONAL for e in name.entries)
        if national or name.label == "PERSON" or (not name.entries and name.label in _PLACES):
            return None
        entity = self._entity_at.get(name.head)
        if entity is not None and entity.kind == "person":
            return None
        said = self._parse.words[name.start : name.end]
        words = chunks_of(said)
        if not words:
            return None
        single = len(words) == 1
        initials = words[0] if single and self._parse.words[name.start].isupper() else _initials(said)
        initials = initials if len(initials) > 1 else ""
        return Body(_number(entity), words[-1], initials, single, self._is_party(entity.entries if entity else ()))

    def _is_party(self, entries: tuple[Entry, ...]) -> bool:
        rows = [e.actor for e in entries]
        rows += [self._index.by_name.get(r.actor) for e in entries for r in e.readings if r.actor]
        return any(row is not None and row.kind == _PARTY for row in rows)

    def _called(self, word: int) -> Body | None:
        """A body called by a common noun, or by "its"."""
        parse = self._parse
        entity = self._entity_at.get(word)
        if parse.upos[word] == "PRON":
            body = entity is not None and entity.is_body() and not any(e.kind in _NATIONAL for e in entity.entries)
            return Body(_number(entity), "", "", single=False) if body else None
        role = self._layout.role_at.get(word)
        if role is None or role.role.kind != "body":
            return None
        return Body(_number(entity), parse.words[word].lower(), "", single=True)


def share_one(one: list[Body], other: list[Body]) -> bool:
    """Whether a body of one may be one of the other.

    >>> union, iyc = Body(1, "congress", "", True), Body(2, "iyc", "iyc", True)
    >>> share_one([union], [Body(3, "congress", "inc", False)]), share_one([union], [iyc])
    (True, False)
    """
    return any(_is_same(a, b) for a in one for b in other)


def _is_same(one: Body, other: Body) -> bool:
    if one.entity == other.entity != 0 or (one.initials and one.initials == other.initials):
        return True
    return one.word == other.word != "" and (one.single or other.single)


def _initials(words: Sequence[str]) -> str:
    """The initials of a body's name as its acronym has them.

    >>> _initials(("Law", "Society", "of", "Kenya")), _initials(("Inter-Services", "Public", "Relations"))
    ('lsk', 'ispr')
    """
    return "".join(part[0] for word in words for part in word.split("-") if part[:1].isupper()).lower()


def _number(entity: Entity | None) -> int:
    return id(entity) if entity is not None else 0
