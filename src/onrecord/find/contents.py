"""The content of a statement: which words are said, cut to clause and sentence, split where two things are said."""

from onrecord.find.phrases import noun_phrase, speaker_beside, subject_of
from onrecord.find.view import QUOTE_WORDS, View, Words
from onrecord.lang.cues import CuePos, Frame, WordRole

__all__ = [
    "begins_report",
    "takes_up",
    "set_off_phrases",
    "cut_content",
    "cut_variants",
    "near_pieces",
    "parenthetical",
    "quoted_content",
    "reporting_phrase",
    "sentence_around",
    "split_content",
    "trim_content",
]


def trim_content(view: View, pieces: list[Words]) -> tuple[Words, ...]:
    """The pieces without marks at their ends, leading complementizer and conjunction; empty ones dropped."""
    result = []
    for k, piece in enumerate(pieces):
        start, end = view.strip(piece)
        while k == 0 and end - start > 1 and _is_opener(view, start):
            start, end = view.strip((start + 1, end))
        if start < end:
            result.append((start, end))
    return tuple(result)


def _is_opener(view: View, word: int) -> bool:
    parse = view.parse
    if view.quote_of[word] >= 0:
        return False
    if view.has_role(word, WordRole.COMPLEMENTIZER):
        return parse.upos[word] in ("SCONJ", "ADV") or parse.deprel[word] == "mark"
    return parse.upos[word] == "CCONJ" and parse.heads[word] != word + 1


def cut_content(view: View, pieces: tuple[Words, ...], cue: int | None) -> tuple[Words, ...]:
    """The encoder's pieces without what belongs elsewhere: pieces of other sentences that no quotation joins to the
    cue's, and what is coordinated with the cue itself ("said it was late and [left]")."""
    if cue is None:
        return pieces
    kept = _outside_subject(view, near_pieces(view, pieces, cue), cue)
    for c in view.children(cue, "conj"):
        if c < cue:
            continue
        left, right = view.parse.subtree(c)
        kept = [q for p in kept for q in (_before(p, left) if cue < p[0] < left < p[1] <= right else [p])]
    return tuple(kept)


def near_pieces(view: View, pieces: tuple[Words, ...], cue: int) -> list[Words]:
    """The pieces in the cue's sentence, and those in quotation marks, if any are in it; else all."""
    here = view.sentence(cue)
    near = [p for p in pieces if here[0] <= p[0] < here[1]]
    return [p for p in pieces if p in near or _is_quoted(view, p)] if near else list(pieces)


def _outside_subject(view: View, pieces: list[Words], cue: int) -> list[Words]:
    """The pieces that are not part of the cue's subject ("the rebel, whom they sacked, says"), if any are left."""
    subject = subject_of(view, cue)
    if subject is None or len(pieces) < 2:
        return pieces
    start, end = view.parse.subtree(subject)
    if start <= cue < end:
        return pieces
    return [p for p in pieces if not (start <= p[0] and p[1] <= end)] or pieces


def _before(piece: Words, end: int) -> list[Words]:
    return [(piece[0], end)] if piece[0] < end else []


def _is_quoted(view: View, piece: Words) -> bool:
    start, end = view.strip(piece)
    return start < end and view.quote_of[start] >= 0 and view.quote_of[end - 1] >= 0


def split_content(view: View, content: tuple[Words, ...]) -> list[tuple[Words, ...]]:
    """ "That A and that B" is two contents; everything else is one."""
    if len(content) != 1:
        return [content]
    start, end = content[0]
    cuts = [start]
    for i in range(start + 2, end - 2):
        if (
            view.has_role(i, WordRole.COMPLEMENTIZER)
            and view.parse.upos[i] in ("SCONJ", "PRON", "DET")
            and view.parse.upos[i - 1] == "CCONJ"
        ):
            cuts.append(i)
    cuts.append(end)
    return [trim_content(view, [_without_conjunction(view, a, b)]) for a, b in zip(cuts, cuts[1:], strict=False)]


def cut_variants(view: View, content: tuple[Words, ...], cue: int | None) -> list[tuple[str, tuple[Words, ...]]]:
    """The content cut short where something else may begin, with the reason: a "break" (semicolon, colon, dash), a
    reporting "phrase" set off by marks, a coordinated "report" without a subject of its own ("and hoped"), a "noun"
    that takes the content up ("a claim that"), an "aside" ("after meeting her")."""
    if not content or cue is None:
        return []
    variants: list[tuple[str, tuple[Words, ...]]] = []
    start, end = content[-1]
    for i in range(start + 1, end - 1):
        if view.quote_of[i] >= 0:
            continue
        report = view.reports.get(i)
        if report is not None and not (report > cue >= i):
            variants.append(("phrase", (*content[:-1], (start, i))))
            if report < end:
                variants.append(("hole", (*content[:-1], (start, i), (report, end))))
        reason = _may_end(view, i, end)
        if reason:
            variants.append((reason, (*content[:-1], (start, i))))
        if reason == "break" and len(content) == 1 and end - i > 2:
            variants.append(("after", ((i + 1, end),)))
        if len(variants) > 6:
            break
    if 1 < len(content) < 4:
        variants += [("piece", content[:k] + content[k + 1 :]) for k in range(len(content))]
    trimmed = [(name, trim_content(view, list(v))) for name, v in variants]
    return [(name, v) for name, v in trimmed if v]


def _may_end(view: View, at: int, end: int) -> str:
    """Why a content may end before the word, or nothing."""
    if _is_break(view, at):
        return "break"
    if view.parse.upos[at] == "CCONJ":
        return (
            "report"
            if begins_report(view, at + 1, end) is not None
            else "clause"
            if _begins_clause(view, at + 1, end)
            else ""
        )
    if view.parse.words[at] != ",":
        return ""
    verb = begins_report(view, at + 1, min(end, at + 2))
    if verb is not None and view.parse.xpos[verb] == "VBD":
        return "report"
    if takes_up(view, at + 1, end):
        return "noun"
    return "aside" if view.has_role(at + 1, WordRole.ASIDE) else ""


def _is_break(view: View, word: int) -> bool:
    """A semicolon, a colon, a dash; not a hyphen inside a word."""
    parse = view.parse
    if parse.words[word] not in _BREAKS:
        return False
    return parse.words[word] != "-" or (word > 0 and parse.ends[word - 1] < parse.starts[word])


_BREAKS = frozenset({";", ":", "-", "–", "—", "--"})


def begins_report(view: View, at: int, end: int) -> int | None:
    """The coordinated cue verb without its own subject that begins here: "and [then] hoped"."""
    for i in range(at, min(at + 3, end)):
        if view.parse.upos[i] == "VERB":
            known = (CuePos.VERB, view.parse.lemma[i]) in view.cues
            return i if known and not view.children(i, "nsubj") else None
        if view.parse.upos[i] not in ("ADV", "AUX"):
            return None
    return None


def _begins_clause(view: View, at: int, end: int) -> bool:
    """Whether a coordinated report with a subject of its own begins here: "and he requested"."""
    verb = next((i for i in range(at, min(at + 4, end)) if view.parse.upos[i] == "VERB"), None)
    if verb is None or verb == at or (CuePos.VERB, view.parse.lemma[verb]) not in view.cues:
        return False
    return any(at <= c < verb for c in view.children(verb, "nsubj"))


def takes_up(view: View, at: int, end: int) -> bool:
    """Whether a noun begins here that stands for what was just said: ", a charge the army denies"."""
    for i in range(at, min(at + 4, end)):
        if view.parse.upos[i] == "NOUN":
            if view.has_role(i, WordRole.TAKES_UP):
                return True
            return any(view.parse.deprel[c].startswith("acl") for c in view.parse.children[i])
        if view.parse.upos[i] not in ("DET", "ADJ"):
            return False
    return False


def sentence_around(view: View, cue: int, *, whole: bool = False) -> tuple[Words, ...]:
    """The sentence without a reporting phrase set off in it, whatever the tree says; with what looks like an aside of
    the report after it only if `whole`."""
    sentence = view.sentence(cue)
    phrase = reporting_phrase(view, cue)
    if phrase is None or not _is_set_off(view, phrase, sentence):
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


def _without_conjunction(view: View, start: int, end: int) -> Words:
    start, end = view.strip((start, end))
    while end - start > 1 and view.parse.upos[end - 1] == "CCONJ":
        start, end = view.strip((start, end - 1))
    return start, end


def parenthetical(view: View, cue: int) -> tuple[Words, ...]:
    """The content around or before a reporting phrase set off by commas: "The border, he said, was closed".

    Read from the marks, since the tree often breaks there; the tree says where the reported clause begins and ends.
    """
    sentence = view.sentence(cue)
    phrase = reporting_phrase(view, cue)
    if phrase is None or not _is_set_off(view, phrase, sentence):
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
    for word in range(len(view.parse)):
        if not view.may_cue[word] or view.parse.upos[word] != "VERB":
            continue
        rows = view.cues.get((CuePos.VERB, view.parse.lemma[word]), ())
        if any(Frame.CLAUSE in row.frames for row in rows):
            phrase = reporting_phrase(view, word)
            if phrase is not None and _is_set_off(view, phrase, view.sentence(word)):
                found[phrase[0]] = phrase[1]
    return found


def _own_subject(view: View, cue: int) -> int | None:
    """The cue's own subject, before it or (inverted) after it; none where it shares its head's."""
    subjects = view.children(cue, "nsubj") or (view.children(cue, "obl:agent") and [subject_of(view, cue) or cue])
    if subjects:
        return min(subjects, key=lambda c: abs(c - cue))
    inverted = [c for c in view.children(cue, "obj", "iobj") if c > cue]
    return inverted[0] if inverted and cue > 0 and view.is_mark[cue - 1] else None


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
    phrase = reporting_phrase(view, cue)
    if phrase is None:
        return ()
    pieces: list[Words] = []
    left = phrase[0] - 1
    while left >= 0 and view.is_mark[left]:
        left -= 1
    paragraph = view.parse.paragraph_of
    near = left >= 0 and phrase[0] - left > 1 and paragraph[left] == paragraph[cue]
    if near and not _is_new_sentence(view, left, phrase[0]) and _ends_quotation(view, left, cue):
        pieces.append(view.quoted_ranges[view.quote_of[left]][0])
    right = _next_quotation(view, phrase[1], cue, resumes=bool(pieces))
    if right is not None:
        pieces.append(right)
    return trim_content(view, pieces) if pieces else ()


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
