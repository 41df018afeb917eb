"""The office that stands before somebody's name decides his sector, whatever the tables say of one of that name."""

import pytest

from onrecord.record import read_records


@pytest.mark.parametrize(
    ("title", "sector"),
    [
        ("Prime Minister Mark Carney", "GOV"),
        ("Opposition leader Mark Carney", "OPP"),
        ("Judge Mark Carney", "JUD"),
        ("Police chief William Ruto", "COP"),
        ("Doctor Mark Carney", "GOV"),
        ("Ayatollah Ali Khamenei", "GOV"),
    ],
)
def test_the_text_says_what_somebody_is(title: str, sector: str) -> None:
    (record,) = read_records(f"Tax\n\n{title} said the tax was a mistake.\n", date="2026-02-04")

    assert [s.speaker.actor.sector for s in record.statements if s.speaker and s.speaker.actor] == [sector]
