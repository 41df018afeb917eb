"""Predictions on an annotated case: headline, date, byline, dateline, the body's lines and the furniture."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from onrecord.evaluate.figures import Figure, Kind
from onrecord.evaluate.words import letters, overlap, words

__all__ = ["PAGE_FIGURES", "count_page"]

Item = dict[str, Any]
PAGE_FIGURES = (
    Figure("body"),
    *(Figure(name, Kind.SHARE) for name in ("furniture", "headline", "date", "byline", "dateline")),
)
# words of a byline that say nothing about who wrote
_BYLINE_WORDS = frozenset({"by", "and", "in", "from"})
# a rest of so many letters beside the known lines is a line that should not be there
_REST = 10
# a shorter line of furniture may stand in the story by chance
_FURNITURE = 12


def count_page(gold: Item, predicted: Item, page: str) -> Counter[str]:
    """The counts of what the page is."""
    counts: Counter[str] = Counter()
    _count_lines(gold, predicted, counts)
    for key, right in _header(gold, predicted):
        printed = gold.get(key) and (key != "date" or gold["date"][:4] in page)
        if printed or (predicted.get(key) and not gold.get(key)):
            counts[f"{key}.n"] += 1
            counts[f"{key}.ok"] += right and bool(predicted)
    return counts


def _header(gold: Item, predicted: Item) -> Iterable[tuple[str, bool]]:
    yield "headline", letters(gold.get("headline")) == letters(predicted.get("headline"))
    yield "date", (gold.get("date") or "") == str(predicted.get("date") or "")[:10]
    byline = predicted.get("byline")
    names = " ".join(map(str, byline)) if isinstance(byline, list) else byline
    wanted, found = set(words(gold.get("byline"))) - _BYLINE_WORDS, set(words(names)) - _BYLINE_WORDS
    yield "byline", overlap(wanted, found) >= 0.6 if wanted else not found
    place, printed = letters(gold.get("dateline")), letters(predicted.get("dateline"))
    both = bool(place) and bool(printed)
    yield "dateline", place.startswith(printed) or printed.startswith(place) if both else place == printed


def _count_lines(gold: Item, predicted: Item, counts: Counter[str]) -> None:
    """The body's lines, found anywhere in the predicted body; what is in it beside them; the furniture kept out."""
    dateline = letters(gold.get("dateline"))
    lines = [letters(line).removeprefix(dateline) for line in gold["body"]]
    paragraphs = [letters(p).removeprefix(dateline) for p in _paragraphs(predicted)]
    whole, story = "".join(paragraphs), "".join(lines)
    found = sum(bool(line) and line in whole for line in lines)
    counts["body.tp"] += found
    counts["body.fn"] += len(lines) - found
    head = sorted({letters(gold.get("headline")), letters(gold.get("byline")), dateline} - {""})
    counts["body.fp"] += sum(_is_spurious(p, lines, head, story) for p in paragraphs)
    furniture = [letters(line) for line in gold["furniture"]]
    kept = sum(_is_kept(line, paragraphs, whole, story) for line in furniture) if paragraphs else len(furniture)
    counts["furniture.n"] += len(furniture)
    counts["furniture.ok"] += len(furniture) - kept


def _paragraphs(predicted: Item) -> list[str]:
    body = predicted.get("body")
    if isinstance(body, list) and body:
        return [str(p) for p in body]
    text = body if isinstance(body, str) else predicted.get("body_text")
    return re.split("\n+", text) if isinstance(text, str) else []


def _is_spurious(paragraph: str, lines: list[str], head: list[str], story: str) -> bool:
    rest = paragraph
    for line in sorted(lines, key=len, reverse=True):
        rest = rest.replace(line, "") if line else rest
    for known in head:
        if len(known) > 6 or rest == known:
            rest = rest.replace(known, "")
    untouched = bool(rest) and rest == paragraph
    return (len(rest) > _REST or untouched) and rest not in story


def _is_kept(line: str, paragraphs: list[str], whole: str, story: str) -> bool:
    if not line:
        return False
    return line in paragraphs or (len(line) >= _FURNITURE and line in whole and line not in story)
