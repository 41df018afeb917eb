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
    said: dict[EventType, list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)
    for claim in claims:
        for event in claim.events:
            said[event.type].append((claim, event))
    for alike in said.values():
        denied = [(c, e) for c, e in alike if e.status is Status.DENIED and c.act is Act.DENY]
        facts = [(c, e) for c, e in alike if e.status in FACT and c.act in CLAIMS]
        for denial, event in denied:
            for claim, fact in facts:
                if _opposed(denial, claim) and _same_event(event, fact):
                    yield Clash(denial.id, claim.id, "opposite-statuses-of-one-event", 0.8)


def _denials(claims: Sequence[Claim]) -> Iterator[Clash]:
    """A denial and a claim of another speaker: the one it points back at, or one that names the same things."""
    count = Counter(stem for claim in claims for stem in claim.stems)
    for number, denial in enumerate(claims):
        if denial.act is not Act.DENY:
            continue
        if denial.points_back:
            before = [c for c in claims[:number] if c.article == denial.article and _is_claim_against(c, denial)]
            if before:
                yield Clash(denial.id, before[-1].id, "denial-of-the-claim-before", 0.6)
        for claim in claims:
            if not _is_claim_against(claim, denial) or len(denial.stems & claim.stems) < 2:
                continue
            if shared_weight(denial.stems, claim.stems, count) >= SAME_MATTER:
                yield Clash(denial.id, claim.id, "denial-of-the-same-matter", 0.6)


def _is_claim_against(claim: Claim, denial: Claim) -> bool:
    return claim.act in CLAIMS and _opposed(denial, claim)


def _opposed(a: Claim, b: Claim) -> bool:
    """Whether two claims are of different sides and neither is reported within the other."""
    return _differ(a, b) and a.id not in b.ancestors and b.id not in a.ancestors


def _differ(a: Claim, b: Claim) -> bool:
    return a.speaker != b.speaker or a.speaker is None


def _same_event(a: ClaimedEvent, b: ClaimedEvent) -> bool:
    return a.stem == b.stem or (len(a.sides) > 1 and a.sides == b.sides)
