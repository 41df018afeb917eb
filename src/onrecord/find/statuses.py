"""Whether each event is reported as fact, and if not, as what.

The tree and its tables read one status (`status.py`), the encoder's status head proposes some, and time expressions
tell the old from the new. A small table of weights, trained on annotated articles, says which is the likeliest, given
the form of the event and what stands around it. What words on the event itself say (`is_stated`), or that it is feared,
foiled or remembered (`framed`), nothing overrules.
"""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import structs

from onrecord.find.context import Draft
from onrecord.find.dates import PAST
from onrecord.find.framing import framed
from onrecord.find.slots import Tree
from onrecord.find.status import is_denying, is_stated
from onrecord.find.times import Times, When
from onrecord.find.unsaid import is_untold
from onrecord.find.weighing import ladder
from onrecord.lang.frames import TimeKind
from onrecord.schema import Status

__all__ = ["SPOKEN", "Statuses"]

_CHANCES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)  # of the encoder's head
_MONTHS = (1, 2, 3, 12, 36)
_YEARS = 3  # older ones are alike
_FULL_YEAR = len("2001")
_HOPS = 6
_PARAGRAPHS, _PARTS = 4, 10  # of an article, told apart
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ASKING = frozenset({"WRB", "WP", "WDT", "WP$"})  # opens a question that takes the rest for granted
_CLAUSES = frozenset({"advcl", "acl", "acl:relcl"})
_SPANS = frozenset({TimeKind.OLD, TimeKind.BACK, TimeKind.OPEN, TimeKind.BOUND, TimeKind.SHIFT, TimeKind.UNIT})
_WORDS = frozenset({"advmod", "amod", "det", "mark", "case", "compound"})
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})
_FACT = frozenset({*_REAL, Status.HISTORICAL})
SPOKEN = frozenset({"told", "refusal"})  # how an auxiliary is an act of speech, whatever becomes of the act asked for
_ALL = tuple(Status)
Options = list[tuple[Status, list[str]]]


class Statuses:
    """The statuses that the events of one article may have."""

    def __init__(self, tree: Tree, times: Times) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.times = times
        self._triggers = {t.word: t for t in tree.parse.triggers}
        self._now = self._latest()
        self._sentences: dict[int, list[str]] = {}
        self._forms: dict[int, str] = {}
        self._dated = f"dated{times.reported is not None:d}"

    def decided(self, draft: Draft) -> Draft:
        """The draft with its likeliest status, in place of the one that the tree shows."""
        sure = framed(self.tree, draft.hit.word)
        if sure is not None and draft.hit.frame.how not in SPOKEN:
            return structs.replace(draft, status=sure)
        when = self.when(draft)
        if not self.is_open(draft):
            return structs.replace(draft, status=_timed(draft.status, when))
        weigh = self.tree.pack.event_statuses["x"].all_sums(self.context(draft, when)).of
        scores = {status: weigh(flags) for status, flags in self.options(draft, when)}
        return structs.replace(draft, status=max(scores, key=scores.__getitem__))

    def is_open(self, draft: Draft) -> bool:
        """Whether the status is to be weighed: there is an event head, and no word on the event itself says it."""
        if not self.parse.event_head or draft.hit.frame.how in SPOKEN:
            return False
        return not is_stated(self.tree, draft.hit.word, draft.status)

    def when(self, draft: Draft) -> When:
        """The plainest time of an event."""
        return self.times.of(draft.hit.word, forward=draft.status not in PAST)

    def options(self, draft: Draft, when: When) -> Options:
        """Each status with what speaks for it, next to the context."""
        trigger = self._triggers.get(draft.hit.word)
        chances = dict(trigger.statuses) if trigger is not None else {}
        timed = _timed(draft.status, when)
        # where the head sees a negation and there is none, it is that of another sentence
        undenied = draft.status is Status.PLANNED and not is_denying(self.tree, draft.hit.word)
        barred = frozenset({Status.DENIED}) if undenied else frozenset()
        asked = draft.status is Status.HYPOTHETICAL and self._is_asked(draft.hit.word)
        if asked or is_untold(self.tree, draft.hit.word, draft.hit.frame.type):
            barred |= _FACT | {Status.DENIED}
        found = []
        for status in _ALL:
            if status in barred and status is not draft.status:
                continue
            flags = [_IS[status]]
            if status is draft.status:
                flags.append("read")
            if status is timed:
                flags.append("timed")
            if status in chances:
                flags += _STEPS[bisect_right(_CHANCES, chances[status])]
            found.append((status, flags))
        return found

    def _is_asked(self, word: int) -> bool:
        """Whether a question asks if an event is so: not "why did they attack?"."""
        parse = self.parse
        start, end = parse.sentence_range(parse.sentence_of[word])
        if parse.words[end - 1] != "?" or parse.heads[word] != word:
            return False
        return not any(parse.xpos[i] in _ASKING for i in range(start, word))

    def context(self, draft: Draft, when: When) -> list[str]:
        """What the event is like: what the tree and the head say, its form, its governor, time, speaker and place."""
        parse, word, read = self.parse, draft.hit.word, draft.status
        trigger = self._triggers.get(word)
        top = trigger.statuses[0][0] if trigger is not None and trigger.statuses else "none"
        type_, tag = draft.hit.frame.type.value, parse.xpos[word]
        verb = self.tree.is_verb(word)
        kinds = [
            f"read={read}",
            f"pair={read}.{top}",
            f"top={top}",
            f"timed={_timed(read, when)}",
            f"type={type_}",
            f"type={type_}.{verb:d}",
            f"x={tag}",
            f"x={tag}.{parse.deprel[word]}",
            f"w={parse.lemma[word]}",
        ]
        if is_denying(self.tree, word):
            kinds.append("denying")
        if verb:
            kinds.append(f"form={self._form(word)}")
        kinds += self._below(word)
        kinds += self._above(word)
        kinds += self._time(word, when)
        if draft.chain:
            kinds += (f"act={draft.chain[-1].act}", f"kind={draft.chain[-1].kind}")
        kinds += (
            f"chain={min(len(draft.chain), 2)}",
            f"p={min(parse.paragraph_of[word], _PARAGRAPHS)}",
            f"part={_PARTS * word // len(parse)}",
        )
        return kinds

    def _form(self, verb: int) -> str:
        """The form of a verb with its auxiliaries: `VBN+haveD` is "had done"."""
        known = self._forms.get(verb)
        if known is not None:
            return known
        parse, form = self.parse, self.parse.xpos[verb]
        for c in parse.children[verb]:
            if parse.deprel[c] in ("aux", "aux:pass", "cop"):
                tag = parse.xpos[c]
                form += f"+{parse.words[c].lower()}" if tag == "MD" else f"+{parse.lemma[c]}{'D' * (tag == 'VBD')}"
        self._forms[verb] = form
        return form

    def _below(self, word: int) -> Iterator[str]:
        """The words at the event and the marks of the clauses on it."""
        parse = self.parse
        for c in parse.children[word]:
            relation = parse.deprel[c]
            if relation in _WORDS:
                yield f"{relation}={parse.lemma[c]}"
                if parse.xpos[c] == "TO" and c:
                    yield f"to={parse.lemma[c - 1]}"
            elif relation in _CLAUSES:
                mark = next((parse.lemma[m] for m in parse.children[c] if parse.deprel[m] == "mark"), "-")
                yield f"{relation}={mark}"

    def _above(self, word: int) -> Iterator[str]:
        """The governor of the event and the finite clause that it stands in."""
        parse, tree = self.parse, self.tree
        head = parse.heads[word]
        if head == word:
            yield "up=root"
        else:
            yield f"up={parse.lemma[head]}"
            yield f"up={parse.deprel[word]}.{parse.xpos[head]}"
            if tree.is_verb(head):
                yield f"upform={self._form(head)}"
            row = tree.governor(head, word)
            yield f"row={row.effect}.{row.kind}" if row is not None else "row=none"
        current = word
        for _ in range(_HOPS):
            if tree.is_verb(current) and self._is_finite(current):
                yield f"clause={self._form(current)}.{current == word:d}"
                return
            if parse.heads[current] == current:
                return
            current = parse.heads[current]

    def _is_finite(self, verb: int) -> bool:
        parse = self.parse
        return parse.xpos[verb] in _FINITE or any(
            parse.xpos[c] in _FINITE or parse.xpos[c] == "MD"
            for c in parse.children[verb]
            if parse.deprel[c].startswith("aux")
        )

    def _time(self, word: int, when: When) -> Iterator[str]:
        """How long ago the event and all that its sentence and the one before date were."""
        parse = self.parse
        sentence = parse.sentence_of[word]
        yield from self._told(sentence, word)
        if sentence and parse.paragraph_of[parse.sentence_range(sentence - 1)[0]] == parse.paragraph_of[word]:
            yield from (f"before.{kind}" for kind in self._told(sentence - 1, word) if kind.startswith("age"))
        yield f"own={self._age(when.date) if when.date else 'old' if when.old else 'none'}"
        yield f"own.{when.old:d}{when.future:d}"
        yield self._dated

    def _told(self, sentence: int, word: int) -> list[str]:
        """The times of a sentence, those aside that date something else than the event; the form of its main verb, and
        how it ends."""
        expressions = self.times.expressions(sentence)
        ages = sorted({self._age(e.date) for e in expressions if not self.times.is_aside(e.head, word)})
        return [*([f"age={age}" for age in ages] or ["age=none"]), *self._form_of(sentence)]

    def _form_of(self, sentence: int) -> list[str]:
        found = self._sentences.get(sentence)
        if found is None:
            parse, index = self.parse, self.tree.pack.time_index
            end = parse.sentence_range(sentence)[1]
            found = []
            for word in self.times.heads.get(sentence, ()):
                row = index.get(parse.words[word].lower()) or index.get(parse.lemma[word])
                if row is not None and row.kind in _SPANS:
                    found.append(f"t={row.word}")
            root = parse.root_of(sentence)
            found += (f"root={self._form(root)}", f"end={parse.words[end - 1]}")
            self._sentences[sentence] = found
        return found

    def _latest(self) -> tuple[int, int] | None:
        """Year and month of reporting; where that is not known, the latest year that the article names (month 0)."""
        if self.times.reported is not None:
            return self.times.reported.year, self.times.reported.month
        years = [
            int(e.date[:_FULL_YEAR])
            for sentence in self.times.heads
            for e in self.times.expressions(sentence)
            if e.date[:_FULL_YEAR].isdecimal()
        ]
        return (max(years), 0) if years else None

    def _age(self, date: str) -> str:
        """How long a date lies before the day of reporting, in a few steps."""
        if self._now is None:
            return "open"
        year, month = self._now
        years = year - int(date[:_FULL_YEAR])
        if len(date) > _FULL_YEAR and month:
            months = 12 * years + month - int(date[5:7])
            return "future" if months < 0 else f"m{bisect_right(_MONTHS, months)}"
        return "future" if years < 0 else f"y{min(years, _YEARS)}"


_IS = {status: f"is={status}" for status in _ALL}
_STEPS = ladder("head", _CHANCES)


def _timed(status: Status, when: When) -> Status:
    """The status as far as the time changes it: of old it is historical, and what is to come is planned."""
    if status in _REAL and when.old:
        return Status.HISTORICAL
    return Status.PLANNED if status is Status.HAPPENED and when.future else status
