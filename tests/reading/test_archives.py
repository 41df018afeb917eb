"""Archives, folders and files that are none (BAD_INPUTS 36, 37, 50, 53)."""

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import InputError, UsageError
from onrecord.reading import ReadReport, iter_articles, read_articles

PAGE = b"Mali denies raid\n\nMali denied on Friday that its army had raided a village near the border."


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_every_member_of_a_zipped_folder_is_read() -> None:
    articles = read_articles(
        zipped({"a/one.txt": PAGE, "b.html": b"<h1>Raid</h1><p>Mali denied the raid on Friday.</p>"})
    )

    assert [a.source.place for a in articles] == ["a/one.txt", "b.html"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "CON", "a" * 300, "%2e%2e%2f", "..\\..\\x", "a\u2024\u2024/b"]
)
def test_names_of_members_are_labels_and_never_paths(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (article,) = read_articles(zipped({name: PAGE}))

    assert article.id.startswith("a-")
    assert len(article.id) == 18
    assert list(tmp_path.iterdir()) == []


def test_bombs_are_refused_and_the_rest_is_read() -> None:
    report = ReadReport()
    data = zipped({"bomb.txt": b"a" * (30 << 20), "one.txt": PAGE})
    articles = list(iter_articles(data, report=report))

    assert len(articles) == 1
    assert report.lost == {"bomb": 1}


def test_archives_within_archives_are_read_to_a_depth() -> None:
    data = PAGE
    for _ in range(6):
        data = zipped({"inner.zip": data})
    report = ReadReport()

    assert list(iter_articles(data, report=report)) == []
    assert report.lost == {"too-deep": 1}
    assert len(read_articles(zipped({"inner.zip": zipped({"one.txt": PAGE})}))) == 1


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(["[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml"], "spreadsheet", id="xlsx"),
        pytest.param(["[Content_Types].xml", "ppt/presentation.xml"], "presentation", id="pptx"),
        pytest.param(["mimetype", "content.xml", "meta.xml"], "OpenDocument", id="odt"),
    ],
)
def test_a_document_of_another_program_is_no_folder_of_pages(names: list[str], said: str) -> None:
    data = zipped(dict.fromkeys(names, PAGE))
    report = ReadReport()
    with pytest.raises(InputError, match=rf"^lima\.bin: an? {said}.*; save it as"):
        read_articles(data, name="lima.bin")

    assert len(list(iter_articles(zipped({"a.txt": PAGE, "b.bin": data}), report=report))) == 1
    assert report.lost == {"unreadable": 1}


def test_gzip_bomb_is_refused() -> None:
    with pytest.raises(InputError, match="bomb"):
        read_articles(gzip.compress(b"a" * (80 << 20)))


def test_damaged_member_is_a_loss_of_its_own() -> None:
    data = bytearray(zipped({"one.txt": PAGE * 20, "two.txt": PAGE}))
    data[60] ^= 255
    report = ReadReport()
    articles = list(iter_articles(bytes(data), report=report))

    assert len(articles) == 1
    assert report.lost == {"damaged-member": 1}


def test_links_and_devices_of_a_tar_are_skipped() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("device", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("../../one.txt")
        info.size = len(PAGE)
        archive.addfile(info, io.BytesIO(PAGE))
    report = ReadReport()

    assert len(list(iter_articles(out.getvalue(), report=report))) == 1
    assert report.skipped == {"not-a-file": 2}


def test_folder_is_read_by_name_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(PAGE)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(PAGE)
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "loop").symlink_to(tmp_path)
    report = ReadReport()
    articles = list(iter_articles(tmp_path, report=report))

    assert [a.source.name for a in articles] == ["b.txt", "sub/a.txt"]
    assert report.skipped == {"link": 1}
    assert report.lost == {"unreadable": 1}


@pytest.mark.parametrize("what", ["missing", "fifo", "device", "loop"])
def test_what_is_no_file_is_refused_in_one_line(what: str, tmp_path: Path) -> None:
    path = tmp_path / what
    if what == "fifo":
        os.mkfifo(path)
    elif what == "device":
        path = Path("/dev/zero")
    elif what == "loop":
        path.symlink_to(path)

    with pytest.raises(InputError) as caught:
        list(iter_articles(path))
    assert "\n" not in str(caught.value)


def test_unknown_kind_is_named_with_those_known() -> None:
    with pytest.raises(UsageError, match="pasted"):
        read_articles(PAGE, kind="nosuch")


def test_a_zip_file_on_disk_is_read_member_by_member(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(zipped({"one.txt": PAGE, "two.txt": PAGE + b" Niger did not."}))

    assert [a.source.place for a in iter_articles(path)] == ["one.txt", "two.txt"]
    assert [a.id for a in iter_articles(path)] == [a.id for a in read_articles(path.read_bytes())]


def test_a_document_of_an_office_is_no_archive_however_large(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for _ in range(3):
        document.add_paragraph(PAGE.decode())
    path = tmp_path / "page.docx"
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/image.bin", os.urandom(200_000))

    (article,) = iter_articles(path)

    assert article.source.kind == "docx"
