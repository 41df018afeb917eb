"""What one statement's words carry for a second source: "citing the army, state television said p", "Xinhua quoted
Wang as saying p", "p, a charge Mali denies"."""

from msgspec.structs import replace

from onrecord.find.contents import takes_up
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.phrases import noun_phrase, subject_of
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, Frame, WordRole
from onrecord.schema import Act

__all__ = ["relayed"]

_ANSWERS = (Act.DENY, Act.REJECT)


def relayed(view: View, drafts: list[Draft]) -> list[Draft]:
    """The second statements that the content of each draft carries."""
    found: list[Draft] = []
    taken = {d.head for d in drafts}
    for draft in drafts:
        if draft.head is None:
            continue
        for second in (_quoted_source(view, draft), _cited_source(view, draft), _taken_up(view, draft)):
            if second is not None and second.head not in taken and second.content:
                taken.add(second.head)
                found.append(second)
    return found


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
    """ "[citing] the army": what is said is the army's as well."""
    if draft.head is None:
        return None
    beside = [i for i in range(*(draft.source or (0, 0))) if view.parse.upos[i] in ("NOUN", "PROPN")]
    for c in (*view.children(draft.head, "advcl"), *(c for i in beside for c in view.children(i, "acl"))):
        if not view.has_role(c, WordRole.RELAY) or overlap([(c, c + 1)], draft.content) or view.parse.xpos[c] != "VBG":
            continue
        objects = [o for o in view.children(c, "obj") if o > c]
        if objects:
            return _second(draft, c, (c, c + 1), noun_phrase(view, objects[0]), "cited")
    return None


def _taken_up(view: View, draft: Draft) -> Draft | None:
    """ "p, a charge [Mali] [denies]": Mali denies p."""
    parse, end = view.parse, draft.content[-1][1]
    while end < len(parse) and view.is_mark[end] and parse.words[end] != ",":
        end += 1
    if end >= len(parse) or parse.words[end] != "," or not takes_up(view, end + 1, end + 5):
        return None
    noun = next((i for i in range(end + 1, min(end + 5, len(parse))) if parse.upos[i] == "NOUN"), None)
    if noun is None or not view.has_role(noun, WordRole.TAKES_UP):
        return None
    for verb in view.children(noun, "acl"):
        rows, cue = match_cue(view, verb)
        row = next((r for r in rows if r.pos is CuePos.VERB and r.act in _ANSWERS), None)
        subject = subject_of(view, verb)
        if row is None or subject is None or subject == noun or view.children(verb, "ccomp", "xcomp"):
            continue
        if view.has_role(subject, WordRole.RELATIVE):
            continue
        second = _second(draft, verb, cue, noun_phrase(view, subject), "taken-up")
        return replace(second, row=row, frame=Frame.OBJECT)
    return None
