"""Findings marked in the text: spans that may nest or overlap, as properly nested HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

__all__ = ["Mark", "mark_up"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that belongs to a finding."""

    start: int
    end: int
    finding: str  # the finding's id
    classes: str  # of the element
    target: str | None = None  # the element this one links to: an event's trigger links to its card
    label: str | None = None  # what a screen reader says of the link
    after: Markup = Markup("")  # stands behind the last piece: a reference number


def mark_up(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """`text[start:end]` as HTML with the marks that touch it; every run of text says where it starts (`data-o`).

    A mark that another one cuts through is closed and opened again. Links are never put into links.

    >>> mark_up("Mali denied it.", 0, 15, [Mark(12, 14, "s-1", "say"), Mark(5, 11, "e-1", "act", "e-1")])
    Markup('<span data-o="0">Mali </span><a class="act" data-f="e-1" href="#e-1"><span data-o="5">denied</span></a>\
<span data-o="11"> </span><mark class="say" data-f="s-1"><span data-o="12">it</span></mark><span data-o="14">.</span>')
    """
    inside = sorted(
        (m for m in marks if m.start < end and m.end > start and m.start < m.end),
        key=lambda m: (m.start, -m.end, m.target is not None, m.finding),
    )
    cuts = sorted({start, end, *(c for m in inside for c in (m.start, m.end) if start < c < end)})
    out: list[str] = []
    stack: list[Mark] = []
    waiting = list(reversed(inside))
    for at, following in zip(cuts, cuts[1:], strict=False):
        while waiting and waiting[-1].start <= at:
            stack.append(waiting.pop())
            out.append(_open(stack))
        out.append(f'<span data-o="{at}">{escape(text[at:following])}</span>')
        _close(stack, following, end, out)
    return Markup("".join(out))


def _open(stack: list[Mark]) -> str:
    mark = stack[-1]
    shared = f'class="{escape(mark.classes)}" data-f="{escape(mark.finding)}"'
    if not _is_link(stack, len(stack) - 1):
        return f"<mark {shared}>"
    label = f' title="{escape(mark.label)}"' if mark.label else ""
    return f'<a {shared} href="#{escape(mark.target)}"{label}>'


def _close(stack: list[Mark], at: int, end: int, out: list[str]) -> None:
    """Close what ends here; what does not but stands inside is closed with it and opened again."""
    ending = [i for i, m in enumerate(stack) if m.end <= at or at == end]
    if not ending:
        return
    again: list[Mark] = []
    for i in range(len(stack) - 1, ending[0] - 1, -1):
        out.append("</a>" if _is_link(stack, i) else "</mark>")
        mark = stack.pop()
        if mark.end > at and at != end:
            again.append(mark)
        elif mark.end <= at:
            out.append(mark.after)
    for mark in reversed(again):
        stack.append(mark)
        out.append(_open(stack))


def _is_link(stack: list[Mark], i: int) -> bool:
    return stack[i].target is not None and not any(m.target is not None for m in stack[:i])
