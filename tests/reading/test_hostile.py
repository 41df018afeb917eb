"""Texts that defeat careless patterns: reading ends, and nothing is lost (BAD_INPUTS 17-22)."""

import json

import pytest

from onrecord.reading import read_articles
from onrecord.reading.limits import MAX_PAGE, MAX_STORY

SENTENCE = "Mali denied on Friday that its army had raided a village. "


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        SENTENCE * 870_000,  # 50 MB
        "\n" * 1_000_000 + SENTENCE,
        '"' * 50_000,
        "“Mali " * 1_000,
        "«„“‘'\"”»「" * 2_000 + SENTENCE,
        "mali denied it and " * 200_000,
        "a" * 50_000 + "!",
        " " * 100_000,
        "said " * 50_000,
        "((((" * 20_000,
        "1," * 50_000,
        "1/" * 50_000,
        "Mr." * 50_000,
        "A, " * 30_000,
        "A/" * 30_000,
        "A-" * 30_000,
        f"{'A-' * 40}{SENTENCE}\n\n{'Abc/' * 30}{SENTENCE}\n\n{('abc/' * 20).upper()}{SENTENCE.upper()}",
        "1 May " * 20_000,
        "Mali\n" * 10_000,
    ],
    ids=[
        "word", "line", "blank", "quotes", "openers", "mixed", "no-stop", "bang", "spaces", "said", "brackets",
        "commas",
        "slashes", "titles", "capitals", "places", "joints", "joined-places", "dates", "short-lines",
    ],  # fmt: skip
)  # fmt: skip
def test_reading_ends(text: str) -> None:
    (article,) = read_articles(text.encode())

    assert article.text == text[:MAX_STORY]
    assert (len(text) > MAX_STORY) == ("too-long" in [problem.code for problem in article.problems])
    covered = sum(a.end - a.start for a in (*article.body, *article.furniture))
    assert covered <= len(text)
    assert bool(article.body) or bool(article.problems)


def test_of_a_text_beyond_all_books_the_beginning_is_read_whatever_holds_it() -> None:
    long = SENTENCE * (MAX_STORY // len(SENTENCE) + 1000)
    row = json.dumps({"headline": "Mali denies raid", "text": long})

    for data in (long.encode(), long.encode("utf-16"), f"{row}\n{row}\n".encode()):
        for article in read_articles(data):
            assert [problem.code for problem in article.problems] == ["too-long"]
            assert MAX_STORY - 2 <= len(article.text) <= MAX_STORY + 20


def test_of_a_page_beyond_all_pages_the_beginning_is_read() -> None:
    page = f"<html><body><p>{SENTENCE * 4}</p><!-- {'ä' * (MAX_PAGE // 2)} --><p>Niger did not.</p></body></html>"
    (article,) = read_articles(page.encode())

    assert "too-long" in [problem.code for problem in article.problems]
    assert article.source.encoding == "utf-8"
    assert article.text[article.body[0].slice] == (SENTENCE * 4).strip()
