"""Slices of containers: each begins where its documents lie, and all of them hold what the whole holds."""

import gzip
import random
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from onrecord.batch.slices import Slice, slices_of
from onrecord.batch.work import write_slice
from onrecord.errors import UsageError
from onrecord.reading import ReadReport, iter_articles
from onrecord.store import Store

STORY = "<p>Peru rejected on Monday claim number {0} of Chile, the foreign ministry said in Lima.</p>"


def record(number: int) -> bytes:
    page = f"<title>Claim {number}</title>{STORY.format(number) * (1 + number % 3)}".encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: {'response' if number % 4 else 'request'}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def damaged(packed: list[bytes]) -> bytes:
    """Three records with a flipped bit each, the first of a slice among them."""
    for number in (6, 13, 20):
        changed = bytearray(packed[number])
        changed[len(changed) // 2] ^= 8
        packed[number] = bytes(changed)
    return b"".join(packed)


def places(file: Path, parts: list[Slice]) -> list[str | None]:
    return [a.source.place for part in parts for a in iter_articles(file, kind=part.kind, part=part.part)]


@pytest.mark.parametrize("size", [1, 2, 7, 100])
@pytest.mark.parametrize("form", ["plain", "packed", "packed as one", "packed in pairs", "damaged"])
def test_slices_of_a_warc_file_hold_its_records_once_each(form: str, size: int, tmp_path: Path) -> None:
    records = [record(n) for n in range(23)]
    file = tmp_path / "news.warc"
    pairs = [a + b for a, b in zip(records[::2], [*records[1::2], b""], strict=True)]
    file.write_bytes(
        {
            "plain": lambda: b"".join(records),
            "packed": lambda: b"".join(map(gzip.compress, records)),
            "packed as one": lambda: gzip.compress(b"".join(records)),
            "packed in pairs": lambda: b"".join(map(gzip.compress, pairs)),
            "damaged": lambda: damaged([gzip.compress(r) for r in records]),
        }[form]()
    )
    whole = [a.source.place for a in iter_articles(file)]
    parts = list(slices_of([file], size=size))

    assert places(file, parts) == whole
    assert len(whole) >= 14
    if form in ("plain", "packed", "damaged"):
        assert all(part.part is not None and part.part.byte > 0 for part in parts[1:])


def test_a_slice_of_warc_reads_no_more_than_its_own_bytes(tmp_path: Path) -> None:
    file = tmp_path / "news.warc.gz"
    packed = [gzip.compress(record(n)) for n in range(30)]
    file.write_bytes(b"".join(packed))
    last = list(slices_of([file], size=10))[-1]
    expected = [a.source.place for a in iter_articles(file, part=last.part)]
    file.write_bytes(packed[0] + bytes(sum(map(len, packed[1:20]))) + b"".join(packed[20:]))  # the others are gone

    assert [a.source.place for a in iter_articles(file, part=last.part)] == expected


@pytest.mark.parametrize("size", [1, 3, 50])
def test_slices_of_lines_hold_the_same_articles_as_the_whole_file(size: int, tmp_path: Path) -> None:
    draw = random.Random(3)
    lines = [f'{{"headline": "Perú rejects {n}", "text": "Perú rejected claim {n} on Monday."}}' for n in range(20)]
    lines[4] = "{half a line"
    lines[9] = ""
    draw.shuffle(lines)
    file = tmp_path / "news.jsonl"
    file.write_text("\ufeff" + "\n".join(lines))
    whole = list(iter_articles(file))
    parts = list(slices_of([file], size=size))
    report = ReadReport()
    found = [a for p in parts for a in iter_articles(file, report=report, kind=p.kind, part=p.part)]

    assert found == whole
    assert sum(part.documents for part in parts) == 20
    assert report.lost == {"bad-json": 1}
    assert all(part.part is not None and part.part.end is not None for part in parts)


def test_lines_that_are_not_utf8_are_sliced_by_their_articles(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    lines = [f'{{"headline": "Perú rejects {n}", "text": "Perú rejected claim {n} on Monday."}}' for n in range(5)]
    file.write_bytes("\n".join(lines).encode("cp1252"))
    parts = list(slices_of([file], size=2))
    found = [a.headline for p in parts for a in iter_articles(file, kind=p.kind, part=p.part)]

    assert found == [f"Perú rejects {n}" for n in range(5)]
    assert all(part.part is not None and part.part.end is None for part in parts)


def test_packed_lines_are_sliced_by_their_articles(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl.gz"
    lines = [f'{{"headline": "Peru rejects {n}", "text": "Peru rejected claim {n} on Monday."}}' for n in range(5)]
    file.write_bytes(gzip.compress("\n".join(["", *lines]).encode()))
    parts = list(slices_of([file], size=2))

    assert [a.headline for p in parts for a in iter_articles(file, kind=p.kind, part=p.part)] == [
        f"Peru rejects {n}" for n in range(5)
    ]


def test_a_file_that_cannot_be_read_costs_the_others_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bomb.txt.gz").write_bytes(gzip.compress(bytes(70 << 20)))
    (folder / "feed.xml").write_text('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>')
    (folder / "pages.zip").write_bytes(b"PK\x03\x04 and no more")
    (folder / "secret.txt").write_text("Peru rejected the claim.")
    opened = Path.open

    def forbidden(path: Path, *args: Any, **more: Any) -> Any:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **more)

    monkeypatch.setattr(Path, "open", forbidden)
    store = Store.create(tmp_path / "store")
    shards = [write_slice(part, str(store.path), text=True) for part in slices_of([folder], size=10)]

    assert sum(shard.rows["articles"] for shard in shards) == 0
    assert sum(shard.rows["problems"] for shard in shards) == 4


@pytest.mark.parametrize("size", [1, 2, 10])
def test_each_loss_of_an_archive_is_told_once_wherever_it_lies(size: int, tmp_path: Path) -> None:
    members = {"0.docx": b"PK\x03\x04 first", "1.txt": b"Peru rejected the claim."}
    members |= {"2.docx": b"PK\x03\x04 between", "3.txt": b"Chile denied it.", "4.docx": b"PK\x03\x04 last"}
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    store = Store.create(tmp_path / "store")
    for part in slices_of([tmp_path / "pages.zip"], size=size):
        store.publish((write_slice(part, str(store.path), text=True),))

    assert store.table("articles").num_rows == 2
    assert store.table("problems")["source_place"].to_pylist() == ["0.docx", "2.docx", "4.docx"]


def test_more_losses_than_are_listed_are_said_to_be_more(tmp_path: Path) -> None:
    (tmp_path / "news.json").write_text("[" + "{}," * 1200 + '{"text": "Peru rejected the claim."}]')
    store = Store.create(tmp_path / "store")
    (part,) = slices_of([tmp_path / "news.json"], size=10)
    store.publish((write_slice(part, str(store.path), text=True),))
    problems = store.table("problems")

    assert problems.num_rows == 1001
    assert "no-article 1200" in problems.filter(pc.equal(problems["code"], "more-losses"))["message"][0].as_py()


def test_a_kind_that_there_is_not_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Mali denied it.")
    with pytest.raises(UsageError, match="no kind 'wrac'"):
        list(slices_of([tmp_path / "page.txt"], size=10, kind="wrac"))
