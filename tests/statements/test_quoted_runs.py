"""Quotations of several paragraphs belong to whoever one of them names, not to the speaker before."""

from onrecord import read

RUN = """LIMA - Two men drowned on Sunday.

Mayor Juan Hoz said the talks had stalled.

"The road to the bridge is closed.

"It will remain closed until spring.

"We have no other choice," said engineer Pedro Nieto.
"""
BEFORE = """LIMA - Two men drowned on Sunday.

"We hold the bridge," Colonel Amin Rey said.

"No one passes.

"No one."
"""


def said(text: str) -> list[tuple[str | None, list[str]]]:
    record = read(text, date="2024-05-02")
    found = record.statements
    return [(s.speaker.text if s.speaker else None, [text[a.slice] for a in s.content]) for s in found]


def test_a_run_is_said_by_the_one_named_at_its_end() -> None:
    assert said(RUN) == [
        ("Mayor Juan Hoz", ["the talks had stalled"]),
        (
            "engineer Pedro Nieto",
            ["The road to the bridge is closed", "It will remain closed until spring", "We have no other choice"],
        ),
    ]


def test_a_run_that_names_nobody_goes_on_from_the_quotation_before() -> None:
    assert said(BEFORE) == [("Colonel Amin Rey", ["We hold the bridge", "No one passes", "No one"])]
