"""Who is named together and may be meant by "they" or "both": "Ana Diaz and Luis Rey", "Norway and the union"."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from onrecord.parse.mention_entities import Entity, Piece
from onrecord.parse.mention_pronouns import SUBJECTS, function_head
from onrecord.parse.mention_spans import Layout

__all__ = ["Group", "find_groups", "group_of"]


class Group(Struct, frozen=True):
    """Coordinated names or role nouns that are the subject of a clause."""

    heads: tuple[int, ...]  # in the order of the text

    @property
    def at(self) -> int:
        """Where all of them have been mentioned."""
        return self.heads[-1]


def find_groups(layout: Layout) -> Iterator[Group]:
    """The coordinated subjects of an article."""
    parse = layout.parse
    joined: dict[int, list[int]] = {}
    for word, relation in enumerate(parse.deprel):
        if relation == "conj" and parse.heads[word] < word:
            joined.setdefault(parse.heads[word], []).append(word)
    for word, others in sorted(joined.items()):
        if parse.deprel[function_head(parse, word)] in SUBJECTS:
            heads = [_named(layout, h) for h in (word, *others) if not _is_before_name(layout, h)]
            if all(h is not None for h in heads):
                yield Group(tuple(h for h in heads if h is not None))


def _is_before_name(layout: Layout, word: int) -> bool:
    """Whether a noun is that of the name right behind it, which the tree has beside it: "her [envoy] Rey"."""
    name = layout.name_at.get(word + 1)
    return name is not None and word not in layout.name_at and layout.parse.heads[name.head] == layout.parse.heads[word]


def _named(layout: Layout, head: int) -> int | None:
    """The word of a name or a role noun that a coordinated word is, or that stands at it: "president [Diaz]"."""
    for word in (head, *layout.parse.children[head]):
        name = layout.name_at.get(word)
        if name is not None and (word == head or layout.parse.deprel[word] in ("flat", "appos", "nmod:desc")):
            return name.head
    return head if head in layout.role_at else None


def group_of(group: Group, entity_at: Mapping[int, Entity], groups: dict[frozenset[int], Entity]) -> Entity | None:
    """The entity that several are together, mentioned once more; None where they are not several."""
    members = [entity_at.get(head) for head in group.heads]
    found = [m for m in members if m is not None and m.kind != "group"]
    key = frozenset(map(id, found))
    if len(found) != len(members) or len(key) != len(members):
        return None
    entity = groups.setdefault(key, Entity("group", plural=True, members=tuple(found)))
    entity.mentions.append(Piece(group.heads[0], group.at + 1, group.heads[0], "name", "coordination"))
    return entity
