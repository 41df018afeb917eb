"""Which claims contradict each other, and why. Precision before recall.

A denial and a claim of another speaker clash where the denial quotes the claim; where it repeats its words or names the
same things; where it points back at it ("the allegation", "a lie"); where it answers an accusation of the denier; and
where both speak of one event, as a fact and as denied. What clashes with a claim clashes with the same claim repeated
elsewhere, in a copy of the article or at another time, and what one side denies twice it denies both times of all that
says so. Without any denial clash an admission and what the same side denied before, and different counts of the dead.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.find.claims import STEM, Claim, ClaimedEvent
from onrecord.schema import Act, EventType, Status

__all__ = ["Clash", "clashes"]

FACT = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
CLAIMS = frozenset({Act.ASSERT, Act.ACCUSE})
ANSWERS = frozenset({Act.REJECT, Act.ACCUSE, Act.ASSERT})  # acts that call a claim a lie without denying it outright
# Share of the smaller content's words, by rarity, and how many words a denial and a claim of one matter have in common.
# Within an article every looser bound gave more false pairs than right ones on the open cases: all its statements are
# about one thing. Across the articles of dossiers e1 and e2 two words were enough.
SAME_MATTER = 0.6
MATTER_WORDS, MATTER_WORDS_ACROSS = 3, 2
# two passages are one claim repeated
REPEATED, REPEATED_WORDS = 0.6, 2
COMMON = 200  # a stem, or a kind of deed of one actor, that more claims hold distinguishes none
# Claims of one event, and an accusation and its answer, are no further apart (days). Two articles of one dispute differ
# in days; the dossiers e1 and e2 have right pairs up to 33 days apart.
DAYS, ANSWER_DAYS = 45, 7
BY_THE_ACCUSED = "denial-by-the-accused"
VAGUE_WORDS = 3  # a denial with more names what it denies: "we had nothing to do with it"
NEAR = 3  # statements: counts of the dead that are further apart may be of other dead


@dataclass(frozen=True, slots=True)
class Clash:
    """A pair of claims that cannot both be true, and why."""

    first: str
    second: str
    rule: str
    confidence: float
    copied: bool = False  # because one of them, or both, repeat claims that do


Found = tuple[Claim, Claim, str, float]  # denial, claim, rule, confidence


def clashes(claims: Sequence[Claim]) -> tuple[Clash, ...]:
    """The contradicting pairs among claims that stand in the order of their texts; each pair once."""
    order = {claim.id: i for i, claim in enumerate(claims)}
    index = _Index(claims)
    direct = [*_quoted(claims, index), *_of_events(index), *_pointed(claims, index), *_matters(index), *_answers(index)]
    direct += [*_worded(index), *_admitted(claims, index), *_counted(claims, index)]
    repeated = list(_repeated(direct, index))
    found: dict[tuple[int, int], Clash] = {}
    for copied, some in ((False, direct), (True, repeated), (False, _denied_alike([*direct, *repeated], index))):
        for denial, claim, rule, confidence in some:
            first, second = sorted((order[denial.id], order[claim.id]))
            clash = Clash(claims[first].id, claims[second].id, rule, confidence, copied)
            found.setdefault((first, second), clash)
    return tuple(clash for _, clash in sorted(found.items()))


class _Index:
    """The claims by what they may have in common."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.by_id = {claim.id: claim for claim in claims}
        self.denials = [c for c in claims if c.act is Act.DENY]
        self.in_article: dict[str, list[Claim]] = defaultdict(list)
        self.holders: dict[str, list[Claim]] = defaultdict(list)
        self.deeds: dict[tuple[EventType, str], list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)
        self.worded: dict[tuple[EventType, str, str], list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)
        self.told: dict[str, list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)  # trigger stem -> told as facts
        self.denied: list[tuple[Claim, ClaimedEvent]] = []
        self.accusers: dict[str, list[Claim]] = defaultdict(list)  # the accused's code -> accusations
        for claim in claims:
            self.in_article[claim.article].append(claim)
            for stem in claim.stems:
                self.holders[stem].append(claim)
            self._add_events(claim)
        self.count = Counter({stem: len(holders) for stem, holders in self.holders.items()})

    def _add_events(self, claim: Claim) -> None:
        parent = self.by_id.get(claim.ancestors[0]) if claim.ancestors else None
        denier = parent if parent is not None and parent.act is Act.DENY and claim.act in CLAIMS else None
        for event in claim.events:
            # in an accusation that somebody else rejects the deed reads as denied: the accuser does not deny it
            if claim.act is Act.ACCUSE or (claim.act is Act.ASSERT and event.status in FACT):
                for code in sorted(event.actors or {""}):
                    self.deeds[event.type, code].append((claim, event))
                    self.worded[event.type, code, event.stem].append((claim, event))
            if claim.act in CLAIMS and event.status in FACT:
                self.told[event.stem].append((claim, event))
            if event.status is Status.DENIED and claim.act in {Act.DENY, Act.ASSERT}:
                self.denied.append((claim, event))
            if denier is not None and event.status in {*FACT, Status.DENIED}:
                self.denied.append((denier, event))  # who denies the claim that he quotes denies its deed
        if claim.act is Act.ACCUSE:
            for code in sorted({code for event in claim.events for code in event.actors}):
                self.accusers[code].append(claim)

    def told_of(self, event: ClaimedEvent, code: str) -> list[tuple[Claim, ClaimedEvent]]:
        """The claims of deeds of an event's type by an actor; where very many tell of such, those in the same words."""
        found = self.deeds.get((event.type, code), [])
        if len(found) > COMMON:
            found = self.worded.get((event.type, code, event.stem), [])
        return found if len(found) <= COMMON else []

    def near(self, claim: Claim) -> list[tuple[Claim, int]]:
        """The claims that share a stem that is not common, and how many they share."""
        shared: Counter[str] = Counter()
        for stem in sorted(claim.stems):
            if self.count[stem] <= COMMON:
                shared.update(other.id for other in self.holders[stem])
        return [(self.by_id[other], number) for other, number in shared.items() if other != claim.id]

    def share(self, a: Claim, b: Claim) -> float:
        """The share of the smaller content's weight that both have; a stem weighs less the more claims hold it."""
        least = min(self._weight(a.stems), self._weight(b.stems))
        return self._weight(a.stems & b.stems) / least if least else 0.0

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(1 / math.sqrt(self.count[stem]) for stem in sorted(stems))


def _quoted(claims: Sequence[Claim], index: _Index) -> Iterator[Found]:
    """A denial whose content holds the claim that it denies."""
    for child in claims:
        parent = index.by_id.get(child.ancestors[0]) if child.ancestors else None
        if parent and parent.act is Act.DENY and child.act in CLAIMS and _differ(parent, child):
            yield parent, child, "denies-the-claim-it-quotes", 0.9


def _of_events(index: _Index) -> Iterator[Found]:
    """One claims that an event happened, another denies it."""
    for denial, event in index.denied:
        codes = (denial.code,) if denial.code in event.actors else tuple(sorted(event.actors or {""}))
        for code in codes:
            for claim, fact in index.told_of(event, code or ""):
                if _opposed(denial, claim) and _one_event(denial, event, claim, fact):
                    yield denial, claim, "opposite-statuses-of-one-event", 0.8


def _one_event(denial: Claim, event: ClaimedEvent, claim: Claim, fact: ClaimedEvent) -> bool:
    """Whether what one denies is what the other claims: of one type, and told by its words, its sides, or its doer."""
    alike = event.stem == fact.stem
    own = denial.code in event.actors and denial.code in fact.actors
    sides = len(fact.sides) > 1 and event.sides == fact.sides
    if denial.code == claim.code:  # an inquiry of one's own may find what one denied: in the same word
        own = own and alike and denial.article != claim.article
    if denial.article == claim.article:
        return denial.act is Act.DENY and (alike or (own and (sides or denial.number == claim.number + 1)))
    if own:
        return denial.act is Act.DENY or denial.negated
    return denial.act is Act.DENY and alike and sides


def _answers(index: _Index) -> Iterator[Found]:
    """A denial right after an accusation by another side in its words, or by the accused soon after the accusation."""
    for denial in index.denials:
        for claim in index.in_article[denial.article][denial.number - 1 : denial.number]:
            answers = claim.act is Act.ACCUSE and claim.code != denial.code and claim.stems & denial.stems
            if answers and _opposed(denial, claim):
                yield denial, claim, "denial-right-after-the-charge", 0.7
        accusations = index.accusers.get(denial.code or "", [])
        if not (denial.negated or denial.points_back) or len(accusations) > COMMON:
            continue
        denied = {e.type for e in denial.events if e.status is Status.DENIED}
        for claim in accusations:
            if claim.code is None or claim.code == denial.code or not _opposed(denial, claim, days=ANSWER_DAYS):
                continue
            happened = {e.type for e in claim.events if e.status in FACT or e.status is Status.DENIED}
            later = denial.article != claim.article or denial.number > claim.number
            meant = denial.points_back or _is_vague(denial) or claim.stems & denial.stems
            if later and meant and (not denied or denied & happened):
                yield denial, claim, BY_THE_ACCUSED, 0.6


def _is_vague(denial: Claim) -> bool:
    """Whether a denial names next to nothing but the denier: "we took nothing"; not so "counting hurts nobody"."""
    _, name = denial.speaker or (None, None)
    own = {word[:STEM] for word in (name or "").lower().split()}
    return len(denial.stems) <= VAGUE_WORDS and (denial.personal or not own.isdisjoint(denial.stems))


def _pointed(claims: Sequence[Claim], index: _Index) -> Iterator[Found]:
    """The claim that a denial points back at: the last of another side before it, or one of the side that it names."""
    for denial in claims:
        if not denial.points_back:
            continue
        named = {code for e in denial.events if e.type is EventType.ACCUSE for code in e.actors}
        if denial.act is Act.DENY:
            before = [
                c for c in index.in_article[denial.article] if c.number < denial.number and _is_against(c, denial)
            ]
            if before and (before[-1].number == denial.number - 1 or before[-1].act is Act.ACCUSE):
                yield denial, before[-1], "denial-of-the-claim-before", 0.6
        elif denial.act in ANSWERS:
            yield from _answered(denial, index)
        if denial.act not in {Act.DENY, Act.ACCUSE} or denial.code is None:
            continue
        accusations = index.accusers.get(denial.code or "", []) if named else []
        for claim in accusations if len(accusations) <= COMMON else []:
            if claim.code in named and claim.article != denial.article and _opposed(denial, claim, days=ANSWER_DAYS):
                yield denial, claim, "denial-of-the-claim-it-names", 0.6


def _answered(answer: Claim, index: _Index) -> Iterator[Found]:
    """What an answer that is no plain denial points back at: the statement before, or the charge before that."""
    for claim in index.in_article[answer.article][max(0, answer.number - 2) : answer.number]:
        sided = claim.code and answer.code and claim.code != answer.code
        if sided and _is_against(claim, answer) and (claim.number == answer.number - 1 or claim.act is Act.ACCUSE):
            yield answer, claim, "denial-of-the-claim-before", 0.6


def _worded(index: _Index) -> Iterator[Found]:
    """One side tells in a word what another denies in it, of whatever type the two are taken for."""
    for denial, event in index.denied:
        told = index.told.get(event.stem, [])
        if not (denial.act is Act.DENY or denial.negated) or len(told) > COMMON:
            continue
        for claim, fact in told:
            alike = len(claim.stems & denial.stems) >= REPEATED_WORDS and event.sides & fact.sides
            if alike and claim.code and denial.code and claim.code != denial.code and _opposed(denial, claim):
                yield denial, claim, "what-one-tells-the-other-denies", 0.6


def _admitted(claims: Sequence[Claim], index: _Index) -> Iterator[Found]:
    """An admission of a deed of a kind that the same side denied before."""
    denied: dict[str, list[tuple[Claim, EventType]]] = defaultdict(list)
    for denial, event in index.denied:
        if denial.code in event.actors and (denial.act is Act.DENY or denial.negated):
            denied[denial.code or ""].append((denial, event.type))
    for claim in claims:
        before = denied.get(claim.code or "", []) if claim.admits else []
        deeds = {e.type for e in claim.events if e.status in FACT and claim.code in e.actors}
        for denial, type_ in before if len(before) <= COMMON else []:
            earlier = denial.article == claim.article or (denial.day or 0) <= (claim.day or 0)
            if type_ in deeds and earlier and denial.id != claim.id and _days_apart(denial, claim) <= DAYS:
                yield denial, claim, "admission-of-what-was-denied", 0.6


def _counted(claims: Sequence[Claim], index: _Index) -> Iterator[Found]:
    """Two sources of one article that count the dead, or the hurt, differently."""
    for claim in claims:
        for other in (
            index.in_article[claim.article][max(0, claim.number - NEAR) : claim.number] if claim.counts else []
        ):
            if other.counts and claim.counts.isdisjoint(other.counts) and _opposed(claim, other):
                yield claim, other, "different-counts-of-the-dead", 0.6


def _denied_alike(found: Sequence[Found], index: _Index) -> Iterator[Found]:
    """Two denials of one side that deny one claim deny each what the other denies, be it the accusers' or their own."""
    denied: dict[str, dict[str, None]] = defaultdict(dict)
    deniers: dict[str, dict[str, None]] = defaultdict(dict)
    for denial, claim, rule, _ in found:
        if rule == BY_THE_ACCUSED:  # the least sure
            continue
        denied[denial.id][claim.id] = None
        deniers[claim.id][denial.id] = None
    by_id = index.by_id
    for name, claims in denied.items():
        denial = by_id[name]
        pairs = ((by_id[c], by_id[d]) for c in claims if len(deniers[c]) <= COMMON for d in deniers[c] if d != name)
        for known, again in pairs:
            for other in denied[again.id] if again.code == denial.code else ():
                claim = by_id[other]
                if other not in claims and claim.code in {known.code, denial.code} and _opposed(denial, claim):
                    yield denial, claim, "denial-of-what-was-denied-alike", 0.5


def _matters(index: _Index) -> Iterator[Found]:
    """A denial and a claim that name the same things."""
    for denial in index.denials:
        for claim, shared in index.near(denial):
            if not _is_against(claim, denial):
                continue
            if denial.article == claim.article and denial.stems == claim.stems and len(denial.stems) > 1:
                yield denial, claim, "denial-of-the-same-words", 0.9
                continue
            least = MATTER_WORDS if denial.article == claim.article else MATTER_WORDS_ACROSS
            if shared >= least and index.share(denial, claim) >= SAME_MATTER:
                yield denial, claim, "denial-of-the-same-matter", 0.6


def _repeated(direct: Sequence[Found], index: _Index) -> Iterator[Found]:
    """What clashes with a claim clashes with the same claim of the same side in another article."""
    for denial, claim, rule, confidence in direct:
        denials, repeated = _again(denial, index), _again(claim, index)
        yield from ((d, c, rule, confidence * 0.9) for d in (denial, *denials) for c in (claim, *repeated))


def _again(claim: Claim, index: _Index) -> list[Claim]:
    return [
        other
        for other, shared in index.near(claim)
        if shared >= REPEATED_WORDS
        and other.article != claim.article
        and other.code == claim.code
        and _days_apart(claim, other) <= DAYS
        and len(claim.stems & other.stems) >= REPEATED * len(claim.stems | other.stems)
    ]


def _is_against(claim: Claim, denial: Claim) -> bool:
    return claim.act in CLAIMS and _opposed(denial, claim)


def _opposed(a: Claim, b: Claim, days: int = DAYS) -> bool:
    """Whether two claims are of different speakers, near in time, and neither is reported within the other."""
    return _differ(a, b) and _days_apart(a, b) <= days and a.id not in b.ancestors and b.id not in a.ancestors


def _differ(a: Claim, b: Claim) -> bool:
    return a.speaker != b.speaker or a.speaker is None


def _days_apart(a: Claim, b: Claim) -> float:
    if a.article == b.article:
        return 0
    return math.inf if a.day is None or b.day is None else abs(a.day - b.day)
