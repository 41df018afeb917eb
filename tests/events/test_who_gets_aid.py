"""Who gets aid stands where otherwise stands who gives it."""

import pytest
from tests.events.support import codes, events_of, of_type

from onrecord.schema import EventType


@pytest.mark.parametrize(
    "text",
    [
        "Egypt received French military aid.",
        "Egypt received military aid from France.",
        "Egypt secured a loan from France.",
    ],
)
def test_who_gets_aid_is_whom_it_is_given(text: str) -> None:
    assert codes(of_type(events_of(text), EventType.AID)) == (["FRA"], ["EGY"])


def test_who_takes_in_people_helps_them() -> None:
    event = of_type(events_of("Jordan received 3,000 refugees from Syria."), EventType.AID)
    assert codes(event)[0] == ["JOR"]
