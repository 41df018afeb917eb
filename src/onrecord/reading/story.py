"""The story of a rendered page: the element that holds most of its prose, without what is hung into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lang.tables import load_rows
from onrecord.reading.lines import SENTENCE_END
from onrecord.reading.phrases import READING, load_phrases, normal_form
from onrecord.reading.rendering import Element, RenderedLine

__all__ = ["find_story"]

# A wall before a story; on a paragraph itself the word means that it stands behind one.
_GATE = re.compile(r"[\s_-](?:main)?(?:paywall|regwall)(?=[\s_-])")
_PROSE_TAGS = frozenset(["p", "blockquote", "pre", "li"])
_OUTSIDE_TAGS = frozenset(
    ["nav", "aside", "footer", "figure", "figcaption", "form", "header", "button", "label", "caption", "details"]
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MIN_PROSE = 60
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time", "u"]
)
_MARKED_SHARE = 0.3  # of the page's prose that a marked element must hold to be taken in all the same
_PART = 0.03  # of its bigger sibling's prose
_SHARE = 0.75  # of the page's prose that the story's element must hold


def find_story(lines: Sequence[RenderedLine]) -> list[int]:
    """The numbers of the lines that are the story's."""
    prose = [_prose_weight(line) for line in lines]
    if not any(prose):
        prose = [float(len(line.text)) if SENTENCE_END.search(line.text) else 0.0 for line in lines]
    totals = _totals(lines, prose)
    outside = _outside(totals)
    prose = [w and (0.0 if _is_in(line.element, outside) else w) for line, w in zip(lines, prose, strict=True)]
    home = _home(_totals(lines, prose))
    if home is None:
        return []
    known: dict[int, bool] = {}
    return [i for i, line in enumerate(lines) if _is_part(line.element, home, totals, known) and _is_story_line(line)]


def _prose_weight(line: RenderedLine) -> float:
    """How much a line counts towards its element being the story's."""
    length = len(line.text) * (3 if _CJK.search(line.text[:20]) else 1)
    if length < _MIN_PROSE or line.linked * 2 > len(line.text):
        return 0.0
    block = _block_tag(line.element)
    weight = 1.0 if block in ("p", "pre") else 0.4 if block == "li" else 0.6
    return length * weight * (1.0 if SENTENCE_END.search(line.text) else 0.4)


@dataclass(slots=True)
class _Totals:
    """The prose each element holds, and the tree of those that hold some."""

    prose: dict[int, float]
    elements: dict[int, Element]
    children: dict[int, set[int]]
    marked: dict[int, bool]  # what `_is_marked` found


def _totals(lines: Sequence[RenderedLine], prose: Sequence[float]) -> _Totals:
    totals = _Totals({}, {}, {}, {})
    for line, weight in zip(lines, prose, strict=True):
        element: Element | None = line.element if weight else None
        while element is not None:
            totals.prose[element.number] = totals.prose.get(element.number, 0.0) + weight
            totals.elements[element.number] = element
            if element.parent is not None:
                totals.children.setdefault(element.parent.number, set()).add(element.number)
            element = element.parent
    return totals


def _outside(totals: _Totals) -> set[int]:
    """Elements marked as hanging around a story, unless they hold much of the page's prose themselves."""
    page = totals.prose.get(0, 0.0)
    return {
        number
        for number, element in totals.elements.items()
        if _is_marked(element, totals.marked) and totals.prose[number] < _MARKED_SHARE * page
    }


def _home(totals: _Totals) -> Element | None:
    """The innermost element that holds the given share of the prose of the one above it."""
    if 0 not in totals.elements:
        return None
    home = totals.elements[0]
    while True:
        below = totals.children.get(home.number, set())
        best = max(below, key=lambda number: (totals.prose[number], -number), default=None)
        if best is None or totals.elements[best].tag in ("p", "li"):
            return home
        if totals.prose[best] < _SHARE * totals.prose[home.number]:
            return home
        if any(number != best and _is_sibling_part(totals, number, best) for number in below):
            return home
        home = totals.elements[best]


def _is_sibling_part(totals: _Totals, number: int, best: int) -> bool:
    """Whether an element is built like the one beside it that holds most of the prose: a story in parts."""
    one, other = totals.elements[number], totals.elements[best]
    alike = one.tag == other.tag and one.hints == other.hints
    return alike and totals.prose[number] >= _PART * totals.prose[best]


def _is_in(element: Element, numbers: set[int]) -> bool:
    at: Element | None = element
    while at is not None:
        if at.number in numbers:
            return True
        at = at.parent
    return False


def _is_part(element: Element, home: Element, totals: _Totals, known: dict[int, bool]) -> bool:
    """Whether an element is within the story's and not hung into it; `known` remembers it by number."""
    found = known.get(element.number)
    if found is None:
        found = known[element.number] = _is_in(element, {home.number}) and not _is_hung(element, home, totals)
    return found


def _is_hung(element: Element, home: Element, totals: _Totals) -> bool:
    page = totals.prose.get(0, 0.0)
    at: Element | None = element
    while at is not None and at is not home:
        if _is_marked(at, totals.marked) and totals.prose.get(at.number, 0.0) < _MARKED_SHARE * page:
            return True
        at = at.parent
    return False


def _is_marked(element: Element, known: dict[int, bool]) -> bool:
    """Whether an element's tag or hints say that it hangs around a story; `known` remembers it by number."""
    marked = known.get(element.number)
    if marked is None:
        marked = known[element.number] = _looks_marked(element)
    return marked


def _looks_marked(element: Element) -> bool:
    if element.tag in _OUTSIDE_TAGS:
        return True
    if not element.hints or element.tag == "body":
        return False
    return _outside_words().search(element.hints) is not None or (
        element.tag not in _PROSE_TAGS and _GATE.search(element.hints) is not None
    )


@dataclass(frozen=True, slots=True)
class _WordsRow:
    words: tuple[str, ...]


@cache
def _outside_words() -> re.Pattern[str]:
    words = (word for row in load_rows(READING / "outside.tsv", _WordsRow) for word in row.words)
    return re.compile(rf"[\s_-](?:{'|'.join(words)})(?=[\s_-])")


def _block_tag(element: Element) -> str:
    at: Element | None = element
    while at is not None:
        if at.tag not in _INLINE:
            return at.tag
        at = at.parent
    return "html"


def _is_story_line(line: RenderedLine) -> bool:
    text = line.text
    tag = _block_tag(line.element)
    if tag == "h1":
        return False
    if line.linked * 10 > len(text) * 8 and (len(text) < 200 or not SENTENCE_END.search(text)):
        return False
    phrases = load_phrases()
    if normal_form(text) in phrases.furniture or (len(text) < 200 and phrases.starts_furniture(text.lower())):
        return False
    if tag in _PROSE_TAGS or tag in ("h2", "h3", "h4", "dd", "dt"):
        return True
    return len(text) >= 25 and SENTENCE_END.search(text) is not None
