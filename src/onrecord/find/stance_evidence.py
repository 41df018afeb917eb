"""What speaks for and against a passage stating a position, and which: the names of what is true of a draft."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.find import stance_features as features
from onrecord.find.stance_drafts import SUBJECTS, Draft, code_of
from onrecord.find.stance_wording import wording
from onrecord.lang import LanguagePack
from onrecord.lang.cues import WordRole
from onrecord.lang.frames import Part
from onrecord.lang.stances import StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import Event, Party, Statement

__all__ = ["StanceEvidence"]

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
TELLING = frozenset({"NOUN", "ADJ", "VERB", "ADV"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
ARGUMENTS = frozenset({"obj", "obl", "xcomp", "ccomp", "nmod", "acl"})
LENGTHS = (3, 6, 12, 25)  # words
CUE_WORDS = 3
LATE = 3  # sentences from here on are told alike
JOINING = frozenset({"SCONJ", "CCONJ", "PRON", "ADV", "ADP", "DET"})


class _Clause(Struct, frozen=True):
    """How a passage's highest word stands in it."""

    modal: str
    negated: bool
    subject: str
    infinitive: bool
    governed: str | None  # the lemma of the clause below
    mark: str | None  # the word that opens a condition
    tie: str | None  # the same, where the condition stands outside the passage
    unreal: bool  # would have been


class StanceEvidence:
    """The evidence of one article's drafts."""

    def __init__(
        self, parse: Parse, pack: LanguagePack, statements: Sequence[Statement], events: Sequence[Event]
    ) -> None:
        self.parse = parse
        self.roles = pack.statement_roles
        self.lower = parse.lower
        self.negations = pack.statement_roles[WordRole.NEGATION]
        self.infinitives = pack.statement_roles[WordRole.INFINITIVE]
        principles = [m.words.split() for m in pack.stance_marks if m.kind is StanceMarkKind.PRINCIPLE]
        self.principles = list(_places(self.lower, principles))
        self.by_id = {s.id: s for s in statements}
        self.cues = frozenset(i for s in statements if s.cue for i in range(*parse.word_range(s.cue)))
        self.event_at: dict[int, Event] = {}
        for event in events:
            for word in range(*parse.word_range(event.anchor)):
                self.event_at.setdefault(word, event)
        self.speakers: dict[int, set[str]] = {}  # word -> the codes of those who say it
        for statement in statements:
            code = code_of(statement.speaker)
            for anchor in statement.content if code else ():
                for word in range(*parse.word_range(anchor)):
                    self.speakers.setdefault(word, set()).add(code or "")

    def of(self, draft: Draft) -> list[str]:
        """The names of what is true of a draft, each once, in a fixed order."""
        told = [name for naming, *facts in self.parts(draft) for name in naming(*facts)]
        return told + wording(self.parse, draft)

    def parts(self, draft: Draft) -> list[Part]:
        """The same, but for how it is worded, in parts that come again: so their weights need adding up once only."""
        if draft.event is not None:
            return self._of_event(draft, draft.event)
        if draft.statement is not None:
            return self._of_statement(draft, draft.statement)
        return self._of_bare(draft)

    def is_principle(self, draft: Draft) -> bool:
        """Whether a passage has words of principle."""
        first, last = draft.words
        return any(first <= start and end <= last for start, end in self.principles)

    def _of_statement(self, draft: Draft, statement: Statement) -> list[Part]:
        parse, act = self.parse, str(statement.act)
        first, last = draft.words
        clause = self._clause(draft)
        start, end = parse.word_range(statement.cue) if statement.cue is not None else (0, 0)
        cue = " ".join(parse.lemma[start : min(end, start + CUE_WORDS)]) if statement.cue is not None else "-"
        parent = self.by_id.get(statement.parent) if statement.parent else None
        sector = draft.actor.actor.sector if draft.actor.actor else None
        named, hearer = draft.actor.anchor is not None, statement.addressee is not None
        inside = self._events_inside(draft, statement.id)
        inner: list[Part] = [
            (features.of_inner, act, e.type, e.status, any(_meet(draft.code, code_of(p)) for p in e.actors))
            for e in inside
        ]
        words = dict.fromkeys(self._telling(draft))
        more: list[Part] = [
            (features.of_hearer, f"act={act}", _hearer(draft, (statement.addressee,)), statement.kind),
            (features.of_sure, act, int(statement.confidence * 5)),
        ]
        if statement.cue is not None:
            told = next((self.event_at[w] for w in range(start, end) if w in self.event_at), None)
            more.append((features.of_cue_event, act, *((told.type, told.status) if told else ("-", "-"))))
        if parse.upos[first] in JOINING:
            more.append((features.of_opening, act, self.lower[first]))
        told = self.event_at.get(draft.top)
        if told is not None:
            more.append((features.of_top_event, act, told.type, told.status, _acts(draft, told)))
        return [
            *more,
            *self._of_clause(draft, clause, "s:"),
            (features.of_act, act, clause.modal, clause.negated, clause.subject, clause.mark is not None),
            (features.of_cue, act, cue),
            (features.of_statement, act, statement.kind, statement.mode, parent.act if parent else None, hearer),
            (features.of_speaker, act, parse.xpos[draft.top], sector, named, min(draft.rank, 2)),
            *_once(inner),
            (tuple, (f"s:n={min(len(inside), 3)}",)),
            *_once([(features.of_frame, "s:", e.rule.partition("+")[0], e.status) for e in inside]),
            *((features.of_word, word) for word in words),
        ]

    def _telling(self, draft: Draft) -> list[str]:
        """The lemmas of a passage that tell something."""
        first, last = draft.words
        told = zip(self.parse.lemma[first:last], self.parse.upos[first:last], strict=True)
        return [lemma for lemma, upos in told if upos in TELLING]

    def _of_event(self, draft: Draft, event: Event) -> list[Part]:
        parse, top = self.parse, draft.top
        kind, status, reported = str(event.type), str(event.status), self._chain(draft)
        clause = self._clause(draft)
        first, last = draft.words
        trigger = range(*parse.word_range(event.anchor))
        sector = draft.actor.actor.sector if draft.actor.actor else None
        named, to = draft.actor.anchor is not None, bool(event.recipients)
        content = min(sum([upos in CONTENT for upos in parse.upos[first:last]]), 4)
        covered = any(_meet(draft.code, code) for w in trigger for code in self.speakers.get(w, ()))
        parts: list[Part] = [
            *self._of_clause(draft, clause, "e:"),
            (features.of_event, kind, status, reported, event.reciprocal),
            (features.of_trigger, kind, parse.lemma[top]),
            (features.of_frame, "e:", event.rule.partition("+")[0], status),
            (features.of_place, kind, parse.xpos[top], parse.deprel[top]),
            (features.of_side, kind, min(draft.code.count(";"), 2), sector, named, to),
            (
                features.of_telling,
                kind,
                not self.cues.isdisjoint(trigger),
                clause.mark is not None,
                clause.negated,
                clause.modal,
            ),
            (features.of_hearer, f"type={kind}", _hearer(draft, event.recipients), status),
            (features.of_measure, kind, content, int(event.confidence * 5), (event.cameo or "")[:3], covered),
        ]
        if draft.statement is not None:
            parts.append((features.of_reported, draft.statement.act, kind, reported, status))
        parts.append((features.of_sentence, kind, min(parse.sentence_of[top], LATE)))
        words = [parse.lemma[w] for w in range(first, last) if parse.upos[w] in TELLING and w not in trigger]
        parts += [(features.of_event_word, word) for word in dict.fromkeys(words)]
        return parts + self._around(draft, event)

    def _of_bare(self, draft: Draft) -> list[Part]:
        """A clause that neither a statement holds nor an event is found in."""
        parse, top = self.parse, draft.top
        sector = draft.actor.actor.sector if draft.actor.actor else None
        held = _once([(features.of_held, "c:", e.type, e.status) for e in self._events_in(draft)])
        words = dict.fromkeys(parse.lemma[w] for w in range(*draft.words) if parse.upos[w] in TELLING and w != top)
        return [
            *self._of_clause(draft, self._clause(draft), "c:"),
            (features.of_bare, parse.deprel[top], sector, min(draft.code.count(";"), 2)),
            *held,
            *((features.of_clause_word, word) for word in words),
        ]

    def _around(self, draft: Draft, event: Event) -> list[Part]:
        """The words and events above and below an event."""
        parse, top = self.parse, draft.top
        kind, head = str(event.type), parse.heads[top]
        parts: list[Part] = [(features.of_head, kind, parse.lemma[head], parse.upos[head])] if head != top else []
        below: list[Part] = []
        for child in parse.children[top]:
            if child > top and parse.deprel[child] in ARGUMENTS:
                marks = (parse.lemma[k] for k in parse.children[child] if parse.deprel[k] in {"case", "mark"})
                below.append((features.of_argument, kind, parse.deprel[child], parse.lemma[child], next(marks, "-")))
                if parse.deprel[child] == "ccomp" and parse.xpos[parse.subtree(child)[0]].startswith("W"):
                    below.append((tuple, (f"type={kind},asks",)))
        held = [e for e in self._events_in(draft) if e is not event][:2]
        parts += _once(below)
        parts += _once([(features.of_held, kind, e.type, e.status) for e in held])
        above = self.event_at.get(head)
        if above is not None and above is not event:
            parts.append((features.of_under, kind, above.type, event.status, _acts(draft, above)))
        return parts

    def _chain(self, draft: Draft) -> str:
        """Who reports an event: nobody, its actor, or somebody else."""
        if draft.statement is None:
            return "none"
        return "own" if _meet(draft.code, code_of(draft.statement.speaker)) else "other"

    def _events_inside(self, draft: Draft, statement: str) -> list[Event]:
        return [e for e in self._events_in(draft) if e.chain and e.chain[-1] == statement]

    def _events_in(self, draft: Draft) -> list[Event]:
        """The events of a passage, each once."""
        at = self.event_at
        return list({id(e): e for w in range(*draft.words) if (e := at.get(w)) is not None}.values())

    def _clause(self, draft: Draft) -> _Clause:
        parse, lower, top = self.parse, self.lower, draft.top
        subject: int | None = None
        modal = governed = None
        negated = infinitive = False
        for child in parse.children[top]:
            relation = parse.deprel[child]
            if subject is None and (relation in SUBJECTS or relation == "expl"):
                subject = child
            elif governed is None and relation in COMPLEMENTS:
                governed = parse.lemma[child]
            elif relation == "mark" and lower[child] in self.infinitives:
                infinitive = True
            if modal is None and parse.xpos[child] == "MD":
                modal = parse.lemma[child]
            negated = negated or lower[child] in self.negations
        return _Clause(
            modal="-" if modal is None else modal,
            negated=negated or (subject is not None and self._none(subject)),
            subject=self._subject(draft, subject),
            infinitive=infinitive,
            governed=governed,
            mark=self._mark(draft),
            tie=self._tie(draft),
            unreal=modal is not None and self._unreal(top),
        )

    def _subject(self, draft: Draft, subject: int | None) -> str:
        parse, top = self.parse, draft.top
        if subject is None:
            return "imperative" if parse.xpos[top] in {"VB", "VBP"} and top == draft.words[0] else "none"
        if self.lower[subject] in self.roles[WordRole.SELF]:
            return "self"
        return "pronoun" if parse.upos[subject] == "PRON" else "other"

    def _none(self, subject: int) -> bool:
        """Whether a subject is one of which there is none ("no soldier", "not one inch")."""
        return any(self.lower[c] in self.negations for c in self.parse.children[subject] if c < subject)

    def _unreal(self, top: int) -> bool:
        """Whether something would have been: a modal, the perfect's auxiliary and a participle."""
        parse = self.parse
        kinds = {(parse.deprel[c], parse.xpos[c]) for c in parse.children[top]}
        participle = parse.xpos[top] == "VBN" or ("cop", "VBN") in kinds or ("aux:pass", "VBN") in kinds
        return ("aux", "MD") in kinds and ("aux", "VB") in kinds and participle

    def _tie(self, draft: Draft) -> str | None:
        """The word that opens a condition beside the passage, at its highest word or at the one that governs it."""
        parse, marks, (first, last) = self.parse, self.roles[WordRole.CONDITION], draft.words
        above = [draft.top]
        if parse.deprel[draft.top] in {"xcomp", "ccomp", "acl"}:
            above.append(parse.heads[draft.top])
        for word in above:
            for child in parse.children[word]:
                if parse.deprel[child].startswith("advcl"):
                    for mark in (child, *parse.children[child]):
                        if self.lower[mark] in marks and not first <= mark < last:
                            return self.lower[mark]
        return None

    def _mark(self, draft: Draft) -> str | None:
        """The word that opens a condition."""
        marks, parse, (first, last) = self.roles[WordRole.CONDITION], self.parse, draft.words
        if marks.isdisjoint(self.lower[first:last]):
            return None
        for word in range(first, last):
            if self.lower[word] in marks and parse.deprel[word] in {"mark", "advmod", "case", "cc"}:
                return self.lower[word]
        return None

    def _of_clause(self, draft: Draft, clause: _Clause, kind: str) -> list[Part]:
        parse, top = self.parse, draft.top
        first, last = draft.words
        parts: list[Part] = [
            (features.of_clause, kind, clause.modal, clause.negated, clause.subject, clause.mark is not None),
            (features.of_top, kind, parse.lemma[top]),
            (features.of_form, kind, parse.xpos[top], clause.infinitive, bisect_right(LENGTHS, last - first)),
        ]
        if clause.mark is not None:
            parts.append((features.of_mark, kind, "mark", clause.mark))
        if clause.tie is not None:
            parts.append((features.of_tie, kind, clause.tie))
        if clause.unreal:
            parts.append((features.of_unreal, kind, clause.modal))
        if clause.governed is not None:
            parts.append((features.of_mark, kind, "xcomp", clause.governed))
        if self.principles and self.is_principle(draft):
            parts.append((features.of_principle, kind, clause.negated))
        if "?" in self.lower[first : last + 2]:
            parts.append((features.of_question, kind))
        return parts


def _places(words: Sequence[str], phrases: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Where some phrases stand among an article's words."""
    firsts = {phrase[0] for phrase in phrases}
    for at in [at for at, word in enumerate(words) if word in firsts]:
        for phrase in phrases:
            if words[at : at + len(phrase)] == phrase:
                yield at, at + len(phrase)


def _meet(one: str, other: str | None) -> bool:
    """Whether two codes, each of one actor or of several, have one in common."""
    return one == other or (other is not None and not set(one.split(";")).isdisjoint(other.split(";")))


def _acts(draft: Draft, event: Event) -> bool:
    """Whether an event is the draft's actor's."""
    return any(_meet(draft.code, code_of(party)) for party in event.actors)


def _hearer(draft: Draft, parties: Sequence[Party | None]) -> str:
    """Whose the other side is."""
    there = [party for party in parties if party is not None]
    codes = [code for party in there if (code := code_of(party)) is not None]
    if not codes:
        return "unknown" if there else "none"
    return "own" if all(_meet(draft.code, code) for code in codes) else "other"


def _once(parts: list[Part]) -> list[Part]:
    """The parts, none of whose names may come twice: one part as it is, of several each name by itself."""
    if len(parts) < 2:
        return parts
    return [(tuple, (name,)) for name in dict.fromkeys(name for naming, *facts in parts for name in naming(*facts))]
