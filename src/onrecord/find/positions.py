"""Positions: what an actor wants, refuses, conditions, is open to or commits itself to.

A statement gives its speaker's position by its act; outside statements an event of asking, refusing or agreeing gives
its actor's. What an act or type means for the stance stands in the language's tables.
"""

from dataclasses import dataclass

from onrecord.find.issues import Issues
from onrecord.lang import LanguagePack
from onrecord.lang.stances import StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import (
    Anchor,
    Article,
    Event,
    EventType,
    Party,
    Position,
    Stance,
    Statement,
    Status,
    finding_id,
)

__all__ = ["find_positions"]

# an event outside these is somebody's wish or fear, not its actor's own stand
STANDING = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# a bare trigger ("they refused") names no issue
MIN_CONTENT_WORDS = 2
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
ASIDE = frozenset(
    {"punct", "parataxis", "conj", "cc", "acl:relcl", "advcl:relcl", "discourse", "vocative", "aux", "cop"}
)


@dataclass(frozen=True, slots=True)
class _Draft:
    anchor: Anchor
    actor: Party
    stance: Stance
    condition: Anchor | None
    statement: str | None
    rule: str
    confidence: float


def find_positions(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    pack: LanguagePack,
) -> tuple[Position, ...]:
    """The positions that the statements and events of an article take, in the order of the text."""
    finder = _Finder(parse, pack, statements)
    drafts = [draft for s in statements if (draft := finder.of_statement(s))]
    taken = {(d.anchor, _code(d.actor)) for d in drafts}
    for event in events:
        drafts += [d for d in finder.of_event(event, drafts) if (d.anchor, _code(d.actor)) not in taken]
    drafts.sort(key=lambda d: (d.anchor, d.stance, _code(d.actor) or ""))
    issues = Issues(parse, pack, [d.anchor for d in drafts])
    return tuple(
        Position(
            id=finding_id(article.id, f"position:{d.stance}:{_code(d.actor)}", d.anchor),
            anchor=d.anchor,
            actor=d.actor,
            issue=issues.names[i],
            stance=d.stance,
            condition=d.condition,
            statement=d.statement,
            rule=d.rule,
            confidence=d.confidence,
        )
        for i, d in enumerate(drafts)
    )


class _Finder:
    def __init__(self, parse: Parse, pack: LanguagePack, statements: tuple[Statement, ...]) -> None:
        self.parse = parse
        self.in_cue = frozenset(i for s in statements if s.cue for i in range(s.cue.start, s.cue.end))
        self.of_act = {row.act: row for row in pack.stance_of_act}
        self.of_type = {row.type: row for row in pack.stance_of_event}
        marks = pack.stance_marks
        self.conditions = tuple(m.words for m in marks if m.kind is StanceMarkKind.CONDITION)
        self.principles = tuple(m.words for m in marks if m.kind is StanceMarkKind.PRINCIPLE)

    def of_statement(self, statement: Statement) -> _Draft | None:
        row = self.of_act.get(statement.act)
        speaker = statement.speaker
        if row is None or speaker is None or speaker.actor is None or speaker.actor.code is None:
            return None
        anchor = Anchor(statement.content[0].start, statement.content[-1].end)
        condition = self._condition(anchor)
        stance = row.conditional if condition and row.conditional else row.stance
        return _Draft(
            anchor=anchor,
            actor=speaker,
            stance=self._in_principle(stance, anchor),
            condition=condition,
            statement=statement.id,
            rule=f"stance_of_act:{row.act}",
            confidence=statement.confidence,
        )

    def of_event(self, event: Event, drafts: list[_Draft]) -> list[_Draft]:
        row = self.of_type.get(event.type)
        if (
            row is None
            or event.status not in STANDING
            or not self.in_cue.isdisjoint(range(event.anchor.start, event.anchor.end))
        ):
            return []  # where a cue is the trigger, the statement's act has spoken
        anchor = self._predicate(event)
        if self._content_words(anchor) < MIN_CONTENT_WORDS:
            return []
        condition = self._condition(anchor)
        stance = Stance.CONDITIONAL if condition and event.type is EventType.AGREE else row.stance
        return [
            _Draft(
                anchor=anchor,
                actor=party,
                stance=self._in_principle(stance, anchor),
                condition=condition,
                statement=event.chain[-1] if event.chain else None,
                rule=f"stance_of_event:{row.type}",
                confidence=event.confidence,
            )
            for party in event.actors
            if _code(party) and not any(_code(d.actor) == _code(party) and _touch(d.anchor, anchor) for d in drafts)
        ]

    def _predicate(self, event: Event) -> Anchor:
        """The trigger with its complements, without subject, asides and coordinated clauses."""
        parse = self.parse
        first, last = parse.word_range(event.anchor)
        if first >= last:
            return event.anchor
        top = min(range(first, last), key=lambda w: (parse.heads[w] in range(first, last), w))
        start, end = first, last
        for child in parse.children[top]:
            if parse.deprel[child] in SUBJECTS or parse.deprel[child] in ASIDE:
                continue
            left, right = parse.subtree(child)
            if child > top:
                end = max(end, right)
            elif right == start and not parse.deprel[child].startswith("advcl"):
                start = left
        return parse.anchor(start, end)

    def _content_words(self, anchor: Anchor) -> int:
        first, last = self.parse.word_range(anchor)
        return sum(1 for w in range(first, last) if self.parse.upos[w] in CONTENT)

    def _condition(self, anchor: Anchor) -> Anchor | None:
        """The clause or phrase within `anchor` that a conditional mark opens."""
        parse = self.parse
        first, last = parse.word_range(anchor)
        lower = [w.lower() for w in parse.words[first:last]]
        for phrase in self.conditions:
            words = phrase.split()
            for at in range(len(lower) - len(words) + 1):
                if lower[at : at + len(words)] == words and self._opens_clause(first + at, len(words)):
                    head = parse.heads[first + at]
                    left, right = parse.subtree(head if head != first + at else first + at)
                    return parse.anchor(max(left, first), min(right, last))
        return None

    def _opens_clause(self, word: int, length: int) -> bool:
        parse = self.parse
        if length > 1:
            return True
        head = parse.heads[word]
        return parse.deprel[word] in {"mark", "advmod"} and parse.deprel[head] in {"advcl", "advcl:relcl", "root"}

    def _in_principle(self, stance: Stance, anchor: Anchor) -> Stance:
        if stance is not Stance.REJECTS:
            return stance
        first, last = self.parse.word_range(anchor)
        lower = f" {' '.join(w.lower() for w in self.parse.words[first:last])} "
        found = any(f" {phrase} " in lower for phrase in self.principles)
        return Stance.NOT_NEGOTIABLE if found else stance


def _code(party: Party) -> str | None:
    return party.actor.code if party.actor else None


def _touch(a: Anchor, b: Anchor) -> bool:
    return a.start < b.end and b.start < a.end
