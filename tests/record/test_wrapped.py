"""Names that a line's end cuts are written on one line."""

import onrecord

PAGE = """BAMAKO, March 3 (Reuters) - The rebels' spokesman rejected the offer of talks, and Moussa
Keita, who leads the delegation in the north of the country, said on Monday that the
neighbour to the east of the river Niger had been told of the plan a long time ago, when
the first talks were held.
"""


def test_no_name_has_a_line_end() -> None:
    (record,) = onrecord.read_all(PAGE)

    names = [m.actor.name for m in record.mentions if m.actor and m.actor.name]
    names += [e.place.text for e in record.events if e.place]
    assert "Moussa Keita" in names
    assert not [name for name in names if "\n" in name]
