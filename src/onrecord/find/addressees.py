"""The hearer named at a cue: "told [reporters]", "said to [the BBC]", "urged [both sides] to stop"."""

from msgspec.structs import replace

from onrecord.find.drafts import Draft, match_cue
from onrecord.find.occasions import hearers_in_setting
from onrecord.find.phrases import is_passive, noun_phrase
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, Frame, WordRole
from onrecord.parse.mention_spans import head_of

__all__ = ["split_hearer", "with_addressee"]

_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
_HEARD = frozenset({"obj", "iobj"})
_CLAUSE = 4  # words of a hearer and a clause
_HEARING = (Frame.HEARER, Frame.HEARER_TO)


def with_addressee(view: View, draft: Draft) -> Draft:
    """The draft with its hearer; where the encoder put the hearer into the content, without it there."""
    if draft.head is None or view.parse.upos[draft.head] not in ("VERB", "AUX"):
        return draft
    if draft.source is not None and _is_forum(view, draft.head, draft.source):
        return replace(draft, source=None, hearer=draft.source)
    rows, _ = match_cue(view, draft.head)
    hears = any(f in _HEARING for r in rows if r.pos is CuePos.VERB for f in r.frames)
    if hears and any(Frame.HEARER_TO in r.frames for r in rows):
        draft = split_hearer(view, draft)
    draft = _without_pronoun(view, draft) if hears else draft
    verb = draft.head
    if draft.hearer is not None or verb is None:
        return draft
    head = _object(view, draft, verb) if hears else None
    head = head if head is not None else _oblique(view, draft, verb)
    if head is not None:
        return replace(draft, hearer=noun_phrase(view, head))
    hearer = _next_nominal(view, draft, verb) if hears or draft.frame is Frame.TO else None
    if hearer is not None and not hears and _is_thing(view, hearer[1] - 1):
        hearer = None  # "offered [a counterproposal]: to"
    hearer = hearer if hearer is not None else _between(view, draft)
    return replace(draft, hearer=hearer if hearer is not None else _in_setting(view, draft, verb))


def _in_setting(view: View, draft: Draft, verb: int) -> Words | None:
    heads = hearers_in_setting(view, verb)
    head = next((c for c in heads if _is_free(view, draft, c) and _can_hear(view, c)), None)
    return noun_phrase(view, head) if head is not None else None


def _is_forum(view: View, verb: int, source: Words) -> bool:
    """Whether somebody's words are told by who heard them: "the jury heard that"."""
    return view.has_role(verb, WordRole.LISTENING) and view.has_role(head_of(view.parse, *source), WordRole.FORUM)


def _object(view: View, draft: Draft, verb: int) -> int | None:
    if is_passive(view, verb):
        nominal = view.children(verb, "nsubj")
    else:
        nominal = [c for c in view.children(verb, "iobj", "obj") if c > verb or view.has_role(c, WordRole.RELATIVE)]
        nominal = nominal[:1]
    return next((c for c in nominal if _is_free(view, draft, c)), None)


def _next_nominal(view: View, draft: Draft, verb: int) -> Words | None:
    """The nominal right after the cue, where the tree lost it: "told [the BBC]"."""
    parse = view.parse
    limit = min(view.sentence(verb)[1], verb + 8)
    end = verb + 1
    while end < limit and parse.upos[end] in _NOMINAL and _is_free(view, draft, end):
        end += 1
    span = view.strip((verb + 1, end))
    if span[0] >= span[1] or parse.upos[span[1] - 1] not in ("NOUN", "PROPN", "PRON") or _is_date(view, span[0]):
        return None
    if parse.deprel[span[1] - 1].endswith("unmarked"):  # "last month"
        return None
    return span


def _between(view: View, draft: Draft) -> Words | None:
    """The nominal after "to" between the cue and the content: "made clear [to the envoy] that"."""
    parse = view.parse
    if draft.cue is None:
        return None
    for i in range(draft.cue[1], min(draft.content[0][0], draft.cue[1] + 25)):
        head = parse.heads[i]
        if (
            view.has_role(i, WordRole.HEARER)
            and parse.upos[i] == "ADP"
            and i < head < draft.content[0][0]
            and parse.upos[head] in ("NOUN", "PROPN", "PRON")
            and _can_hear(view, head)
        ):
            return noun_phrase(view, head)
    return None


def _oblique(view: View, draft: Draft, verb: int) -> int | None:
    for c in view.children(verb, "obl"):
        hears = any(view.has_role(m, WordRole.HEARER) for m in view.children(c, "case"))
        if hears and _is_free(view, draft, c) and _can_hear(view, c):
            return c
    return None


def _can_hear(view: View, word: int) -> bool:
    """Whether somebody is named: "with the guards", "to a roomful of guards", not "with a laugh", "to applause"."""
    upos = view.parse.upos[word]
    if upos == "NUM" or _is_date(view, word):
        return False
    return upos != "NOUN" or any(map(view.may_speak, (word, *view.children(word, "nmod"))))


def _is_thing(view: View, word: int) -> bool:
    return view.parse.upos[word] == "NOUN" and not _can_hear(view, word)


def _is_free(view: View, draft: Draft, word: int) -> bool:
    """Whether the word is neither said nor the speaker."""
    span = [(word, word + 1)]
    return not overlap(span, draft.content) and not (draft.source and overlap(span, [draft.source]))


def _is_date(view: View, word: int) -> bool:
    return view.label_of[word] == "DATE"


def split_hearer(view: View, draft: Draft) -> Draft:
    """ "urged [both sides to stop]": the content begins with the infinitive, the noun before it is the hearer."""
    start, end = draft.content[0]
    parse = view.parse
    if len(draft.content) > 1 or _opens_early(view, start) or view.has_role(start - 1, WordRole.COMPLEMENTIZER):
        return draft  # "told the court that [the decision to leave] was late"
    for i in range(start + 1, min(start + 15, end - 1)):
        if view.is_mark[i] or parse.upos[i] in ("VERB", "AUX", "SCONJ"):
            return draft
        if view.has_role(i, WordRole.INFINITIVE) and parse.upos[i] == "PART":
            cut = i - 1 if view.has_role(i - 1, WordRole.NEGATION) and i - 1 > start else i
            first = start + 1 if view.has_role(start, WordRole.HEARER) and cut - start > 1 else start
            hearer: Words = view.strip((first, cut))
            if hearer[0] >= hearer[1] or _is_thing(view, head_of(parse, *hearer)):
                return draft  # "warned that [failure to do so]"
            return replace(draft, hearer=hearer, content=((cut, end),))
    return draft


def _without_pronoun(view: View, draft: Draft) -> Draft:
    """ "told [us they were late]": the pronoun that opens what the encoder takes for said is who heard it."""
    start, end = draft.content[0]
    parse = view.parse
    heard = parse.upos[start] == "PRON" and parse.heads[start] == draft.head and parse.relation[start] in _HEARD
    if draft.hearer is not None or not heard or end - start < _CLAUSE or is_passive(view, parse.heads[start]):
        return draft
    return replace(draft, hearer=(start, start + 1), content=((start + 1, end), *draft.content[1:]))


def _opens_early(view: View, start: int) -> bool:
    return view.has_role(start, WordRole.INFINITIVE) or view.has_role(start, WordRole.NEGATION)
