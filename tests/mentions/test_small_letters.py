"""Names of peoples that in small letters are something else."""

import pytest

from onrecord import read


@pytest.mark.parametrize(("word", "polish"), [("poles", False), ("Poles", True)])
def test_in_small_letters_poles_are_no_people(word: str, *, polish: bool) -> None:
    record = read(f"NAIROBI - The {word} were blamed for the outage.", date="2022-07-28")
    codes = {p.actor.code for e in record.events for p in e.recipients if p.actor is not None}
    assert ("POL" in codes) is polish


def test_an_ocean_is_nobodys() -> None:
    record = read(
        "NAIROBI - Parties of the opposition in the Indian Ocean country rejected the vote.", date="2022-07-28"
    )
    assert "IND" not in {p.actor.code for e in record.events for p in e.actors if p.actor is not None}
