"""The date of each event: of the expressions of its sentence and those before, the day of the story or of reporting.

Which of them dates it, or that none does, a small table of weights says, trained on annotated articles; others of the
same table say whether the text tells that date of the event, or it is only the likeliest.
"""

from collections.abc import Iterator, Sequence

from onrecord.find.context import Draft
from onrecord.find.slots import Tree
from onrecord.find.time_values import moved
from onrecord.find.times import Times, When
from onrecord.find.ways import Way
from onrecord.find.weighing import likeliest
from onrecord.schema import Status

__all__ = ["PAST", "TOLD", "Dates"]

FACT = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
PAST = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL, Status.DENIED})
_BACK = 3  # sentences, within the paragraph before
_NEXT = {"back1", "back.1"}  # the sentence before, in the same paragraph
_PRESENT = ("VBZ", "VBP")
TOLD = "told"  # the flag of all dates, as to whether they are told
_YEAR = len("2001")
_ONE_THING = ("NN", "NNP")
_MANY = 2  # expressions and paragraphs, counted alike from here on
Flags = dict[str, None]


class Dates:
    """The dates that the events of one article may have."""

    def __init__(self, tree: Tree, times: Times, drafts: Sequence[Draft]) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.times = times
        self.cases = tree.pack.word_classes["time_case"]
        self.at = {d.hit.word: d for d in drafts}
        self._known: dict[tuple[int, int, int], tuple[dict[str, Flags], bool]] = {}
        self.plain: dict[int, str] = {}  # the event's word: the date of the expression that hangs on it
        for word, draft in self.at.items():
            when = times.of(word, forward=draft.status not in PAST)
            if when.date:
                self.plain[word] = when.date

    def of(self, draft: Draft) -> When:
        """The likeliest date of an event, and whether the text tells it of the event."""
        options, weights = dict(self.options(draft)), self.tree.pack.event_attributes
        context = self.context(draft)
        date = likeliest(options.items(), context, weights["d"])
        told = date is not None and likeliest([(False, ()), (True, [TOLD, *options[date]])], context, weights["w"])
        return When(date, own=bool(told))

    def context(self, draft: Draft) -> list[str]:
        """What the event is like: its type, status, form, and whether somebody tells it."""
        parse, word = self.parse, draft.hit.word
        had = any(parse.upos[c] == "AUX" and parse.xpos[c] == "VBD" for c in parse.children[word])
        return [draft.hit.frame.type.value, draft.status.value, f"x={parse.xpos[word]}{had:d}{bool(draft.chain):d}"]

    def options(self, draft: Draft) -> Iterator[tuple[str | None, list[str]]]:
        """Each date that the event may have with what speaks for it, and what speaks for none."""
        parse, word = self.parse, draft.hit.word
        sentence = parse.sentence_of[word]
        found: dict[str, Flags] = {}
        here = self._here(draft, found)
        around, back = self._around(word, sentence, here)
        bound = self.times.reported is not None
        spreads = bound or not self.times.is_recent(sentence)
        for date, flags in around.items() if spreads else ():
            if bound or flags.keys() >= _NEXT:  # what nothing bounds dates what follows at once
                found.setdefault(date, {}).update(flags)
        self._alike(draft, here, found)
        story = self.times.story.date is not None
        yield (
            None,
            [
                "none",
                f"none.n{here}",
                f"none.n{here}.story{story:d}",
                f"none.back{back:d}",
                f"none.dated{self.times.reported is not None:d}",
                f"none.{parse.xpos[word]}.n{here}",
                f"none.p{min(parse.paragraph_of[word], _MANY)}",
            ],
        )
        yield from ((date, list(flags)) for date, flags in found.items() if not self._is_ahead(date, draft))

    def _is_ahead(self, date: str, draft: Draft) -> bool:
        """Whether what is told as a fact would lie after the day that it is reported: "asked for a vote in June".

        Not of what is told in the present: "parliament meets on Thursday".
        """
        reported = self.times.reported
        if reported is None or draft.status not in FACT or self.parse.xpos[draft.hit.word] in _PRESENT:
            return False
        return date > reported.isoformat()[: len(date)]

    def _here(self, draft: Draft, found: dict[str, Flags]) -> int:
        """Add the dates that the event's own sentence says; how many expressions it has."""
        parse, word = self.parse, draft.hit.word
        sentence, forward = parse.sentence_of[word], draft.status not in PAST
        expressions = self.times.expressions(sentence, forward=forward)
        if not expressions:
            return 0
        count = min(len(expressions), _MANY)
        way = Way(parse, word, self.at)
        others = self.times.others(sentence, forward=forward)
        heads = dict.fromkeys(e.head for e in sorted((*expressions, *others), key=lambda e: abs(e.head - word)))
        ranks = {head: n for n, head in enumerate(heads)}
        for e in sorted((*expressions, *others), key=lambda e: (bool(e.reading), ranks[e.head])):
            if self.times.is_aside(e.head, word) or (not forward and self._is_of_plan(e.head, word)):
                continue
            label, passed = way.of(e.head)
            rank = ranks[e.head]
            case = self.tree.case[e.head] or "none"
            case = case if case in self.cases or case == "none" else "other"
            near = f"near{min(rank, _MANY)}"
            flags: tuple[str, ...] = (
                f"kind={e.kind}",
                f"way={label}",
                f"way={label}.{e.kind}",
                f"case={case}",
                f"case={case}.{e.kind}",
                near,
                f"{near}.{'R' if e.head > word else 'L'}{way.between(e.head)}",
                f"n{count}",
                f"passed{passed:d}",
                f"exact{len(e.date)}",
            )
            if e.reading:
                if e.date in found:
                    continue
                read = f"read={e.reading}"
                tense = f"{read}.{parse.xpos[word]}"
                flags = (*flags, read, f"{read}.{e.kind}", f"{read}.{label}", f"{read}.{case}", tense)
            found.setdefault(e.date, {}).update(dict.fromkeys(flags))
        return count

    def _is_of_plan(self, head: int, word: int) -> bool:
        """Whether a day is that of what is to come, so that it dates nothing else: "asked him to leave by Sunday"."""
        owner = self.at.get(self.parse.heads[head])
        if owner is None or owner.hit.word == word or owner.status in PAST:
            return False
        return self.times.turns(head)

    def _around(self, word: int, sentence: int, here: int) -> tuple[dict[str, Flags], bool]:
        """The dates that stand around a sentence, the same for its events; whether any are of the sentences before."""
        key = sentence, self.parse.paragraph_of[word], here
        known = self._known.get(key)
        if known is None:
            found: dict[str, Flags] = {}
            back = self._before(word, sentence, here, found)
            self._story(word, f"n{here}", f"back{back:d}", found)
            known = self._known[key] = found, back
        return known

    def _before(self, word: int, sentence: int, here: int, found: dict[str, Flags]) -> bool:
        """Add the dates of the sentences before, up to the paragraph before; whether there are any."""
        parse, some = self.parse, False
        paragraph = parse.paragraph_of[word]
        for back in range(1, min(_BACK, sentence) + 1):
            first = parse.sentence_range(sentence - back)[0]
            if parse.paragraph_of[first] < paragraph - 1:
                break
            same = parse.paragraph_of[first] == paragraph
            expressions = self.times.expressions(sentence - back)
            root = parse.root_of(sentence - back) if expressions else first
            for e in expressions:
                if self.times.is_aside(e.head, root) or self._is_of_plan(e.head, word):
                    continue
                some = True
                flags = (f"back{back}", f"back.{same:d}", f"back.exact{len(e.date)}", f"back.n{here}", f"back={e.kind}")
                found.setdefault(e.date, {}).update(dict.fromkeys(flags))
        return some

    def _story(self, word: int, here: str, back: str, found: dict[str, Flags]) -> None:
        """Add the day of the story, the day of reporting and the day before that."""
        story, reported = self.times.story.date, self.times.reported
        if story is not None:
            paragraph = min(self.parse.paragraph_of[word], _MANY)
            flags = ("story", f"story.{here}", f"story.p{paragraph}", f"story.{back}")
            found.setdefault(story, {}).update(dict.fromkeys(flags))
        if reported is not None:
            today = reported.isoformat()
            for name, day in (("day", today), ("eve", moved(today, -1, 1) or today)):
                flags = (name, f"{name}.{here}", f"{name}.story{story is not None:d}", f"{name}.{back}")
                found.setdefault(day, {}).update(dict.fromkeys(flags))

    def _alike(self, draft: Draft, here: int, found: dict[str, Flags]) -> None:
        """Add the plain dates of other events of the same word or type."""
        parse, word = self.parse, draft.hit.word
        for other, date in self.plain.items():
            before, same = other < word, parse.lemma[other] == parse.lemma[word]
            known = self.times.reported is not None or (same and len(date) > _YEAR)
            if other == word or not (known or (same and parse.xpos[word] in _ONE_THING)):
                continue  # a date that nothing bounds is that of "the war" told of before, not of other fighting
            if same:
                flags = ("word", f"word.n{here}", f"word.before{before:d}")
            elif self.at[other].hit.frame.type is draft.hit.frame.type:
                near = parse.paragraph_of[other] == parse.paragraph_of[word]
                flags = ("type", f"type.n{here}", f"type.before{before:d}{near:d}")
            else:
                continue
            found.setdefault(date, {}).update(dict.fromkeys(flags))
