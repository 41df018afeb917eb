"""Which event of a short text is the main one."""

import pytest

from onrecord.evaluate.predictions import coded_events, predict_events
from onrecord.find.ranking import evidence_of, rank_events
from onrecord.lang import load_pack
from onrecord.schema import EventType

TEXT = "Ghana recalled its envoy from Togo on Monday after Togolese soldiers shelled a Ghanaian village."


def test_without_weights_the_event_nearest_to_the_root_is_first() -> None:
    events, parse, statements = coded_events(TEXT, load_pack("en"))

    assert [e.type for e in rank_events(events, parse, statements, {})] == [EventType.SANCTION, EventType.ASSAULT]


def test_weights_choose_the_main_event_and_leave_the_others_in_order() -> None:
    events, parse, statements = coded_events(TEXT, load_pack("en"))

    ranked = rank_events(events, parse, statements, {"in=advcl": 1.0})

    assert [e.type for e in ranked] == [EventType.ASSAULT, EventType.SANCTION]
    assert sorted(e.id for e in ranked) == sorted(e.id for e in events)


def test_evidence_tells_how_an_event_stands_to_the_others() -> None:
    events, parse, statements = coded_events(TEXT, load_pack("en"))

    recalled, shelled = evidence_of(rank_events(events, parse, statements, {}), parse, statements)

    assert {"rank=0", "depth=0", "first", "with=ASSAULT:SANCTION", "under=ASSAULT:SANCTION"} <= {*recalled}
    assert {"rank=1", "last", "in=advcl", "over=SANCTION:ASSAULT"} <= {*shelled}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Peru and Chile agreed on Friday to hold talks on the border that Peruvian troops had crossed.", "AGREE"),
        ("Kenya urged Uganda to withdraw the soldiers who attacked its fishermen, a minister said.", "REQUEST"),
        ("Police in Accra arrested 40 people who had protested against the government.", "COERCE"),
    ],
)
def test_the_main_event_of_a_lead_is_first(text: str, type_: str) -> None:
    assert predict_events(text)[0]["type"] == type_
