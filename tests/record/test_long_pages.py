"""A page too long to be an article is analysed as far as memory allows, and says so (BAD_INPUTS 18, 21)."""

import pytest

from onrecord import record
from onrecord.reading import read_articles
from onrecord.record import make_record

SENTENCE = "Mali denied on Friday that its army had raided a village. "


@pytest.mark.parametrize("text", [SENTENCE * 40, (SENTENCE * 4 + "\n\n") * 10], ids=["one line", "paragraphs"])
def test_what_is_beyond_the_limit_is_kept_and_not_analysed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MAX_WORDS", 50)
    (article,) = read_articles(f"Mali denies raid\n\n{text}".encode())
    made = make_record(article)

    assert made.article is article
    assert [p.code for p in made.problems].count("too-long") == 1
    assert made.events
    assert max(e.anchor.end for e in made.events) < 400


def test_an_article_at_the_limit_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    (article,) = read_articles(f"Mali denies raid\n\n{SENTENCE * 5}".encode())
    whole = make_record(article)
    monkeypatch.setattr(record, "MAX_WORDS", 60)  # of 55 and their marks; the characters are more

    assert make_record(article) == whole
