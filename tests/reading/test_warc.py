"""WARC files: damage, cut ends, odd records (BAD_INPUTS 32-35, 38-41)."""

import base64
import gzip
import hashlib
import zlib
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from onrecord.reading import ReadReport, iter_articles

STORY = "<p>Mali denied on Friday that its army had raided village number {0}, a spokesman told reporters.</p>" * 3


def record(
    number: int,
    *,
    kind: str = "response",
    body: bytes | None = None,
    http: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n",
    length: str | None = None,
    digest: bool = True,
) -> bytes:
    page = body if body is not None else f"<title>Raid {number}</title>{STORY.format(number)}".encode()
    block = http.encode() + b"\r\n" + page
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Target-URI: https://example.org/{number}",
        "Content-Type: application/http; msgtype=response",
    ]
    if digest:
        head.append("WARC-Block-Digest: sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode())
    if length != "":
        head.append(f"Content-Length: {length or len(block)}")
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(data: bytes) -> tuple[list[str | None], ReadReport]:
    report = ReadReport()
    return [article.source.place for article in iter_articles(data, report=report)], report


@pytest.mark.parametrize(
    "packed", [b"".join, lambda rs: b"".join(map(gzip.compress, rs)), lambda rs: gzip.compress(b"".join(rs))]
)
def test_plain_packed_and_singly_packed_files_are_read(packed) -> None:  # type: ignore[no-untyped-def]
    places, report = read(packed([record(i) for i in range(5)]))

    assert places == [f"record {i}" for i in range(1, 6)]
    assert not report.lost


def test_article_has_the_records_address_and_place() -> None:
    (article,) = iter_articles(gzip.compress(record(7)))

    assert article.source.url == "https://example.org/7"
    assert article.headline == "Raid 7"


def test_damaged_members_are_stepped_over_and_named() -> None:
    members = [bytearray(gzip.compress(record(i))) for i in range(20)]
    for i in (3, 9, 10):
        members[i][len(members[i]) // 2] ^= 4
    places, report = read(b"".join(map(bytes, members)))

    assert len(places) == 17
    assert report.lost == {"damaged-member": 3}
    assert all(loss.place.startswith("member at byte ") for loss in report.losses)


@pytest.mark.parametrize("packed", [True, False])
def test_cut_end_is_reported(packed: bool) -> None:
    data = b"".join(gzip.compress(record(i)) if packed else record(i) for i in range(4))
    places, report = read(data[:-60])

    assert len(places) == 3
    assert report.lost == {"truncated": 1}


def test_flipped_bit_in_an_unpacked_record_fails_its_digest() -> None:
    data = bytearray(record(0) + record(1) + record(2))
    data[len(record(0)) + 500] ^= 1
    places, report = read(bytes(data))

    assert places == ["record 1", "record 3"]
    assert report.lost == {"digest": 1}


@pytest.mark.parametrize("length", ["-5", "", "1e3", "99999999999999999999", "abc"])
def test_impossible_content_length_loses_that_record_alone(length: str) -> None:
    places, report = read(record(0) + record(1, length=length) + record(2))

    assert "record 1" in places
    assert places[-1] == "record 3"
    assert report.lost["bad-header"] == 1


def test_huge_content_length_is_truncation() -> None:
    places, report = read(record(0) + record(1, length="40000000"))

    assert places == ["record 1"]
    assert report.lost == {"truncated": 1}


def test_records_without_a_page_are_counted() -> None:
    records = [
        record(0, kind="revisit"),
        record(1, kind="request"),
        record(2, kind="metadata"),
        record(3, kind="warcinfo"),
    ]
    moved = record(4, http="HTTP/1.1 301 Moved\r\nLocation: http://169.254.169.254/\r\n")
    image = record(5, http="HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
    places, report = read(b"".join([*records, moved, image]))

    assert places == []
    assert report.skipped == {"revisit": 1, "request": 1, "metadata": 1, "warcinfo": 1, "status-301": 1, "not-text": 1}


def test_duplicate_record_ids_are_read_and_counted() -> None:
    places, report = read(record(1) + record(1))

    assert len(places) == 2
    assert report.skipped == {"duplicate-id-seen": 1}


@pytest.mark.parametrize("squeeze", [lambda b: gzip.compress(b), lambda b: zlib.compress(b)], ids=["gzip", "deflate"])
def test_bomb_within_a_response_is_refused(squeeze) -> None:  # type: ignore[no-untyped-def]
    name = "gzip" if squeeze(b"x")[:2] == b"\x1f\x8b" else "deflate"
    bomb = squeeze(b"a" * (80 << 20))
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {name}\r\n"
    places, report = read(record(0, body=bomb, http=http) + record(1))

    assert places == ["record 2"]
    assert report.lost == {"unreadable": 1}


def test_packing_that_is_not_known_is_named() -> None:
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n"
    places, report = read(record(0, body=brotli.compress(b"<p>Mali"), http=http))

    assert places == []
    assert "'br'" in report.losses[0].message


@pytest.mark.parametrize("lie", ["", "ZZZ\r\n"])
def test_chunks_are_joined_and_a_lie_about_them_does_no_harm(lie: str) -> None:
    page = f"<title>Raid</title>{STORY.format(1)}".encode()
    chunked = page if lie else b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (20, page[:20], len(page) - 20, page[20:])
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    (article,) = iter_articles(record(0, body=chunked, http=http))

    assert article.headline == "Raid"
    assert len(article.body) == 3


def test_file_is_read_through_a_map(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record(i)) for i in range(3)))

    assert len(list(iter_articles(path))) == 3
