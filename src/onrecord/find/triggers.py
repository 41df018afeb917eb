"""Which words of a parse are events by the frames of the language's table, and by the encoder's event head."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from onrecord.find.slots import Slots, Tree
from onrecord.lang.frames import Condition, Entry, Frame, StatusKind
from onrecord.parse.mention_phrases import DASHES
from onrecord.schema import EventType

__all__ = ["Hit", "find_hits", "match"]

_TYPES = 4  # types weighed for one word
_LONG = 4  # a longer phrase is anchored at its first word
_PARTIES = frozenset({"actor", "agent", "recipient", "both"})
_OF_NOUNS = ("obj", "subj")  # slots that others stand for where the word is a noun
_NAMING = frozenset({"amod", "compound", "nmod:poss", "flat", "appos"})
_NONE: frozenset[EventType] = frozenset()
_ALL = frozenset(EventType)
_NO_ENTRIES: list[Entry] = []
_REACH = 3  # how deep in the tree the other words of a phrase may stand
_CLOSE = 2  # of a set phrase


class Hit(Struct, frozen=True):
    """A word that a frame makes an event: `span` is the phrase in the text, `parties` which known actors it asks for
    (any one of these conditions: `actor`, `agent`, `recipient`, `both`; none: no matter who)."""

    word: int
    span: tuple[int, int]
    frame: Frame
    parties: tuple[str, ...] = ()
    phrase: tuple[int, ...] = ()
    loose: bool = False  # the frame's conditions do not hold
    plain: bool = False  # no frame: the event head alone proposes it
    fixed: bool = False  # a set phrase: its words mean nothing else


def find_hits(tree: Tree) -> Iterator[tuple[int, list[Hit], frozenset[EventType]]]:
    """For each word that may be an event the frames that fit, most specific first, one a type, in the text's order;
    and the types that it cannot be.

    Last come frames of the word alone whose conditions do not hold, as loose hits of other types. A set phrase comes
    alone: its verb cannot be anything else.
    """
    parse = tree.parse
    index = tree.pack.frame_index
    lemmas_of_frames = index.lemmas
    verbs = _verbs_of_phrases(tree)
    for word in [i for i, lemma in enumerate(parse.lemma) if lemma in lemmas_of_frames or i in verbs]:
        upos = parse.upos[word]
        pos = "NOUN" if upos == "PROPN" and parse.words[word].islower() else upos
        if pos != "AUX" and tree.is_verb(word):
            pos = "VERB"
        key = pos, parse.lemma[word]
        found = verbs.get(word, _NO_ENTRIES)
        if key in index.entries:
            own = tree.sentence_lemmas(word).isdisjoint(index.needed[key])
            found = [*found, *(index.alone[key] if own else index.entries[key])]
        if not found:
            continue
        lemmas = tree.sentence_lemmas(word)
        barring = index.barring.get(key, _NO_ENTRIES)
        barred = frozenset([e.frame.type for e in barring if _is_any(tree, word, e.barred)]) if barring else _NONE
        chosen, barred = _fitting(tree, word, found, lemmas, barred)
        if chosen or barred:
            yield word, chosen, barred


def _fitting(
    tree: Tree, word: int, entries: Sequence[Entry], lemmas: frozenset[str], barred: frozenset[EventType]
) -> tuple[list[Hit], frozenset[EventType]]:
    """The hits of the entries that fit at a word, one a type, and the types that it cannot be."""
    hits: dict[EventType, Hit] = {}
    loose: dict[EventType, Hit] = {}
    for entry in entries:
        if entry.needed and not entry.needed <= lemmas:
            continue
        type_ = entry.frame.type
        if not entry.fixed and (type_ in barred or type_ in hits or len(hits) == _TYPES):
            continue  # a bar is for the words alone
        others = _phrase(tree, word, entry)
        if others is None or _is_forbidden(tree, word, entry):
            continue
        hit = _hit(tree, word, entry, others)
        if hit is not None and entry.fixed and not hit.parties:
            return ([], _ALL) if entry.idle else ([hit], _ALL - {type_})
        if hit is not None:
            hits[type_] = hit
        elif not entry.phrase and not entry.strict and type_ not in loose:
            loose[type_] = Hit(word, (word, word + 1), entry.frame, loose=True)
    return [*hits.values(), *(h for t, h in loose.items() if t not in hits)][:_TYPES], barred


def _verbs_of_phrases(tree: Tree) -> dict[int, list[Entry]]:
    """The verbs that a phrase of whatever verb hangs on, with the entries of these phrases."""
    parse, anywhere = tree.parse, tree.pack.frame_index.anywhere
    found: dict[int, list[Entry]] = {}
    lemmas = parse.lemma
    for at in [i for i, lemma in enumerate(lemmas) if lemma in anywhere]:
        entries = [e for e in anywhere[lemmas[at]] if e.phrase == tuple(lemmas[at : at + len(e.phrase)])]
        word = at
        for _ in range(_REACH if entries else 0):
            word = parse.heads[word]
            if tree.is_verb(word):
                found.setdefault(word, []).extend(entries)
                break
    return found


def match(tree: Tree, word: int, entry: Entry) -> Hit | None:
    """The hit of an entry's frame at a word, if its phrase is there and its conditions hold."""
    others = _phrase(tree, word, entry) if tree.sentence_lemmas(word).issuperset(entry.needed) else None
    if others is None or _is_forbidden(tree, word, entry):
        return None
    return _hit(tree, word, entry, others)


def _hit(tree: Tree, word: int, entry: Entry, others: tuple[int, ...]) -> Hit | None:
    """The hit of an entry's frame at a word whose phrase is there, if its conditions hold."""
    parties = _allowed(tree, word, tree.slots(word), entry)
    if parties is None:
        return None
    span = (min(word, *others), max(word, *others) + 1) if others else (word, word + 1)
    span = span if span[1] - span[0] <= _LONG else (word, word + 1)
    return Hit(word, span, entry.frame, parties, others, fixed=entry.fixed)


def _is_forbidden(tree: Tree, word: int, entry: Entry) -> bool:
    if entry.frame.how == "speech" and tree.parse.deprel[word] == "amod":
        return True  # "the suspected rebel" accuses nobody here
    return bool(entry.forbidden) and _is_any(tree, word, entry.forbidden)


def _is_any(tree: Tree, word: int, options: Sequence[Sequence[Condition]]) -> bool:
    """Whether all conditions of some option hold."""
    slots = tree.slots(word)
    for option in options:
        for condition in option:
            if not _holds(tree, word, slots, condition):
                break
        else:
            return True
    return False


def _allowed(tree: Tree, word: int, slots: Slots, entry: Entry) -> tuple[str, ...] | None:
    """The parties that the fulfilled conditions still ask for; None where no condition is fulfilled."""
    parties: list[str] = []
    for option in entry.allowed:
        asked = []
        for condition in option:
            if condition.slot in _PARTIES:
                asked.append(condition.slot)
            elif not _holds(tree, word, slots, condition):
                break
        else:
            if not asked:
                return ()
            parties += asked
    return tuple(parties) if parties or not entry.allowed else None


def _phrase(tree: Tree, word: int, entry: Entry) -> tuple[int, ...] | None:
    """Where the other words of a phrase stand, which the sentence has; None if they do not."""
    if not entry.phrase:
        return ()
    parse = tree.parse
    if entry.literal:
        end = word + 1 + len(entry.phrase)
        same = end <= len(parse) and all(parse.lemma[word + 1 + k] == w for k, w in enumerate(entry.phrase))
        return tuple(range(word + 1, end)) if same else None
    below = tree.near(word, 1 if entry.last else _CLOSE if entry.fixed else _REACH)
    particles = tree.pack.word_classes["particle"]
    places: list[int] = []
    for wanted in entry.phrase:
        behind = [c for c in below if c == places[-1] + 1] if places else []
        place = next(
            (
                c
                for c in (*behind, *below)
                if parse.lemma[c] == wanted
                and (not entry.last or c < word)
                and not (wanted in particles and parse.upos[c] == "NOUN")
                and not (entry.fixed and (_infinitive(tree, c) or parse.deprel[c] == "nsubj"))
                and not _marks_time(tree, c)
            ),
            None,
        )
        if place is None and entry.last and word > 0 and parse.lemma[word - 1] == wanted:
            place = word - 1
        if place is None:
            return None
        places.append(place)
    return tuple(places) if not entry.fixed or _hang_together(tree, word, places) else None


def _hang_together(tree: Tree, word: int, places: Sequence[int]) -> bool:
    """Whether each word of a set phrase hangs on another of it, or marks what hangs on one: "would have none [of] it";
    but a particle belongs to the verb: not "came up [in] May"."""
    parse = tree.parse
    phrase, particles = {word, *places}, tree.pack.word_classes["particle"]
    for place in places:
        head = parse.heads[place]
        marks = parse.deprel[place] == "case" and parse.lemma[place] not in particles
        if head not in phrase and not (marks and parse.heads[head] in phrase):
            return False
    return True


def _marks_time(tree: Tree, word: int) -> bool:
    """Whether a preposition of place is one of a time: "called it off [on] Thursday" calls on nobody."""
    parse = tree.parse
    return (
        parse.deprel[word] == "case"
        and tree.is_time(parse.heads[word])
        and parse.lemma[word] in tree.words_of("place_case")
    )


def _holds(tree: Tree, word: int, slots: Slots, condition: Condition) -> bool:
    slot, words = condition.slot, condition.words
    shape = _SHAPES.get(slot)
    if shape is not None:
        return shape(tree, word, words)
    fillers: Sequence[int] = slots.get(slot, ())
    if slot in _OF_NOUNS and not tree.is_verb(word):
        others = ("carried", "poss") if slot == "subj" else ("obj", "mod", *tree.words_of("genitive"))
        fillers = [w for s in others if s in slots for w in slots[s]]
    if words is None or not fillers:
        return bool(fillers)
    return any(not words.isdisjoint(tree.together(f)) for f in fillers)


def _any(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    near = tree.near(word, 2)
    return bool(near) if words is None else not words.isdisjoint([tree.parse.lemma[c] for c in near])


def _particle(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    parse = tree.parse
    return any(
        parse.deprel[c] in ("compound:prt", "advmod") and (words is None or parse.lemma[c] in words)
        for c in parse.children[word]
    )


def _head(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    """Whether a noun only tells of what kind another is: "[asylum] seekers", "prisoners of [war]"."""
    parse = tree.parse
    relation, head = parse.deprel[word], parse.heads[word]
    belongs = relation in ("compound", "amod") or (relation == "nmod" and tree.case[word] in tree.words_of("genitive"))
    return belongs and head != word and (words is None or parse.lemma[head] in words)


def _joined(tree: Tree, word: int, _: frozenset[str] | None) -> bool:
    """Whether a participle only tells with a name what a noun is: "[Iran]-backed fighters"."""
    parse = tree.parse
    return parse.deprel[word] == "amod" and word > 1 and parse.words[word - 1] in DASHES


def _auxiliary(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    parse = tree.parse
    return any(parse.deprel[c] == "aux" and (words is None or parse.lemma[c] in words) for c in parse.children[word])


def _complement(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    """A clause as complement whose verb or one of that verb's words is among `words`."""
    parse = tree.parse
    return any(
        (parse.deprel[c] in ("ccomp", "xcomp") or _infinitive(tree, c))
        and (words is None or parse.lemma[c] in words or any(parse.lemma[m] in words for m in parse.children[c]))
        for c in parse.children[word]
    )


def _infinitive(tree: Tree, word: int) -> bool:
    parse = tree.parse
    return (
        parse.deprel[word] in ("xcomp", "ccomp", "acl", "advcl")
        and parse.xpos[word] in ("VB", "VBN", "JJ", "NN")
        and any(parse.xpos[c] == "TO" for c in parse.children[word])
    )


def _to_do(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    return any(
        _infinitive(tree, c) and (words is None or tree.parse.lemma[c] in words) for c in tree.parse.children[word]
    )


def _base(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    """A complement in the bare form: "demanded that it leave"."""
    parse = tree.parse
    return any(
        parse.deprel[c] == "ccomp"
        and (
            parse.xpos[c] == "VB"
            or any(
                parse.lemma[a] == parse.words[a] and parse.xpos[a] == "VB"
                for a in parse.children[c]
                if parse.deprel[a] in ("aux:pass", "cop")
            )
        )
        and not any(parse.deprel[a] == "aux" for a in parse.children[c])
        for c in parse.children[word]
    )


def _person(tree: Tree, word: int, slots: frozenset[str] | None) -> bool:
    """Whether one of the slots, `obj` or whichever are named, holds the name of a person: "handed Kansi over"."""
    own = tree.slots(word)
    return any(not tree.parse.people_words.isdisjoint(own.get(slot, ())) for slot in slots or _OF_NOUNS[:1])


def _doer(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    """Whether all who act are plain nouns among `words`, not names: not "the midfielder's father"."""
    parse, doers = tree.parse, tree.slots(word).get("subj", ())
    return bool(doers) and all(parse.upos[d] == "NOUN" and (words is None or parse.lemma[d] in words) for d in doers)


def _named(tree: Tree, word: int, slots: frozenset[str] | None) -> bool:
    """Whether one of the slots holds a name, or a noun with a word in capitals: "drills with Chad, with Thai men"."""
    parse, own = tree.parse, tree.slots(word)
    for filler in (w for slot in slots or _OF_NOUNS for w in own.get(slot, ())):
        near = (filler, *(c for c in parse.children[filler] if parse.deprel[c] in _NAMING))
        if any(parse.words[w][:1].isupper() and not tree.is_time(w) for w in near):
            return True
    return False


def _negated(tree: Tree, word: int, words: frozenset[str] | None) -> bool:
    """Whether the verb of an auxiliary is negated."""
    parse = tree.parse
    verb = parse.heads[word] if tree.is_auxiliary(word) else word
    return any((StatusKind.NEG, parse.lemma[c]) in tree.governors for c in parse.children[verb])


_SHAPES: dict[str, Callable[[Tree, int, frozenset[str] | None], bool]] = {
    "noun": lambda tree, word, _: not tree.is_verb(word),
    "verb": lambda tree, word, _: tree.is_verb(word),
    "passive": lambda tree, word, _: tree.is_verb(word) and tree.is_passive(word),
    "any": _any,
    "prt": _particle,
    "head": _head,
    "joined": _joined,
    "aux": _auxiliary,
    "comp": _complement,
    "inf": _to_do,
    "base": _base,
    "neg": _negated,
    "doer": _doer,
    "person": _person,
    "named": _named,
}
