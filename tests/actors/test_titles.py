"""Who is meant by a title, an acronym of an office or body, a counterpart, a spokesman, an epithet."""

import pytest

from onrecord import read


def speaker(text: str, date: str) -> tuple[str | None, str | None]:
    """The name and the rule of who says the last thing of a text."""
    party = read(text, date=date).statements[-1].speaker
    assert party is not None
    return (party.actor.name, party.actor.rule) if party.actor is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "date", "name"),
    [
        ("BERLIN - Germany's finance minister told the Bundestag that it was late.", "2015-07-05", "Wolfgang Schäuble"),
        ("Paris - The French minister for Europe said talks would go on.", "2020-11-05", "Clément Beaune"),
        ("WARSAW - Poland closed. The interior minister said no one would pass.", "2021-10-05", "Mariusz Kamiński"),
        ("MOSCOW - The Kremlin spokesman said the document was ready.", "2014-03-05", "Dmitry Peskov"),
        ("RIO - Brazil paid. The governor of Minas Gerais said it was late.", "2012-11-20", "Antonio Anastasia"),
        # acronyms of an office or a body
        (
            "The Inspector General of Police, Usman Alkali Baba, visited Enugu in Nigeria. "
            "The IGP said officers would stay.",
            "2021-06-04",
            "Usman Alkali Baba",
        ),
        ("Deputy President William Ruto toured Kenya. The DP said he was well.", "2021-06-04", "William Ruto"),
        (
            "The Popular Union (UP) has asked to march through Malabo. The UP said that it would wait.",
            "2020-01-01",
            "Popular Union",
        ),
        (
            "The Supreme Electoral Tribunal (TSE) met in Tegucigalpa, Honduras. The TSE said the vote would be held.",
            "2017-01-01",
            "Supreme Electoral Tribunal",
        ),
    ],
)
def test_a_title_of_the_day_or_an_acronym(text: str, date: str, name: str) -> None:
    assert speaker(text, date)[0] == name


def test_a_title_without_a_holder_at_the_date_stays_a_title() -> None:
    name, rule = speaker("BERLIN - Germany's finance minister told the Bundestag that it was late.", "1955-07-05")
    assert (name, rule) != ("Wolfgang Schäuble", "offices:DEU:finance_minister")


def test_a_counterpart_holds_the_same_office_elsewhere() -> None:
    text = "JERUSALEM - Shimon Peres spoke on Monday. His Lebanese counterpart said that thousands had fled."
    assert speaker(text, "1996-04-20")[0] == "Rafic Hariri"


def test_the_press_secretary_of_a_head_of_state() -> None:
    text = "MOSCOW - Vladimir Putin spoke. Vladimir Putin's press secretary said the document was ready."
    assert speaker(text, "2014-03-05")[0] == "Dmitry Peskov"


def test_an_epithet_is_of_whom_the_text_just_named() -> None:
    text = "BANGKOK - Seree Suwanpanont spoke in Thailand on Monday. The jurist said that no one would win."
    assert speaker(text, "2023-07-01")[0] == "Seree Suwanpanont"


def test_a_king_is_no_president_of_his_name() -> None:
    text = "AMMAN - Jordan sent tents to Turkey and Syria. King Abdullah said that more would follow."
    assert speaker(text, "2011-11-15")[0] == "Abdullah II of Jordan"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "NEW DELHI - Minister Amit Shah spoke in India. Congress chief Mallikarjun Kharge objected, saying it was "
            'late. "We will wait," the Congress president said.',
            "Mallikarjun Kharge",
        ),
        ('NEW DELHI - India voted. "We will wait," the president said.', "Droupadi Murmu"),
    ],
)
def test_a_partys_president_is_not_the_states(text: str, name: str) -> None:
    assert speaker(text, "2025-08-06")[0] == name
