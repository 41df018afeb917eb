"""What speaks for and against a passage stating a position, and which: the names of what is true of a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.find.stance_drafts import SUBJECTS, Draft, code_of
from onrecord.lang import LanguagePack
from onrecord.lang.cues import WordRole
from onrecord.lang.stances import StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import Event, Statement

__all__ = ["StanceEvidence"]

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
TELLING = frozenset({"NOUN", "ADJ", "VERB", "ADV"})
ARGUMENTS = frozenset({"obj", "obl", "xcomp", "ccomp", "nmod", "acl"})
LENGTHS = (3, 6, 12, 25)  # words
CUE_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Clause:
    """How a passage's highest word stands in it."""

    modal: str
    negated: bool
    subject: str
    condition: bool


class StanceEvidence:
    """The evidence of one article's drafts."""

    def __init__(
        self, parse: Parse, pack: LanguagePack, statements: Sequence[Statement], events: Sequence[Event]
    ) -> None:
        self.parse = parse
        self.roles = pack.statement_roles
        self.lower = parse.lower
        self.principles = tuple(f" {m.words} " for m in pack.stance_marks if m.kind is StanceMarkKind.PRINCIPLE)
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
        if draft.event is None:
            assert draft.statement is not None
            return list(dict.fromkeys(self._of_statement(draft, draft.statement)))
        return list(dict.fromkeys(self._of_event(draft, draft.event)))

    def is_principle(self, draft: Draft) -> bool:
        """Whether a passage has words of principle."""
        passage = f" {' '.join(self.lower[slice(*draft.words)])} "
        return any(words in passage for words in self.principles)

    def _of_statement(self, draft: Draft, statement: Statement) -> Iterator[str]:
        parse, act = self.parse, str(statement.act)
        first, last = draft.words
        clause = self._clause(draft)
        yield from self._of_clause(draft, clause, "s:")
        cue = "-"
        if statement.cue is not None:
            start, end = parse.word_range(statement.cue)
            cue = " ".join(parse.lemma[start : min(end, start + CUE_WORDS)])
        modal, negated, subject = clause.modal, clause.negated, clause.subject
        parent = self.by_id.get(statement.parent) if statement.parent else None
        sector = draft.actor.actor.sector if draft.actor.actor else None
        yield from (
            "s", f"act={act}", f"act={act},cond={clause.condition}", f"act={act},modal={modal}",
            f"act={act},modal={modal},neg={negated}", f"act={act},subj={subject}",
            f"act={act},subj={subject},modal={modal}", f"act={act},neg={negated}",
            f"cue={cue}", f"act={act},cue={cue}", f"kind={statement.kind}", f"act={act},kind={statement.kind}",
            f"act={act},hearer={statement.addressee is not None}", f"mode={statement.mode}",
            f"parent={parent.act if parent else None}", f"act={act},xpos={parse.xpos[draft.top]}",
            f"s:sector={sector}", f"s:named={draft.actor.anchor is not None}", f"s:nth={min(draft.rank, 2)}",
        )  # fmt: skip
        inside = self._events_inside(draft, statement.id)
        for event in inside:
            own = any(code_of(p) == draft.code for p in event.actors)
            yield from (
                f"s:ev={event.type}", f"s:ev={event.type}:{event.status}", f"s:status={event.status}",
                f"s:status={event.status},own={own}", f"act={act},status={event.status}",
            )  # fmt: skip
        yield f"s:n={min(len(inside), 3)}"
        yield from (f"w={parse.lemma[w]}" for w in range(first, last) if parse.upos[w] in TELLING)

    def _of_event(self, draft: Draft, event: Event) -> Iterator[str]:
        parse, top = self.parse, draft.top
        kind, status, lemma = str(event.type), str(event.status), parse.lemma[top]
        clause = self._clause(draft)
        yield from self._of_clause(draft, clause, "e:")
        trigger = range(*parse.word_range(event.anchor))
        chain = self._chain(draft)
        named = draft.actor.anchor is not None
        sector = draft.actor.actor.sector if draft.actor.actor else None
        content = min(sum(1 for w in range(*draft.words) if parse.upos[w] in CONTENT), 4)
        yield from (
            "e", f"type={kind}", f"type={kind},status={status}", f"status={status}",
            f"trigger={lemma}", f"trigger={lemma},type={kind}", f"type={kind},pos={parse.xpos[top][:2]}",
            f"chain={chain}", f"type={kind},chain={chain}", f"type={kind},status={status},chain={chain}",
            f"type={kind},cue={not self.cues.isdisjoint(trigger)}", f"type={kind},cond={clause.condition}",
            f"type={kind},neg={clause.negated}", f"type={kind},modal={clause.modal}",
            f"type={kind},to={bool(event.recipients)}", f"rel={parse.deprel[top]}",
            f"type={kind},rel={parse.deprel[top]}", f"rank={min(draft.rank, 2)}", f"mutual={event.reciprocal}",
            f"e:named={named}", f"type={kind},named={named}", f"cameo={(event.cameo or '')[:3]}",
            f"e:sector={sector}", f"type={kind},sector={sector}", f"e:content={content}",
            f"type={kind},content={content}", f"e:conf={int(event.confidence * 5)}",
        )  # fmt: skip
        if draft.statement is not None:
            yield from (f"in={draft.statement.act},type={kind}", f"in={draft.statement.act},{chain},{status}")
        yield f"e:covered={any(draft.code in self.speakers.get(w, ()) for w in trigger)}"
        yield from self._around(draft, event)

    def _around(self, draft: Draft, event: Event) -> Iterator[str]:
        """The words and events above and below an event."""
        parse, top = self.parse, draft.top
        kind, head = str(event.type), parse.heads[top]
        if head != top:
            yield from (f"head={parse.lemma[head]}", f"type={kind},headpos={parse.upos[head]}")
        for child in parse.children[top]:
            if child > top and parse.deprel[child] in ARGUMENTS:
                marks = (parse.lemma[k] for k in parse.children[child] if parse.deprel[k] in {"case", "mark"})
                yield from (f"type={kind},dep={parse.deprel[child]}", f"arg={parse.lemma[child]}")
                yield f"type={kind},case={next(marks, '-')}"
        for other in [e for e in self._events_in(draft) if e is not event][:2]:
            yield from (f"type={kind},holds={other.status}", f"holds={other.type}")
        above = self.event_at.get(head)
        if above is not None and above is not event:
            yield from (f"under={above.type},type={kind}", f"under={above.type},{event.status}")

    def _chain(self, draft: Draft) -> str:
        """Who reports an event: nobody, its actor, or somebody else."""
        if draft.statement is None:
            return "none"
        return "own" if code_of(draft.statement.speaker) == draft.code else "other"

    def _events_inside(self, draft: Draft, statement: str) -> list[Event]:
        return [e for e in self._events_in(draft) if e.chain and e.chain[-1] == statement]

    def _events_in(self, draft: Draft) -> list[Event]:
        """The events of a passage, each once."""
        at = self.event_at
        return list({id(e): e for w in range(*draft.words) if (e := at.get(w)) is not None}.values())

    def _clause(self, draft: Draft) -> _Clause:
        parse, top = self.parse, draft.top
        children = parse.children[top]
        subject = next((c for c in children if parse.deprel[c] in SUBJECTS or parse.deprel[c] == "expl"), None)
        if subject is None:
            imperative = parse.xpos[top] in {"VB", "VBP"} and top == draft.words[0]
            who = "imperative" if imperative else "none"
        elif self.lower[subject] in self.roles[WordRole.SELF]:
            who = "self"
        elif parse.upos[subject] == "PRON":
            who = "pronoun"
        else:
            who = "other"
        return _Clause(
            modal=next((parse.lemma[c] for c in children if parse.xpos[c] == "MD"), "-"),
            negated=any(self.lower[c] in self.roles[WordRole.NEGATION] for c in children),
            subject=who,
            condition=self._mark(draft) is not None,
        )

    def _mark(self, draft: Draft) -> str | None:
        """The word that opens a condition."""
        marks, parse = self.roles[WordRole.CONDITION], self.parse
        for word in range(*draft.words):
            if self.lower[word] in marks and parse.deprel[word] in {"mark", "advmod", "case", "cc"}:
                return self.lower[word]
        return None

    def _of_clause(self, draft: Draft, clause: _Clause, kind: str) -> Iterator[str]:
        parse, top = self.parse, draft.top
        first, last = draft.words
        modal, negated, subject = clause.modal, clause.negated, clause.subject
        infinitive = any(
            parse.deprel[c] == "mark" and self.lower[c] in self.roles[WordRole.INFINITIVE] for c in parse.children[top]
        )
        yield from (
            f"{kind}top={parse.lemma[top]}", f"{kind}modal={modal}", f"{kind}modal={modal},neg={negated}",
            f"{kind}subj={subject}", f"{kind}modal={modal},subj={subject}", f"{kind}xpos={parse.xpos[top]}",
            f"{kind}cond={clause.condition}", f"{kind}cond={clause.condition},modal={modal}", f"{kind}neg={negated}",
            f"{kind}inf={infinitive}", f"{kind}len={sum(last - first >= n for n in LENGTHS)}",
        )  # fmt: skip
        if clause.condition:
            yield f"{kind}mark={self._mark(draft)}"
        governed = next((c for c in parse.children[top] if parse.deprel[c] in {"xcomp", "ccomp"}), None)
        if governed is not None:
            yield f"{kind}xcomp={parse.lemma[governed]}"
        if self.is_principle(draft):
            yield from (f"{kind}principle", f"{kind}principle,neg={negated}")
        if "?" in self.lower[first : last + 2]:
            yield f"{kind}question"
