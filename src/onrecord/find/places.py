"""Where an event happened: a place named under a preposition of place at the event, above it, or in its sentence."""

from onrecord.find.slots import Tree
from onrecord.find.triggers import Hit
from onrecord.schema import Anchor, Article, Place

__all__ = ["Places"]

_HOPS = 4
_LABELS = frozenset({"LOC", "GPE", "FAC"})


class Places:
    """The places of one article."""

    def __init__(self, tree: Tree, article: Article) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.markers = frozenset(tree.words_of("place_marker"))
        self.nouns = frozenset(tree.words_of("place_noun"))
        self.names = {i: n for n in self.parse.names if n.label in _LABELS for i in range(n.start, n.end)}
        self.dateline = self._dateline(article)
        self.by_sentence: dict[int, list[int]] = {}
        for word in range(len(self.parse)):
            if self._is_place(word) and self.tree.case[word] in self.markers:
                self.by_sentence.setdefault(self.parse.sentence_of[word], []).append(word)

    def of(self, hit: Hit) -> Place | None:
        """The place of an event, if the text names one."""
        parse, word = self.parse, hit.word
        current = word
        for _ in range(_HOPS):
            found = self._at(current, word)
            if found is not None:
                return found
            if parse.heads[current] == current:
                break
            current = parse.heads[current]
        sentence = parse.sentence_of[word]
        near = sorted(self.by_sentence.get(sentence, []), key=lambda w: (abs(w - word), w))
        if near:
            return self._place(near[0])
        if self.dateline is not None and parse.paragraph_of[word] == 0:
            return Place(self.dateline, parse.text[self.dateline.slice])
        return None

    def _at(self, word: int, event: int) -> Place | None:
        places = [c for c in self.parse.children[word] if self._is_place(c)]
        markers = self.markers | set(self.tree.words_of("destination")) if word == event else self.markers
        marked = [c for c in places if self.tree.case[c] in markers]
        if not marked and word == event:
            marked = [c for c in places if self.parse.deprel[c] in ("obj", "nsubj:pass")]
        return self._place(marked[0]) if marked else None

    def _is_place(self, word: int) -> bool:
        return word in self.names or self.parse.lemma[word] in self.nouns

    def _place(self, word: int) -> Place:
        parse = self.parse
        name = self.names.get(word)
        if name is not None:
            anchor = parse.anchor(name.start, name.end)
        else:
            start, end = parse.subtree(word)
            start = next((i for i in range(start, word) if parse.deprel[i] not in ("case", "punct", "advmod")), word)
            anchor = parse.anchor(start, min(end, word + 4))
        return Place(anchor, parse.text[anchor.slice])

    def _dateline(self, article: Article) -> Anchor | None:
        """The place that opens the first paragraph: the dateline up to its first comma, bracket or dash."""
        line = article.dateline
        if line is None:
            return None
        start, end = self.parse.word_range(line)
        stop = next((i for i in range(start, end) if not self.parse.words[i][0].isalpha()), end)
        return self.parse.anchor(start, stop) if stop > start else None
