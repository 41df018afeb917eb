"""What a report says of its own making is no event: requests for comment, wishes not to be named."""

import pytest
from tests.events.support import events_of

from onrecord.schema import EventType

MAKING = (EventType.REQUEST, EventType.REJECT)


@pytest.mark.parametrize(
    "text",
    [
        "The Chadian army did not reply to a request for comment.",
        "The Peruvian consulate declined a request for an interview.",
        "Requests for comment sent to the Omani mission went unanswered.",
        "Sudan shelled the camp, said an aide who asked not to be identified.",
        "Sudan shelled the camp, said an aide who insisted on anonymity.",
        "Jordan's court did not respond to a Reuters request.",
        "The junta ignored several emails seeking comment.",
    ],
)
def test_what_is_asked_of_the_press_is_no_event(text: str) -> None:
    assert not [e for e in events_of(text) if e.type in MAKING]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Chad did not reply to a request for talks from Sudan.", EventType.REQUEST),
        ("Peru declined a request for troops from Chile.", EventType.REJECT),
        ("Oman asked Yemen to free the sailors.", EventType.REQUEST),
        ("Jordan rejected a comment by Syria as a lie.", EventType.REJECT),
        ("Benin asked not to be sanctioned by Niger.", EventType.REQUEST),
    ],
)
def test_other_requests_are_events(text: str, type_: EventType) -> None:
    assert type_ in [e.type for e in events_of(text)]
