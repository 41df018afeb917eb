"""Whom an epithet varies: an age, a people's or a party's name, a calling that a title says."""

import pytest

from onrecord import read

TWO = (
    "WARSAW - Veteran lawmaker Jan Wilk, a former judge, opposed the plan. His deputy, Ewa Rak, said that it was late. "
)


def speaker(text: str) -> str | None:
    """The name of who says the last thing of a text."""
    party = read(text, date="2024-05-02").statements[-1].speaker
    assert party is not None
    return party.actor.name if party.actor is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{TWO}The 44-year-old added that nobody had asked.", "Ewa Rak"),
        (f"{TWO}The 71-year-old lawmaker left. The 44-year-old said that nobody had asked.", "Ewa Rak"),
        (
            "WARSAW - Jan Wilk walked out on Monday. He did not shout. "
            "The 66-year-old former treasurer told his colleagues that it was late.",
            "Jan Wilk",
        ),
        ("BRUSSELS - Jan de Boer opened the talks. The Dutchman said that it was late.", "Jan de Boer"),
        ("OHIO - Rep. Ann Cole said so on Monday. The Ohio Republican said that it was late.", "Ann Cole"),
        (
            "GOMA - Father Luc Mba runs a school. The mayor, Eve Kasa, said it was shut. "
            "The school was full. The priest said that it was late.",
            "Luc Mba",
        ),
        ("VIENNA - Anna and Karl Berg saw it. They left. Mr Berg said that it was late.", "Karl Berg"),
        ("VIENNA - Karl Berg was tried with Anna Berg. His wife said that it was late.", "Anna Berg"),
        (
            "CHENNAI - AMK leader D. Arul said that the party would wait. The former minister said that it was late.",
            "D. Arul",
        ),
        ("NAIROBI - Faith Otieno, the mason, left. Tom Kirui said no. The welder said that it was late.", "Tom Kirui"),
        ("VIENNA - Karl Berg left. His wife, Anna Berg, stayed. Berg himself says that it was late.", "Karl Berg"),
    ],
)
def test_an_epithet_is_somebodys(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CHENNAI - Home minister D. Arul spoke. The former minister said that it was late.", "D. Arul"),
        ("NAIROBI - Judge Grace Oduor sat down. The first witness said that it was late.", "Grace Oduor"),
        (
            "BRASILIA - President Luiz Inacio Lula da Silva went home. The U.S. president said that it was late.",
            "Luiz Inácio Lula da Silva",
        ),
        ("GENEVA - Envoy Ann Cole spoke. The representative of Chile said that it was late.", "Ann Cole"),
        (
            "NAIROBI - Grace Oduor sat down. The first witness stood behind a screen. "
            "The technician said that it was late.",
            "Grace Oduor",
        ),
    ],
)
def test_an_epithet_is_not_somebody_elses(text: str, name: str) -> None:
    assert speaker(text) != name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "GENEVA - Envoy Ann Cole spoke. Chile's delegate said that it was late. The road, he said, was shut.",
            "Chile's delegate",
        ),
        (
            "GENEVA - Chile's delegate spoke. Envoy Karl Berg said that it was late. The road, he said, was shut.",
            "Karl Berg",
        ),
    ],
)
def test_he_is_who_has_spoken_since(text: str, name: str) -> None:
    assert speaker(text) == name


def test_the_speaker_for_a_country_presides_over_nothing() -> None:
    assert speaker("GENEVA - The council met. The speaker for the United Kingdom said that it was late.") == (
        "speaker for the United Kingdom"
    )


def test_an_acronym_of_an_office_is_its_holder() -> None:
    text = "NAIROBI - Inspector-General of Police Tom Kirui left Kenya. The IG said that it was late."
    assert speaker(text) == "Tom Kirui"
