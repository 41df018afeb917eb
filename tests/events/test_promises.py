"""A vow is what is vowed: harm threatens, giving way is promised."""

import pytest
from tests.events.support import events_of

from onrecord.schema import EventType


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad's president vowed to resign if an inquiry found him guilty.", EventType.AGREE),
        ("The ruling party of Chad vowed on Friday to withdraw a bill after two nights of clashes.", EventType.AGREE),
        ("The generals vowed to crush the rebels in Chad.", EventType.THREATEN),
        ("Iran vowed to withdraw from a nuclear treaty.", EventType.THREATEN),
    ],
)
def test_a_vow_is_what_is_vowed(text: str, kind: EventType) -> None:
    assert next(e.type for e in events_of(text) if "vowed" in text[e.anchor.slice]) is kind
