"""Fit what the statuses of events are chosen by: python -m training.events.statuses [--write].

Writes lang/en/event_statuses.tsv from the annotated cases; with --cross-validate it prints, over folds of the latest
pages, how often the choice is right, overall and by status. The encoder's status head knows the pages that it was
trained on better than any other: where no model of `--older` has not seen a page, its choices are fitted as if there
were no head.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.find.actors import ActorResolver
from onrecord.find.context import Draft
from onrecord.find.events import propose, sure_drafts
from onrecord.find.slots import Tree
from onrecord.find.statements import find_statements
from onrecord.find.statuses import Statuses
from onrecord.find.times import Times
from onrecord.find.weighing import marked
from onrecord.lang import LanguagePack, load_pack
from training.events.cases import EventCase, Gold, load_cases, match, meant_by
from training.logit import best_option, fit_choice
from training.options import fit_parser, write_weights
from training.statements.cases import FIRST

__all__ = ["Choice", "choices", "cross_validate", "fit"]

HEADER = "# Weights; written by training/events/statuses.py from the annotated cases (those of aside.txt left out).\n"
FOLDS = 5
RIDGE, RAREST, STEPS = 8.0, 6, 100
HEADLESS = 0.7  # what a choice counts that is fitted without the head
BY_HEAD = ("top=", "pair=", "head>")  # what the head says
ALONE = "alone="  # what the tree reads where there is no head; for the fit only
LEAST = 0.05  # smaller weights are left out


@dataclass(frozen=True, slots=True)
class Choice:
    """One event's status: its options with their features, and what the tree alone reads."""

    fold: int
    weight: float
    tested: bool  # found on a page of the latest
    options: tuple[tuple[bool, list[str]], ...]
    statuses: tuple[str, ...]  # of the options
    gold: str


def choices(case: EventCase, pack: LanguagePack) -> Iterator[Choice]:
    """The choices for all gold events of a case whose words a frame or the event head knows."""
    tree = Tree(case.parse, pack)
    resolver = ActorResolver(case.article, case.parse, case.parse.mentions, pack)
    statements, _ = find_statements(case.article, case.parse, resolver, pack)
    groups, evidence = propose(tree, statements, resolver)
    drafts = sure_drafts(groups, evidence)
    matched = match(case, [(d.anchor, d.hit.frame.type) for d in drafts])
    found = {gold: drafts[draft] for draft, gold in matched.items()}
    statuses = Statuses(tree, Times(tree, case.article))
    others = [d for group in groups for d in group]
    latest = case.unseen and FIRST[-1][0].match(case.id) is not None
    for number, gold in enumerate(case.gold):
        draft = found.get(number) or meant_by(gold, others)
        if draft is not None and statuses.is_open(draft):
            yield _choice(case.fold, gold, statuses, draft, honest=case.unseen, tested=latest and number in found)


def _choice(fold: int, gold: Gold, statuses: Statuses, draft: Draft, *, honest: bool, tested: bool) -> Choice:
    when = statuses.when(draft)
    context = statuses.context(draft, when)
    if not honest:
        context = [kind for kind in context if not kind.startswith(BY_HEAD)] + [f"{ALONE}{draft.status}"]
    options = statuses.options(draft, when)
    named = tuple(
        (status in gold.statuses, [n for f in flags if honest or not f.startswith(BY_HEAD) for n in _names(f, context)])
        for status, flags in options
    )
    weight = 1.0 if honest else HEADLESS
    return Choice(fold, weight, tested, named, tuple(s for s, _ in options), "|".join(sorted(gold.statuses)))


def _names(flag: str, context: Sequence[str]) -> list[str]:
    """The context tells one status from another; all else speaks for each alike."""
    return marked("x", [flag], context if flag.startswith("is=") else ())


def fit(chosen: Sequence[Choice]) -> dict[str, float]:
    """The weights of all features: a multinomial logit with a ridge penalty."""
    options = [c.options for c in chosen]
    weights = fit_choice(options, ridge=RIDGE, rarest=RAREST, weight=[c.weight for c in chosen], steps=STEPS)
    return {f: w for f, w in weights.items() if ALONE not in f and abs(w) >= LEAST}


def cross_validate(chosen: Sequence[Choice]) -> None:
    """Print over folds by page how often the choice is right on the latest pages, and the commonest errors."""
    hits: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        weights = fit([c for c in chosen if c.fold != fold])
        for c in chosen:
            if c.tested and c.fold == fold:
                best = best_option([names for _, names in c.options], weights)
                right = c.options[best][0]
                hits["n"] += 1
                hits["right"] += right
                wrong[c.gold, c.statuses[best]] += not right
    print(f"status right for {hits['right'] / hits['n']:.4f} of {hits['n']} to be weighed")
    for (gold, said), n in wrong.most_common(12):
        print(f"  {n} {gold} taken for {said}")


def main() -> None:
    options = fit_parser(__doc__).parse_args()
    pack = load_pack("en")
    cases = load_cases(options.shared, pack, folds=FOLDS, older=options.older)
    chosen = [c for case in cases for c in choices(case, pack)]
    print(f"{len(chosen)} choices, {sum(c.tested for c in chosen)} of them tested")
    if options.cross_validate:
        cross_validate(chosen)
    if options.write:
        write_weights(pack.folder / "event_statuses.tsv", HEADER, fit(chosen))


if __name__ == "__main__":
    main()
