"""Who said what, beside textacy and plain regular expressions: quotes.py [--articles N] [--out FOLDER] [--json].

All go over PolNeAR's development part (../shared, or ONRECORD_SHARED) article by article in turn, so that whatever else
the machine does falls on all alike; predictions are written to FOLDER (benchmarks/out/quotes) in the form of
score_attribution.py and scored by it. Speed is in words per CPU-second of one core: with the parse, and of extraction
from a parse at hand. Onrecord's attribution heads run inside its parse, so its second figure is the finders' alone.

textacy is no dependency of the project; install it for this alone (spaCy models are not needed):

    pip install --target benchmarks/out/others -r benchmarks/others.txt

textacy.extract.triples.direct_quotations reads a spaCy document that Onrecord has parsed: our words, UPOS, lemmas,
trees and sentences, the relations renamed to those of spaCy's English models as far as textacy looks at them. So its
figures are not those of textacy over en_core_web_sm, nor is the speed of its parse. What it cannot give:

- indirect and mixed speech, beliefs and wishes: it takes pairs of quotation marks alone, of four words and more with
  their marks, and only where a verb of its list with a subject stands in a sentence beside them;
- anything of a document with an odd number of marks: it raises. spaCy counts every apostrophe that is a word of its
  own, so whole articles are lost. `by article` calls it as it is documented, `by paragraph` on each paragraph as a
  document of its own, which loses that paragraph alone (and speakers who stand in the one before);
- whole phrases: a speaker is the head noun, its conjuncts and compounds ("Lee" and "mayor", no article, adjective or
  apposition), a cue the verb with its auxiliaries and negation. Neighbouring words are joined to spans here, nothing is
  added; the marks belong to the content, as there;
- one statement of several pieces: a quotation that is resumed after its cue is two.

The regular expressions are plain ones of our own: those behind the published figure (22.3) are not at hand.
"""

import argparse
import importlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"})

from onrecord.evaluate.predictions import plain_article  # noqa: E402  after the number of threads is set
from onrecord.find.attributions import find_attributions  # noqa: E402
from onrecord.lang import load_pack  # noqa: E402
from onrecord.parse import get_parser  # noqa: E402
from onrecord.parse.parse import Parse  # noqa: E402

sys.path.append(str(Path(__file__).parent / "out" / "others"))  # last: the project's own packages go first
SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
OUT = Path(__file__).parent / "out" / "quotes"
ROLES = ("source", "cue", "content")
Item = dict[str, list[list[int]]]
Clock = dict[str, float]

# Universal Dependencies -> the relations of spaCy's English models, where textacy tells them apart.
RELATIONS = {
    "root": "ROOT",
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "aux:pass": "auxpass",
    "flat": "compound",
    "nmod:desc": "compound",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
}

_VERBS = (
    "said|says|say|told|tells|added|adds|asked|asks|wrote|writes|tweeted|announced|argued|argues|noted|notes|claimed|"
    "claims|denied|denies|warned|warns|insisted|insists|declared|replied|explained|suggested|suggests|stated|states|"
    "admitted|acknowledged|confirmed|reported|reports|believes|believe|thinks|think"
)
_CUE = rf"(?P<cue>{_VERBS})\b"
_SOURCE = (
    r"(?P<source>(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b|(?:(?:[Tt]he|[Aa]n?) (?:[a-z]+ ){0,2}[a-z]+)\b|"
    r"(?:[Tt]he )?[A-Z][\w.’'-]*(?: (?:of |the |de )?[A-Z][\w.’'-]*){0,4})"
)
_SENTENCE = re.compile(r"[^\s.!?][^\n.!?]*(?:[.!?]+(?!\s|[”\"’)]|$)[^\n.!?]*)*(?:[.!?]+[”\"’)]*)?", re.MULTILINE)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<cue>According to) (?P<source>[^,\n]+), (?P<content>.+)",
        r"(?P<content>.+?),? (?P<cue>according to) (?P<source>[^,.\n]+)",
        rf"(?P<content>[^\n]+?[,?!][”\"]?) (?:{_SOURCE} {_CUE})",
        rf"(?P<content>[^\n]+?[,?!][”\"]?) (?:{_CUE} {_SOURCE})",
        rf"{_SOURCE} {_CUE}(?:[:,])? (?P<content>.+)",
    )
)


def by_expressions(text: str) -> list[Item]:
    """The first pattern that fits each sentence.

    >>> by_expressions("The mayor said that it rains.")
    [{'source': [[0, 9]], 'cue': [[10, 14]], 'content': [[15, 28]]}]
    """
    found = []
    for sentence in _SENTENCE.finditer(text):
        for pattern in _PATTERNS:
            match = pattern.match(text, sentence.start(), sentence.end())
            if match:
                found.append({role: [list(match.span(role))] for role in ROLES})
                break
    for item in found:
        start, end = item["content"][0]
        item["content"] = [[start, start + len(text[start:end].rstrip(" .,"))]]
    return found


def by_onrecord(parse: Parse, text: str) -> list[Item]:
    """Ours, as benchmarks/predict.py gives them."""
    found = find_attributions(plain_article(text), parse, load_pack("en"))
    starts, ends = parse.starts, parse.ends
    return [
        {role: [[int(starts[s.start]), int(ends[s.end - 1])] for s in getattr(a, role)] for role in ROLES}
        for a in found
    ]


def runs(words: Iterable[int]) -> list[tuple[int, int]]:
    """Half-open ranges of neighbouring words.

    >>> runs([7, 3, 4])
    [(3, 5), (7, 8)]
    """
    found: list[tuple[int, int]] = []
    for word in sorted(set(words)):
        if found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1)
        else:
            found.append((word, word + 1))
    return found


def relation(parse: Parse, word: int) -> str:
    """A word's relation as spaCy's English models call it."""
    label = parse.deprel[word]
    if label == "advmod" and "Polarity=Neg" in parse.feats[word]:
        return "neg"
    return RELATIONS.get(label, label.partition(":")[0])


class Textacy:
    """textacy's direct quotations over our parse: of whole articles, or of each paragraph as a document."""

    def __init__(self) -> None:
        self.quotations = importlib.import_module("textacy.extract.triples").direct_quotations
        self.doc = importlib.import_module("spacy.tokens").Doc
        self.vocab = importlib.import_module("spacy").blank("en").vocab
        self.refused = {"article": 0, "paragraph": 0}

    def document(self, parse: Parse, start: int, end: int) -> Any:
        """Our words [start, end), which must be whole sentences, as a spaCy document."""
        starts, ends = parse.starts.tolist(), parse.ends.tolist()
        first = set(parse.sentences.tolist())
        return self.doc(
            self.vocab,
            words=list(parse.words[start:end]),
            spaces=[i + 1 < end and starts[i + 1] > ends[i] for i in range(start, end)],
            pos=list(parse.upos[start:end]),
            tags=list(parse.xpos[start:end]),
            lemmas=list(parse.lemma[start:end]),
            heads=[h - start for h in parse.heads[start:end]],
            deps=[relation(parse, i) for i in range(start, end)],
            sent_starts=[i in first for i in range(start, end)],
        )

    def documents(self, parse: Parse, unit: str) -> list[tuple[int, Any]]:
        """The documents of an article, each with the number of its first word in the article."""
        if not len(parse):
            return []
        cuts = [0, len(parse)] if unit == "article" else [*parse.paragraphs.tolist(), len(parse)]
        return [(a, self.document(parse, a, b)) for a, b in pairwise(cuts) if b > a]

    def find(self, parse: Parse, documents: Iterable[tuple[int, Any]], unit: str) -> list[Item]:
        """Its quotations; a document that it refuses gives none and is counted."""
        found: list[Item] = []
        for first, document in documents:
            try:
                triples = list(self.quotations(document))
            except ValueError:  # an odd number of marks
                self.refused[unit] += 1
                continue
            for triple in triples:
                parts = (triple.speaker, triple.cue, triple.content)
                found.append(
                    {
                        role: [
                            [int(parse.starts[first + a]), int(parse.ends[first + b - 1])]
                            for a, b in runs(token.i for token in part)
                        ]
                        for role, part in zip(ROLES, parts, strict=True)
                    }
                )
        return found


def timed(clock: Clock, name: str, call: Callable[[], Any]) -> Any:
    """What `call` gives, its CPU-seconds added to the clock."""
    start = time.process_time()
    given = call()
    clock[name] = clock.get(name, 0.0) + time.process_time() - start
    return given


def extract(text: str, textacy: Textacy | None, clock: Clock) -> tuple[int, Iterator[tuple[str, list[Item]]]]:
    """Number of words, and what each extractor finds in an article."""
    parse: Parse = timed(clock, "parse", lambda: get_parser(load_pack("en")).parse(plain_article(text)))

    def each() -> Iterator[tuple[str, list[Item]]]:
        yield "regex", timed(clock, "regex", partial(by_expressions, text))
        if textacy is not None:
            for unit in textacy.refused:
                name = f"textacy by {unit}"
                documents = timed(clock, f"{name} documents", partial(textacy.documents, parse, unit))
                yield name, timed(clock, name, partial(textacy.find, parse, documents, unit))
        yield "onrecord", timed(clock, "onrecord", partial(by_onrecord, parse, text))

    return len(parse), each()


def rates(words: int, clock: Clock, name: str) -> dict[str, float | None]:
    """Words per CPU-second of an extractor with what it needs before it, and alone."""
    if name == "regex":
        return {"words_per_second": words / clock[name], "alone": None}
    before = clock["parse"] + clock.get(f"{name} documents", 0.0)
    return {"words_per_second": words / (before + clock[name]), "alone": words / clock[name]}


def figures(score: Any, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """What the shared scorer says, of all attributions and of speech."""
    whole = score.evaluate(gold, predicted)
    speech = score.evaluate(gold, predicted, cue=score.SPEECH)
    return {
        "attribution": whole["attr"]["attribution"],
        "content_exact": whole["attr"]["content_exact"]["f1"],
        "spans": [whole["span_exact"][role]["f1"] for role in ROLES],
        "speech": speech["attr"]["attribution"]["f1"],
        "direct": whole["by_type"]["direct"]["attribution"],
        "found": whole["n_pred"],
    }


def main() -> None:
    """Measures and prints a table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=int, help="the first so many alone")
    options.add_argument("--out", type=Path, default=OUT)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    sys.path.insert(0, str(SHARED / "score"))
    score = importlib.import_module("score_attribution")
    with (SHARED / "data/attribution/polnear_dev.jsonl").open(encoding="utf-8") as file:
        gold = [json.loads(line) for line in file][: given.articles]
    textacy: Textacy | None = None
    try:
        textacy = Textacy()
    except ImportError as error:
        print(f"textacy is left out: {error}", file=sys.stderr)
    for row in gold[:3]:  # everything loaded and warm
        list(extract(row["text"], textacy, {})[1])
    if textacy is not None:
        textacy.refused = dict.fromkeys(textacy.refused, 0)
    clock: Clock = {}
    words = 0
    predicted: dict[str, list[dict[str, Any]]] = {}
    for row in gold:
        count, found = extract(row["text"], textacy, clock)
        words += count
        for name, statements in found:
            predicted.setdefault(name, []).append({"id": row["id"], "statements": statements})
    given.out.mkdir(parents=True, exist_ok=True)
    for name, rows in predicted.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (given.out / f"{name.replace(' ', '_')}.jsonl").write_text(lines, "utf-8")
    table = {name: figures(score, gold, rows) | rates(words, clock, name) for name, rows in predicted.items()}
    refused = {} if textacy is None else textacy.refused
    if given.json:
        print(json.dumps({"words": words, "clock": clock, "refused": refused, "table": table}))
        return
    show(table)
    print(f"{len(gold)} articles, {words} words; onrecord {version('onrecord')}")
    if textacy is not None:
        print(f"textacy {version('textacy')} refused {refused['article']} articles, {refused['paragraph']} paragraphs")


def show(table: dict[str, dict[str, Any]]) -> None:
    """Prints the table: F1, of attributions with precision and recall."""
    print(f"{'':22}{'attribution (P / R)':>22}{'exact':>7}{'source/cue/content':>21}{'speech':>8}{'direct':>8}", end="")
    print(f"{'found':>7}{'words/CPU-s':>13}{'alone':>11}")
    for name, row in table.items():
        whole, alone = row["attribution"], row["alone"]
        attribution = f"{whole['f1']:.1f} ({whole['p']:.1f} / {whole['r']:.1f})"
        spans = " / ".join(f"{f1:.1f}" for f1 in row["spans"])
        print(f"{name:<22}{attribution:>22}{row['content_exact']:>7.1f}{spans:>21}{row['speech']:>8.1f}", end="")
        print(f"{row['direct']['f1']:>8.1f}{row['found']:>7}{row['words_per_second']:>13,.0f}", end="")
        print(f"{'-' if alone is None else format(alone, ',.0f'):>11}")


if __name__ == "__main__":
    main()
