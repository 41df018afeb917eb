"""Morphological features: from the model's `feats.*` heads, or by table and tree where it has none."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from onrecord.lang.words import FeatsRow
from onrecord.parse.model import Floats, Head

__all__ = ["TableFeats", "feats_from_heads"]

_PREFIX = "feats."
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl"})
_INDEPENDENT = frozenset({"root", "ROOT", "parataxis", "conj", "ccomp"})
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
_GERUNDS = frozenset({"acl", "amod", "ccomp", "csubj", "xcomp"})  # as UD EWT and GUM have it
_GERUND = "VerbForm=Ger"
_IMPERATIVE = "Mood=Imp|VerbForm=Fin"
_PASSIVE = "|Voice=Pass"


class TableFeats:
    """Features by a language's `feats.tsv`; the tree tells passives, gerunds and imperatives.

    >>> from onrecord.lang import load_pack
    >>> feats = TableFeats(load_pack("en").feats)
    >>> feats(["VBD", "RB", "VBN"], ["be", "not", "hold"], [2, 2, 2], ["aux:pass", "advmod", "root"])
    ['Mood=Ind|Tense=Past|VerbForm=Fin', 'Polarity=Neg', 'Tense=Past|VerbForm=Part|Voice=Pass']
    """

    def __init__(self, rows: Iterable[FeatsRow]) -> None:
        self._by_tag: dict[str, str] = {}
        self._by_lemma: dict[tuple[str, str], str] = {}
        for row in rows:
            if row.lemma is None:
                self._by_tag[row.tag] = row.feats
            else:
                self._by_lemma[row.tag, row.lemma] = row.feats

    def __call__(
        self, xpos: Sequence[str], lemmas: Sequence[str], heads: Sequence[int], relations: Sequence[str]
    ) -> list[str]:
        """The features of each word."""
        found = [
            self._by_lemma.get((tag, lemma)) or self._by_tag.get(tag, "")
            for tag, lemma in zip(xpos, lemmas, strict=True)
        ]
        perfect: set[int] = set()  # words with an auxiliary that is not the passive's
        governed: set[int] = set()  # words that are no imperative: with an auxiliary, a mark, a subject
        passive: set[int] = set()
        for relation, head, tag in zip(relations, heads, xpos, strict=True):
            if relation == "aux":
                perfect.add(head)
            elif relation == "aux:pass":
                passive.add(head)
            if relation in ("aux", "mark") or relation in _SUBJECTS or tag == "TO":
                governed.add(head)
        for i, (tag, relation) in enumerate(zip(xpos, relations, strict=True)):
            before = found[heads[i]] if relation == "conj" and xpos[heads[i]] == tag else None
            if tag == "VBN":
                if i in passive or (i not in perfect and relation not in _AUXILIARY):
                    found[i] += _PASSIVE
            elif tag == "VBG":
                if i not in perfect and (relation in _GERUNDS or before == _GERUND):
                    found[i] = _GERUND
            elif tag == "VB" and i not in governed and relation in _INDEPENDENT and before in (None, _IMPERATIVE):
                found[i] = _IMPERATIVE
        return found


def feats_from_heads(tags: Floats, heads: Mapping[str, Head]) -> list[str] | None:
    """The features by the model's own heads; None where it has none."""
    own = sorted((head for name, head in heads.items() if name.startswith(_PREFIX)), key=lambda head: head.name)
    if not own:
        return None
    numbers = np.zeros(len(tags), np.int64)  # one number for the labels of all heads
    for head in own:
        numbers = numbers * len(head.labels) + tags[:, head.columns].argmax(1)
    found: list[int] = numbers.tolist()
    texts = {number: _feats_of(number, own) for number in set(found)}
    return [texts[number] for number in found]


def _feats_of(number: int, heads: Sequence[Head]) -> str:
    """The features that the labels of some heads are, by their number."""
    cells = []
    for head in reversed(heads):
        number, label = divmod(number, len(head.labels))
        if head.labels[label]:
            cells.append(f"{head.name.removeprefix(_PREFIX)}={head.labels[label]}")
    return "|".join(reversed(cells))
