"""A year of the background dates nothing of the present in a page without a date."""

import pytest

from onrecord.record import read_records


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Chad, which left the bloc in 2009, expelled the Dutch ambassador.", None),
        ("President Juan Soler, elected in 2013, expelled the Dutch ambassador.", None),
        ("In 2011 Chad expelled the Dutch ambassador.", "2011"),
    ],
)
def test_a_year_dates_only_what_its_own_clause_tells(sentence: str, date: str | None) -> None:
    (record,) = read_records(f"Envoy leaves\n\n{sentence}\n")
    at = record.article.text.index("expelled")

    assert [e.date for e in record.events if e.anchor.start == at] == [date]


def dates_of(story: str) -> dict[str, str | None]:
    (record,) = read_records(f"Rapper held\n\n{story}\n")
    return {record.article.text[e.anchor.slice]: e.date for e in record.events}


def test_a_day_of_the_background_dates_no_other_sentence() -> None:
    story = (
        "Police arrested the rapper Nico Valdés on Monday. He had staged a concert near the square where soldiers shot "
        "students on October 2, 1968. On Friday a court fined the rapper, and the mayor banned his shows."
    )

    dates = dates_of(story)

    assert dates["shot"] == "1968-10-02"
    assert {dates[w] for w in ("arrested", "fined", "banned")} == {None}


def test_a_year_dates_the_sentence_that_follows_in_its_paragraph() -> None:
    story = (
        "The two neighbours signed a treaty in Accra in 1998. Togo withdrew its troops from the river.\n\n"
        "Police arrested the rapper Nico Valdés. The mayor banned his shows."
    )

    dates = dates_of(story)

    assert dates["withdrew"] == "1998"
    assert {dates[w] for w in ("arrested", "banned")} == {None}
