"""Claims by what they have in common, and whether two can be against each other at all."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.find.claims import Claim, ClaimedEvent
from onrecord.schema import Act, EventType, Status

__all__ = ["CLAIMS", "COMMON", "DAYS", "FACT", "ClaimIndex", "days_apart", "differ", "is_denial", "opposed"]

FACT = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
CLAIMS = frozenset({Act.ASSERT, Act.ACCUSE})
COMMON = 200  # a stem, or a kind of deed of one actor, that more claims hold distinguishes none
# Claims of one event are no further apart (days): two articles of one dispute differ in days; the dossiers e1 and e2
# have right pairs up to 33 days apart.
DAYS = 45


class ClaimIndex:
    """The claims by what they may have in common."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        self.by_id = {claim.id: claim for claim in claims}
        self.denials = [c for c in claims if is_denial(c)]
        self.in_article: dict[str, list[Claim]] = defaultdict(list)
        self.holders: dict[str, list[Claim]] = defaultdict(list)
        self.deeds: dict[tuple[EventType, str], list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)
        self.worded: dict[tuple[EventType, str, str], list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)
        self.told: dict[str, list[tuple[Claim, ClaimedEvent]]] = defaultdict(list)  # trigger stem -> told as facts
        self.denied: list[tuple[Claim, ClaimedEvent]] = []
        self.accusers: dict[str, list[Claim]] = defaultdict(list)  # the accused's code -> accusations
        for claim in claims:
            self.in_article[claim.article].append(claim)
            for stem in claim.said.stems:
                self.holders[stem].append(claim)
            self._add_events(claim)
        self.count = Counter({stem: len(holders) for stem, holders in self.holders.items()})

    def _add_events(self, claim: Claim) -> None:
        parent = self.by_id.get(claim.ancestors[0]) if claim.ancestors else None
        denier = parent if parent is not None and is_denial(parent) and claim.act in CLAIMS else None
        for event in claim.events:
            # in an accusation that somebody else rejects the deed reads as denied: the accuser does not deny it
            if claim.act is Act.ACCUSE or (claim.act is Act.ASSERT and event.status in FACT):
                for code in sorted(event.actors or {""}):
                    self.deeds[event.type, code].append((claim, event))
                    self.worded[event.type, code, event.stem].append((claim, event))
            if claim.act in CLAIMS and event.status in FACT:
                self.told[event.stem].append((claim, event))
            if event.status is Status.DENIED and claim.act in {Act.DENY, Act.REJECT, Act.ASSERT}:
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

    def near(self, claim: Claim, common: int = COMMON) -> list[tuple[Claim, int]]:
        """The claims that share a stem that is not common, and how many they share."""
        shared: Counter[str] = Counter()
        for stem in sorted(claim.said.stems):
            if self.count[stem] <= common:
                shared.update(other.id for other in self.holders[stem])
        return [(self.by_id[other], number) for other, number in shared.items() if other != claim.id]

    def share(self, a: Claim, b: Claim) -> float:
        """The share of the smaller content's weight that both have; a stem weighs less the more claims hold it."""
        least = min(self.weight(a.said.stems), self.weight(b.said.stems))
        return self.weight(a.said.stems & b.said.stems) / least if least else 0.0

    def weight(self, stems: frozenset[str]) -> float:
        return sum(1 / math.sqrt(self.count[stem]) for stem in sorted(stems))


def opposed(a: Claim, b: Claim, days: int = DAYS) -> bool:
    """Whether two claims are of different speakers, near in time, and neither is reported within the other."""
    return differ(a, b) and days_apart(a, b) <= days and a.id not in b.ancestors and b.id not in a.ancestors


def differ(a: Claim, b: Claim) -> bool:
    return a.speaker != b.speaker or a.speaker is None


def days_apart(a: Claim, b: Claim) -> float:
    if a.article == b.article:
        return 0
    return math.inf if a.day is None or b.day is None else abs(a.day - b.day)


def is_denial(claim: Claim) -> bool:
    """Whether a claim denies, or rejects what it negates or points back at: the act wavers between the two."""
    back = claim.said.negated or claim.said.points_back
    return claim.act is Act.DENY or (claim.act is Act.REJECT and back)
