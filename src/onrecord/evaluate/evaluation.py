"""`evaluate`: a gold set in, figures with intervals out, for the whole and by region and decade."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.attributions import ATTRIBUTION_FIGURES, count_article
from onrecord.evaluate.cases import CASE_FIGURES, count_case
from onrecord.evaluate.figures import Figure, Measured, measure
from onrecord.evaluate.gold import Document, GoldKind, load_gold, load_lines, load_object
from onrecord.evaluate.predictions import predict_attributions, predict_case, predict_events
from onrecord.evaluate.sentence_events import SENTENCE_FIGURES, count_record

__all__ = ["Evaluation", "Group", "Options", "evaluate"]

FIGURES: Mapping[GoldKind, Sequence[Figure]] = {
    GoldKind.CASES: CASE_FIGURES,
    GoldKind.PLOVER: SENTENCE_FIGURES,
    GoldKind.POLNEAR: ATTRIBUTION_FIGURES,
}


@dataclass(frozen=True, slots=True)
class Options:
    """How gold is scored. `predictions`: somebody else's, in place of what Onrecord finds."""

    inputs: Path | None = None
    predictions: Path | None = None
    only: frozenset[str] | None = None  # ids; else all
    speech: bool = False  # PolNeAR: only attributions whose cue is one of speech
    every: bool = False  # PLOVER: count every predicted event, not only as many as the gold has
    bootstrap: int = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of a part of the gold; `by` is None for the whole, else region or decade."""

    by: str | None
    name: str
    documents: int
    figures: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a gold set: the whole first, then its regions and decades."""

    kind: GoldKind
    groups: tuple[Group, ...]
    missing: tuple[str, ...] = ()  # documents that the predictions lack


def evaluate(path: Path, options: Options | None = None, *, progress: Callable[[], None] = lambda: None) -> Evaluation:
    """The figures that Onrecord, or given predictions, reach on a gold set (see `onrecord.evaluate.gold.load_gold`).

    Raises InputError where gold or predictions cannot be read.
    """
    options = options or Options()
    kind, documents = load_gold(path, options.inputs)
    if options.only is not None:
        documents = tuple(d for d in documents if d.id in options.only)
        if not documents:
            raise InputError(f"{path}: none of the ids asked for is there")
    given = _given(kind, options.predictions) if options.predictions else None
    counts: dict[str, Counter[str]] = {}
    for document in documents:
        try:
            counts[document.id] = _count(kind, document, given, options)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            said = f"{type(error).__name__}: {error}"
            raise InputError(f"{document.id}: gold or prediction is not as it should be ({said})") from error
        progress()
    missing = () if given is None else tuple(d.id for d in documents if d.id not in given)
    group = partial(_group, kind, counts, options)
    groups = [group(None, "all", documents)]
    for by in ("region", "decade"):
        held: dict[str, list[Document]] = {}
        for document in documents:
            held.setdefault(getattr(document, by) or "unknown", []).append(document)
        if len(held.keys() - {"unknown"}) > 1:
            groups += [group(by, name, held[name]) for name in sorted(held)]
    return Evaluation(kind, tuple(groups), missing)


def _group(
    kind: GoldKind,
    counts: Mapping[str, Counter[str]],
    options: Options,
    by: str | None,
    name: str,
    documents: Sequence[Document],
) -> Group:
    figures = measure(FIGURES[kind], [counts[d.id] for d in documents], bootstrap=options.bootstrap)
    return Group(by, name, len(documents), figures)


def _given(kind: GoldKind, path: Path) -> dict[str, Any]:
    """Somebody's predictions by document."""
    if kind is not GoldKind.CASES:
        key = "events" if kind is GoldKind.PLOVER else "statements"
        return {str(row.get("id")): row.get(key, []) for row in load_lines(path)}
    if not path.is_dir():
        raise InputError(f"{path}: predictions on cases are a folder with ID.json")
    return {file.stem: load_object(file) for file in sorted(path.glob("*.json"))}


def _count(kind: GoldKind, document: Document, given: Mapping[str, Any] | None, options: Options) -> Counter[str]:
    gold = document.gold
    if kind is GoldKind.CASES:
        page = document.page.decode("utf-8", "replace")
        case = predict_case(document.page, document.name) if given is None else given.get(document.id)
        return count_case(gold, case, page)
    if kind is GoldKind.PLOVER:
        events = (
            predict_events(gold["text"], language=gold.get("lang") or "en", date=gold.get("date"))
            if given is None
            else given.get(document.id, [])
        )
        return count_record(gold, events, first=not options.every)
    found = predict_attributions(gold["text"]) if given is None else given.get(document.id, [])
    return count_article(gold, found, speech=options.speech)
