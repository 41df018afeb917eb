"""What a caller gives: bytes, texts and days that are none are named at once, and every refusal names its input."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError, UsageError
from onrecord.reading import ReadReport, iter_articles, read_articles

PAGE = b"Mali denied on Friday that its army had raided a village in the north."


@pytest.mark.parametrize("given", [None, 5, "Mali denied it.", Path("page.txt"), [PAGE]])
def test_what_is_no_bytes_is_refused_with_the_cure(given: Any) -> None:
    with pytest.raises(UsageError, match="give the bytes"):
        read_articles(given)


@pytest.mark.parametrize("given", [bytearray(PAGE), memoryview(PAGE)])
def test_bytes_of_other_types_are_read(given: Any) -> None:
    assert read_articles(given) == read_articles(PAGE)
    assert tuple(iter_articles(given)) == read_articles(PAGE)


@pytest.mark.parametrize("day", ["tomorrow", "2024-02-30", "2024", "9999-99-99", date(2024, 5, 6), 20240506])
def test_a_day_that_is_none_is_refused(day: Any) -> None:
    with pytest.raises(UsageError, match="not a date; write YYYY-MM-DD"):
        read_articles(PAGE, date=day)


def test_a_day_is_kept_as_year_month_and_day() -> None:
    assert [a.date for a in read_articles(PAGE, date=" 20240506 ")] == ["2024-05-06"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04 and no more", id="zip"),
        pytest.param(b"\x1f\x8b\x08 and no more", id="gzip"),
        pytest.param(b"%PDF-1.4 and no more", id="pdf"),
        pytest.param(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', id="feed"),
    ],
)
def test_every_refusal_names_its_input(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(InputError, match=r"^lima\.bin: "):
        read_articles(data, name="lima.bin")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b'<rss version="2.0"><channel></channel></rss>', None, id="feed without entries"),
        pytest.param(b"title,text\n", "csv", id="table without rows"),
        pytest.param(b"[]", "json", id="empty list"),
    ],
)
def test_an_input_without_an_article_is_a_loss(data: bytes, kind: str | None) -> None:
    report = ReadReport()

    assert list(iter_articles(data, kind=kind, report=report)) == []
    assert report.lost == {"no-article": 1}
