"""Statements of a transcript: what each one says in his turn, whatever stands before it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.find.contents import trim_content
from onrecord.find.drafts import Draft
from onrecord.find.view import View
from onrecord.parse.parse import Turn

__all__ = ["is_turn", "with_turns"]

_RULE = "turn"
_SURE = 0.9
_SAME = 0.8  # share of a turn's words from which a statement is the turn


def is_turn(draft: Draft) -> bool:
    """Whether a draft is what someone says in his turn, word for word."""
    return draft.rule == _RULE


def with_turns(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the turns of a transcript among them, in place of what was taken for statements there that
    nobody is said to make."""
    turns = view.parse.turns
    if not turns:
        return drafts
    own = [draft for turn in turns if not turn.asks and (draft := _draft(view, turn)) is not None]
    among = _Turns(turns)
    return [d for d in drafts if not among.hold(d)] + own


def _draft(view: View, turn: Turn) -> Draft | None:
    content = trim_content(view, [(c.start, c.end) for c in turn.content])
    if not content:
        return None
    source = (turn.speaker.start, turn.speaker.end) if turn.speaker is not None else None
    cue = (turn.label.end - 1, turn.label.end) if turn.label is not None else None
    return Draft(head=None, cue=cue, source=source, content=content, rule=_RULE, confidence=_SURE, origin=_RULE)


class _Turns:
    """The turns of a transcript by their words: there may be thousands."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._pieces = sorted((c.start, c.end, number) for number, turn in enumerate(turns) for c in turn.content)
        self._ends = [end for _, end, _ in self._pieces]
        self._words = [sum(c.end - c.start for c in turn.content) for turn in turns]

    def hold(self, draft: Draft) -> bool:
        """Whether a draft is (a part of) a turn without a cue in it, or reaches beyond it."""
        shared: Counter[int] = Counter()
        for start, end in draft.content:
            for number, words in self._within(start, end):
                shared[number] += words
        said = sum(end - start for start, end in draft.content)
        own = -1 if draft.head is None else next((n for n, _ in self._within(draft.head, draft.head + 1)), -1)
        return any(n != own or words < said or words >= _SAME * self._words[n] for n, words in shared.items())

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The numbers of the turns in a range, each with how many words of it lie there."""
        for at in range(bisect_right(self._ends, start), len(self._pieces)):
            first, last, number = self._pieces[at]
            if first >= end:
                return
            yield number, min(last, end) - max(first, start)
