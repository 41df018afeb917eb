"""Who speaks on pages that a machine has translated badly: verbs before their subjects, subjects said twice or not at
all, pronouns of another gender."""

import pytest

from onrecord import read


def speakers(text: str) -> list[str | None]:
    """The names of who speaks, in the order of the text."""
    parties = [s.speaker for s in read(text, date="2024-05-02").statements]
    return [p.actor.name if p is not None and p.actor is not None else None for p in parties]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # the verb stands before its subject
        (
            "And from his side demanded the Chilean envoy Ana Diaz with opening the crossing immediately.",
            ["Ana Diaz"],
        ),
        (
            "Threatened the head of the Senate of Chile Ana Diaz to close the port, and said that the talks are over.",
            ["Ana Diaz", "Ana Diaz"],
        ),
        # a pronoun repeats the subject
        ("The ministry of Peru shut the port. Luis Rey it confirmed that the port is shut.", ["Luis Rey"]),
        ("Peru's foreign minister Luis Rey, It announced that the embassy of Chile is shut.", ["Luis Rey"]),
        # a pronoun goes before it
        ("The government of Peru met. “No”, it has replied the spokesman Luis Rey.", ["Luis Rey"]),
        # nobody of the pronoun's gender is named
        ("The president Luis Rey received the american delegation. The port stays shut, she said.", ["Luis Rey"]),
    ],
)
def test_the_speaker_of_a_bad_translation_is_found(text: str, names: list[str]) -> None:
    assert speakers(text) == names


@pytest.mark.parametrize("page", ["The american minister Ana Diaz came.", "The minister Luis Rey Rey came."])
def test_it_may_be_a_person_where_the_page_is_a_bad_translation(page: str) -> None:
    text = f"{page} It has claimed that the port is shut."

    assert speakers(text)[0] in ("Ana Diaz", "Luis Rey", "Luis Rey Rey")


def test_a_report_without_a_subject_is_by_who_spoke_last() -> None:
    text = "The minister Luis Rey said that the port is shut. “The road is shut also”, added."

    assert speakers(text) == ["Luis Rey", "Luis Rey"]


def test_a_plural_report_without_a_subject_is_by_the_seat_it_was_made_in() -> None:
    text = "The minister Luis Rey left. The port will not be shut, - have answered in the Kremlin."

    assert speakers(text) == ["Government of Russia"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The minister of the Outside of France Catherine Colonna", "Catherine Colonna"),
        ("The brazilian chanceler", "Mauro Vieira"),
        ("The american ambassadress", "american ambassadress"),
        ("The iranian first vice president", "first vice president of Iran"),
    ],
)
def test_titles_translated_word_by_word_are_known(title: str, name: str) -> None:
    assert speakers(f"{title} said that the port is shut.") == [name]


def test_whom_each_side_accuses_is_no_subject_behind_the_verb() -> None:
    text = "Peru and Chile met in Lima. Each side accuses the other of shutting the port."

    assert "the other" not in speakers(text)
