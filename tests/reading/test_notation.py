"""Marks of notation around a story: left out of its text, and mapped back to where they stood."""

import pytest

from onrecord.reading import read_articles

STORY = [
    "Keita rejects talks with the northern rebels",
    "President Moussa Keita rejected on Monday a call by northern rebels for talks.",
    "“We will not sit down,” he told reporters in Bamako, the capital of Mali.",
    "The rebels said that they would go on holding the salt mines until the army left.",
]
MARKDOWN = ["# " + STORY[0], STORY[1].replace("Moussa Keita", "**Moussa Keita**"), *STORY[2:]]
LINKED = [STORY[0], STORY[1].replace("northern rebels", "[northern rebels](https://mali.example/a?b=c)"), *STORY[2:]]
NOTES = [STORY[0], STORY[1] + "[1]", STORY[2].replace("Bamako,", "Bamako,[12]"), STORY[3] + "[citation needed]"]
FORMS = {
    "markdown": "\n\n".join(MARKDOWN),
    "links": "\n\n".join(LINKED),
    "notes": "\n\n".join(NOTES),
    "mail": "\n>\n".join("> " + p for p in STORY),
    "bullets": STORY[0] + "\n\n" + "\n".join("• " + p for p in STORY[1:]),
    "dashes": STORY[0] + "\n\n" + "\n".join("- " + p for p in STORY[1:]),
    "emoji": STORY[0] + "\n\n" + "\n\n".join("➡️ " + p for p in STORY[1:]),
    "numbers": STORY[0] + "\n\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(STORY[1:], 1)),
    "wire": "\n\n".join(p.replace("“", "``").replace("”", "''") for p in STORY),
}


@pytest.mark.parametrize("form", FORMS)
def test_marks_of_notation_are_not_the_storys(form: str) -> None:
    page = FORMS[form] + "\n"
    (article,) = read_articles(page.encode())

    assert [article.text[b.slice] for b in article.body] == STORY[1:]
    for anchor in article.body:
        start, end = article.source.source_range(anchor)
        first, last = article.text[anchor.slice][:9], article.text[anchor.slice][-9:]
        assert form == "wire" or (page[start:end].startswith(first) and last in page[start : end + 1])


@pytest.mark.parametrize(
    "text",
    [
        "He wrote [sic] on the wall.",
        "2 ** 3 ** 4 is a tower.",
        "Vote #1 is [3] of 5.",
        "- No, said Keita.\nNo one spoke.",
    ],
)
def test_other_marks_stay(text: str) -> None:
    (article,) = read_articles((text + "\n").encode())

    assert article.text == text + "\n"


def test_notation_costs_linear_time() -> None:
    for mark in ("[", "**", "> ", "![](", "``", "[a](", "# ", "1. "):
        (article,) = read_articles(f"Mali denied on Friday that it had raided a village.\n{mark * 200_000}\n".encode())
        assert article.text.startswith("Mali denied")
