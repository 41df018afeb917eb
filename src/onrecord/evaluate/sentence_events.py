"""Predictions on short texts with coded events (PLOVER's records and sets like them): type, quad, codes, sides.

Such gold often annotates one event of a sentence that tells of several, so by default only the first predictions
count, as many as the gold has events.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from onrecord.evaluate.figures import Figure
from onrecord.evaluate.matching import Pair, best_pairs
from onrecord.evaluate.words import overlap
from onrecord.lang.codebook import load_codebook
from onrecord.schema import EventType

__all__ = ["SENTENCE_FIGURES", "count_record"]

Item = dict[str, Any]
SENTENCE_FIGURES = tuple(
    map(
        Figure,
        (
            "type",
            "quad",
            "CAMEO root",
            "CAMEO base",
            "CAMEO",
            "source country",
            "target country",
            "pair",
            "pair + type",
        ),
    )
)
# PLOVER 0.5's names
_OLD_TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
# sets annotated before CONCEDE and RETREAT were told apart
_YIELD = "YIELD"
_YIELD_QUAD = 2
_UNSTATED = frozenset({"", "---", "NONE", "NULL"})
# an organisation is coded by itself here, as IGO there; Kosovo has three codes
_SAME = {"UNO": "IGO", "EUR": "IGO", "XKX": "KOS", "KSV": "KOS"}


@dataclass(frozen=True, slots=True)
class _Side:
    codes: frozenset[str]
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class _Coded:
    """An event as it is compared."""

    type: str
    alternatives: frozenset[str]
    quad: int
    quad_stated: bool
    cameo: str
    source: _Side
    target: _Side
    reciprocal: bool

    @property
    def everybody(self) -> frozenset[str]:
        return self.source.codes | self.target.codes

    def sides(self, *, mutual: bool) -> tuple[frozenset[str], frozenset[str]]:
        return (self.everybody, self.everybody) if mutual else (self.source.codes, self.target.codes)

    def pairs(self, *, mutual: bool) -> set[tuple[str, str]]:
        """Who to whom; of a mutual event each two once."""
        if mutual:
            everybody = sorted(self.everybody)
            return set(combinations(everybody, 2)) if len(everybody) > 1 else {(one, "") for one in everybody}
        pairs = {(s, t) for s in self.source.codes or {""} for t in self.target.codes or {""}}
        return pairs - {("", "")}


def count_record(gold: Item, predicted: Sequence[Item], *, first: bool = True) -> Counter[str]:
    """The counts of one text, for `SENTENCE_FIGURES`. `first`: only as many predictions as the gold has events."""
    counts: Counter[str] = Counter()
    expected = [_coded(e) for e in gold.get("events", ())]
    found = [_coded(e) for e in predicted]
    if any(e.type == _YIELD for e in expected):
        found = [_yielding(e) for e in found]
    if first and expected:
        found = found[: len(expected)]
    matched = best_pairs(Pair(_likeness(e, f), i, j) for i, e in enumerate(expected) for j, f in enumerate(found))
    couples: list[tuple[_Coded | None, _Coded | None]] = [
        *((expected[i], found[j]) for i, j in matched.items()),
        *((e, None) for i, e in enumerate(expected) if i not in matched),
        *((None, f) for j, f in enumerate(found) if j not in matched.values()),
    ]
    for one, other in couples:
        _count_labels(gold, one, other, counts)
        if not gold.get("no_actors") and not gold.get("no_codes") and not gold.get("spans_only"):
            _count_sides(one, other, counts)
    return counts


def _count_labels(record: Item, gold: _Coded | None, found: _Coded | None, counts: Counter[str]) -> None:
    events = record.get("events", ())
    typed = not events or any(e.get("type") or e.get("cameo") for e in events)
    coded = any(e.get("cameo") for e in events)
    if record.get("spans_only"):
        return
    values = [("type", gold.type if gold else None, found.type if found else None)] if typed else []
    if coded:
        codes = [None if e is None else e.cameo for e in (gold, found)]
        for name, digits in (("CAMEO", 4), ("CAMEO base", 3), ("CAMEO root", 2)):
            one, other = (None if code is None else code[:digits] for code in codes)
            values.append((name, one, other))
    for name, one, other in values:
        _count_label(name, one, other, counts)
    stated = gold is not None and gold.quad_stated
    quads = [None if e is None else e.quad for e in (gold, found)]
    _count_label("quad", quads[0], quads[1], counts, nought=stated)


def _count_label(
    name: str, gold: str | int | None, found: str | int | None, counts: Counter[str], *, nought: bool = False
) -> None:
    """One label beside the gold's. `gold` None: the gold has no such event; empty: it does not say (`nought`: it says
    0)."""
    if gold is None:
        counts[f"{name}.fp"] += bool(found)
    elif gold or nought:
        right = found == gold
        counts[f"{name}.tp"] += right
        counts[f"{name}.fn"] += not right
        counts[f"{name}.fp"] += not right and bool(found)


def _count_sides(gold: _Coded | None, found: _Coded | None, counts: Counter[str]) -> None:
    mutual = gold.reciprocal if gold is not None else found is not None and found.reciprocal
    swapped = gold is not None and gold.reciprocal
    nobody: frozenset[str] = frozenset()
    sources, targets = gold.sides(mutual=swapped) if gold else (nobody, nobody)
    theirs, their_targets = found.sides(mutual=swapped) if found else (nobody, nobody)
    _count_sets("source country", sources, theirs, counts)
    if not swapped:  # those who take part in a mutual event are counted once, as sources
        _count_sets("target country", targets, their_targets, counts)
    pairs = gold.pairs(mutual=mutual) if gold else set()
    other_pairs = found.pairs(mutual=mutual) if found else set()
    _count_sets("pair", pairs, other_pairs, counts)
    typed = {(*pair, gold.type) for pair in pairs} if gold else set()
    _count_sets("pair + type", typed, {(*pair, found.type) for pair in other_pairs} if found else set(), counts)


def _count_sets(name: str, gold: Iterable[Any], found: Iterable[Any], counts: Counter[str]) -> None:
    expected, predicted = set(gold), set(found)
    counts[f"{name}.tp"] += len(expected & predicted)
    counts[f"{name}.fp"] += len(predicted - expected)
    counts[f"{name}.fn"] += len(expected - predicted)


def _likeness(gold: _Coded, found: _Coded) -> float:
    """How well a prediction fits a gold event: type first, then quad, countries and words."""
    fit = 0.0
    if gold.type and gold.type == found.type:
        fit += 4
    elif found.type and found.type in gold.alternatives:
        fit += 3.5
    fit += bool(gold.quad) and gold.quad == found.quad
    fit += 0.5 * (bool(gold.cameo) and gold.cameo == found.cameo)
    if gold.reciprocal:
        fit += 3 * overlap(gold.everybody, found.everybody)
    else:
        fit += 1.5 * overlap(gold.source.codes, found.source.codes)
        fit += 1.5 * overlap(gold.target.codes, found.target.codes)
    return fit + 0.3 * min(2, _touching(gold.source, found.source) + _touching(gold.target, found.target))


def _touching(gold: _Side, found: _Side) -> int:
    """How many actors' words meet, each at most once."""
    left = list(found.spans)
    hits = 0
    for span in gold.spans:
        other = next((o for o in left if _meet(span, o)), None)
        if other is not None:
            left.remove(other)
            hits += 1
    return hits


def _meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    (start, end, text), (start2, end2, text2) = one, other
    if start >= 0 and start2 >= 0 and end > start and end2 > start2:
        shared = min(end, end2) - max(start, start2)
        whole = max(end, end2) - min(start, start2)
        return shared > 0 and (shared / whole >= 0.5 or shared in (end - start, end2 - start2))
    ours, theirs = set(re.findall(r"\w+", text.lower())), set(re.findall(r"\w+", text2.lower()))
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) >= 0.5


def _coded(event: Item) -> _Coded:
    match = re.match(r"\d{2,4}", str(event.get("cameo") or ""))
    cameo = match[0] if match else ""
    named = (event.get("type") or "").upper()
    type_ = _OLD_TYPES.get(named, named) or _type_of(cameo)
    quad = event.get("quad") or event.get("quad_code") or _quad_of(type_, cameo)
    return _Coded(
        type=type_,
        alternatives=frozenset(_OLD_TYPES.get(t, t) for t in event.get("alt_types", ())),
        quad=int(quad),
        quad_stated="quad" in event,
        cameo=cameo,
        source=_side(event.get("source")),
        target=_side(event.get("target")),
        reciprocal=bool(event.get("reciprocal")),
    )


def _yielding(event: _Coded) -> _Coded:
    if event.type not in {"CONCEDE", "RETREAT"}:
        return event
    return replace(event, type=_YIELD, quad=_YIELD_QUAD)


def _side(actors: Any) -> _Side:
    codes, spans = set(), []
    for actor in actors or ():
        if not actor:
            continue
        if isinstance(actor, str):
            actor = {"code": actor}
        code = (actor.get("code") or "").strip().upper()
        if code not in _UNSTATED:
            codes.add(_SAME.get(code, code))
        spans.append((actor.get("start", -1), actor.get("end", -1), (actor.get("text") or "").strip()))
    return _Side(frozenset(codes), tuple(spans))


def _type_of(cameo: str) -> str:
    """What PLOVER makes of a CAMEO code."""
    rows = load_codebook().cameo
    return next((rows[c].type or "" for c in _shorter(cameo) if c in rows and rows[c].type), "")


def _shorter(cameo: str) -> Iterable[str]:
    return (cameo[:n] for n in range(len(cameo), 1, -1))


def _quad_of(type_: str, cameo: str) -> int:
    if type_ in EventType.__members__:
        return load_codebook().types[EventType(type_)].quad
    if not cameo:
        return 0
    root = int(cameo[:2])
    return 1 + (root > 5) + (root > 8) + (root > 13)
