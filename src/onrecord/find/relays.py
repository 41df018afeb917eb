"""What one statement's words carry for a second source: "citing the army, state television said p", "Xinhua quoted
Wang as saying p", "p, a charge Mali denies"."""

from msgspec.structs import replace

from onrecord.find.clauses import first_word, is_infinitive, trim_clause
from onrecord.find.contents import takes_up
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.phrases import noun_phrase, subject_of
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, CueRow, Frame, WordRole
from onrecord.schema import Act, StatementMode

__all__ = ["answered", "with_raised", "with_relayed"]

_ANSWERS = (Act.DENY, Act.REJECT)
_TELLING = (Act.ASSERT, Act.ACCUSE)
_CLAUSE = 9  # words of a relative clause up to its verb
_BEFORE_VERB = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADV", "AUX", "PART", "SCONJ"})
_SAME = 0.6  # share of words from which what is said and what is denied are one
_RAISED = 0.6  # how likely "Bonn is said to be wavering" is a statement


def with_relayed(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts and the second statements that the content of each carries; what is denied is what was said before,
    not the noun that takes it up."""
    result = list(drafts)
    taken: dict[int | None, int] = {d.head: n for n, d in enumerate(drafts)}
    for draft in drafts:
        if draft.head is None:
            continue
        for second in (_quoted_source(view, draft), _cited_source(view, draft)):
            if second is not None and second.head not in taken and second.content:
                taken[second.head] = len(result)
                result.append(second)
        second = _taken_up(view, draft)
        if second is not None and second.head != draft.head:
            number = taken.setdefault(second.head, len(result))
            result[number : number + 1] = [second]
    return result


def answered(view: View, kept: list[Draft], doubted: list[Draft]) -> list[Draft]:
    """Of the doubted drafts those whose words somebody denies right behind them: "Mali says [p], which Chad denies"
    leaves no doubt that p was said."""
    found = []
    for draft in doubted:
        if draft.head is None or draft.frame is not Frame.CLAUSE or draft.source is None:
            continue
        for other in kept:
            start, end = other.content[0]
            denies = other.row is not None and other.row.act in _ANSWERS and len(other.content) == 1
            if denies and other.head is not None and draft.head < start and _which_between(view, end, other.head):
                size = max(end - start, sum(e - s for s, e in draft.content))
                if overlap(draft.content, other.content) >= _SAME * size:
                    found.append(replace(draft, content=other.content))
                    break
    return found


def _which_between(view: View, end: int, verb: int) -> bool:
    """Whether a relative clause that ends in the verb follows right behind the content."""
    while end < verb and view.is_mark[end]:
        end += 1
    return end < verb <= end + _CLAUSE and view.has_role(end, WordRole.RELATIVE)


def with_raised(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts with what is said of a subject: "[Bonn] is said [to be wavering]", of nobody named."""
    result = list(drafts)
    number = {d.head: n for n, d in enumerate(drafts)}
    for word in [i for i, may in enumerate(view.may_cue) if may and view.parse.xpos[i] == "VBN"]:
        row = _raising(view, word)
        if row is None:
            continue
        content = _raised(view, word)
        if not content:
            continue
        cue = match_cue(view, word)[1]
        new = Draft(head=word, cue=cue, source=None, content=content, row=row, frame=Frame.CLAUSE, confidence=_RAISED)
        at = number.get(word, len(result))
        result[at : at + 1] = [replace(new, passive=True, rule=f"cue.{row.lemma}.raised")]
    return result


def _raising(view: View, word: int) -> CueRow | None:
    """The row of a cue in the passive that has no hearer who might be its subject: said, not told."""
    rows = [r for r in match_cue(view, word)[0] if r.pos is CuePos.VERB]
    frames = {f for r in rows for f in r.frames}
    if Frame.CLAUSE not in frames or not frames.isdisjoint({Frame.HEARER, Frame.HEARER_TO}):
        return None
    said = (r for r in rows if r.mode is StatementMode.SPEECH and Frame.CLAUSE in r.frames)
    return next((r for r in said if r.act in _TELLING), None)


def _raised(view: View, word: int) -> tuple[Words, ...]:
    """The subject of a cue in the passive and the infinitive that says something of it."""
    parse = view.parse
    subject = next((c for c in parse.children[word] if parse.deprel[c] == "nsubj:pass" and c < word), None)
    told = next((c for c in parse.children[word] if parse.deprel[c] == "xcomp" and is_infinitive(view, c)), None)
    held = {parse.deprel[c] for c in parse.children[word]}
    if subject is None or told is None or "aux:pass" not in held or "obl:agent" in held:
        return ()
    if view.has_role(subject, WordRole.RELATIVE) and parse.deprel[word].startswith("acl"):
        subject = parse.heads[word]
    start, end = first_word(view, told, word), parse.subtree(told)[1]
    pieces = trim_clause(view, [noun_phrase(view, subject), (start, end)])
    return pieces if len(pieces) == 2 and pieces[0][1] <= pieces[1][0] else ()


def _second(draft: Draft, head: int, cue: Words, source: Words | None, rule: str) -> Draft:
    by = None if rule == "taken-up" else draft.head
    second = replace(draft, head=head, cue=cue, source=source, hearer=None, row=None, frame=None, relayed_by=by)
    return replace(second, rule=f"relay.{rule}")


def _quoted_source(view: View, draft: Draft) -> Draft | None:
    """ "quoted [Wang] as [saying]": Wang's words are the content without "Wang as saying"."""
    if draft.head is None or not view.has_role(draft.head, WordRole.RELAY):
        return None
    objects = [c for c in view.children(draft.head, "obj", "iobj", "nsubj") if c > draft.head]
    if not objects:
        return None
    end = view.sentence(draft.head)[1]
    for i in range(objects[0] + 1, min(objects[0] + 12, end - 1)):
        if view.has_role(i, WordRole.PREDICATE) and view.parse.xpos[i + 1] == "VBG":
            content = tuple(c for c in draft.content if not c[0] <= i < c[1])
            rest = (i + 2, end) if not content else None
            content = content or tuple(p for p in [view.strip(rest or (0, 0))] if p[0] < p[1])
            second = _second(draft, i + 1, (i + 1, i + 2), noun_phrase(view, objects[0]), "quoted")
            return replace(second, content=content)
    return None


def _cited_source(view: View, draft: Draft) -> Draft | None:
    """ "[citing] the army": what is said is the army's as well; not "citing delays", which is a reason."""
    if draft.head is None:
        return None
    beside = [i for i in range(*(draft.source or (0, 0))) if view.parse.upos[i] in ("NOUN", "PROPN")]
    for c in (*view.children(draft.head, "advcl"), *(c for i in beside for c in view.children(i, "acl"))):
        if not view.has_role(c, WordRole.RELAY) or overlap([(c, c + 1)], draft.content) or view.parse.xpos[c] != "VBG":
            continue
        objects = [o for o in view.children(c, "obj") if o > c]
        if objects and any(map(view.may_speak, (objects[0], *view.children(objects[0], "nmod:poss", "compound")))):
            return _second(draft, c, (c, c + 1), noun_phrase(view, objects[0]), "cited")
    return None


def _taken_up(view: View, draft: Draft) -> Draft | None:
    """ "p, a charge [Mali] [denies]", "p, according to the army, which [Mali] [denies]": Mali denies p."""
    ends = [draft.content[-1][1]]
    stop = view.sentence(ends[0] - 1)[1]
    ends += [b for beside in (draft.source, draft.cue) if beside is not None for b in beside[1:] if ends[0] < b <= stop]
    found = (_taken_up_at(view, draft, end) for end in ends)
    return next((second for second in found if second is not None), None)


def _taken_up_at(view: View, draft: Draft, end: int) -> Draft | None:
    parse = view.parse
    while end < len(parse) and view.is_mark[end] and parse.words[end] != ",":
        end += 1
    if end + 1 >= len(parse) or parse.words[end] != ",":
        return None
    if view.has_role(end + 1, WordRole.RELATIVE):
        verbs = [parse.heads[end + 1]] if parse.deprel[end + 1] == "obj" else []
        found = (_answered(view, draft, v) for v in (*verbs, _verb_after(view, end + 1)) if v is not None)
        return next((second for second in found if second is not None), None)
    if not takes_up(view, end + 1, end + 5):
        return None
    near = range(end + 1, min(end + 5, len(parse)))
    noun = next((i for i in near if parse.upos[i] == "NOUN" or view.has_role(i, WordRole.TAKES_UP)), None)
    if noun is None or not view.has_role(noun, WordRole.TAKES_UP):
        return None
    beside = _verb_after(view, noun)
    verbs = [*view.children(noun, "acl"), *([beside] if beside is not None else [])]
    found = (_answered(view, draft, verb) for verb in verbs)
    return next((second for second in found if second is not None), None)


def _verb_after(view: View, word: int) -> int | None:
    """The verb of a relative clause whose place in the tree is another: "a charge [Mali has long] [denied]"."""
    parse, end = view.parse, view.sentence(word)[1]
    for verb in range(word + 1, min(end, word + _CLAUSE)):
        if parse.upos[verb] == "VERB":
            subjects = [c for c in view.children(verb, "nsubj") if word < c < verb]
            return verb if subjects and not any(c > verb for c in view.children(verb, "obj")) else None
        if parse.upos[verb] not in _BEFORE_VERB:
            return None
    return None


def _answered(view: View, draft: Draft, verb: int) -> Draft | None:
    """What a draft says as the content of the one who denies or rejects it by `verb`."""
    rows, cue = match_cue(view, verb)
    row = next((r for r in rows if r.pos is CuePos.VERB and r.act in _ANSWERS), None)
    subject = subject_of(view, verb)
    if row is None or subject is None or view.children(verb, "ccomp", "xcomp"):
        return None
    if view.has_role(subject, WordRole.RELATIVE) or overlap([noun_phrase(view, subject)], draft.content):
        return None
    second = _second(draft, verb, cue, noun_phrase(view, subject), "taken-up")
    return replace(second, row=row, frame=Frame.OBJECT)
