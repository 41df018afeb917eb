"""On pages about everyday life the verbs of conflict and diplomacy tell of no events, but for what is public."""

import pytest
from tests.events.support import events_of

from onrecord.schema import EventType

MATCH = (
    "Wolves beat Otters 3-1 in the quarter-final of the cup. The visitors attacked from the first whistle. "
    "Their striker punished a slip by the goalkeeper. Portugal meet Norway in the other match, and the referee waved "
    "away two penalty appeals. The coach refused to name his players for the next tournament. "
)
KITCHEN = (
    "Beat the eggs with the butter and release the onion into the pan. The dough resists the knife at first. "
    "A good soup demands garlic, and an old recipe forbids pepper. Our baker rejected every shortcut. "
    "The bread was attacked by his wife before the cheese came. "
)
FLOOD = (
    "The flood forced the bakery and the florist to close. Rain destroyed the flower garden of the nursery. "
    "Pupils saved the school's cat. The butcher has promised his customers bread. "
)


@pytest.mark.parametrize("text", [MATCH, KITCHEN, FLOOD])
def test_everyday_life_makes_no_events(text: str) -> None:
    assert not events_of(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (MATCH + "Police arrested three men outside the stadium.", EventType.COERCE),
        (KITCHEN + "The minister for food accused Chad of poisoning the flour.", EventType.ACCUSE),
        (FLOOD + "Norway sent four pumps and a doctor.", EventType.AID),
        (FLOOD + "Two thousand parents marched through the town against the mayor.", EventType.PROTEST),
    ],
)
def test_what_is_public_there_is_an_event(text: str, type_: EventType) -> None:
    assert type_ in [e.type for e in events_of(text)]


def test_a_page_about_public_affairs_keeps_its_events() -> None:
    text = (
        "The president of Chad attacked Sudan in parliament. Sudan refused to withdraw its troops from the border, and "
        "the foreign ministry recalled the ambassador. Rebels besieged a bakery where soldiers bought bread."
    )
    assert {EventType.REJECT, EventType.SANCTION, EventType.COERCE} <= {e.type for e in events_of(text)}
