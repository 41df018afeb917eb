"""What speaks for or against two claims contradicting each other: names of features, weighed by a fitted table.

One of the two is taken for the answer: the plainer denial, or the later. Features that tell their own story have names
of words and hyphens ("deny-against-accuse"): the one that weighs most is the reason that a reader is given.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.find.claim_index import CLAIMS, FACT, ClaimIndex, days_apart
from onrecord.find.claims import Claim, ClaimedEvent
from onrecord.lang.frames import Part
from onrecord.schema import Act, Status

__all__ = ["ACROSS", "ClashEvidence", "reason_of"]

ACROSS = "across:"  # before all features of two claims of different articles: they have weights of their own
SHARE = (0.01, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)  # of the smaller content's words, by rarity
CHARACTERS = (40, 100, 200, 400, 800)  # between two contents
APART = (1, 3, 8, 15, 31)  # days
WORDS = (1, 2, 3, 5, 8, 12)  # of a content
GAPS = (2, 3, 4, 5, 8)  # statements
NEGATING = frozenset({Act.ASSERT, Act.ACCUSE, Act.REJECT})


class _Known(NamedTuple):
    """What is true of a claim in every pair."""

    code: str | None
    names: frozenset[str]
    denies: int
    sides: frozenset[str]  # of its events
    doers: frozenset[str]  # of those told as facts
    answering: Part  # what its words say where it is the answer
    claiming: Part  # ... and where it is what is answered


class ClashEvidence:
    """The evidence of the pairs of claims of one article, or of claims of different articles."""

    def __init__(self, index: ClaimIndex, signs: Mapping[tuple[str, str], Sequence[str]], *, across: bool) -> None:
        self.index, self.signs, self.across = index, signs, across
        self._claims: dict[str, _Known] = {}

    def of(self, first: Claim, second: Claim) -> list[str]:
        """The features of a pair of claims in the order of their texts."""
        return [name for naming, *facts in self.parts(first, second) for name in naming(*facts)]

    def parts(self, first: Claim, second: Claim) -> list[Part]:
        """The same in parts that come again in other pairs, so that their weights need adding up once only."""
        one, other = self._known(first), self._known(second)
        later = other.denies >= one.denies
        answer, claim, a, c = (second, first, other, one) if later else (first, second, one, other)
        relation = _relation(answer, claim, a.code, c.code)
        parts: list[Part] = [
            (tuple, ("bias", *self.signs.get((first.id, second.id), ()))),
            (_acts, answer.act, claim.act, relation, a.denies, c.denies),
            _sides(answer, claim, a, c, relation),
        ]
        if self.across:
            parts.append((tuple, (f"days={bisect_right(APART, days_apart(answer, claim))}", f"later={later}")))
        else:
            parts += self._place(answer, claim, a, relation, later=later)
        parts.append(self._matter(answer, claim, a, other=relation == "other"))
        if answer.events:
            parts.append((tuple, tuple(_deeds(answer, claim, a))))
        parts += (a.answering, c.claiming)
        return [(_across, part) for part in parts] if self.across else parts

    def _known(self, claim: Claim) -> _Known:
        known = self._claims.get(claim.id)
        if known is None:
            said, words = claim.said, bisect_right(WORDS, len(claim.said.stems))
            known = self._claims[claim.id] = _Known(
                claim.code,
                claim.names,
                denies(claim),
                frozenset[str]().union(*(e.sides for e in claim.events)),
                frozenset[str]().union(*(e.actors for e in claim.events if e.status in FACT)),
                (
                    _answering,
                    (words, claim.act if said.points_back else "", said.personal, claim.admits, claim.cue),
                    said.opening,
                ),
                (_claiming, words, "claim-points-back" if said.points_back else "", claim.cue),
            )
        return known

    def _place(self, answer: Claim, claim: Claim, known: _Known, relation: str, *, later: bool) -> tuple[Part, Part]:
        low, high = sorted((answer.number, claim.number))
        characters = max(answer.place[0], claim.place[0]) - min(answer.place[1], claim.place[1])
        strangers = accusers = denials = 0
        for between in self.index.claims[low + 1 : high]:
            denials += between.act is Act.DENY
            if between.code != known.code:
                strangers += 1
                accusers += between.act is Act.ACCUSE
        last = later and relation == "other" and not strangers
        return (
            (_gap, (bisect_right(GAPS, high - low), answer.act, claim.act, relation, known.denies, later, last)),
            (_between, bisect_right(CHARACTERS, characters), min(2, strangers), min(2, accusers), min(2, denials)),
        )

    def _matter(self, answer: Claim, claim: Claim, known: _Known, *, other: bool) -> Part:
        a, c = answer.said, claim.said
        shared = len(a.stems & c.stems)
        share = bisect_right(SHARE, self.index.share(answer, claim)) if shared else 0
        numbers = ("same" if a.numbers & c.numbers else "other") if a.numbers and c.numbers else ""
        counts = str(other) if a.counts and c.counts and a.counts.isdisjoint(c.counts) else ""
        negated, names = (a.negated, c.negated), min(len(a.names & c.names), 2)
        return _matter, (min(shared, 4), share, answer.act, claim.act, known.denies, names, negated, numbers, counts)


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


def _across(part: Part) -> list[str]:
    naming, *facts = part
    return [ACROSS + name for name in naming(*facts)]


def _relation(a: Claim, b: Claim, one: str | None, other: str | None) -> str:
    """How the speakers of two claims, of these codes, stand to each other."""
    if a.speaker is None or b.speaker is None:
        return "unknown"
    if a.speaker == b.speaker:
        return "same"
    if one is None or other is None:
        return "uncoded"
    return "side" if one == other else "other"


def _acts(answer: Act, claim: Act, relation: str, denies: int, denied: int) -> Iterator[str]:
    yield f"speakers={relation}"
    yield f"{answer}-against-{claim}"
    yield f"answer={answer}"
    yield f"denies={denies},{denied}"
    yield f"claim={claim}"


def _sides(answer: Claim, claim: Claim, a: _Known, c: _Known, relation: str) -> Part:
    within = ""
    if claim.ancestors[:1] == (answer.id,):
        within = f"{answer.act}-of-what-it-quotes"
    elif answer.id in claim.ancestors or claim.id in answer.ancestors:
        within = f"within={answer.act}"
    elif answer.ancestors and answer.ancestors[:1] == claim.ancestors[:1]:
        within = "within=one"
    faced, facing = a.code in c.sides, c.code in a.sides
    accused = bool(a.code) and a.code in c.doers
    spoken = bool((a.code and a.code == claim.hearer) or (c.code and c.code == answer.hearer))
    named = relation != "same" and not a.names.isdisjoint(claim.said.names)
    naming = relation != "same" and not c.names.isdisjoint(answer.said.names)
    return _parties, (within, faced, facing, answer.act if accused else "", a.denies, spoken, named, naming)


def _parties(facts: tuple[str, bool, bool, str, int, bool, bool, bool]) -> Iterator[str]:
    within, faced, facing, accused, denies, spoken, named, naming = facts
    if within:
        yield within
    yield f"faces={faced},{facing}"
    if accused:
        yield "the-accused-answers"
        yield f"accused={accused}"
        yield f"accused,denies={denies}"
    if spoken:
        yield "said-to-the-other"
    if named:
        yield "names-the-answering-side"
    if naming:
        yield "names-the-claiming-side"


def _gap(facts: tuple[int, Act, Act, str, int, bool, bool]) -> Iterator[str]:
    gap, answer, claim, relation, denies, later, last = facts
    other = relation == "other"
    yield f"gap={gap},{later}"
    yield f"gap={gap},{relation}"
    yield f"gap={gap},{answer}>{claim},{later},{other}"
    yield f"gap={gap},denies={denies},{claim in CLAIMS},{later},{other}"
    if last:
        yield f"{answer}-of-the-other-side's-last"


def _between(characters: int, strangers: int, accusers: int, denials: int) -> Iterator[str]:
    yield f"characters={characters}"
    yield f"between={strangers},{accusers}"
    yield f"denials-between={denials}"


def _matter(facts: tuple[int, int, Act, Act, int, int, tuple[bool, bool], str, str]) -> Iterator[str]:
    shared, share, answer, claim, denies, names, (negated, negates), numbers, counts = facts
    most = min(shared, 3)
    yield f"shared={shared}"
    yield f"shared={most},{answer is Act.DENY},{claim}"
    yield f"shared={most},denies={denies}"
    yield f"share={share}"
    if names:
        yield f"names={names}"
    yield f"negated={negated},{negates}"
    if shared and negated != negates:
        yield f"negation-differs,{most}"
    if numbers:
        yield f"{numbers}-numbers,{min(shared, 2)}"
    if counts:
        yield f"counts={counts}"


def _deeds(answer: Claim, claim: Claim, known: _Known) -> Iterator[str]:
    denied = [e for e in answer.events if e.status is Status.DENIED]
    told = [e for e in claim.events if e.status in FACT]
    own = [e for e in answer.events if e.status in FACT]
    if known.denies > 1 and any(known.code in e.actors for e in denied):
        yield "denies-its-own-deed"
    types = {e.type for e in told}
    if any(e.type in types for e in denied):
        yield "told-and-denied"
        yield f"told-and-denied={known.denies}"
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


def _answering(facts: tuple[int, str, bool, bool, str], opening: Sequence[str]) -> Iterator[str]:
    words, points_back, personal, admits, cue = facts
    yield f"words={words}"
    if points_back:
        yield f"points-back={points_back}"
    if personal:
        yield "personal"
    if admits:
        yield "admits"
    if cue:
        yield f"cue={cue}"
    for word in dict.fromkeys(opening):
        yield f"opens={word}"


def _claiming(words: int, points_back: str, cue: str) -> Iterator[str]:
    yield f"claim-words={words}"
    if points_back:
        yield points_back
    if cue:
        yield f"claim-cue={cue}"
