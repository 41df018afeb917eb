"""Set phrases that tell of no event: what teams lose, what fans send, what the sick fight."""

import pytest
from tests.events.support import events_of

from onrecord.lang import load_pack
from onrecord.lang.frames import Frame

IDLE = [f for f in load_pack("en").frames if "idle" in f.needs]


@pytest.mark.parametrize("frame", IDLE, ids=lambda f: f.name)
def test_an_idle_phrase_is_no_event_and_its_like_is_one(frame: Frame) -> None:
    assert not events_of(frame.example or "")
    assert events_of(frame.not_example or "")


def test_a_relative_of_a_contestant_may_act() -> None:
    assert events_of("The midfielder's father rejected a truce with Chad.")
