"""The office table: its row checks, and facts that any release of the table must have right."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.lang import load_pack
from onrecord.lang.offices import Office, OfficeTerm, Precision, check_offices, load_offices

HEADER = "country\toffice\ttitle\tperson\taliases\tgender\tstart\tend\tprecision\tbasis\tnote\n"


def holders(country: str, office: Office, date: str) -> set[str]:
    rows = load_pack("en").offices
    return {row.person for row in rows if (row.country, row.office) == (country, office) and row.covers(date)}


def test_the_shipped_rows_pass_their_checks() -> None:
    rows = load_pack("en").offices
    assert check_offices(rows) == ()


def test_every_country_has_one_spelling_of_a_person() -> None:
    rows = load_pack("en").offices
    names = {row.person for row in rows}
    clashes = {(row.country, row.person, alias) for row in rows for alias in row.aliases if alias == row.person}
    assert not clashes
    assert all(name == name.strip() for name in names)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"country": "XXX"}, "no known code"),
        ({"start": "2003-13"}, "date '2003-13'"),
        ({"start": "2008"}, "after its end"),
        ({"start": None}, "no start"),
        ({"gender": "male"}, "gender"),
        ({"basis": "hearsay"}, "basis 'hearsay'"),
        ({"person": "Jo Doe (politician)"}, "is no name"),
    ],
)
def test_wrong_rows_are_named(changes: dict[str, str | None], problem: str) -> None:
    row = OfficeTerm("FRA", Office.HEAD_OF_STATE, "President", "Jo Doe", start="1995-05-17", end="2007-05")
    assert check_offices([row]) == ()
    assert problem in " ".join(check_offices([replace(row, **changes)]))  # type: ignore[arg-type]


def test_a_repeated_row_is_a_problem() -> None:
    row = OfficeTerm("FRA", Office.HEAD_OF_STATE, "President", "Jo Doe", start="1995")
    assert "twice" in check_offices([row, row])[0]


def test_an_uncertain_row_needs_no_start() -> None:
    row = OfficeTerm("FRA", Office.OTHER, "Judge", "Jo Doe", precision=Precision.UNCERTAIN)
    assert check_offices([row]) == ()
    assert row.covers("1990-01-01")


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name, person in (("b", "Second Person"), ("a", "First Person")):
        line = f"FRA\tother\tJudge\t{person}\t\tf\t1999\t\tyear\trecalled\t\n"
        (tmp_path / f"{name}.tsv").write_text(HEADER + line, encoding="utf-8")
    assert [row.person for row in load_offices(tmp_path)] == ["First Person", "Second Person"]


def test_an_empty_person_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(HEADER + "FRA\tother\tJudge\t\t\tf\t1999\t\tyear\trecalled\t\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="person"):
        load_offices(tmp_path)


def test_a_wrong_office_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(HEADER + "FRA\tjuggler\tJudge\tJo\t\tf\t1999\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"a\.tsv:2: field 'office': 'juggler' is none of"):
        load_offices(tmp_path)


@pytest.mark.parametrize(
    ("country", "office", "date", "person"),
    [
        ("FRA", Office.HEAD_OF_STATE, "1999-07-01", "Jacques Chirac"),
        ("GBR", Office.HEAD_OF_GOVERNMENT, "2003-03-20", "Tony Blair"),
        ("USA", Office.FOREIGN_MINISTER, "2010-01", "Hillary Clinton"),
        ("DEU", Office.HEAD_OF_GOVERNMENT, "2015", "Angela Merkel"),
        ("RUS", Office.FOREIGN_MINISTER, "2022-02-24", "Sergei Lavrov"),
        ("UKR", Office.HEAD_OF_STATE, "2022-02-24", "Volodymyr Zelenskyy"),
        ("BRA", Office.HEAD_OF_STATE, "2024-05-01", "Luiz Inácio Lula da Silva"),
        ("AUS", Office.HEAD_OF_GOVERNMENT, "2024-05-01", "Anthony Albanese"),
        ("NATO", Office.SECRETARY_GENERAL, "2023-05-01", "Jens Stoltenberg"),
    ],
)
def test_well_known_holders(country: str, office: Office, date: str, person: str) -> None:
    assert holders(country, office, date) == {person}


def test_only_known_namesakes_share_a_name() -> None:
    rows = load_pack("en").offices
    people = {(row.country, row.person) for row in rows}
    shared = {(row.country, alias) for row in rows for alias in row.aliases if (row.country, alias) in people}
    assert shared <= {("USA", "Ron Johnson")}
