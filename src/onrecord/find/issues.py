"""Issues: what positions are about, named from the text and grouped within an article.

Two positions share an issue where a logistic model over what their passages share says so (`issue_evidence`): stems of
content words weighted by rarity, names, nearness, and who stands where. The weights stand in the language's
`issue_weights.tsv` (training/positions/fit.py).
"""

from collections.abc import Callable, Sequence

from onrecord.find.issue_evidence import STEM, Passages, Stand, shared_weight
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Event

__all__ = ["CUT", "STEM", "Issues", "Stand", "grouped", "shared_weight"]

NAMING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
MOST_WORDS = 6
MOST_CHARACTERS = 40
MOST = 3.0  # log odds: what one pair says for or against a group, however sure it is
RECENT = 30  # positions before it that a position is compared with
# Log odds from which a pair speaks for one issue. Cross-validated (28 November 2026) the F1 of pairs of gold positions
# is .529 from -1.1 to -0.9, .517 at -0.8; of found ones .456 at -1.0 and .436 at -0.9, as precise there.
CUT = -1.0


class Issues:
    """The issue of each position: `names[i]` for the i-th, equal where the issue is the same."""

    def __init__(self, parse: Parse, pack: LanguagePack, stands: Sequence[Stand], events: Sequence[Event] = ()) -> None:
        self.parse = parse
        self.general = pack.general_words
        passages, weights = Passages(parse, pack, stands, events), pack.issue_weights
        groups = grouped(len(stands), lambda a, b: passages.score(a, b, weights) - CUT)
        self.names = tuple(self._name(stands[group].words) for group in groups)

    def _name(self, words: tuple[int, int]) -> str:
        """The content words of a passage's main noun phrase, or of the passage where it has none."""
        parse = self.parse
        first, last = words
        nouns = [w for w in range(first, last) if parse.upos[w] == "NOUN" and parse.lemma[w] not in self.general]
        if nouns:
            head = min(nouns, key=lambda w: (self._depth(w, first, last), w))
            left, right = parse.subtree(head)
            named = [w for w in range(max(left, first), min(right, last)) if parse.upos[w] in NAMING]
        else:
            named = [w for w in range(first, last) if parse.upos[w] in NAMING]
        picked = [parse.words[w] if parse.upos[w] == "PROPN" else parse.words[w].lower() for w in named[:MOST_WORDS]]
        return " ".join(picked) or parse.line(first, last)[:MOST_CHARACTERS]

    def _depth(self, word: int, first: int, last: int) -> int:
        depth = 0
        while first <= self.parse.heads[word] < last and self.parse.heads[word] != word:
            word = self.parse.heads[word]
            depth += 1
        return depth


def grouped(count: int, score: Callable[[int, int], float]) -> list[int]:
    """For each of `count` items the number of its group's first: the group whose recent members are likest it.

    >>> grouped(3, lambda a, b: 1.0 if (a, b) == (0, 2) else -1.0)
    [0, 1, 0]
    """
    home: list[int] = []
    for item in range(count):
        recent: dict[int, list[int]] = {}
        for earlier in range(max(0, item - RECENT), item):
            recent.setdefault(home[earlier], []).append(earlier)
        best, first = 0.0, item
        for group, members in sorted(recent.items()):
            mean = sum(max(-MOST, min(MOST, score(m, item))) for m in members) / len(members)
            if mean > best:
                best, first = mean, group
        home.append(first)
    return home
