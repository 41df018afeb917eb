"""Statements of a transcript: what each one says in his turn, whatever stands before it."""

from collections.abc import Sequence

from onrecord.find.contents import trim_content
from onrecord.find.drafts import Draft
from onrecord.find.view import View, overlap
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
    return [d for d in drafts if not any(_is_of(d, turn) for turn in turns)] + own


def _draft(view: View, turn: Turn) -> Draft | None:
    content = trim_content(view, [(c.start, c.end) for c in turn.content])
    if not content:
        return None
    source = (turn.speaker.start, turn.speaker.end) if turn.speaker is not None else None
    cue = (turn.label.end - 1, turn.label.end) if turn.label is not None else None
    return Draft(head=None, cue=cue, source=source, content=content, rule=_RULE, confidence=_SURE, origin=_RULE)


def _is_of(draft: Draft, turn: Turn) -> bool:
    """Whether a draft is (a part of) a turn without a cue in it, or reaches beyond it."""
    spans: Sequence[tuple[int, int]] = [(c.start, c.end) for c in turn.content]
    shared = overlap(draft.content, spans)
    if not shared:
        return False
    inside = draft.head is not None and any(start <= draft.head < end for start, end in spans)
    return not inside or shared < sum(e - s for s, e in draft.content) or shared >= _SAME * sum(e - s for s, e in spans)
