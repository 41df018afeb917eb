"""Terms of offices that one holds at a time: what overlaps, what gapes, and whose a country's minister is."""

import pytest
from tools.office_terms import gaps, overlaps

from onrecord.find.actor_people import PersonFinder
from onrecord.lang import load_pack
from onrecord.lang.offices import Office, OfficeTerm, Precision

PACK = load_pack("en")


def term(person: str, start: str, end: str | None, title: str = "Foreign Minister", **more: Precision) -> OfficeTerm:
    return OfficeTerm("MLI", Office.FOREIGN_MINISTER, title, person, start=start, end=end, **more)


def test_what_coarse_dates_explain_is_no_overlap() -> None:
    assert not list(overlaps([term("A", "2001", "2004"), term("B", "2004", "2006")]))
    found = list(overlaps([term("A", "2001", "2006"), term("B", "2004", "2006")]))
    assert [(f.one.person, f.other.person) for f in found] == [("A", "B")]


def test_deputies_and_uncertain_dates_are_left_out() -> None:
    rows = [term("A", "2001", "2006"), term("B", "2003", "2005", "Deputy Foreign Minister")]
    assert not list(overlaps([*rows, term("C", "2002", "2005", precision=Precision.UNCERTAIN)]))


def test_a_gap_is_after_all_who_came_before() -> None:
    rows = [term("A", "2001-01", "2004-01"), term("B", "2002-01", "2002-06"), term("C", "2005-01", None)]
    assert [(f.one.person, f.other.person, f.days) for f in gaps(rows)] == [("A", "C", 336)]


@pytest.mark.parametrize(
    ("code", "office", "date", "holder"),
    [
        ("YEM", "foreign_minister", "2017-02-03", "Abdulmalik al-Mekhlafi"),  # not the Houthis' minister
        ("RUS", "foreign_minister", "1995-06-07", "Andrei Kozyrev"),  # not Chechnya's
        ("URY", "defence_minister", "2024-05-06", "Armando Castaingdebat"),
        ("DEU", "justice_minister", "2007-05-06", "Brigitte Zypries"),
        ("DEU", "justice_minister", "2011-05-06", "Sabine Leutheusser-Schnarrenberger"),
        ("HND", "defence_minister", "2008-05-06", "Aristides Mejía"),
        ("GMB", "foreign_minister", "2006-12-03", "Bala Garba Jahumpa"),
    ],
)
def test_one_person_holds_an_office(code: str, office: str, date: str, holder: str) -> None:
    found = PersonFinder(PACK, date, {}).holder(code, office)
    assert found is not None
    assert found.name == holder
