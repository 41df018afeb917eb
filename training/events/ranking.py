"""Fit which event of a text is the main one: `python -m training.events.ranking [--cross-validate] [--write]`.

The leads of `training/cases/leads.tsv` name the event that a coder would give who may give one. A multinomial logit
among the events that the shipped model finds; leads whose main event is not among them, or alone, teach nothing.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.evaluate.predictions import coded_events
from onrecord.find.ranking import by_depth, evidence_of
from onrecord.lang import LanguagePack, load_pack
from onrecord.schema import Anchor, EventType
from training.events.cases import overlaps
from training.logit import best_option, fit_choice
from training.options import fit_parser, write_weights
from training.paths import ROOT
from training.statements.cases import article_of

CASES = ROOT / "training" / "cases"
FOLDS, RIDGE, RAREST, LEAST = 5, 10.0, 5, 0.02
HEADER = "# Weights; written by training/events/ranking.py from the leads of training/cases/leads.tsv.\n"
UNSEEN = ("vj", "xb", "xc")  # leads that the shipped encoder has not trained on


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead with the events found in it, in plain order: whether each is of the main type, or the main event itself,
    and what speaks for it."""

    id: str
    typed: tuple[bool, ...]
    main: tuple[bool, ...]
    evidence: tuple[tuple[str, ...], ...]


def leads(pack: LanguagePack) -> Iterator[Lead]:
    """All leads in which events are found."""
    with (CASES / "leads.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            gold = json.loads((CASES / "gold" / f"{row['id']}.json").read_text("utf-8"))
            article = article_of(gold, CASES / "inputs")
            start, end = article.body[0].start, article.body[-1].end
            trigger = Anchor(*(place - start for place in gold["events"][int(row["event"])]["trigger"]))
            events, parse, statements = coded_events(article.text[start:end], pack, date=gold["date"])
            plain = by_depth(events, parse)
            typed = tuple(event.type is EventType(row["type"]) for event in plain)
            main = tuple(t and overlaps(event.anchor, trigger) for t, event in zip(typed, plain, strict=True))
            if plain:
                yield Lead(row["id"], typed, main, tuple(map(tuple, evidence_of(plain, parse, statements))))


def fit(found: list[Lead]) -> dict[str, float]:
    """The weights of all features."""
    open_ = [lead for lead in found if any(lead.main) and not all(lead.main)]
    questions = [list(zip(lead.main, lead.evidence, strict=True)) for lead in open_]
    return fit_choice(questions, ridge=RIDGE, rarest=RAREST)


def cross_validate(found: list[Lead]) -> None:
    """Print how often the first event is of the main type: by depth, by the weights over folds, and at best."""
    chosen: dict[str, bool] = {}
    for fold in range(FOLDS):
        weights = fit([lead for n, lead in enumerate(found) if n % FOLDS != fold])
        for lead in found[fold::FOLDS]:
            chosen[lead.id] = lead.typed[best_option(lead.evidence, weights)]
    for name, some in (
        ("all", found),
        ("not trained on", [lead for lead in found if lead.id.startswith(UNSEEN)]),
    ):
        first, best = sum(lead.typed[0] for lead in some), sum(any(lead.typed) for lead in some)
        weighed, n = sum(chosen[lead.id] for lead in some), len(some)
        print(f"{name} {n}: by depth {first / n:.3f}, weighed {weighed / n:.3f}, at best {best / n:.3f}")


def main() -> None:
    options = fit_parser(__doc__, shared=False, older=False).parse_args()
    pack = load_pack("en")
    found = list(leads(pack))
    if options.cross_validate:
        cross_validate(found)
    if options.write:
        write_weights(pack.folder / "main_events.tsv", HEADER, fit(found), least=LEAST)


if __name__ == "__main__":
    main()
