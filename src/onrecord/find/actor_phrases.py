"""Actors of entities: names by the tables, people by roles and offices, nouns by sector and country."""

from collections.abc import Iterable
from dataclasses import replace
from weakref import proxy

from onrecord.find.actor_context import Context
from onrecord.find.actor_documents import DocumentReader
from onrecord.find.actor_facing import FacingReader
from onrecord.find.actor_homes import HomeFinder
from onrecord.find.actor_loose import LooseReader
from onrecord.find.actor_names import NameReader, described_as, joined
from onrecord.find.actor_offices import DEPENDENT, OfficeReader
from onrecord.find.actor_people import PersonFinder
from onrecord.find.actor_principals import PrincipalReader
from onrecord.find.actor_ships import ShipReader
from onrecord.find.actor_things import ThingReader
from onrecord.find.known import JOINT, PAIR
from onrecord.lang import LanguagePack
from onrecord.lang.actors import HeadRow
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import Phrase, PhraseWords, describe
from onrecord.parse.mention_spans import NameSpan, RoleSpan
from onrecord.parse.mentions import Entities
from onrecord.schema import Actor

__all__ = ["PhraseReader"]

_LOCAL = "regional_leader"  # "Commissioner": says less than an office of the tables
_CALLINGS = frozenset({"REL", "MED", "EDU", "SOC", "AGR", "CVL"})  # what who governs may be besides: "Ayatollah"
_OVERRIDING = ("REB", "CRM", "OPP")
_LEADING = frozenset({"head_of_state", "deputy_head_of_state", "secretary_general", "leader", "party_leader"}) | {
    *DEPENDENT,
    "minister",
}
_MANY_HOLD = (None, *DEPENDENT, "minister", "leader", "former", "office", "special_envoy", "ambassador", "counterpart")
_GUESSED = frozenset({"name-at-home", "person-at-home"})


class PhraseReader:
    """The actor of every entity of one article, worked out once each."""

    def __init__(self, found: Entities, context: Context, people: PersonFinder, pack: LanguagePack) -> None:
        self.found = found
        self.layout = found.layout
        self.parse = found.layout.parse
        self.context = context
        self.people = people
        self.index = pack.actor_index
        self.names = NameReader(context, pack.actor_index, pack.name_forms)
        self.homes = HomeFinder(context, pack.home_sums, pack.mention_words["answering"])
        self.facing = FacingReader(context, pack.mention_words)
        self.weighed: dict[int, tuple[int, str, tuple[str, ...]]] = {}  # what `homes` was asked, by word
        own = proxy(self)  # without a cycle all that an article's reader holds goes with it, uncollected
        self.offices = OfficeReader(own, pack)
        self.loose = LooseReader(own, pack.mention_words)
        self._principals = PrincipalReader(own)
        self._documents = DocumentReader(own, pack.mention_words)
        self._of_words = PhraseWords.of_table(pack.mention_words)
        self.things = ThingReader(own, pack, self._of_words)
        self._aide_words = PhraseWords.of_table(pack.mention_words, "aide")
        self._government = pack.mention_words["government"]
        self._former = pack.mention_words["former"]
        self._abroad, self._relation = pack.mention_words["abroad"], pack.mention_words["relation"]
        self._related = pack.mention_words["related"]  # whose neighbour it is says that it is another
        self._settlers = pack.mention_words["settler"]
        self._settling = pack.land_words["settling"]
        self._numbers = pack.mention_words["number"]
        self._dwellers = pack.mention_words["dweller"]
        self._ships = ShipReader(self.layout, found.entity_at, pack.land_words["navy"])
        self._forms = pack.name_forms
        self._actors: dict[int, Actor | None] = {}
        self._busy: set[int] = set()

    def actor(self, entity: Entity) -> Actor | None:
        """The actor of an entity; None where it is not plain."""
        key = id(entity)
        if key in self._actors:
            return self._actors[key]
        if key in self._busy:
            return None
        self._busy.add(key)
        ship = self._ships.actor(entity)
        if ship is not None:
            actor: Actor | None = ship
        elif entity.kind == "person":
            actor = self._person(entity)
        elif entity.kind == "thing":
            actor = self.things.actor(entity)
        elif entity.kind == "group":
            known = [a for member in entity.members if (a := self.actor(member)) is not None]
            actor = joined(known) if len(known) == len(entity.members) else None
        else:
            actor = self._nominal(entity)
        self._busy.discard(key)
        self._actors[key] = actor
        return actor

    def plain_country(self, head: int) -> str | None:
        """The country that is plain for a speaker whose words say none."""
        kind = "pronoun" if self.parse.upos[head] in ("PRON", "DET") else "other"
        return self.home_of(head, kind)

    # people

    def _person(self, entity: Entity) -> Actor | None:
        phrases = [describe(self.layout, r, self._of_words) for r in entity.roles]
        for role, phrase in zip(entity.roles, phrases, strict=True):
            if role.role.office == "counterpart":
                self._forget_owners(phrase, "nmod:poss")
        codes = list(dict.fromkeys(c for p in phrases if (c := self.phrase_code(p))))
        codes.extend(r.role.country for r in entity.roles if r.role.country and not codes)
        own = self._own(entity)
        if own is not None and own.code:
            codes.append(own.code)
        heads = [h.office for r, p in zip(entity.roles, phrases, strict=True) if (h := self.offices.head(r, p))]
        known = self.people.find(entity, codes, heads)
        if known is None and codes and not any(p.names or p.possessors for p in phrases):
            known = self._visiting(entity, heads)
        if known is not None:
            if self.people.is_before(known):
                return self.offices.before(known, entity, phrases)
            past = known.sector == "GOV" and entity.roles and all(map(self.is_former, entity.roles))
            return replace(known, sector="ELI") if past else self._as_said(known, entity, phrases)
        code = codes[0] if codes else None
        sector = next((s for r, p in zip(entity.roles, phrases, strict=True) if (s := self.sector(r, p))), None)
        sector = sector or entity.title_sector or (own.sector if own else None)
        if sector is None and code in self.index.countries and self._is_official(entity, phrases):
            sector = "GOV"
        rule = "person-roles" if codes else "person-at-home"
        if code is None and self.people.held_elsewhen(entity):
            rule = "person-of-another-date"
        elif code is None and all(r.role.home != "no" for r in entity.roles):
            code = self.home_of(entity.mentions[0].head, "person", max(entity.names, key=len))
        return Actor(code, sector, entity.text, rule)

    def _visiting(self, entity: Entity, heads: Iterable[str]) -> Actor | None:
        """Who holds the office said, where the country at its words only says where: "President Biden in Rome"."""
        if any(self._ties(piece.head) for piece in entity.mentions if piece.form == "name"):
            return None
        known = self.people.find(entity, [], heads)
        office = self.people.office_of(known) if known is not None else None
        return known if office is not None and any(r.role.office == office for r in entity.roles) else None

    def _ties(self, name: int) -> bool:
        """Whether a modifier of a name says whose it is: "Biden of Zambia", "Zambia's Biden"."""
        parse, of = self.parse, self._of_words.of
        beside = (c for c in parse.children[name] if parse.deprel[c] in ("nmod", "nmod:poss"))
        return any(
            parse.deprel[c] != "nmod"
            or any(parse.lower[m] in of for m in parse.children[c] if parse.deprel[m] == "case")
            for c in beside
        )

    def _as_said(self, known: Actor, entity: Entity, phrases: list[Phrase]) -> Actor:
        """Someone of the tables in the office that stands before his name, where he holds none such by the tables; the
        calling of who governs is none."""
        titles = [(r, p) for r, p in zip(entity.roles, phrases, strict=True) if entity.is_titled(r.start, r.end)]
        beside = _CALLINGS if known.sector == "GOV" else ()
        said = [(r, p) for r, p in titles if r.role.sector and not self.is_former(r)]
        said = [(r, p) for r, p in said if self.parse.lower[r.head] not in self._relation]
        said = [(r, p) for r, p in said if r.role.kind != "people" or r.role.sector not in beside]
        sectors = {self.sector(*s) for s in said if s[0].role.office != _LOCAL} - {None}
        held = any(self._has_held(known, r) for r, _ in said)
        return known if held or len(sectors) != 1 else replace(known, sector=sectors.pop())

    def _has_held(self, known: Actor, said: RoleSpan) -> bool:
        """Whether someone of the tables holds the office that is said of him, or held it and holds it no more."""
        office, noun = said.role.office or "", self.parse.lower[said.end - 1]
        return self.people.holds(known, office) or self.people.held(known, office, noun)

    def is_former(self, role: RoleSpan) -> bool:
        """Whether the office is said to be past ("former", "ousted", "late")."""
        if role.role.office == "former":
            return True
        words = self.parse.words
        modifiers = [c for c in self.parse.children[role.head] if c < role.head]
        before = [role.start - 1] if role.start else []
        return any(words[c].lower() in self._former for c in (*modifiers, *before))

    def _is_official(self, entity: Entity, phrases: list[Phrase]) -> bool:
        """Whether someone speaks for a country as such: by an office or as its spokesman, not for a body in it."""
        if not any(r.role.kind == "person" for r in entity.roles):
            return False
        return not any(n.label == "ORG" and not n.entries for p in phrases for n in p.names)

    def _own(self, entity: Entity) -> Actor | None:
        """What stands at the name itself, with a sector if it is no country: "Russia's X", "X of the PPP"."""
        for piece in entity.mentions:
            if piece.form != "name":
                continue
            span = self.things.modifier(piece.head)
            if span is not None:
                other = self.found.entity_at.get(span.head)
                actor = self.actor(other) if other is not None and other.kind == "thing" else None
                if actor is not None and actor.rule.startswith("actors:"):
                    return actor
                code = self.code(span)
                if code:
                    return Actor(code)
            code = self.things.modifier_code(piece.head)
            if code:
                return Actor(code)
        return None

    def sector(self, span: RoleSpan, phrase: Phrase) -> str | None:
        """The role's sector, or that of the body it leads: a union's president is labour."""
        counted = self._counted(span)
        if counted is not None:  # "dozens of soldiers" are soldiers, dozens of trucks nobody
            of = self.layout.role_at.get(counted)
            return self.sector(of, describe(self.layout, of, self._of_words)) if of is not None else None
        role = span.role
        former = role.kind == "person" and self.is_former(span)
        inner = [r.role.sector for r in phrase.roles if r.role.sector]
        organisation = False
        for name in phrase.names:
            entity = self.found.entity_at.get(name.head)
            actor = self.actor(entity) if entity is not None else None
            kind = self.layout.role_at.get(name.start - 1)  # "the [airline] Blue Kite"
            if kind is not None and kind.role.kind == "body" and kind.role.sector and not name.entries:
                inner.append(kind.role.sector)
            if actor is None or actor.rule.startswith(("countries:", "people:", "readings:", "regions:")):
                continue
            organisation |= entity is not None and entity.kind == "thing"
            inner.extend([actor.sector] if actor.sector else [])
        for word in phrase.possessors:
            entity = self.found.entity_at.get(word)
            actor = self.actor(entity) if entity is not None else None
            if actor is not None and actor.sector in _OVERRIDING:
                inner.append(actor.sector)
        strong = next((s for s in inner if s in _OVERRIDING), None)
        if strong:
            return strong
        if former:
            return "ELI"
        if role.office in _LEADING and (inner or organisation):
            return inner[0] if inner else None
        return role.sector or (inner[0] if inner else None)

    def _counted(self, span: RoleSpan) -> int | None:
        """The common noun of which a number counts some: "dozens of soldiers"."""
        parse = self.parse
        if parse.words[span.head].lower() not in self._numbers:
            return None
        nouns = (c for c in parse.children[span.head] if parse.deprel[c] == "nmod" and parse.upos[c] == "NOUN")
        return next((c for c in nouns if c not in self.layout.adjectives and c not in self.layout.name_at), None)

    # nouns

    def _nominal(self, entity: Entity) -> Actor | None:
        role = entity.roles[0]
        aide = role.role.office in DEPENDENT
        phrase = describe(self.layout, role, self._aide_words if aide else self._of_words)
        if self.parse.words[role.head].lower() in self._related:
            self._forget_owners(phrase, "nmod")
        if role.role.office == "counterpart":
            self._forget_owners(phrase, "nmod:poss")
        if role.role.kind == "document":
            return self._documents.author(phrase) or self._documents.written_by(role) or self._documents.issuer(role)
        codes, rule = self._said(role, phrase)
        if not role.plural and len(codes) <= 1:
            known = self.offices.named_holder(role, phrase, codes)
            if known is not None:
                return known
        if not codes:
            home = self._home(role)
            codes, rule = ([home] if home else []), "role-at-home"
        codes, rule = self._settled(role, codes, rule)
        if not codes and self.is_abroad(role.head):
            return Actor(None, role.role.sector, described_as(self.parse, role), "role-abroad")
        if not codes:
            return None
        head = self.offices.head(role, phrase)
        office = head.office if head else role.role.office
        if not role.plural and len(codes) == 1:
            now = office and self._is_held_now(role, head)
            holder = self.people.holder(codes[0], office) if office and now else None
            holder = holder or self.offices.of_other(role, codes[0]) or self.offices.titled(role, codes[0])
            if holder is not None:
                return holder
        sector = self.sector(role, phrase)
        if sector is None and codes[0] in self.index.countries and role.role.kind != "body":
            sector = "GOV" if role.role.kind == "person" else None
        names = [self._name_of(role, code, several=len(codes) > 1) for code in codes]
        return Actor(JOINT.join(codes), sector, f"{JOINT} ".join(dict.fromkeys(names)), rule)

    def _settled(self, role: RoleSpan, codes: list[str], rule: str) -> tuple[list[str], str]:
        """The countries of a noun's people, where they have come to another's land: "[settlers] near Nablus"."""
        if self.parse.lower[role.head] not in self._settlers or self._settling.keys().isdisjoint(codes):
            return codes, rule
        return [self._settling.get(code, code) for code in codes], "role-with-country"

    def _forget_owners(self, phrase: Phrase, relation: str) -> None:
        """Leaves out whose counterpart or relative somebody is: he may be of another country."""
        phrase.possessors.clear()
        phrase.names = [n for n in phrase.names if not self.parse.deprel[n.head].startswith(relation)]

    def _is_held_now(self, role: RoleSpan, head: HeadRow | None) -> bool:
        """Whether an office noun means whoever holds a state's office at the article's date."""
        past = self.is_former(role) or self.offices.is_apart(role)
        return not past and (head is not None or self.offices.is_of_state(role))

    def _said(self, role: RoleSpan, phrase: Phrase) -> tuple[list[str], str]:
        """The countries that a noun's words say, and by which rule."""
        many = self.loose.of_all_states(role, phrase)
        if many is not None:
            return [many], "role-with-country"
        codes = (
            self._of_place(role, phrase)
            or self.phrase_codes(phrase)
            or ([role.role.country] if role.role.country else [])
        )
        if codes:
            return codes, "role-with-country"
        ship = self._ships.code_at(role.end)
        if ship is not None:
            return [ship], "role-with-country"
        there = self.loose.there(role)
        if there is not None:
            return [there], "role-there"
        rule = "role-with-country"
        if role.role.office in DEPENDENT:
            principal = self._principals.country(role, phrase)
            codes, rule = (principal.split(JOINT) if principal else []), "role-of-person"
        if not codes and self.parse.deprel[role.head] == "conj":
            codes = self._shared(role)
        count = self.loose.how_many(role) if not codes else 0
        if count:
            codes, rule = self.context.several.of(role.head, count), PAIR
        if not codes and role.role.home != "no" and (scene := self.loose.scene(role)) is not None:
            codes, rule = [scene], "role-there"
        return codes, rule

    def _of_place(self, role: RoleSpan, phrase: Phrase) -> list[str]:
        """Of which place a state is, or who lives there, whatever adjective stands before: "Armenian residents of
        Beirut", "the Yugoslav republic of Slovenia"."""
        if role.role.kind != "state" and self.parse.words[role.head].lower() not in self._dwellers:
            return []
        return self._codes_of([n for n in (*phrase.names, *phrase.places) if self.parse.deprel[n.head] == "nmod"])[:1]

    def _shared(self, role: RoleSpan) -> list[str]:
        """The countries of the noun that a noun is coordinated with: "Israeli helicopters and tanks"."""
        first = self.layout.role_at.get(self.parse.heads[role.head])
        if first is None or first is role:
            return []
        return self.phrase_codes(describe(self.layout, first, self._of_words))

    def _home(self, role: RoleSpan) -> str | None:
        """The country of a role noun that names none."""
        if role.role.home == "no" or (role.role.sector is None and role.role.kind == "people" and not role.role.words):
            return None
        if self.is_abroad(role.head):
            return None
        kind = "stranger" if role.role.home == "alone" else role.role.kind
        return self.home_of(role.head, kind)

    def is_abroad(self, head: int) -> bool:
        """Whether a noun's adjective says that someone is of elsewhere: "a [Western] official"."""
        parse = self.parse
        return any(parse.lower[c] in self._abroad for c in parse.children[head] if parse.deprel[c] == "amod")

    def home_of(self, word: int, kind: str, name: tuple[str, ...] = ()) -> str | None:
        self.weighed[word] = (word, kind, name)
        return self.homes.country(word, kind, name, self.facing.countries(word))

    def _name_of(self, role: RoleSpan, code: str, *, several: bool) -> str:
        words = self.parse.line(role.start, role.end)
        row = self.index.countries.get(code)
        if row is not None and words.lower() in self._government:
            return self.names.government(row)
        described = described_as(self.parse, role)
        held = role.role.office not in _MANY_HOLD and self.offices.is_of_state(role)
        if held or several or described.lower() == words.lower():
            return self._forms["office"].format(words, row.full_name) if row else words
        return described

    # countries

    def phrase_code(self, phrase: Phrase) -> str | None:
        """The first country or organisation that modifies a noun."""
        codes = self.phrase_codes(phrase)
        return codes[0] if codes else None

    def phrase_codes(self, phrase: Phrase) -> list[str]:
        """The countries that modify a noun; several where they are coordinated ("Ugandan and Rwandan chiefs")."""
        found = self._codes_of([n for n in phrase.names if not self._is_guess(n)] if phrase.places else phrase.names)
        if any(code in self.index.countries for code in found):
            return found
        for word in phrase.possessors:  # also before an organisation: "its UN ambassador"
            entity = self.found.entity_at.get(word)
            actor = self.actor(entity) if entity else None
            if actor is not None and actor.code and (not found or actor.code in self.index.countries):
                return actor.code.split(JOINT)
        return found or self._codes_of(phrase.places[:1]) or self._codes_of(phrase.names)

    def _is_guess(self, span: NameSpan) -> bool:
        """Whether a name says no country itself: somebody unknown of the article's."""
        entity = self.found.entity_at.get(span.head) if not span.entries else None
        actor = self.actor(entity) if entity is not None else None
        return actor is not None and actor.rule in _GUESSED

    def _codes_of(self, spans: Iterable[NameSpan]) -> list[str]:
        codes: list[str] = []
        last: NameSpan | None = None
        for span in spans:
            code = self.code(span)
            if not code:
                continue
            if last is None:
                codes.append(code)
                codes.extend(c for c in self._conjuncts(span) if c not in codes)
                last = span
            elif self._are_joined(last, span) and code not in codes:
                codes.append(code)
        return codes

    def _conjuncts(self, span: NameSpan) -> Iterable[str]:
        for word in self._joined_to(span.head):
            other = self.layout.adjectives.get(word) or self.layout.name_at.get(word)
            code = self.code(other) if other else None
            if code:
                yield code

    def _joined_to(self, word: int) -> Iterable[int]:
        """What is coordinated with a word, or with what is: "Japan, South Korea and Australia"."""
        for child in self.parse.children[word]:
            if self.parse.deprel[child] == "conj":
                yield child
                yield from self._joined_to(child)

    def _are_joined(self, one: NameSpan, other: NameSpan) -> bool:
        first, second = sorted((one, other), key=lambda s: s.start)
        between = range(first.end, second.start)
        return 0 < len(between) <= 2 and any(self.parse.upos[i] == "CCONJ" for i in between)

    def code(self, span: NameSpan) -> str | None:
        """The code of a name or adjective."""
        entries = self.names.believed(span.entries)
        if entries:
            actor = self.names.of_entries(entries, span.head)
            if actor is not None and actor.rule.startswith("actors:"):
                actor = self.names.of_its_own(actor, entries, self.things.modifier_code(span.head), actor.name or "")
        else:
            entity = self.found.entity_at.get(span.head)
            actor = self.actor(entity) if entity else None
        return actor.code if actor else None
