"""An area that acts acts itself; who is only told something takes no part in what is told."""

import pytest
from tests.events.support import codes, events_of, of_type

from onrecord.schema import EventType


@pytest.mark.parametrize(
    ("text", "kind", "sides"),
    [
        ("Europe accused Chad on Monday of raids, the Polish premier said.", EventType.ACCUSE, (["EUR"], ["TCD"])),
        ("Mali urged Europe on Sunday not to cut aid.", EventType.REQUEST, (["MLI"], ["EUR"])),
        ("Chad accused the West of arming rebels, Mali said.", EventType.ACCUSE, (["TCD"], [None])),
        ("The West must stop arming Chad, Mali said.", EventType.AID, ([None], ["TCD"])),
    ],
)
def test_an_area_that_acts_is_not_who_speaks_of_it(
    text: str, kind: EventType, sides: tuple[list[str | None], list[str | None]]
) -> None:
    assert codes(of_type(events_of(text), kind)) == sides


@pytest.mark.parametrize(
    "text",
    [
        "Chad plans drills across Europe.",
        "Eastern Europe fears an attack by Chad.",
        "French workers blocked the Europe Bridge on Monday.",
    ],
)
def test_where_something_is_an_area_does_not_act(text: str) -> None:
    assert not any("EUR" in side for event in events_of(text) for side in codes(event))


def test_a_broadcaster_is_told_and_takes_no_part() -> None:
    event = of_type(
        events_of("Chad will not give up the town, its foreign minister told Al Jazeera."), EventType.REJECT
    )
    assert "QAT" not in codes(event)[1]


@pytest.mark.parametrize("town", ["Khost", "the city of Khost"])
def test_a_town_that_is_bombed_means_its_country(town: str) -> None:
    event = of_type(events_of(f"Pakistani jets bombed {town}."), EventType.ASSAULT)
    assert codes(event) == (["PAK"], ["AFG"])


def test_where_an_act_is_done_to_something_else_is_not_whom_it_is_done_to() -> None:
    event = of_type(events_of("Mali bombed the crossing of Khost."), EventType.ASSAULT)
    assert codes(event)[1] != ["AFG"]
