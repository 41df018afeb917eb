"""The turns of a transcript among the statements of its text."""

import time
from types import SimpleNamespace
from typing import Any

from onrecord.find.drafts import Draft
from onrecord.find.turns import with_turns
from onrecord.parse.parse import Span, Turn


def _left(turns: list[Turn], *drafts: Draft) -> list[Draft]:
    """The drafts that are left beside turns."""
    view: Any = SimpleNamespace(parse=SimpleNamespace(turns=turns))
    return with_turns(view, list(drafts))


def _draft(head: int | None, *content: tuple[int, int]) -> Draft:
    return Draft(head=head, cue=None, source=None, content=content, rule="cue.say.clause", confidence=0.5)


def test_a_statement_stays_that_someone_tells_of_in_his_turn() -> None:
    turns = [Turn(None, None, (Span(2, 6, "content"), Span(6, 12, "content")), asks=True)]
    told, aside = _draft(3, (5, 9)), _draft(None, (14, 18))

    whole, beyond, uncued = _draft(2, (3, 12)), _draft(3, (5, 14)), _draft(None, (5, 9))

    assert _left(turns, whole, told, beyond, uncued, aside) == [told, aside]


def test_thousands_of_turns_take_linear_time() -> None:
    turns = [Turn(None, None, (Span(4 * n, 4 * n + 4, "content"),), asks=True) for n in range(10_000)]
    drafts = [_draft(4 * n, (4 * n + 2, 4 * n + 4)) for n in range(10_000)]
    start = time.process_time()

    assert _left(turns, *drafts) == drafts

    assert time.process_time() - start < 2.0
