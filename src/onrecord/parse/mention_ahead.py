"""Pronouns that speak where nobody near before them can be meant: who spoke long before, else who is named next.

Pages cut from the middle of an article open so: "The road is open," he said. Mr Diaz added ...
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

from onrecord.lang.actors import PronounRow
from onrecord.parse.mention_antecedents import Antecedents
from onrecord.parse.mention_entities import Entity, Piece
from onrecord.parse.mention_pronouns import SUBJECTS, agreement, function_head

__all__ = ["link_ahead", "spoke_before", "spoke_whoever"]

_NEAR = 2  # sentences back to somebody of whatever gender
_REACH = 6  # sentences on to the name
_MOST = 40  # mentions that are looked at


def spoke_before(antecedents: Antecedents, recent: Iterable[Entity], word: int, row: PronounRow) -> Entity | None:
    """Who spoke last, at any distance, of those who agree with the pronoun; else the last who agrees."""
    parse, quoted = antecedents.parse, antecedents.quoted
    fits = [e for e in recent if e.kind == "person" and agreement(parse, e, word, row, quoted)]
    fits = [e for e in fits if not antecedents.only_quoted(e, word)]
    said = [e for e in fits if any(antecedents.reports(function_head(parse, m.head)) for m in e.mentions[-4:])]
    return next(iter(said or fits), None)


def spoke_whoever(antecedents: Antecedents, entities: Iterable[Entity], word: int) -> Entity | None:
    """Who was named last before a pronoun as the subject of a clause, whatever the pronoun's gender: a translation may
    call a man "she"."""
    parse, best, at = antecedents.parse, None, -1
    for entity in entities:
        if entity.kind != "person":
            continue
        heads = (m.head for m in entity.mentions if m.start < word and m.form == "name")
        last = max((h for h in heads if parse.deprel[function_head(parse, h)] in SUBJECTS), default=-1)
        if last > at and parse.sentence_of[word] - parse.sentence_of[last] <= _NEAR:
            best, at = entity, last
    return best


def link_ahead(
    antecedents: Antecedents,
    entities: Sequence[Entity],
    entity_at: dict[int, Entity],
    pronouns: Sequence[tuple[int, PronounRow]],
) -> None:
    """Gives each of the pronouns the first who speaks after it and agrees with it, if that is near."""
    parse, quoted = antecedents.parse, antecedents.quoted
    if not pronouns:
        return
    pieces = sorted(
        (m.head, n) for n, e in enumerate(entities) for m in e.mentions[:_MOST] if m.form in ("name", "nominal")
    )
    speakers = [(h, n) for h, n in pieces if antecedents.reports(function_head(parse, h))]
    heads = [head for head, _ in speakers]
    for word, row in pronouns:
        first = bisect_right(heads, word)
        for head, number in speakers[first : first + _MOST]:
            entity = entities[number]
            if parse.sentence_of[head] == parse.sentence_of[word]:
                continue
            if parse.sentence_of[head] - parse.sentence_of[word] > _REACH:
                break
            if agreement(parse, entity, word, row, quoted) and not entity.plural:
                insort(entity.mentions, Piece(word, word + 1, word, "pronoun", "pronoun-ahead"), key=lambda m: m.start)
                entity.gender = entity.gender or (row.gender if row.gender in ("m", "f") else None)
                entity_at[word] = entity
                break
