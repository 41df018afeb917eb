"""Which entity a pronoun stands for: agreement, nearness, subjects first, what is quoted last."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.lang.actors import PronounRow
from onrecord.parse.mention_entities import Entity
from onrecord.parse.parse import Parse

__all__ = [
    "SUBJECTS",
    "WINDOW",
    "Quoted",
    "agreement",
    "by_rule",
    "distance_between",
    "function_head",
    "quoted_words",
    "relation_kind",
]

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent", "nsubj:outer"})
_LOW = frozenset({"nmod", "nmod:poss", "compound", "obl", "nmod:unmarked", "obl:unmarked"})
_WITHIN = frozenset({"appos", "flat", "nmod:desc", "list", "compound"})
WINDOW = 4  # sentences
_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'
_MARKS = frozenset(_OPENING + _CLOSING + _STRAIGHT)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Which words stand in quotation marks, and whether the text shows the marks of a bad machine translation."""

    words: list[bool]
    turn: list[int]  # by sentence: how many before it are not wholly quoted; a long quotation is one turn
    translated: bool


def quoted_words(parse: Parse) -> Quoted:
    """The words between quotation marks; a mark never closed holds to its paragraph's end."""
    size, words, paragraph_of = len(parse), parse.words, parse.paragraph_of
    quoted = [False] * size
    marks = [i for i, word in enumerate(words) if word[0] in _MARKS and _is_mark(word)]
    ends = [*parse.paragraphs.tolist()[1:], size]
    inside = False
    paragraph = -1
    for i, following in zip(marks, [*marks, size][1:], strict=True):
        if paragraph_of[i] != paragraph:
            paragraph, inside = paragraph_of[i], False
        inside = words[i] not in _CLOSING and not (words[i] == _STRAIGHT and inside)
        if inside:
            end = min(following, ends[paragraph])
            quoted[i + 1 : end] = [True] * (end - i - 1)
    return Quoted(quoted, _turns(parse, quoted), _is_translated(parse))


def _is_mark(word: str) -> bool:
    return word == _STRAIGHT or word in _OPENING or word in _CLOSING


def _turns(parse: Parse, quoted: list[bool]) -> list[int]:
    turns: list[int] = []
    for number in range(len(parse.sentences)):
        start, end = parse.sentence_range(number)
        told = any(not quoted[i] and parse.upos[i] != "PUNCT" for i in range(start, end))
        turns.append((turns[-1] if turns else 0) + told)
    return turns


def _is_translated(parse: Parse) -> bool:
    """Whether a name is followed at once by a capitalised pronoun for it: "Antony Blinken He has rejected"."""
    persons = {n.end for n in parse.names if n.label == "PERSON"}
    return any(
        i < len(parse) and parse.upos[i] == "PRON" and parse.words[i].istitle() and len(parse.words[i]) > 1
        for i in persons
    )


def by_rule(parse: Parse, recent: Iterable[Entity], word: int, row: PronounRow, quoted: Quoted) -> Entity | None:
    """The entity among `recent` (last mentioned first) that a pronoun stands for best, by hand-set scores."""
    best: Entity | None = None
    score = 0.0
    for entity in recent:
        value = _score(parse, entity, word, row, quoted)
        if value > score:
            best, score = entity, value
    return best


def _score(parse: Parse, entity: Entity, word: int, row: PronounRow, quoted: Quoted) -> float:
    fit = agreement(parse, entity, word, row, quoted)
    if not fit:
        return 0.0
    best = 0.0
    sentence = parse.sentence_of[word]
    for piece in entity.mentions[-4:]:
        if piece.start >= word:
            continue
        distance = distance_between(quoted, parse.sentence_of[piece.head], sentence, inside=quoted.words[word])
        if distance > WINDOW:
            continue
        value = 10.0 - 2.0 * distance - 0.01 * min(word - piece.head, 100)
        head = function_head(parse, piece.head)
        relation = parse.deprel[head]
        if relation in SUBJECTS:
            value += 2.5
        elif relation in _LOW:
            value -= 1.0
        if quoted.words[piece.head] and not quoted.words[word]:
            value -= 3.5
        if distance == 0 and row.kind == "personal" and parse.heads[head] == parse.heads[word]:
            value -= 6.0  # the other argument of the same verb
        best = max(best, value)
    return best * fit + min(len(entity.mentions), 5) * 0.2 if best else 0.0


def distance_between(quoted: Quoted, first: int, second: int, *, inside: bool) -> int:
    """Sentences between two; from outside a quotation, its sentences count as one."""
    return second - first if inside else min(second - first, quoted.turn[second] - quoted.turn[first])


def function_head(parse: Parse, word: int) -> int:
    """The word whose relation says what a name does: "premier" for Coveney in "the premier, Simon Coveney, said"."""
    for _ in range(4):
        if parse.deprel[word] not in _WITHIN:
            break
        word = parse.heads[word]
    return word


def relation_kind(relation: str) -> str:
    """Subject, object, possessor, low, other."""
    if relation in SUBJECTS:
        return "subject"
    if relation == "nmod:poss":
        return "possessor"
    if relation in _LOW:
        return "low"
    return "object" if relation in ("obj", "iobj") else "other"


def agreement(parse: Parse, entity: Entity, word: int, row: PronounRow, quoted: Quoted) -> float:
    """How well number and gender fit: 0 where they exclude it, 1 where they fit, less where they only allow it."""
    fit = _agreement(entity, row)
    if not fit and quoted.translated and row.gender == "n" and parse.deprel[word] in SUBJECTS:
        return 0.9 if entity.is_animate() and not entity.plural else 0.0  # "It has claimed": the minister
    return fit


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
    if row.gender is None:  # "the 84-year-old"
        return 1.0 if entity.is_animate() and not entity.plural else 0.0
    return 1.0 if entity.is_body() else 0.0
