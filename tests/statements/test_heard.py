"""Who only hears what is said, and what is nobody: courts that hear, people told with a laugh."""

import pytest

import onrecord


def told(sentence: str) -> list[tuple[str | None, str | None]]:
    record = onrecord.read(f"LAGOS, March 3 (Reuters) - {sentence}\n")
    return [(s.speaker and s.speaker.text, s.addressee and s.addressee.text) for s in record.statements]


@pytest.mark.parametrize(
    ("sentence", "hearer"),
    [
        ("The inquest heard that the soldier had died of heat stroke.", "The inquest"),
        ("The convoy was hit by two rockets, the inquiry heard.", "the inquiry"),
        ("The defendant had planned the bombing for months, the court was told.", "the court"),
        ("Around 400 teachers have not been paid since May, MPs were told on Tuesday.", "MPs"),
        ("It was Ngozi Eze's choice to sell the land, the Dewan Rakyat was told.", "the Dewan Rakyat"),
    ],
)
def test_who_hears_is_no_speaker(sentence: str, hearer: str) -> None:
    assert told(sentence) == [(None, hearer)]


def test_a_man_who_hears_says_what_he_heard() -> None:
    assert told("A guard near the court heard that the rebels were leaving.")[0][1] is None


@pytest.mark.parametrize(("with_what", "hearer"), [("a laugh", None), ("tears in her eyes", None)])
def test_how_something_is_said_hears_nothing(with_what: str, hearer: str | None) -> None:
    assert told(f'"We will never leave," said Adaeze Okoro with {with_what}.') == [("Adaeze Okoro", hearer)]


def test_a_roomful_of_people_hears() -> None:
    assert told("The envoy said to a roomful of journalists that the talks were over.")[0][1] is not None


def test_what_is_feared_is_not_told() -> None:
    assert told("Ana Diaz warned that failure to do so could lead to sanctions.") == [("Ana Diaz", None)]
