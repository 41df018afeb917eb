"""Memory of a worker: on hostile inputs, and over many articles.

    python benchmarks/memory.py [--articles N] [--words N] [--many | --only NUMBER...] [--limit SECONDS]

Each hostile input (numbers are those of docs/bad_inputs.md) is read by a process of its own that has the model loaded,
as a worker reads a slice, from the file to the shard; given is the most memory it held. Then one process reads many
articles, slice by slice.
"""

import argparse
import gc
import gzip
import io
import json
import multiprocessing
import os
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"})

from invented import pages, write_pages

ASKED = 700  # MB a worker
SLICE = 200
SENTENCE = "Mali denied on Friday that its army had raided a village near the border. "
MB = 1_000_000
Maker = Callable[[], tuple[str, bytes]]


class Told(NamedTuple):
    """What a worker tells of a slice."""

    articles: int
    problems: int
    most: float  # MB
    held: float
    seconds: float


def _html(inside: str) -> tuple[str, bytes]:
    page = f"<html><head><title>Mali denies raid</title></head><body>{inside}<p>{SENTENCE * 4}</p></body></html>"
    return "page.html", page.encode()


def _warc(block: bytes, kind: str = "text/html") -> tuple[str, bytes]:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n".encode() + block
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(http)}\r\n\r\n".encode()
    return "news.warc.gz", gzip.compress(head + http + b"\r\n\r\n")


def _zip(members: Mapping[str, bytes]) -> tuple[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return "pages.zip", out.getvalue()


def _tar(data: bytes) -> tuple[str, bytes]:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../x.txt", "/y.txt", "z.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return "pages.tar", out.getvalue()


def _text(text: str) -> tuple[str, bytes]:
    return "page.txt", text.encode("utf-8", "surrogatepass")


def _jsonl(*lines: str) -> tuple[str, bytes]:
    return "news.jsonl", "\n".join(lines).encode("utf-8", "surrogatepass")


def _story(text: str) -> str:
    return json.dumps({"headline": "Mali denies raid", "text": text})


LOL = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + f"]><rss><channel><item><title>&a9;</title><description>{SENTENCE}</description></item></channel></rss>"
)
INPUTS: Mapping[str, Maker] = {
    "1 empty file": lambda: ("page.txt", b""),
    "2 UTF-32, 20 MB": lambda: ("page.txt", (SENTENCE * (20 * MB // 4 // len(SENTENCE))).encode("utf-32")),
    "4 invalid UTF-8, 20 MB": lambda: ("page.txt", (SENTENCE.encode() + b"\xff") * (20 * MB // len(SENTENCE))),
    "5 NUL bytes": lambda: _text((SENTENCE + "\0") * 2000),
    "6 lone surrogate in JSONL": lambda: _jsonl(_story("\ud800" + SENTENCE), *[_story(SENTENCE)] * 100),
    "10 emoji, flags": lambda: _text((SENTENCE + "👩\u200d👩\u200d👧🇲🇱 ") * 10_000),
    "15 10,000 combining marks": lambda: _text("Mali" + "\u0301" * 10_000 + " denied it. " + SENTENCE * 5),
    "17 1,000 openers": lambda: _text("“Mali " * 1000 + SENTENCE),
    "18 50 MB on one line": lambda: _text(SENTENCE * (50 * MB // len(SENTENCE))),
    "19 1 M blank lines": lambda: _text("\n" * MB + SENTENCE * 4),
    "20 one 1 MB word": lambda: _text("a" * MB + " " + SENTENCE * 4),
    "21 200,000 without a stop": lambda: _text("mali denied it and " * 200_000),
    "22 aaa!": lambda: _text("a" * 50_000 + "!"),
    "22 spaces": lambda: _text(" " * 100_000 + SENTENCE),
    "22 quotes": lambda: _text('"' * 50_000 + SENTENCE),
    "22 said": lambda: _text("said " * 50_000),
    "22 brackets": lambda: _text("((((" * 20_000 + SENTENCE),
    "22 digits": lambda: _text("1," * 50_000 + SENTENCE),
    "22 Mr.": lambda: _text("Mr." * 50_000 + SENTENCE),
    "23 200,000 nested div": lambda: _html("<div>" * 200_000),
    "24 1 M attributes": lambda: _html("<div " + " ".join(f"a{n}=1" for n in range(MB)) + ">"),
    "25 10 MB data: URI": lambda: _html(f'<img src="data:image/png;base64,{"A" * 10 * MB}">'),
    "26 unclosed script, 10 MB": lambda: _html("<script>" + "x = 1; " * (10 * MB // 7)),
    "27 1 M entities": lambda: _html("<p>" + "&amp;" * MB + "</p>"),
    "28 billion laughs": lambda: ("feed.xml", LOL.encode()),
    "32 cut WARC": lambda: ("news.warc.gz", _warc(b"\r\n" + _html("<p>" + SENTENCE * 99 + "</p>")[1])[1][:-40]),
    "34 WARC packed as one": lambda: ("news.warc.gz", gzip.compress(gzip.decompress(_warc(b"\r\n<p>x</p>")[1]) * 99)),
    "35 gzip bomb": lambda: ("page.txt.gz", gzip.compress(b"\0" * 200 * MB)),
    "35 gzip bomb in a response": lambda: _warc(b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"a" * 200 * MB)),
    "36 zip bomb": lambda: _zip({f"{n}.txt": b"a" * 60 * MB for n in range(3)}),
    "36 zip in zip": lambda: _zip({"a.zip": _zip({"b.zip": _zip({"c.zip": _zip({"d.txt": b"x"})[1]})[1]})[1]}),
    "36 zip of three 60 MB texts": lambda: _zip({f"{n}.txt": os.urandom(30 * MB).hex().encode() for n in range(3)}),
    "37 tar names": lambda: _tar((SENTENCE * 4).encode()),
    "41 lying chunks": lambda: _warc(b"Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n<p>" + SENTENCE.encode() * 9),
    "42 deep JSON": lambda: _jsonl("[" * 100_000, _story(SENTENCE)),
    "44 NaN, 1e999": lambda: _jsonl('{"text": "Mali denied it.", "n": NaN, "x": 1e999, "y": 123456789012345678901}'),
    "46 half a line": lambda: _jsonl(_story(SENTENCE), _story(SENTENCE)[:40]),
    "49 newlines in CSV": lambda: ("a.csv", ('headline,text\n"a ""b""","' + SENTENCE + '\n\nx"\n').encode() * 1),
    "52 URL of 100 kB": lambda: _jsonl(json.dumps({"text": SENTENCE, "url": "https://a.example/" + "x" * 100_000})),
    "- 100 MB of JSONL": lambda: _jsonl(*[_story(SENTENCE * 9)] * (100 * MB // len(_story(SENTENCE * 9)))),
}


def held() -> float:
    """The memory this process holds, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak() -> float:
    """The most it has held since the last look."""
    lines = Path("/proc/self/status").read_text().splitlines()
    most = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6
    Path("/proc/self/clear_refs").write_text("5")
    return most


def work(source: str, into: str, most: int, report: Connection) -> None:
    """What a worker does: read slices, write shards; tells of each slice."""
    import distributed  # noqa: F401  as in a worker

    gc.collect()
    peak()
    from onrecord.batch.slices import slices_of
    from onrecord.batch.work import write_slice

    for number, part in enumerate(slices_of([Path(source)], size=SLICE)):
        if number == most:
            break
        started = time.process_time()
        shard = write_slice(part, into, text=True)
        spent = time.process_time() - started
        report.send(Told(shard.rows["articles"], shard.rows["problems"], peak(), held(), spent))
    report.close()


def read_apart(source: Path, into: Path, *, most: int, limit: float) -> Iterator[Told | str]:
    """What a process of its own tells as it reads, and last how it ended: "" where all went well."""
    context = multiprocessing.get_context("fork")  # of a process that has loaded the model: a worker at work
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(str(source), str(into), most, theirs))
    process.start()
    theirs.close()
    ended = "time is up"
    deadline = time.monotonic() + limit
    while ours.poll(max(0.0, deadline - time.monotonic())):
        try:
            yield ours.recv()
        except EOFError:
            process.join()
            ended = "" if process.exitcode == 0 else f"exit code {process.exitcode}"
            break
    process.kill()
    process.join()
    yield ended


def hostile(folder: Path, only: list[str], limit: float) -> bool:
    """A table of the hostile inputs; whether all kept within what is asked."""
    well = True
    print(f"{'input':<32}{'most MB':>8}{'CPU-s':>8}  articles, problems")
    for name, make in INPUTS.items():
        if only and name.split()[0] not in only:
            continue
        file, data = make()
        place = folder / f"{len(list(folder.iterdir()))}"
        place.mkdir()
        (place / file).write_bytes(data)
        *tellings, ended = read_apart(place / file, place / "store", most=3, limit=limit)
        told = [t for t in tellings if isinstance(t, Told)]
        most = max((t.most for t in told), default=0.0)
        counts = f"{sum(t.articles for t in told)}, {sum(t.problems for t in told)}"
        over = " OVER" if most > ASKED else ""
        print(f"{name:<32}{most:>8.0f}{sum(t.seconds for t in told):>8.1f}  {counts}  {ended}{over}", flush=True)
        well = well and not ended and most <= ASKED
    return well


def many(folder: Path, articles: int, words: int, limit: float) -> bool:
    """Memory after every tenth of many articles; whether it stayed within what is asked and did not grow."""
    source = write_pages(folder / "pages", list(pages(articles, words, seed=4)))
    print(f"\n{'articles':>9}{'held MB':>9}{'most MB':>9}{'CPU-s':>8}")
    step = max(1, articles // SLICE // 10)
    told: list[Told] = []
    ended = ""
    for number, tell in enumerate(read_apart(source, folder / "many", most=-1, limit=limit), 1):
        if not isinstance(tell, Told):
            ended = tell
            break
        told.append(tell)
        if number % step == 0:
            most = max(t.most for t in told[-step:])
            spent = sum(t.seconds for t in told)
            print(f"{sum(t.articles for t in told):>9,}{tell.held:>9.0f}{most:>9.0f}{spent:>8.0f}", flush=True)
    after = [t.held for t in told[step - 1 :]]
    grown = after[-1] / after[0] - 1 if after else 0.0
    print(f"{sum(t.articles for t in told):,} articles; held from the first tenth to the last: {grown:+.1%} {ended}")
    return not ended and grown < 0.05 and max((t.most for t in told), default=0) <= ASKED


def main() -> int:
    """Measures and prints; 1 where memory went beyond what is asked."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--words", type=int, default=60, help="of each of the many articles, at least")
    options.add_argument("--only", nargs="+", help="numbers of inputs; none of the many articles then")
    options.add_argument("--many", action="store_true", help="the many articles alone")
    options.add_argument("--limit", type=float, default=600, help="seconds for one input")
    given = options.parse_args()
    from onrecord.record import read_records

    list(read_records(f"Mali denies raid\n\n{SENTENCE * 4}"))
    with tempfile.TemporaryDirectory() as folder:
        (inputs := Path(folder, "inputs")).mkdir()
        well = given.many or hostile(inputs, given.only or [], given.limit)
        if not given.only:
            well = many(Path(folder), given.articles, given.words, 7200) and well
    return 0 if well else 1


if __name__ == "__main__":
    raise SystemExit(main())
