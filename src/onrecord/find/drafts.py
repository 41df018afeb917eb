"""`Draft`: a statement in the making, as ranges of words, with the evidence for it."""

from msgspec import Struct

from onrecord.find.view import View, Words
from onrecord.lang.cues import CuePos, CueRow, Frame

__all__ = ["Draft", "match_cue"]


Found = tuple[tuple[CueRow, ...], Words]  # the rows of a cue and its words


class Draft(Struct, frozen=True):
    """Cue, source, content and hearer before anything is resolved.

    An article has dozens of which most differ in a field or two: a `Struct` is made and copied in a tenth of the time.
    `head` is the cue's head word, `source_head` the source's. `passive`: the cue's subject is not the source, and no
    agent is named. `encoder` is the encoder's score where it proposed this, `tree` whether the frame of `row` did.
    """

    head: int | None
    cue: Words | None
    source: Words | None
    content: tuple[Words, ...]
    hearer: Words | None = None
    row: CueRow | None = None
    frame: Frame | None = None
    passive: bool = False
    encoder: float = 0.0
    trained: float = 0.0  # the score of the head trained on annotated statements
    tree: bool = False
    rule: str = ""
    origin: str = (
        ""  # what proposed the content: encoder, tree, around, sentence, quote; "+cut", "+split" where changed
    )
    confidence: float = 0.0
    relays: bool = False  # the cue hands on another's words: citing, quoting
    relayed_by: int | None = None  # the cue head of the statement that hands these words on


def match_cue(view: View, word: int) -> Found:
    """The rows of the cue table for the word (and what follows it), and the cue's words; no rows where there are none.

    A phrase's further words may stand up to four words on: "ruled it out".
    """
    if word not in view.found_cues:
        view.found_cues[word] = _match(view, word)
    found: Found = view.found_cues[word]
    return found


def _match(view: View, word: int) -> Found:
    parse = view.parse
    pos = {"VERB": CuePos.VERB, "AUX": CuePos.VERB, "NOUN": CuePos.NOUN, "ADJ": CuePos.ADJ, "PROPN": CuePos.NOUN}.get(
        parse.upos[word]
    )
    if (CuePos.PREP, view.lower[word]) in view.cues and parse.upos[word] != "NOUN":
        pos = CuePos.PREP
    if pos is None:
        return (), (word, word + 1)
    rows = view.cues.get((pos, parse.lemma[word] if pos is not CuePos.PREP else view.lower[word]), ())
    if parse.xpos[word] == "VBN":  # "is prepared to": an adjective by its meaning
        rows = (*rows, *view.cues.get((CuePos.ADJ, view.lower[word]), ()))
    phrases: list[CueRow] = []
    reach = word + 1
    for row in rows:
        rest = row.lemma.split()[1:]
        end = _follow(view, word, rest)
        if end is None or (phrases and len(rest) + 1 < len(phrases[0].lemma.split())):
            continue
        phrases.append(row)
        reach = end
    return tuple(phrases), (word, reach if phrases else word + 1)


def _follow(view: View, word: int, rest: list[str]) -> int | None:
    at, limit = word + 1, min(view.sentence(word)[1], word + 5) if rest else word + 1
    for piece in rest:
        while at < limit and view.lower[at] != piece:
            at += 1
        if at >= limit:
            return None
        at += 1
        limit = min(view.sentence(word)[1], at + 2)
    return at
