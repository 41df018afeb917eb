"""Whom a protest is against by what it is to say."""

import pytest
from tests.events.support import codes, events_of, of_type

from onrecord.schema import EventType


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Thousands rallied in Karachi on Sunday to denounce Israel's war in Gaza.", "ISR"),
        ("Residents of Goma demonstrated to urge the United Nations to leave.", "UNO"),
        ("Workers in Lima marched on Friday, accusing Chile of theft.", "CHL"),
    ],
)
def test_a_protest_is_against_whom_it_is_to_denounce(text: str, against: str) -> None:
    assert codes(of_type(events_of(text), EventType.PROTEST))[1] == [against]


def test_what_others_say_of_a_protest_is_not_what_it_is_to_say() -> None:
    event = of_type(events_of("The uprising, which Kinshasa blames on Rwanda, began in Bukavu."), EventType.PROTEST)
    assert codes(event)[1] != ["RWA"]
