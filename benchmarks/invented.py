"""Articles for measurements: paragraphs of the project's own invented cases, put together at random."""

import gzip
import html
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

CASES = Path(__file__).parents[1] / "training/cases/inputs"


@cache
def _paragraphs() -> tuple[str, ...]:
    """The paragraphs of all cases."""
    texts = (path.read_text("utf-8") for path in sorted(CASES.glob("*.txt")))
    found = tuple(line.strip() for text in texts for line in text.split("\n") if len(line.split()) > 15)
    if not found:
        raise SystemExit(f"{CASES}: no cases")
    return found


def pages(count: int, words: int, *, seed: int = 1) -> Iterator[str]:
    """`count` different pages of at least `words` words, the same for the same seed."""
    paragraphs = _paragraphs()
    draw = random.Random(f"{seed} {words}")
    for number in range(count):
        body: list[str] = []
        left = words
        while left > 0:
            body.append(draw.choice(paragraphs))
            left -= len(body[-1].split())
        headline = " ".join(draw.choice(paragraphs).split()[:9]).strip(",;:.")
        yield "\n\n".join([f"{headline} ({number + 1})", "6 May 2024", *body]) + "\n"


def write_pages(folder: Path, texts: Sequence[str]) -> Path:
    """The pages as files of a folder."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, "utf-8")
    return folder


@cache
def _around() -> tuple[str, str]:
    """What stands before and behind the story: as much as around news in 2024, some 170 links and 250 KB in all."""
    draw = random.Random(5)
    links = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/section/{n}">Section {n}</a></li>' for n in range(80)
    )
    cards = "".join(
        f'<div class="card card--small" data-id="{n}"><div class="card__image"><img src="/i/{n}.jpg" alt="" width="9">'
        f'</div><h3 class="card__title"><a href="/{n}">Market day in quarter {n}</a></h3><p class="card__text">Stalls'
        f' open at {n % 12 + 1}.</p><div class="card__foot"><span class="card__time">2 h</span></div></div>'
        for n in range(90)
    )
    state = ",".join(f'"k{n}":"{draw.getrandbits(128):x}"' for n in range(2500))
    styles = "".join(f".c{n}{{margin:{n % 9}px;color:#{n:06x}}}" for n in range(2500))
    head = f"<style>{styles}</style><script>window.state={{{state}}}</script></head><body><header><nav><ul>{links}"
    return f"{head}</ul></nav></header><main>", f"<aside>{cards}</aside></main><footer>All rights reserved.</footer>"


def write_warc(path: Path, texts: Sequence[str]) -> Path:
    """The pages as HTML in a WARC file, packed record by record as crawlers do."""
    before, behind = _around()
    with path.open("wb") as file:
        for number, text in enumerate(texts):
            headline, day, *body = (html.escape(line) for line in text.split("\n") if line)
            page = (
                f'<!DOCTYPE html><html lang="en"><head><title>{headline}</title>{before}<article class="story">'
                f'<h1>{headline}</h1><p><time datetime="2024-05-06">{day}</time></p>'
                f"{''.join(f'<p>{line}</p>' for line in body)}</article>{behind}</body></html>"
            )
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"WARC-Target-URI: https://news.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    return path
