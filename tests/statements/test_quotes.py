"""Quotation marks paired: kinds, nesting, apostrophes, paragraphs, and marks that are never closed."""

import time

import pytest

from onrecord.find.quotes import Quotation, find_quotations
from onrecord.lang import load_pack
from onrecord.schema import Anchor, Problem

MARKS = load_pack("en").quote_marks


def pair(*paragraphs: str) -> tuple[str, tuple[Quotation, ...], tuple[Problem, ...]]:
    text = "\n".join(paragraphs)
    anchors, at = [], 0
    for paragraph in paragraphs:
        anchors.append(Anchor(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return text, *find_quotations(text, anchors, MARKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We go,” she said. “Now.”", ["We go,", "Now."], id="curly"),
        pytest.param('"We go," she said. "Now."', ["We go,", "Now."], id="straight"),
        pytest.param("«Nous partons», dit-elle.", ["Nous partons"], id="guillemets"),
        pytest.param("„Wir gehen“, sagte sie.", ["Wir gehen"], id="low-high"),
        pytest.param("``We go,'' she said.", ["We go,"], id="typewriter"),
        pytest.param("'We go,' she said.", ["We go,"], id="straight single"),
        pytest.param("‘We go,’ she said.", ["We go,"], id="curly single"),
        pytest.param("‘The workers’ camp burns,’ she said.", ["The workers’ camp burns,"], id="plural inside"),
        pytest.param("The workers’ camp and Mali's army didn't move.", [], id="apostrophes"),
        pytest.param("the '90s and 6' of snow", [], id="years and feet"),
        pytest.param('He is "tall and "thin".', ["tall and ", "thin"], id="first one never closed"),
    ],
)
def test_marks_of_all_kinds_are_paired(text: str, expected: list[str]) -> None:
    whole, quotations, _ = pair(text)

    assert [whole[q.inner.slice] for q in quotations] == expected


def test_a_quotation_inside_a_quotation_is_deeper() -> None:
    text, quotations, problems = pair("“He told me ‘never’ and left,” she said.")

    assert [(text[q.inner.slice], q.depth) for q in quotations] == [("He told me ‘never’ and left,", 0), ("never", 1)]
    assert problems == ()


def test_a_quotation_goes_on_where_the_next_paragraph_repeats_the_mark() -> None:
    text, quotations, problems = pair("“We go.", "“We stay,” she said.")

    assert [(text[q.inner.slice], q.continues, q.closed) for q in quotations] == [
        ("We go.", False, False),
        ("We stay,", True, True),
    ]
    assert problems == ()


def test_a_quotation_never_closed_ends_with_its_paragraph_and_is_one_problem() -> None:
    text, quotations, problems = pair("“We go, she said.", "They stayed.", "“Never, she said.")

    assert [text[q.inner.slice] for q in quotations] == ["We go, she said.", "Never, she said."]
    assert [p.code for p in problems] == ["unclosed-quotation"]


@pytest.mark.parametrize("mark", ["“", '"', "'", "‘ x", "“‘", '"a '])
def test_a_hundred_thousand_marks_are_one_problem_in_linear_time(mark: str) -> None:
    started = time.process_time()
    _, _, problems = pair(mark * 100_000)
    took = time.process_time() - started

    assert len(problems) <= 1
    assert took < 5
