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
    "doubled",
    "function_head",
    "quoted_words",
    "relation_kind",
    "repeated",
]

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent", "nsubj:outer"})
_LOW = frozenset({"nmod", "nmod:poss", "compound", "obl", "nmod:unmarked", "obl:unmarked"})
_WITHIN = frozenset({"appos", "flat", "nmod:desc", "list", "compound"})
WINDOW = 4  # sentences
_NAMED = frozenset({"flat", "appos"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_SUBJECT_LIKE = SUBJECTS | {"dislocated", "obj", "obl"}  # how the encoder takes a subject that a pronoun repeats
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
    """Whether a name is followed at once by a pronoun for it, or by itself: "Antony Blinken He has rejected", "Solana
    it announced", "Palacio Palacio"; or a people's adjective has a small letter: "the american secretary"."""
    for name in parse.names:
        end = name.end
        if name.label == "NORP" and parse.upos[name.start] == "ADJ" and parse.words[name.start].islower():
            return True
        if end < len(parse) and parse.upos[end] == "PRON" and len(parse.words[end]) > 1:
            titled = name.label == "PERSON" and parse.words[end].istitle()
            if titled or doubled(parse, end) >= 0:
                return True
        if name.label == "PERSON" and any(parse.lower[i] == parse.lower[i - 1] for i in range(name.start + 1, end)):
            return True
    return False


def doubled(parse: Parse, word: int) -> int:
    """The head of the noun that a pronoun right behind it repeats as the subject of one verb, else -1: "[Solana] it
    announced", "[Riyadh], it regretted", as a translation from a language that needs no pronoun leaves them."""
    before = word - 1
    if before < 0 or parse.xpos[word] != "PRP":
        return -1
    comma = parse.words[before] == ","
    if parse.deprel[word] in _NAMED and parse.heads[word] in parse.people_words:
        return parse.heads[word] if before - comma in parse.people_words else -1  # "José Aznar He has denied"
    if parse.deprel[word] not in SUBJECTS:
        return -1
    if parse.upos[before] == "PUNCT" and not comma:
        return -1
    named = any(n.start <= before < n.end for n in parse.names)
    verb = parse.heads[word]
    for noun in reversed([c for c in parse.children[verb] if c < word]):
        if parse.upos[noun] == "PUNCT":
            continue
        alone = all(parse.deprel[c] != "case" for c in parse.children[noun])
        like = alone and parse.deprel[noun] in (_SUBJECT_LIKE if named else SUBJECTS)
        near = parse.subtree(noun)[1] in (word - comma, word) and parse.upos[before - comma] != "VERB"
        return noun if like and near and parse.upos[noun] in _NOMINAL else -1
    return -1


def by_rule(parse: Parse, recent: Iterable[Entity], word: int, row: PronounRow, quoted: Quoted) -> Entity | None:
    """The entity among `recent` (last mentioned first) that a pronoun stands for best, by hand-set scores."""
    best: Entity | None = None
    score = 0.0
    for entity in recent:
        value = _score(parse, entity, word, row, quoted)
        if value > score:
            best, score = entity, value
    return best


def repeated(parse: Parse, word: int) -> int:
    """The head of the noun behind the verb that a pronoun before it stands for, else -1: "it has replied [the
    spokesman]"."""
    verb = parse.heads[word]
    if parse.xpos[word] != "PRP" or parse.deprel[word] != "nsubj" or not word < verb:
        return -1
    nouns = (c for c in parse.children[verb] if c > verb and parse.deprel[c] == "nsubj" and parse.upos[c] in _NOMINAL)
    return next(nouns, -1)


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
