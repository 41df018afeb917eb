"""Reporting phrases set off by marks ("..., the minister said, ..."), and the content before, around and beside them.

Read from the marks and quotations, since the tree often breaks there.
"""

from collections.abc import Sequence

from onrecord.find.contents import trim_content
from onrecord.find.drafts import Draft
from onrecord.find.phrases import noun_phrase, speaker_beside, subject_of
from onrecord.find.view import QUOTE_WORDS, View, Words
from onrecord.lang.cues import CuePos, Frame, WordRole

__all__ = ["closes_report", "parenthetical", "quoted_content", "reporting_phrase", "sentence_around", "set_off_phrases"]

_SHORT = 10  # words of a speaker and his verb
_TOLD = frozenset({"VBD", "VBZ"})
_PHRASE = frozenset({"PRON", "DET", "ADJ", "NOUN", "PROPN", "VERB", "ADV", "PART"})
_VERBS = frozenset({"VERB", "AUX"})


def sentence_around(view: View, cue: int, *, whole: bool = False) -> tuple[Words, ...]:
    """The sentence without a reporting phrase set off in it, whatever the tree says; with what looks like an aside of
    the report after it only if `whole`."""
    sentence = view.sentence(cue)
    phrase = _set_off_phrase(view, cue)
    if phrase is None:
        return ()
    before, after = (sentence[0], phrase[0]), (phrase[1], sentence[1])
    for i in range(phrase[0] - 1, sentence[0] - 1, -1):
        if view.parse.words[i] in (";", ":") and view.quote_of[i] < 0:
            before = (i + 1, phrase[0])
            break
    after = (after[0], next((i for i in range(*after) if view.parse.words[i] == ";"), after[1]))
    first = view.strip(after)[0]
    aside = first >= after[1] or view.has_role(first, WordRole.ASIDE) or view.parse.xpos[first] in ("VBG", "VBN")
    return trim_content(view, [before] if aside and not whole else [before, after])


def parenthetical(view: View, cue: int) -> tuple[Words, ...]:
    """The content around or before a reporting phrase set off by commas: "The border, he said, was closed".

    Read from the marks, since the tree often breaks there; the tree says where the reported clause begins and ends.
    """
    sentence = view.sentence(cue)
    phrase = _set_off_phrase(view, cue)
    if phrase is None:
        return ()
    clause = _reported_clause(view, cue, phrase)
    if clause is None:
        return ()
    start, end = view.parse.subtree(clause)
    before = (max(start, sentence[0]), phrase[0])
    after = (phrase[1], min(end, sentence[1]))
    for i in range(phrase[0] - 1, before[0] - 1, -1):
        if view.parse.words[i] in (";", ":") and view.quote_of[i] < 0:
            before = (i + 1, phrase[0])
            break
    after = (after[0], next((i for i in range(*after) if view.parse.words[i] == ";"), after[1]))
    pieces = [before]
    if after[1] - after[0] > 1 and not _hangs_on(view, after, cue, clause):
        pieces.append(after)
    return trim_content(view, pieces)


def reporting_phrase(view: View, cue: int) -> Words | None:
    """The words of "[the minister said on Monday]": subject, verb and what follows up to a mark or a new clause."""
    if cue not in view.phrases:
        view.phrases[cue] = _reporting_phrase(view, cue)
    return view.phrases[cue]


def _reporting_phrase(view: View, cue: int) -> Words | None:
    parse = view.parse
    sentence = view.sentence(cue)
    subject = _own_subject(view, cue)
    if subject is None:
        noun = speaker_beside(view, cue)
        if noun is None:
            return None
    elif not sentence[0] <= subject < sentence[1] or view.has_role(subject, WordRole.RELATIVE):
        return None
    else:
        noun = noun_phrase(view, subject)
    start, end = min(noun[0], cue), max(noun[1], cue + 1)
    if end - start > 25 or any(parse.words[i] in (";", ":") for i in range(start, end)):
        return None
    start = min([start, *view.children(cue, "aux")])
    while end < sentence[1] and not view.is_mark[end] and end - cue <= 20:
        if parse.upos[end] in ("VERB", "AUX", "SCONJ") or (parse.upos[end] == "PART" and end > cue + 1):
            break
        end += 1
    return start, end


def set_off_phrases(view: View) -> dict[int, int]:
    """The reporting phrases set off by marks: first word -> end."""
    found: dict[int, int] = {}
    upos = view.parse.upos
    for word, may_cue in enumerate(view.may_cue):
        if not may_cue or upos[word] != "VERB":
            continue
        rows = view.cues.get((CuePos.VERB, view.parse.lemma[word]), ())
        if any(Frame.CLAUSE in row.frames for row in rows):
            phrase = _set_off_phrase(view, word)
            if phrase is not None:
                found[phrase[0]] = phrase[1]
    return found


def _own_subject(view: View, cue: int) -> int | None:
    """The cue's own subject, before it or (inverted) after it; none where it shares its head's."""
    subjects = view.children(cue, "nsubj") or (view.children(cue, "obl:agent") and [subject_of(view, cue) or cue])
    if subjects:
        return min(subjects, key=lambda c: abs(c - cue))
    inverted = [c for c in view.children(cue, "obj", "iobj") if c > cue]
    return inverted[0] if inverted and cue > 0 and view.is_mark[cue - 1] else None


def _set_off_phrase(view: View, cue: int) -> Words | None:
    """The reporting phrase of a cue, if marks set it off."""
    sentence = view.sentence(cue)
    if True not in view.is_mark[sentence[0] + 1 : cue]:
        return None  # the mark before the phrase
    phrase = reporting_phrase(view, cue)
    return phrase if phrase is not None and _is_set_off(view, phrase, sentence) else None


def _is_set_off(view: View, phrase: Words, sentence: Words) -> bool:
    words = view.parse.words
    start, end = phrase
    if start - sentence[0] < 2 or not view.is_mark[start - 1] or words[start - 1] in (":", ";"):
        return False
    return end >= sentence[1] or view.is_mark[end] or view.has_role(end, WordRole.ASIDE)


def _reported_clause(view: View, cue: int, phrase: Words) -> int | None:
    parse = view.parse
    inside = [c for c in view.children(cue, "ccomp", "parataxis") if c < phrase[0] or c >= phrase[1]]
    left = [c for c in inside if c < phrase[0]]
    head = parse.heads[cue]
    outside = head != cue and not phrase[0] <= head < phrase[1]
    hangs = parse.deprel[cue].split(":")[0] in _LOOSE
    if outside and hangs and head >= phrase[1]:
        return head
    if left:
        return left[-1]
    after = [c for c in inside if c > cue]
    if after:
        return after[0] if parse.subtree(after[0])[0] < phrase[0] else None
    return head if outside and hangs else None


_LOOSE = frozenset({"parataxis", "acl", "advcl", "ccomp", "appos", "conj", "dep", "discourse"})


def quoted_content(view: View, cue: int) -> tuple[Words, ...]:
    """The quotations beside a reporting phrase: before it, after a colon, and resumed after it.

    "We go," she said. "Now." has two spans; The minister said: "We go." has one.
    """
    paragraph = view.parse.paragraph_of
    phrase = reporting_phrase(view, cue) if paragraph[cue] in view.quoted_paragraphs else None
    if phrase is None:
        return ()
    pieces: list[Words] = []
    left = phrase[0] - 1
    while left >= 0 and view.is_mark[left]:
        left -= 1
    near = left >= 0 and phrase[0] - left > 1 and paragraph[left] == paragraph[cue]
    if near and not _is_new_sentence(view, left, phrase[0]) and _ends_quotation(view, left, cue):
        pieces.append(view.quoted_ranges[view.quote_of[left]][0])
    right = _next_quotation(view, phrase[1], cue, resumes=bool(pieces))
    if right is not None:
        pieces.append(right)
    return trim_content(view, pieces) if pieces else ()


def closes_report(view: View, drafts: Sequence[Draft]) -> bool:
    """Whether a speaker and a plain verb of saying close the sentence that a draft has as its content: "They left on
    foot: the young, the old and the sick, [it said]"."""
    if len(drafts) != 1:
        return False
    draft, parse = drafts[0], view.parse
    head = draft.head
    if head is None or draft.row is None or not draft.row.strong or Frame.CLAUSE not in draft.row.frames:
        return False
    phrase = _set_off_phrase(view, head)
    if phrase is None or phrase[1] - phrase[0] > _SHORT or view.quote_of[head] >= 0 or parse.xpos[head] not in _TOLD:
        return False
    start, end = view.sentence(head)
    if any(parse.upos[i] not in _PHRASE for i in range(*phrase)) or view.strip((phrase[1], end))[0] < end:
        return False
    before = view.strip((start, phrase[0]))
    return draft.content[0] == before and any(parse.upos[i] in _VERBS for i in range(*before))


def _is_new_sentence(view: View, before: int, first: int) -> bool:
    """Whether a sentence of its own begins with the reporting phrase: the quotation before it is not its content."""
    parse = view.parse
    if parse.sentence_of[before] == parse.sentence_of[first]:
        return False
    return (
        parse.words[first][:1].isupper() and parse.upos[first] != "PROPN" and "," not in parse.words[before + 1 : first]
    )


def _next_quotation(view: View, start: int, cue: int, *, resumes: bool) -> Words | None:
    """The quotation that follows a reporting phrase: after a colon or comma; where one is resumed, also after the rest
    of the sentence ("she said, smiling. "Now."), unless a cue of its own follows it."""
    parse = view.parse
    limit = view.sentence(cue)[1]
    at = start
    while at < len(parse) and parse.paragraph_of[at] == parse.paragraph_of[cue] and at <= limit + 2:
        if not view.is_mark[at]:
            if view.quote_of[at] >= 0:
                break
            if not resumes or at >= limit:
                return None
        at += 1
    else:
        return None
    if not _begins_quotation(view, at, cue):
        return None
    quotation = view.quoted_ranges[view.quote_of[at]][0]
    marks = {parse.words[i] for i in range(start, at) if view.is_mark[i]}
    after = quotation[1]
    whole = after >= len(parse) or view.is_mark[after - 1] or view.is_mark[min(after + 1, len(parse) - 1)]
    if not whole or is_fragment(view, at) or not (resumes or ":" in marks or "," in marks):
        return None
    return None if _has_own_cue(view, after) else quotation


def _has_own_cue(view: View, end: int) -> bool:
    """Whether a reporting phrase follows a quotation: its words are not the ones before it."""
    while end < len(view.parse) and view.is_mark[end]:
        end += 1
    if end >= len(view.parse):
        return False
    if end in view.reports:
        return True
    known = view.may_cue[end] and view.parse.upos[end] == "VERB"
    return known and bool(view.children(end, "nsubj", "obj", "iobj"))


def _ends_quotation(view: View, word: int, cue: int) -> bool:
    number = view.quote_of[word]
    if number < 0 or number == view.quote_of[cue]:
        return False
    start, end = view.strip(view.quoted_ranges[number][0])
    return end == word + 1 and not is_fragment(view, start)


def is_fragment(view: View, start: int) -> bool:
    """Whether a quotation that begins with the word `start` goes on from unquoted words: the plan was "dead"."""
    at = start - 1
    while at >= 0 and view.parse.words[at] in QUOTE_WORDS:
        at -= 1
    if at < 0 or view.sentence(start)[0] > at or view.parse.paragraph_of[at] != view.parse.paragraph_of[start]:
        return False
    return not view.is_mark[at]


def _begins_quotation(view: View, word: int, cue: int) -> bool:
    number = view.quote_of[word]
    return number >= 0 and number != view.quote_of[cue] and view.strip(view.quoted_ranges[number][0])[0] == word


def _hangs_on(view: View, piece: Words, cue: int, clause: int) -> bool:
    """Whether the piece belongs to the reporting verb ("he said, smiling") and not to the reported clause."""
    start, end = view.strip(piece)
    if start >= end or view.has_role(start, WordRole.ASIDE) or view.parse.xpos[start] in ("VBG", "VBN"):
        return True
    word = start
    for _ in range(30):
        head = view.parse.heads[word]
        if word == cue or head == cue:
            return word != clause
        if word == clause or head in (clause, word):
            return False
        word = head
    return False
