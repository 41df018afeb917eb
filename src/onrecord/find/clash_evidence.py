"""What speaks for or against two claims contradicting each other: names of features, weighed by a fitted table.

One of the two is taken for the answer: the plainer denial, or the later. Features that tell their own story have names
of words and hyphens ("deny-against-accuse"): the one that weighs most is the reason that a reader is given.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from onrecord.find.claim_index import CLAIMS, FACT, ClaimIndex, days_apart
from onrecord.find.claims import Claim, ClaimedEvent
from onrecord.schema import Act, Status

__all__ = ["ACROSS", "ClashEvidence", "reason_of"]

ACROSS = "across:"  # before all features of two claims of different articles: they have weights of their own
SHARE = (0.01, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)  # of the smaller content's words, by rarity
CHARACTERS = (40, 100, 200, 400, 800)  # between two contents
APART = (1, 3, 8, 15, 31)  # days
WORDS = (1, 2, 3, 5, 8, 12)  # of a content
GAPS = (2, 3, 4, 5, 8)  # statements
NEGATING = frozenset({Act.ASSERT, Act.ACCUSE, Act.REJECT})


class ClashEvidence:
    """The evidence of the pairs of claims of one article, or of claims of different articles."""

    def __init__(self, index: ClaimIndex, signs: Mapping[tuple[str, str], Sequence[str]], *, across: bool) -> None:
        self.index, self.signs, self.across = index, signs, across

    def of(self, first: Claim, second: Claim) -> list[str]:
        """The features of a pair of claims in the order of their texts."""
        answer, claim = (second, first) if denies(second) >= denies(first) else (first, second)
        relation = _relation(answer, claim)
        later = answer is second
        found = ["bias", *self.signs.get((first.id, second.id), ())]
        found += _parties(answer, claim, relation)
        if self.across:
            found += [f"days={bisect_right(APART, days_apart(answer, claim))}", f"later={later}"]
        else:
            found += self._place(answer, claim, relation, later=later)
        found += self._matter(answer, claim)
        found += _deeds(answer, claim)
        found += _words(answer, claim, other=relation == "other")
        return [ACROSS + name for name in found] if self.across else found

    def _place(self, answer: Claim, claim: Claim, relation: str, *, later: bool) -> Iterator[str]:
        low, high = sorted((answer.number, claim.number))
        gap = bisect_right(GAPS, high - low)
        other = relation == "other"
        yield f"gap={gap},{later}"
        yield f"gap={gap},{relation}"
        yield f"gap={gap},{answer.act}>{claim.act},{later},{other}"
        yield f"gap={gap},denies={denies(answer)},{claim.act in CLAIMS},{later},{other}"
        characters = max(answer.place[0], claim.place[0]) - min(answer.place[1], claim.place[1])
        yield f"characters={bisect_right(CHARACTERS, characters)}"
        between = self.index.claims[low + 1 : high]
        strangers = [b for b in between if b.code != answer.code]
        yield f"between={min(2, len(strangers))},{min(2, sum(b.act is Act.ACCUSE for b in strangers))}"
        yield f"denials-between={min(2, sum(b.act is Act.DENY for b in between))}"
        if later and other and not strangers:
            yield f"{answer.act}-of-the-other-side's-last"

    def _matter(self, answer: Claim, claim: Claim) -> Iterator[str]:
        a, c = answer.said, claim.said
        shared = len(a.stems & c.stems)
        yield f"shared={min(shared, 4)}"
        yield f"shared={min(shared, 3)},{answer.act is Act.DENY},{claim.act}"
        yield f"shared={min(shared, 3)},denies={denies(answer)}"
        yield f"share={bisect_right(SHARE, self.index.share(answer, claim))}"
        if names := len(a.names & c.names):
            yield f"names={min(names, 2)}"
        yield f"negated={a.negated},{c.negated}"
        if shared and a.negated != c.negated:
            yield f"negation-differs,{min(shared, 3)}"
        if a.numbers and c.numbers:
            yield f"{'same' if a.numbers & c.numbers else 'other'}-numbers,{min(shared, 2)}"


def denies(claim: Claim) -> int:
    """How much like a denial a claim is."""
    said = claim.said
    if claim.act is Act.DENY:
        return 3
    if said.points_back or (said.negated and claim.act in NEGATING):
        return 2
    return int(claim.act is Act.REJECT)


def reason_of(features: Sequence[str], weights: Mapping[str, float]) -> str:
    """The feature that speaks most for a contradiction, of those whose names a reader understands.

    >>> reason_of(["gap=1", "accused-answers", "told-and-denied"], {"gap=1": 2.0, "told-and-denied": 1.0})
    'told-and-denied'
    """
    telling = [f for f in features if f.removeprefix(ACROSS).replace("-", "").isalpha() and "-" in f]
    return max(telling, key=lambda f: weights.get(f, 0.0)).removeprefix(ACROSS)


def _relation(a: Claim, b: Claim) -> str:
    """How the speakers of two claims stand to each other."""
    if a.speaker is None or b.speaker is None:
        return "unknown"
    if a.speaker == b.speaker:
        return "same"
    if a.code is None or b.code is None:
        return "uncoded"
    return "side" if a.code == b.code else "other"


def _parties(answer: Claim, claim: Claim, relation: str) -> Iterator[str]:
    yield f"speakers={relation}"
    yield f"{answer.act}-against-{claim.act}"
    yield f"answer={answer.act}"
    yield f"denies={denies(answer)},{denies(claim)}"
    yield f"claim={claim.act}"
    if claim.ancestors[:1] == (answer.id,):
        yield f"{answer.act}-of-what-it-quotes"
    elif answer.id in claim.ancestors or claim.id in answer.ancestors:
        yield f"within={answer.act}"
    elif answer.ancestors and answer.ancestors[:1] == claim.ancestors[:1]:
        yield "within=one"
    faced = answer.code is not None and any(answer.code in e.sides for e in claim.events)
    facing = claim.code is not None and any(claim.code in e.sides for e in answer.events)
    yield f"faces={faced},{facing}"
    if answer.code and any(answer.code in e.actors and e.status in FACT for e in claim.events):
        yield "the-accused-answers"
        yield f"accused={answer.act}"
        yield f"accused,denies={denies(answer)}"
    if (answer.code and answer.code == claim.hearer) or (claim.code and claim.code == answer.hearer):
        yield "said-to-the-other"
    if relation != "same":
        if answer.names & claim.said.names:
            yield "names-the-answering-side"
        if claim.names & answer.said.names:
            yield "names-the-claiming-side"


def _deeds(answer: Claim, claim: Claim) -> Iterator[str]:
    denied = [e for e in answer.events if e.status is Status.DENIED]
    told = [e for e in claim.events if e.status in FACT]
    own = [e for e in answer.events if e.status in FACT]
    if denies(answer) > 1 and any(answer.code in e.actors for e in denied):
        yield "denies-its-own-deed"
    types = {e.type for e in told}
    if any(e.type in types for e in denied):
        yield "told-and-denied"
        yield f"told-and-denied={denies(answer)}"
    if any(e.type in types for e in own):
        yield "one-type"
    stems = {(_reality(e), _reality(h)) for e in answer.events for h in claim.events if e.stem == h.stem}
    for one, other in sorted(stems):
        yield f"word={one},{other}"
    if _any_alike(denied, told):
        yield "one-deed-told-and-denied"
    if any(e.type is h.type and e.actors and h.actors and not e.actors & h.actors for e in own for h in told):
        yield "another-doer"
    if any(e.type is h.type and e.actors & h.sides and h.actors & e.sides and not e.actors & h.actors
           for e in own for h in told):  # fmt: skip
        yield "tables-turned"


def _any_alike(denied: Sequence[ClaimedEvent], told: Sequence[ClaimedEvent]) -> bool:
    return any(e.type is h.type and e.actors & h.actors for e in denied for h in told)


def _reality(event: ClaimedEvent) -> str:
    return "told" if event.status in FACT else "denied" if event.status is Status.DENIED else "unreal"


def _words(answer: Claim, claim: Claim, *, other: bool) -> Iterator[str]:
    a, c = answer.said, claim.said
    yield f"words={bisect_right(WORDS, len(a.stems))}"
    yield f"claim-words={bisect_right(WORDS, len(c.stems))}"
    if a.points_back:
        yield f"points-back={answer.act}"
    if c.points_back:
        yield "claim-points-back"
    if a.personal:
        yield "personal"
    if answer.admits:
        yield "admits"
    if a.counts and c.counts and a.counts.isdisjoint(c.counts):
        yield f"counts={other}"
    if answer.cue:
        yield f"cue={answer.cue}"
    if claim.cue:
        yield f"claim-cue={claim.cue}"
    for word in dict.fromkeys(a.opening):
        yield f"opens={word}"
