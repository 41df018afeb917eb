"""The sides of an event that its own words leave out, from what stands around it.

Candidates are the other side's country, the sides of the events above, below and near, whoever speaks, and all actors
that the article names; a small table of weights, trained on annotated articles, says which fits best, an actor with its
recipient. Part of what it weighs is the chance that the encoder gives each mention to be the actor or recipient of the
trigger. A side found so has no words of its own here: where the event names nobody, `Party.anchor` and `Party.text` are
None, and the event's rule says `+context`. A side that the event's own words name is left alone: the encoder knows no
better than the tree.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

import numpy as np
from msgspec import Struct

from onrecord.find.arguments import Sides
from onrecord.find.known import (
    FILLED,
    PAIR,
    TOWN,
    Flags,
    Found,
    actors_of,
    codes_of,
    each_of,
    gathered,
    is_another,
    is_open,
    is_press,
    is_state,
    most_and,
    parts_of,
    rule_of,
)
from onrecord.find.slots import Tree
from onrecord.find.times import When
from onrecord.find.triggers import Hit
from onrecord.find.weighing import ladder
from onrecord.parse.mention_spans import head_of
from onrecord.parse.sides import ROLES
from onrecord.schema import Actor, Anchor, Mention, Party, Place, Statement, Status

__all__ = ["SIDE_KEYS", "Draft", "Surroundings"]

_HOPS = 4
_THINGS = frozenset({"modifier", "owner"})  # rules for words that need not be somebody: "the road to Togo"
_DESCRIBED = _THINGS | {  # and for those that describe somebody, as others may be described
    *("role-with-country", "role-at-home", "role-there", "role-of-person", "person-roles", PAIR, "people")
}
_MEANT = 0.3  # the encoder's chance from which a mention is a side
_PAIRED = 2  # whom the encoder may know better
_MUCH = 0.4  # of all mentions
_LARGE = 0.15  # of an article's named actors: a country that the article is about
SIDE_KEYS = ("a", "r")  # actor, recipient: as event_sides.tsv names them
_STEPS = (0.002, 0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.985)  # of the encoder's chance
_OWN, _ABROAD = "own", "abroad"  # labels of the head for whom an event reaches
_SHARES = (0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)  # of its chance
_SEEN = ladder("seen", _STEPS)
_REACH = tuple(("reach", *steps) for steps in ladder("reach", _SHARES))
_NEAR = 3  # events and mentions looked at one by one
_RANKED, _LAST = 4, 9  # named actors told apart by rank; the rank of one that is not named
_BESIDE = ("near0", *("near1",) * (_NEAR - 1))
_PARTS = {name: tuple(f"{name}.{role}" for role in SIDE_KEYS) for name in ("above", "below", *_BESIDE, "first", "last")}
_LEFT, _RIGHT = (tuple(f"{way}{k}" for k in range(_NEAR + 1)) for way in ("left", "right"))
_UNSEEN: Mapping[str, tuple[str, ...]] = {}
_DOUBTED, _PREFERRED = (_STEPS.index(step) + 1 for step in (0.3, 0.5))  # steps of the encoder's chance


class Draft(Struct, frozen=True):
    """An event while it is put together; a `Struct`, for speed: most are made for nothing."""

    hit: Hit
    anchor: Anchor
    sides: Sides
    status: Status
    when: When
    place: Place | None
    chain: tuple[Statement, ...]
    cameo: str
    inferred: bool = False
    confidence: float = 1.0


class Surroundings:
    """One article's actors and events, and the candidates for each missing side with their features."""

    def __init__(self, tree: Tree, drafts: Sequence[Draft], mentions: Sequence[Mention]) -> None:
        self.tree = tree
        self.drafts = drafts
        self.at = {d.hit.word: d for d in drafts}
        self.by_sentence: dict[int, list[Draft]] = {}
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.known: dict[int, tuple[list[Actor], list[Actor]]] = {}  # by word: the known actors of both sides
        for draft in drafts:
            self.by_sentence.setdefault(tree.parse.sentence_of[draft.hit.word], []).append(draft)
            known = self.known[draft.hit.word] = actors_of(draft.sides[0]), actors_of(draft.sides[1])
            for a in known[0]:
                for b in known[1]:
                    self.pairs[a.code or "", b.code or ""] += 1
        self.named: list[tuple[int, int, Actor]] = []  # sentence, word, actor
        heads: list[int] = []
        for mention in mentions:
            if mention.actor is not None and mention.actor.code:
                start, end = tree.parse.word_range(mention.anchor)
                word, head = min(start, len(tree.parse) - 1), head_of(tree.parse, start, end)
                if not tree.is_left_out(head):
                    each = [mention.actor] if _is_unnamed(mention) else each_of(mention.actor)
                    self.named += [(tree.parse.sentence_of[word], word, actor) for actor in each]
                    heads += [head] * len(each)
        self.groups = self._groups(heads)
        self.sure: tuple[dict[int, dict[str, tuple[float, Actor]]], ...] = ({}, {})  # as `seen`: who it is most likely
        self.seen = self._seen(heads)
        self.reach = self._reach()
        self.main = frozenset(next((p for p, _ in self.pairs.most_common(1)), ()))
        self.partners = self._partners()
        self.before = {d.hit.word: drafts[i - 1] for i, d in enumerate(drafts) if i}
        self.topics = self._topics()
        self.in_sentence: dict[int, list[tuple[int, Actor]]] = {}
        self.first: dict[int, dict[str, Actor]] = {}  # by sentence and code
        for sentence, word, actor in self.named:
            self.in_sentence.setdefault(sentence, []).append((word, actor))
            self.first.setdefault(sentence, {}).setdefault(actor.code or "", actor)
        first = {actor.code or "": actor for _, _, actor in reversed(self.named)}
        self.all_named = {code: first[code] for code in reversed(first)}
        self.place = {code: place for place, code in enumerate(self.all_named)}
        counts = Counter(a.code or "" for _, _, a in self.named)
        self.share = {code: n / max(len(self.named), 1) for code, n in counts.items()}
        # at home with one country, between two, or among many: how likely it is that somebody acts on his own
        self.wide = min(sum(share >= _LARGE for share in self.share.values()), 3)
        self.rank = {code: i for i, (code, _) in enumerate(counts.most_common())}
        apart = (*self.main, *(c for c, i in self.rank.items() if i < _RANKED or self.share[c] > _MUCH))
        self.apart = [code for code in dict.fromkeys(apart) if code in self.place]
        self._standings: dict[tuple[int, tuple[str, ...]], dict[str, Flags]] = {}
        self._around: dict[int, Found] = {}  # by word

    def is_open(self, draft: Draft, number: int) -> bool:
        """Whether the surroundings decide a side: see `is_open`; or the encoder sees somebody else there than the tree.

        On 1,611 pages that it had not seen, it was right about three actors of four and two recipients of three that
        it doubted so, the tree about one of four and of three.
        """
        side = _side(draft, number)
        opened, mutual = is_open(side), draft.sides[2]
        if opened or mutual or is_another(side) or _are_counted(side):
            return opened
        seen, own = self.seen[number].get(draft.hit.word, _UNSEEN), {*codes_of(side), *parts_of(side)}
        doubted = all(len(seen.get(code, ())) < _DOUBTED for code in own)
        return doubted and any(len(steps) >= _PREFERRED for code, steps in seen.items() if code not in own)

    @contextmanager
    def given(self, draft: Draft, actors: list[Actor]) -> Iterator[None]:
        """While this lasts, an event of which no side is known has these actors: whom it was done to hangs on them."""
        word = draft.hit.word
        known = self.known[word]
        if not any(known):
            self.known[word] = (actors, [])
        try:
            yield
        finally:
            self.known[word] = known

    def _seen(self, heads: Sequence[int]) -> tuple[dict[int, dict[str, Flags]], ...]:
        """For actor and recipient, by event's word and code: each step that the encoder's chance for it reaches, all
        mentions of a code together."""
        words, codes = sorted(self.at), [actor.code or "" for _, _, actor in self.named]
        found: tuple[dict[int, dict[str, Flags]], ...] = ({}, {})
        for role, seen, sure in zip(ROLES, found, self.sure, strict=True):
            blocks = self.tree.parse.sides.chances(role, words, heads) if self.tree.parse.sides is not None else ()
            for here, there, chances in blocks:
                known = {code: number for number, code in enumerate(dict.fromkeys(codes[i] for i in there.tolist()))}
                sums = np.zeros((len(known), len(here)))
                np.add.at(sums, [known[codes[i]] for i in there.tolist()], chances.T)
                steps, names = np.searchsorted(_STEPS, sums, side="right"), list(known)
                rows, columns = np.nonzero(steps)
                reached = zip(rows.tolist(), here[columns].tolist(), steps[rows, columns].tolist(), strict=True)
                for code, event, step in reached:
                    seen.setdefault(words[event], {})[names[code]] = _SEEN[step]
                for event, mention in np.argwhere(chances >= _MEANT).tolist():
                    number, chance = int(there[mention]), float(chances[event, mention])
                    best = sure.setdefault(words[here[event]], {})
                    if chance > best.get(codes[number], (0.0, None))[0]:
                        best[codes[number]] = chance, self.named[number][2]
        return found

    def _groups(self, heads: Sequence[int]) -> dict[int, list[dict[str, Actor]]]:
        """By sentence the actors that are coordinated, by code, where they are several."""
        parse, groups = self.tree.parse, dict[tuple[int, int], dict[str, Actor]]()
        for (sentence, _, actor), head in zip(self.named, heads, strict=True):
            while parse.deprel[head] == "conj":
                head = parse.heads[head]
            groups.setdefault((sentence, head), {}).setdefault(actor.code or "", actor)
        found: dict[int, list[dict[str, Actor]]] = {}
        for (sentence, _), group in groups.items():
            if len(group) > 1:
                found.setdefault(sentence, []).append(group)
        return found

    def together(self, draft: Draft, actor: Actor, others: Collection[str]) -> list[Actor]:
        """Who is named together with an actor in an event's sentence, where none of them is on its other side."""
        return _beside(self.groups.get(self.tree.parse.sentence_of[draft.hit.word], ()), actor, others)

    def acted_on_beside(self, draft: Draft, actor: Actor, acting: Collection[str]) -> list[Actor]:
        """On whom else those acting here act, beside an actor, in another event of the sentence."""
        near = self.by_sentence[self.tree.parse.sentence_of[draft.hit.word]] if acting else ()
        sides = (self.known[other.hit.word] for other in near if other is not draft)
        acted_on = (recipients for actors, recipients in sides if {a.code for a in actors} == set(acting))
        groups = ({a.code or "": a for one in recipients for a in each_of(one)} for recipients in acted_on)
        return _beside(groups, actor, acting)

    def is_of_mutual(self, draft: Draft) -> bool:
        """Whether who acts here does so mutually by the event above: "threatened each other with [sanctions]"."""
        above = self._above(draft)
        if above is None or not above.sides[2] or above.hit.word not in self.tree.mutual_verbs:
            return False
        own = codes_of(draft.sides[0])
        return len(own) > 1 and set(own) == set(codes_of(above.sides[0]))

    def is_pronoun(self, party: Party) -> bool:
        """Whether a party's own words are one pronoun."""
        start, end = self.tree.parse.word_range(party.anchor) if party.anchor is not None else (0, 0)
        return end - start == 1 and self.tree.parse.upos[start] == "PRON"

    def _reach(self) -> dict[int, Flags]:
        """By event's word each step that the encoder's chance of one within a country reaches, against abroad."""
        found = {}
        for trigger in self.tree.parse.triggers:
            chances = dict(trigger.reach)
            own, abroad = chances.get(_OWN, 0.0), chances.get(_ABROAD, 0.0)
            if own:
                found[trigger.word] = _REACH[bisect_right(_SHARES, own / (own + abroad))]
        return found

    def candidates(self, draft: Draft, side: int) -> list[tuple[Actor, Flags]]:
        """Each actor that may be the missing side, one a code, with what speaks for it."""
        found = self._near(draft, side)
        found.update((code, (actor, ())) for code, actor in self.all_named.items() if code not in found)
        return self._flagged(draft, side, found)

    def contenders(self, draft: Draft, side: int) -> list[tuple[Actor, Flags]]:
        """The candidates that may be the likeliest: of those that nothing tells apart only the first.

        How many they are does not grow with the article.
        """
        found, place = self._near(draft, side), self.place
        apart = {*self.apart, *self.seen[side].get(draft.hit.word, ())}
        for actor in self.known[draft.hit.word][1 - side]:
            apart.update((actor.code or "", *self.partners.get(actor.code or "", ())))
        rest = {code for code in apart if code in place and code not in found}
        rest.update(islice((code for code in place if code not in found and code not in apart), 1))
        for code in sorted(rest, key=place.__getitem__):
            found[code] = (self.all_named[code], ())
        return self._flagged(draft, side, found)

    def named_for(self, draft: Draft, side: int, actor: Actor | None) -> Actor | None:
        """The actor as an event's side is to be called: as whom the encoder sees there; else by the name of a
        government or of somebody whom the surroundings name, unless the side's own words tell of somebody else. What
        is known of the country alone is not said of whom the article happens to name of it."""
        if actor is None or actor.name is None or actor.code not in self.tree.pack.actor_index.countries:
            return actor
        word = draft.hit.word
        described = any(party.actor is not None and rule_of(party.actor) not in _THINGS for party in _side(draft, side))
        if not described:
            _, meant = self.sure[side].get(word, {}).get(actor.code, (0.0, None))
            if meant is not None:
                return meant if side else replace(actor, name=meant.name)
            named = is_state(actor) or rule_of(actor) not in _DESCRIBED
            if named and actor.code in self._around.get(word, ()):
                return actor
        return replace(actor, name=None, sector=None if side and not described else actor.sector)

    def barred(self, draft: Draft, side: int) -> frozenset[str]:
        """Which state's neighbour or rival a side is, which is another's: who acts on it here or in the event above.

        A party's rivals are most often its countrymen.
        """
        parse, party = self.tree.parse, next(iter(_side(draft, side)), None)
        if party is None or party.anchor is None:
            return frozenset()
        start, end = parse.word_range(party.anchor)
        if start >= end or parse.lemma[head_of(parse, start, end)] not in self.tree.words_of("other_party"):
            return frozenset()
        above = self._above(draft)
        acting = self.known[draft.hit.word][0] if side else self.known[above.hit.word][0] if above is not None else []
        return frozenset(actor.code or "" for actor in acting if is_state(actor))

    def _near(self, draft: Draft, side: int) -> Found:
        """By code the candidates that more is true of than that the article names them, with what."""
        word = draft.hit.word
        around = self._around.get(word)
        if around is None:  # the same for both sides
            around = self._around[word] = gathered(self._sources(draft))
        own = [(a, f"own.{rule_of(a)}") for a in self.known[word][side]]
        own += [(Actor(a.code, None, None, FILLED), "other") for a in self.known[word][1 - side]]
        if not own:
            return around.copy()
        found = gathered(own)
        for code, (actor, flags) in around.items():
            first = found.get(code)
            found[code] = (actor, flags) if first is None else (first[0], first[1] + flags)
        return found

    def _flagged(self, draft: Draft, side: int, found: Found) -> list[tuple[Actor, Flags]]:
        """Candidates with what else is true of them: how they stand to the other side, and what the encoder says."""
        other = [a.code or "" for a in self.known[draft.hit.word][1 - side]]
        standing = self._standings.setdefault((side, tuple(other)), {})
        seen = self.seen[side].get(draft.hit.word, _UNSEEN)
        steps = sorted((len(flags) for code, flags in seen.items() if code in found), reverse=True)
        most = steps[0] if steps and steps[1:2] != steps[:1] else 0  # of one alone
        reach = self.reach.get(draft.hit.word, ()) if other else ()
        result = []
        for code, (actor, near) in found.items():
            relations = standing.get(code)
            if relations is None:
                relations = standing[code] = self._relations(code, other, side)
            flags, view = near + relations, seen.get(code, ())
            if view and len(view) == most:
                view = (*view, "seen-most", *map(most_and, flags))
            if code in other:
                view += reach
            result.append((actor, flags + view))
        return result

    def _relations(self, code: str, other: list[str], side: int) -> Flags:
        """How a candidate stands to the article and to the other side."""
        flags = ["named"] if code in self.place else []
        flags.append(f"rank{min(self.rank.get(code, _LAST), _RANKED)}")
        if code in other:
            flags += ["same", f"same.{self.wide}"]
        elif other:
            flags.append(f"foreign.{self.wide}")
        if any(self._pair(side, code, o) for o in other):
            flags.append("paired")
        if code in self.main:
            flags.append("main" if other and set(other) <= self.main and code not in other else "main-half")
        for o in other:
            partners = self.partners.get(o, [])
            if code in partners:
                flags.append(f"partner{min(partners.index(code), 2)}")
        if self.share.get(code, 0.0) > _MUCH:
            flags.append("much")
        return tuple(dict.fromkeys(flags))

    def _partners(self) -> dict[str, list[str]]:
        """For each code those that it acts with or on, most frequent first."""
        counts: dict[str, Counter[str]] = {}
        for (a, b), n in self.pairs.items():
            if a != b:
                counts.setdefault(a, Counter())[b] += n
                counts.setdefault(b, Counter())[a] += n
        return {code: [c for c, _ in found.most_common()] for code, found in counts.items()}

    def _topics(self) -> dict[int, list[Actor]]:
        """The known actor of each sentence's main subject."""
        parse, topics = self.tree.parse, dict[int, list[Actor]]()
        for sentence, word, actor in self.named:
            head = parse.heads[word]
            if parse.deprel[word].startswith("nsubj") and parse.heads[head] == head:
                topics.setdefault(sentence, []).append(actor)
        return topics

    def _pair(self, side: int, code: str, other: str) -> int:
        return self.pairs[(code, other)] if side == 0 else self.pairs[(other, code)]

    def context(self, draft: Draft, side: int) -> list[str]:
        """What the event is like: its type and code, and what stands where the side should be."""
        party = next(iter(_side(draft, side)), None)
        worded = "none"
        if party is not None and party.anchor is not None:
            parse = self.tree.parse
            start, end = parse.word_range(party.anchor)
            tags = parse.upos[start:end]
            worded = "name" if "PROPN" in tags else "noun" if "NOUN" in tags else "pronoun"
        kinds = [draft.hit.frame.type.value, draft.cameo[:3], f"w={worded}"]
        if not self.known[draft.hit.word][1 - side]:
            kinds.append("lone")
        return kinds

    def _sources(self, draft: Draft) -> list[tuple[Actor, str]]:
        """The candidates around an event with where each was found; an actor found twice comes twice."""
        word = draft.hit.word
        sentence = self.tree.parse.sentence_of[word]
        found = []
        for name, d in self._events_around(draft):
            for flag, actors in zip(_PARTS[name], self.known[d.hit.word], strict=True):
                found += [(actor, flag) for actor in actors]
        found += [(actor, "topic") for actor in self.topics.get(sentence, ())]
        found += [(actor, "old-topic") for actor in self.topics.get(sentence - 1, ())]
        for k, statement in enumerate(reversed(draft.chain)):  # who says the statements around it, innermost first
            for name, voice in (("speaker", statement.speaker), ("hearer", statement.addressee)):
                if voice is not None and voice.actor is not None and voice.actor.code and not is_press(voice.actor):
                    found += [(actor, f"{name}{min(k, 1)}") for actor in each_of(voice.actor)]
        here = sorted((abs(w - word), w, k, actor) for k, (w, actor) in enumerate(self.in_sentence.get(sentence, ())))
        found += [(actor, (_LEFT if w < word else _RIGHT)[min(k, _NEAR)]) for k, (_, w, _, actor) in enumerate(here)]
        found += [(actor, "before") for actor in self.first.get(sentence - 1, {}).values()]
        return found

    def _events_around(self, draft: Draft) -> list[tuple[str, Draft]]:
        """The events above, below and beside an event, the one it is coordinated with, and the last before it."""
        parse, word = self.tree.parse, draft.hit.word
        above, below = self._above(draft), self._below(draft)
        here = self.by_sentence[parse.sentence_of[word]]
        near = [d for d in here if d is not draft and d is not above and d is not below]
        near.sort(key=lambda d: abs(d.hit.word - word))
        first = self.at.get(parse.heads[word]) if parse.deprel[word] == "conj" else None
        found = [("above", above), ("below", below), *zip(_BESIDE, near, strict=False)]
        found += [("first", first), ("last", self.before.get(word))]
        return [(name, d) for name, d in found if d is not None and d is not draft]

    def _above(self, draft: Draft) -> Draft | None:
        """The event in whose complement this one stands."""
        parse, word = self.tree.parse, draft.hit.word
        for _ in range(_HOPS):
            if parse.heads[word] == word:
                return None
            word = parse.heads[word]
            if word in self.at:
                return self.at[word]
        return None

    def _below(self, draft: Draft) -> Draft | None:
        return next((self.at[w] for w in self.tree.near(draft.hit.word, 3) if w in self.at), None)


def _is_unnamed(mention: Mention) -> bool:
    """Whether a mention names none of those whom it means: "they", "both sides"."""
    return mention.form == "pronoun" or (mention.actor is not None and mention.actor.rule == PAIR)


def _beside(groups: Iterable[Mapping[str, Actor]], actor: Actor, others: Collection[str]) -> list[Actor]:
    """Who else is of the first group that holds an actor with somebody, and none of some others."""
    for group in groups:
        if len(group) > 1 and actor.code in group and group.keys().isdisjoint(others):
            return [other for code, other in group.items() if code != actor.code]
    return []


def _are_counted(side: Sequence[Party]) -> bool:
    """Whether a side is as many as were joined before ("all three"), or a town: no mention names them."""
    rules = {rule_of(p.actor) for p in side if p.actor is not None}
    return rules == {TOWN} or (rules == {PAIR} and len(parts_of(side)) > _PAIRED)


def _side(draft: Draft, number: int) -> tuple[Party, ...]:
    return draft.sides[1] if number else draft.sides[0]
