"""Which body named before a noun takes up: by its first word, without an article, or none."""

import pytest

from onrecord import read


def speaker(text: str) -> str | None:
    """Who says the last thing of a text."""
    party = read(text, date="2022-07-28").statements[-1].speaker
    assert party is not None
    return party.actor.name if party.actor is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "NAIROBI - The Department of Education closed the school. Parents were angry.\n\n"
            "The department said it inspects all schools twice a year.",
            "Department of Education",
        ),
        (
            "NAIROBI - The Ministry of Water said the dam was full. The ministry denied that the dam leaked.",
            "Ministry of Water",
        ),
        (
            "PARIS - French police held two men. German police searched a flat in Bonn.\n\n"
            "Police said they were looking for a third man.",
            "German police",
        ),
        (
            "NAIROBI - The Coast Clerks Union said pay was late.\n\nThe Delhi State Nurses Union said it would strike.",
            "Delhi State Nurses Union",
        ),
    ],
)
def test_a_noun_is_the_body_that_its_name_begins_or_ends_with(text: str, name: str) -> None:
    assert speaker(text) == name
