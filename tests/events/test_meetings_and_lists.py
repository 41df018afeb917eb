"""Who meets in a phrase that only opens a sentence, who has others meet, and lists behind a thing's name."""

import pytest
from tests.events.support import events_of, of_type

from onrecord.find.known import parts_of
from onrecord.schema import Event, EventType


def sides(event: Event) -> tuple[set[str], set[str]]:
    return set(parts_of(event.actors)), set(parts_of(event.recipients))


@pytest.mark.parametrize(
    "text",
    [
        "Following a meeting with Chad's president, Mali's leader freed ten soldiers.",
        "In talks with Chad's president, the Malian defence minister promised new loans.",
        "On the sidelines of a summit with Chadian officials, Mali's trade minister said exports had doubled.",
    ],
)
def test_who_meets_in_a_phrase_that_opens_a_sentence_is_its_subject(text: str) -> None:
    event = of_type(events_of(text), EventType.CONSULT)

    assert sides(event) == ({"MLI", "TCD"}, set())
    assert event.reciprocal


def test_a_meeting_told_of_others_is_theirs() -> None:
    event = of_type(events_of("After talks between Chad and Niger, Mali freed ten soldiers."), EventType.CONSULT)

    assert sides(event) == ({"TCD", "NER"}, set())


@pytest.mark.parametrize("verb", ["hosted", "chaired"])
def test_who_has_others_meet_acts_on_them(verb: str) -> None:
    event = of_type(events_of(f"Turkey {verb} talks between Mali and Chad on Monday."), EventType.CONSULT)

    assert sides(event) == ({"TUR"}, {"MLI", "TCD"})


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Britain imposed export curbs on Mali as well as Chad.", EventType.SANCTION, {"MLI", "TCD"}),
        ("Canada imposed visa bans on officials from Mali and Chad.", EventType.SANCTION, {"MLI", "TCD"}),
    ],
)
def test_a_list_behind_a_thing_is_all_that_it_concerns(text: str, kind: EventType, recipients: set[str]) -> None:
    assert sides(of_type(events_of(text), kind))[1] == recipients


def test_several_who_are_named_behind_their_office() -> None:
    text = "The two neighbours' foreign ministers, Ana Moreno of Chile and Luis Paz of Bolivia, met in Lima."

    assert sides(of_type(events_of(text), EventType.CONSULT)) == ({"CHL", "BOL"}, set())


def test_clashes_between_both_countries_are_of_both() -> None:
    text = "Mali and Chad have signed a border deal, ending decades of clashes between the two countries."
    event = of_type(events_of(text), EventType.ASSAULT)

    assert sides(event) == ({"MLI", "TCD"}, set())
    assert event.reciprocal
