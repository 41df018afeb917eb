"""Fit the weights of events and of their missing sides: python -m training.events.fit [--cross-validate] [--write].

Writes lang/en/event_weights.tsv and event_sides.tsv from the annotated cases; with --cross-validate it prints, over
folds by page, precision, recall and F1 of the types by threshold, how well the confidence is calibrated, and how many
of the missing sides are found. The number of event_head.tsv is set by hand.
"""

import random

from onrecord.lang import LanguagePack, load_pack
from training.events import confidence, sides
from training.events.cases import load_cases
from training.events.unseen import as_unseen
from training.options import fit_parser, write_weights
from training.statements.cases import sided

HEADER = "# Log odds; written by training/events/fit.py from the annotated cases (those of aside.txt left out).\n"
FOLDS = 6
SEED = 7


def main() -> None:
    options = fit_parser(__doc__).parse_args()
    pack = load_pack("en")
    cases = load_cases(options.shared, pack, folds=FOLDS, older=options.older)
    rng = random.Random(SEED)
    pages = [confidence.page_of(c, c.parse if c.unseen else as_unseen(c.parse, pack, rng), pack) for c in cases]
    examples = confidence.frame_examples(pack)
    print(
        f"{len(cases)} pages, {sum(len(p.rows) for p in pages)} drafts, {len(examples)} drafts of the frames' examples"
    )
    if options.cross_validate:
        confidence.cross_validate(pages, examples)
    if options.write:
        weights = confidence.fit([r for p in pages for r in p.rows] + examples)
        write_weights(pack.folder / "event_weights.tsv", HEADER, weights, least=0.03)
        pack = LanguagePack(code=pack.code, folder=pack.folder)  # the sides are those of the events that pass now
    cases = load_cases(options.shared, pack, folds=FOLDS, older=sided(options.older))
    missing = [s for c in cases for s in sides.missing_sides(c, pack)]
    print(f"{len(missing)} missing sides")
    if options.cross_validate:
        sides.cross_validate(missing)
    if options.write:
        write_weights(pack.folder / "event_sides.tsv", HEADER, sides.fit(missing), least=0.02)


if __name__ == "__main__":
    main()
