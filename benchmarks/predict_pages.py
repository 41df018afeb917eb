"""Predictions of reading for score_pages.py, through the public interface: kinds `pasted` and `html`."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.reading import read_articles

__all__ = ["predict_html", "predict_pasted"]


def predict_pasted(source: Path, out: Path) -> None:
    """Read each page's lines as one pasted text; write keep, headline, date and byline."""
    with out.open("w", encoding="utf-8") as file:
        for page in _json_lines(source):
            text, starts = _page_text(page["lines"])
            prediction: dict[str, Any] = {"id": page["id"], "keep": [0] * len(starts)}
            articles = read_articles(text.encode("utf-8", "replace"), kind="pasted")
            if articles:
                article = articles[0]
                kept = [article.source.source_range(anchor) for anchor in article.body]
                prediction["keep"] = _overlapping(starts, kept)
                prediction |= {"headline": article.headline, "date": article.date, "byline": article.byline}
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def predict_html(source: Path, out: Path) -> None:
    """Read each page; write body, title, authors and date."""
    with out.open("w", encoding="utf-8") as file:
        for page in _json_lines(source):
            data = (source.parent / page["file"]).read_bytes()
            prediction: dict[str, Any] = {"id": page["id"]}
            try:
                articles = read_articles(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, kind="html")
            except InputError:
                articles = ()
            if articles:
                article = articles[0]
                prediction["body"] = "\n\n".join(article.text[anchor.slice] for anchor in article.body)
                prediction |= {"title": article.headline, "authors": list(article.authors), "date": article.date}
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _page_text(lines: list[dict[str, Any]]) -> tuple[str, list[tuple[int, int]]]:
    """The page as text (nb blank lines before each line) and the range of each line."""
    parts: list[str] = []
    ranges = []
    position = 0
    for i, line in enumerate(lines):
        before = "\n" * ((line.get("nb") or 0) + (i > 0))
        parts += [before, line["text"]]
        ranges.append((position + len(before), position + len(before) + len(line["text"])))
        position = ranges[-1][1]
    return "".join(parts), ranges


def _overlapping(ranges: list[tuple[int, int]], kept: list[tuple[int, int]]) -> list[int]:
    keep = []
    k = 0
    for start, end in ranges:
        while k < len(kept) and kept[k][1] <= start:
            k += 1
        keep.append(int(k < len(kept) and kept[k][0] < end))
    return keep
