"""Which actor words stand for: country or organisation, sector and name, valid at the article's date."""

from dataclasses import replace
from functools import cache, cached_property

from onrecord.find.actor_context import Context, Tables
from onrecord.find.actor_doubts import Doubts
from onrecord.find.actor_names import described_as, joined
from onrecord.find.actor_people import PersonFinder
from onrecord.find.actor_phrases import PhraseReader
from onrecord.find.known import TREATY, each_of
from onrecord.find.place_names import PlaceNames
from onrecord.lang import LanguagePack
from onrecord.lang.gazetteer import load_gazetteer
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_spans import NameSpan, head_of
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse, Span
from onrecord.schema import Actor, Article, Mention, Party, Place

__all__ = ["ActorResolver"]

_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET"})
_FULL = 2  # words of a full name


@cache
def _tables(pack: LanguagePack) -> Tables:
    index, words = pack.actor_index, pack.mention_words
    places = PlaceNames(load_gazetteer(), pack)
    return Tables(index, places, Doubts(index, words, pack.bearers), pack.name_kinds, pack.tells, words["treaty"])


class ActorResolver:
    """The actors of one article: ask it for the party that a range of words stands for.

    It links the article's mentions itself; `mentions` is not used yet (a parse has none).
    """

    def __init__(
        self, article: Article, parse: Parse, mentions: tuple[Mention, ...] = (), pack: LanguagePack | None = None
    ) -> None:
        if pack is None:
            raise TypeError("a language pack is needed")
        self.article = article
        self.parse = parse
        self._pronouns = pack.pronouns
        self._whose = pack.mention_words["whose"]
        self.found = link_mentions(parse, pack, article.dateline)
        self.context = Context(article, self.found, _tables(pack))
        self.places = self.context.places
        people = PersonFinder(pack, article.date, self.context.weights)
        unknown = []
        for entity in self.found.entities:
            if entity.kind == "person":
                if not self._count_known(entity, people):
                    unknown.append(entity)
                people.narrow(entity)
        self.context.settle(unknown)
        if not self.context.weights:
            persons = (e for e in self.found.entities if e.kind == "person")
            self.context.guess = people.common_country(persons)
        self.reader = PhraseReader(self.found, self.context, people, pack)

    def _count_known(self, entity: Entity, people: PersonFinder) -> bool:
        """Whether someone is known: a leader's name speaks for the leader's country."""
        known = people.find(entity, []) if max(map(len, entity.names)) > 1 else None
        if known is not None and known.code:
            for piece in entity.mentions:
                if piece.form == "name":
                    self.context.add(piece.head, known.code, 0.7)
        return known is not None

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions with their entities and actors, in order."""
        numbers: dict[str, int] = {}  # one number for all entities that are one person of the tables
        found = []
        for number, entity in enumerate(self.found.entities):
            actor = self.reader.actor(entity)
            if actor is not None and actor.rule.startswith("offices:"):
                number = numbers.setdefault(f"{actor.code} {actor.name}", number)
            for piece in entity.mentions:
                anchor = self.parse.anchor(piece.start, piece.end)
                found.append(Mention(anchor, piece.form, number, entity.label or None, actor, piece.rule))
        return tuple(sorted(found, key=lambda m: (m.anchor.start, m.anchor.end, m.entity)))

    @cached_property
    def countries_named(self) -> tuple[Mention, ...]:
        """The mentions of somebody with a code, and the countries' adjectives that no such mention holds: "a Chinese
        ship"."""
        known = [m for m in self.mentions if m.actor is not None and m.actor.code]
        held = {word for m in known for word in range(*self.parse.word_range(m.anchor))}
        for word, span in self.reader.layout.adjectives.items():
            code = self.reader.code(span) if word not in held else None
            if code:
                known.append(
                    Mention(self.parse.anchor(word, word + 1), "name", -1, None, Actor(code, rule="adjective"))
                )
        return tuple(sorted(known, key=lambda m: (m.anchor.start, m.anchor.end)))

    def party(self, start: int, end: int) -> Party:
        """The party that the words [start, end) stand for; its actor is None where that is not plain."""
        start = self._after_dateline(start, end)
        if self.article.dateline is not None and self.parse.ends[end - 1] <= self.article.dateline.end:
            return Party(None, None, None)  # where the report is from does nothing: "MINSK - Poles ..."
        anchor = self.parse.anchor(start, end)
        actors = [a for head in self._heads(start, end) if (a := self._actor_at(head, start, end))]
        actor = (actors[0] if len(actors) == 1 else joined(actors)) if actors else None
        return Party(anchor, self.parse.text[anchor.start : anchor.end], actor)

    def speaker(self, start: int, end: int) -> Party:
        """The party of who speaks: one that says nothing of its country gets the one that is plain at its words."""
        party = self.party(start, end)
        if party.actor is not None:
            return party
        start = self._after_dateline(start, end)
        head = self._heads(start, end)[0]
        code = self.reader.plain_country(head) if not self.reader.is_abroad(head) else None
        if code is None or (code in self._stays(start, end) and self._is_abroad(head)):
            return party
        name = self._described(head) if self.parse.upos[head] in ("PRON", "DET") else self.parse.line(start, end)
        return replace(party, actor=Actor(code, None, name, "speaker-at-home"))

    def _described(self, pronoun: int) -> str | None:
        """As whom the text describes someone without a name whom a pronoun takes up."""
        entity = self.found.entity_at.get(pronoun)
        return described_as(self.parse, entity.roles[0]) if entity is not None and entity.kind == "nominal" else None

    def _is_abroad(self, head: int) -> bool:
        """Whether a noun is of someone who is elsewhere than at home: an embassy, an envoy."""
        role = self.found.layout.role_at.get(head)
        return role is not None and role.role.home == "no"

    def _stays(self, start: int, end: int) -> set[str]:
        """The countries that words name: where an embassy is."""
        spans = (self.found.layout.name_at.get(word) for word in range(start, end))
        return {code for span in spans if span is not None and (code := self.reader.code(span))}

    def parties(self, start: int, end: int) -> tuple[Party, ...]:
        """One party for each coordinated head of the words ("Russia and China")."""
        heads = self._heads(start, end)
        if len(heads) == 1:
            actor = self._actor_at(heads[0], start, end)
            each = [] if actor is None else each_of(actor)
            if len(each) < 2:
                return (self.party(start, end),)
            anchor = self.parse.anchor(start, end)
            return tuple(Party(anchor, self.parse.text[anchor.slice], one) for one in each)
        found = []
        for number, head in enumerate(heads):
            first, last = self._extent(head, start, end, heads[number + 1] if number + 1 < len(heads) else end)
            anchor = self.parse.anchor(first, last)
            found.append(Party(anchor, self.parse.text[anchor.slice], self._actor_at(head, first, last)))
        return tuple(found)

    def place(self, start: int, end: int) -> Place:
        """The place that the words [start, end) name: a name in them, else the words as they stand."""
        span = next((s for i in range(start, end) if (s := self.found.layout.name_at.get(i))), None)
        first, last = (span.start, span.end) if span else (start, end)
        anchor = self.parse.anchor(first, last)
        return self.places.place(anchor, self.parse.line(first, last), self.context.weights)

    def _after_dateline(self, start: int, end: int) -> int:
        """Where the words begin that are no dateline: "GOMA - Police" is the police."""
        dateline = self.article.dateline
        if dateline is None or self.parse.starts[start] >= dateline.end:
            return start
        word = start
        while word < end - 1 and (
            self.parse.starts[word] < dateline.end or not any(c.isalnum() for c in self.parse.words[word])
        ):
            word += 1
        return word

    def _heads(self, start: int, end: int) -> list[int]:
        head = head_of(self.parse, start, end)
        heads = [head]
        for child in self.parse.children[head]:
            joined = start <= child < end and child > head and self.parse.deprel[child] == "conj"
            if joined and not self._is_calling(head, child):
                heads.append(child)
        return heads

    def _is_calling(self, head: int, word: int) -> bool:
        """Whether what is joined to a name is one more calling of its bearer: "Ana Diaz, a lawyer and [head] of X"."""
        parse, role = self.parse, self.found.layout.role_at.get(word)
        if head not in parse.people_words or word in parse.people_words or role is None or role.plural:
            return False
        beside = parse.children[word]
        bare = all(c not in parse.people_words and parse.deprel[c] != "det" for c in beside)
        return bare and role.role.kind in ("person", "people")

    def _extent(self, head: int, start: int, end: int, stop: int) -> tuple[int, int]:
        left, _ = self.parse.subtree(head)
        skipped = ("cc", "conj", "punct")
        own = [c for c in self.parse.children[head] if self.parse.deprel[c] not in skipped]
        spans = [self.parse.subtree(c) for c in own]
        first = max(start, min([head, *(s for s, _ in spans)]))
        last = min(end, max([head + 1, *(e for _, e in spans if e <= max(stop, head + 1))]))
        return (max(first, min(left, head)), last)

    def _actor_at(self, head: int, start: int, end: int) -> Actor | None:
        name = self.found.layout.name_at.get(head)
        if name is not None and self.context.is_of_treaty(name):
            return Actor(rule=TREATY)
        entity = self.found.entity_at.get(head)
        if entity is None or not self._is_name(entity, head) or self._is_of_title(head, end):
            entity = self._named_at_end(start, end, entity) or entity
        if entity is not None:
            return self.reader.actor(entity)
        row = self._pronouns.get(self.parse.lower[head])
        if row is not None and self.parse.upos[head] in ("PRON", "DET"):
            return self._quoted_speaker(head) if row.person == 1 else None
        return self.reader.loose.actor(head, start, end)

    def _quoted_speaker(self, word: int) -> Actor | None:
        """Who says I or we in a quotation or a turn."""
        source = next((s for s in self._sources.get(word, ()) if not s.start <= word < s.end), None)
        return self.party(source.start, source.end).actor if source is not None else None

    @cached_property
    def _sources(self) -> dict[int, list[Span]]:
        """Who speaks at each word: the sources that the encoder links to it, then whose turn it is."""
        linked = [(a.content, a.source[0]) for a in self.parse.attributions if a.source]
        turns = [(turn.content, turn.speaker) for turn in self.parse.turns if turn.speaker is not None]
        found: dict[int, list[Span]] = {}
        for content, source in (*linked, *turns):
            for word in (word for piece in content for word in range(piece.start, piece.end)):
                found.setdefault(word, []).append(source)
        return found

    def _is_name(self, entity: Entity, head: int) -> bool:
        """Whether the word is of a person's name, not of a role noun; an organisation's name may open a title."""
        return head in self.found.layout.name_at and entity.kind == "person"

    def _is_of_title(self, head: int, end: int) -> bool:
        """Whether a name is only of the body in a title, which a person's name closes: "Te Kura chair Ana Diaz"."""
        last = self._last_word(head, end)
        span = self.found.layout.name_at.get(last)
        if span is None or span.label != "PERSON" or span.start <= head + 1:
            return False
        role = self.found.layout.role_at.get(span.start - 1)
        plain = all(self.parse.upos[i] in _TITLE for i in range(head, span.start))
        return plain and role is not None and role.role.kind == "person"

    def _has_role(self, start: int, end: int) -> bool:
        roles = (self.found.layout.role_at.get(i) for i in range(start, end))
        return any(r is not None and r.role.kind in ("person", "people") for r in roles)

    def _last_word(self, start: int, end: int) -> int:
        """The last word with letters, outside closing brackets."""
        last = end - 1
        if self.parse.words[last] == ")":
            opening = max((i for i in range(start, last) if self.parse.words[i] == "("), default=last)
            last = opening - 1 if opening > start else last
        while last > start and not self.parse.words[last][-1].isalnum():
            last -= 1
        return last

    def _is_about(self, head: int, word: int) -> bool:
        """Whether a noun only says that it concerns someone: "a plan for President X"."""
        parse = self.parse
        while parse.heads[word] not in (head, word):
            word = parse.heads[word]
        if head in self.found.layout.role_at or parse.heads[word] != head or parse.deprel[word] != "nmod":
            return False
        cases = [parse.lemma[c] for c in parse.children[word] if parse.deprel[c] == "case"]
        return bool(cases) and cases[0] not in self._whose

    def _is_whose(self, start: int, name: int) -> bool:
        """Whether a name has a title of its own behind a preposition: "supporters of [President] X" are not X, "chief
        of the army General X" is."""
        parse, title = self.parse, self.found.layout.role_at.get(name - 1)
        if title is None or title.role.kind != "person" or title.start <= start:
            return False
        before = title.start - 1
        while before > start and parse.upos[before] in ("DET", "ADJ", "VERB"):  # "of the jailed mayor X"
            before -= 1
        return before > start and parse.upos[before] == "ADP"

    def _is_beside(self, head: int, span: NameSpan) -> bool:
        """Whether a full name does the same as a title that has no row: "[MMC for Development] Ana Diaz said"."""
        parse, name = self.parse, span.head
        if name == head or span.end - span.start < _FULL or parse.upos[span.start - 1] not in ("NOUN", "PROPN"):
            return False
        return parse.heads[name] == parse.heads[head] and parse.deprel[name] == parse.deprel[head]

    def _named_at_end(self, start: int, end: int, nominal: Entity | None) -> Entity | None:
        """A person's name that closes the words: "a spokesman for X, Y", where the tree hangs it elsewhere."""
        last = self._last_word(start, end)
        entity = self.found.entity_at.get(last)
        if entity is None or entity.kind != "person":
            return None
        span = self.found.layout.name_at.get(last)
        if span is None or span.start <= start:
            told_apart = self.parse.upos[last] == "PRON" and last > start  # "someone behind her"
            return entity if nominal is None and not told_apart else None
        if nominal is not None and nominal.kind == "thing" and not self._has_role(start, span.start):
            return entity if self._is_beside(head_of(self.parse, start, end), span) else None
        before = span.start - 1
        while before > start and self.parse.upos[before] == "PUNCT" and self.parse.words[before] != ",":
            before -= 1
        if self.parse.words[before] == ",":
            return entity
        if nominal is not None and self._is_whose(start, span.start):
            return None if self.reader.actor(nominal) is not None else entity
        if self.parse.upos[before] in ("NOUN", "PROPN") and not self._is_about(
            head_of(self.parse, start, end), span.head
        ):
            return entity
        return None
