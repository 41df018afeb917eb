"""Positions: what an actor wants, refuses, conditions, is open to or commits itself to.

Each sentence of a statement and each event of a known actor is a draft (`stance_drafts`), and so is what else an actor
is told to want, refuse or be about to do (`stance_clauses`); a multinomial logistic model over named evidence says how
likely it states a position, and which stance. Of drafts of one actor that overlap the
likeliest stays. The weights stand in the language's `stance_weights.tsv` (training/positions/fit.py).
"""

from collections.abc import Mapping, Sequence
from math import exp

from msgspec import Struct, structs

from onrecord.find.actors import ActorResolver
from onrecord.find.issues import Issues, Stand
from onrecord.find.stance_clauses import propose_clauses
from onrecord.find.stance_drafts import Draft, propose_positions
from onrecord.find.stance_evidence import StanceEvidence
from onrecord.find.stance_wording import wording
from onrecord.lang import LanguagePack
from onrecord.lang.stances import StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Event, Position, Stance, Statement, finding_id

__all__ = ["GROUP", "THRESHOLD", "Choice", "choose", "find_positions", "weigh"]

# on a fold of 2,000 pages left out (2026-11-28) F1 .655 from .34 to .36, of the stance's group .589 from .34 to .40:
# python -m training.positions.fit --cross-validate
THRESHOLD = 0.36
# of what the model says, the share that is right: cross-validated on 991 pages (2026-11-26), the same from .4 to 1
CALIBRATED = 0.85
# stances that pull the same way
GROUP = {
    Stance.REJECTS: "no",
    Stance.NOT_NEGOTIABLE: "no",
    Stance.OPEN_TO: "yes",
    Stance.COMMITS: "yes",
    Stance.CONDITIONAL: "if",
    Stance.DEMANDS: "demand",
}
STANCES = tuple(Stance)
PULLS = tuple(tuple(i for i, s in enumerate(STANCES) if GROUP[s] == pull) for pull in dict.fromkeys(GROUP.values()))
_BIAS = ("bias",)
StanceWeights = Mapping[str, Sequence[float]]  # a weight a stance, in the order of `Stance`


class Choice(Struct, frozen=True):
    """A draft with its likeliest stance and how likely it states a position at all."""

    draft: Draft
    stance: Stance
    chance: float


def find_positions(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    resolver: ActorResolver,
    pack: LanguagePack,
) -> tuple[Position, ...]:
    """The positions that the statements, events and other clauses of an article take, in the order of the text."""
    drafts = propose_positions(parse, statements, events)
    drafts += propose_clauses(parse, statements, events, resolver, pack)
    evidence = StanceEvidence(parse, pack, statements, events)
    sums = pack.stance_sums
    bias, weigh_part = sums[tuple, _BIAS], sums.__getitem__
    totals = [sum(map(weigh_part, evidence.parts(draft)), bias) + sums.total(wording(parse, draft)) for draft in drafts]
    weighed = zip(drafts, map(_odds, map(sums.scores, totals)), strict=True)
    choices = choose([_choice(draft, powers, chance) for draft, (powers, chance) in weighed if chance >= THRESHOLD])
    choices = [_in_principle(choice, evidence) for choice in choices]
    choices.sort(key=lambda c: (c.draft.words, c.stance, c.draft.code))
    issues = Issues(parse, pack, [Stand(c.draft.words, c.draft.code, GROUP[c.stance]) for c in choices], events)
    conditions = tuple(m.words.split() for m in pack.stance_marks if m.kind is StanceMarkKind.CONDITION)
    return tuple(
        _position(article, parse, choice, issue, conditions)
        for choice, issue in zip(choices, issues.names, strict=True)
    )


def weigh(draft: Draft, evidence: Sequence[str], weights: StanceWeights) -> Choice:
    """How likely a draft states a position, and its likeliest stance of the likeliest group."""
    rows = [row for name in (*_BIAS, *evidence) if (row := weights.get(name)) is not None]
    return _choice(draft, *_odds(list(map(sum, zip(*rows, strict=True)))))


def _odds(scores: Sequence[float]) -> tuple[list[float], float]:
    """The odds of each stance, and how likely it is any."""
    top = max(0.0, *scores)
    powers = [exp(score - top) for score in scores]
    said = sum(powers)
    return powers, said / (said + exp(-top))


def _choice(draft: Draft, powers: Sequence[float], chance: float) -> Choice:
    best = max(PULLS, key=lambda members: sum([powers[i] for i in members]))
    stance = STANCES[max(best, key=powers.__getitem__)]
    return Choice(draft, stance, chance)


def choose(choices: Sequence[Choice], threshold: float = THRESHOLD) -> list[Choice]:
    """The likely ones, likeliest first; of those of one actor that overlap, the likeliest."""
    kept: list[Choice] = []
    by_code: dict[str, list[Choice]] = {}  # the code of each of the actors
    for choice in sorted(choices, key=lambda c: (-c.chance, c.draft.words, c.draft.event is not None)):
        if choice.chance < threshold:
            break
        mine = [by_code.setdefault(code, []) for code in choice.draft.code.split(";")]
        if not any(_rivals(choice, other) for others in mine for other in others):
            for others in mine:
                others.append(choice)
            kept.append(choice)
    return kept


def _rivals(choice: Choice, likelier: Choice) -> bool:
    """Whether a draft says the same as a likelier one of the same actor, or part of it."""
    a, b = choice.draft, likelier.draft
    same_pull = GROUP[choice.stance] == GROUP[likelier.stance]
    if a.statement is not None and a.event is None and b.event is None and a.statement is b.statement and same_pull:
        return True  # the next sentence of one statement
    return min(a.words[1], b.words[1]) > max(a.words[0], b.words[0])


def _in_principle(choice: Choice, evidence: StanceEvidence) -> Choice:
    """A refusal in words of principle ("never", "a red line") is not negotiable."""
    if choice.stance is Stance.REJECTS and evidence.is_principle(choice.draft):
        return structs.replace(choice, stance=Stance.NOT_NEGOTIABLE)
    return choice


def _position(
    article: Article, parse: Parse, choice: Choice, issue: str, conditions: Sequence[Sequence[str]]
) -> Position:
    draft = choice.draft
    anchor = parse.anchor(*draft.words)
    by = f"event:{draft.event.type}" if draft.event else f"act:{draft.statement.act}" if draft.statement else "clause"
    return Position(
        id=finding_id(article.id, f"position:{choice.stance}:{draft.code}", anchor),
        anchor=anchor,
        actor=draft.actor,
        issue=issue,
        stance=choice.stance,
        condition=_condition(parse, draft, conditions),
        statement=draft.statement.id if draft.statement else None,
        rule=f"stance:{by}",
        confidence=round(CALIBRATED * choice.chance, 3),
    )


def _condition(parse: Parse, draft: Draft, conditions: Sequence[Sequence[str]]) -> Anchor | None:
    """The clause or phrase within a draft that a conditional mark opens."""
    first, last = draft.words
    lower = parse.lower[first:last]
    for words in conditions:
        for at in range(len(lower) - len(words) + 1) if words[0] in lower else ():
            if lower[at : at + len(words)] == words and _opens_clause(parse, first + at, len(words)):
                head = parse.heads[first + at]
                left, right = parse.subtree(head if head != first + at else first + at)
                return parse.anchor(max(left, first), min(right, last))
    return None


def _opens_clause(parse: Parse, word: int, length: int) -> bool:
    if length > 1:
        return True
    head = parse.heads[word]
    return parse.deprel[word] in {"mark", "advmod"} and parse.deprel[head] in {"advcl", "advcl:relcl", "root"}
