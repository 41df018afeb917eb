"""Linking names, role nouns and pronouns of an article into entities, in the order of the text."""

from dataclasses import dataclass, field

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import Entry, chunks
from onrecord.lang.actors import PronounRow, RoleRow
from onrecord.parse.mention_phrases import describe, is_definite
from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan

__all__ = ["Entity", "Linker", "Piece"]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent", "nsubj:outer"})
_TITLE = frozenset({"compound", "flat", "appos", "nmod", "nmod:desc", "amod", "dep", "list", "parataxis"})


@dataclass(slots=True)
class Piece:
    """One mention: its words, head word, form and the rule that linked it."""

    start: int
    end: int
    head: int
    form: str
    rule: str


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something the article speaks of."""

    kind: str  # person, actor, country, place, nominal
    label: str = ""
    names: list[tuple[str, ...]] = field(default_factory=list)
    text: str = ""  # its fullest name as written
    entries: tuple[Entry, ...] = ()
    roles: list[RoleSpan] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    mentions: list[Piece] = field(default_factory=list)
    parts: tuple["Entity", ...] = ()

    @property
    def last(self) -> int:
        """The head word of its last mention."""
        return self.mentions[-1].head

    def is_animate(self) -> bool:
        """Whether he or she can be meant."""
        if self.kind == "person":
            return True
        return self.kind == "nominal" and any(r.role.kind in ("person", "people") and not r.plural for r in self.roles)


class Linker:
    """Walks the article once; `entities` and `entity_at` (by head word) are the result."""

    def __init__(self, layout: Layout, pack: LanguagePack) -> None:
        self.layout = layout
        self.parse = layout.parse
        self.pronouns = pack.pronouns
        self.words = pack.mention_words
        self.entities: list[Entity] = []
        self.entity_at: dict[int, Entity] = {}
        self._pending: dict[int, list[RoleSpan]] = {}

    def run(self) -> None:
        """Links all mentions."""
        titles = self._titles()
        items: list[tuple[int, int, NameSpan | RoleSpan | PronounRow]] = []
        items.extend((n.start, n.head, n) for n in self.layout.names)
        items.extend((r.start, r.head, r) for r in self.layout.roles if r.head not in titles)
        for i in range(len(self.parse)):
            row = self.pronouns.get(self.parse.words[i].lower())
            if row is not None and self.parse.upos[i] in ("PRON", "DET") and row.person == 3:
                items.append((i, i, row))
        late: list[tuple[int, PronounRow]] = []
        for start, head, item in sorted(items, key=lambda x: (x[0], x[1])):
            if isinstance(item, NameSpan):
                self._link_name(item)
            elif isinstance(item, RoleSpan):
                self._link_role(item)
            elif item.kind == "relative":
                late.append((head, item))
            else:
                self._link_pronoun(start, item)
        for word, row in late:
            self._link_relative(word, row)

    # names

    def _titles(self) -> set[int]:
        """The head words of role nouns that belong to a name, which get the role."""
        parse = self.parse
        taken: set[int] = set()
        for role in self.layout.roles:
            name = self.layout.name_at.get(role.end) if role.end < len(parse) else None
            if name is None and role.end + 1 < len(parse) and parse.words[role.end] == ",":
                name = self._appositive(role, self.layout.name_at.get(role.end + 1))
            if name is None:
                name = self._by_tree(role)
            if name is not None and name.label == "PERSON":
                self._roles_of(name).append(role)
                taken.add(role.head)
        return taken

    def _appositive(self, role: RoleSpan, name: NameSpan | None) -> NameSpan | None:
        if name is None or name.label != "PERSON":
            return None
        parse = self.parse
        linked = parse.heads[name.head] == role.head and parse.deprel[name.head] in _TITLE
        return name if linked else None

    def _by_tree(self, role: RoleSpan) -> NameSpan | None:
        parse = self.parse
        head = parse.heads[role.head]
        if (
            parse.deprel[role.head] in ("appos", "compound", "flat", "nmod:desc", "list")
            and head in self.layout.name_at
        ):
            return self.layout.name_at[head]
        for child in parse.children[role.head]:
            name = self.layout.name_at.get(child)
            if name is None or child != name.head:
                continue
            if parse.deprel[child] in ("appos", "flat", "nmod:desc"):
                return name
            if parse.deprel[child] == "nsubj" and any(parse.deprel[c] == "cop" for c in parse.children[role.head]):
                return name
        return None

    def _roles_of(self, name: NameSpan) -> list[RoleSpan]:
        return self._pending.setdefault(name.head, [])

    def _link_name(self, span: NameSpan) -> None:
        entity = self._person(span) if span.label == "PERSON" and not span.entries else self._thing(span)
        entity.mentions.append(Piece(span.start, span.end, span.head, "name", "name"))
        entity.roles.extend(self._pending.get(span.head, ()))
        entity.gender = entity.gender or span.title_gender
        for i in range(span.start, span.end):
            self.entity_at.setdefault(i, entity)

    def _key(self, span: NameSpan) -> tuple[str, ...]:
        return tuple(c for i in range(span.start, span.end) for c in chunks(self.parse.words[i]))

    def _text(self, span: NameSpan) -> str:
        return self.parse.text[self.parse.anchor(span.start, span.end).slice]

    def _person(self, span: NameSpan) -> Entity:
        key = self._key(span)
        for entity in reversed(self.entities):
            if entity.kind == "person" and any(_same_person(key, name) for name in entity.names):
                if len(key) > max(map(len, entity.names)):
                    entity.text = self._text(span)
                if key not in entity.names:
                    entity.names.append(key)
                return entity
        entity = Entity("person", "PERSON", [key], self._text(span))
        self.entities.append(entity)
        return entity

    def _thing(self, span: NameSpan) -> Entity:
        key = self._key(span)
        identity = {_identity(e) for e in span.entries}
        for entity in reversed(self.entities):
            if entity.kind not in ("thing", "person"):
                continue
            if key in entity.names or (identity and identity & {_identity(e) for e in entity.entries}):
                return entity
            if not identity and entity.kind == "thing" and _acronym(key, entity.names):
                entity.names.append(key)
                return entity
        entity = Entity("thing", span.label, [key], self._text(span), span.entries)
        entity.plural = bool(span.entries) and all(e.kind == "people" for e in span.entries)
        self.entities.append(entity)
        return entity

    # role nouns

    def _link_role(self, span: RoleSpan) -> None:
        if span.head in self.layout.name_at and self.layout.name_at[span.head].entries:
            return
        entity = self._antecedent(span)
        if entity is None:
            entity = self.entity_at.get(span.head)
        if entity is None:
            entity = Entity("nominal", plural=span.plural)
            self.entities.append(entity)
            entity.roles.append(span)
        elif span not in entity.roles and entity.kind != "person":
            entity.roles.append(span)
        left = min([span.start, *(c for c in self.parse.children[span.head] if c < span.start and self._close(c))])
        entity.mentions.append(Piece(left, span.end, span.head, "nominal", "role-noun"))
        for i in range(span.start, span.end):
            self.entity_at[i] = entity

    def _close(self, child: int) -> bool:
        return self.parse.deprel[child] in ("det", "amod", "compound", "nummod")

    def _antecedent(self, span: RoleSpan) -> Entity | None:
        if not is_definite(self.layout, span, self.words["definite"]):
            return None
        role = span.role
        head = self.parse.words[span.head].lower()
        key = chunks(head)
        described = describe(self.layout, span, self.words["of"])
        marked = bool(described.names or described.possessors)
        for entity in reversed(self.entities):
            if entity.last < span.start - 400:
                break
            if role.kind in ("person", "people") and not span.plural and entity.is_animate():
                if entity.kind == "person" and self._fits(entity, role, head) and not (marked and not entity.roles):
                    return entity
                if entity.kind == "nominal" and not marked and any(self._head(r) == head for r in entity.roles):
                    return entity
            elif role.kind == "body" and entity.kind == "thing" and not marked:
                if any(set(key) & set(name) for name in entity.names):
                    return entity
            elif (
                entity.kind == "nominal"
                and not marked
                and any(self._head(r) == head and r.plural == span.plural for r in entity.roles)
            ):
                return entity
        return None

    def _head(self, role: RoleSpan) -> str:
        return self.parse.words[role.head].lower()

    def _fits(self, entity: Entity, role: RoleRow, head: str) -> bool:
        for own in entity.roles:
            if own.role is role and (role.office or self._head(own) == head):
                return True
            if self._head(own) == head:
                return True
        return False

    # pronouns

    def _link_pronoun(self, word: int, row: PronounRow) -> None:
        best: Entity | None = None
        score = 0.0
        sentence = self.parse.sentence_of[word]
        for entity in self.entities:
            value = self._score(entity, word, row, sentence)
            if value > score:
                best, score = entity, value
        if best is None:
            return
        best.mentions.append(Piece(word, word + 1, word, "pronoun", f"pronoun-{row.kind}"))
        if row.gender in ("m", "f") and best.gender is None:
            best.gender = row.gender
        self.entity_at[word] = best

    def _score(self, entity: Entity, word: int, row: PronounRow, sentence: int) -> float:
        parse = self.parse
        if not self._agrees(entity, row):
            return 0.0
        best = 0.0
        for piece in entity.mentions[-4:]:
            if piece.start >= word:
                continue
            distance = sentence - parse.sentence_of[piece.head]
            if distance > 4:
                continue
            value = 10.0 - 2.0 * distance - 0.01 * (word - piece.head)
            relation = parse.deprel[piece.head]
            if relation in _SUBJECTS:
                value += 2.5
            elif relation in ("nmod", "nmod:poss", "compound", "obl"):
                value -= 1.0
            if distance == 0 and parse.heads[piece.head] == parse.heads[word] and row.kind == "personal":
                value -= 6.0  # the other argument of the same verb
            best = max(best, value)
        return best + min(len(entity.mentions), 5) * 0.2

    def _agrees(self, entity: Entity, row: PronounRow) -> bool:
        if row.number == "p":
            return entity.plural or entity.kind == "thing" and not entity.label == "LOC" or self._is_body(entity)
        if row.gender in ("m", "f"):
            return entity.is_animate() and entity.gender in (None, row.gender) and not entity.plural
        if row.gender == "n":
            return not entity.plural and (entity.kind == "thing" or self._is_body(entity))
        return False

    def _is_body(self, entity: Entity) -> bool:
        return entity.kind == "nominal" and any(r.role.kind in ("body", "state") for r in entity.roles)

    def _link_relative(self, word: int, row: PronounRow) -> None:
        parse = self.parse
        verb = parse.heads[word]
        for _ in range(4):
            if parse.deprel[verb] == "acl:relcl":
                noun = parse.heads[verb]
                entity = self.entity_at.get(noun)
                if entity is not None:
                    self.entity_at[word] = entity
                    entity.mentions.append(Piece(word, word + 1, word, "pronoun", "relative"))
                return
            if parse.heads[verb] == verb:
                return
            verb = parse.heads[verb]


def _identity(entry: Entry) -> tuple[str, str]:
    if entry.actor:
        return ("actor", entry.actor.name)
    if entry.country:
        return ("country", entry.country.code)
    return ("reading", entry.form)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if len(short) == 1:
        return short[0] in long and len(short[0]) > 1
    return set(short) <= set(long) or (short[-1] == long[-1] and short[0][0] == long[0][0] and len(short[0]) == 1)


def _acronym(key: tuple[str, ...], names: list[tuple[str, ...]]) -> bool:
    if len(key) != 1 or not 2 <= len(key[0]) <= 7:
        return False
    return any(
        len(n) > 1 and "".join(c[0] for c in n if c[0].isalpha()).startswith(key[0][:3]) and _initials(n, key[0])
        for n in names
    )


def _initials(name: tuple[str, ...], acronym: str) -> bool:
    it = iter(c[0] for c in name)
    return all(letter in it for letter in acronym)
