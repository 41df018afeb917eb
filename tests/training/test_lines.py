"""What the line model trains on: invented bylines, and pages spliced with others."""

import random
import re

import numpy as np
from training.lines.credits import credit_line, look_alike
from training.lines.pages import BODY, BYLINE, DATE, HEADLINE, OTHER, Page
from training.lines.spliced import respliced, spliced

from onrecord.reading.features import page_features
from onrecord.reading.lines import PageLine


def _page(name: str, *rows: tuple[str, int]) -> Page:
    lines = tuple(PageLine(0, text, 1) for text, _ in rows)
    return Page(name, name, lines, np.array([label for _, label in rows]), 1.0)


ONE = _page(
    "one",
    ("Menu of one", OTHER),
    ("Mali denies raid", HEADLINE),
    ("By Ana Lopes", BYLINE),
    ("Mali denied it.", BODY),
    ("Share", OTHER),
    ("So did Chad.", BODY),
    ("End of one", OTHER),
)
TWO = _page(
    "two",
    ("Menu of two", OTHER),
    ("1 May 2020", DATE),
    ("Peru votes", BODY),
    ("Late date", DATE),
    ("End of two", OTHER),
)


def test_bylines_are_filled_and_come_alike_from_one_seed() -> None:
    first, again = random.Random(5), random.Random(5)
    lines = [make(first) for _ in range(300) for make in (credit_line, look_alike)]

    assert lines == [make(again) for _ in range(300) for make in (credit_line, look_alike)]
    assert not [line for line in lines if re.search(r"[{}]|^\s|\s$", line) or not line]


def test_a_spliced_page_keeps_its_story_and_takes_others_furniture() -> None:
    seen = set()
    for seed in range(30):
        page = spliced(ONE, TWO, TWO, np.random.default_rng(seed))
        assert page is not None
        rows = [(line.text, int(label)) for line, label in zip(page.lines, page.labels, strict=True)]
        assert rows[1:6] == [(line.text, label) for line, label in zip(ONE.lines[1:6], ONE.labels[1:6], strict=True)]
        seen |= {*rows[:1], *rows[6:]}
    assert seen == {(f"{part} of {name}", OTHER) for part in ("Menu", "End") for name in ("one", "two")} | {
        ("Late date", OTHER)
    }


def test_a_page_without_a_story_is_not_spliced() -> None:
    assert spliced(_page("none", ("Menu", OTHER)), ONE, TWO, np.random.default_rng(0)) is None


def test_complete_pages_stay_as_they_are() -> None:
    case = Page("case", "case", ONE.lines, ONE.labels, 1.0, complete=True)
    pages = [case, ONE, TWO]
    features = [page_features(page.lines) for page in pages]

    new, seen = respliced(pages, features, share=1.0, chance=np.random.default_rng(3))

    assert new[0] is case and seen[0] is features[0]
    assert all(len(page.lines) == len(one.base) for page, one in zip(new, seen, strict=True))
