"""Which files of a folder are read."""

from pathlib import Path

from onrecord.batch.slices import slices_of
from onrecord.reading import ReadReport, iter_articles
from onrecord.reading.folders import files_below
from onrecord.store import Store


def test_hidden_files_links_stores_and_desks_are_no_pages(tmp_path: Path) -> None:
    for name in ("b/page.txt", "a.txt", ".DS_Store", ".git/config", "news.desk/desk.sqlite", "news.desk/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Mali denied on Friday that its army had raided a village.")
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    before = [part.digest for part in slices_of([tmp_path], size=9)]
    Store.create(tmp_path / "news")
    skipped: list[str] = []
    found = files_below(tmp_path, skipped.append, lambda *_: None)

    assert [str(p.relative_to(tmp_path)) for p in found] == ["a.txt", "b/page.txt"]
    assert sorted(skipped) == ["hidden", "hidden", "link", "store", "store"]
    assert [part.digest for part in slices_of([tmp_path], size=9)] == before  # a second run has nothing to do
    assert len(list(iter_articles(tmp_path, report=ReadReport()))) == 2


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    lost: list[Path] = []
    assert files_below(tmp_path / "none", lambda _: None, lambda folder, _: lost.append(folder)) == []
    assert lost == [tmp_path / "none"]
