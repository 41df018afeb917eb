"""Of which country or body someone is, where other countries' names stand near."""

import pytest

from onrecord import read
from onrecord.schema import Actor


def last(text: str, date: str | None = "2025-01-15") -> Actor:
    """The actor of who says the last thing of a text."""
    party = read(text, date=date).statements[-1].speaker
    assert party is not None and party.actor is not None
    return party.actor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NAIROBI - Amnesty International Kenya said that it was late.", "NGO"),
        ("GOMA, Congo - Rebels shelled Goma. A Western official said that it was late.", None),
        ("GOMA, Congo - Rebels shelled Goma. A senior official said that it was late.", "COD"),
        (
            "LA PAZ - Bolivia's Luis Arce spoke in Bolivia. The Bolivian miners marched. Nobody in Washington "
            "knew. The president of the Senate, Ana Diaz, said that it was late.",
            "BOL",
        ),
    ],
)
def test_whose_a_speaker_is(text: str, code: str | None) -> None:
    assert last(text).code == code


def test_an_under_secretary_general_is_the_united_nations() -> None:
    text = "Sudan's towns are empty. Tom Fletcher, Under-Secretary-General for Humanitarian Affairs, said it was late."
    assert last(text, None).code == "UNO"


def test_a_colleague_keeps_his_office() -> None:
    text = "JERUSALEM - Bezalel Smotrich left. His far-right colleague Itamar Ben-Gvir said that it was late."
    assert last(text).sector != "CVL"


def test_a_capital_is_no_bearer_of_the_surname() -> None:
    text = "SEOUL - The carrier George Washington sailed from Korea. Washington said that it was late."
    assert last(text).code == "USA"


@pytest.mark.parametrize(
    ("scene", "code"),
    [
        ("In Lisbon, police said that it was late.", "PRT"),
        ("At Lisbon the authorities have said that it was late.", "PRT"),
        ("In Ankara, police said that it was late.", "DEU"),  # the page is about both, and Berlin's police are abroad
        ("In Lisbon, rebels said that it was late.", "DEU"),
    ],
)
def test_who_dwells_in_the_town_to_which_a_page_turns(scene: str, code: str) -> None:
    text = "BERLIN - Germany approved a loan. Germany's Friedrich Merz had seen Germans in Turkey."
    assert last(f"{text} {scene}").code == code


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("USS Porter fired missiles at Libya.", [("USA", "MIL")]),
        ("The destroyer HMS Daring shelled rebel camps in Sierra Leone.", [("GBR", "MIL")]),
        ("Indonesia complained. Its frigate KRI Oswald sank a boat from Vietnam.", [("IDN", "MIL")]),
        ("The firm USS sued Libya.", None),
    ],
)
def test_a_ship_is_of_the_navy_of_its_prefix(text: str, actors: list[tuple[str, str]] | None) -> None:
    found = [p.actor for e in read(text).events for p in e.actors if p.actor is not None]
    assert [(a.code, a.sector) for a in found][-1:] == actors or not actors and all(a.sector != "MIL" for a in found)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Israel bombed a Hezbollah tunnel near Tyre.", "REB"),
        ("Turkish jets struck PKK shelters in Iraq.", "REB"),
        ("Rebels mined a garage of the Iraqi Army near Mosul.", "MIL"),
        ("Rebels mined an Iraqi garage near Mosul.", None),
    ],
)
def test_a_thing_has_the_sector_of_the_body_whose_it_is(text: str, sector: str | None) -> None:
    party = read(text).events[0].recipients[0]
    assert party.actor is not None
    assert party.actor.sector == sector
