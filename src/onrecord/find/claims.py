"""Claims: what a statement asserts or denies, as far as contradiction is concerned, and which claims contradict.

Made of the statements of one article by `onrecord.find.contradictions`, of a store's by `onrecord.analyse`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.find.issues import shared_weight
from onrecord.schema import Act, EventType, Status

__all__ = ["Claim", "ClaimedEvent", "Clash", "clashes"]

FACT = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
CLAIMS = frozenset({Act.ASSERT, Act.ACCUSE})
# share of the smaller content's words, by rarity, that a denial and a claim must have in common
SAME_MATTER = 0.6
COMMON = 200
# claims further apart are of different disputes
DAYS = 120


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event within a claim."""

    type: EventType
    status: Status
    stem: str  # of the trigger
    sides: frozenset[str]  # codes of actors and recipients


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as far as it can contradict another."""

    id: str
    article: str
    speaker: tuple[str | None, str | None] | None  # code and name; None: unknown
    act: Act
    stems: frozenset[str]
    points_back: bool = False  # a denial that names no matter of its own: "the allegation", "a lie"
    events: tuple[ClaimedEvent, ...] = ()
    ancestors: tuple[str, ...] = ()  # the statements that it is reported in, innermost first
    day: int | None = None  # of the article's publication; None: unknown


@dataclass(frozen=True, slots=True)
class Clash:
    """A pair of claims that cannot both be true, and why."""

    first: str
    second: str
    rule: str
    confidence: float


def clashes(claims: Sequence[Claim]) -> tuple[Clash, ...]:
    """The contradicting pairs among claims that stand in the order of their texts; each pair once."""
    order = {claim.id: i for i, claim in enumerate(claims)}
    found: dict[tuple[int, int], Clash] = {}
    for clash in (*_denied_claims(claims), *_opposite_statuses(claims), *_denials(claims)):
        first, second = sorted((order[clash.first], order[clash.second]))
        ordered = Clash(claims[first].id, claims[second].id, clash.rule, clash.confidence)
        found.setdefault((first, second), ordered)
    return tuple(clash for _, clash in sorted(found.items()))


def _denied_claims(claims: Sequence[Claim]) -> Iterator[Clash]:
    """A denial whose content holds the claim that it denies."""
    by_id = {claim.id: claim for claim in claims}
    for child in claims:
        parent = by_id.get(child.ancestors[0]) if child.ancestors else None
        if parent and parent.act is Act.DENY and child.act in CLAIMS and _differ(parent, child):
            yield Clash(parent.id, child.id, "denies-the-claim-it-quotes", 0.9)


def _opposite_statuses(claims: Sequence[Claim]) -> Iterator[Clash]:
    """One speaker claims that an event happened, another denies it: same type, and same trigger or same two sides."""
    facts: dict[object, list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)
    for claim in claims:
        for event in claim.events:
            if event.status in FACT and claim.act in CLAIMS:
                for key in _keys(event):
                    facts[key].append((claim, event))
    for denial in claims:
        for event in denial.events:
            if event.status is not Status.DENIED or denial.act is not Act.DENY:
                continue
            for key in _keys(event):
                for claim, fact in facts[key]:
                    if _opposed(denial, claim) and _same_event(event, fact, within=denial.article == claim.article):
                        yield Clash(denial.id, claim.id, "opposite-statuses-of-one-event", 0.8)


def _keys(event: ClaimedEvent) -> tuple[object, ...]:
    by_stem = (event.type, event.stem)
    return (by_stem, (event.type, event.sides)) if len(event.sides) > 1 else (by_stem,)


def _denials(claims: Sequence[Claim]) -> Iterator[Clash]:
    """A denial and a claim of another speaker: the one it points back at, or one that names the same things."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for stem in claim.stems:
            holders[stem].append(number)
    count = Counter({stem: len(numbers) for stem, numbers in holders.items()})
    for number, denial in enumerate(claims):
        if denial.act is not Act.DENY:
            continue
        if denial.points_back:
            yield from _pointed_at(claims, number)
        # a stem that very many claims hold distinguishes none; it nominates nobody
        near = Counter(n for stem in sorted(denial.stems) if count[stem] <= COMMON for n in holders[stem])
        for other, shared in sorted(near.items()):
            claim = claims[other]
            if shared < 2 or not _is_claim_against(claim, denial):
                continue
            if shared_weight(denial.stems, claim.stems, count) >= SAME_MATTER:
                yield Clash(denial.id, claim.id, "denial-of-the-same-matter", 0.6)


def _pointed_at(claims: Sequence[Claim], number: int) -> Iterator[Clash]:
    """The last claim of another side before a denial, in the same article."""
    denial = claims[number]
    for other in range(number - 1, -1, -1):
        if claims[other].article != denial.article:
            return
        if _is_claim_against(claims[other], denial):
            yield Clash(denial.id, claims[other].id, "denial-of-the-claim-before", 0.6)
            return


def _is_claim_against(claim: Claim, denial: Claim) -> bool:
    return claim.act in CLAIMS and _opposed(denial, claim)


def _opposed(a: Claim, b: Claim) -> bool:
    """Whether two claims are of different sides, near in time, and neither is reported within the other."""
    return _differ(a, b) and _near(a, b) and a.id not in b.ancestors and b.id not in a.ancestors


def _differ(a: Claim, b: Claim) -> bool:
    return a.speaker != b.speaker or a.speaker is None


def _near(a: Claim, b: Claim) -> bool:
    return a.article == b.article or (a.day is not None and b.day is not None and abs(a.day - b.day) <= DAYS)


def _same_event(a: ClaimedEvent, b: ClaimedEvent, *, within: bool) -> bool:
    """Within an article a trigger's word is enough; across articles some side must be the same as well."""
    if a.stem == b.stem and (within or a.sides & b.sides):
        return True
    return len(a.sides) > 1 and a.sides == b.sides
