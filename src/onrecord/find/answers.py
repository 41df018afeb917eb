"""What a claim's noun stands in: "Mali denied [a claim by Kenya that p]", "Xinhua quoted [Wang] as saying p".

A statement whose cue is such a noun, or "saying" after "as", is said inside another one, whose cue is the verb above.
"""

from collections.abc import Iterable, Mapping

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
    first: dict[int, int] = {}  # by cue, where its first draft stands in the result
    for number, draft in enumerate(drafts):
        if draft.head is not None:
            first.setdefault(draft.head, number)
    for number, draft in enumerate(drafts):
        if draft.head is None:
            continue
        if view.parse.upos[draft.head] == "NOUN":
            _answer(view, result, first, number)
        elif (noun := _claimed(view, draft, first)) is not None:
            first[noun] = len(result)
            claim = replace(draft, head=noun, cue=(noun, noun + 1), source=_owner(view, noun), hearer=None)
            result.append(replace(claim, row=None, frame=None, rule="relay.claimed"))
            result[number] = replace(draft, content=_with_noun(view, noun, draft))
        elif view.parse.xpos[draft.head] == "VBG" and view.has_role(draft.head - 1, WordRole.PREDICATE):
            _quote(view, result, first, number)
    return result


def _answer(view: View, drafts: list[Draft], first: dict[int, int], number: int) -> None:
    claim, parse = drafts[number], view.parse
    noun = claim.head
    assert noun is not None
    verb = parse.heads[noun]
    row = _answering(view, verb) if parse.deprel[noun].split(":")[0] in ("obj", "obl") else None
    if row is None or verb >= noun:
        return
    start = noun_phrase(view, noun)[0]
    content = trim_content(view, [(max(start, verb + 1), claim.content[-1][1])])
    if not content or not overlap(content, [(noun, noun + 1)]):
        return
    if verb in first:
        known = drafts[first[verb]]
        drafts[first[verb]] = replace(known, content=content)
        source = known.source
    else:
        subject = subject_of(view, verb)
        if subject is None:
            return
        source = noun_phrase(view, subject)
        outer = Draft(head=verb, cue=match_cue(view, verb)[1], source=source, content=content, row=row)
        first[verb] = len(drafts)
        drafts.append(replace(outer, frame=Frame.OBJECT, rule="relay.answered", confidence=claim.confidence))
    if claim.source is not None and (source is None or overlap([claim.source], [source])):
        drafts[number] = replace(claim, source=_owner(view, noun))


def _claimed(view: View, draft: Draft, first: Mapping[int, int]) -> int | None:
    """The noun of a claim whose words were taken for the answer's: "rejected [reports] that p"."""
    verb, start = draft.head, draft.content[0][0]
    if verb is None or _answering(view, verb) is None:
        return None
    for noun in view.children(verb, "obj"):
        if not verb < noun < start or noun in first or not noun < start < view.parse.subtree(noun)[1]:
            continue
        clause = any(r.pos is CuePos.NOUN and Frame.CLAUSE in r.frames for r in match_cue(view, noun)[0])
        held = [c for c in view.children(noun, "acl", "ccomp") if start <= c < draft.content[0][1]]
        if clause and held and view.has_role(_opening(view, start), WordRole.COMPLEMENTIZER):
            return noun
    return None


def _opening(view: View, start: int) -> int:
    """The word before a content, marks aside."""
    word = start - 1
    while word > 0 and view.is_mark[word]:
        word -= 1
    return word


def _with_noun(view: View, noun: int, draft: Draft) -> tuple[Words, ...]:
    (_, end), *rest = draft.content
    return ((max(noun_phrase(view, noun)[0], (draft.head or 0) + 1), end), *rest)


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


def _quote(view: View, drafts: list[Draft], first: dict[int, int], number: int) -> None:
    saying = drafts[number]
    said = saying.head
    assert said is not None
    relay = _relaying(view, said)
    if relay is None or relay in first:
        return
    quoted, by = _quoted_and_by(view, relay, said)
    if quoted is None:
        return
    source = noun_phrase(view, quoted)
    drafts[number] = replace(saying, source=source, relayed_by=relay if by is not None else None)
    if by is not None:
        content = tuple(sorted([*saying.content, (min(quoted, source[0]), said + 1)]))
        outer = replace(saying, head=relay, cue=(relay, relay + 1), source=noun_phrase(view, by), row=None, frame=None)
        first[relay] = len(drafts)
        drafts.append(replace(outer, content=content, hearer=None, rule="relay.quoting"))


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
