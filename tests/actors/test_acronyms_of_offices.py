"""Acronyms that the press of a country calls its office holders by."""

import pytest

import onrecord


@pytest.mark.parametrize(
    ("title", "noun", "name", "sector"),
    [
        ("MEC", "MEC", "Sipho Dlabe", "GOV"),
        ("MMC", "MMC", "Sipho Dlabe", "GOV"),
        ("MLA", "MLA", "Ravi Kumbhar", "LEG"),
        ("VPM", "VPM", "Leela Dookhee", "GOV"),
    ],
)
def test_an_acronym_is_an_office(title: str, noun: str, name: str, sector: str) -> None:
    text = f"""PORT LOUIS, March 3 (Reuters) - {title} {name} said the city would build 40 schools.

The {noun} said the money was there.
"""
    actors = [s.speaker.actor for s in onrecord.read(text).statements if s.speaker]
    assert [(a.name, a.sector) for a in actors if a] == [(name, sector)] * 2


def test_the_presidents_own_acronym() -> None:
    text = "ACCRA, March 3, 2016 (Reuters) - POTUS said the United States would help Ghana.\n"
    (statement,) = onrecord.read(text).statements
    assert statement.speaker and statement.speaker.actor and statement.speaker.actor.code == "USA"
