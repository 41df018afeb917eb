"""Give the annotated cases and records UPOS and XPOS: `python -m training.tag CHECKPOINT`.

Their batches teach events and statements only; without tags of their own they pull the words that they repeat away from
the tags that the treebanks gave them. A label is kept if the model is sure of it and a treebank has the word with it,
or no treebank has the word at all; else the word gets the label that it nearly always has there, if there is one.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.features import Vocabulary, window_arrays
from training.labels import IGNORE
from training.network import Model, Shape
from training.paragraph import Paragraph
from training.paths import DATA, base_model
from training.sources.records import read_paragraphs, write_paragraphs

LAYERS = ("upos", "xpos")
SURE = 0.9
SEEN = 5  # occurrences in the treebanks from which a word's usual label counts
LONGEST = 250  # words that one window takes

Known = dict[str, tuple[frozenset[int], int]]


def known_tags(paragraphs: Sequence[Paragraph], layer: str) -> Known:
    """By word in lower case: the labels of a twentieth of its occurrences or more, and that of nine tenths or -100."""
    counts: dict[str, Counter[int]] = {}
    for p in paragraphs:
        for word, label in zip(p.words, p.labels[layer], strict=True):
            if label != IGNORE:
                counts.setdefault(word.lower(), Counter())[label] += 1
    known: Known = {}
    for word, c in counts.items():
        best, times = c.most_common(1)[0]
        usual = best if times >= SEEN and times >= SURE * c.total() else IGNORE
        known[word] = frozenset(label for label, n in c.items() if 20 * n >= c.total()), usual
    return known


def load_model(path: Path) -> Model:
    """A checkpoint's averaged weights, ready to label."""
    state = torch.load(path, weights_only=False)["averaged"]
    model = Model(json.loads((DATA / "labels.json").read_text()), Shape.of(state))
    model.load_state(state)  # other heads may be new
    return model.eval()


@torch.no_grad()
def tagged(paragraph: Paragraph, model: Model, vocabulary: Vocabulary, known: dict[str, Known]) -> Paragraph:
    """The paragraph with the layers added; words beyond the first 250 stay unlabelled."""
    words = paragraph.words[:LONGEST]
    arrays = window_arrays([[words]], vocabulary)
    if arrays["ids"].shape[1] > 500:
        words = ()
    labels = {layer: [IGNORE] * len(paragraph.words) for layer in LAYERS}
    if words:
        arrays.pop("words")
        states = model.word_states(**{name: torch.from_numpy(a) for name, a in arrays.items()})
        scores = model.tag_scores(states)
        for layer in LAYERS:
            best = scores[layer][0].softmax(-1).max(-1)
            for i, (word, share, label) in enumerate(
                zip(words, best.values.tolist(), best.indices.tolist(), strict=True)
            ):
                seen, usual = known[layer].get(word.lower(), (None, IGNORE))
                labels[layer][i] = label if share >= SURE and (seen is None or label in seen) else usual
    return replace(paragraph, labels=paragraph.labels | {layer: tuple(v) for layer, v in labels.items()})


def main() -> None:
    """Label both files in place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    model = load_model(parser.parse_args().checkpoint)
    vocabulary = Vocabulary.load(base_model() / "tokenizer.json")
    banks = [*read_paragraphs(DATA / "syntax.jsonl"), *read_paragraphs(DATA / "silver.jsonl")]
    known = {layer: known_tags(banks, layer) for layer in LAYERS}
    for name in ("cases", "records"):
        path = DATA / f"{name}.jsonl"
        count, words = write_paragraphs(path, [tagged(p, model, vocabulary, known) for p in read_paragraphs(path)])
        print(f"{name:8} {count:6,} paragraphs {words:8,} words tagged")


if __name__ == "__main__":
    main()
