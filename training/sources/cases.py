"""The annotated cases: events (type, status), statements as the cases see them (innermost spans), and their acts.

What is optional in the gold is unknown here, not absent.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.lang import LanguagePack
from training.folds import fold_of
from training.labels import ACTS, EVENT_STATUS, EVENT_TYPES, IGNORE, ROLES, bio
from training.paragraph import Link, Paragraph
from training.paths import WORK
from training.sources.attribution import repair
from training.sources.sides import side_layers
from training.sources.texts import Splitter, Words, split_words

INDEX = {label: i for i, label in enumerate(bio(ROLES))}
OWN = Path(__file__).parents[1] / "cases"
REAL = WORK / "real"
REACH = 400  # characters between a content and its cue, or a cue and its speaker


def training_cases(folder: Path, *, declared: bool = False) -> Iterator[tuple[dict[str, Any], str]]:
    """The cases that may train, with their input texts: none of aside.txt, no dossier e3; then the project's own.

    Openings of real articles annotated for the project have their texts in the work folder (see training/real).
    `declared` leaves out real articles.
    """
    aside = set((folder / "aside.txt").read_text().split())
    for group in ("open", "dossiers"):
        for path in sorted((folder / group / "gold").glob("*.json")):
            case = json.loads(path.read_text(encoding="utf-8"))
            real = declared and case["id"].startswith("r")
            held_out = real or case["id"] in aside or path.stem in aside or path.stem.startswith("e3")
            if not held_out and case["offset_base"] == "input":
                text = (folder / group / "inputs" / case["input"]).read_bytes().decode("utf-8")
                yield case, text
    annotated = [] if declared else sorted(p for p in REAL.glob("*") if p.is_dir())
    for own in (OWN, *annotated):
        for path in sorted((own / "gold").glob("*.json")):
            case = json.loads(path.read_text(encoding="utf-8"))
            yield case, (own / "inputs" / case["input"]).read_bytes().decode("utf-8")


def case_paragraphs(
    cases: Iterable[tuple[dict[str, Any], str]], splitter: Splitter, pack: LanguagePack, *, first: int = 0
) -> Iterator[Paragraph]:
    """The body paragraphs of the cases, with the layers of their events and statements."""
    for number, (case, text) in enumerate(cases, first):
        words = split_words(text, [tuple(span) for span in case["body_spans"]], splitter)
        labels = {**_event_layers(case["events"], words)}
        spans, acts, links = _statement_layers(case["statements"], words)
        labels.update(case=spans, act=acts, **side_layers(case, words, pack))
        for begin, stop in words.bounds():
            yield Paragraph(
                words=words.words(begin, stop),
                labels={layer: tuple(values[begin:stop]) for layer, values in labels.items()},
                links=tuple((r, i - begin, c) for r, i, c in links if begin <= i < stop),
                document=number,
                fold=fold_of(case["id"]),
            )


def _event_layers(events: Iterable[dict[str, Any]], words: Words) -> dict[str, list[int]]:
    trigger, status = [0] * len(words.starts), [IGNORE] * len(words.starts)
    for event in events:
        begin, stop = words.range(*event["trigger"])
        if begin >= stop:
            continue
        for i in range(begin + 1, stop):
            if not trigger[i]:
                trigger[i] = IGNORE
        if event.get("optional"):
            if not trigger[begin]:
                trigger[begin] = IGNORE
        else:
            trigger[begin] = 1 + EVENT_TYPES.index(event["type"])
        status[begin] = EVENT_STATUS.index(event["status"])
    return {"trigger": trigger, "status": status}


def _statement_layers(statements: list[dict[str, Any]], words: Words) -> tuple[list[int], list[int], list[Link]]:
    """Outer statements first, so that inner ones overwrite them; optional ones leave their words open."""
    labels, acts = [0] * len(words.starts), [IGNORE] * len(words.starts)
    openings = set(words.paragraphs)
    links: list[Link] = []
    order = sorted(range(len(statements)), key=lambda i: _depth(statements, i))
    unknown: list[tuple[int, int]] = []
    for number in order:
        item = statements[number]
        content = [words.range(*span) for span in item["content"]]
        cue = _near(words, item["cue"], item["content"], item["content"])
        around = [cue] if cue else item["content"]
        speaker = _near(words, item["speaker_text"], around, [*item["content"], *([cue] if cue else [])])
        parts = [("content", span) for span in content]
        parts += [(role, words.range(*span)) for role, span in (("source", speaker), ("cue", cue)) if span]
        if item["cue"] and cue is None:
            unknown += _surroundings(words, content)
        for role, (begin, stop) in parts:
            if item.get("optional"):
                unknown.append((begin, stop))
                continue
            for i in range(begin, stop):
                opens = i == begin or i in openings
                labels[i] = INDEX[("B-" if opens else "I-") + role]
                if opens:
                    links.append((role, i, number))
        if cue and not item.get("optional"):
            begin, stop = words.range(*cue)
            if begin < stop and item["act"] in ACTS:
                acts[begin] = ACTS.index(item["act"])
    repair(labels, INDEX)
    for begin, stop in unknown:
        for i in range(begin, stop):
            if labels[i] == 0:
                labels[i] = IGNORE
    return labels, acts, links


def _depth(statements: list[dict[str, Any]], number: int) -> int:
    depth, outer = 0, statements[number].get("nested_in")
    while outer is not None and depth < len(statements):
        depth, outer = depth + 1, statements[outer].get("nested_in")
    return depth


def _near(words: Words, phrase: str | None, anchors: list[Any], taken: list[Any]) -> tuple[int, int] | None:
    """The occurrence of a phrase, on word edges, nearest to the anchors and outside what is taken."""
    if not phrase:
        return None
    edges, ends = set(words.starts), set(words.ends)
    best: tuple[int, int, int] | None = None
    position = words.text.find(phrase)
    while position >= 0:
        end = position + len(phrase)
        outside = all(end <= a or position >= b for a, b in taken)
        if position in edges and end in ends and outside:
            distance = min(max(a - end, position - b, 0) for a, b in anchors)
            if distance <= REACH and (best is None or distance < best[0]):
                best = (distance, position, end)
        position = words.text.find(phrase, position + 1)
    return best[1:] if best else None


def _surroundings(words: Words, content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words between the full stops around a content: where an unfound cue may stand."""
    found = []
    for begin, stop in content:
        last = len(words.starts)
        while begin > 0 and words.text[words.starts[begin - 1]] not in ".?!\n":
            begin -= 1
        while stop < last and words.text[words.starts[stop]] not in ".?!\n":
            stop += 1
        found.append((begin, stop))
    return found


def record_paragraphs(rows: Iterable[Any], splitter: Splitter, *, first: int = 0) -> Iterator[Paragraph]:
    """PLOVER's gold standard records: the triggers that the record gives are known, every other word is open.

    A record names the event it stands for; what else its sentence reports is not annotated.
    """
    for number, row in enumerate(rows, first):
        words = split_words(row["text"], [(0, len(row["text"]))], splitter)
        trigger = [IGNORE] * len(words.starts)
        for event in row["events"]:
            for span in event.get("event_spans") or ():
                begin, stop = words.range(span["start"], span["end"])
                if begin < stop and event["type"] in EVENT_TYPES and not event.get("alt_types"):
                    trigger[begin] = 1 + EVENT_TYPES.index(event["type"])
                    break  # the first span is the predicate, the next ones its objects
        if any(t > 0 for t in trigger):
            yield Paragraph(
                words=words.words(0, len(words.starts)), labels={"trigger": tuple(trigger)}, document=number
            )
