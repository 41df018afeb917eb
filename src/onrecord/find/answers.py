"""What a claim's noun stands in: "Mali denied [a claim by Kenya that p]", "Xinhua quoted [Wang] as saying p".

A statement whose cue is such a noun, or "saying" after "as", is said inside another one, whose cue is the verb above.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from onrecord.find.contents import trim_content
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.phrases import is_passive, noun_phrase, subject_of
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, CueRow, Frame, WordRole
from onrecord.schema import Act

__all__ = ["with_answers"]

_ANSWERS = (Act.DENY, Act.REJECT)
_REACH = 12  # words between "quoted" and "as saying"


def with_answers(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts with those that answer or hand on a claim among them; the claim is its own source's."""
    result = list(drafts)
    for draft in drafts:
        if draft.head is None:
            continue
        if view.parse.upos[draft.head] == "NOUN":
            _answer(view, result, draft)
        elif view.parse.xpos[draft.head] == "VBG" and view.has_role(draft.head - 1, WordRole.PREDICATE):
            _quote(view, result, draft)
    return result


def _put(drafts: list[Draft], old: Draft, new: Draft) -> None:
    drafts[next(i for i, d in enumerate(drafts) if d is old)] = new


def _answer(view: View, drafts: list[Draft], claim: Draft) -> None:
    noun = claim.head
    assert noun is not None
    parse = view.parse
    verb = parse.heads[noun]
    row = _answering(view, verb) if parse.deprel[noun].split(":")[0] in ("obj", "obl") else None
    if row is None or verb >= noun:
        return
    start = noun_phrase(view, noun)[0]
    content = trim_content(view, [(max(start, verb + 1), claim.content[-1][1])])
    if not content or not overlap(content, [(noun, noun + 1)]):
        return
    known = next((d for d in drafts if d.head == verb), None)
    if known is not None:
        _put(drafts, known, replace(known, content=content))
        source = known.source
    else:
        subject = subject_of(view, verb)
        if subject is None:
            return
        source = noun_phrase(view, subject)
        outer = Draft(head=verb, cue=match_cue(view, verb)[1], source=source, content=content, row=row)
        drafts.append(replace(outer, frame=Frame.OBJECT, rule="relay.answered", confidence=claim.confidence))
    if claim.source is not None and (source is None or overlap([claim.source], [source])):
        _put(drafts, claim, replace(claim, source=_owner(view, noun)))


def _answering(view: View, verb: int) -> CueRow | None:
    """The row of a verb that denies or rejects what is said."""
    if view.parse.upos[verb] != "VERB":
        return None
    rows, _ = match_cue(view, verb)
    return next((r for r in rows if r.pos is CuePos.VERB and r.act in _ANSWERS and Frame.OBJECT in r.frames), None)


def _owner(view: View, noun: int) -> Words | None:
    """Whose claim it is: "Kenya's claim", "a claim by Kenya"; None where nobody is named."""
    for child in view.children(noun, "nmod"):
        marks = view.children(child, "case")
        if view.parse.deprel[child] == "nmod:poss" or any(view.has_role(m, WordRole.SPEAKER) for m in marks):
            return noun_phrase(view, child)
    return None


def _quote(view: View, drafts: list[Draft], saying: Draft) -> None:
    said = saying.head
    assert said is not None
    relay = _relaying(view, said)
    if relay is None or any(d.head == relay for d in drafts):
        return
    quoted, by = _quoted_and_by(view, relay, said)
    if quoted is None:
        return
    inner = replace(saying, source=noun_phrase(view, quoted), relayed_by=relay if by is not None else None)
    _put(drafts, saying, inner)
    if by is not None:
        outer = replace(saying, head=relay, cue=(relay, relay + 1), source=noun_phrase(view, by), row=None, frame=None)
        content = tuple(sorted([*saying.content, (min(quoted, inner.source[0]), said + 1)])) if inner.source else ()
        drafts.append(replace(outer, content=content or saying.content, hearer=None, rule="relay.quoting"))


def _relaying(view: View, said: int) -> int | None:
    """The verb that hands on what is said: "quoted", before "as saying"."""
    start = max(view.sentence(said)[0], said - _REACH)
    words: Iterable[int] = range(said - 2, start - 1, -1)
    return next((i for i in words if view.has_role(i, WordRole.RELAY) and view.parse.upos[i] == "VERB"), None)


def _quoted_and_by(view: View, relay: int, said: int) -> tuple[int | None, int | None]:
    """Who is quoted, and who quotes."""
    if is_passive(view, relay):
        quoted = next(iter(view.children(relay, "nsubj")), None)
        return quoted, next(iter(view.children(relay, "obl:agent")), None)
    quoted = next((c for c in view.children(relay, "obj", "iobj") if relay < c < said), None)
    return quoted, subject_of(view, relay)
