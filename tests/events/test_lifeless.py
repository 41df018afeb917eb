"""Weather, illness, prices, food and machines do nothing, say nothing, and nobody makes war on them."""

import pytest
from tests.events.support import events_of, read

from onrecord.schema import EventType


@pytest.mark.parametrize(
    "text",
    [
        "The storm forced the ministry of Chad to move its files.",
        "Mali's president lost a battle with cancer.",
        "Shares in Oman's state bank retreated after the vote.",
        "The engine of the minister's plane refused to start.",
        "Kenya's army fought an epidemic in its barracks.",
        "The mud threatens to block the road to the army camp.",
    ],
)
def test_what_has_no_will_acts_on_nobody(text: str) -> None:
    assert not events_of(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A storm of protest forced the government of Chad to free the priest.", EventType.COERCE),  # an image
        ("High prices forced Chad to ask Sudan for wheat.", EventType.REQUEST),  # whom they forced
        ("Chad's army fought the rebels in the rain.", EventType.ASSAULT),
        ("The company rejected a demand by Chad.", EventType.REJECT),  # people
        ("Police in Chad seized a laptop from the priest.", EventType.COERCE),  # what is had, not fought
    ],
)
def test_what_people_do_stays(text: str, type_: EventType) -> None:
    assert type_ in [e.type for e in events_of(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The weather tells Chad that winter is near.", 0),
        ("The mud threatens to block the road.", 0),
        ("'It was cold,' said Winter, the minister.", 1),  # a name
        ("Records suggest that Chad sold the ship.", 1),  # what somebody wrote
    ],
)
def test_what_has_no_will_says_nothing(text: str, said: int) -> None:
    assert len(read(text)[1]) == said
