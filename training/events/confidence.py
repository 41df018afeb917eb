"""The weights of how sure an event is: a logistic model of whether a draft is an annotated event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.find.actors import ActorResolver
from onrecord.find.confidence import probability
from onrecord.find.events import propose
from onrecord.find.slots import Tree
from onrecord.find.statements import find_statements
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, EventType
from training.events.cases import EventCase, match, overlaps, parse_sentence, type_rank
from training.logit import fit_logistic
from training.statements.fit import calibration

__all__ = ["SHOWN", "Page", "Row", "cross_validate", "fit", "frame_examples", "held_out", "judged", "page_of"]

Found = tuple[Anchor, EventType]
Floats = NDArray[np.float64]
HEADLESS = "headless"
WITHOUT_HEAD = 0.1
EXAMPLE = 2.0  # what a draft of a frame's example weighs; 1 while there were 1,535 pages
THRESHOLDS = (0.35, 0.4, 0.45, 0.48, 0.5, 0.55)
SHOWN = 0.48  # the calibration is shown for the events that are reported


@dataclass(frozen=True, slots=True)
class Row:
    """A draft's evidence, whether it is right, and what it weighs in the fit."""

    evidence: list[str]
    right: bool
    weight: float
    found: Found
    group: int  # the drafts of one word have one number


@dataclass(frozen=True, slots=True)
class Page:
    """The drafts of one case."""

    case: EventCase
    rows: list[Row]


def page_of(case: EventCase, parse: Parse, pack: LanguagePack) -> Page:
    """The drafts of a page, right where gold has an event of that type at the same words, or in the same sentence."""
    resolver = ActorResolver(case.article, parse, parse.mentions, pack)
    statements, _ = find_statements(case.article, parse, resolver, pack)
    groups, evidence = propose(Tree(parse, pack), statements, resolver)
    drafts = [(d, rank, n) for n, group in enumerate(groups) for rank, d in enumerate(group)]
    found = [(d.anchor, d.hit.frame.type) for d, _, _ in drafts]
    matched = match(case, found)
    rows = []
    for j, (draft, rank, number) in enumerate(drafts):
        meant = [case.gold[matched[j]]] if j in matched else []
        here = [g for g in case.gold if overlaps(g.trigger, draft.anchor) and type_rank(g, draft.hit.frame.type)]
        optional = all(g.optional for g in meant or here) and bool(meant or here)
        names = evidence.of(draft, rank, len(groups[number]))
        rows.append(Row(names, bool(meant or here), 0.5 if optional else 1.0, found[j], number))
    return Page(case, rows)


def frame_examples(pack: LanguagePack) -> list[Row]:
    """The drafts of the frames' own examples, which are right, and of their counter-examples, which are not."""
    rows = []
    for frame in pack.frames:
        for text, right in ((frame.example, True), (frame.not_example, False)):
            if not text:
                continue
            article, parse = parse_sentence(text, pack)
            resolver = ActorResolver(article, parse, parse.mentions, pack)
            groups, evidence = propose(Tree(parse, pack), (), resolver)
            for number, group in enumerate(groups):
                for rank, draft in enumerate(group):
                    same = draft.hit.frame.type is frame.type
                    if same and not (right and draft.hit.loose):
                        names = evidence.of(draft, rank, len(group))
                        rows.append(Row(names, right, EXAMPLE, (draft.anchor, frame.type), number))
    return rows


def fit(rows: Iterable[Row], *, ridge: float = 3.0, rarest: int = 3) -> dict[str, float]:
    """Weights of a logistic model with a ridge penalty.

    A small part of each draft's weight goes to it without what the encoder's event head says: a model may have none.
    """
    kept = [
        (sorted(set(evidence)), row.right, row.weight * share)
        for row in rows
        for evidence, share in ((row.evidence, 1 - WITHOUT_HEAD), (_headless(row.evidence), WITHOUT_HEAD))
    ]
    evidence, right, weight = zip(*kept, strict=True)
    return fit_logistic(evidence, right, weight, ridge=ridge, rarest=rarest)


def _headless(evidence: Sequence[str]) -> list[str]:
    """The evidence where the model has no event head; `head=` is the head of the word in the tree."""
    return [f for f in evidence if not f.startswith(("head>", "head-", "head:"))] + [HEADLESS]


def cross_validate(pages: Sequence[Page], examples: list[Row]) -> None:
    """Print what folds by page give."""
    chosen = held_out(pages, examples)
    _print_scores(pages, chosen, "all")
    some = [(p, c) for p, c in zip(pages, chosen, strict=True) if p.case.unseen]
    if some:
        _print_scores([p for p, _ in some], [c for _, c in some], "unseen")


def held_out(pages: Sequence[Page], examples: list[Row]) -> list[list[tuple[float, Found]]]:
    """The likeliest draft of each word of each page, by the weights that the other folds give."""
    folds = sorted({p.case.fold for p in pages})
    weights = {k: fit([r for p in pages if p.case.fold != k for r in p.rows] + examples) for k in folds}
    return [_chosen(p, weights[p.case.fold]) for p in pages]


def judged(pages: Sequence[Page], chosen: Sequence[list[tuple[float, Found]]], least: float) -> tuple[Floats, Floats]:
    """How sure each event from a threshold on was, and whether it was right (1 or 0); optional ones are left out."""
    chances, right = [], []
    for page, best in zip(pages, chosen, strict=True):
        kept = [(chance, found) for chance, found in best if chance >= least]
        matched = match(page.case, [found for _, found in kept])
        for j, (chance, _) in enumerate(kept):
            if j not in matched or not page.case.gold[matched[j]].optional:
                chances.append(chance)
                right.append(float(j in matched))
    return np.array(chances), np.array(right)


def _print_scores(pages: Sequence[Page], chosen: Sequence[list[tuple[float, Found]]], name: str) -> None:
    wanted = sum(not g.optional for p in pages for g in p.case.gold)
    for least in THRESHOLDS:
        chances, right = judged(pages, chosen, least)
        hits = float(right.sum())
        score = 2 * hits / (wanted + len(right))
        print(f"{name}, from {least:.2f}: P {hits / len(right):.3f} R {hits / wanted:.3f} F {score:.3f} (n {wanted})")
        if least == SHOWN:
            calibration("events", chances, right)


def _chosen(page: Page, weights: Mapping[str, float]) -> list[tuple[float, Found]]:
    """The likeliest draft of each word with its probability."""
    best: dict[int, tuple[float, Found]] = {}
    for row in page.rows:
        chance = probability(row.evidence, weights)
        if row.group not in best or chance > best[row.group][0]:
            best[row.group] = (chance, row.found)
    return list(best.values())
