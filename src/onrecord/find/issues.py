"""Issues: what positions are about, named from the text and grouped within an article.

Two positions share an issue where their content words agree enough: nouns, and verbs taken as their stems.
"""

from collections import Counter
from collections.abc import Sequence

from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor

__all__ = ["STEM", "Issues", "content_stems", "shared_weight"]

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# how much of the smaller of two sets of content words must be shared, weighted by rarity in the article
SAME_ISSUE = 0.5
STEM = 5  # characters: withdraw / withdrawal, negotiate / negotiation, recognise / recognition


class Issues:
    """The issue of each anchor: `names[i]` for the i-th, equal where the issue is the same."""

    def __init__(self, parse: Parse, pack: LanguagePack, anchors: Sequence[Anchor]) -> None:
        self.parse = parse
        self.general = pack.general_words
        bags = [content_stems(parse, anchor, pack) for anchor in anchors]
        count = Counter(stem for bag in bags for stem in bag)
        group = list(range(len(anchors)))
        for i in range(len(anchors)):
            for j in range(i):
                if group[i] != group[j] and shared_weight(bags[i], bags[j], count) >= SAME_ISSUE:
                    old, new = max(group[i], group[j]), min(group[i], group[j])
                    group = [new if g == old else g for g in group]
        self.names = tuple(self._name(anchors[g]) for g in group)

    def _name(self, anchor: Anchor) -> str:
        """The content words of the anchor's main noun phrase, or of the anchor where it has none."""
        parse = self.parse
        first, last = parse.word_range(anchor)
        nouns = [w for w in range(first, last) if parse.upos[w] == "NOUN" and parse.lemma[w] not in self.general]
        depth = {w: self._depth(w, first, last) for w in nouns}
        if nouns:
            head = min(nouns, key=lambda w: (depth[w], w))
            left, right = parse.subtree(head)
            words = [w for w in range(max(left, first), min(right, last)) if parse.upos[w] in CONTENT]
        else:
            words = [w for w in range(first, last) if parse.upos[w] in CONTENT]
        picked = [parse.words[w] if parse.upos[w] == "PROPN" else parse.words[w].lower() for w in words[:6]]
        return " ".join(picked) or parse.text[anchor.slice][:40]

    def _depth(self, word: int, first: int, last: int) -> int:
        depth = 0
        while first <= self.parse.heads[word] < last and self.parse.heads[word] != word:
            word = self.parse.heads[word]
            depth += 1
        return depth


def content_stems(parse: Parse, anchor: Anchor, pack: LanguagePack) -> frozenset[str]:
    """The stems of the nouns, names and verbs of a passage, without words too general to name an issue."""
    first, last = parse.word_range(anchor)
    general = pack.general_words
    return frozenset(
        parse.lemma[w][:STEM]
        for w in range(first, last)
        if parse.upos[w] in {"NOUN", "PROPN", "VERB"} and parse.lemma[w] not in general
    )


def shared_weight(a: frozenset[str], b: frozenset[str], count: Counter[str]) -> float:
    """The share of the smaller set's weight that both have; a stem weighs less the more passages hold it.

    >>> shared_weight(frozenset({"talk", "gas"}), frozenset({"talk", "oil"}), Counter(talk=2, gas=1, oil=1))
    0.3333333333333333
    """
    if not a or not b:
        return 0.0
    return _weight(a & b, count) / min(_weight(a, count), _weight(b, count))


def _weight(stems: frozenset[str], count: Counter[str]) -> float:
    return sum(1 / count[stem] for stem in sorted(stems))
