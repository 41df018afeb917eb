"""What `onrecord.read` takes and refuses."""

import io
from pathlib import Path, PurePath
from typing import Any

import pytest

import onrecord
from onrecord.errors import UsageError
from onrecord.reading import ReadReport

TEXT = "Mali's foreign minister denied the claim on Monday."


@pytest.mark.parametrize("given", [None, 5, [TEXT], io.BytesIO(TEXT.encode()), (t for t in [TEXT])])
def test_what_is_no_page_is_refused_with_the_cure(given: Any) -> None:
    with pytest.raises(UsageError, match="give the bytes"):
        onrecord.read(given)


@pytest.mark.parametrize("name", ["page.html", "news/2024-05-06.txt", "https://example.org/news", "C:\\news\\a.PDF\n"])
def test_a_name_given_as_a_text_is_not_read_as_a_page(name: str) -> None:
    with pytest.raises(UsageError, match="give a file as a Path"):
        onrecord.read(name)


def test_a_text_with_half_a_surrogate_pair_is_read() -> None:
    assert onrecord.read("Mali accused \ud800 France.").article.text == "Mali accused \ufffd France."


def test_a_pure_path_and_a_folder_are_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "c.json").write_text("{}")
    report = ReadReport()

    assert onrecord.read(PurePath(tmp_path / "a.txt")).article.text == TEXT
    assert len(onrecord.read_all(tmp_path, report=report)) == 2
    assert report.lost == {"no-article": 1}


def test_what_is_left_out_is_warned_of_where_nobody_counts_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Mali denied it."}\n{}\n{"text": "Mali denied it."}')
    with pytest.warns(UserWarning, match=r"1 lost \(no-article 1\)"):
        assert len(onrecord.read_all(tmp_path / "a.jsonl")) == 2


def test_a_pack_that_is_none_is_refused() -> None:
    from onrecord.record import read_records

    wrong: Any = "en"
    with pytest.raises(UsageError, match="load_pack"):
        list(read_records(TEXT, pack=wrong))
