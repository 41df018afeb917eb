"""Of which part of a country the people are whom everyday press quotes: police ranks, officers of bodies, companies."""

import pytest

from onrecord import read


@pytest.mark.parametrize(
    ("speaker", "sector"),
    [
        ("A senior police official", "COP"),
        ("SP Hari Gurung", "COP"),
        ("Pol Col Anan Chai", "COP"),
        ("An army official", "MIL"),
        ("Jane Roe, chief operating officer of Redwall", "BUS"),
        ("Eva Stone, the chief executive of the airline Zed Air", "BUS"),
        ("Health professionals in Kenya", "MED"),
        ("The Rivers State Teachers and Clerks Union", "LAB"),
        ("Speakers at the forum", None),
        ("Paul Hart, a protection officer with the UNHCR in Goma", None),
    ],
)
def test_a_speaker_s_part_of_the_country(speaker: str, sector: str | None) -> None:
    party = read(f"NAIROBI - {speaker} said the road was closed.", date="2022-07-28").statements[-1].speaker
    assert party is not None
    assert party.actor is not None
    assert party.actor.sector == sector


def test_the_executive_yuan_is_the_government() -> None:
    party = read("TAIPEI - The Executive Yuan said the bill was sound.", date="2022-07-28").statements[-1].speaker
    assert party is not None
    assert party.actor is not None
    assert (party.actor.code, party.actor.sector) == ("TWN", "GOV")


@pytest.mark.parametrize(
    ("place", "code"),
    [("MANILA - The Philippine senator waited.", "PHL"), ("WASHINGTON - The American senator waited.", "USA")],
)
def test_a_department_of_justice_is_the_article_s_own(place: str, code: str) -> None:
    party = read(f"{place} The Department of Justice said he lied.", date="2022-07-28").statements[-1].speaker
    assert party is not None
    assert party.actor is not None
    assert (party.actor.code, party.actor.sector) == (code, "JUD")
