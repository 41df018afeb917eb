"""Hearers that the setting of a report names."""

import pytest

from onrecord import read


@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ("In an interview with SAfm, Mayor Ana Diaz said that critics had lied.", "SAfm"),
        ("In a joint statement to reporters, Diaz and Roth said that they had approved it.", "reporters"),
        ("Speaking to reporters, Commissioner Ana Diaz said the road was open.", "reporters"),
        ("The road was open, Diaz said while speaking to lawmakers on Monday.", "lawmakers"),
        ("Addressing her supporters, Mayor Ana Diaz claimed that the count was false.", "her supporters"),
        ("Diaz's lawyer had argued before the court that she was framed.", "the court"),
        ("Diaz's lawyer had argued outside the court that she was framed.", None),
        ("Speaking in Lima, Mayor Ana Diaz said the road was open.", None),
        ("Addressing the drought, Mayor Ana Diaz said the road was open.", None),
        ("In a statement on Monday, Mayor Ana Diaz said the road was open.", None),
    ],
)
def test_the_setting_names_the_hearer(text: str, hearer: str | None) -> None:
    said = read(f"LIMA - {text}", date="2024-05-02").statements[0]

    assert (said.addressee.text if said.addressee else None) == hearer


@pytest.mark.parametrize(
    ("text", "hearer", "content"),
    [
        (
            "Her lawyer told the court that the mayor's decision to dismiss her was unlawful.",
            "the court",
            "the mayor's decision to dismiss her was unlawful",
        ),
        (
            '"As food prices go up, some residents told us they do not have enough," she said.',
            "us",
            "they do not have enough",
        ),
    ],
)
def test_what_is_told_begins_behind_who_is_told(text: str, hearer: str, content: str) -> None:
    record = read(f"LIMA - {text}", date="2024-05-02")
    told = next(s for s in record.statements if s.cue and record.article.text[s.cue.slice] == "told")

    assert told.addressee is not None and told.addressee.text == hearer
    assert record.article.text[told.content[0].slice] == content
