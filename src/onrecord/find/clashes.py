"""Which claims contradict each other, and why.

A logistic model weighs what speaks for it (`clash_evidence`): in an article of the pairs near each other, across
articles of those of one matter in which one denies, and of all that a plain sign points at (`clash_signs`). The weights
stand in the language's `contradiction_weights.tsv` (training/contradictions/fit.py). What clashes with a claim clashes
with the same claim repeated elsewhere, in a copy of the article or at another time.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from onrecord.find.claim_index import DAYS, ClaimIndex, days_apart, opposed
from onrecord.find.claims import Claim
from onrecord.find.clash_evidence import ClashEvidence, denies, reason_of
from onrecord.find.clash_signs import signs
from onrecord.lang.frames import WeightSums
from onrecord.schema import Act

__all__ = ["THRESHOLD", "Clash", "chance_of", "clashes", "evidence_across", "evidence_within"]

# Cross-validated by page (2026-11-26, 1,800 pages, 633 pairs): precision .50 and recall .16 as found, .65 and .36 with
# the statements that were not found put in; across the articles of e1 precision 1 and recall .5:
# python -m training.contradictions.fit --cross-validate. With encoder 0.10.0 (2026-11-27) over e1-e3 .61 and .44.
THRESHOLD = 0.28
REACH = 8  # statements: two of an article that are further apart are weighed only where a sign points at them
RARE = 50  # claims: a stem that more hold brings no two of different articles together
MATTER_WORDS = 2  # stems that two claims of different articles must share
MOST = 20  # claims of other articles that one is weighed against
COPIED = 0.9  # of the confidence, where a claim is repeated
OPPOSING = frozenset({Act.DENY, Act.REJECT, Act.ACCUSE})  # acts that may be against what they quote
# two passages are one claim repeated
REPEATED, REPEATED_WORDS = 0.6, 2

_CLOSE = 1e-6  # by which the order in which weights are added up may change a chance

Pair = tuple[Claim, Claim, list[str]]  # in the order of the texts, and what speaks for or against
_Weighed = tuple[Claim, Claim, ClashEvidence]  # the same before anything is named


@dataclass(frozen=True, slots=True)
class Clash:
    """A pair of claims that cannot both be true, and why."""

    first: str
    second: str
    rule: str
    confidence: float
    copied: bool = False  # because one of them, or both, repeat claims that do


def clashes(claims: Sequence[Claim], weights: Mapping[str, float], sums: WeightSums | None = None) -> tuple[Clash, ...]:
    """The contradicting pairs among claims that stand in the order of their texts; each pair once.

    `sums`: of the same weights, where they are kept from one article to the next.
    """
    order = {claim.id: i for i, claim in enumerate(claims)}
    found: dict[tuple[int, int], Clash] = {}
    sums = WeightSums(weights) if sums is None else sums
    weigh = sums.__getitem__
    for first, second, known in chain(_within(claims), _across(claims)):
        if _chance(first, second, sum(map(weigh, known.parts(first, second)))) < THRESHOLD - _CLOSE:
            continue
        evidence = known.of(first, second)
        chance = chance_of(first, second, evidence, weights)
        if chance >= THRESHOLD:
            clash = Clash(first.id, second.id, reason_of(evidence, weights), round(chance, 3))
            found[order[first.id], order[second.id]] = clash
    if len({claim.article for claim in claims}) > 1:
        for pair, clash in _repeated(list(found.items()), claims, order):
            found.setdefault(pair, clash)
    return tuple(clash for _, clash in sorted(found.items()))


def chance_of(first: Claim, second: Claim, evidence: Sequence[str], weights: Mapping[str, float]) -> float:
    """How likely two claims contradict each other, and both were made."""
    return _chance(first, second, sum(weights.get(name, 0.0) for name in evidence))


def _chance(first: Claim, second: Claim, weight: float) -> float:
    return first.sure * second.sure / (1 + math.exp(-weight))


def evidence_within(claims: Sequence[Claim]) -> Iterator[Pair]:
    """The pairs of claims of one article that may contradict each other."""
    return ((first, second, known.of(first, second)) for first, second, known in _within(claims))


def evidence_across(claims: Sequence[Claim]) -> Iterator[Pair]:
    """The pairs of claims of different articles that may contradict each other."""
    return ((first, second, known.of(first, second)) for first, second, known in _across(claims))


def _within(claims: Sequence[Claim]) -> Iterator[_Weighed]:
    articles: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        articles[claim.article].append(claim)
    for own in articles.values():
        index = ClaimIndex(own)
        known = _signs_of(own, index)
        evidence = ClashEvidence(index, known, across=False)
        near = ((a, b) for j, b in enumerate(own) for a in own[max(0, j - REACH) : j])
        far = ((index.by_id[a], index.by_id[b]) for a, b in known)
        for first, second in {(a.id, b.id): (a, b) for pairs in (near, far) for a, b in pairs}.values():
            if not _is_told_in(first, second) and not _is_told_in(second, first):
                yield first, second, evidence


def _across(claims: Sequence[Claim]) -> Iterator[_Weighed]:
    if len({claim.article for claim in claims}) < 2:
        return
    index = ClaimIndex(claims)
    order = {claim.id: i for i, claim in enumerate(claims)}
    known = _signs_of(claims, index)
    evidence = ClashEvidence(index, known, across=True)
    met = dict.fromkeys(known)
    for claim in claims:
        if denies(claim):
            for other in _of_its_matter(claim, index):
                met[(claim.id, other.id) if order[claim.id] < order[other.id] else (other.id, claim.id)] = None
    for one, other_id in met:
        first, second = index.by_id[one], index.by_id[other_id]
        if first.article != second.article and days_apart(first, second) <= DAYS:
            yield first, second, evidence


def _is_told_in(claim: Claim, whole: Claim) -> bool:
    """Whether what a statement reports is part of what it says: "he said that the army denied it"."""
    return whole.id in claim.ancestors and whole.act not in OPPOSING


def _signs_of(claims: Sequence[Claim], index: ClaimIndex) -> dict[tuple[str, str], list[str]]:
    """The signs of each pair, the claim that stands first first."""
    order = {claim.id: i for i, claim in enumerate(claims)}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for denial, claim, sign in signs(claims, index):
        pair = (denial.id, claim.id) if order[denial.id] < order[claim.id] else (claim.id, denial.id)
        found.setdefault(pair, {})[sign] = None
    return {pair: list(names) for pair, names in found.items()}


def _of_its_matter(claim: Claim, index: ClaimIndex) -> list[Claim]:
    """The claims of other articles that share most with a claim, the likest first."""
    near = [
        other
        for other, shared in index.near(claim, RARE)
        if shared >= MATTER_WORDS and other.article != claim.article and opposed(claim, other)
    ]
    return sorted(near, key=lambda other: (-index.share(claim, other), other.id))[:MOST]


def _repeated(
    found: Iterable[tuple[tuple[int, int], Clash]], claims: Sequence[Claim], order: Mapping[str, int]
) -> Iterator[tuple[tuple[int, int], Clash]]:
    """What clashes with a claim clashes with the same claim of the same side in another article."""
    index = ClaimIndex(claims)
    for (first, second), clash in found:
        one, other = ((c, *_again(c, index)) for c in (claims[first], claims[second]))
        for a, b in product(one, other):
            if opposed(a, b):
                low, high = sorted((order[a.id], order[b.id]))
                confidence = round(clash.confidence * COPIED, 3)
                yield (low, high), Clash(claims[low].id, claims[high].id, clash.rule, confidence, copied=True)


def _again(claim: Claim, index: ClaimIndex) -> list[Claim]:
    return [
        other
        for other, shared in index.near(claim)
        if shared >= REPEATED_WORDS
        and other.article != claim.article
        and other.code == claim.code
        and days_apart(claim, other) <= DAYS
        and len(claim.said.stems & other.said.stems) >= REPEATED * len(claim.said.stems | other.said.stems)
    ]
