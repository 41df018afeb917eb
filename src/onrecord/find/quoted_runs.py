"""Quotations of several paragraphs, each left open for the next: what one speaker says, though only one paragraph names
who."""

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.find.drafts import Draft
from onrecord.find.view import View, Words, overlap

__all__ = ["with_whole_runs"]


def with_whole_runs(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each run of paragraphs whole with the cue beside it and in no other's words.

    Rey said the road was shut. / "We wait. / "We starve," said Diaz: both are Diaz's words.
    """
    result = list(drafts)
    for run in _runs(view):
        outside = [n for n, d in enumerate(result) if d.head is not None and view.quote_of[d.head] < 0]
        owners = [n for n in outside if _speaks_beside(view, result[n], run)]
        owners = owners or [n for n in outside if overlap(run[:1], result[n].content)]
        if not owners and not any(overlap(d.content, run) for d in result):
            owners = [n for n in outside if _quoted_before(view, result[n], run[0])][-1:]
        if len(owners) != 1:
            continue
        owner = result[owners[0]]
        apart = [p for p in owner.content if not overlap([p], run)]
        result[owners[0]] = replace(owner, content=tuple(sorted((*run, *apart))))
        result = [d if n == owners[0] else _without(view, d, run) for n, d in enumerate(result)]
    return [d for d in result if d.content]


def _runs(view: View) -> list[tuple[Words, ...]]:
    found: list[list[Words]] = []
    for words, quotation in view.quoted_ranges:
        piece = view.strip(words)
        if quotation.depth:
            continue
        if not quotation.continues:
            found.append([])
        if found and piece[0] < piece[1]:
            found[-1].append(piece)
    return [tuple(run) for run in found if len(run) > 1]


def _speaks_beside(view: View, draft: Draft, run: tuple[Words, ...]) -> bool:
    """Whether a cue stands outside the quotation in one of the run's paragraphs and some of the run is its content."""
    paragraph = view.parse.paragraph_of
    beside = [piece for piece in run if draft.head is not None and paragraph[piece[0]] == paragraph[draft.head]]
    return bool(overlap(draft.content, beside))


def _quoted_before(view: View, draft: Draft, first: Words) -> bool:
    """Whether the draft is a quotation in the paragraph right before."""
    paragraph, last = view.parse.paragraph_of, draft.content[-1][1] - 1
    return view.quote_of[last] >= 0 and paragraph[first[0]] - paragraph[last] == 1


def _without(view: View, draft: Draft, run: tuple[Words, ...]) -> Draft:
    """The draft without the run, unless its cue stands in it: what is said inside stays."""
    if draft.head is not None and view.quote_of[draft.head] >= 0:
        return draft
    kept = tuple(p for p in draft.content if not overlap([p], run))
    if len(kept) == len(draft.content):
        return draft
    return replace(draft, content=kept)
