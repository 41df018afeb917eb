"""Statements in the making: the encoder's attributions, the frames of the tree and the quotations, brought together."""

from dataclasses import replace

from onrecord.find.attributions import encoder_drafts
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.frames import frame_drafts
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import Frame, WordRole

__all__ = ["draft_statements"]

_HEARER_FRAMES = (Frame.HEARER_TO, Frame.OF, Frame.AS)
_CUE_TAGS = frozenset({"VERB", "NOUN", "ADJ", "ADP", "SCONJ", "PROPN", "AUX"})


def draft_statements(view: View) -> list[Draft]:
    """All statements in the making, in the order of their contents."""
    by_head: dict[int, Draft] = {}
    loose: list[Draft] = []
    for draft in encoder_drafts(view):
        draft = replace(draft, content=_trimmed(view, draft.content))
        if not draft.content:
            continue
        if draft.head is None or draft.head in by_head:
            loose.append(draft)
        else:
            by_head[draft.head] = draft
    drafts: list[Draft] = []
    for word in range(len(view.parse)):
        found = by_head.get(word)
        trees = list(frame_drafts(view, word)) if view.parse.upos[word] in _CUE_TAGS else []
        if found is not None:
            drafts.extend(_merge(view, found, trees))
        else:
            drafts.extend(trees)
    drafts.extend(loose)
    return drafts


def _trimmed(view: View, content: tuple[Words, ...]) -> tuple[Words, ...]:
    pieces = []
    for k, piece in enumerate(content):
        start, end = view.strip(piece)
        if (
            k == 0
            and end - start > 1
            and view.has_role(start, WordRole.COMPLEMENTIZER)
            and view.parse.upos[start] != "DET"
        ):
            start, end = view.strip((start + 1, end))
        if start < end:
            pieces.append((start, end))
    return tuple(pieces)


def _merge(view: View, found: Draft, trees: list[Draft]) -> list[Draft]:
    """The encoder's draft completed by the tree's; the tree's content where the frame decides what belongs to it."""
    if not trees:
        rows, cue = match_cue(view, found.head) if found.head is not None else ((), None)
        row = next(iter(rows), None)
        return [replace(found, row=row, cue=cue if row and cue else found.cue)]
    first = trees[0]
    source = found.source or first.source
    shared = [replace(t, source=source, encoder=found.encoder, rule=t.rule) for t in trees]
    total = sum(e - s for s, e in found.content)
    mine = sum(e - s for s, e in first.content)
    if first.frame in _HEARER_FRAMES or len(trees) > 1:
        return shared
    common = overlap(found.content, first.content)
    if common == 0 or (first.frame is Frame.OBJECT and total > mine):
        return [replace(shared[0], content=found.content)]
    return [replace(shared[0], content=found.content)]


def covered(view: View, drafts: list[Draft]) -> list[bool]:
    """For each word whether it is in some draft's content."""
    mask = [False] * len(view.parse)
    for draft in drafts:
        for start, end in draft.content:
            mask[start:end] = [True] * (end - start)
    return mask
