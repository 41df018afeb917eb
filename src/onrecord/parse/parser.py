"""`Parser`: an article's words, sentences, tags, trees, names and attributions, by a language's model."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.lang import LanguagePack
from onrecord.parse.act_scores import ActScores
from onrecord.parse.algebra import product, softmax
from onrecord.parse.closed import ClosedTags
from onrecord.parse.crf import Chain, best_labels, mark_spans, with_leaning
from onrecord.parse.encoder import Encoder, Outputs
from onrecord.parse.feats import TableFeats, feats_from_heads
from onrecord.parse.lemma import Lemmatizer
from onrecord.parse.links import link_attributions
from onrecord.parse.model import Floats, Head, load_arrays, load_manifest
from onrecord.parse.parse import Attribution, Parse, Span, Trigger
from onrecord.parse.sides import SideScores
from onrecord.parse.tokens import WordSplitter
from onrecord.parse.trees import find_heads
from onrecord.parse.triggers import find_triggers
from onrecord.parse.turns import divided, find_lines, with_turns
from onrecord.parse.usual_case import UsualCase
from onrecord.parse.verb_first import with_subjects_behind
from onrecord.parse.windows import OPENING, Window, make_windows
from onrecord.schema import Anchor, Article

__all__ = ["Parser", "get_parser", "parse_text"]

Ints = NDArray[np.int64]
_AT_ONCE = 32  # windows whose labels are decoded side by side; bounds memory on long texts
# What a sentence's start must score beyond even where no mark stands before it. In 100,000 words of the open cases
# this encoder began 288 sentences after a bare word, the one before it 9. On EWT dev, whose posts often end without a
# mark, 2 costs .4 points of sentences, 4 costs 1.1; on GUM dev both gain.
BARE_START = 3.0
# The same behind a mark. On GUM dev 0 costs .3 points of sentences, -2 costs .4; on EWT -1 costs .1
MARKED_START = -1.0
# The same of a capital right behind a final stop. In the open cases and new pages 50 of 2,868 sentences were not begun,
# 41 of them so; none is begun too much, and EWT loses .07 points.
STOPPED_START = -6.0
# What labels of attributions score on top: this encoder drops sources and lets contents run on. On PolNeAR dev exact
# spans of source, cue and content 84.30/76.93/71.06 -> 84.45/77.15/71.43, each better on both halves of it; a step more
# or less of either is no better.
LEANING = {"B-source": 0.3, "I-content": -0.05}
_FINAL = frozenset({".", "!", "?"})
_ROOT = "root"
_CHAINS = ("names", "attribution", "case")  # the heads whose labels are a chain; the last one is optional


@cache
def get_parser(pack: LanguagePack) -> "Parser":
    """The parser of a language pack, loaded once a process.

    Raises ModelError when the model is missing or damaged.
    """
    return Parser(pack)


def parse_text(text: str, pack: LanguagePack) -> Parse:
    """The parse of a plain text whose paragraphs are its lines.

    >>> from onrecord.lang import load_pack
    >>> parse = parse_text("Mali denied it.", load_pack("en"))
    >>> parse.words, parse.lemma[1], parse.heads
    (('Mali', 'denied', 'it', '.'), 'deny', [1, 1, 1, 1])
    """
    return get_parser(pack).parse_text(text)


class Parser:
    """Parses articles with a language pack's model and tables; safe to share between threads.

    Raises ModelError when the model is missing or damaged.
    """

    def __init__(self, pack: LanguagePack) -> None:
        manifest = load_manifest(pack.model_dir)
        self._pack = pack
        self.model_digest = manifest.digest
        self.manifest = manifest
        self._arrays = with_leaning(load_arrays(pack.model_dir), manifest.heads["attribution"].labels, LEANING)
        self.encoder = Encoder(pack.model_dir, manifest)
        self._split = WordSplitter(pack.words)
        self._lemmatize = Lemmatizer(pack.lemmas)
        self._table_feats = TableFeats(pack.feats)
        upos, xpos = (manifest.heads[layer].labels for layer in ("upos", "xpos"))
        self._upos, self._xpos = ClosedTags(pack.closed_tags, "upos", upos), ClosedTags(pack.closed_tags, "xpos", xpos)
        self._usual = UsualCase(pack)
        self._mark = upos.index("PUNCT")
        self._relations = tuple(_ROOT if label == "ROOT" else label for label in manifest.relations)
        self._root = [i for i, label in enumerate(self._relations) if label == _ROOT]
        self._relation_weight = np.ascontiguousarray(self._arrays["relation_weight"].T)

    def parse(self, article: Article) -> Parse:
        """The parse of an article's body; the words' offsets point into `article.text`."""
        lines = find_lines(article, self._pack)
        parse = self._parse(article.text, divided(article.body, lines))
        return with_turns(parse, article, lines, self._pack) if lines else parse

    def with_usual_case(self, article: Article) -> Article:
        """The article with its text in usual case where its own case says nothing; itself where none is odd."""
        return self._usual(article, self._parse)

    def parse_text(self, text: str) -> Parse:
        """The parse of a plain text whose paragraphs are its lines."""
        body = []
        at = 0
        for line in text.split("\n"):
            if line.strip():
                body.append(Anchor(at, at + len(line)))
            at += len(line) + 1
        return self._parse(text, body)

    def windows(self, article: Article) -> list[Window]:
        """The network's inputs for an article's body, one call each (for benchmarks)."""
        body = divided(article.body, find_lines(article, self._pack))
        return self._windows(_Words(article.text, body, self._split).paragraphs)

    def _windows(self, paragraphs: Sequence[Sequence[str]]) -> list[Window]:
        return make_windows(
            paragraphs,
            pieces_of=self.encoder.pieces,
            begin=self.manifest.begin,
            separator=self.manifest.separator,
            size=self.manifest.window,
        )

    def _parse(self, text: str, body: Sequence[Anchor]) -> Parse:
        words = _Words(text, body, self._split)
        windows = self._windows(words.paragraphs)
        manifest, spans = self.manifest, words.spans
        act = manifest.heads.get("act")
        reading = _Reading(len(spans), SideScores(self._arrays), ActScores(act.labels) if act else None)
        flat = [word for paragraph in words.paragraphs for word in paragraph]
        for k in range(0, len(windows), _AT_ONCE):
            self._read(windows[k : k + _AT_ONCE], reading, flat)
        upos = _labels(reading.upos, manifest.heads["upos"].labels)
        xpos = _labels(reading.xpos, manifest.heads["xpos"].labels)
        heads = reading.heads.tolist()
        deprel = _labels(reading.relations, self._relations)
        for i in np.flatnonzero(reading.heads == np.arange(len(flat))).tolist():
            deprel[i] = _ROOT
        names, sentences = tuple(reading.names), np.flatnonzero(reading.starts)
        deprel = with_subjects_behind(flat, (upos, xpos), (heads, deprel), sentences.tolist(), names, self._pack)
        lemmas = self._lemmatize(flat, xpos)
        return Parse(
            text=text,
            starts=np.array([s for s, _ in spans], np.int32),
            ends=np.array([e for _, e in spans], np.int32),
            sentences=sentences.astype(np.int32),
            paragraphs=np.array(words.firsts, np.int32),
            upos=tuple(upos),
            xpos=tuple(xpos),
            feats=tuple(reading.feats or self._table_feats(xpos, lemmas, heads, deprel)),
            lemma=tuple(lemmas),
            head=reading.heads.astype(np.int32),
            deprel=tuple(deprel),
            names=names,
            attributions=tuple(reading.attributions),
            statements=tuple(reading.statements),
            triggers=tuple(reading.triggers),
            event_head="trigger" in self.manifest.heads,
            sides=reading.sides if reading.sides.windows else None,
            acts=reading.acts,
        )

    def _read(self, windows: Sequence[Window], reading: "_Reading", flat: Sequence[str]) -> None:
        """Runs the network on some windows and adds what it says to `reading`."""
        heads = self.manifest.heads
        outputs = [self.encoder.run(window) for window in windows]
        spans = self._spans(windows, outputs)
        for window, output, (own_names, own_spans, own_statements) in zip(windows, outputs, spans, strict=True):
            first, last = window.first, window.first + len(window)
            words = flat[first:last]
            reading.upos[first:last] = self._upos.best(output.tags[:, heads["upos"].columns], words)
            reading.xpos[first:last] = self._xpos.best(output.tags[:, heads["xpos"].columns], words)
            least = np.where(reading.upos[first:last] == self._mark, MARKED_START, BARE_START)
            scores = output.tags[:, heads["sentence"].start]
            begins = np.ones(len(words), bool)
            begins[1:] = scores[1:] > least[:-1]
            stopped = [i for i in range(1, len(words)) if words[i - 1] in _FINAL and _is_capital(words, i)]
            begins[stopped] |= scores[stopped] > STOPPED_START
            begins[list(window.paragraphs)] = True
            reading.starts[first:last] = begins
            tree = find_heads(output.arcs, np.flatnonzero(begins))
            reading.heads[first:last] = tree + first
            reading.relations[first:last] = self._relation_labels(output.relations, tree)
            reading.feats += feats_from_heads(output.tags, heads) or []
            reading.names += [_moved(span, first) for span in own_names]
            found = link_attributions(own_spans, output.links, self._arrays)
            reading.attributions += [_moved_attribution(attribution, first) for attribution in found]
            found = link_attributions(own_statements, output.links, self._arrays)
            reading.statements += [_moved_attribution(attribution, first) for attribution in found]
            reading.triggers += find_triggers(output.tags, heads, first)
            if output.sides is not None:
                reading.sides.add(first, output.sides)
            if reading.acts is not None:
                reading.acts.add(first, output.tags[:, heads["act"].columns])

    def _spans(
        self, windows: Sequence[Window], outputs: Sequence[Outputs]
    ) -> list[tuple[list[Span], list[Span], list[Span]]]:
        """For each window its names, its spans of source, cue and content, and those of the head `case`, if any."""
        chains, breaks = [], []
        heads = [self.manifest.heads[name] for name in _CHAINS if name in self.manifest.heads]
        for window, output in zip(windows, outputs, strict=True):
            for head in heads:
                transitions, start = self._arrays[f"{head.name}_transitions"], self._arrays[f"{head.name}_start"]
                chains.append(Chain(output.tags[:, head.columns], transitions, start))
                breaks.append(window.paragraphs)
        paths = best_labels(chains)
        count = len(heads)
        spans = [
            _scored_spans(chain.scores, path, heads[i % count], breaks[i])
            for i, (chain, path) in enumerate(zip(chains, paths, strict=True))
        ]
        third: list[list[Span]] = spans[2::count] if count > 2 else [[] for _ in windows]
        return list(zip(spans[::count], spans[1::count], third, strict=True))

    def _relation_labels(self, halves: Floats, heads: Ints) -> Ints:
        width = halves.shape[1] // 2
        mixed = halves[:, :width] + halves[heads, width:]
        np.maximum(mixed, 0, out=mixed)
        scores = product(mixed, self._relation_weight)
        scores += self._arrays["relation_bias"]
        scores[:, self._root] = -np.inf  # a root is told by its head alone
        return np.asarray(scores.argmax(1))


class _Words:
    """The words of an article's body: their places in the text, and each paragraph's words and first word's number."""

    def __init__(self, text: str, body: Sequence[Anchor], split: WordSplitter) -> None:
        self.spans: list[tuple[int, int]] = []
        self.firsts: list[int] = []
        self.paragraphs: list[list[str]] = []
        for anchor in body:
            content = text[anchor.slice]
            own = split(content)
            if own:
                start = anchor.start
                self.firsts.append(len(self.spans))
                self.paragraphs.append([content[s:e] for s, e in own])
                self.spans += [(start + s, start + e) for s, e in own]


class _Reading:
    """What the windows of an article have given so far."""

    def __init__(self, size: int, sides: SideScores, acts: ActScores | None) -> None:
        self.sides, self.acts = sides, acts
        self.upos, self.xpos, self.relations = (np.zeros(size, np.int64) for _ in range(3))
        self.heads = np.zeros(size, np.int64)
        self.starts = np.zeros(size, bool)
        self.feats: list[str] = []
        self.names: list[Span] = []
        self.attributions: list[Attribution] = []
        self.statements: list[Attribution] = []
        self.triggers: list[Trigger] = []


def _labels(numbers: Ints, labels: Sequence[str]) -> list[str]:
    return [labels[i] for i in numbers.tolist()]


def _scored_spans(scores: Floats, path: Ints, head: Head, breaks: Sequence[int]) -> list[Span]:
    """The spans of a label path, each with the mean probability of its words' labels."""
    inside = path.nonzero()[0]
    if not len(inside):
        return []
    chances = softmax(scores[inside])[np.arange(len(inside)), path[inside]].tolist()
    spans: list[Span] = []
    done = 0  # each word inside is of one span, in their order
    for start, end, label in mark_spans([head.labels[i] for i in path.tolist()], breaks=frozenset(breaks)):
        size = end - start
        spans.append(Span(start, end, label, sum(chances[done : done + size]) / size))
        done += size
    return spans


def _is_capital(words: Sequence[str], at: int) -> bool:
    """Whether a capital stands at a word, or behind an opening mark there."""
    if words[at] in OPENING:
        at += 1
    return at < len(words) and words[at][:1].isupper()


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.label, span.score) if by else span


def _moved_attribution(attribution: Attribution, by: int) -> Attribution:
    if not by:
        return attribution
    source, cue, content = (
        tuple(_moved(span, by) for span in spans)
        for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return Attribution(source, cue, content, attribution.score)
