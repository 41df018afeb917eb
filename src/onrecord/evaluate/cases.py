"""Predictions on an annotated case: what the page is, statements, positions, contradictions (events: `case_events`)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.evaluate.aligned import Aligned
from onrecord.evaluate.case_events import EVENT_FIGURES, count_events, judged_events
from onrecord.evaluate.case_pages import PAGE_FIGURES, count_page
from onrecord.evaluate.codes import codes_of, organisation
from onrecord.evaluate.figures import Figure, Kind
from onrecord.evaluate.matching import Pair, best_pairs
from onrecord.evaluate.names import same_speaker
from onrecord.evaluate.words import brief, close, letters, overlap, words

__all__ = ["CASE_FIGURES", "Case", "count_case", "judged_findings"]

Item = dict[str, Any]
_SHARES = (
    "speaker",
    "speaker exact",
    "speaker country",
    "kind",
    "act",
    "act, first choice",
    "cue",
    "addressee",
    "nested",
)
# stances between which a reader may well waver
_GROUPS = {
    "rejects": "no",
    "not_negotiable": "no",
    "open_to": "yes",
    "commits": "yes",
    "conditional": "if",
    "demands": "demands",
}
CASE_FIGURES = (
    *PAGE_FIGURES,
    Figure("statements"),
    *(Figure(f"statements: {name}", Kind.SHARE) for name in _SHARES),
    *EVENT_FIGURES,
    Figure("positions"),
    Figure("positions + stance group"),
    Figure("positions + stance"),
    Figure("contradictions"),
)


@dataclass(frozen=True)
class Case:
    """A case's gold, what was predicted for it, and both texts side by side."""

    gold: Item
    predicted: Item
    page: str

    @property
    def text(self) -> str:
        """The text that the gold's offsets refer to."""
        return self.page if self.gold["offset_base"] == "input" else str(self.gold["body_text"])

    @property
    def predicted_text(self) -> str:
        """The text that the prediction's offsets refer to."""
        own = self.predicted.get("body_text")
        in_input = self.predicted.get("offset_base") == "input"
        if isinstance(own, str) and not in_input:
            return own
        if in_input or self.gold["offset_base"] == "input":
            return self.page
        body = self.predicted.get("body") or ""
        return "\n\n".join(body) if isinstance(body, list) else str(body)

    def items(self, key: str) -> list[Item]:
        """The predicted items of a kind."""
        return [item for item in self.predicted.get(key) or () if isinstance(item, dict)]


class Outside:
    """What was predicted outside of the body: in the headline or byline it is ignored, elsewhere it is an error."""

    def __init__(self, case: Case) -> None:
        gold = case.gold
        self._body = {i for start, end in gold["sentences"] for i in range(start, end)}
        self._head = f"{letters(gold.get('headline'))}|{letters(gold.get('byline'))}"
        self._head_characters: set[int] = set()
        if gold["offset_base"] == "input":
            for key in ("headline", "byline", "date_text"):
                printed = gold.get(key)
                if printed and printed in case.text:
                    start = case.text.index(printed)
                    self._head_characters.update(range(start, start + len(printed)))

    def ignores(self, characters: set[int], text: str) -> bool:
        """Whether an item is left out of the count."""
        if characters:
            return not characters & self._body and characters <= self._head_characters
        return bool(letters(text)) and letters(text) in self._head


def count_case(gold: Item, predicted: Item | None, page: str) -> Counter[str]:
    """The counts of a case, for `CASE_FIGURES`. `page` is the case's input."""
    case = Case(gold, predicted or {}, page)
    aligned, own = Aligned(case.predicted_text, case.text), Aligned(case.text, case.text)
    outside = Outside(case)
    counts = count_page(case.gold, case.predicted, page)
    numbers = _count_statements(case, aligned, own, outside, counts)
    count_events(gold, case.items("events"), (aligned, own), outside, numbers, counts)
    _count_positions(case, aligned, own, outside, counts)
    _count_contradictions(case, numbers, counts)
    return counts


def _count_statements(
    case: Case, aligned: Aligned, own: Aligned, outside: Outside, counts: Counter[str]
) -> dict[int, int]:
    """Count statements; the gold's number of each predicted statement that matched."""
    gold, found = case.gold["statements"], case.items("statements")
    matched, spans = _matched_statements(case, aligned, own)
    numbers = {j: i for i, j in matched.items()}
    for j, statement in enumerate(found):
        if j not in numbers and not outside.ignores(spans[j], aligned.text_of(statement, "content", "content_text")):
            counts["statements.fp"] += 1
    for i, statement in enumerate(gold):
        if statement.get("optional"):
            continue
        counts["statements.tp" if i in matched else "statements.fn"] += 1
        if i in matched:
            for name, right in _judged(statement, found[matched[i]], numbers):
                counts[f"statements: {name}.n"] += 1
                counts[f"statements: {name}.ok"] += right
    return numbers


def _matched_statements(case: Case, aligned: Aligned, own: Aligned) -> tuple[dict[int, int], list[set[int]]]:
    """Gold number -> predicted number of statements, and the characters of each predicted one."""
    gold, found = case.gold["statements"], case.items("statements")
    expected = [own.of(s, "content", "content_text") for s in gold]
    spans = [aligned.of(s, "content", "content_text") for s in found]
    pairs = []
    for i, characters in enumerate(expected):
        for j, span in enumerate(spans):
            shared = overlap(characters, span)
            if shared >= 0.5:
                bonus = 0.3 * bool(same_speaker(gold[i], found[j])) - 0.01 * bool(gold[i].get("optional"))
                pairs.append(Pair(shared + bonus, i, j))
    return best_pairs(pairs), spans


def judged_findings(gold: Item, predicted: Item, page: str) -> dict[str, list[tuple[float, bool]]]:
    """How sure each statement and event of a prediction says it is, and whether it is right; optional ones are left
    out."""
    case = Case(gold, predicted, page)
    texts = Aligned(case.predicted_text, case.text), Aligned(case.text, case.text)
    outside = Outside(case)
    matched, spans = _matched_statements(case, *texts)
    numbers = {j: i for i, j in matched.items()}
    statements = [
        (float(statement.get("confidence", 1)), j in numbers)
        for j, statement in enumerate(case.items("statements"))
        if not (gold["statements"][numbers[j]].get("optional") if j in numbers else outside.ignores(spans[j], ""))
    ]
    return {"statements": statements, "events": judged_events(gold, case.items("events"), texts, outside)}


def _judged(gold: Item, found: Item, numbers: dict[int, int]) -> Iterable[tuple[str, bool]]:
    """What a matched statement says of itself, and whether it is right."""
    speaker = same_speaker(gold, found)
    if speaker is not None:
        yield "speaker", speaker
        yield "speaker exact", letters(found.get("speaker")) == letters(gold["speaker"])
    if gold["speaker_country"]:
        country = codes_of(gold["speaker_country"])
        yield "speaker country", bool(country & organisation(codes_of(found.get("speaker_country")), country))
    yield "kind", found.get("kind") == gold["kind"]
    yield "act", found.get("act") in {gold["act"], *gold.get("alt_acts", ())}
    yield "act, first choice", found.get("act") == gold["act"]
    if gold["cue"]:
        yield "cue", close(set(words(gold["cue"])), set(words(found.get("cue"))))
    if gold["addressee"]:
        hearer, named = set(words(gold["addressee"])) - {"the"}, set(words(found.get("addressee"))) - {"the"}
        yield "addressee", bool(hearer & named) and brief(hearer, named)
    if gold["nested_in"] is not None:
        within = found.get("nested_in")
        yield "nested", isinstance(within, int) and numbers.get(within) == gold["nested_in"]


def _count_positions(case: Case, aligned: Aligned, own: Aligned, outside: Outside, counts: Counter[str]) -> None:
    gold, found = case.gold["positions"], case.items("positions")
    expected = [own.of(p, "text", "span_text") for p in gold]
    spans = [aligned.of(p, "text", "span_text") for p in found]
    pairs: dict[str, list[Pair]] = {"positions": [], "positions + stance group": [], "positions + stance": []}
    for i, position in enumerate(gold):
        actor = codes_of([position["actor"]])
        stances = {position["stance"], *position.get("alt_stance", ())}
        for j, other in enumerate(found):
            shared = _shared(expected[i], spans[j])
            if shared is None or not actor & organisation(codes_of([other.get("actor")]), actor):
                continue
            stance = other.get("stance")
            score = shared + (stance in stances) - 0.1 * bool(position.get("optional"))
            pairs["positions"].append(Pair(score, i, j))
            if stance in stances:
                pairs["positions + stance"].append(Pair(score, i, j))
            if stance in stances or _GROUPS.get(str(stance)) == _GROUPS[position["stance"]]:
                pairs["positions + stance group"].append(Pair(score, i, j))
    for name, candidates in pairs.items():
        matched = best_pairs(candidates)
        for i, position in enumerate(gold):
            if not position.get("optional"):
                counts[f"{name}.tp" if i in matched else f"{name}.fn"] += 1
        for j in set(range(len(found))) - set(matched.values()):
            counts[f"{name}.fp"] += not outside.ignores(spans[j], aligned.text_of(found[j], "text", "span_text"))


def _shared(gold: set[int], found: set[int]) -> float | None:
    """How much of a position's span is found; None: too little to be the same position."""
    both, shared = len(gold & found), overlap(gold, found)
    inside = both >= 10 and both / min(len(gold), len(found)) >= 0.8
    return shared if both and (shared >= 0.3 or inside) else None


def _count_contradictions(case: Case, numbers: dict[int, int], counts: Counter[str]) -> None:
    gold = {frozenset(pair) for pair in case.gold["contradictions"]}
    debatable = {frozenset(pair) for pair in case.gold.get("contradictions_optional", ())}
    found = set()
    for pair in case.predicted.get("contradictions") or ():
        if isinstance(pair, list | tuple) and all(isinstance(n, int) for n in pair[:2]):
            found.add(frozenset(numbers.get(n, f"unmatched {n}") for n in pair[:2]))
    counts["contradictions.tp"] += len(gold & found)
    counts["contradictions.fp"] += len(found - gold - debatable)
    counts["contradictions.fn"] += len(gold - found)
