"""The frames of nouns, adjectives and prepositions: "the claim that", "adamant that", "according to", "by its word"."""

from collections.abc import Iterator

from onrecord.find.clauses import Content, after_colon, first_word, is_infinitive, opens_with_that, trim_clause
from onrecord.find.phrases import noun_phrase, subject_of
from onrecord.find.view import View, Words
from onrecord.lang.cues import Frame, WordRole

__all__ = [
    "adjective_contents",
    "adjective_source",
    "noun_contents",
    "noun_source",
    "preposition_contents",
    "preposition_source",
]

_ADDED = frozenset({"advcl", "acl", "acl:relcl", "advcl:relcl"})
_ASIDES = 4  # clauses that hang one on another


def noun_contents(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    """What a noun cue credits to its source, with its hearer: "the claim [that it was over]", "its vow [to stay]"."""
    parse = view.parse
    if frame is Frame.ACCORDING:
        yield from _by_account(view, word)
        return
    if frame is Frame.QUOTE:
        yield from _quoted_modifier(view, word)
        return
    if frame is Frame.CLAUSE and not view.is_mark[word]:
        yield from _broken_off(view, word)
    owned = [g for c in view.children(word, "nmod") if c > word for g in view.children(c, "acl", "ccomp")]
    for child in [*view.children(word, "acl", "ccomp"), *owned, *_taken_by_verb(view, word)]:
        that = opens_with_that(view, child)
        if child < word or (parse.deprel[child] == "acl:relcl" and not that):
            continue
        start, end = parse.subtree(child)
        if (frame is Frame.TO and is_infinitive(view, child)) or (frame is Frame.CLAUSE and that):
            yield trim_clause(view, [(max(word + 1, start), end)]), None
            return


def _taken_by_verb(view: View, noun: int) -> list[int]:
    """The clause right after the noun where the tree hangs it on the verb: "repeated his view [that it was over]"."""
    parse = view.parse
    if parse.deprel[noun] != "obj":
        return []
    return [c for c in view.children(parse.heads[noun], "ccomp") if parse.subtree(c)[0] == noun + 1]


def _by_account(view: View, noun: int) -> Iterator[Content]:
    """The clause that "by [the minister's] account" qualifies."""
    parse = view.parse
    cases = [c for c in view.children(noun, "case") if view.has_role(c, WordRole.BY_WAY)]
    owners = [c for c in parse.children[noun] if parse.deprel[c] == "nmod:poss" or parse.deprel[c] == "nmod"]
    if not cases or not owners or parse.deprel[noun].split(":")[0] not in ("obl", "nmod", "parataxis"):
        return
    start, end = view.sentence(noun)
    left, right = parse.subtree(noun)
    left = min(left, cases[0])
    before, after = view.strip((start, left)), view.strip((right, end))
    if _has_verb(view, before) and not _has_verb(view, after):
        yield (before,), None
    elif before[0] < before[1] or after[0] < after[1]:
        yield tuple(p for p in (before, after) if p[0] < p[1]), None


def _broken_off(view: View, word: int) -> Iterator[Content]:
    """The clause that a broken line carries on: "Lavrov's statement / [that it is over]"."""
    parse = view.parse
    first = word + 1
    if first + 2 >= len(parse) or parse.paragraph_of[first] == parse.paragraph_of[word]:
        return
    if not view.has_role(first, WordRole.COMPLEMENTIZER) or not parse.words[first].islower():
        return
    end = first + 1
    while end < view.sentence(first)[1] and (view.quote_of[end] >= 0 or parse.words[end] not in (",", ";", ".")):
        end += 1
    span = view.strip((first + 1, end))
    if span[0] < span[1]:
        yield (span,), None


def _quoted_modifier(view: View, noun: int) -> Iterator[Content]:
    """Quoted words right before the noun: "Lavrov's [“phantom threats”] thesis"."""
    at = noun - 1
    while at >= 0 and view.is_mark[at]:
        at -= 1
    if at < 0 or noun - at < 2 or view.quote_of[at] < 0 or view.quote_of[noun] >= 0:
        return
    quotation = view.strip(view.quoted_ranges[view.quote_of[at]][0])
    if quotation[1] == at + 1 and view.sentence(at) == view.sentence(noun) and quotation[1] - quotation[0] < 12:
        yield (quotation,), None


def noun_source(view: View, noun: int) -> int | None:
    """The head of whose claim it is: "[Mali] 's claim", "a claim by [Mali]", else who makes or meets it."""
    parse = view.parse
    owners = [c for c in parse.children[noun] if parse.deprel[c] == "nmod:poss"]
    if owners:
        return owners[0]
    for c in view.children(noun, "nmod"):
        if any(view.has_role(m, WordRole.SPEAKER) for m in view.children(c, "case")):
            return c
    for c in view.children(noun, "amod", "compound"):
        if parse.words[c][:1].isupper():
            return c
    head = parse.heads[noun]
    if head != noun and parse.upos[head] == "VERB" and parse.deprel[noun] in ("obj", "obl", "nsubj:pass"):
        return subject_of(view, head)
    return None


def adjective_source(view: View, word: int) -> int | None:
    """The head of who is "adamant that" or "ready to": the subject."""
    subjects = view.children(word, "nsubj")
    return subjects[0] if subjects else subject_of(view, word)


def adjective_contents(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    """What an adjective cue credits to its source: "is adamant [that it was over]", "is ready [to stay]"."""
    for child in view.children(word, "ccomp", "xcomp", "advcl", "parataxis"):
        if view.parse.deprel[child] == "parataxis" and not after_colon(view, word, child):
            continue
        infinitive = is_infinitive(view, child)
        if child > word and (
            (frame is Frame.TO and infinitive)
            or (
                frame is Frame.CLAUSE
                and not infinitive
                and (view.parse.deprel[child] == "ccomp" or opens_with_that(view, child))
            )
        ):
            yield trim_clause(view, [(first_word(view, child, word), view.parse.subtree(child)[1])]), None
            return


def preposition_contents(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    """The clause, or its parts, around "according to the minister"."""
    source = preposition_source(view, word, cue)
    if source is None:
        return
    parse = view.parse
    top = parse.heads[source]
    if top == source:
        return
    start, end = view.sentence(word)
    phrase = (word, max(cue[1], noun_phrase(view, source)[1]))
    clause = _clause_of(view, top)
    if parse.words[word - 1] == "," and view.strip((phrase[1], end))[0] == end:
        clause = _whole_of(view, clause, word)
    clause_start, clause_end = parse.subtree(clause)
    before, after = view.strip((max(start, clause_start), word)), view.strip((phrase[1], min(end, clause_end)))
    if after[0] < after[1] and view.has_role(after[0], WordRole.RELATIVE):
        after = (after[0], after[0])
    if _has_verb(view, before):
        yield (before,), None
    else:
        pieces = [p for p in (before, after) if p[0] < p[1]]
        if pieces:
            yield tuple(_drop_short(pieces)), None


def _has_verb(view: View, words: Words) -> bool:
    return any(view.parse.upos[i] in ("VERB", "AUX") for i in range(*words))


def _drop_short(pieces: list[Words]) -> list[Words]:
    long = [p for p in pieces if p[1] - p[0] > 2]
    return long or pieces


def _clause_of(view: View, word: int) -> int:
    parse = view.parse
    for _ in range(20):
        if parse.heads[word] == word or parse.deprel[word].split(":")[0] in (
            "root",
            "ccomp",
            "advcl",
            "parataxis",
            "acl",
        ):
            return word
        if parse.deprel[word] == "conj" and view.children(word, "nsubj"):
            return word
        word = parse.heads[word]
    return word


def _whole_of(view: View, clause: int, word: int) -> int:
    """The clause of which one that the tree says to be meant is only an aside, where the cue closes the sentence: "[The
    road is shut, as the snow is deep], according to the army"."""
    parse = view.parse
    for _ in range(_ASIDES):
        above = _clause_of(view, parse.heads[clause])
        first = parse.subtree(clause)[0]
        aside = parse.deprel[clause] in _ADDED and parse.heads[clause] < first < word and first > 0
        if not aside or above == clause or not view.is_mark[first - 1] and not view.is_mark[first]:
            break
        clause = above
    return clause


def preposition_source(view: View, word: int, cue: Words) -> int | None:
    """The noun of "according to [the minister]": the head of the preposition, or the next nominal."""
    parse = view.parse
    head = parse.heads[word]
    if head >= cue[1] and parse.upos[head] in ("NOUN", "PROPN", "PRON", "NUM", "DET"):
        return head
    for i in range(cue[1], min(cue[1] + 8, view.sentence(word)[1])):
        if parse.upos[i] in ("NOUN", "PROPN", "PRON") and parse.deprel[i] not in (
            "compound",
            "nmod:desc",
            "nmod:poss",
            "amod",
        ):
            return i
    return None
