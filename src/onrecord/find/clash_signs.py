"""Plain signs that two claims contradict each other: evidence for `clashes`, and the reason that a reader is given.

A denial and a claim of another speaker, where the denial quotes the claim; where it repeats its words or names the same
things; where it points back at it ("the allegation", "a lie"); where it answers an accusation of the denier; and where
both speak of one event, as a fact and as denied. Without any denial an admission and what the same side denied before,
and different counts of the dead.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.find.claim_index import CLAIMS, COMMON, DAYS, FACT, ClaimIndex, days_apart, differ, is_denial, opposed
from onrecord.find.claims import STEM, Claim, ClaimedEvent
from onrecord.schema import Act, EventType, Status

__all__ = ["Sign", "signs"]

ANSWERS = frozenset({Act.REJECT, Act.ACCUSE, Act.ASSERT})  # acts that call a claim a lie without denying it outright
SAME_MATTER = 0.6  # share of the smaller content's words, by rarity, that a denial and a claim of one matter share
MATTER_WORDS, MATTER_WORDS_ACROSS = 3, 2  # and how many words
SAME_WORDS = 2
ANSWER_DAYS = 7  # an accusation and its answer are no further apart
VAGUE_WORDS = 3  # a denial with more names what it denies: "we had nothing to do with it"
NEAR = 3  # statements: counts of the dead that are further apart may be of other dead

Sign = tuple[Claim, Claim, str]  # denial, claim, sign


def signs(claims: Sequence[Claim], index: ClaimIndex) -> Iterator[Sign]:
    """Every sign of every pair of claims that stand in the order of their texts."""
    yield from _quoted(claims, index)
    yield from _of_events(index)
    yield from _pointed(claims, index)
    yield from _matters(index)
    yield from _answers(index)
    yield from _worded(index)
    yield from _admitted(claims, index)
    yield from _counted(claims, index)


def _quoted(claims: Sequence[Claim], index: ClaimIndex) -> Iterator[Sign]:
    """A denial whose content holds the claim that it denies."""
    for child in claims:
        parent = index.by_id.get(child.ancestors[0]) if child.ancestors else None
        if parent and is_denial(parent) and child.act in CLAIMS and differ(parent, child):
            yield parent, child, "denies-the-claim-it-quotes"


def _of_events(index: ClaimIndex) -> Iterator[Sign]:
    """One claims that an event happened, another denies it."""
    for denial, event in index.denied:
        codes = (denial.code,) if denial.code in event.actors else tuple(sorted(event.actors or {""}))
        for code in codes:
            for claim, fact in index.told_of(event, code or ""):
                if opposed(denial, claim) and _one_event(denial, event, claim, fact):
                    yield denial, claim, "opposite-statuses-of-one-event"


def _one_event(denial: Claim, event: ClaimedEvent, claim: Claim, fact: ClaimedEvent) -> bool:
    """Whether what one denies is what the other claims: of one type, and told by its words, its sides, or its doer."""
    alike = event.stem == fact.stem
    own = denial.code in event.actors and denial.code in fact.actors
    sides = len(fact.sides) > 1 and event.sides == fact.sides
    if denial.code == claim.code:  # an inquiry of one's own may find what one denied: in the same word
        own = own and alike and denial.article != claim.article
    if denial.article == claim.article:
        return is_denial(denial) and (alike or (own and (sides or denial.number == claim.number + 1)))
    if own:
        return is_denial(denial) or denial.said.negated
    return is_denial(denial) and alike and sides


def _answers(index: ClaimIndex) -> Iterator[Sign]:
    """A denial right after an accusation by another side in its words, or by the accused soon after the accusation."""
    for denial in index.denials:
        for claim in index.in_article[denial.article][denial.number - 1 : denial.number]:
            answers = claim.act is Act.ACCUSE and claim.code != denial.code and claim.said.stems & denial.said.stems
            if answers and opposed(denial, claim):
                yield denial, claim, "denial-right-after-the-charge"
        accusations = index.accusers.get(denial.code or "", [])
        if not (denial.said.negated or denial.said.points_back) or len(accusations) > COMMON:
            continue
        denied = {e.type for e in denial.events if e.status is Status.DENIED}
        for claim in accusations:
            if claim.code is None or claim.code == denial.code or not opposed(denial, claim, days=ANSWER_DAYS):
                continue
            happened = {e.type for e in claim.events if e.status in FACT or e.status is Status.DENIED}
            later = denial.article != claim.article or denial.number > claim.number
            meant = denial.said.points_back or _is_vague(denial) or claim.said.stems & denial.said.stems
            if later and meant and (not denied or denied & happened):
                yield denial, claim, "denial-by-the-accused"


def _is_vague(denial: Claim) -> bool:
    """Whether a denial names next to nothing but the denier: "we took nothing"; not so "counting hurts nobody"."""
    _, name = denial.speaker or (None, None)
    own = {word[:STEM] for word in (name or "").lower().split()}
    return len(denial.said.stems) <= VAGUE_WORDS and (denial.said.personal or not own.isdisjoint(denial.said.stems))


def _pointed(claims: Sequence[Claim], index: ClaimIndex) -> Iterator[Sign]:
    """The claim that a denial points back at: the last of another side before it, or one of the side that it names."""
    for denial in claims:
        if not denial.said.points_back:
            continue
        named = {code for e in denial.events if e.type is EventType.ACCUSE for code in e.actors}
        if is_denial(denial):
            before = [
                c for c in index.in_article[denial.article] if c.number < denial.number and _is_against(c, denial)
            ]
            if before and (before[-1].number == denial.number - 1 or before[-1].act is Act.ACCUSE):
                yield denial, before[-1], "denial-of-the-claim-before"
        elif denial.act in ANSWERS:
            yield from _answered(denial, index)
        if denial.act not in {Act.DENY, Act.ACCUSE} or denial.code is None:
            continue
        accusations = index.accusers.get(denial.code or "", []) if named else []
        for claim in accusations if len(accusations) <= COMMON else []:
            if claim.code in named and claim.article != denial.article and opposed(denial, claim, days=ANSWER_DAYS):
                yield denial, claim, "denial-of-the-claim-it-names"


def _answered(answer: Claim, index: ClaimIndex) -> Iterator[Sign]:
    """What an answer that is no plain denial points back at: the statement before, or the charge before that."""
    for claim in index.in_article[answer.article][max(0, answer.number - 2) : answer.number]:
        sided = claim.code and answer.code and claim.code != answer.code
        if sided and _is_against(claim, answer) and (claim.number == answer.number - 1 or claim.act is Act.ACCUSE):
            yield answer, claim, "denial-of-the-claim-before"


def _worded(index: ClaimIndex) -> Iterator[Sign]:
    """One side tells in a word what another denies in it, of whatever type the two are taken for."""
    for denial, event in index.denied:
        told = index.told.get(event.stem, [])
        if not (is_denial(denial) or denial.said.negated) or len(told) > COMMON:
            continue
        for claim, fact in told:
            alike = len(claim.said.stems & denial.said.stems) >= SAME_WORDS and event.sides & fact.sides
            if alike and claim.code and denial.code and claim.code != denial.code and opposed(denial, claim):
                yield denial, claim, "what-one-tells-the-other-denies"


def _admitted(claims: Sequence[Claim], index: ClaimIndex) -> Iterator[Sign]:
    """An admission of a deed of a kind that the same side denied before."""
    denied: dict[str, list[tuple[Claim, EventType]]] = defaultdict(list)
    for denial, event in index.denied:
        if denial.code in event.actors and (is_denial(denial) or denial.said.negated):
            denied[denial.code or ""].append((denial, event.type))
    for claim in claims:
        before = denied.get(claim.code or "", []) if claim.admits else []
        deeds = {e.type for e in claim.events if e.status in FACT and claim.code in e.actors}
        for denial, type_ in before if len(before) <= COMMON else []:
            earlier = denial.article == claim.article or (denial.day or 0) <= (claim.day or 0)
            if type_ in deeds and earlier and denial.id != claim.id and days_apart(denial, claim) <= DAYS:
                yield denial, claim, "admission-of-what-was-denied"


def _counted(claims: Sequence[Claim], index: ClaimIndex) -> Iterator[Sign]:
    """Two sources of one article that count the dead, or the hurt, differently."""
    for claim in claims:
        for other in (
            index.in_article[claim.article][max(0, claim.number - NEAR) : claim.number] if claim.said.counts else []
        ):
            if other.said.counts and claim.said.counts.isdisjoint(other.said.counts) and opposed(claim, other):
                yield claim, other, "different-counts-of-the-dead"


def _matters(index: ClaimIndex) -> Iterator[Sign]:
    """A denial and a claim that name the same things."""
    for denial in index.denials:
        for claim, shared in index.near(denial):
            if not _is_against(claim, denial):
                continue
            if denial.article == claim.article and denial.said.stems == claim.said.stems and len(denial.said.stems) > 1:
                yield denial, claim, "denial-of-the-same-words"
                continue
            least = MATTER_WORDS if denial.article == claim.article else MATTER_WORDS_ACROSS
            if shared >= least and index.share(denial, claim) >= SAME_MATTER:
                yield denial, claim, "denial-of-the-same-matter"


def _is_against(claim: Claim, denial: Claim) -> bool:
    return claim.act in CLAIMS and opposed(denial, claim)
