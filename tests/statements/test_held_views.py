"""Who holds what a passive says of him: "farmers are worried that", "he is convinced that"."""

import pytest

from onrecord import read


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Farmers are worried that the dam will burst.", "Farmers"),
        ("He is convinced that the river will rise.", "He"),
        ("The mayor is worried that the bridge will not open.", "The mayor"),
    ],
)
def test_who_is_worried_says_it(sentence: str, speaker: str) -> None:
    record = read(f"NAIROBI - The mayor, Ali Were, met doctors. {sentence}", date="2022-07-28")
    party = record.statements[-1].speaker
    assert party is not None
    assert party.text == speaker
