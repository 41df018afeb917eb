"""The content of a statement: which words are said, cut to clause and sentence, split where two things are said."""

from onrecord.find.phrases import subject_of
from onrecord.find.view import View, Words
from onrecord.lang.cues import CuePos, WordRole

__all__ = [
    "begins_report",
    "cut_content",
    "cut_variants",
    "near_pieces",
    "split_content",
    "takes_up",
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
    cuts, upos = [start], view.parse.upos
    for i in range(start + 2, end - 2):
        if upos[i - 1] == "CCONJ" and upos[i] in ("SCONJ", "PRON", "DET") and view.has_role(i, WordRole.COMPLEMENTIZER):
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
    quote_of, reports, words, upos = view.quote_of, view.reports, view.parse.words, view.parse.upos
    for i in range(start + 1, end - 1):
        if quote_of[i] >= 0 or (words[i] not in _ENDS and upos[i] != "CCONJ" and i not in reports):
            continue
        report = reports.get(i)
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
_ENDS = _BREAKS | {","}


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
    for i in range(at, min(at + 4, end, len(view.parse))):
        if view.has_role(i, WordRole.TAKES_UP) and view.parse.upos[i] in ("NOUN", "PRON"):
            return True
        if view.parse.upos[i] == "NOUN":
            return any(view.parse.deprel[c].startswith("acl") for c in view.parse.children[i])
        if view.parse.upos[i] not in ("DET", "ADJ"):
            return False
    return False


def _without_conjunction(view: View, start: int, end: int) -> Words:
    start, end = view.strip((start, end))
    while end - start > 1 and view.parse.upos[end - 1] == "CCONJ":
        start, end = view.strip((start, end - 1))
    return start, end
