"""By which part of a country an event's actor acts: its government, army, police, rebels, citizens and so on.

What the words at the event say counts, and so do the kind of act, the country's other mentions and the role nouns
around; a small table of weights, trained on annotated articles, says how much. An actor that a table row names, and a
pronoun whose entity has a sector, keep theirs.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from msgspec import structs

from onrecord.find.context import Draft
from onrecord.find.known import FILLED, rule_of
from onrecord.find.slots import Tree
from onrecord.find.weighing import ladder
from onrecord.lang.codebook import load_codebook
from onrecord.parse.mention_spans import head_of
from onrecord.schema import Actor, Anchor, EventType, Mention, Party

__all__ = ["Sectors"]

_NEAR, _ROLES = 3, 4  # mentions and role nouns of the sentence that are looked at
_RANKS = 3
_QUARTERS = 4
_STEPS = (0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)  # of the encoder's chance
_SEEN = ladder("seen", _STEPS)
_COUNTRY_RULES = ("countries", FILLED, "people")  # a country's name says no sector, nor does a people's
_GUESSED = "role-at-home"  # the rule of a noun whose country is guessed: its pronoun says little
_ARMY, _GOVERNMENT = "MIL", "GOV"
_RULING: frozenset[str | None] = frozenset({None, "GOV"})
# who does not act against a government
_STATE: frozenset[str | None] = frozenset({None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM"})
_AGAINST = frozenset({EventType.ACCUSE, EventType.PROTEST, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})
_NAMED = "actors"  # the rule of a row of the actor tables
Options = dict[str, list[str]]


class Sectors:
    """The sectors by which the actors of one article's events may act."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention]) -> None:
        self.tree = tree
        self.parse = parse = tree.parse
        self.all, self.plain = _sectors()
        self.countries = tree.pack.actor_index.countries
        self.armed = tree.pack.word_classes["armed_bodies"]
        self.named: dict[str, list[tuple[int, int, str]]] = {}  # by code: sentence, word, sector of its mentions
        self.nominal: dict[int, Mention] = {}  # by entity
        self.entity: dict[Anchor, int] = {}
        for mention in mentions:
            self.entity[mention.anchor] = mention.entity
            if mention.form == "nominal":
                self.nominal.setdefault(mention.entity, mention)
            actor = mention.actor
            if actor is not None and actor.code and actor.sector:
                word = min(parse.word_range(mention.anchor)[0], len(parse) - 1)
                self.named.setdefault(actor.code, []).append((parse.sentence_of[word], word, actor.sector))
        self.ranked = {code: Counter(s for _, _, s in found).most_common() for code, found in self.named.items()}
        self.seen = {trigger.word: trigger.sectors for trigger in parse.triggers}
        self.roles: dict[int, list[tuple[int, str]]] = {}  # by sentence: role nouns and their sectors
        words = tree.pack.sector_words
        for word, (lower, lemma) in enumerate(zip(parse.lower, parse.lemma, strict=True)):
            if lower in words or lemma in words:
                sector = words.get(lower) or words[lemma]
                self.roles.setdefault(parse.sentence_of[word], []).append((word, sector))

    def acting(self, draft: Draft) -> Draft:
        """The event with the sectors of its actors, and with the government against which its own people act."""
        given, recipients, mutual = draft.sides
        actors = tuple(self._acting(draft, p) for p in given)
        if draft.hit.frame.type in _AGAINST:
            loyal = _RULING if draft.hit.frame.type is EventType.PROTEST else _STATE
            recipients = tuple(_governed(p, actors, loyal) for p in recipients)
        return structs.replace(draft, sides=(actors, recipients, mutual))

    def _acting(self, draft: Draft, party: Party) -> Party:
        actor = party.actor
        if actor is not None and self._is_armed(actor, draft.cameo):
            return replace(party, actor=replace(actor, sector=_ARMY))
        if actor is None or not self.is_open(party):
            return party
        sector = self._likeliest(draft, party)
        if sector == actor.sector:
            return party
        filled = party.anchor is None or rule_of(actor) == FILLED
        other = filled and actor.sector is not None  # who is of another sector is somebody else
        return replace(party, actor=replace(actor, sector=sector, name=None if other else actor.name))

    def _likeliest(self, draft: Draft, party: Party) -> str | None:
        """The sector of `options` that weighs most."""
        weights = self.tree.pack.event_attributes["s"].all_sums(self.context(draft, party))
        scores = weights.each(self.plain)
        for sector, flags in self._flags(draft, party).items():
            if sector in self.all:
                scores[self.all.index(sector)] += weights.of(flags)
        return self.all[scores.index(max(scores))]

    def is_open(self, party: Party) -> bool:
        """Whether the sector of a country's actor is to be weighed."""
        actor = party.actor
        if actor is None or actor.code not in self.countries:
            return False
        rule = rule_of(actor)
        if party.anchor is None or not actor.sector or rule in _COUNTRY_RULES:
            return True
        return rule != _NAMED and (rule == _GUESSED or self._worded(party)[0] != "pronoun")

    def _is_armed(self, actor: Actor, cameo: str) -> bool:
        """Whether an organisation of states acts by its soldiers: "NATO bombed", not "NATO demanded"."""
        return not actor.sector and actor.code in self.armed and _acting(cameo) == _ARMY

    def context(self, draft: Draft, party: Party) -> list[str]:
        """What the event and the words of its actor are like."""
        actor = party.actor or Actor()
        form, lemma = self._worded(party)
        acting = _acting(draft.cameo)
        return [
            draft.hit.frame.type.value,
            draft.cameo[:3],
            form,
            f"t={self.parse.lemma[draft.hit.word]}",
            f"w={lemma}",
            f"o={actor.sector}",
            f"o={actor.sector}.{self._source(party)}",
            f"a={acting}",
            draft.status.value,
        ]

    def options(self, draft: Draft, party: Party) -> Options:
        """What speaks for each sector."""
        flags = self._flags(draft, party)
        return {sector: [plain, *flags.get(sector, ())] for sector, plain in zip(self.all, self.plain, strict=True)}

    def _flags(self, draft: Draft, party: Party) -> Options:
        """What speaks for some sectors more than for others."""
        actor = party.actor or Actor()
        found: Options = {}
        _add(found, actor.sector, "own", f"own.{self._source(party)}")
        acting = _acting(draft.cameo)
        _add(found, acting, "acting" if actor.sector else "acting-alone")
        for sector, chance in self.seen.get(draft.hit.word, ()):
            _add(found, sector, *_SEEN[bisect_right(_STEPS, chance)])
        self._add_named(found, actor.code or "", draft.hit.word)
        self._add_roles(found, draft.hit.word)
        return found

    def _add_named(self, found: Options, code: str, word: int) -> None:
        """What the sectors of the country's other mentions speak for."""
        named = self.named.get(code)
        if named is None:
            return
        sentence = self.parse.sentence_of[word]
        first, end = (bisect_left(named, (number,)) for number in (sentence, sentence + 1))
        near = sorted((abs(w - word), sector) for _, w, sector in named[first:end])
        for rank, (_, sector) in enumerate(near[:_NEAR]):
            _add(found, sector, f"here{min(rank, 1)}")
        if first:
            _add(found, named[first - 1][2], "last")
        for rank, (sector, count) in enumerate(self.ranked[code]):
            _add(found, sector, f"rank{min(rank, _RANKS)}", f"share{_QUARTERS * count // len(named)}")

    def _add_roles(self, found: Options, word: int) -> None:
        """What the role nouns of the sentence and the one before it speak for, whosever they are."""
        sentence = self.parse.sentence_of[word]
        near = sorted(self.roles.get(sentence, ()), key=lambda r: abs(r[0] - word))
        for rank, (place, sector) in enumerate(near[:_ROLES]):
            side = "L" if place < word else "R" if place > word else "S"
            _add(found, sector, f"role{min(rank, 2)}{side}")
        for sector in dict.fromkeys(s for _, s in self.roles.get(sentence - 1, ())):
            _add(found, sector, "role-before")

    def _worded(self, party: Party) -> tuple[str, str]:
        """What names the actor at the event: a name, noun, pronoun or nothing, and the lemma of its head."""
        parse = self.parse
        if party.anchor is None:
            return "nothing", "-"
        start, end = parse.word_range(party.anchor)
        tags = set(parse.upos[start:end])
        form = "name" if "PROPN" in tags else "noun" if "NOUN" in tags else "pronoun"
        if form == "pronoun":
            noun = self.nominal.get(self.entity.get(party.anchor, -1))
            if noun is not None:
                start, end = parse.word_range(noun.anchor)
        return form, parse.lemma[head_of(parse, start, end)] if start < end else "-"

    def _source(self, party: Party) -> str:
        rule = rule_of(party.actor or Actor())
        return rule if party.anchor is not None else f"around-{rule}"


def _governed(party: Party, actors: Sequence[Party], loyal: frozenset[str | None]) -> Party:
    """A country on which its own people act, nobody of it being named: its government."""
    actor = party.actor
    if actor is None or actor.sector is not None or (party.anchor is not None and rule_of(actor) != FILLED):
        return party
    own = {p.actor.sector for p in actors if p.actor is not None and p.actor.code == actor.code}
    if not own or not own.isdisjoint(loyal):
        return party
    return replace(party, actor=replace(actor, sector=_GOVERNMENT, rule=FILLED))


@cache
def _sectors() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sectors of the codebook, and for each the flag that it is this one."""
    found = tuple(row.code for row in load_codebook().sectors.values() if row.kind == "sector")
    return found, tuple(f"is={sector}" for sector in found)


@cache
def _acting(cameo: str) -> str | None:
    return load_codebook().acting_sector(cameo)


def _add(found: Options, sector: str | None, *flags: str) -> None:
    if sector is not None:
        own = found.setdefault(sector, [])
        own += [f for f in flags if f not in own]
