"""Statements in the making: the encoder's attributions, the frames of the tree and the quotations, brought together."""

from dataclasses import replace

from onrecord.find.attributions import encoder_drafts
from onrecord.find.contents import cut_content, parenthetical, quoted_content, split_content, trim_content
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.frames import frame_drafts
from onrecord.find.phrases import noun_phrase, subject_of
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, CueRow, Frame

__all__ = ["draft_statements"]

_STRONG = (Frame.HEARER_TO, Frame.OF, Frame.AS, Frame.TO, Frame.GERUND)  # the frame decides what belongs to the content
_CUE_TAGS = frozenset({"VERB", "NOUN", "ADJ", "ADP", "SCONJ", "PROPN", "AUX"})


def draft_statements(view: View) -> list[Draft]:
    """All statements in the making, in the order of their contents."""
    by_head: dict[int, Draft] = {}
    loose: list[Draft] = []
    for draft in encoder_drafts(view):
        content = trim_content(view, list(cut_content(view, draft.content, draft.head)))
        if not content:
            continue
        draft = replace(draft, content=content)
        if draft.head is None or draft.head in by_head:
            loose.append(draft)
        else:
            by_head[draft.head] = draft
    drafts: list[Draft] = []
    for word in range(len(view.parse)):
        found = by_head.get(word)
        trees = list(frame_drafts(view, word)) if view.parse.upos[word] in _CUE_TAGS else []
        drafts.extend(_at_cue(view, word, found, trees))
    drafts.extend(loose)
    return drafts


def _at_cue(view: View, word: int, found: Draft | None, trees: list[Draft]) -> list[Draft]:
    """The statements of one cue word, of what the encoder, the tree and the marks propose."""
    rows, cue = match_cue(view, word)
    row = next((r for r in rows if r.pos is CuePos.VERB and Frame.CLAUSE in r.frames), None)
    around: tuple[Words, ...] = ()
    name = "around"
    if row is not None and not _governs(view, cue, trees):
        around, name = _set_off(view, word, found)
    if around and row is not None:
        base = found or (trees[0] if trees else Draft(head=word, cue=cue, source=None, content=around))
        subject = subject_of(view, word)
        source = base.source or (noun_phrase(view, subject) if subject is not None else None)
        return [
            replace(base, cue=cue, source=source, content=around, row=row, frame=Frame.CLAUSE, rule=_rule(row, name))
        ]
    if found is None:
        return trees
    return _merge(view, found, trees)


def _governs(view: View, cue: Words, trees: list[Draft]) -> bool:
    """Whether the tree's content follows its cue directly or by its frame: then nothing is set off by commas."""
    if not trees:
        return False
    start = trees[0].content[0][0]
    return trees[0].frame in _STRONG or (cue[1] <= start and not any(view.is_mark[i] for i in range(cue[1], start)))


def _set_off(view: View, word: int, found: Draft | None) -> tuple[tuple[Words, ...], str]:
    """The content before or around a reporting phrase set off by marks, and which rule found it."""
    quoted, before = quoted_content(view, word), parenthetical(view, word)
    if not quoted:
        return before, "around"
    if found is not None and overlap(found.content, quoted[:1]) == quoted[0][1] - quoted[0][0]:
        return found.content, "quote"
    if before and before[0][0] < quoted[0][0] and before[0][1] >= quoted[0][1]:
        return before + quoted[1:], "around"
    return quoted, "quote"


def _rule(row: CueRow, name: str) -> str:
    return f"cue.{row.lemma.replace(' ', '-')}.{name}"


def _merge(view: View, found: Draft, trees: list[Draft]) -> list[Draft]:
    """The encoder's draft completed by the tree's; the tree's content where the frame decides what belongs to it."""
    if not trees:
        rows, cue = match_cue(view, found.head) if found.head is not None else ((), None)
        row = next(iter(rows), None)
        whole = replace(found, row=row, cue=cue if row and cue else found.cue)
        return [replace(whole, content=c) for c in split_content(view, whole.content, whole.head)]
    first = trees[0]
    shared = [replace(t, source=found.source or t.source, encoder=found.encoder) for t in trees]
    if first.frame in (Frame.HEARER_TO, Frame.OF, Frame.AS) or len(trees) > 1:
        return shared
    if overlap(found.content, first.content) == 0 and first.cue and first.content[0][0] - first.cue[1] in (0, 1):
        return shared
    return [replace(shared[0], content=c) for c in split_content(view, found.content, found.head)]


def covered(view: View, drafts: list[Draft]) -> list[bool]:
    """For each word whether it is in some draft's content."""
    mask = [False] * len(view.parse)
    for draft in drafts:
        for start, end in draft.content:
            mask[start:end] = [True] * (end - start)
    return mask
