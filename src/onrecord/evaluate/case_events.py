"""Predictions on an annotated case: events by type, with countries, with status; and what else they say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from onrecord.evaluate.aligned import Aligned
from onrecord.evaluate.codes import actor_sectors, codes_of, same_sides
from onrecord.evaluate.figures import Figure, Kind
from onrecord.evaluate.matching import Pair, best_pairs
from onrecord.evaluate.words import brief, words

__all__ = ["EVENT_FIGURES", "Ignoring", "count_events", "judged_events"]

Item = dict[str, Any]
_LEVELS = ("events: type", "events: type + countries", "events: type + countries + status")
_SHARES = ("trigger", "status", "date", "place", "source sector", "chain")
EVENT_FIGURES = (*map(Figure, _LEVELS), *(Figure(f"events: {name}", Kind.SHARE) for name in _SHARES))
_UNREAL = frozenset({"planned", "offered"})
_PROMISED = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT"})
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_YIELDED_LATER = frozenset({"planned", "offered", "demanded", "hypothetical"})
_PLACE_WORDS = frozenset({"the", "of", "in", "at"})


class Ignoring(Protocol):
    """Says which items outside of the body do not count."""

    def ignores(self, characters: set[int], text: str) -> bool:
        """Whether an item is left out of the count."""


@dataclass
class _Found:
    """A predicted event; dyads of one trigger and type are one event with all their sides."""

    item: Item
    characters: set[int]
    sentence: int | None
    sources: set[str]
    targets: set[str]
    sectors: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Candidate:
    gold: int
    found: int
    rank: int
    touching: bool
    sides: bool
    status: bool


def count_events(
    gold: Item,
    predicted: list[Item],
    texts: tuple[Aligned, Aligned],
    outside: Ignoring,
    numbers: dict[int, int],
    counts: Counter[str],
) -> None:
    """Count the events of a case. `texts`: the predicted text and the gold's own; `numbers`: the statements matched."""
    events = gold["events"]
    found, triggers, candidates = _compared(gold, predicted, texts, outside)
    for level, name in enumerate(_LEVELS):
        matched = best_pairs(
            Pair(_score(c, events[c.gold]), c.gold, c.found)
            for c in candidates
            if level == 0 or (c.sides and (level == 1 or c.status))
        )
        for i, event in enumerate(events):
            if not event.get("optional"):
                counts[f"{name}.tp" if i in matched else f"{name}.fn"] += 1
        counts[f"{name}.fp"] += len(found) - len(matched)
        if level == 0:
            for i, j in matched.items():
                if not events[i].get("optional"):
                    counts["events: trigger.n"] += 1
                    counts["events: trigger.ok"] += bool(triggers[i] & found[j].characters)
                    for detail, right in _judged(gold, events[i], found[j], numbers):
                        counts[f"events: {detail}.n"] += 1
                        counts[f"events: {detail}.ok"] += right


def judged_events(
    gold: Item, predicted: list[Item], texts: tuple[Aligned, Aligned], outside: Ignoring
) -> list[tuple[float, bool]]:
    """How sure each predicted event says it is, and whether its type is right; optional ones are left out."""
    found, _, candidates = _compared(gold, predicted, texts, outside)
    events = gold["events"]
    matched = best_pairs(Pair(_score(c, events[c.gold]), c.gold, c.found) for c in candidates)
    numbers = {j: i for i, j in matched.items()}
    return [
        (float(f.item.get("confidence", 1)), j in numbers)
        for j, f in enumerate(found)
        if j not in numbers or not events[numbers[j]].get("optional")
    ]


def _compared(
    gold: Item, predicted: list[Item], texts: tuple[Aligned, Aligned], outside: Ignoring
) -> tuple[list[_Found], list[set[int]], list[_Candidate]]:
    """The predicted events, the gold's triggers, and which may be which."""
    aligned, own = texts
    events, sentences = gold["events"], gold["sentences"]
    triggers = [own.of(e, "trigger", "trigger_text") for e in events]
    found = _merged(predicted, aligned, outside, sentences)
    candidates = [
        _Candidate(
            i, j, rank, bool(triggers[i] & f.characters), same_sides(e, f.sources, f.targets), _status_fits(e, f.item)
        )
        for i, e in enumerate(events)
        for j, f in enumerate(found)
        if f.sentence is not None
        and f.sentence == _sentence_of(triggers[i], sentences)
        and (rank := _type_rank(e, f.item.get("type")))
    ]
    return found, triggers, candidates


def _merged(predicted: list[Item], aligned: Aligned, outside: Ignoring, sentences: list[list[int]]) -> list[_Found]:
    merged: dict[tuple[str, int], _Found] = {}
    found: list[_Found] = []
    for item in predicted:
        characters = aligned.of(item, "trigger", "trigger_text")
        if outside.ignores(characters, aligned.text_of(item, "trigger", "trigger_text")):
            continue
        key = (str(item.get("type")), min(characters, default=-1))
        if key not in merged or not characters:
            event = _Found(item, characters, _sentence_of(characters, sentences), set(), set())
            found.append(event)
            merged[key] = event
        merged[key].sources |= codes_of(item.get("source"))
        merged[key].targets |= codes_of(item.get("target"))
        merged[key].sectors |= actor_sectors(item.get("source"))
    return found


def _sentence_of(characters: set[int], sentences: list[list[int]]) -> int | None:
    first = min(characters, default=-1)
    return next((number for number, (start, end) in enumerate(sentences) if start <= first < end), None)


def _type_rank(gold: Item, predicted: Any) -> int:
    """3: the type; 2: an alternative of the annotators; 1: one that PLOVER's manual asks for; 0: another."""
    if predicted == gold["type"]:
        return 3
    if predicted in gold.get("alt_types", ()):
        return 2
    statuses = {gold["status"], *gold.get("alt_status", ())}
    if predicted == "AGREE" and gold["type"] in _PROMISED and statuses & _UNREAL:
        return 1
    return int({predicted, gold["type"]} == _YIELDING and bool(statuses & _YIELDED_LATER))


def _status_fits(gold: Item, found: Item) -> bool:
    status = found.get("status")
    if status in {gold["status"], *gold.get("alt_status", ())}:
        return True
    # what is agreed upon has happened, where the agreement itself is coded
    agreed = found.get("type") == "AGREE" and gold["type"] != "AGREE"
    return status == "happened" and agreed and gold["status"] in _UNREAL


def _score(c: _Candidate, event: Item) -> float:
    return 4 * c.touching + c.rank + 2 * c.sides + c.status - 0.5 * bool(event.get("optional"))


def _judged(gold: Item, event: Item, found: _Found, numbers: dict[int, int]) -> Iterable[tuple[str, bool]]:
    item = found.item
    yield "status", _status_fits(event, item)
    if event["date"]:
        yield "date", _same_date(event["date"], str(item.get("date") or ""))
    if event.get("place"):
        place, named = set(words(event["place"])) - _PLACE_WORDS, set(words(item.get("place")))
        yield "place", bool(place & named) and brief(place, named)
    sectors = actor_sectors(event["source"])
    if sectors:
        yield "source sector", bool(sectors & found.sectors) and len(found.sectors) <= len(sectors) + 1
    # the innermost statement it was reported in; none: the narrator's own words
    within, said = event.get("in_statement"), item.get("in_statement")
    if within is None:
        yield "chain", said is None
    elif not gold["statements"][within].get("optional"):
        yield "chain", isinstance(said, int) and numbers.get(said) == within


def _same_date(gold: str, predicted: str) -> bool:
    """A finer date than the gold's fits; a month stated for a day of it does where the gold has the month alone."""
    return bool(predicted) and (predicted.startswith(gold) or (len(gold) == 7 and gold.startswith(predicted[:7])))
