"""Linking names, role nouns and pronouns of an article into entities, in the order of the text."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks
from onrecord.lang.actors import PronounRow, RoleRow
from onrecord.parse.mention_ahead import link_ahead, spoke_before
from onrecord.parse.mention_antecedents import Antecedents
from onrecord.parse.mention_entities import Entity, Piece, identity, is_acronym, looks_like, same_person, surname_fit
from onrecord.parse.mention_introduced import introduce
from onrecord.parse.mention_phrases import Phrase, PhraseWords, describe, is_apart, is_definite
from onrecord.parse.mention_pronouns import function_head
from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan
from onrecord.parse.mention_titles import is_office_of, known_gender, roles_by_name

__all__ = ["Linker"]

_ROLES = 12  # role nouns that an entity keeps
_RECENT = 60  # entities that a pronoun or "the minister" may go back to
_NAMING = frozenset({"appos", "flat", "nmod:desc"})
_PLURAL = frozenset({"NNS", "NNPS"})
_VARIED = frozenset(  # offices that the tables of holders seldom know better than the sentence before
    {None, "regional_leader", "leader", "party_leader", "former", "opposition_leader", "secretary_general"}
)
_ANYONE = PronounRow("", "definite", number="s")
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
        self._phrase_words = PhraseWords.of_table(self.words)
        self._roles = roles_by_name(layout, self.words["government"])
        self.antecedents = Antecedents(layout.parse, pack.cue_words, pack.antecedent_weights)
        self._open: list[tuple[int, PronounRow]] = []  # pronouns that speak and have nobody before them
        self._recent: OrderedDict[int, Entity] = OrderedDict()
        self._last: dict[int, int] = {}  # where each was mentioned last
        self._by_chunk: dict[str, list[Entity]] = {}  # persons and things by the parts of their names
        self._by_identity: dict[tuple[str, str], Entity] = {}

    def run(self) -> None:
        """Links all mentions."""
        titles = {r.head for roles in self._roles.values() for r in roles if r.end > r.start}
        items: list[tuple[int, int, NameSpan | RoleSpan | PronounRow]] = []
        items.extend((n.start, n.head, n) for n in self.layout.names)
        items.extend((r.start, r.head, r) for r in self.layout.roles if r.head not in titles)
        items.extend((i, i, RoleSpan(i, i + 1, i, _EPITHET)) for i in self._epithets())
        relatives: list[int] = []
        for i, word in enumerate(self.parse.words):
            row = self.pronouns.get(word.lower())
            if row is None or row.person != 3 or self.parse.upos[i] not in ("PRON", "DET"):
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
            else:
                self._link_pronoun(start, item)
        for role in self.layout.roles:
            self._link_named(role)
        link_ahead(self.antecedents, self.entities, self.entity_at, self._open)
        for relative in relatives:
            self._link_relative(relative)
        introduce(self.layout, self.entities, self.entity_at, self.words["definite"])

    def recent(self) -> Iterator[Entity]:
        """The entities mentioned last, latest first."""
        return islice(reversed(self._recent.values()), _RECENT)

    def _mention(self, entity: Entity, piece: Piece) -> None:
        if not entity.mentions:
            self.entities.append(entity)
        entity.mentions.append(piece)
        self._last[id(entity)] = piece.head
        self._recent[id(entity)] = entity
        self._recent.move_to_end(id(entity))

    # names

    def _link_name(self, span: NameSpan) -> None:
        key = tuple(c for i in range(span.start, span.end) for c in chunks(self.parse.words[i]))
        text = self.parse.text[self.parse.anchor(span.start, span.end).slice]
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

    def _is_persons(self, span: NameSpan, key: tuple[str, ...]) -> bool:
        """Whether a place's name is a surname of the article, or one of a list: "Jim Jordan ... Jordan said"."""
        if span.label != "PERSON" or len(key) != 1:
            return False
        if all(e.actor is not None and e.actor.kind == "body" for e in span.entries):
            return True  # "Cortes recalled": rather someone than the parliament
        around = (self.layout.name_at.get(span.start - 2), self.layout.name_at.get(span.end + 1))
        if all(n is not None and n.label == "PERSON" and not n.entries for n in around):
            return self.parse.words[span.start - 1] == ","
        return any(e.kind == "person" and len(n) > 1 and n[-1] == key[0] for e in self._named(key) for n in e.names)

    def _named(self, key: tuple[str, ...]) -> list[Entity]:
        found: dict[int, Entity] = {}
        for chunk in key:
            for entity in self._by_chunk.get(chunk, ())[-_RECENT:]:
                found[id(entity)] = entity
        return list(found.values())

    def _person(self, span: NameSpan, key: tuple[str, ...], text: str) -> Entity:
        known = [e for e in self._named(key) if e.kind == "person"]
        fits = [e for e in known if any(same_person(key, name) for name in e.names)]
        if not fits:
            fits = [e for e in known if len(key) > 1 and any(len(n) > 1 and looks_like(key, n) for n in e.names)]
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
        people = (e for e in self.recent() if e.kind == "person")
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
        for entity in self.recent():
            if entity.kind == "thing" and is_acronym(key, entity.names):
                self._name(entity, key)
                return entity
        return None

    def _is_people(self, span: NameSpan) -> bool:
        return bool(span.entries) and all(e.kind in ("people", "adjective") for e in span.entries)

    # role nouns

    def _link_role(self, span: RoleSpan) -> None:
        entity = self._antecedent(span) or self.entity_at.get(span.head)
        if entity is None:
            entity = Entity("nominal", plural=span.plural)
        if entity.kind != "person" and self._is_new(entity, span):
            entity.roles.append(span)
            entity.gender = entity.gender or span.role.gender
        left = span.start
        for child in self.parse.children[span.head]:
            if child < left and self.parse.deprel[child] in ("det", "amod", "compound", "nummod"):
                left = child
        self._mention(entity, Piece(left, span.end, span.head, "nominal", "role-noun"))
        for i in range(span.start, span.end):
            self.entity_at[i] = entity

    def _epithets(self) -> Iterator[int]:
        """The nouns without a row that speak and may vary a name: "the engineer", "the AG"."""
        parse, layout, known = self.parse, self.layout, self.words["someone"]
        for word, (upos, lower, text) in enumerate(zip(parse.upos, parse.lower, parse.words, strict=True)):
            if upos not in ("NOUN", "PROPN") or not (lower in known or (text.isupper() and len(text) > 1)):
                continue
            free = word not in layout.role_at and word not in layout.name_at and parse.xpos[word] not in _PLURAL
            if free and self.antecedents.reports(word):
                yield word

    def _link_epithet(self, span: RoleSpan) -> None:
        """Someone named before whom a noun without a row varies; nobody new."""
        text = self.parse.words[span.head]
        if not is_definite(self.layout, span, self.words["definite"]) or self._is_somebodys(span):
            return
        entity = self._holder(NameSpan(span.start, span.end, span.head, ""), text) or (
            self._just_named(span) if text.lower() in self.words["someone"] else None
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
        head = self._head(span)
        return len(entity.roles) < _ROLES and all(self._head(r) != head for r in entity.roles)

    def _antecedent(self, span: RoleSpan) -> Entity | None:
        if not is_definite(self.layout, span, self.words["definite"]) or self._is_there(span):
            return None
        head = self.parse.words[span.head].lower()
        phrase = describe(self.layout, span, self._phrase_words)
        marked = bool(phrase.possessors) or any(n.entries or n.label != "LOC" for n in phrase.names)
        wanted = _codes(phrase)
        human = span.role.kind in ("person", "people") and not span.plural
        apart = human and is_apart(self.layout, span, self.words["apart"])
        known = self._known_person(span, head, wanted) if human and not apart else None
        known = known or (None if marked else self._known_thing(span, head, human=human))
        if known is not None:
            return known
        if head in self.words["anyone"] and not marked and not span.plural:
            return self.antecedents.choose(self.recent(), span.start, _ANYONE)
        if span.plural or phrase.possessors or self._is_somebodys(span):
            return None
        if wanted:
            if human:
                return self._just_spoke(span, wanted) if self._is_anyones(span, phrase) else None
            return self._thing_of(span, head, wanted)
        if head in self.words["someone"] or apart:
            return self._just_named(span)
        if not human or span.role.office not in _VARIED:
            return None
        spoke = self._just_spoke(span)
        if (
            spoke is None
            and span.role.office is None
            and self.antecedents.reports(function_head(self.parse, span.head))
        ):
            return self._just_named(span)
        return spoke

    def _is_anyones(self, span: RoleSpan, phrase: Phrase) -> bool:
        """Whether a noun may vary the name of whoever has its country: "the Chilean official", "the UN director"."""
        national = any(e.country for n in phrase.names for e in n.entries)
        return span.role.office is None or (span.role.office in _VARIED and not national)

    def _is_there(self, span: RoleSpan) -> bool:
        """Whether a noun is said to be elsewhere than who was spoken of: "the foreign ministry there"."""
        return span.end < len(self.parse) and self.parse.words[span.end].lower() in self.words["there"]

    def _is_somebodys(self, span: RoleSpan) -> bool:
        """Whether a noun says whose it is: "the gang's chief" varies nobody's name."""
        return any(self.parse.deprel[c] == "nmod:poss" for c in self.parse.children[span.head])

    def _known_person(self, span: RoleSpan, head: str, wanted: set[str]) -> Entity | None:
        return next((e for e in self.recent() if e.kind == "person" and self._holds(e, span, head, wanted)), None)

    def _known_thing(self, span: RoleSpan, head: str, *, human: bool) -> Entity | None:
        """The last that was called by the same noun, or by a name that ends in it; else a name of its kind."""
        called: Entity | None = None
        for entity in self.recent():
            if entity.kind == "nominal":
                if not self._is_modifier(entity) and any(self._is_same_noun(r, span, head) for r in entity.roles):
                    return called or entity
            elif entity.kind == "thing" and not human:
                if any(head == name[-1] for name in entity.names):
                    return entity
                if called is None and self._is_called(entity, head):
                    called = entity
        return called

    def _thing_of(self, span: RoleSpan, head: str, wanted: set[str]) -> Entity | None:
        """The named thing of a kind whose country a noun that speaks says: "the Korean company"."""
        if not self.antecedents.reports(function_head(self.parse, span.head)):
            return None
        for entity in self.recent():
            if entity.kind == "thing" and not entity.plural and self._is_called(entity, head):
                codes = {e.actor.code for e in entity.entries if e.actor is not None}
                if not codes or not wanted.isdisjoint(codes):
                    return entity
        return None

    def _is_modifier(self, entity: Entity) -> bool:
        """Whether a noun was only used to say of what kind another is: "his court appearance"."""
        return all(self.parse.deprel[m.head] == "compound" for m in entity.mentions)

    def _is_same_noun(self, own: RoleSpan, span: RoleSpan, head: str) -> bool:
        same = self._head(own) == head and own.plural == span.plural
        return same and _compatible(own.role.office, span.role.office)

    def _just_named(self, span: RoleSpan) -> Entity | None:
        """The person who was the subject of the sentence before, whom "the lawmaker" then varies."""
        entity = self.antecedents.choose(self.recent(), span.start, _ANYONE)
        if entity is None or entity.kind != "person":
            return None
        here, there = (self.parse.sentence_of[i] for i in (span.head, entity.mentions[-1].head))
        turns = self.antecedents.quoted.turn[here] - self.antecedents.quoted.turn[there]
        return entity if here - there <= 2 and turns <= 1 else None

    def _just_spoke(self, span: RoleSpan, wanted: frozenset[str] | set[str] = frozenset()) -> Entity | None:
        """Who spoke in the sentence before, where "the governor" then speaks and nothing else is known of either.

        "The Peruvian official" may be somebody of whom more is known, if it is not that he is another country's.
        """
        antecedents = self.antecedents
        if not antecedents.reports(function_head(self.parse, span.head)):
            return None
        here = self.parse.sentence_of[span.head]
        for entity in self.recent():
            piece = entity.mentions[-1]
            there = self.parse.sentence_of[piece.head]
            if antecedents.quoted.turn[here] - antecedents.quoted.turn[there] > 1 or there == here:
                continue
            if entity.kind != "person" or not antecedents.reports(function_head(self.parse, piece.head)):
                continue
            if span.role.gender is not None and entity.gender not in (None, span.role.gender):
                return None
            known = self._countries(entity) if wanted else ()
            fits = not known or not wanted.isdisjoint(known) if wanted else not any(r.role.words for r in entity.roles)
            return entity if fits else None
        return None

    def _countries(self, person: Entity) -> set[str]:
        """The countries that someone's role nouns name, else those that office holders of his full name are of."""
        codes = {code for role in person.roles for code in _codes(describe(self.layout, role, self._phrase_words))}
        name = max(person.names, key=len)
        known = {p.country for p in self._people.candidates(name) if len(name) > 1 and name in p.forms}
        return codes or known

    def _is_called(self, entity: Entity, head: str) -> bool:
        """Whether a common noun may mean a named thing by its kind."""
        for entry in entity.entries:
            kind = entry.actor.kind if entry.actor else entry.kind
            if head in self.words.get(f"generic-{kind}", ()):
                return True
        return (
            not entity.entries
            and entity.label == "ORG"
            and any(head in self.words[f"generic-{kind}"] for kind in ("party", "ngo", "company", "igo", "media"))
        )

    def _holds(self, entity: Entity, span: RoleSpan, head: str, wanted: set[str]) -> bool:
        for own in entity.roles:
            if not own.role.words:
                continue
            if self._head(own) == head or (own.role is span.role and span.role.office not in (None, "former")):
                if not _compatible(own.role.office, span.role.office) or (
                    own.role.office != span.role.office and wanted
                ):
                    continue
                codes = _codes(describe(self.layout, own, self._phrase_words)) if wanted else set()
                if not wanted or not codes or wanted & codes:
                    return True
        return False

    def _head(self, role: RoleSpan) -> str:
        """The noun that a role is called by: the last of "Parliament Speaker", whatever the tree says."""
        upos, last = self.parse.upos, role.end - 1
        nouns = role.start <= role.head < last and all(upos[i] in ("NOUN", "PROPN") for i in range(role.head, role.end))
        return self.parse.words[last if nouns else role.head].lower()

    # pronouns

    def _link_pronoun(self, word: int, row: PronounRow) -> None:
        entity = self.antecedents.choose(self.recent(), word, row)
        if entity is None and row.kind == "personal" and row.number == "s" and self.antecedents.reports(word):
            entity = spoke_before(self.antecedents, self.recent(), word, row) if row.gender != "n" else None
            if entity is None:
                self._open.append((word, row))
        if entity is None:
            return
        self._mention(entity, Piece(word, word + 1, word, "pronoun", f"pronoun-{row.kind}"))
        if row.gender in ("m", "f") and entity.gender is None:
            entity.gender = row.gender
        self.entity_at[word] = entity

    def _link_relative(self, word: int) -> None:
        """A relative pronoun stands for the noun that its clause modifies."""
        parse = self.parse
        verb = parse.heads[word]
        for _ in range(5):
            if parse.deprel[verb] in ("acl:relcl", "acl"):
                entity = self.entity_at.get(parse.heads[verb])
                if entity is not None:
                    self.entity_at[word] = entity
                    entity.mentions.append(Piece(word, word + 1, word, "pronoun", "relative"))
                return
            if parse.heads[verb] == verb:
                return
            verb = parse.heads[verb]


def _compatible(own: str | None, asked: str | None) -> bool:
    """Whether the holder of one office may be called by another's noun: a foreign minister "the minister"."""
    return own is None or asked is None or own == asked or (asked == "minister" and own.endswith("_minister"))


def _codes(phrase: Phrase) -> set[str]:
    """The countries and world bodies that a noun's words name."""
    entries = [e for n in phrase.names for e in n.entries]
    bodies = {e.actor.code for e in entries if e.actor is not None and e.actor.kind == "igo"}
    return bodies | {e.country.code for e in entries if e.country}
