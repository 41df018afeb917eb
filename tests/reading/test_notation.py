"""Marks of notation around a story: left out of its text, and mapped back to where they stood."""

import textwrap

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
WRAPPED = [textwrap.fill(p, 60, initial_indent="* ", subsequent_indent="  ") for p in STORY[1:]]
PARAGRAPHS = [*STORY[1:], *STORY[1:]]
FORMS = {
    "markdown": "\n\n".join(MARKDOWN),
    "links": "\n\n".join(LINKED),
    "notes": "\n\n".join(NOTES),
    "mail": "\n>\n".join("> " + p for p in STORY),
    "bullets": STORY[0] + "\n\n" + "\n".join("• " + p for p in STORY[1:]),
    "dashes": STORY[0] + "\n\n" + "\n".join("- " + p for p in STORY[1:]),
    "emoji": STORY[0] + "\n\n" + "\n\n".join("➡️ " + p for p in STORY[1:]),
    "numbers": STORY[0] + "\n\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(STORY[1:], 1)),
    "emphasis": "\n\n".join([STORY[0], STORY[1].replace("Moussa Keita", "_Moussa Keita_"), *STORY[2:]]),
    "emphasis in Markdown": "\n\n".join([MARKDOWN[0], MARKDOWN[1].replace("on Monday", "*on Monday*"), *STORY[2:]]),
    "titled": "\n\n".join([STORY[0], STORY[1].replace("rebels", '[rebels](https://a.b/c_(d) "Who")'), *STORY[2:]]),
    "references": "\n\n".join([*STORY[:3], STORY[3].replace("mines", "[mines][1]"), "[1]: https://mali.example/a"]),
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
        "The files __init__.py and a__b__c were taken, he said, and x[0](y) of https://a.b/c_[1]_d__e__f.",
        "“Go to h**l, you f**king liar”, he said. It is 5 *3* 2.",
        "\n".join(f"- {p}?" for p in PARAGRAPHS),
        "\n\n".join(f"{n} {p}" for n, p in enumerate(PARAGRAPHS, 2010)),
        "\n\n".join(f"{n} June {p}" for n, p in enumerate(PARAGRAPHS, 10)),
    ],
)
def test_other_marks_stay(text: str) -> None:
    (article,) = read_articles((text + "\n").encode())

    assert article.text == text + "\n"


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (STORY[0] + "\n\n" + "\n".join(WRAPPED) + "\n", STORY[1:]),
        ("\n\n".join(textwrap.fill(f"{n}.  {p}", 60) for n, p in enumerate(PARAGRAPHS, 45)) + "\n", PARAGRAPHS),
    ],
)
def test_marks_before_wrapped_paragraphs_are_not_the_storys(page: str, body: list[str]) -> None:
    (article,) = read_articles(page.encode())

    assert [" ".join(article.text[b.slice].split()) for b in article.body] == body


def test_notation_costs_linear_time() -> None:
    for mark in ("[", "**", "> ", "![](", "``", "[a](", "# ", "1. "):
        (article,) = read_articles(f"Mali denied on Friday that it had raided a village.\n{mark * 200_000}\n".encode())
        assert article.text.startswith("Mali denied")
