"""Fit the weights that link speakers: python -m training.mentions.fit [--cross-validate] [--write].

Writes lang/en/antecedent_weights.tsv (whom a speaking pronoun stands for) and home_weights.tsv (the country of someone
who names none); --cross-validate prints how often the right one is chosen, over five folds by page, and how often the
hand-set rules choose it. Run it twice with --write: what was linked before a pronoun is part of its evidence.
"""

from collections.abc import Mapping, Sequence

from onrecord.lang import load_pack
from training.logit import best_option, fit_choice
from training.mentions.questions import Question, antecedents, homes, read_pages
from training.options import fit_parser, write_weights

HEADER = "# Log odds; written by training/mentions/fit.py from the annotated cases (those of aside.txt left out).\n"
LEAST = 0.02  # a weight that is written
RIDGE = {"antecedent": 15.0, "home": 10.0}


def main() -> None:
    options = fit_parser(__doc__).parse_args()
    pack = load_pack("en")
    pages = list(read_pages(options.shared, pack, older=options.older))
    questions = {
        "antecedent": [q for page in pages for q in antecedents(page)],
        "home": [q for page in pages for q in homes(page)],
    }
    for name, asked in questions.items():
        print(f"{name}: {len(asked)} questions on {len(pages)} pages")
        if options.cross_validate:
            cross_validate(asked, RIDGE[name])
        if options.write:
            write_weights(pack.folder / f"{name}_weights.tsv", HEADER, fit(asked, ridge=RIDGE[name]))


def fit(questions: Sequence[Question], *, ridge: float, rarest: int = 4) -> dict[str, float]:
    """Weights of a choice among candidates of which one or several are right (multinomial logit, ridge penalty)."""
    options = [
        [(is_right, sorted(set(names))) for names, is_right in zip(q.evidence, q.right, strict=True)] for q in questions
    ]
    return {f: w for f, w in fit_choice(options, ridge=ridge, rarest=rarest).items() if abs(w) >= LEAST}


def choose(question: Question, weights: Mapping[str, float]) -> int:
    """The candidate with the most weight; the first among equals."""
    return best_option(question.evidence, weights)


def cross_validate(questions: Sequence[Question], ridge: float) -> None:
    """Print how often the right one is chosen on pages that the weights were not fitted on."""
    folds = sorted({q.fold for q in questions})
    weights = {k: fit([q for q in questions if q.fold != k], ridge=ridge) for k in folds}
    ours = sum(q.right[choose(q, weights[q.fold])] for q in questions)
    hand = sum(q.by_rule is not None and q.right[q.by_rule] for q in questions)
    print(f"  right {ours} of {len(questions)} ({ours / len(questions):.3f}); the hand-set rules {hand}")


if __name__ == "__main__":
    main()
