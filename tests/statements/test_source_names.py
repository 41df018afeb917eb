"""Whose name stands behind a body's abbreviation or a clause that gives it, and brackets kept whole."""

import pytest

from onrecord import read


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "LIMA - Mine Workers' Union (MWU) general secretary Ana Diaz said the strike would go on.",
            "Mine Workers' Union (MWU) general secretary Ana Diaz",
            "Ana Diaz",
        ),
        (
            "LIMA - The rebels will not renegotiate, a commander known as Pablo Lozano said on Monday.",
            "a commander",
            "Pablo Lozano",
        ),
        ('LIMA - "We stay," said a farmer who gave his name as Pedro Ruiz.', "a farmer", "Pedro Ruiz"),
        (
            "LIMA - Minister Ana Diaz, a former head of the Young Miners (YM), said the strike would go on.",
            "Minister Ana Diaz, a former head of the Young Miners (YM)",
            "Ana Diaz",
        ),
    ],
)
def test_who_is_named_is_who_speaks(text: str, words: str, name: str) -> None:
    speaker = read(text, date="2024-05-02").statements[0].speaker

    assert speaker is not None and speaker.actor is not None
    assert (speaker.text, speaker.actor.name) == (words, name)


def test_whoever_knows_a_man_is_not_that_man() -> None:
    text = "LIMA - The rebels will not renegotiate, a commander known to Pablo Lozano said on Monday."
    speaker = read(text, date="2024-05-02").statements[0].speaker

    assert speaker is not None and (speaker.actor is None or speaker.actor.name != "Pablo Lozano")


def test_a_bracket_is_closed() -> None:
    text = (
        "LIMA - The Office of Public Relations (OPR) last week announced that the general had been taken into custody."
    )
    speaker = read(text, date="2024-05-02").statements[0].speaker

    assert speaker is not None and speaker.text == "The Office of Public Relations (OPR)"
