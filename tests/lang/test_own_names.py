"""An organisation of its own is called by its own name, not by that of another of its country."""

import pytest

import onrecord


@pytest.mark.parametrize(
    "name", ["Interfax", "Kommersant", "Nexperia", "Real IRA", "Segunda Marquetalia", "Rudaw", "Czech Senate"]
)
def test_no_name_stands_for_another_organisation(name: str) -> None:
    (statement,) = onrecord.read(f"GENEVA, July 5 (AFP) - {name} said on Monday that the road was shut.\n").statements

    assert statement.speaker is not None and statement.speaker.actor is not None
    assert statement.speaker.actor.name == name
