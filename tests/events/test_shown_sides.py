"""As whom the sides of events are shown: somebody, not the things that stand in their place in the sentence."""

import pytest
from tests.events.support import of_type

import onrecord
from onrecord.schema import Event, EventType


def events_of(text: str) -> tuple[Event, ...]:
    return tuple(onrecord.read(f"NAIROBI, May 2, 2024 - {text}\n").events)


def test_a_thing_beside_somebody_is_no_party() -> None:
    text = "Kenya's foreign minister met Sudan's envoy in Chad to discuss a corridor and a cease-fire."
    event = of_type(events_of(text), EventType.CONSULT)
    assert all(p.actor is not None for p in event.recipients)


def test_who_fills_a_side_is_not_named_by_a_thing() -> None:
    text = "Sudan's envoy said of Chad that the last thing Sudan wanted was to kill hope. Talks were held under bombs."
    for event in events_of(text):
        shown = {p.text for side in (event.actors, event.recipients) for p in side if p.actor is not None and p.text}
        assert not shown & {"the last thing", "hope", "Talks"}


def test_a_counterpart_is_who_is_named_behind() -> None:
    text = "Kenya's foreign minister spoke with his Sudanese counterpart Ali Youssef."
    event = of_type(events_of(text), EventType.CONSULT)
    assert "SDN" in {p.actor.code for side in (event.actors, event.recipients) for p in side if p.actor}


def test_counterparts_are_of_other_countries() -> None:
    text = "Kenya's foreign minister met his counterparts in Paris."
    event = of_type(events_of(text), EventType.CONSULT)
    assert [p.actor.code for p in event.recipients if p.actor] != ["KEN"]


def test_the_press_is_told_at_a_press_conference() -> None:
    text = "Sudan's minister condemned Chad at a joint press conference with Kenya's premier."
    assert "press" not in {p.text for event in events_of(text) for p in event.actors}


@pytest.mark.parametrize("tie", ["from", "of"])
def test_ministers_of_several_countries(tie: str) -> None:
    text = f"Ministers {tie} Japan, South Korea and Australia met on Monday."
    event = of_type(events_of(text), EventType.CONSULT)
    assert sorted(p.actor.code or "" for p in event.actors if p.actor) == ["AUS", "JPN", "KOR"]


def test_a_thing_has_the_name_of_whose_it_is() -> None:
    parties = [p for e in events_of("Sudanese bombardments besieged towns of Chad.") for p in e.actors]
    assert "Government of Sudan" in {p.actor.name for p in parties if p.actor is not None}
    assert "Sudanese bombardments" not in {p.actor.name for p in parties if p.actor is not None}
