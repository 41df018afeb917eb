"""Ours beside trafilatura, readability-lxml and newspaper4k: readers.py [--pages N] [--json].

All read page by page in turn, so that whatever else the machine does falls on all alike: pages of ../shared/data/html
(or ONRECORD_SHARED), scored by score_pages.py, timed in CPU-seconds of one core. Nothing is fetched. The other readers
are no dependency of the project; install them for this alone (readability-lxml gives neither authors nor dates):

    pip install --target benchmarks/out/others -r benchmarks/others.txt
"""

import argparse
import gzip
import importlib
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.reading import read_articles

sys.path.append(str(Path(__file__).parent / "out" / "others"))  # last: the project's own packages go first
SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
Reader = Callable[[bytes, str], dict[str, Any]]
FIGURES = ("body_f1", "body_under_half", "title", "authors", "date")
_BREAKS = "p|div|li|br|h1|h2|h3|h4|h5|h6|blockquote|pre|td|section|article"


def onrecord(page: bytes, url: str) -> dict[str, Any]:
    """Ours; the address is not looked at."""
    try:
        article = read_articles(page, kind="html")[0]
    except InputError:
        return {}
    body = "\n\n".join(article.text[anchor.slice] for anchor in article.body)
    return {"body": body, "title": article.headline, "authors": list(article.authors), "date": article.date}


def trafilatura_reader() -> Reader:
    """Trafilatura's body and metadata."""
    trafilatura = importlib.import_module("trafilatura")

    def read(page: bytes, url: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(page, url=url, with_metadata=True)
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {"body": found.text, "title": found.title, "authors": authors, "date": found.date}

    return read


def readability_reader() -> Reader:
    """Readability's summary as text, and its short title."""
    document = importlib.import_module("readability").Document
    fragment = importlib.import_module("lxml.html").fromstring

    def read(page: bytes, url: str) -> dict[str, Any]:
        found = document(page.decode("utf-8", "replace"))
        tree = fragment(found.summary())
        for element in tree.iter(*_BREAKS.split("|")):
            element.tail = "\n" + (element.tail or "")
        return {"body": tree.text_content(), "title": found.short_title()}

    return read


def newspaper_reader() -> Reader:
    """Newspaper's article of a page already at hand."""
    newspaper = importlib.import_module("newspaper")

    def read(page: bytes, url: str) -> dict[str, Any]:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date
        day = date.date().isoformat() if hasattr(date, "date") else str(date or "")
        return {"body": article.text, "title": article.title, "authors": list(article.authors), "date": day}

    return read


def readers() -> dict[str, Reader]:
    """Those installed, by name and version."""
    found: dict[str, Reader] = {f"onrecord {version('onrecord')}": onrecord}
    makers = (
        ("trafilatura", trafilatura_reader),
        ("readability-lxml", readability_reader),
        ("newspaper4k", newspaper_reader),
    )
    for name, make in makers:
        try:
            found[f"{name} {version(name)}"] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return found


def read_all(
    gold: list[dict[str, Any]], folder: Path, found: dict[str, Reader]
) -> tuple[dict[str, dict[str, dict[str, Any]]], dict[str, float], dict[str, int]]:
    """Each reader's predictions by page, its CPU-seconds and how many pages it failed on."""
    said: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in found}
    spent, failed = dict.fromkeys(found, 0.0), dict.fromkeys(found, 0)
    for row in gold:
        data = (folder / row["file"]).read_bytes()
        page = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        for name, read in found.items():
            start = time.process_time()
            try:
                said[name][row["id"]] = read(page, row["url"])
            except Exception:  # noqa: BLE001  whatever another's reader raises is a page not read
                failed[name] += 1
            spent[name] += time.process_time() - start
    return said, spent, failed


def main() -> None:
    """Measures and prints a table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, help="the first so many alone")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    sys.path.insert(0, str(SHARED / "score"))
    score = importlib.import_module("score_pages").html
    folder = SHARED / "data" / "html"
    with (folder / "gold.jsonl").open(encoding="utf-8") as file:
        gold = [json.loads(line) for line in file][: given.pages]
    found = readers()
    read_all(gold[:3], folder, found)  # everything loaded and warm
    said, spent, failed = read_all(gold, folder, found)
    rows = {
        name: {**score(gold, said[name]), "pages_per_second": len(gold) / spent[name], "failed": failed[name]}
        for name in found
    }
    if given.json:
        print(json.dumps(rows))
        return
    print(f"{len(gold)} pages\n{'':24}{''.join(f'{figure:>17}' for figure in FIGURES)}{'pages/CPU-s':>14}{'failed':>8}")
    for name, row in rows.items():
        figures = "".join(f"{row[figure] if row[figure] is not None else '-':>17}" for figure in FIGURES)
        print(f"{name:<24}{figures}{row['pages_per_second']:>14.1f}{row['failed']:>8}")


if __name__ == "__main__":
    main()
