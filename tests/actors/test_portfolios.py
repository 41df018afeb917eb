"""A minister of something is not the minister of something else whom the article names."""

import pytest

import onrecord


@pytest.mark.parametrize(
    ("noun", "name"),
    [("commodities minister", None), ("fisheries minister", None), ("finance minister", "Bruno Le Maire")],
)
def test_a_portfolio_is_another_s_where_no_title_has_it(noun: str, name: str | None) -> None:
    text = f"""PARIS, March 3, 2020 (Reuters) - French Finance Minister Bruno Le Maire said growth would slow.

Meanwhile, France's {noun} warned on Tuesday that exports would fall.
"""
    speaker = onrecord.read(text).statements[-1].speaker
    assert speaker is not None and speaker.actor is not None
    assert (speaker.actor.name == "Bruno Le Maire") == (name is not None)
