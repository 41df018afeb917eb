"""Where each event happened: of the places that its sentence and those before name, and of the dateline's.

Which of them it is, or that none is, a small table of weights says, trained on annotated articles.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.find.context import Draft
from onrecord.find.slots import Tree
from onrecord.find.ways import Way
from onrecord.find.weighing import likeliest
from onrecord.lang.actor_index import chunks
from onrecord.parse.mention_spans import head_of
from onrecord.parse.parse import Span
from onrecord.schema import Anchor, Article, Place

__all__ = ["Places"]

_LABELS = frozenset({"LOC", "GPE", "FAC"})
_WIDER = frozenset({"ORG", "MISC"})  # a court, a parliament, a conference: a place under a preposition of place
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "nmod:poss", "compound", "amod"})
_ACTING = frozenset({"nsubj", "nmod:poss", "compound", "amod"})
_COUNTRIES = ("country",)
_STATES = ("country", "capital")
_OUTSIDE = frozenset({"case", "punct", "advmod"})
_OWN = frozenset({"det", "amod", "compound", "nmod", "nummod"})  # what of a noun stands before it
_STOPS = frozenset({"PUNCT", "VERB", "AUX", "SCONJ", "CCONJ", "PRON"})  # what ends a noun's phrase
_LOOSE = frozenset({"ADP", "DET", "ADJ", "ADV", "PART", "NUM"})  # what does not end one
_BACK = 2  # sentences
_LAST = 3  # places of a sentence before
_MOST = 6  # places of the event's own sentence
_STEPS = (2, 4, 7, 12)  # words between
_MANY = 2  # places, counted alike from here on
_WORDS = 4  # on each side of a noun
_LINES = 2  # places of one dateline
_LINE_STOP = re.compile(r"\d|[^\w\s.'’-]|_|(?<=[^\W\d_]{3})\.\s")  # behind a place: "KAZAN. March 5 (Agency)"
_LINE_DATE = re.compile(r"(?:\d{1,2} [^\W\d_]+|[^\W\d_]+\.? \d{1,2},) \d{4},?\s+")  # "5 March 2023, Kazan"
_LINE_AGENCY = re.compile(r"\s*/[^/]+/$")  # "KAZAN, 5 March 2023 /Agency/"
_OFTEN = 3


class Spot(Struct, frozen=True):
    """A place as the text names it: its words [start, end), their head, and what kind of name or noun it is."""

    head: int
    start: int
    end: int
    kind: str
    text: str
    case: str
    anchor: Anchor


class Places:
    """The places that the events of one article may have."""

    def __init__(self, tree: Tree, article: Article, drafts: Sequence[Draft]) -> None:
        self.tree = tree
        self.parse = parse = tree.parse
        self.at = {d.hit.word: d for d in drafts}
        self.nouns = tree.pack.word_classes["place_noun"]
        self.sites = tree.pack.word_classes["place_site"]
        self.cases = tree.pack.word_classes["place_case"]
        classes = ("place_marker", "destination", "place_path")
        self.markers = frozenset(w for name in classes for w in tree.words_of(name))
        self.lines = _lines(parse.text, article.dateline)
        self.skipped = range(*parse.word_range(article.dateline)) if article.dateline is not None else range(0)
        self.spots: dict[int, list[Spot]] = {}  # by sentence
        self._sites: dict[Anchor, bool] = {}  # each spot is asked about for every event near it
        self._add_all()
        self.count = Counter(s.text for spots in self.spots.values() for s in spots)

    def of(self, draft: Draft) -> Place | None:
        """The likeliest place of an event."""
        anchor = likeliest(self.options(draft), self.context(draft), self.tree.pack.event_attributes["p"])
        return Place(anchor, " ".join(self.parse.text[anchor.slice].split())) if anchor is not None else None

    def context(self, draft: Draft) -> list[str]:
        """What the event is like: its type, and whether a verb or a noun tells it."""
        return [draft.hit.frame.type.value, "verb" if self.tree.is_verb(draft.hit.word) else "noun"]

    def options(self, draft: Draft) -> Iterator[tuple[Anchor | None, list[str]]]:
        """Each place that the event may have with what speaks for it, and what speaks for none."""
        parse, word = self.parse, draft.hit.word
        sentence, paragraph = parse.sentence_of[word], parse.paragraph_of[word]
        acting = {p.anchor for p in draft.sides[0]}  # a country that acts is no place
        here = [s for s in self.spots.get(sentence, ()) if not s.start <= word < s.end and s.head not in self.at]
        here = [s for s in here if s.anchor not in acting]
        here.sort(key=lambda s: (abs(s.head - word), s.head))
        count = f"n{min(len(here), _MANY)}"
        yield None, ["none", f"none.{count}", f"none.line{bool(self.lines):d}{min(paragraph, _MANY)}"]
        way = Way(parse, word, self.at) if here else None
        for rank, spot in enumerate(here[:_MOST]):
            if way is not None and self._is_site(spot):
                yield spot.anchor, [*self._flags(spot, rank, way), *self._sides(spot, draft)]
        for back in range(1, min(_BACK, sentence) + 1):
            for spot in self.spots.get(sentence - back, ())[-_LAST:]:
                if not self._is_site(spot):
                    continue
                same = parse.paragraph_of[spot.head] == paragraph
                flags = [f"back{back}", f"back.{spot.kind}", f"back.{spot.case}", f"back.same{same:d}", f"back.{count}"]
                yield spot.anchor, [*flags, self._often(spot)]
        for number, line in enumerate(self.lines):
            flags = [f"line{number}.{len(self.lines)}", f"line.p{min(paragraph, _OFTEN)}", f"line.{count}"]
            yield line, ["line", *flags]

    def _flags(self, spot: Spot, rank: int, way: Way) -> list[str]:
        """What speaks for a place of the event's own sentence."""
        parse, case, kind = self.parse, spot.case, spot.kind
        label, passed = way.of(spot.head)
        side = "R" if spot.head > way.word else "L"
        distance = sum(abs(spot.head - way.word) > step for step in _STEPS)
        flags = [
            f"case={case}",
            f"kind={kind}",
            f"kind={kind}.{case}",
            f"way={label}",
            f"way={label}.{case}",
            f"way={label}.{kind}",
            f"far{side}{distance}",
            f"between{side}{way.between(spot.head)}",
            f"near{rank}",
            f"near{rank}.{case}",
            f"passed{passed:d}",
            self._often(spot),
        ]
        if kind in ("noun", "place"):
            flags.append(f"lemma={parse.lemma[spot.head]}")
        if parse.deprel[spot.head] in _ARGUMENTS:
            flags.append(f"as={parse.deprel[spot.head]}")
        return flags

    def _sides(self, spot: Spot, draft: Draft) -> list[str]:
        """Whether a place is, or stands in, the words of one of the event's sides."""
        anchor, flags = spot.anchor, []
        for name, side in (("actor", draft.sides[0]), ("recipient", draft.sides[1])):
            held = [p.anchor for p in side if p.anchor and p.anchor.start < anchor.end and anchor.start < p.anchor.end]
            if held:
                flags.append(f"{name}.{held[0].end - held[0].start > anchor.end - anchor.start:d}.{spot.kind}")
        return flags

    def _often(self, spot: Spot) -> str:
        return f"often{min(self.count[spot.text], _OFTEN)}"

    # --- the places of the text

    def _add_all(self) -> None:
        """All names of places, and nouns that are places or stand under a preposition of place."""
        parse, tree = self.parse, self.tree
        named: set[int] = set()
        for name in parse.names:
            named.update(range(name.start, name.end))
            head = head_of(parse, name.start, name.end)
            if name.start in self.skipped:
                continue
            if name.label in _LABELS or (name.label in _WIDER and self._is_place(name, head)):
                self._add(head, name.start, name.end, name.label)
        for word, upos in enumerate(parse.upos):
            if upos != "NOUN" or word in named or word in self.skipped:
                continue
            noun = parse.lemma[word] in self.nouns
            if (noun or tree.case[word] in self.markers) and not tree.is_time(word):
                self._add(word, *self._range(word), "place" if noun else "noun")

    def _is_site(self, spot: Spot) -> bool:
        """Whether it is where things happen: a name, "at a roadblock", not "in any case" nor "in office"."""
        found = self._sites.get(spot.anchor)
        if found is None:
            found = self._sites[spot.anchor] = not self._acts(spot) and self._is_where(spot)
        return found

    def _is_where(self, spot: Spot) -> bool:
        parse, word = self.parse, spot.head
        if spot.kind != "noun" or "PROPN" in parse.upos[spot.start : spot.end]:
            return True
        if parse.lemma[word] not in self.sites:
            return False
        return parse.xpos[word] != "NN" or any(c < word and parse.relation[c] in _OWN for c in parse.children[word])

    def _acts(self, spot: Spot) -> bool:
        """Whether a state is named as who acts, owns or is acted on: "the [U.S.] plan", "[Seoul] refused"."""
        relation = self.parse.deprel[spot.head]
        kinds = _STATES if relation in _ACTING else _COUNTRIES if relation == "obj" else ()
        if not kinds or spot.case not in ("none", "other"):
            return False
        return any(e.kind in kinds for e in self.tree.pack.actor_index.names.get(chunks(spot.text)))

    def _is_place(self, name: Span, head: int) -> bool:
        case = self.tree.case[head]
        return (
            case in self.markers
            or case in self.tree.words_of("genitive")
            or any(self.parse.lemma[i] in self.nouns for i in range(name.start, name.end))
        )

    def _add(self, head: int, start: int, end: int, kind: str) -> None:
        case = self.tree.case[head] or next((c for c in self.tree.case[start:end] if c), None)
        case = "none" if case is None else case if case in self.cases else "other"
        anchor = self.parse.anchor(start, end)
        spot = Spot(head, start, end, kind, self.parse.line(start, end), case, anchor)
        self.spots.setdefault(self.parse.sentence_of[head], []).append(spot)

    def _range(self, word: int) -> tuple[int, int]:
        """The words of a noun's phrase that are near it, without its preposition and the clauses that hang on it."""
        parse = self.parse
        first, last = parse.subtree(word)
        start = next((i for i in range(first, word) if parse.deprel[i] not in _OUTSIDE), word)
        start = max(start, word - _WORDS)
        for c in parse.children[word]:
            if start <= c < word and parse.deprel[c] != "case" and parse.relation[c] not in _OWN:
                start = c + 1
        while start < word and parse.upos[start] in ("ADP", "CCONJ"):
            start += 1
        stop = min(last, word + _WORDS)
        end = next((i for i in range(word + 1, stop) if parse.upos[i] in _STOPS), stop)
        while end > word + 1 and parse.upos[end - 1] in _LOOSE:
            end -= 1
        return start, end


def _lines(text: str, line: Anchor | None) -> list[Anchor]:
    """The places of a dateline, without dates, agencies and countries: "LAGOS/ABUJA, May 3 (Agency)" has two.

    >>> lines = ("LAGOS/ABUJA, May 3 (Agency)", "KAZAN. March 5 (Agency)", "5 March 2023, Kazan", "KAZAN /Agency/")
    >>> [[line[a.slice] for a in _lines(line, Anchor(0, len(line)))] for line in lines]
    [['LAGOS', 'ABUJA'], ['KAZAN'], ['Kazan'], ['KAZAN']]
    """
    if line is None:
        return []
    written = _LINE_AGENCY.sub("", text[line.slice])
    date = _LINE_DATE.match(written)
    found, at = [], line.start + (date.end() if date else 0)
    for part in written[at - line.start :].split("/")[:_LINES]:
        start = at + len(part) - len(part.lstrip())
        words = part.strip()
        stop = _LINE_STOP.search(words)
        size = len(words[: stop.start() if stop else None].rstrip(" -."))
        if size:
            found.append(Anchor(start, start + size))
        at += len(part) + 1
    return found
