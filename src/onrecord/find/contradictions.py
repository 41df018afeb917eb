"""Contradictions: pairs of statements of one article that cannot both be true. See `clashes` for how they are found."""

from collections import defaultdict
from functools import cache

from onrecord.find.claims import Claim, ClaimedEvent, ClaimWords, ancestors_of, codes_of, trigger_stem
from onrecord.find.clashes import clashes
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Article, Contradiction, Event, Statement, finding_id

__all__ = ["claims_in", "find_contradictions"]


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
        for clash in clashes(
            claims_in(article, parse, statements, events, pack), pack.contradiction_weights, pack.contradiction_sums
        )
    )


def claims_in(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    pack: LanguagePack,
) -> list[Claim]:
    """What the statements of an article claim, in its order."""
    words = claim_words(pack)
    parents = {s.id: s.parent for s in statements}
    held: dict[str, list[ClaimedEvent]] = defaultdict(list)
    for event in events:
        if event.chain:
            held[event.chain[-1]].append(_claimed(parse, event))
    claims = []
    for number, statement in enumerate(statements):
        cue = article.text[statement.cue.slice] if statement.cue else None
        claims.append(
            Claim(
                id=statement.id,
                article=article.id,
                number=number,
                speaker=_speaker(statement),
                act=statement.act,
                said=words.read(" ".join(article.text[a.slice] for a in statement.content)),
                cue=words.cue(cue),
                admits=words.admits(cue),
                hearer=statement.addressee.actor.code if statement.addressee and statement.addressee.actor else None,
                sure=statement.confidence,
                events=tuple(held[statement.id]),
                ancestors=ancestors_of(statement.id, parents),
                place=(statement.content[0].start, statement.content[-1].end),
            )
        )
    return claims


def _claimed(parse: Parse, event: Event) -> ClaimedEvent:
    actors = codes_of(p.actor.code for p in event.actors if p.actor)
    return ClaimedEvent(
        type=event.type,
        status=event.status,
        stem=trigger_stem(parse.text[event.anchor.slice]),
        actors=actors,
        sides=actors | codes_of(p.actor.code for p in event.recipients if p.actor),
    )


def _speaker(statement: Statement) -> tuple[str | None, str | None] | None:
    speaker = statement.speaker
    if speaker is None:
        return None
    return (speaker.actor.code, speaker.actor.name) if speaker.actor else (None, speaker.text)


@cache
def claim_words(pack: LanguagePack) -> ClaimWords:
    """What words say of a claim, once a pack."""
    return ClaimWords(pack)
