"""Which entity a pronoun stands for: agreement, nearness, subjects first."""

from collections.abc import Iterable

from onrecord.lang.actors import PronounRow
from onrecord.parse.mention_entities import Entity
from onrecord.parse.parse import Parse

__all__ = ["choose_antecedent"]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent", "nsubj:outer"})
_LOW = frozenset({"nmod", "nmod:poss", "compound", "obl", "nmod:unmarked", "obl:unmarked"})
_WINDOW = 4  # sentences


def choose_antecedent(parse: Parse, recent: Iterable[Entity], word: int, row: PronounRow) -> Entity | None:
    """The entity among `recent` (last mentioned first) that the pronoun at `word` stands for best."""
    best: Entity | None = None
    score = 0.0
    for entity in recent:
        value = _score(parse, entity, word, row)
        if value > score:
            best, score = entity, value
    return best


def _score(parse: Parse, entity: Entity, word: int, row: PronounRow) -> float:
    fit = _agreement(entity, row)
    if not fit:
        return 0.0
    best = 0.0
    sentence = parse.sentence_of[word]
    for piece in entity.mentions[-4:]:
        if piece.start >= word:
            continue
        distance = sentence - parse.sentence_of[piece.head]
        if distance > _WINDOW:
            continue
        value = 10.0 - 2.0 * distance - 0.01 * min(word - piece.head, 100)
        relation = parse.deprel[piece.head]
        if relation in _SUBJECTS:
            value += 2.5
        elif relation in _LOW:
            value -= 1.0
        if distance == 0 and row.kind == "personal" and parse.heads[piece.head] == parse.heads[word]:
            value -= 6.0  # the other argument of the same verb
        best = max(best, value)
    return best * fit + min(len(entity.mentions), 5) * 0.2 if best else 0.0


def _agreement(entity: Entity, row: PronounRow) -> float:
    """0 where number or gender exclude it, 1 where they fit, less where they only allow it."""
    if row.number == "p":
        if entity.plural:
            return 1.0
        return 0.75 if entity.is_many() else 0.0
    if row.gender in ("m", "f"):
        if not entity.is_animate() or entity.plural or entity.gender not in (None, row.gender):
            return 0.0
        return 1.0 if entity.kind == "person" else 0.85
    if entity.is_body():
        return 1.0
    return 0.0
