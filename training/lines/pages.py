"""Pages with labelled lines to train on: rendered web pages, annotated cases, and cases set among other furniture."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.reading.clean import clean_text
from onrecord.reading.lines import PageLine, split_lines
from training.lines.credits import credit_line, look_alike

__all__ = ["BODY", "BYLINE", "DATE", "HEADLINE", "OTHER", "Page", "case_pages", "mixed_pages", "web_pages"]

OTHER, BODY, HEADLINE, DATE, BYLINE = range(5)
SHARED = Path(os.environ.get("ONRECORD_SHARED", "../shared"))
INVENTED = Path(__file__).parent.parent / "cases"
_CREDITED = 0.6  # share of mixed pages that get an invented byline
_ROLES = {"headline": HEADLINE, "date": DATE, "byline": BYLINE}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines with their labels; `group` keeps pages of one site together, `weight` is a line's."""

    name: str
    group: str
    lines: tuple[PageLine, ...]
    labels: npt.NDArray[np.int64]
    weight: float
    complete: bool = False  # every headline, date and byline is labelled: a page without has none
    gold: dict[str, object] | None = None


def web_pages(part: str) -> Iterator[Page]:
    """The pages of `pasted_<part>.jsonl`."""
    with (SHARED / "data" / "pages" / f"pasted_{part}.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            texts = [(line, clean_text(line["text"])[0].strip()) for line in row["lines"]]
            texts = [(line, text) for line, text in texts if text]
            lines = tuple(PageLine(0, text, line["nb"] or 0) for line, text in texts)
            labels = np.array([_web_label(line, text) for line, text in texts])
            yield Page(row["id"], row["domain"], lines, labels, 1.0, gold=row)


def _web_label(line: dict[str, object], text: str) -> int:
    role = _ROLES.get(str(line.get("role")))
    if role == BYLINE and ("©" in text or len(text) > 120):
        role = None  # the author's name in a copyright line or a biography
    if role is not None and not line["keep"]:
        return role
    return BODY if line["keep"] else OTHER


def case_pages(weight: float) -> Iterator[Page]:
    """The annotated cases but those set aside, then the invented ones for training."""
    folder = SHARED / "cases"
    aside = set((folder / "aside.txt").read_text(encoding="utf-8").split())
    for home in (folder / "open", INVENTED):
        for path in sorted((home / "gold").glob("*.json")):
            if path.stem in aside and home != INVENTED:
                continue
            gold = json.loads(path.read_text(encoding="utf-8"))
            decoded = (home / "inputs" / gold["input"]).read_bytes().decode("utf-8")
            lines = split_lines(clean_text(decoded)[0])
            labels = np.array([_case_label(line.text, gold) for line in lines])
            yield Page(path.stem, path.stem, lines, labels, weight, complete=True, gold=gold)


def _case_label(text: str, gold: dict[str, object]) -> int:
    def is_in(key: str) -> bool:
        value = gold[key]
        items = value if isinstance(value, list) else [value] if value else []
        return any(clean_text(str(item))[0].strip() == text for item in items)

    for key, label in (("body", BODY), ("furniture", OTHER), ("headline", HEADLINE), ("byline", BYLINE)):
        if is_in(key):
            return label
    return DATE


def mixed_pages(cases: list[Page], web: list[Page], *, copies: int, weight: float, seed: int) -> Iterator[Page]:
    """Cases among furniture of web pages, with parts missing and other blank lines, as people paste."""
    chance = random.Random(seed)
    short = [line.text for page in web for line, y in zip(page.lines, page.labels, strict=True) if y == OTHER]
    for case in cases:
        for copy in range(copies):
            top, rest = _parts(case, chance)
            above = [(chance.choice(short), OTHER) for _ in range(chance.choice((0, 0, 1, 2, 4, 8)))]
            below = [(chance.choice(short), OTHER) for _ in range(chance.choice((0, 1, 2, 4, 8, 15)))]
            rows = [*above, *top, *_interrupted(rest, short, chance), *below]
            gap = chance.choice((0, 1, 1, 1, 2))
            lines = tuple(PageLine(0, t, gap if y == BODY or chance.random() < 0.7 else 0) for t, y in rows if t)
            labels = np.array([y for t, y in rows if t])
            yield Page(f"{case.name}+{copy}", case.group, lines, labels, weight, complete=True)


def _parts(case: Page, chance: random.Random) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    rows = [(line.text, int(y)) for line, y in zip(case.lines, case.labels, strict=True)]
    top = [row for row in rows if row[1] in (HEADLINE, DATE, BYLINE) and chance.random() < 0.85]
    if chance.random() < 0.3:
        chance.shuffle(top)
    return _credited(top, chance), [row for row in rows if row[1] in (BODY, OTHER)]


def _credited(top: list[tuple[str, int]], chance: random.Random) -> list[tuple[str, int]]:
    """With an invented byline, and with lines that are none, below the headline or the date."""
    low = next((i + 1 for i, row in enumerate(top) if row[1] == HEADLINE), 0)
    if chance.random() < _CREDITED:
        top = [row for row in top if row[1] != BYLINE]
        top.insert(chance.randint(min(low, len(top)), len(top)), (credit_line(chance), BYLINE))
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        top.insert(chance.randint(min(low, len(top)), len(top)), (look_alike(chance), OTHER))
    return top


def _interrupted(rows: list[tuple[str, int]], short: list[str], chance: random.Random) -> Iterator[tuple[str, int]]:
    for row in rows:
        yield row
        if chance.random() < 0.06:
            yield chance.choice(short), OTHER
