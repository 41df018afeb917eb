"""Fit what dates, places and sectors of events are chosen by: python -m training.events.attributes [--write].

Writes lang/en/event_attributes.tsv from the annotated cases; with --cross-validate it prints, over folds by page, how
often the choice is right where gold states a value, and how often it states one where gold states none. Gold leaves
many dates and places unsaid that the text settles, so an event without one counts little.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.find.actors import ActorResolver
from onrecord.find.context import Draft
from onrecord.find.dates import TOLD, Dates
from onrecord.find.events import coded, propose, sure_drafts
from onrecord.find.fill import fill_sides
from onrecord.find.places import Places
from onrecord.find.sectors import Sectors
from onrecord.find.slots import Tree
from onrecord.find.statements import find_statements
from onrecord.find.statuses import Statuses
from onrecord.find.times import Times
from onrecord.find.weighing import marked
from onrecord.lang import LanguagePack, load_pack
from training.events.cases import EventCase, is_meant, load_cases, meant_by
from training.logit import best_option, fit_choice, fit_logistic
from training.options import fit_parser, write_weights
from training.statements.cases import sided

__all__ = ["Choice", "choices", "cross_validate", "fit"]

Option = tuple[bool, list[str]]  # whether it is right, and its features
HEADER = "# Weights; written by training/events/attributes.py from the annotated cases (those of aside.txt left out).\n"
FOLDS = 6
RIDGE = {"d": 8.0, "p": 4.0, "s": 4.0}
UNSAID = {"d": 0.008, "p": 0.04, "s": 0.0}  # what an event counts for which gold says none
RAREST = {"d": 4, "p": 4, "s": 6}
# Whether a date is told of its event. Direction F1 from -1.2, -1.4, -1.6: e1 and e2, held out, .52, .51, .57 (.48 where
# the event's own clause or the one above must say the date); 140 open pages from -1.2 and -1.6: .41, .38 (.39).
TOLD_RIDGE, TOLD_RAREST, TOLD_FROM = 8.0, 5, -1.4  # log odds
LEXICAL = ("t=", "w=", "o=", "a=")  # contexts that speak for a sector as such only
LEAST = 0.05  # smaller weights are left out
MONTH = 7  # characters
LITTLE = frozenset({"the", "of", "in", "at"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One attribute of one event: its options, of which the first is "none" for dates and places."""

    fold: int
    role: str  # d, p or s, as in the table
    said: bool  # by gold
    found: bool  # whether the event is among those found
    options: tuple[Option, ...]


def choices(case: EventCase, pack: LanguagePack) -> Iterator[Choice]:
    """The choices for all gold events of a case whose words a frame or the event head knows."""
    parse, tree = case.parse, Tree(case.parse, pack)
    resolver = ActorResolver(case.article, parse, parse.mentions, pack)
    statements, _ = find_statements(case.article, parse, resolver, pack)
    groups, evidence = propose(tree, statements, resolver)
    times = Times(tree, case.article)
    statuses = Statuses(tree, times)
    drafts = [statuses.decided(d) for d in sure_drafts(groups, evidence)]
    dates, places = Dates(tree, times, drafts), Places(tree, case.article, drafts)
    others = [d for group in groups for d in group]
    for gold in case.gold:
        sure = meant_by(gold, drafts)
        draft = sure or meant_by(gold, others)
        if draft is not None:
            options = [(_same_date(gold.date, date), "d", flags) for date, flags in dates.options(draft)]
            yield _choice(case, gold.date, sure, options, dates.context(draft))
            text = parse.text
            placed = [(_same_place(gold.place, text[a.slice] if a else None), "p", f) for a, f in places.options(draft)]
            yield _choice(case, gold.place, sure, placed, places.context(draft))
    sectors = Sectors(tree, resolver.mentions)
    for draft in fill_sides(tree, coded(tree, drafts), resolver.countries_named, pack.event_sides):
        meant = next((g for g in case.gold if is_meant(g, draft)), None)
        for party in draft.sides[0] if meant is not None else ():
            code = party.actor.code if party.actor else None
            right = {sector for c, sector in meant.sectors if c == code} if meant is not None else set()
            if right and sectors.is_open(party):
                seen = case.unseen  # elsewhere the encoder has learned the sectors by heart
                found = [
                    (sector in right, "s", [f for f in flags if seen or not f.startswith("seen")])
                    for sector, flags in sectors.options(draft, party).items()
                ]
                yield _choice(case, "s", draft, found, sectors.context(draft, party))


def _choice(
    case: EventCase,
    said: str | None,
    sure: Draft | None,
    options: Sequence[tuple[bool, str, list[str]]],
    context: Sequence[str],
) -> Choice:
    plain = [c for c in context if not c.startswith(LEXICAL)]
    named = tuple(
        (right, [n for f in flags for n in marked(role, [f], context if f.startswith("is=") else plain)])
        for right, role, flags in options
    )
    return Choice(case.fold, options[0][1], said is not None, sure is not None, named)


def _same_date(gold: str | None, date: str | None) -> bool:
    """Whether a date is gold's, or says it more exactly; a month may have any of its days."""
    if gold is None or date is None:
        return gold is date
    return date.startswith(gold) or (len(gold) == MONTH and gold.startswith(date[:MONTH]))


def _same_place(gold: str | None, place: str | None) -> bool:
    """Whether a place shares a word with gold's and is not much longer."""
    if gold is None or place is None:
        return gold is place
    a, b = (set(re.findall(r"[^\W_]+", text.lower())) for text in (gold, place))
    return bool((a - LITTLE) & b) and len(b) <= 3 * len(a - LITTLE) + 3


def fit(chosen: Sequence[Choice]) -> dict[str, float]:
    """The weights of all features: one multinomial logit a role, with a ridge penalty."""
    weights = {f: w for role in RIDGE for f, w in _fit([c for c in chosen if c.role == role], role).items()}
    return weights | _fit_told(chosen, weights)


def _fit_told(chosen: Sequence[Choice], weights: Mapping[str, float]) -> dict[str, float]:
    """The weights (role `w`) of the text telling the date that the others choose."""
    rows = [row for c in chosen if c.role == "d" and c.found for row in _told(c, weights)]
    evidence, right = [["bias", *names] for _, names in rows], [is_right for is_right, _ in rows]
    fitted = fit_logistic(evidence, right, [1.0] * len(rows), ridge=TOLD_RIDGE, rarest=TOLD_RAREST)
    fitted[f"w.{TOLD}"] = round(fitted.pop("bias") - TOLD_FROM, 3)
    return fitted


def _told(choice: Choice, weights: Mapping[str, float]) -> Iterator[tuple[bool, list[str]]]:
    """Whether gold states the date chosen, and what speaks for that; nothing where none is chosen."""
    best = best_option([names for _, names in choice.options], weights)
    right, names = choice.options[best]
    if best:
        own = [f"w{f.removeprefix('d')}" for f in names]
        contexts = dict.fromkeys(context for _, colon, context in (f.partition(":") for f in own) if colon)
        yield choice.said and right, [*own, *(f"w.{TOLD}:{context}" for context in contexts)]


def _fit(chosen: Sequence[Choice], role: str) -> dict[str, float]:
    kept = [c for c in chosen if len(c.options) > 1 and any(right for right, _ in c.options)]
    kept = [c for c in kept if c.said or UNSAID[role]]
    weight = [1.0 if c.said else UNSAID[role] for c in kept]
    options = [c.options for c in kept]
    return fit_choice(options, ridge=RIDGE[role], rarest=RAREST[role], weight=weight, steps=120)


def cross_validate(chosen: Sequence[Choice]) -> None:
    """Print over folds by page how often the choice is right, for the events that are found."""
    hits: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        weights = fit([c for c in chosen if c.fold != fold])
        for c in chosen:
            if c.fold == fold and c.found:
                best = best_option([names for _, names in c.options], weights)
                hits[c.role, "said" if c.said else "unsaid"] += 1
                hits[c.role, "right"] += c.said and c.options[best][0]
                hits[c.role, "stated"] += not c.said and best > 0
                if c.role == "d":
                    hits["w", "said"] += c.said
                    for fits, names in _told(c, weights):
                        told = weights[f"w.{TOLD}"] + sum(weights.get(f, 0.0) for f in names) > 0
                        hits["w", "found"] += told
                        hits["w", "right"] += told and fits
    for role, name in (("d", "date"), ("p", "place"), ("s", "sector, the country right")):
        said, unsaid = hits[role, "said"], hits[role, "unsaid"]
        stated = f"; stated for {hits[role, 'stated'] / unsaid:.3f} of {unsaid} without" if unsaid else ""
        print(f"{name}: right for {hits[role, 'right'] / said:.3f} of {said}{stated}")
    right, found, said = (hits["w", k] for k in ("right", "found", "said"))
    print(f"date told: P {right / found:.3f} R {right / said:.3f} F {2 * right / (found + said):.3f} (n {said})")


def main() -> None:
    options = fit_parser(__doc__).parse_args()
    pack = load_pack("en")
    chosen = [
        c
        for case in load_cases(options.shared, pack, folds=FOLDS, older=sided(options.older))
        for c in choices(case, pack)
    ]
    print(f"{len(chosen)} choices")
    if options.cross_validate:
        cross_validate(chosen)
    if options.write:
        write_weights(pack.folder / "event_attributes.tsv", HEADER, fit(chosen), least=LEAST)


if __name__ == "__main__":
    main()
