"""Quotations: quotation marks of all kinds paired in one pass, across paragraphs where the opening mark is repeated."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.lang.cues import MarkShape, QuoteMark
from onrecord.schema import Anchor, Problem

__all__ = ["Quotation", "find_quotations"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A range in quotation marks within one paragraph; `inner` is it without its marks.

    `depth` counts the quotations around it. `continues`: it goes on from the paragraph before, whose last quotation was
    left open on purpose. `closed`: its closing mark is there.
    """

    anchor: Anchor
    inner: Anchor
    depth: int
    continues: bool
    closed: bool


@dataclass(slots=True)
class _Open:
    mark: QuoteMark
    start: int
    inner: int
    continues: bool


def find_quotations(
    text: str, paragraphs: Iterable[Anchor], marks: Sequence[QuoteMark]
) -> tuple[tuple[Quotation, ...], tuple[Problem, ...]]:
    """The quotations of `paragraphs` in order, and at most one Problem for all that are never closed.

    A quotation that is never closed ends with its paragraph. If the next paragraph begins with an opening mark it goes
    on there, and nothing is wrong.

    >>> marks = (QuoteMark("“", ("”",), MarkShape.DIRECTED, False, "", ""),)
    >>> text = "“We go,” she said. “Now"
    >>> quotations, problems = find_quotations(text, [Anchor(0, len(text))], marks)
    >>> [text[q.inner.slice] for q in quotations], [p.code for p in problems]
    (['We go,', 'Now'], ['unclosed-quotation'])
    """
    table = _Marks(marks)
    found: list[Quotation] = []
    unclosed: list[Anchor] = []
    pending: list[Quotation] = []  # left open at the end of the last paragraph
    for paragraph in paragraphs:
        quotations, left = _pair(text, paragraph, table, goes_on=bool(pending))
        if pending and not (quotations and quotations[0].continues):
            unclosed.extend(q.anchor for q in pending)
        unclosed.extend(q.anchor for q in quotations if not q.closed and q not in left)
        found.extend(quotations)
        pending = left
    unclosed.extend(q.anchor for q in pending)
    found.sort(key=lambda q: (q.anchor.start, -q.anchor.end))
    if not unclosed:
        return tuple(found), ()
    message = f"{len(unclosed)} quotation(s) never closed; each ends with its paragraph"
    return tuple(found), (Problem("unclosed-quotation", message, unclosed[0]),)


class _Marks:
    """The marks by character, and the pattern that finds them."""

    def __init__(self, marks: Sequence[QuoteMark]) -> None:
        self.openers = {m.opener: m for m in marks}
        self.closers = {c for m in marks for c in m.closers}
        every = sorted({*self.openers, *self.closers}, key=lambda m: (-len(m), m))
        self.pattern = re.compile("|".join(map(re.escape, every)))  # "“", "''", "'"


def _pair(text: str, paragraph: Anchor, table: _Marks, *, goes_on: bool) -> tuple[list[Quotation], list[Quotation]]:
    found: list[Quotation] = []
    stack: list[_Open] = []
    hits = [(m.start(), m.group()) for m in table.pattern.finditer(text, paragraph.start, paragraph.end)]
    closable = _later_closers(text, hits, paragraph, table)
    for k, (at, mark) in enumerate(hits):
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + len(mark)] if at + len(mark) < paragraph.end else " "
        level = next(
            (i for i in range(len(stack) - 1, max(-1, len(stack) - 5), -1) if mark in stack[i].mark.closers), -1
        )
        row = table.openers.get(mark)
        first = goes_on and not text[paragraph.start : at].strip()
        if level >= 0 and _closes(stack[level].mark, before, after, another=closable[k]):
            for opened in stack[level + 1 :]:
                if not opened.mark.apostrophe:
                    found.append(_quotation(opened, at, at, depth=len(stack) - 1, closed=False))
            opened = stack[level]
            del stack[level:]
            found.append(_quotation(opened, at, at + len(mark), depth=len(stack), closed=True))
        elif row is not None and _opens(row, before, after, has_closer=closable[k]):
            same = next((i for i, o in enumerate(stack) if o.mark.opener == mark), None)
            if same is not None and not row.apostrophe:  # a second opening mark: the first was never closed
                found.extend(_quotation(o, at, at, depth=i + same, closed=False) for i, o in enumerate(stack[same:]))
                del stack[same:]
            if len(stack) < 4:
                stack.append(_Open(row, at, at + len(mark), first))
    end = paragraph.end
    left = [_quotation(o, end, end, depth=i, closed=False) for i, o in enumerate(stack) if not o.mark.apostrophe]
    return found + left, left[:1]


def _quotation(opened: _Open, inner_end: int, end: int, *, depth: int, closed: bool) -> Quotation:
    return Quotation(Anchor(opened.start, end), Anchor(opened.inner, inner_end), depth, opened.continues, closed)


def _opens(row: QuoteMark, before: str, after: str, *, has_closer: bool) -> bool:
    if row.apostrophe:
        return has_closer and not before.isalnum() and not after.isspace() and not after.isdigit()
    return row.shape is MarkShape.DIRECTED or not (before.isalnum() and after.isalnum())


def _closes(mark: QuoteMark, before: str, after: str, *, another: bool) -> bool:
    if mark.apostrophe:
        if after.isalnum() or before.isspace():
            return False
        # "the workers' union": a plural's apostrophe, where a better closing mark follows
        return not (before == "s" and after == " " and another)
    if mark.shape is MarkShape.STRAIGHT:  # strictly an opening mark by its place: the one before was never closed
        return not (before.isspace() and not after.isspace() and after.isalnum())
    return True


def _later_closers(text: str, hits: list[tuple[int, str]], paragraph: Anchor, table: _Marks) -> list[bool]:
    """For each mark that may be an apostrophe: does a closing one of its kind follow before the next opening one."""
    result = [False] * len(hits)
    seen: dict[str, bool] = {}
    for k in range(len(hits) - 1, -1, -1):
        at, mark = hits[k]
        row = table.openers.get(mark)
        closers = row.closers if row is not None else (mark,)
        result[k] = any(seen.get(c, False) for c in closers)
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + len(mark)] if at + len(mark) < paragraph.end else " "
        if mark in table.closers and not after.isalnum() and not before.isspace():
            seen[mark] = True
        elif row is not None and not before.isalnum() and after.isalnum():
            for c in closers:
                seen[c] = False
    return result
