"""What may state a position: each sentence of what somebody says, and each event that somebody takes part in."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from onrecord.find.known import JOINT
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Event, Party, Statement, Status

__all__ = ["SUBJECTS", "Draft", "Words", "code_of", "predicate", "propose_positions"]

Words = tuple[int, int]  # a half-open range
BETWEEN = 2  # words between coordinated names at most: a comma and a conjunction
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
ASIDE = frozenset(
    {"punct", "parataxis", "conj", "cc", "acl:relcl", "advcl:relcl", "discourse", "vocative", "aux", "cop"}
)


class Draft(Struct, frozen=True):
    """A passage that may state a position, whose it would be, and what proposes it."""

    words: Words
    top: int  # the passage's highest word
    actor: Party
    code: str
    statement: Statement | None  # whose sentence it is, or the innermost one that the event is reported in
    event: Event | None = None
    rank: int = 0  # of the sentence among the statement's


def propose_positions(parse: Parse, statements: Sequence[Statement], events: Sequence[Event]) -> list[Draft]:
    """The drafts of an article: those of statements first, each kind in the order of the text."""
    by_id = {s.id: s for s in statements}
    drafts = [draft for s in statements for draft in _of_statement(parse, s)]
    for event in events:
        reported_in = by_id.get(event.chain[-1]) if event.chain else None
        drafts += _of_event(parse, event, reported_in)
    return drafts


def _of_statement(parse: Parse, statement: Statement) -> Iterator[Draft]:
    code = code_of(statement.speaker)
    if statement.speaker is None or code is None:
        return
    pieces: dict[int, Words] = {}
    for anchor in statement.content:
        first, last = parse.word_range(anchor)
        while first < last:
            sentence = parse.sentence_of[first]
            end = min(last, parse.sentence_range(sentence)[1])
            pieces[sentence] = (pieces[sentence][0] if sentence in pieces else first, end)
            first = end
    for rank, words in enumerate(pieces.values()):
        yield Draft(words, _top(parse, words), statement.speaker, code, statement, rank=rank)


def _top(parse: Parse, words: Words) -> int:
    first, last = words
    for word in range(first, last):
        head = parse.heads[word]
        if head == word or (not first <= head < last and parse.upos[word] != "PUNCT"):
            return word
    return first


def _of_event(parse: Parse, event: Event, reported_in: Statement | None) -> Iterator[Draft]:
    known = [(party, code) for party in event.actors if (code := code_of(party)) is not None]
    first, last = parse.word_range(event.anchor)
    if not known or first >= last or event.status is Status.DEMANDED:
        return
    top = min(range(first, last), key=lambda w: (parse.heads[w] in range(first, last), w))
    words = predicate(parse, top, (first, last))
    actor = _together(parse, [party for party, _ in known])
    yield Draft(words, top, actor, code_of(actor) or known[0][1], reported_in, event)


def _together(parse: Parse, parties: Sequence[Party]) -> Party:
    """The actors of an event as one side: "Chad and Sudan" take one position when they sign."""
    first = parties[0]
    actors = [party.actor for party in parties if party.actor is not None]
    codes = list(dict.fromkeys(code for actor in actors for code in (actor.code or "").split(JOINT)))
    if len(codes) == 1 or len(actors) == 1:
        return first
    sectors = {actor.sector for actor in actors}
    names = f"{JOINT} ".join(dict.fromkeys(actor.name for actor in actors if actor.name)) or None
    joined = Actor(JOINT.join(codes), sectors.pop() if len(sectors) == 1 else None, names, "coordination")
    anchor = first.anchor
    places = sorted(parse.word_range(p.anchor) for p in parties if p.anchor is not None)
    if anchor is not None and len(places) > 1 and all(b[0] - a[1] <= BETWEEN for a, b in pairwise(places)):
        anchor = parse.anchor(places[0][0], places[-1][1])
    return Party(anchor, parse.text[anchor.slice] if anchor is not None else first.text, joined)


def predicate(parse: Parse, top: int, trigger: Words) -> Words:
    """A trigger with its complements, without subject, asides and coordinated clauses."""
    start, end = trigger
    for child in parse.children[top]:
        if parse.deprel[child] in SUBJECTS or parse.deprel[child] in ASIDE:
            continue
        left, right = parse.subtree(child)
        if child > top:
            end = max(end, right)
        elif right == start and not parse.deprel[child].startswith("advcl"):
            start = left
    return start, end


def code_of(party: Party | None) -> str | None:
    """The code of the actor that a party stands for."""
    return party.actor.code if party is not None and party.actor is not None else None
