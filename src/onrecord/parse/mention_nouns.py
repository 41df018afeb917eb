"""Whom or what a role noun takes up that was named before: "the minister", "the Chilean official", "the company"."""

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks_of
from onrecord.lang.actors import PronounRow, RoleRow
from onrecord.parse.mention_antecedents import Antecedents
from onrecord.parse.mention_bodies import Bodies, Body, share_one
from onrecord.parse.mention_entities import Entity, Recent
from onrecord.parse.mention_phrases import Phrase, PhraseWords, complements, describe, is_apart, is_definite, modifiers
from onrecord.parse.mention_pronouns import SUBJECTS, function_head
from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan

__all__ = ["Nouns"]

_VARIED = frozenset(  # offices that the tables of holders seldom know better than the sentence before
    {None, "regional_leader", "leader", "party_leader", "former", "opposition_leader", "secretary_general"}
)
_HEADS = frozenset({"leader", "party_leader", "head_of_state", "secretary_general"})  # who may head a body
_RULERS = frozenset({"head_of_state", "head_of_government"})  # whom the tables know better by their former office
_FORMER = "former"  # the office of nouns that say that it is past
_AGE = 4  # words from a number to "year-old"
_PIECES = 4  # last mentions that are looked at
_NO_ROLE = RoleRow(words=(), sector=None, kind="people")
_ANYONE = PronounRow("", "definite", number="s")


class Nouns:
    """Looks among the entities mentioned last."""

    def __init__(
        self, layout: Layout, pack: LanguagePack, antecedents: Antecedents, recent: Recent, bodies: Bodies
    ) -> None:
        self._layout, self._parse = layout, layout.parse
        self._words, self._people, self._index = pack.mention_words, pack.people_index, pack.actor_index
        self._phrase_words = PhraseWords.of_table(pack.mention_words)
        self._antecedents, self._recent, self._bodies = antecedents, recent, bodies

    def antecedent(self, span: RoleSpan) -> Entity | None:
        """Whom or what named before a noun takes up; None where it names somebody new."""
        if self._is_there(span) or self._is_named(span):
            return None
        head = self._parse.words[span.head].lower()
        definite = is_definite(self._layout, span, self._words["definite"])
        return self._taken_up(span, head) if definite else self._bare(span, head)

    def _taken_up(self, span: RoleSpan, head: str) -> Entity | None:
        """Whom or what a noun with a definite article takes up."""
        phrase = describe(self._layout, span, self._phrase_words)
        marked = bool(phrase.possessors) or any(n.entries or n.label != "LOC" for n in phrase.names)
        wanted = _codes(phrase)
        human = span.role.kind in ("person", "people") and not span.plural
        apart = human and is_apart(self._layout, span, self._words["apart"])
        bodies, another = self._bodies.of(span) if human else [], bool(self._which(span))
        known = self._known_person(span, head, wanted, bodies) if human and not apart and not another else None
        known = known or (None if marked else self._known_thing(span, head, bodies, human=human))
        if known is not None or another:
            return known
        if bodies and not apart and span.role.office is not None and span.role.office in _VARIED | _HEADS:
            return self._head_of(span, wanted, bodies)
        varies = head in self._words["anyone"]
        age = self._age(span) if human or varies else ""
        if not marked and not span.plural and (varies or age):
            fits = [e for e in self._recent if not age or self._ages(e) <= {age}]
            return self._antecedents.choose(fits, span.start, _ANYONE)
        if span.plural or phrase.possessors or self.is_somebodys(span):
            return None
        if wanted:
            if human:
                return self._just_spoke(span, wanted) if self._is_anyones(span, phrase) else None
            return self._thing_of(span, head, wanted)
        if head in self._words["someone"] or apart:
            return self.just_named(span)
        if human and self._is_former(span) and self._office_held(span) not in _RULERS:
            return self._free_to_be(span)
        if not human or span.role.office not in _VARIED:
            return None
        spoke = self._just_spoke(span)
        if (
            spoke is None
            and span.role.office is None
            and self._antecedents.reports(function_head(self._parse, span.head))
        ):
            return self.just_named(span)
        return spoke

    def _bare(self, span: RoleSpan, head: str) -> Entity | None:
        """Who was called by a noun that needs no article to be taken up: "Truro police ... [police] said"."""
        alone = not any(c < span.head for c in self._parse.children[span.head])
        return self._known_thing(span, head, [], human=False) if alone and head in self._words["bare"] else None

    def _is_named(self, span: RoleSpan) -> bool:
        """Whether a noun ends the name of a body that the names lack: "the Delhi Nurses [Union]" is no union before."""
        if span.role.kind != "body" or not span.start:
            return False
        noun, before = self._parse.words[span.start], self._parse.words[span.start - 1]
        return noun.istitle() and before.istitle() and self._parse.upos[span.start - 1] in ("PROPN", "NOUN")

    def _is_anyones(self, span: RoleSpan, phrase: Phrase) -> bool:
        """Whether a noun may vary the name of whoever has its country: "the Chilean official", "the UN director"."""
        national = any(e.country for n in phrase.names for e in n.entries)
        return span.role.office is None or (span.role.office in _VARIED and not national)

    def _is_there(self, span: RoleSpan) -> bool:
        """Whether a noun is said to be elsewhere than who was spoken of: "the foreign ministry there"."""
        return span.end < len(self._parse) and self._parse.words[span.end].lower() in self._words["there"]

    def is_somebodys(self, span: RoleSpan) -> bool:
        """Whether a noun says whose it is: "the gang's chief" varies nobody's name."""
        return any(self._parse.deprel[c] == "nmod:poss" for c in self._parse.children[span.head])

    def _known_person(self, span: RoleSpan, head: str, wanted: set[str], bodies: list[Body]) -> Entity | None:
        people = [e for e in self._recent if e.kind == "person"]
        known = next((e for e in people if self._holds(e, span, head, wanted, bodies)), None)
        if known is None and not wanted and not bodies and not self.is_somebodys(span):
            known = next((e for e in people if self._is_titled(e, span)), None)
        return known

    def _head_of(self, span: RoleSpan, wanted: set[str], bodies: list[Body]) -> Entity | None:
        """Whom a noun means that says of which body he is: who heads it, else who just spoke and may be of it."""
        people = [e for e in self._recent if e.kind == "person"]
        if span.role.office in _HEADS and not any(self._parse.upos[w] == "ADJ" for w in modifiers(self._layout, span)):
            for entity in people:
                if any(r.role.office in _HEADS and share_one(self._bodies.of(r), bodies) for r in entity.roles):
                    return entity
        spoke = self._spoke_before(span) if not self.is_somebodys(span) else None
        if spoke is None:
            return None
        known = self._countries(spoke) if wanted else set()
        if known and wanted.isdisjoint(known):
            return None
        theirs = [b for r in spoke.roles for b in self._bodies.of(r)]
        if theirs:
            return spoke if share_one(theirs, bodies) else None
        if any(b.is_party for b in bodies):
            return spoke
        return spoke if all(not r.role.words or r.role is span.role for r in spoke.roles) else None

    def _known_thing(self, span: RoleSpan, head: str, bodies: list[Body], *, human: bool) -> Entity | None:
        """The last that was called by the same noun, or by a name of which it is the head; else a name of its kind."""
        called: Entity | None = None
        for entity in self._recent:
            if entity.kind == "nominal":
                if not self._is_modifier(entity) and any(self._is_same_noun(r, span, head) for r in entity.roles):
                    if self._is_of_another(entity, span, bodies):
                        continue
                    return called or entity
            elif entity.kind == "thing" and not human:
                if any(head == name[-1] for name in entity.names) or self._begins(entity, span, head):
                    return entity
                better = called is None or (entity.entries and not called.entries)
                if better and self._is_called(entity, head) and self._is_of_kind(entity, span):
                    called = entity  # rather one whose kind the tables tell
        return called

    def _begins(self, entity: Entity, span: RoleSpan, head: str) -> bool:
        """Whether a noun is the head of a name that says of what it is: "Department of Roads", "the department"."""
        of = self._words["of"]
        named = any(len(name) > 2 and name[0] == head and name[1] in of for name in entity.names)
        return named and self._is_of_kind(entity, span)

    def _is_of_another(self, entity: Entity, span: RoleSpan, bodies: list[Body]) -> bool:
        """Whether a noun taken up is another body's: "the president of the bank" is no "the president" of before; "the
        president" may be the bank's in its paragraph."""
        theirs = [b for r in entity.roles for b in self._bodies.of(r)]
        if bodies or not theirs:
            return bool(bodies) and not share_one(theirs, bodies)
        last, paragraph = entity.mentions[-1].head, self._parse.paragraph_of
        return span.role.office in _HEADS and paragraph[last] != paragraph[span.head]

    def _thing_of(self, span: RoleSpan, head: str, wanted: set[str]) -> Entity | None:
        """The named thing of a kind whose country a noun that speaks says: "the Korean company"."""
        if not self._antecedents.reports(function_head(self._parse, span.head)):
            return None
        for entity in self._recent:
            if entity.kind == "thing" and not entity.plural and self._is_called(entity, head):
                codes = {e.actor.code for e in entity.entries if e.actor is not None}
                if not codes or not wanted.isdisjoint(codes):
                    return entity
        return None

    def _is_modifier(self, entity: Entity) -> bool:
        """Whether a noun was only used to say of what kind another is: "his court appearance"."""
        return all(self._parse.deprel[m.head] == "compound" for m in entity.mentions)

    def _is_same_noun(self, own: RoleSpan, span: RoleSpan, head: str) -> bool:
        other, forces = self.head(own), self._words["generic-mil"]
        alike = own.plural == span.plural or head in self._words["bare"]
        same = alike and (other == head or (other in forces and head in forces))
        if same and head in self._words["anyone"] and self._age(own) != self._age(span):
            return False  # "the 48-year-old" is not "the 71-year-old"
        if same and not self._which(span) <= self._which(own):
            return False  # "the second witness" is not "the witness"
        return same and _compatible(own.role.office, span.role.office)

    def _which(self, span: RoleSpan) -> set[str]:
        """The words before a noun that tell one from those of before: "the [second] witness", "the [new] governor"."""
        return {self._parse.lower[w] for w in modifiers(self._layout, span)} & self._words["another-one"]

    def _age(self, span: RoleSpan) -> str:
        """The number at a noun that says how old someone is: "the [71]-year-old lawmaker"; empty where none does."""
        parse = self._parse
        olds = [c for c in (*parse.children[span.head], *range(span.start, span.end)) if c < span.end]
        old = next((c for c in olds if parse.lower[c].rpartition("-")[2] in self._words["anyone"]), None)
        words = parse.words[max(0, old - _AGE) : old + 1] if old is not None else ()
        return next((w.partition("-")[0] for w in reversed(words) if w[0].isdigit()), "")

    def _ages(self, entity: Entity) -> set[str]:
        """How old someone has been said to be: "the 71-year-old", "Ana Diaz, [54], said"."""
        words = self._parse.words
        found = {self._age(RoleSpan(m.start, m.end, m.head, _NO_ROLE)) for m in entity.mentions if m.form == "nominal"}
        for m in entity.mentions:
            comma, *behind = words[m.end : m.end + 3] or [""]
            if m.form == "name" and comma == "," and len(behind) == 2 and behind[0].isdigit() and len(behind[0]) < 4:
                found.add(behind[0])
        return found - {""}

    def just_named(self, span: RoleSpan) -> Entity | None:
        """The person who was the subject of the sentence before, whom "the lawmaker" then varies."""
        entity = self._antecedents.choose(self._recent, span.start, _ANYONE)
        if entity is None or entity.kind != "person":
            return None
        here, there = (self._parse.sentence_of[i] for i in (span.head, entity.mentions[-1].head))
        if self._is_interrupted(entity, there, here):
            return None
        turns = self._antecedents.quoted.turn[here] - self._antecedents.quoted.turn[there]
        return entity if here - there <= 2 and turns <= 1 else None

    def _is_interrupted(self, entity: Entity, there: int, here: int) -> bool:
        """Whether a sentence between two is somebody else's: of whom "the engineer" then may be said."""
        parse = self._parse
        for other in self._recent:
            sentences = (
                parse.sentence_of[m.head] for m in other.mentions[-_PIECES:] if parse.deprel[m.head] in SUBJECTS
            )
            if other is not entity and other.is_animate() and any(there < s < here for s in sentences):
                return True
        return False

    def national(self, span: RoleSpan, name: NameSpan) -> Entity | None:
        """The person just named whom "the Dutchman" varies, if it is not that he is another country's."""
        entity = self.just_named(span)
        if entity is None:
            return None
        wanted = {e.country.code for e in name.entries if e.country}
        known = self._countries(entity) | self._holders(entity) if wanted else set()
        return entity if not known or not wanted.isdisjoint(known) else None

    def _just_spoke(self, span: RoleSpan, wanted: frozenset[str] | set[str] = frozenset()) -> Entity | None:
        """Who spoke in the sentence before, where "the governor" then speaks and nothing else is known of either.

        "The Peruvian official" may be somebody of whom more is known, if it is not that he is another country's.
        """
        entity = self._spoke_before(span)
        if entity is None:
            return None
        if not wanted:
            return entity if not any(r.role.words for r in entity.roles) else None
        known = self._countries(entity)
        fits = not wanted.isdisjoint(known) if known else not complements(self._layout, span, self._words["of"])
        return entity if fits else None  # "the delegate of Chile" is nobody of whom that is not known

    def _free_to_be(self, span: RoleSpan) -> Entity | None:
        """Who spoke in the sentence before, if he may have been what "the former minister" says: he is none now."""
        spoke = self._spoke_before(span)
        if spoke is None:
            return None
        head = self.head(span)
        return None if any(r.role.words and self.head(r) == head for r in spoke.roles) else spoke

    def _office_held(self, span: RoleSpan) -> str | None:
        """The office of a noun; of "former president" the president's."""
        if span.role.office != _FORMER:
            return span.role.office
        parts = chunks_of(self._parse.words[span.start : span.end])
        return next((row.office for _, row in self._index.roles.get(parts[1:])), None)

    def _spoke_before(self, span: RoleSpan) -> Entity | None:
        """Who spoke in the sentence before a noun that speaks, if its gender may be his."""
        antecedents = self._antecedents
        if not antecedents.reports(function_head(self._parse, span.head)):
            return None
        here = self._parse.sentence_of[span.head]
        sentences, turn = self._parse.sentence_of, antecedents.quoted.turn
        for entity in self._recent:
            if entity.kind != "person":
                continue
            for piece in entity.mentions[-_PIECES:]:
                there = sentences[piece.head]
                if there >= here or turn[here] - turn[there] > 1:
                    continue
                if antecedents.reports(function_head(self._parse, piece.head)):
                    return entity if span.role.gender is None or entity.gender in (None, span.role.gender) else None
        return None

    def _countries(self, person: Entity) -> set[str]:
        """The countries that someone's role nouns name, else those that office holders of his full name are of."""
        codes = {code for role in person.roles for code in _codes(describe(self._layout, role, self._phrase_words))}
        return codes or self._holders(person)

    def _holders(self, person: Entity) -> set[str]:
        """The countries of office holders of someone's full name."""
        name = max(person.names, key=len)
        return {p.country for p in self._people.candidates(name) if len(name) > 1 and name in p.forms}

    def _is_called(self, entity: Entity, head: str) -> bool:
        """Whether a common noun may mean a named thing by its kind."""
        for entry in entity.entries:
            actor = entry.actor
            kind = actor.kind if actor is not None else entry.kind
            if head in self._words.get(f"generic-{kind}", ()):
                return True
            if actor is not None and kind == "body":  # a council is no ministry, a parliament no army
                own = self._words.get(f"generic-{(actor.sector or '').lower()}", ())
                if head in own or head in actor.name.lower().split():
                    return True
        return (
            not entity.entries
            and entity.label == "ORG"
            and any(head in self._words[f"generic-{kind}"] for kind in ("party", "ngo", "company", "igo", "media"))
        )

    def _is_former(self, role: RoleSpan) -> bool:
        """Whether an office is said to be past."""
        if role.role.office == _FORMER:
            return True
        return any(self._parse.lower[w] in self._words["former"] for w in modifiers(self._layout, role))

    def _is_titled(self, entity: Entity, span: RoleSpan) -> bool:
        """Whether a noun is the calling that the title before someone's name says: "the general", "the priest"."""
        role = span.role
        return role.kind == "people" and role.sector is not None and entity.title_sector == role.sector

    def _is_of_kind(self, entity: Entity, span: RoleSpan) -> bool:
        """Whether a named body is what a noun says: "the ministry" is no parliament, "the health ministry" no other,
        "the party" no "Court of Appeal"."""
        sectors = {e.actor.sector for e in entity.entries if e.actor is not None}
        if not entity.entries:
            called = (self._layout.role_at.get(i) for m in entity.mentions[:1] for i in range(m.start, m.end))
            sectors = {r.role.sector for r in called if r is not None and r.role.kind == "body"}
        if span.role.sector is not None and sectors and None not in sectors and span.role.sector not in sectors:
            return False
        own = {c for name in entity.names for c in name}
        said = (w for w in modifiers(self._layout, span) if self._parse.upos[w] == "NOUN")
        return all(self._parse.lower[w] in own for w in said)

    def _holds(self, entity: Entity, span: RoleSpan, head: str, wanted: set[str], bodies: list[Body]) -> bool:
        for own in entity.roles:
            if not own.role.words or not self._may_be_of(own, bodies):
                continue
            if self._is_former(span) and not self._is_former(own):
                continue  # "the former minister" is not the minister
            if self.head(own) == head or (own.role is span.role and span.role.office not in (None, "former")):
                if not _compatible(own.role.office, span.role.office) or (
                    own.role.office != span.role.office and wanted
                ):
                    continue
                codes = _codes(describe(self._layout, own, self._phrase_words)) if wanted else set()
                codes = codes or (self._holders(entity) if wanted else set())  # "President Diaz" is no US president
                if not wanted or not codes or wanted & codes:
                    return True
        return False

    def _may_be_of(self, own: RoleSpan, bodies: list[Body]) -> bool:
        """Whether someone's office is one of the bodies asked for."""
        return not bodies or share_one(self._bodies.of(own), bodies)

    def head(self, role: RoleSpan) -> str:
        """The noun that a role is called by: the last of "Parliament Speaker", whatever the tree says."""
        upos, last = self._parse.upos, role.end - 1
        nouns = role.start <= role.head < last and all(upos[i] in ("NOUN", "PROPN") for i in range(role.head, role.end))
        return self._parse.words[last if nouns else role.head].lower()


def _compatible(own: str | None, asked: str | None) -> bool:
    """Whether the holder of one office may be called by another's noun: a foreign minister "the minister"."""
    return own is None or asked is None or own == asked or (asked == "minister" and own.endswith("_minister"))


def _codes(phrase: Phrase) -> set[str]:
    """The countries and world bodies that a noun's words name."""
    entries = [e for n in phrase.names for e in n.entries]
    bodies = {e.actor.code for e in entries if e.actor is not None and e.actor.kind == "igo"}
    return bodies | {e.country.code for e in entries if e.country}
