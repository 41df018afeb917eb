"""Clauses that may state a position although no statement holds them and no event is found in them.

"Tunis does not intend to back out", "Oslo will have no part of it": an actor does it, and it is put as wanted, refused
or to come, by a modal, a negation or a clause below. Whether that is a position, and which, the same model weighs as of
other drafts.
"""

from collections.abc import Collection, Iterator, Sequence

from onrecord.find.actors import ActorResolver
from onrecord.find.stance_drafts import SUBJECTS, Draft, Words, code_of, predicate
from onrecord.lang import LanguagePack
from onrecord.lang.cues import WordRole
from onrecord.parse.parse import Parse
from onrecord.schema import Event, Statement

__all__ = ["propose_clauses"]

PREDICATES = frozenset({"VERB", "ADJ", "NOUN", "AUX"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})


def propose_clauses(
    parse: Parse,
    statements: Sequence[Statement],
    events: Sequence[Event],
    resolver: ActorResolver,
    pack: LanguagePack,
) -> Iterator[Draft]:
    """The drafts of clauses whose predicate belongs to no statement, cue or event, in the order of the text."""
    negations = pack.statement_roles[WordRole.NEGATION]
    taken = _taken(parse, statements, events)
    for word, upos in enumerate(parse.upos):
        if upos not in PREDICATES or word in taken:
            continue
        subject = _subject(parse, word)
        if subject is not None and _is_put(parse, word, subject, negations):
            party = resolver.party(*_phrase(parse, subject, word))
            code = code_of(party)
            if code is not None:
                yield Draft(predicate(parse, word, (word, word + 1)), word, party, code, None)


def _taken(parse: Parse, statements: Sequence[Statement], events: Sequence[Event]) -> set[int]:
    anchors = [event.anchor for event in events]
    for statement in statements:
        anchors += statement.content
        if statement.cue is not None:
            anchors.append(statement.cue)
    return {word for anchor in anchors for word in range(*parse.word_range(anchor))}


def _subject(parse: Parse, word: int) -> int | None:
    """Who does it: the clause's own subject, or that of the clause it is joined to."""
    for above in (word, parse.heads[word]) if parse.deprel[word] == "conj" else (word,):
        found = next((child for child in parse.children[above] if parse.deprel[child] in SUBJECTS), None)
        if found is not None:
            return found
    return None


def _phrase(parse: Parse, subject: int, word: int) -> Words:
    first, last = parse.subtree(subject)
    return first, min(last, word) if first < word else last


def _is_put(parse: Parse, word: int, subject: int, negations: Collection[str]) -> bool:
    """Whether a clause tells what is wanted, refused or to come, not only what is."""
    children = parse.children[word]
    if any(parse.xpos[c] == "MD" or parse.deprel[c] in COMPLEMENTS for c in children):
        return True
    return any(parse.lower[c] in negations for c in (*children, *parse.children[subject]))
