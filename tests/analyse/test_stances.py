"""Positions as timelines."""

from typing import Any, cast

import pyarrow as pa
import pytest

from onrecord.analyse.stances import timeline
from onrecord.store import Store

ROWS = [
    {"date": "2024-05-06", "actor": "PER", "issue": "ban Chilean trawlers", "stance": "rejects", "text": "no ban"},
    {"date": "2024-05-07", "actor": "PER", "issue": "ban of Chilean trawlers", "stance": "open_to", "text": "a ban"},
    {"date": "2024-05-07", "actor": "CHL", "issue": "gas prices", "stance": "demands", "text": "cheaper gas"},
]


class _Held:
    """A store that holds these rows."""

    def query(self, _: str) -> pa.Table:
        return pa.Table.from_pylist([row | {"condition": None, "article_id": "a-1"} for row in ROWS])


@pytest.mark.parametrize(
    ("issue", "found"),
    [
        pytest.param(None, 3, id="all"),
        pytest.param("", 3, id="no words"),
        pytest.param("trawlers BAN", 2, id="words in any order"),
        pytest.param("trawlers gas", 0, id="words of two issues"),
    ],
)
def test_issues_are_found_by_their_words(issue: str | None, found: int) -> None:
    assert len(timeline(cast(Store, cast(Any, _Held())), issue=issue)) == found


def test_a_change_of_stance_is_marked() -> None:
    steps = timeline(cast(Store, cast(Any, _Held())), actor="PER")

    assert [step.change for step in steps] == [None, "gives way"]
