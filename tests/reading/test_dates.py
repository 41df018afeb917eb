"""Dates in every order and many languages (BAD_INPUTS 54)."""

import pytest

from onrecord.reading import read_articles
from onrecord.reading.datelines import find_dateline, find_labels
from onrecord.reading.dates import find_dates, find_partial_dates, iso_day, resolve_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thursday, May 25, 2000; 6:41 p.m. EDT", "2000-05-25"),
        ("Tue Aug 9, 2005 5:14 PM GMT", "2005-08-09"),
        ("Tue Aug 9 14:22:00 2005", "2005-08-09"),
        ("Mis à jour le samedi 29 mai 1999 à 19h05", "1999-05-29"),
        ("18-07-02 / 13:05 h.", "2002-07-18"),
        ("14.06.2005 - 09:22 CET", "2005-06-14"),
        ("21jun00", "2000-06-21"),
        ("Martes 20 de agosto de 1991", "1991-08-20"),
        ("Monday, April 5th, 2021", "2021-04-05"),
        ("Wed 24-Nov-2010", "2010-11-24"),
        ("1998/12/18", "1998-12-18"),
        ("2020. május 5. 12:00", "2020-05-05"),
        ("25 يوليو 2022", "2022-07-25"),
        ("2021年12月9日", "2021-12-09"),
        ("2021년 12월 9일", "2021-12-09"),
        ("12 stycznia 2021 r.", "2021-01-12"),
        ("12 tháng 5, 2021", "2021-05-12"),
        ("5 травня 2021", "2021-05-05"),
        ("30 Φεβρουαρίου 2021, 1 Μαρτίου 2021", "2021-03-01"),
        ("Saturday 04/06/2011", "2011-06-04"),
        ("Monday 04/06/2011, at noon", "2011-06-04"),
    ],
)
def test_printed_date_is_read(line: str, day: str) -> None:
    found = find_dates(line)

    assert resolve_date(found[0]).isoformat() == day


@pytest.mark.parametrize(
    "line", ["30 Feb 2021", "31/31/2021", "May 2021", "10:30", "0000-01-01", "10000-01-01", "next Monday"]
)
def test_impossible_date_is_none(line: str) -> None:
    assert find_dates(line) == ()


def test_weekday_and_dateline_settle_the_order_of_day_and_month() -> None:
    (saturday,) = find_dates("Saturday 06/04/2011")
    (bogota,) = find_dates("06-10-94")

    assert resolve_date(saturday).isoformat() == "2011-06-04"
    assert resolve_date(bogota, partials=find_partial_dates("BOGOTA, June 10")).isoformat() == "1994-06-10"
    assert resolve_date(bogota).isoformat() == "1994-10-06"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2022-05-27T23:30:00-05:00", "2022-05-27"),
        ("2022-05-27T24:00:00Z", "2022-05-27"),
        ("20220527T101500", "2022-05-27"),
        ("Fri, 27 May 2022 10:00:00 +0000", "2022-05-27"),
        ("2021-02-30", None),
        ("", None),
        (None, None),
    ],
)
def test_machine_date_is_the_day_it_states(stamp: str | None, day: str | None) -> None:
    assert iso_day(stamp) == day


def test_page_without_a_date_has_none() -> None:
    (article,) = read_articles(
        b"Talks resume next Monday\n\nThe minister said on Friday that talks would resume next Monday."
    )

    assert article.date is None


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KHARTOUM, March 5 (AFN) - Rebels denied it.", "KHARTOUM, March 5 (AFN)"),
        ("VIENNA/TIRANA, Wednesday - The leader denied it.", "VIENNA/TIRANA, Wednesday"),
        ("Lagos: Oil workers will halt output.", "Lagos"),
        ("Tripoli - Agencies: The council denied it.", "Tripoli - Agencies"),
        ("Taipei, May 5 (CNA) Taiwan stands ready.", "Taipei, May 5 (CNA)"),
        ("CAIRO - 25 July 2022: The cabinet denied it.", "CAIRO - 25 July 2022"),
        ("SÃO TOMÉ | The president denied it.", "SÃO TOMÉ"),
        ("The Democratic Party (DP) president denied it.", None),
        ("Mali - a country of 22 million - denied it.", None),
        ("Mr. Keita denied it.", None),
        ("Police said: no comment.", None),
        ("KASSALA: The army said so.", "KASSALA"),
        ("SEOUL, Nov. 5 – The army said so.", "SEOUL, Nov. 5"),
        ("KAZAN. 3 May 2021. GULFINFORM - The army said so.", "KAZAN. 3 May 2021. GULFINFORM"),
        ("Kazan. 3 May 2021. The army said so.", "Kazan. 3 May 2021"),
        ("12 May 2021, Tabriz. The army said so.", "12 May 2021, Tabriz"),
        ("May 12, 2021, Tabriz - The army said so.", "May 12, 2021, Tabriz"),
        ("Osaka, Japan – Feb. 9 – The army said so.", "Osaka, Japan – Feb. 9"),
        ("LOMÉ (Sahel Desk), 16 December 2024 - The army said so.", "LOMÉ (Sahel Desk), 16 December 2024"),
        ("Abu Dhabi (Gulf Wire) March 3 — The council denied it.", "Abu Dhabi (Gulf Wire) March 3"),
        ("Quito (Prensa Sur) The army said so.", "Quito (Prensa Sur)"),
        ("ACCRA, Ghana, 5 May 2021/Coast Group/ -- The army said so.", "ACCRA, Ghana, 5 May 2021/Coast Group/"),
        ("12 May 2021, Monday. The army said so.", None),
        ("Monday. 12 May 2021. The army said so.", None),
        ("Quito (PS) President Ana Lopes said so.", None),
        ("TABRIZ, Iran. The army said so.", "TABRIZ, Iran"),
        ("TABRIZ, Monday. “The army said so”, he said.", "TABRIZ, Monday"),
        ("Tabriz. The army said so.", "Tabriz"),
        ("TABRIZ : The army said so.", "TABRIZ"),
        ("Drake. The army said nothing of him.", None),
        ("서울 (AFN) - The army said so.", "서울 (AFN)"),
        ("Q: What did the army say?", None),
        ("Q - What did the army say?", None),
        ("Answer: It said nothing.", None),
        ("MODERATOR: Next, please.", None),
        ("MR. DRAKE: The army said nothing.", None),
        ("ANA LOPES: The army said nothing.", None),
        ("Ana Drake: “We said nothing”, the letter begins.", None),
        ("Lima: “Oil workers will halt output.”", None),
        ("Q: Will the workers halt output?", None),
    ],
)
def test_dateline_is_told_from_prose(paragraph: str, dateline: str | None) -> None:
    found = find_dateline(paragraph)

    assert (paragraph[slice(*found)] if found else None) == dateline


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("MOSS: Will you sign?", "I will, she said.", "MOSS: When?"),
        ("MOSS: Will you sign?", "DRAKE: I will."),
        ("AUSTIN: Will you sign?", "Q: When?", "AUSTIN: When will you?"),
    ],
)
def test_speakers_label_is_no_dateline(paragraphs: tuple[str, ...]) -> None:
    assert find_dateline(paragraphs[0], find_labels(paragraphs)) is None


def test_place_before_a_colon_stays_a_dateline_in_a_story() -> None:
    paragraphs = ("SARABAY: The port is shut, the army said.", "Rebels denied it.", "Background: the port was mined.")

    assert find_dateline(paragraphs[0], find_labels(paragraphs)) == (0, 7)
