"""Noun phrases, subjects and clauses over the tree, as ranges of words."""

from onrecord.find.view import View, Words, clip
from onrecord.lang.cues import WordRole

__all__ = [
    "clause_ranges",
    "core_phrase",
    "is_charged",
    "is_passive",
    "noun_phrase",
    "speaker_beside",
    "subject_of",
    "verb_phrase",
    "without_asides",
]

_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_KEPT = frozenset(  # what belongs to a mention: modifiers, apposition and coordination, not its clauses
    [
        "det",
        "amod",
        "compound",
        "flat",
        "nmod",
        "nummod",
        "appos",
        "conj",
        "fixed",
        "goeswith",
        "case_inner",
        "nmod:poss",
        "nmod:desc",
    ]
)
_SUBJECTS = ("nsubj", "csubj")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def noun_phrase(view: View, head: int, *, clauses: bool = False) -> Words:
    """The mention whose head is `head`: modifiers and apposition, no preposition and (by default) no clauses."""
    parse = view.parse
    start, end = head, head + 1
    for c in parse.children[head]:
        relation = parse.relation[c]
        if relation in _KEPT or (clauses and relation == "acl"):
            left, right = parse.subtree(c)
            start, end = min(start, left), max(end, right)
        elif relation == "advmod" and c == start - 1:
            start = c
    return view.strip((start, end))


def is_passive(view: View, verb: int) -> bool:
    """Whether a verb is in the passive: "was told", "a plan mooted by"."""
    parse = view.parse
    relations = {parse.deprel[c] for c in parse.children[verb]}
    if not relations.isdisjoint(("aux:pass", "nsubj:pass", "obl:agent")):
        return "obl:agent" in relations or not view.has_role(verb, WordRole.FELT)
    if parse.xpos[verb] != "VBN" or view.children(verb, "aux"):
        return False
    return parse.deprel[verb] in ("acl", "amod") or is_charged(view, verb)


def is_charged(view: View, verb: int) -> bool:
    """Whether a bare participle says what somebody stands accused of: "expelled a diplomat accused of spying"."""
    parse = view.parse
    if parse.xpos[verb] != "VBN" or parse.deprel[verb] not in ("acl", "advcl") or view.children(verb, "aux", "obj"):
        return False
    charge = verb + 1 < len(parse) and view.has_role(verb + 1, WordRole.CHARGE)
    return charge and any(verb + 1 in view.children(c, "case", "mark") for c in parse.children[verb])


def subject_of(view: View, verb: int) -> int | None:
    """The head of who does what `verb` says: its subject, a passive's agent, or what it shares with its own head."""
    parse = view.parse
    shares = False  # whether an active verb shares the subject of the passive one that it is joined to
    for _ in range(6):
        if not shares and is_passive(view, verb):
            agents = view.children(verb, "obl:agent")
            return agents[0] if agents and parse.deprel[agents[0]] == "obl:agent" else None
        subjects = [c for c in view.children(verb, *_SUBJECTS) if not view.has_role(c, WordRole.EXPLETIVE)]
        subjects = subjects or _inverted(view, verb)
        if subjects:
            return min(subjects, key=lambda c: abs(c - verb))
        relation, head = parse.deprel[verb].split(":")[0], parse.heads[verb]
        if relation == "acl" and parse.upos[head] in ("NOUN", "PROPN", "PRON"):
            outer = _verb_above(view, verb, head)
            subject = subject_of(view, outer) if outer is not None else None
            return head if subject is None else subject
        if head == verb or relation not in ("conj", "xcomp", "advcl", "parataxis") or view.children(verb, "expl"):
            return None
        if relation == "xcomp":
            objects = view.children(head, "obj", "iobj")
            silent = parse.xpos[verb] == "VBG" and objects and not view.may_speak(objects[0])
            if objects and not silent and parse.lemma[verb] != parse.lemma[head]:
                return objects[0]
        outer = parse.heads[head]
        if relation == "conj" and _is_broken_line(view, head):
            return _subject_before(view, head)
        if relation == "conj" and parse.deprel[head] == "ccomp" and view.may_cue[outer] and view.may_cue[verb]:
            head = outer  # "said it was late but acknowledged that": the tree took the second report for something said
        shares = relation == "conj" and (parse.xpos[verb] in _FINITE or bool(view.children(verb, "aux")))
        verb = head
    return None


def _verb_above(view: View, verb: int, noun: int) -> int | None:
    """The verb whose subject a participle of saying shares though the tree hangs it on a noun that says nothing:
    "signed [a paper with 80,000 names] asking", "sent letters to [the voters] claiming"; None where the noun may speak
    or is a subject."""
    parse = view.parse
    if parse.xpos[verb] != "VBG" or parse.deprel[verb] != "acl" or (view.may_speak(noun) and not _is_sent(view, noun)):
        return None
    word = noun
    for _ in range(6):
        relation = parse.relation[word]
        if relation in _SUBJECTS or relation not in ("obj", "obl", "nmod", "conj", "iobj") or parse.heads[word] == word:
            return None
        word = parse.heads[word]
        if parse.upos[word] == "VERB":
            return word
    return None


def _is_sent(view: View, noun: int) -> bool:
    """Whether a noun is of those to whom a writing goes: "sent a letter to [the voters]"."""
    if not any(view.has_role(c, WordRole.HEARER) for c in view.children(noun, "case")):
        return False
    head = view.parse.heads[noun]
    return any(c < noun and view.is_document(c) for c in (head, *view.children(head, "obj")))


def speaker_beside(view: View, cue: int) -> Words | None:
    """The nominal words between a mark and a cue whose subject the tree lost: ", [Prime Minister Ana Diaz] said", or,
    after a mark, right behind the cue: ", said [Ana Diaz]"."""
    parse = view.parse
    start, end = view.sentence(cue)
    if view.children(cue, *_SUBJECTS) or is_passive(view, cue):
        return None
    right = cue
    while right > start and parse.upos[right - 1] in ("AUX", "ADV", "PART"):
        right -= 1
    left = right
    while left > start and right - left < 15 and parse.upos[left - 1] in _NOMINAL:
        left -= 1
    if left - start > 1 and left < right and view.is_mark[left - 1] and parse.upos[right - 1] in _HEADS:
        return left, right
    if right == start or not view.is_mark[right - 1] or (cue + 1 < end and parse.upos[cue + 1] == "ADP"):
        return None
    stop = cue + 1
    while stop < end and stop - cue < 15 and parse.upos[stop] in _NOMINAL:
        stop += 1
    nominal = stop > cue + 1 and parse.upos[stop - 1] in _HEADS
    return (cue + 1, stop) if nominal and (stop >= end or view.is_mark[stop]) else None


_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})


def _is_broken_line(view: View, root: int) -> bool:
    """Whether a clause opens its paragraph with a complementizer: a line broken within a sentence."""
    parse = view.parse
    first = int(parse.paragraphs[parse.paragraph_of[root]])
    opens = view.has_role(first, WordRole.COMPLEMENTIZER) and parse.words[first].islower()
    return opens and first > 0 and parse.heads[root] == root


def _subject_before(view: View, word: int) -> int | None:
    """The subject of the last cue in the paragraph before."""
    parse = view.parse
    first = int(parse.paragraphs[parse.paragraph_of[word]])
    for verb in range(first - 1, max(-1, first - 40), -1):
        if view.may_cue[verb] and parse.upos[verb] == "VERB":
            subjects = view.children(verb, "nsubj")
            if subjects:
                return subjects[0]
    return None


def _inverted(view: View, verb: int) -> list[int]:
    """The object that is the subject: what was said stands before the verb, who said it right after."""
    if not any(c < verb for c in view.children(verb, "ccomp", "parataxis")):
        return []
    after = [c for c in view.children(verb, "obj", "iobj") if c > verb]
    after = [c for c in after if view.label_of[c] != "DATE"]
    return after[:1] if after and view.parse.upos[after[0]] in ("PROPN", "NOUN", "PRON") else []


def core_phrase(view: View, words: Words) -> Words:
    """Of a mention the words that name it: without relative clauses and prepositional phrases that only place it."""
    parse = view.parse
    start, end = words
    head = next((i for i in range(start, end) if not start <= parse.heads[i] < end and not view.is_mark[i]), None)
    if head is None or parse.upos[head] not in ("NOUN", "PROPN", "PRON", "NUM"):
        return words
    left, right = head, head + 1
    for c in parse.children[head]:
        relation = parse.relation[c]
        if relation == "nmod" and c > head and not _names(view, c):
            continue
        if relation in _KEPT:
            span = parse.subtree(c)
            if relation == "appos":
                span = noun_phrase(view, c)
            left, right = min(left, span[0]), max(right, span[1])
    left, right = view.strip((max(left, start), without_asides(view, head, min(right, end))))
    return (left, _to_name(view, right, end)) if left < right else words


def without_asides(view: View, head: int, right: int) -> int:
    """The end of a mention without what is said of a place in it: "authorities in Lima, | where she lives"."""
    parse = view.parse
    for comma in range(head + 1, right - 1):
        if parse.words[comma] != ",":
            continue
        if parse.xpos[comma + 1] in _WH:
            return comma
        aside = next((i for i in range(comma + 1, right) if not comma < parse.heads[i] < right), comma)
        if parse.deprel[aside] == "appos" and parse.upos[aside] == "NOUN" and parse.heads[aside] != head:
            return comma
    return right


def _to_name(view: View, right: int, end: int) -> int:
    """The end of a mention that the tree cut before the name it comes to: "a spokesman, | Ana Diaz"."""
    parse = view.parse
    for i in range(right, end):
        name = view.name_at.get(i)
        if name is not None and name.label in ("PERSON", "ORG") and name.end <= end:
            return name.end
        if parse.upos[i] not in ("NOUN", "PROPN", "ADJ", "CCONJ") and parse.words[i] != ",":
            break
    return right


def _names(view: View, word: int) -> bool:
    """Whether a modifier tells who: "minister of Mali", "aide to the president", not "minister with Ana Diaz"."""
    marks = view.children(word, "case")
    if not marks or any(view.has_role(m, WordRole.SPEAKER) for m in marks):
        return True
    start, end = view.parse.subtree(word)
    return "PERSON" not in view.label_of[start:end]


def verb_phrase(view: View, verb: int) -> Words:
    """A reporting phrase without its content: subject, auxiliaries, particles and adverbials around the verb."""
    parse = view.parse
    start, end = verb, verb + 1
    for c in parse.children[verb]:
        relation = parse.relation[c]
        if relation in ("nsubj", "aux", "obl", "advmod", "obj", "iobj", "compound", "advcl", "xcomp", "expl", "cc"):
            left, right = parse.subtree(c)
            start, end = min(start, left), max(end, right)
    return start, end


def clause_ranges(view: View, head: int, cue: int) -> list[Words]:
    """The words of the clause under `head`, without those of the reporting phrase of `cue` if it stands inside."""
    start, end = view.parse.subtree(head)
    if start <= cue < end:
        phrase = verb_phrase(view, cue)
        pieces = clip((start, end), (max(start, phrase[0]), min(end, phrase[1])))
        # the phrase may wrongly reach over the clause: then only the cue's side on which the head stands is its content
        pieces = [p for p in pieces if any(not view.is_mark[i] for i in range(*p))]
        if not any(p[0] <= head < p[1] for p in pieces):
            pieces = [(start, cue)] if head < cue else [(cue + 1, end)]
        return pieces
    return [(start, end)]
