"""Events that are only feared, tried in vain, rehearsed or remembered."""

import pytest
from tests.events.support import events_of, of_type

from onrecord.schema import EventType, Status

ASSAULT, COERCE, CONSULT = EventType.ASSAULT, EventType.COERCE, EventType.CONSULT


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Worries about a Sudanese attack on Chad spread.", ASSAULT, Status.HYPOTHETICAL),
        ("Shares fell on alarm over a Russian invasion of Moldova.", ASSAULT, Status.HYPOTHETICAL),
        ("Reports of an Iranian attack on Kuwait proved untrue.", ASSAULT, Status.DENIED),
        ("Latvian police foiled a Belarusian plot to bomb the embassy.", ASSAULT, Status.DENIED),
        ("A bid by Sudan to seize the oilfield failed.", COERCE, Status.DENIED),
        ("Finnish soldiers rehearsed an invasion of Norway.", ASSAULT, Status.HYPOTHETICAL),
        ("The marines staged a mock attack on Fiji.", ASSAULT, Status.HYPOTHETICAL),
        ("The meeting between Chad and Libya never took place.", CONSULT, Status.DENIED),
        ("Cubans commemorated the attack on the barracks.", ASSAULT, Status.HISTORICAL),
    ],
)
def test_what_is_feared_foiled_rehearsed_or_remembered_did_not_happen_now(
    text: str, type_: EventType, status: Status
) -> None:
    assert of_type(events_of(text), type_).status is status


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Concern about the Sudanese attack on Chad spread.", ASSAULT),
        ("Russia launched a bloody attack on Moldova.", ASSAULT),
        ("The meeting between Chad and Libya took place on Monday.", CONSULT),
        ("The attack on Chad was repelled on Monday.", ASSAULT),
    ],
)
def test_what_did_happen_stays_so(text: str, type_: EventType) -> None:
    assert of_type(events_of(text), type_).status is Status.HAPPENED
