"""A WARC file of invented pages, damaged and cut: warc.py [--pages 5000] [--whole 40] [--json].

Five members get a flipped bit and the end is cut off. Measured: records a CPU-second (decompressed, checked, their
responses parsed), pages a CPU-second read to articles, whether every undamaged record is read and every loss named, and
the share of time that reading takes of the whole record (on the first `--whole` pages).
"""

import argparse
import base64
import gzip
import hashlib
import json
import os
import random
import time

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"})

from onrecord.reading import ReadReport, iter_articles  # noqa: E402  after the number of threads is set
from onrecord.reading.responses import parse_response  # noqa: E402
from onrecord.reading.warc import iter_records  # noqa: E402
from onrecord.record import read_records  # noqa: E402

DAMAGED = 5
_CUT = 500  # bytes
_COUNTRIES = ("Mali", "Niger", "Chad", "Ghana", "Kenya", "Zambia", "Peru", "Nepal", "Laos", "Fiji", "Malta", "Oman")
_WHO = ("foreign minister", "president", "army spokesman", "interior ministry", "ambassador", "opposition leader")
_SAID = (
    "The {who} of {a} denied on Friday that his country had raided a village near the border with {b}.",
    "“We will not accept this,” the {who} told reporters, and called on {b} to withdraw its troops.",
    "Officials in {a} accused {b} of closing the border after talks in the capital were put off again.",
    "The {who} said that {a} was ready to sign an agreement with {b} if the sanctions were lifted.",
    "Neither side gave a figure of those who had been wounded in the fighting of the past week.",
    "{a} and {b} agreed in {year} to reopen the road between their capitals, which carries most of their trade.",
)


def page(number: int, draw: random.Random) -> bytes:
    """An invented story among what news pages have around one, some 20 kB."""
    a, b = draw.sample(_COUNTRIES, 2)
    said = [
        s.format(who=draw.choice(_WHO), a=a, b=b, year=draw.randrange(1990, 2020)) for s in draw.choices(_SAID, k=24)
    ]
    story = "".join(f"<p class='text'>{' '.join(said[i : i + 3])}</p>\n" for i in range(0, 24, 3))
    links = "".join(
        f"<li class='item'><a href='/{i}' data-x='{draw.random()}'>Section {i}</a></li>\n" for i in range(60)
    )
    cards = "".join(f"<div class='card'><a href='/s{i}'><h3>{a} and {b}, day {i}</h3></a></div>\n" for i in range(30))
    data = json.dumps({"@type": "NewsArticle", "headline": f"{a} denies raid {number}", "datePublished": "2022-05-27"})
    script = f"<script>var state = {json.dumps([draw.random() for _ in range(300)])};</script>"
    return (
        f"<!doctype html><html lang=en><head><title>{a} denies raid {number} | The Courier</title>{script}"
        f"<script type='application/ld+json'>{data}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<h1>{a} denies raid {number}</h1><div class='byline'>By Awa Diallo</div><div class='story'>{story}</div>"
        f"<div class='related'>{cards}</div><footer>© The Courier</footer></body></html>"
    ).encode()


def member(number: int, draw: random.Random) -> bytes:
    """A gzipped response record."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number, draw)
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nWARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0)


def damaged_file(pages: int, seed: int = 11) -> tuple[bytes, set[int]]:
    """The file, and the numbers of the records that damage or the cut lose."""
    draw = random.Random(seed)
    members = [bytearray(member(i, draw)) for i in range(pages)]
    lost = set(draw.sample(range(1, pages - 1), DAMAGED))
    for number in lost:
        members[number][len(members[number]) // 2] ^= 4
    return b"".join(members)[:-_CUT], lost | {pages - 1}


def records_per_second(data: bytes) -> float:
    """Records checked and their responses parsed, in a CPU-second."""
    start = time.process_time()
    count = sum(bool(parse_response(record.block).body) for record in iter_records(data, ReadReport()))
    return count / (time.process_time() - start)


def share_of_reading(data: bytes, pages: int) -> float:
    """Of the CPU time from bytes to records, the share that reading takes."""
    blocks = [
        parse_response(r.block).body for r, _ in zip(iter_records(data, ReadReport()), range(pages), strict=False)
    ]
    list(read_records(blocks[0]))  # everything loaded
    reading = whole = 0.0
    for block in blocks:
        start = time.process_time()
        list(iter_articles(block))
        reading += time.process_time() - start
        start = time.process_time()
        list(read_records(block))
        whole += time.process_time() - start
    return reading / whole


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=5000)
    options.add_argument("--whole", type=int, default=40)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    data, lost = damaged_file(given.pages)
    rate = records_per_second(data)
    report = ReadReport()
    start = time.process_time()
    read = {int((article.source.url or "").rsplit("/", 1)[-1]) for article in iter_articles(data, report=report)}
    spent = time.process_time() - start
    figures = {
        "pages": given.pages,
        "bytes": len(data),
        "records_per_second": round(rate),
        "articles_per_second": round(len(read) / spent, 1),
        "undamaged_not_read": sorted(set(range(given.pages)) - lost - read),
        "lost": dict(report.lost),
        "share_of_reading": round(share_of_reading(data, given.whole), 3) if given.whole else None,
    }
    print(json.dumps(figures) if given.json else "\n".join(f"{name:<20} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
