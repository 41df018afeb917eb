"""What is said of a place in a speaker's words is no part of who speaks."""

import pytest

import onrecord


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (
            "Guards in Wuhan in Hubei province, central China, where she lives,",
            "Guards in Wuhan in Hubei province, central China",
        ),
        ("Posts by agencies in Zhengzhou, capital of central Henan province,", "Posts by agencies in Zhengzhou"),
        ("Officials in the port of Aden, where the ship was held,", "Officials in the port of Aden"),
        ("Officials in Washington, Paris and Berlin", "Officials in Washington, Paris and Berlin"),
    ],
)
def test_an_aside_on_a_place_is_left_out(who: str, text: str) -> None:
    statement = onrecord.read(f"BEIJING, March 3 (Reuters) - {who} said the aircraft was private.\n").statements[-1]

    assert statement.speaker is not None and statement.speaker.text == text
