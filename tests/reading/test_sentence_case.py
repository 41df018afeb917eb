"""Pages in capitals or all small: headline, byline, date and dateline are told as on any page, in its own letters."""

import pytest

from onrecord.lang.letters import capitals, small
from onrecord.reading import read_articles
from onrecord.reading.datelines import find_dateline
from onrecord.reading.sentence_case import in_sentence_case
from onrecord.schema import Article

PAGE = """Guard posts shelled on the Mekong

May 27, 2012

By Maria Santos

VIENTIANE, Laos (Delta Press) - Guards on both banks of the river exchanged fire on Sunday, officers said.

Thailand's army denied that its men had crossed. “We were on our own side,” a colonel told reporters.

Share this
"""


def _article(page: str) -> Article:
    return read_articles(page.encode())[0]


@pytest.mark.parametrize("change", [capitals, small])
def test_lines_are_told_apart_and_kept_as_written(change) -> None:
    usual, other = _article(PAGE), _article(change(PAGE))

    assert other.headline == change("Guard posts shelled on the Mekong")
    assert (other.byline, other.authors) == (change("By Maria Santos"), ("Maria Santos",))
    assert (other.date, other.dateline, other.body) == (usual.date, usual.dateline, usual.body)
    assert other.text == change(PAGE)


@pytest.mark.parametrize(
    ("line", "cased"),
    [
        ("belgrade/pristina: two officers of the mission were held for a night.", "BELGRADE/PRISTINA: Two officers"),
        (
            "argyle, st vincent - two officers of the mission were held for a night.",
            "ARGYLE, St Vincent - Two officers",
        ),
        ("no answer came - two officers of the mission were held for a night.", "No answer came - two officers"),
        ("our man in faro: two officers of the mission were held for a night.", "Our man in faro: two officers"),
        ("BEIRUT, APRIL 2 - TWO OFFICERS OF THE MISSION WERE HELD FOR A NIGHT.", "BEIRUT, APRIL 2 - Two officers"),
    ],
)
def test_a_dateline_gets_its_capitals(line: str, cased: str) -> None:
    assert in_sentence_case(line).startswith(cased)


def test_a_wrapped_line_goes_on_in_small_letters() -> None:
    page = "THE MINISTRY OF PORTS DENIED ON FRIDAY THAT ITS MEN HAD RAIDED\nA VILLAGE IN THE NORTH. IT GAVE NO DETAILS."

    assert in_sentence_case(page).split("\n")[1] == "a village in the north. It gave no details."


def test_a_page_in_usual_case_stays_as_it_is() -> None:
    shouting = PAGE.replace("Guard posts shelled on the Mekong", "GUARD POSTS SHELLED")

    assert in_sentence_case(PAGE) is PAGE and in_sentence_case(shouting) is shouting


def test_a_line_of_many_pairs_ends() -> None:
    page = PAGE.upper() + "AUD/CHF/EUR/GBP/INR/" * 40 + "\n"  # each could be a place in many ways

    assert in_sentence_case(page).endswith("aud/chf/eur/gbp/inr/\n")


def test_a_row_of_joined_words_ends() -> None:
    assert find_dateline("Ab-" * 30) is None  # did not end: each "-" could be within a word or between two
    assert find_dateline("Rabat-Madrid. The two ministers met on Monday.") == (0, 12)
