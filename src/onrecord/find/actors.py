"""Which actor words stand for: country or organisation, sector and name, valid at the article's date."""

from collections import Counter

from onrecord.find.actor_people import PersonFinder
from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import Entry, chunks
from onrecord.lang.actors import ActorRow, RoleRow
from onrecord.parse.mention_links import Entity
from onrecord.parse.mention_phrases import Phrase, describe
from onrecord.parse.mention_spans import NameSpan, RoleSpan, head_of
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Anchor, Article, Mention, Party

__all__ = ["ActorResolver"]

_OVERRIDING = ("REB", "CRM", "OPP")


class ActorResolver:
    """The actors of one article: ask it for the party that a range of words stands for."""

    def __init__(self, article: Article, parse: Parse, mentions: tuple[Mention, ...], pack: LanguagePack) -> None:
        self.article = article
        self.parse = parse
        self.pack = pack
        self.index = pack.actor_index
        self.date = article.date
        self.found = link_mentions(parse, pack)
        self._given = mentions
        self._actors: dict[int, Actor | None] = {}
        self._busy: set[int] = set()
        self.present = frozenset(c for w in parse.words for c in chunks(w))
        self.weights = self._countries()
        self.home = self._home()
        self._people = PersonFinder(pack.people_index, self.date, frozenset(self.weights), pack.office_sectors)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions with their entities and actors, in order."""
        found = [
            Mention(
                anchor=self.parse.anchor(m.start, m.end),
                form=m.form,
                entity=number,
                label=entity.label or None,
                actor=self.actor_of_entity(entity),
                rule=m.rule,
            )
            for number, entity in enumerate(self.found.entities)
            for m in entity.mentions
        ]
        return tuple(sorted(found, key=lambda m: (m.anchor, m.entity)))

    def party(self, start: int, end: int) -> Party:
        """The party that the words [start, end) stand for; its actor is None where that is not plain."""
        anchor = self.parse.anchor(start, end)
        text = self.parse.text[anchor.slice]
        actors = [a for head in self._heads(start, end) if (a := self._actor_at(head, start, end))]
        if not actors:
            return Party(anchor, text, None)
        return Party(anchor, text, actors[0] if len(actors) == 1 else _joined(actors))

    def parties(self, word: int) -> tuple[Party, ...]:
        """The parties of the noun phrase that `word` heads, one a coordinated part ("Russia and China")."""
        start, end = self.parse.subtree(word)
        heads = self._heads(start, end)
        if len(heads) == 1:
            return (self.party(start, end),)
        found = []
        for head in heads:
            entity = self.found.entity_at.get(head)
            piece = next((m for m in entity.mentions if m.start <= head < m.end), None) if entity else None
            first, last = (piece.start, piece.end) if piece else (head, head + 1)
            anchor = self.parse.anchor(first, last)
            found.append(Party(anchor, self.parse.text[anchor.slice], self._actor_at(head, start, end)))
        return tuple(found)

    def actor_of(self, anchor: Anchor) -> Actor | None:
        """The actor of the words that touch an anchor."""
        start, end = self.parse.word_range(anchor)
        return self.party(start, end).actor if start < end else None

    def _heads(self, start: int, end: int) -> list[int]:
        head = head_of(self.parse, start, end)
        heads = [head]
        for child in self.parse.children[head]:
            if start <= child < end and self.parse.deprel[child] == "conj" and child != head:
                heads.append(child)
        return heads

    def _actor_at(self, head: int, start: int, end: int) -> Actor | None:
        entity = self.found.entity_at.get(head)
        if entity is None:
            entity = next(
                (e for i in range(start, end) if (e := self.found.entity_at.get(i)) and e.kind == "person"), None
            )
        if entity is not None:
            return self.actor_of_entity(entity)
        span = next((s for i in range(start, end) if (s := self.found.layout.adjectives.get(i))), None)
        span = span or next((s for i in range(start, end) if (s := self.found.layout.name_at.get(i))), None)
        code = self._code(span) if span else None
        return Actor(code, None, _bare(self.parse.words[start:end]), "modifier") if code else None

    # entities

    def actor_of_entity(self, entity: Entity) -> Actor | None:
        """The actor of an entity, worked out once."""
        key = id(entity)
        if key in self._actors:
            return self._actors[key]
        if key in self._busy:
            return None
        self._busy.add(key)
        if entity.kind == "person":
            actor = self._person(entity)
        elif entity.kind == "thing":
            actor = self._thing(entity)
        else:
            actor = self._nominal(entity)
        self._busy.discard(key)
        self._actors[key] = actor
        return actor

    def _thing(self, entity: Entity) -> Actor | None:
        if entity.entries:
            return self._of_entries(entity.entries)
        first = entity.mentions[0]
        inner = [s for i in range(first.start, first.end) if (s := self.found.layout.adjectives.get(i))]
        role = next((r for i in range(first.start, first.end) if (r := self.found.layout.role_at.get(i))), None)
        code = next((c for s in inner if (c := self._code(s))), None)
        sector = role.role.sector if role else None
        rule = "name-with-country" if code else "name-at-home"
        if code is None and role is not None:
            phrase = describe(self.found.layout, role, self.pack.mention_words["of"])
            code = self._phrase_code(phrase)
        if code is None and entity.label in ("ORG", "PERSON") or role is not None:
            code = code or self.home
        return Actor(code, sector, entity.text, rule) if code else None

    def _of_entries(self, entries: tuple[Entry, ...]) -> Actor | None:
        actors: list[Actor] = []
        for entry in entries:
            actor = self._of_entry(entry)
            if actor is not None and actor not in actors:
                actors.append(actor)
        if len({a.code for a in actors}) > 1:
            actors = [a for a in actors if a.code in self.weights and a.code != "NGO"] or actors[:0]
            if len({a.code for a in actors}) > 1:
                actors = sorted(actors, key=lambda a: -self.weights.get(a.code or "", 0))
                if self.weights[actors[0].code or ""] == self.weights[actors[1].code or ""]:
                    return None
        return actors[0] if actors else None

    def _of_entry(self, entry: Entry) -> Actor | None:
        if entry.actor is not None:
            return self._of_row(entry.actor)
        if entry.kind == "reading":
            code = self._reading(entry)
            if code is None:
                return None
            row = self.index.countries.get(code)
            return Actor(code, "GOV", row.government, f"readings:{entry.form}") if row else self._igo(code)
        assert entry.country is not None
        if entry.kind == "people":
            return Actor(entry.country.code, "CVL", f"people of {entry.country.name}", f"people:{entry.form}")
        return Actor(entry.country.code, "GOV", entry.country.government, f"countries:{entry.form}")

    def _igo(self, code: str) -> Actor | None:
        rows = [e.actor for e in self.index.names.get(chunks(code)) if e.actor]
        return Actor(code, None, rows[0].name if rows else code, f"igos:{code}")

    def _of_row(self, row: ActorRow) -> Actor | None:
        if not row.covers(self.date):
            return None
        return Actor(row.code, row.sector, row.name, f"actors:{row.name}")

    def _reading(self, entry: Entry) -> str | None:
        fallback: str | None = None
        for row in entry.readings:
            if not row.cues:
                fallback = row.code
            elif any(set(chunks(cue)) <= self.present for cue in row.cues):
                return row.code
        return fallback

    def _person(self, entity: Entity) -> Actor | None:
        phrases = [describe(self.found.layout, r, self.pack.mention_words["of"]) for r in entity.roles]
        codes = [c for p in phrases if (c := self._phrase_code(p))]
        known = self._people.find(entity, codes)
        if known is not None:
            return known
        code = codes[0] if codes else None
        sector = next((s for r, p in zip(entity.roles, phrases, strict=True) if (s := self._sector(r.role, p))), None)
        if sector is None and code is not None and entity.roles:
            sector = "GOV" if code in self.index.countries else None
        if code is None:
            code = self.home
        return Actor(code, sector, entity.text, "person-roles" if codes else "person-at-home")

    def _sector(self, role: RoleRow, phrase: Phrase) -> str | None:
        inner = [r.role.sector for r in phrase.roles if r.role.sector]
        for name in phrase.names:
            for entry in name.entries:
                if entry.actor and entry.actor.covers(self.date) and entry.actor.sector:
                    inner.append(entry.actor.sector)
        strong = next((s for s in inner if s in _OVERRIDING), None)
        if role.sector and not strong:
            return role.sector
        return strong or (inner[0] if inner else None)

    def _nominal(self, entity: Entity) -> Actor | None:
        role = entity.roles[0]
        phrase = describe(self.found.layout, role, self.pack.mention_words["of"])
        code = self._phrase_code(phrase)
        rule = "role-with-country"
        if code is None and not self._is_generic(role):
            code = self.home
            rule = "role-at-home"
        if code is None:
            return None
        if role.role.office and not role.plural:
            holder = self._people.holder(code, role.role.office)
            if holder is not None:
                return holder
        sector = self._sector(role.role, phrase)
        return Actor(code, sector, self._name_of(role, code), rule)

    def _is_generic(self, role: RoleSpan) -> bool:
        return role.role.sector is None and role.role.kind == "people"

    def _name_of(self, role: RoleSpan, code: str) -> str:
        row = self.index.countries.get(code)
        words = " ".join(self.parse.words[role.start : role.end])
        return f"{words} of {row.name}" if row else words

    # countries

    def _phrase_code(self, phrase: Phrase) -> str | None:
        for span in phrase.names:
            code = self._code(span)
            if code:
                return code
        for word in phrase.possessors:
            entity = self.found.entity_at.get(word)
            actor = self.actor_of_entity(entity) if entity else None
            if actor is not None and actor.code:
                return actor.code
        for span in phrase.places:
            code = self._code(span)
            if code:
                return code
        return None

    def _code(self, span: NameSpan) -> str | None:
        if span.entries:
            actor = self._of_entries(span.entries)
            return actor.code if actor else None
        entity = self.found.entity_at.get(span.head)
        actor = self.actor_of_entity(entity) if entity else None
        return actor.code if actor else None

    def _countries(self) -> Counter[str]:
        weights: Counter[str] = Counter()
        spans = [*self.found.layout.names, *{id(s): s for s in self.found.layout.adjectives.values()}.values()]
        for span in spans:
            for code in dict.fromkeys(e.country.code for e in span.entries if e.country):
                weights[code] += 1
            for entry in span.entries:
                if entry.kind == "reading":
                    code = self._reading(entry)
                    if code:
                        weights[code] += 1
                elif entry.actor and entry.actor.covers(self.date) and len(span.entries) == 1:
                    weights[entry.actor.code] += 1
        if self.article.dateline:
            for code in self._codes_in(self.article.text[self.article.dateline.slice]):
                weights[code] += 3
        return weights

    def _codes_in(self, text: str) -> list[str]:
        pieces = list(chunks(text))
        found: list[str] = []
        for i in range(len(pieces)):
            _, entries = self.index.names.longest(pieces, i)
            for code in dict.fromkeys(e.country.code for e in entries if e.country):
                found.append(code)
        return found

    def _home(self) -> str | None:
        ranked = [(n, c) for c, n in self.weights.items() if c in self.index.countries]
        ranked.sort(key=lambda x: -x[0])
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][0] >= 1.5 * ranked[1][0]:
            return ranked[0][1]
        return None


def _joined(actors: list[Actor]) -> Actor:
    codes = list(dict.fromkeys(a.code for a in actors if a.code))
    sectors = {a.sector for a in actors}
    names = list(dict.fromkeys(a.name for a in actors if a.name))
    return Actor(
        ";".join(codes) or None, sectors.pop() if len(sectors) == 1 else None, "; ".join(names), "coordination"
    )


def _bare(words: tuple[str, ...]) -> str:
    return " ".join(words)
