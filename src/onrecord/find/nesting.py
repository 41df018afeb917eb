"""Nesting: which statement's content holds a statement, innermost first, to any depth."""

from collections.abc import Sequence

from onrecord.find.drafts import Draft
from onrecord.find.view import overlap

__all__ = ["find_parents"]


def find_parents(drafts: Sequence[Draft], words: int) -> list[int | None]:
    """For each draft the number of the smallest other one whose content holds its content and its cue, or None.

    A content that is the same as its parent's is not nested: "p, which Mali denied" and "p" stand side by side.
    """
    by_head = {d.head: n for n, d in enumerate(drafts) if d.head is not None}
    sizes = [sum(e - s for s, e in d.content) for d in drafts]
    owner: list[int | None] = [None] * words
    parents: list[int | None] = [None] * len(drafts)
    for number in sorted(range(len(drafts)), key=lambda n: (-sizes[n], n)):
        draft = drafts[number]
        above = owner[draft.content[0][0]]
        while above is not None and not _holds(drafts[above], draft, sizes[above], sizes[number]):
            above = parents[above]
        if draft.relayed_by is not None:
            above = by_head.get(draft.relayed_by, above)
        if above is None and draft.relays:
            above = next((n for n in range(len(drafts)) if n != number and drafts[n].content == draft.content), None)
        parents[number] = above
        for start, end in draft.content:
            owner[start:end] = [number] * (end - start)
    return parents


def _holds(outer: Draft, inner: Draft, outer_size: int, inner_size: int) -> bool:
    if inner_size >= outer_size or overlap(outer.content, inner.content) < 0.9 * inner_size:
        return False
    return inner.head is None or any(s <= inner.head < e for s, e in outer.content)
