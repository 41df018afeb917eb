"""What was just said, and who denies it; what is said inside a quotation ends with it."""

import pytest

from onrecord import read
from onrecord.schema import Act


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        (
            "GOMA - UN experts said that 400 soldiers backed the rebels, a charge Kigali has repeatedly rejected.",
            "Kigali",
            "400 soldiers backed the rebels",
        ),
        (
            "LIMA - Troops burned the mill, the mayor said, a claim the army denied.",
            "the army",
            "Troops burned the mill",
        ),
        ("LIMA - Peru accused Chile of spying, an accusation Santiago denies.", "Santiago", "Chile of spying"),
        ("LIMA - Peru says Chile armed the gunmen, something Santiago denies.", "Santiago", "Chile armed the gunmen"),
    ],
)
def test_who_denies_what_was_just_said(text: str, who: str, said: str) -> None:
    denials = [s for s in read(text, date="2024-05-02").statements if s.act is Act.DENY]

    assert [(s.speaker.text if s.speaker else None, read_text(text, s)) for s in denials] == [(who, said)]


def read_text(text: str, statement: object) -> str:
    """The first piece of a statement's content."""
    start, end = statement.content[0].start, statement.content[0].end  # type: ignore[attr-defined]
    return text[start:end]


def test_a_noun_that_nobody_denies_takes_nothing_up() -> None:
    text = "LIMA - Peru accused Chile of spying, a charge the envoy read out."

    assert len(read(text, date="2024-05-02").statements) == 1


def test_what_is_said_in_a_quotation_ends_with_it() -> None:
    text = 'LIMA - "We call on all the armies to leave," the envoy told a reporter who asked about the roads.'
    inner = read(text, date="2024-05-02").statements[-1]

    assert read_text(text, inner) in ("to leave", "We call on all the armies to leave")


def test_what_is_denied_behind_it_was_said() -> None:
    text = "Lake patrol\n\n4 May 2021\n\nKenya says Ugandan troops crossed the lake, which Kampala denies.\n"
    found = read(text).statements

    assert [(s.speaker.text if s.speaker else None, read_text(text, s)) for s in found] == [
        ("Kenya", "Ugandan troops crossed the lake"),
        ("Kampala", "Ugandan troops crossed the lake"),
    ]


def test_a_doubt_about_how_far_words_go_does_not_lose_them() -> None:
    text = "LIMA - If the army fires, the minister said, the rebels will answer."

    assert len(read(text, date="2024-05-02").statements) == 1
