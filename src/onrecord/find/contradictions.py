"""Contradictions: pairs of statements of one article that cannot both be true. Precision before recall.

Four ways to one: a denial whose content holds the claim it denies; a denial of an event that another speaker reports as
fact; a denial that points back at a claim ("the allegation", "a lie") and the claim before it; a denial and a claim of
different sides about the same things.
"""

from collections import defaultdict

from onrecord.find.claims import Claim, ClaimedEvent, clashes
from onrecord.find.issues import STEM, content_stems
from onrecord.lang import LanguagePack
from onrecord.lang.stances import StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Contradiction, Event, Statement, finding_id

__all__ = ["find_contradictions"]


def find_contradictions(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    pack: LanguagePack,
) -> tuple[Contradiction, ...]:
    """Pairs of statements that contradict each other, each with its reason, in the order of the text."""
    by_id = {s.id: s for s in statements}
    return tuple(
        Contradiction(
            id=finding_id(article.id, "contradiction", by_id[clash.first].anchor, by_id[clash.second].anchor),
            first=clash.first,
            second=clash.second,
            reason=clash.rule,
            rule=f"contradiction:{clash.rule}",
            confidence=clash.confidence,
        )
        for clash in clashes(_claims(article, parse, statements, events, pack))
    )


def _claims(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    pack: LanguagePack,
) -> list[Claim]:
    claim_nouns = frozenset(m.words for m in pack.stance_marks if m.kind is StanceMarkKind.CLAIM)
    by_id = {s.id: s for s in statements}
    held: dict[str, list[ClaimedEvent]] = defaultdict(list)
    for event in events:
        if event.chain:
            held[event.chain[-1]].append(_claimed(parse, event))
    return [
        Claim(
            id=statement.id,
            article=article.id,
            speaker=_speaker(statement),
            act=statement.act,
            stems=content_stems(parse, _hull(statement), pack),
            points_back=_points_back(parse, statement, claim_nouns),
            events=tuple(held[statement.id]),
            ancestors=_ancestors(statement, by_id),
        )
        for statement in statements
    ]


def _claimed(parse: Parse, event: Event) -> ClaimedEvent:
    first, last = parse.word_range(event.anchor)
    parties = (*event.actors, *event.recipients)
    return ClaimedEvent(
        type=event.type,
        status=event.status,
        stem=parse.lemma[first][:STEM] if first < last else "",
        sides=frozenset(p.actor.code for p in parties if p.actor and p.actor.code),
    )


def _speaker(statement: Statement) -> tuple[str | None, str | None] | None:
    speaker = statement.speaker
    if speaker is None:
        return None
    return (speaker.actor.code, speaker.actor.name) if speaker.actor else (None, speaker.text)


def _points_back(parse: Parse, denial: Statement, claim_nouns: frozenset[str]) -> bool:
    """Whether a content names no matter of its own, only somebody's claim."""
    first, last = parse.word_range(_hull(denial))
    nouns = [w for w in range(first, last) if parse.upos[w] in {"NOUN", "VERB"}]
    named = [w for w in nouns if parse.lemma[w] in claim_nouns]
    return bool(named) and len(nouns) - len(named) <= 1


def _ancestors(statement: Statement, by_id: dict[str, Statement]) -> tuple[str, ...]:
    found: list[str] = []
    while statement.parent in by_id and statement.parent not in found:
        found.append(statement.parent)
        statement = by_id[statement.parent]
    return tuple(found)


def _hull(statement: Statement) -> Anchor:
    return Anchor(statement.content[0].start, statement.content[-1].end)
