"""Contradictions: pairs of statements of one article that cannot both be true. Precision before recall.

Three ways to one: a denial whose content holds the claim it denies; opposite statuses of the same event; a denial and
an assertion, by different speakers, about the same things.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from onrecord.find.issues import content_stems, shared_weight
from onrecord.lang import LanguagePack
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
    """One speaker has an event happen, another denies it: same type, same trigger stem or same two sides."""
    said: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.chain and event.chain[-1] in by_id:
            said[event.type].append(event)
    for alike in said.values():
        for i, a in enumerate(alike):
            for b in alike[i + 1 :]:
                opposite = (a.status in FACT and b.status is Status.DENIED) or (
                    b.status in FACT and a.status is Status.DENIED
                )
                if opposite and _differ(by_id[a.chain[-1]], by_id[b.chain[-1]]) and _same_event(parse, a, b):
                    yield a.chain[-1], b.chain[-1], "opposite-statuses-of-one-event", 0.8


def _denials(parse: Parse, statements: tuple[Statement, ...], pack: LanguagePack) -> Found:
    """A denial and a claim of another speaker whose contents name the same things."""
    bags = {s.id: content_stems(parse, _hull(s), pack) for s in statements}
    count = Counter(stem for bag in bags.values() for stem in bag)
    for denial in statements:
        if denial.act is not Act.DENY:
            continue
        for claim in statements:
            if claim.act not in CLAIMS or not _differ(denial, claim) or claim.parent == denial.id:
                continue
            shared = bags[denial.id] & bags[claim.id]
            if len(shared) > 1 and shared_weight(bags[denial.id], bags[claim.id], count) >= SAME_MATTER:
                yield denial.id, claim.id, "denial-of-the-same-matter", 0.6


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
