"""A state that acts, owns or is acted on is not where something happens."""

import pytest

import onrecord


def places(text: str) -> set[str | None]:
    return {event.place.text for event in onrecord.read(f"NAIROBI, May 2, 2024 - {text}\n").events if event.place}


@pytest.mark.parametrize(
    "text",
    [
        "Chad rejected a U.S. proposal on Monday.",
        "Chad rejected Sudan's proposal on Monday.",
        "Chad threatened Sudan on Monday.",
    ],
)
def test_a_state_that_owns_or_is_acted_on(text: str) -> None:
    assert not places(text) & {"U.S.", "Sudan"}


def test_a_town_is_where_it_is_shelled() -> None:
    assert places("Chad's planes bombed Khartoum.") == {"Khartoum"}
