"""Which words of a parse are events by the frames of the language's table, and by the encoder's event head."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.find.slots import Slots, Tree
from onrecord.lang.frames import Condition, Entry, Frame

__all__ = ["Hit", "find_hits"]

_REACH = 3  # how deep in the tree the other words of a phrase may stand


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that a frame makes an event: `span` is the phrase in the text, `weak` asks for a known actor."""

    word: int
    span: tuple[int, int]
    frame: Frame
    weak: bool
    phrase: tuple[int, ...] = ()


def find_hits(tree: Tree) -> Iterator[Hit]:
    """The events that the frames see, in the text's order; one frame a word, the most specific that fits."""
    parse = tree.parse
    entries = tree.pack.frame_index.entries
    for word, upos in enumerate(parse.upos):
        pos = "NOUN" if upos == "PROPN" and parse.words[word].islower() else upos
        found = entries.get((pos, parse.lemma[word]))
        if not found:
            continue
        for entry in found:
            hit = _match(tree, word, entry)
            if hit is not None:
                yield hit
                break


def _match(tree: Tree, word: int, entry: Entry) -> Hit | None:
    others = _phrase(tree, word, entry)
    if others is None:
        return None
    slots = tree.slots(word)
    if any(all(_holds(tree, word, slots, c) for c in option) for option in entry.forbidden):
        return None
    strong, weak = _allowed(tree, word, slots, entry)
    if not (strong or weak):
        return None
    span = (min((word, *others)), max((word, *others)) + 1)
    return Hit(word, span if span[1] - span[0] <= 4 else (word, word + 1), entry.frame, not strong, others)


def _allowed(tree: Tree, word: int, slots: Slots, entry: Entry) -> tuple[bool, bool]:
    """Whether the frame's conditions hold, and whether they would with a known actor."""
    if not entry.allowed:
        return True, False
    weak = False
    for option in entry.allowed:
        if all(c.slot == "actor" or _holds(tree, word, slots, c) for c in option):
            if all(c.slot != "actor" for c in option):
                return True, False
            weak = True
    return False, weak


def _phrase(tree: Tree, word: int, entry: Entry) -> tuple[int, ...] | None:
    """Where the other words of a phrase stand; None if they do not."""
    parse = tree.parse
    if entry.literal:
        end = word + 1 + len(entry.phrase)
        same = end <= len(parse) and all(parse.lemma[word + 1 + k] == w for k, w in enumerate(entry.phrase))
        return tuple(range(word + 1, end)) if same else None
    if not entry.phrase:
        return ()
    below = tree.near(word, 1 if entry.last else _REACH)
    places: list[int] = []
    for wanted in entry.phrase:
        place = next((c for c in below if parse.lemma[c] == wanted and (not entry.last or c < word)), None)
        if place is None and entry.last and word > 0 and parse.lemma[word - 1] == wanted:
            place = word - 1
        if place is None:
            return None
        places.append(place)
    return tuple(places)


def _holds(tree: Tree, word: int, slots: Slots, condition: Condition) -> bool:
    parse, slot, words = tree.parse, condition.slot, condition.words
    if slot in ("noun", "verb"):
        return (slot == "verb") == tree.is_verb(word)
    if slot == "any":
        return any(words is None or parse.lemma[c] in words for c in tree.near(word, 2))
    if slot == "comp":
        return any(
            (parse.deprel[c] in ("ccomp", "xcomp") or (parse.deprel[c] in ("acl", "advcl") and parse.xpos[c] == "VB"))
            and (words is None or parse.lemma[c] in words or any(parse.lemma[m] in words for m in parse.children[c]))
            for c in parse.children[word]
        )
    fillers = slots.get(slot, [])
    if slot == "obj" and not tree.is_verb(word):
        fillers = [*fillers, *slots.get("mod", []), *(w for g in tree.genitives for w in slots.get(g, []))]
    if slot == "subj" and not tree.is_verb(word):
        fillers = [*slots.get("carried", []), *slots.get("poss", [])]
    if words is None:
        return bool(fillers)
    return any(parse.lemma[f] in words or any(parse.lemma[c] in words for c in _together(tree, f)) for f in fillers)


def _together(tree: Tree, word: int) -> list[int]:
    """A noun's compounds, its genitive and its conjuncts: "members of parliament", "oil and gas"."""
    parse = tree.parse
    return [
        c
        for c in parse.children[word]
        if parse.deprel[c] in ("compound", "conj", "flat")
        or (parse.deprel[c] == "nmod" and tree.case[c] in tree.genitives)
    ]
