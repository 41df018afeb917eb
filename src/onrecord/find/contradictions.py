"""Contradictions: pairs of statements of one article that cannot both be true. Precision before recall.

Four ways to one: a denial whose content holds the claim it denies; a denial of an event that another speaker reports as
fact; a denial that points back at a claim ("the allegation", "a lie") and the claim before it; a denial and a claim of
different sides about the same things.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from onrecord.find.issues import content_stems, shared_weight
from onrecord.lang import LanguagePack
from onrecord.lang.stances import StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import Act, Anchor, Article, Contradiction, Event, Statement, Status, finding_id

__all__ = ["find_contradictions"]

FACT = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
CLAIMS = frozenset({Act.ASSERT, Act.ACCUSE})
# share of the smaller content's words, by rarity, that a denial and a claim must have in common
SAME_MATTER = 0.6


def find_contradictions(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    pack: LanguagePack,
) -> tuple[Contradiction, ...]:
    """Pairs of statements that contradict each other, each with its reason, in the order of the text."""
    by_id = {s.id: s for s in statements}
    order = {s.id: i for i, s in enumerate(statements)}
    found: dict[tuple[str, str], tuple[str, float]] = {}
    for first, second, rule, confidence in (
        *_denied_claims(statements, by_id),
        *_opposite_statuses(parse, events, by_id),
        *_denials(parse, statements, pack),
    ):
        pair = (first, second) if order[first] < order[second] else (second, first)
        found.setdefault(pair, (rule, confidence))
    return tuple(
        Contradiction(
            id=finding_id(article.id, "contradiction", by_id[a].anchor, by_id[b].anchor),
            first=a,
            second=b,
            reason=rule,
            rule=f"contradiction:{rule}",
            confidence=confidence,
        )
        for (a, b), (rule, confidence) in sorted(found.items(), key=lambda item: [order[i] for i in item[0]])
    )


Found = Iterator[tuple[str, str, str, float]]


def _denied_claims(statements: tuple[Statement, ...], by_id: dict[str, Statement]) -> Found:
    for child in statements:
        parent = by_id.get(child.parent) if child.parent else None
        if parent and parent.act is Act.DENY and child.act in CLAIMS and _differ(parent, child):
            yield parent.id, child.id, "denies-the-claim-it-quotes", 0.9


def _opposite_statuses(parse: Parse, events: tuple[Event, ...], by_id: dict[str, Statement]) -> Found:
    """One speaker claims that an event happened, another denies it: same type, and same trigger or same two sides."""
    said: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.chain and event.chain[-1] in by_id:
            said[event.type].append(event)
    for alike in said.values():
        for denied in alike:
            denial = by_id[denied.chain[-1]]
            if denied.status is not Status.DENIED or denial.act is not Act.DENY:
                continue
            for fact in alike:
                claim = by_id[fact.chain[-1]]
                claimed = fact.status in FACT and claim.act in CLAIMS
                if claimed and _opposed(denial, claim, by_id) and _same_event(parse, denied, fact):
                    yield denial.id, claim.id, "opposite-statuses-of-one-event", 0.8


def _denials(parse: Parse, statements: tuple[Statement, ...], pack: LanguagePack) -> Found:
    """A denial and a claim of another speaker: the one it points back at, or one that names the same things."""
    by_id = {s.id: s for s in statements}
    bags = {s.id: content_stems(parse, _hull(s), pack) for s in statements}
    count = Counter(stem for bag in bags.values() for stem in bag)
    claim_nouns = frozenset(m.words for m in pack.stance_marks if m.kind is StanceMarkKind.CLAIM)
    for number, denial in enumerate(statements):
        if denial.act is not Act.DENY:
            continue
        before = [s for s in statements[:number] if s.act in CLAIMS and _opposed(denial, s, by_id)]
        if before and _points_back(parse, denial, claim_nouns):
            yield denial.id, before[-1].id, "denial-of-the-claim-before", 0.6
        for claim in statements:
            if claim.act not in CLAIMS or not _opposed(denial, claim, by_id):
                continue
            shared = bags[denial.id] & bags[claim.id]
            if len(shared) > 1 and shared_weight(bags[denial.id], bags[claim.id], count) >= SAME_MATTER:
                yield denial.id, claim.id, "denial-of-the-same-matter", 0.6


def _points_back(parse: Parse, denial: Statement, claim_nouns: frozenset[str]) -> bool:
    """Whether a denial's content names no matter of its own, only somebody's claim."""
    first, last = parse.word_range(_hull(denial))
    nouns = [w for w in range(first, last) if parse.upos[w] in {"NOUN", "VERB"}]
    named = [w for w in nouns if parse.lemma[w] in claim_nouns]
    return bool(named) and len(nouns) - len(named) <= 1


def _opposed(a: Statement, b: Statement, by_id: dict[str, Statement]) -> bool:
    """Whether two statements are of different sides and neither is reported within the other."""
    return _differ(a, b) and not _within(a, b, by_id) and not _within(b, a, by_id)


def _within(inner: Statement, outer: Statement, by_id: dict[str, Statement]) -> bool:
    parent = by_id.get(inner.parent) if inner.parent else None
    while parent is not None and parent.id != outer.id:
        parent = by_id.get(parent.parent) if parent.parent else None
    return parent is not None


def _same_event(parse: Parse, a: Event, b: Event) -> bool:
    if _stem(parse, a.anchor) == _stem(parse, b.anchor):
        return True
    sides_a, sides_b = _sides(a), _sides(b)
    return len(sides_a) > 1 and sides_a == sides_b


def _sides(event: Event) -> frozenset[str]:
    parties = (*event.actors, *event.recipients)
    return frozenset(p.actor.code for p in parties if p.actor and p.actor.code)


def _stem(parse: Parse, anchor: Anchor) -> str:
    first, last = parse.word_range(anchor)
    return parse.lemma[first][:5] if first < last else ""


def _hull(statement: Statement) -> Anchor:
    return Anchor(statement.content[0].start, statement.content[-1].end)


def _differ(a: Statement, b: Statement) -> bool:
    """Whether two statements are of different speakers, as far as is known."""
    one, two = (s.speaker.actor if s.speaker else None for s in (a, b))
    if one is None or two is None:
        return (a.speaker and a.speaker.text) != (b.speaker and b.speaker.text)
    return (one.code, one.name) != (two.code, two.name)
