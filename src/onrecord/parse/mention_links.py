"""Linking names, role nouns and pronouns of an article into entities, in the order of the text."""

from collections.abc import Iterator

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks, chunks_of
from onrecord.lang.actors import PronounRow, RoleRow
from onrecord.parse.mention_ahead import link_ahead, spoke_before, spoke_whoever
from onrecord.parse.mention_antecedents import Antecedents
from onrecord.parse.mention_bodies import Bodies
from onrecord.parse.mention_entities import (
    Entity,
    Piece,
    Recent,
    identity,
    is_acronym,
    is_slip,
    looks_like,
    same_person,
    surname_fit,
)
from onrecord.parse.mention_groups import Group, find_groups, group_of
from onrecord.parse.mention_introduced import introduce
from onrecord.parse.mention_nouns import Nouns
from onrecord.parse.mention_phrases import is_definite
from onrecord.parse.mention_pronouns import SUBJECTS, doubled, repeated
from onrecord.parse.mention_relatives import who_is_meant
from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan
from onrecord.parse.mention_titles import is_office_of, known_gender, roles_by_name

__all__ = ["Linker"]

_MOST = 60  # entities of a name's part that are looked at
_ROLES = 12  # role nouns that an entity keeps
_NAMING = frozenset({"appos", "flat", "nmod:desc"})
_PLURAL = frozenset({"NNS", "NNPS"})
_PRONOUNS = frozenset({"PRON", "DET"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PEOPLE, _PARTY = "people", "party"  # kinds of names
_PAIR = PronounRow("", "personal", number="p")
_EPITHET = RoleRow(words=(), sector=None, kind="people")  # of a noun without a row


class Linker:
    """Walks the article once; `entities` and `entity_at` (by word) are the result."""

    def __init__(self, layout: Layout, pack: LanguagePack) -> None:
        self.layout = layout
        self.parse = layout.parse
        self.pronouns = pack.pronouns
        self.words = pack.mention_words
        self.entities: list[Entity] = []
        self.entity_at: dict[int, Entity] = {}
        self._titles = pack.actor_index.titles
        self._given_names = pack.given_names
        self._people = pack.people_index
        self._roles = roles_by_name(layout, self.words["government"])
        self.antecedents = Antecedents(layout.parse, pack.cue_words, pack.antecedent_weights, self.words["about"])
        self._recent = Recent()
        bodies = Bodies(layout, self.entity_at, pack.actor_index, self.words["of"])
        self._nouns = Nouns(layout, pack, self.antecedents, self._recent, bodies)
        self._described: list[Entity] = []  # by nouns without a row: "a scientist"
        self._open: list[tuple[int, PronounRow]] = []  # pronouns that speak and have nobody before them
        self._repeated: list[tuple[int, int]] = []  # pronouns and the nouns behind their verbs that they stand for
        self._last: dict[int, int] = {}  # where each was mentioned last
        self._by_chunk: dict[str, list[Entity]] = {}  # persons and things by the parts of their names
        self._groups: dict[frozenset[int], Entity] = {}  # several by who they are
        self._by_identity: dict[tuple[str, str], Entity] = {}

    def run(self) -> None:
        """Links all mentions."""
        titles = {r.head for roles in self._roles.values() for r in roles if r.end > r.start}
        items: list[tuple[int, int, NameSpan | RoleSpan | PronounRow | Group]] = []
        items.extend((n.start, n.head, n) for n in self.layout.names)
        roles = (r for r in self.layout.roles if r.head not in titles and not self._is_age(r))
        items.extend((r.start, r.head, r) for r in roles)
        items.extend((i, i, RoleSpan(i, i + 1, i, _EPITHET)) for i in self._epithets())
        items.extend((g.at, len(self.parse), g) for g in find_groups(self.layout))
        relatives: list[int] = []
        for i, (upos, lower) in enumerate(zip(self.parse.upos, self.parse.lower, strict=True)):
            row = self._pronoun(i, upos, lower)
            if row is None or row.person != 3:
                continue
            if row.kind == "relative":
                relatives.append(i)
            else:
                items.append((i, i, row))
        for start, _, item in sorted(items, key=lambda x: (x[0], x[1])):
            if isinstance(item, NameSpan):
                self._link_name(item)
            elif isinstance(item, RoleSpan):
                (self._link_epithet if item.role is _EPITHET else self._link_role)(item)
            elif isinstance(item, Group):
                if (group := group_of(item, self.entity_at, self._groups)) is not None:
                    self._recent.mention(group)
            else:
                self._link_pronoun(start, item)
        for role in self.layout.roles:
            self._link_named(role)
        self._link_late()
        for relative in relatives:
            self._link_relative(relative)
        reports = self.antecedents.reports
        introduce(self.layout, self.entities, self.entity_at, self.words, reports, self._described)

    def _link_late(self) -> None:
        """Pronouns that stand for whom a noun behind them names; in a bad translation at last for anybody."""
        for word, noun in self._repeated:
            if noun in self.entity_at:
                self.entity_at[word] = self.entity_at[noun]
        link_ahead(self.antecedents, self.entities, self.entity_at, self._open)
        for word, _ in self._open if self.antecedents.quoted.translated else ():
            entity = spoke_whoever(self.antecedents, self.entities, word) if word not in self.entity_at else None
            if entity is not None:
                self.entity_at[word] = entity

    def _mention(self, entity: Entity, piece: Piece, *, heard: bool = True) -> None:
        if not entity.mentions:
            self.entities.append(entity)
        entity.mentions.append(piece)
        if heard:
            self._last[id(entity)] = piece.head
            self._recent.mention(entity)

    # names

    def _link_name(self, span: NameSpan) -> None:
        key = chunks_of(self.parse.words[span.start : span.end])
        text = self.parse.line(span.start, span.end)
        surname = self._shared_surname(span, key)
        if surname:
            key, text = (*key, *chunks(surname)), f"{text} {surname}"
        span.title_gender = span.title_gender or self._own_gender(span)
        holder: Entity | None = None
        defined = self.entity_at.get(self.layout.defined.get(span.start, -1))
        if defined is not None and defined.kind != "person":
            entity = defined
            self._name(entity, key)
        elif (span.label == "PERSON" and not span.entries) or self._is_persons(span, key):
            entity = self._person(span, key, text)
        else:
            holder = self._holder(span, text)
            entity = holder or self._thing(span, key, text)
        form, rule = ("nominal", "office-acronym") if holder else ("name", "name")
        self._mention(entity, Piece(span.start, span.end, span.head, form, rule))
        for role in self._roles.get(span.start, ()):
            if len(entity.roles) < _ROLES:
                entity.roles.append(role)
            entity.title_gender = entity.title_gender or role.role.gender
            for i in range(role.start, role.end):
                self.entity_at.setdefault(i, entity)
        if entity.kind == "person" and span.start:
            before = span.start - 1 - (self.parse.words[span.start - 1] == ".")
            title = chunks(self.parse.words[before]) if before >= 0 else ()
            if (row := self._titles.get(title)) is not None:
                entity.title_sector = entity.title_sector or row.sector
            if title and (*title, *key) not in entity.titled:
                entity.titled.append((*title, *key))
        entity.title_gender = entity.title_gender or span.title_gender
        given = self._given_names.get(key[0]) if entity.kind == "person" and len(key) > 1 else None
        gender = entity.title_gender or given or entity.gender
        entity.gender = gender or known_gender(self._people, entity, key)
        for i in range(span.start, span.end):
            self.entity_at.setdefault(i, entity)
        self.entity_at.setdefault(span.head, entity)

    def _shared_surname(self, span: NameSpan, key: tuple[str, ...]) -> str | None:
        """The surname that a given name shares with the name it is joined to: "[Ana] and Luis Diaz"."""
        parse, other = self.parse, self.layout.name_at.get(span.end + 1)
        if span.label != "PERSON" or len(key) != 1 or other is None or other.label != "PERSON" or other.entries:
            return None
        if parse.upos[span.end] != "CCONJ" or other.end - other.start != 2 or key[0] not in self._given_names:
            return None
        given = chunks(parse.words[other.start])
        return parse.words[other.end - 1] if given and given[0] in self._given_names else None

    def _own_gender(self, span: NameSpan) -> str | None:
        """The gender that a word right behind a name says: "Diaz [herself] said"."""
        if span.label != "PERSON" or span.end >= len(self.parse):
            return None
        row = self.pronouns.get(self.parse.lower[span.end])
        return row.gender if row is not None and row.kind == "reflexive" and row.gender in ("m", "f") else None

    def _is_persons(self, span: NameSpan, key: tuple[str, ...]) -> bool:
        """Whether a place's name is a surname of the article, or one of a list: "Jim Jordan ... Jordan said"."""
        if span.label != "PERSON" or len(key) != 1:
            return False
        if all(e.actor is not None and e.actor.kind == "body" for e in span.entries):
            return True  # "Cortes recalled": rather someone than the parliament
        around = (self.layout.name_at.get(span.start - 2), self.layout.name_at.get(span.end + 1))
        if all(n is not None and n.label == "PERSON" and not n.entries for n in around):
            return self.parse.words[span.start - 1] == ","
        return any(e.kind == "person" and n[-1] == key[0] for e in self._named(key) for n in e.full_names())

    def _named(self, key: tuple[str, ...]) -> list[Entity]:
        found: dict[int, Entity] = {}
        for chunk in key:
            for entity in self._by_chunk.get(chunk, ())[-_MOST:]:
                found[id(entity)] = entity
        return list(found.values())

    def _person(self, span: NameSpan, key: tuple[str, ...], text: str) -> Entity:
        known = [e for e in self._named(key) if e.kind == "person"]
        fits = [e for e in known if any(same_person(key, name) for name in e.whole_names(key))]
        if not fits:
            fits = [e for e in known if len(key) > 1 and any(looks_like(key, n) for n in e.full_names())]
        if not fits and len(key) == 1:
            near = (e for e in self._recent if e.kind == "person")
            slips = [e for e in near if any(is_slip(key[0], n[-1]) for n in e.full_names())]
            fits = slips if len(slips) == 1 else []
        if span.title_gender:
            fits = [e for e in fits if e.gender in (None, span.title_gender)]
        if fits:
            entity = max(fits, key=lambda e: (max(surname_fit(key, n) for n in e.names), self._last.get(id(e), -1)))
            if len(key) > max(map(len, entity.names)):
                entity.text = text
        else:
            entity = Entity("person", "PERSON", [], text)
        self._name(entity, key)
        return entity

    def _name(self, entity: Entity, key: tuple[str, ...]) -> None:
        if key in entity.names:
            return
        entity.names.append(key)
        for chunk in dict.fromkeys(key):
            self._by_chunk.setdefault(chunk, []).append(entity)

    def _thing(self, span: NameSpan, key: tuple[str, ...], text: str) -> Entity:
        for entry in span.entries:
            entity = self._by_identity.get(identity(entry))
            if entity is not None and entity.plural == self._is_people(span):
                return entity
        known = self._named_before(span, key) if not span.entries else None
        if known is not None:
            return known
        entity = Entity("thing", span.label, [], text, span.entries, plural=self._is_people(span))
        self._name(entity, key)
        for entry in span.entries:
            if not entity.plural:
                self._by_identity.setdefault(identity(entry), entity)
        return entity

    def _holder(self, span: NameSpan, text: str) -> Entity | None:
        """The person whose office an acronym with an article stands for: "the IGP", "the CJ"."""
        if span.entries or not text.isupper() or not span.start:
            return None
        if self.parse.words[span.start - 1].lower() not in self.words["article"]:
            return None
        people = (e for e in self._recent if e.kind == "person")
        return next((e for e in people if is_office_of(self.parse, e, text)), None)

    def _named_before(self, span: NameSpan, key: tuple[str, ...]) -> Entity | None:
        """What a name that no table has stands for: the same name, a longer one's last word or its initials."""
        things = [e for e in reversed(self._named(key)) if e.kind != "person"]
        for entity in things:
            if key in entity.names:
                return entity
        if len(key) == 1 and span.label == "ORG":  # "the Council" of the Security Council named before
            for entity in things:
                if any(name[-1] == key[0] for name in entity.names):
                    return entity
        for entity in self._recent:
            if entity.kind == "thing" and is_acronym(key, entity.names):
                self._name(entity, key)
                return entity
        return None

    def _is_people(self, span: NameSpan) -> bool:
        return bool(span.entries) and all(e.kind in ("people", "adjective") for e in span.entries)

    # role nouns

    def _link_role(self, span: RoleSpan) -> None:
        entity = self._spouse(span) or self._nouns.antecedent(span)
        entity = entity or self.entity_at.get(span.head) or self._apposed(span)
        if entity is None:
            entity = Entity("nominal", plural=span.plural)
        if entity.kind != "person" and self._is_new(entity, span):
            entity.roles.append(span)
            entity.gender = entity.gender or span.role.gender
        left = span.start
        for child in self.parse.children[span.head]:
            if child < left and self.parse.deprel[child] in ("det", "amod", "compound", "nummod"):
                left = child
        piece = Piece(left, span.end, span.head, "nominal", "role-noun")
        self._mention(entity, piece, heard=not self._only_modifies(span))
        for i in range(span.start, span.end):
            self.entity_at[i] = entity

    def _only_modifies(self, span: RoleSpan) -> bool:
        """Whether a noun for people is part of another's name, so that no "he" means it: "the Youth Minister"."""
        return span.role.kind in ("person", "people") and self.parse.deprel[span.head] == "compound"

    def _spouse(self, span: RoleSpan) -> Entity | None:
        """The only one named before who shares the surname of whose wife or husband is meant: "[his wife] said"."""
        parse = self.parse
        if span.plural or parse.lower[span.head] not in self.words["spouse"]:
            return None
        whose = (self.entity_at.get(c) for c in parse.children[span.head] if parse.deprel[c] == "nmod:poss")
        holder = next((e for e in whose if e is not None and e.kind == "person"), None)
        if holder is None:
            return None
        surname = max(holder.names, key=len)[-1]
        kin = [e for e in self._named((surname,)) if e.kind == "person" and e is not holder]
        kin = [e for e in kin if any(n[-1] == surname for n in e.full_names())]
        fits = [e for e in kin if e.gender in (None, span.role.gender)]
        return fits[0] if len(fits) == 1 else None

    def _is_age(self, span: RoleSpan) -> bool:
        """Whether a noun only says how old another is: "the [71-year-old] lawmaker"."""
        parse = self.parse
        return parse.deprel[span.head] == "amod" and parse.lower[span.head] in self.words["anyone"]

    def _apposed(self, span: RoleSpan) -> Entity | None:
        """Whom a noun in apposition calls once more: "the envoy of Chile, [president] of the council"."""
        head = self.parse.heads[span.head]
        entity = self.entity_at.get(head) if self.parse.deprel[span.head] == "appos" and head < span.head else None
        if entity is None or entity.kind != "nominal" or not entity.is_animate():
            return None
        return entity if span.role.kind in ("person", "people") and entity.plural == span.plural else None

    def _epithets(self) -> Iterator[int]:
        """The nouns without a row that speak and may vary a name: "the engineer", "the AG"."""
        parse, layout, known = self.parse, self.layout, self.words["someone"]
        for word, (upos, lower, text) in enumerate(zip(parse.upos, parse.lower, parse.words, strict=True)):
            name = layout.name_at.get(word)
            member = name is not None and name.end - name.start == 1 and _is_members(name, known=lower in known)
            if not (lower in known or (text.isupper() and len(text) > 1) or member):
                continue
            if upos not in _NOUNS and not (upos == "ADJ" and parse.deprel[word] in SUBJECTS):
                continue
            free = word not in layout.role_at and (name is None or member) and parse.xpos[word] not in _PLURAL
            if free and self.antecedents.reports(word):
                yield word

    def _link_epithet(self, span: RoleSpan) -> None:
        """Someone named before whom a noun without a row varies; somebody new only where the name follows."""
        text = self.parse.words[span.head]
        if not is_definite(self.layout, span, self.words["definite"]):
            piece = Piece(span.start, span.end, span.head, "nominal", "epithet")
            self._described.append(Entity("nominal", roles=[span], mentions=[piece]))
            return
        if self._nouns.is_somebodys(span):
            return
        name = self.layout.name_at.get(span.head)
        if name is not None:
            entity = self._nouns.national(span, name)
        else:
            entity = self._holder(NameSpan(span.start, span.end, span.head, ""), text) or (
                self._nouns.just_named(span) if text.lower() in self.words["someone"] else None
            )
        if entity is not None:
            self._mention(entity, Piece(span.start, span.end, span.head, "nominal", "epithet"))
            self.entity_at[span.head] = entity

    def _link_named(self, span: RoleSpan) -> None:
        """A body is the one whose name stands in apposition: "the television channel Al Amal"."""
        if span.role.kind != "body" or span.plural:
            return
        own = self.entity_at.get(span.head)
        name = self._name_of_body(span) if own is not None and own.kind == "nominal" else None
        entity = self.entity_at.get(name.head) if name is not None else None
        if entity is None or entity.kind != "thing" or any(e.kind not in ("actor", "reading") for e in entity.entries):
            return
        for i in range(span.start, span.end):
            self.entity_at[i] = entity

    def _name_of_body(self, span: RoleSpan) -> NameSpan | None:
        """The name in apposition to a noun, or right behind it where the tree gives both the same place."""
        parse, names = self.parse, self.layout.name_at
        for child in parse.children[span.head]:
            name = names.get(child)
            if name is not None and parse.deprel[child] in _NAMING and span.end <= name.start <= span.end + 2:
                return name
        name = names.get(span.end)
        if name is None or name.label != "ORG" or parse.heads[name.head] != parse.heads[span.head]:
            return None
        return name if parse.deprel[name.head] == parse.deprel[span.head] else None

    def _is_new(self, entity: Entity, span: RoleSpan) -> bool:
        head = self._nouns.head(span)
        return len(entity.roles) < _ROLES and all(self._nouns.head(r) != head for r in entity.roles)

    # pronouns

    def _pronoun(self, word: int, upos: str, lower: str) -> PronounRow | None:
        """The row of a pronoun that is no part of a name, or of a number that stands for two who were named together:
        "the two also called for", not "the two men"."""
        if upos in _PRONOUNS:
            return None if word in self.layout.name_at else self.pronouns.get(lower)
        if upos != "NUM" or lower not in self.words["both"] or self.parse.deprel[word] not in SUBJECTS:
            return None
        return _PAIR if word and self.parse.lower[word - 1] in self.words["article"] else None

    def _link_pronoun(self, word: int, row: PronounRow) -> None:
        double = self.entity_at.get(doubled(self.parse, word)) if row.kind == "personal" else None
        if double is not None:
            self._mention(double, Piece(word, word + 1, word, "pronoun", "pronoun-doubled"))
            self.entity_at[word] = double
            return
        noun = repeated(self.parse, word) if row.kind == "personal" else -1
        if noun >= 0:
            self._repeated.append((word, noun))
            return
        entity = self.antecedents.choose(self._recent, word, row)
        if entity is None and row.kind == "personal" and row.number == "s" and self.antecedents.reports(word):
            entity = spoke_before(self.antecedents, self._recent, word, row) if row.gender != "n" else None
            if entity is None:
                self._open.append((word, row))
        if entity is None:
            return
        self._mention(entity, Piece(word, word + 1, word, "pronoun", f"pronoun-{row.kind}"))
        if row.gender in ("m", "f") and entity.gender is None and self.antecedents.tells_gender(entity, word):
            entity.gender = row.gender
        self.entity_at[word] = entity

    def _link_relative(self, word: int) -> None:
        """A relative pronoun stands for the noun that its clause modifies."""
        noun, entity = who_is_meant(self.parse, self.entity_at, word, self.words["who"])
        entity = self._joined(noun, word) or entity
        if entity is not None:
            self.entity_at[word] = entity
            entity.mentions.append(Piece(word, word + 1, word, "pronoun", "relative"))

    def _joined(self, noun: int | None, word: int) -> Entity | None:
        """Those named together of whom the tree has the first: "Mali and Niger, [whose] envoys"."""
        if noun is None:
            return None
        heads = (noun, *(c for c in self.parse.children[noun] if self.parse.deprel[c] == "conj" and c < word))
        members = [self.entity_at.get(h) for h in heads]
        return self._groups.get(frozenset(map(id, members))) if len(heads) > 1 and all(members) else None


def _is_members(name: NameSpan, *, known: bool) -> bool:
    """Whether a name may also call one of a people or, if its noun is `known` to, of a party: "the Dutchman", "the
    Republican"."""
    kinds = {e.actor.kind if e.actor is not None else e.kind for e in name.entries}
    return kinds == {_PEOPLE} or (known and kinds == {_PARTY})
