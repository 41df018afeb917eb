"""What speaks for and against a draft being a statement, and how sure we are: a logistic model with named weights."""

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.find.contents import begins_report, takes_up
from onrecord.find.drafts import Draft
from onrecord.find.view import QUOTE_WORDS, View, overlap
from onrecord.lang.cues import WordRole

__all__ = ["evidence_of"]


def evidence_of(view: View, draft: Draft, rivals: Sequence[Draft] = ()) -> list[str]:
    """The names of what is true of a draft, in a fixed order; `rivals` are its cue's drafts from all alternatives."""
    row, frame = draft.row, str(draft.frame) if draft.frame else "none"
    who = "both" if draft.tree and draft.encoder else "tree" if draft.tree else "encoder" if draft.encoder else "marks"
    shape, quoted, trained = _shape(view, draft), _quoted(view, draft), _trained(view, draft)
    evidence = [
        f"by={who}", f"frame={frame}", f"by={who},frame={frame}", f"shape={shape}", f"frame={frame},shape={shape}",
        f"quoted={quoted}", f"frame={frame},quoted={quoted}", f"by={who},quoted={quoted}", f"length={_length(draft)}",
        f"source={_source(view, draft)}", f"origin={draft.origin}", f"origin={draft.origin},by={who}",
        f"score={_score(draft.encoder)}", f"trained={trained}", f"trained={trained},by={who}",
        f"pieces={min(len(draft.content), 3)}", f"changed={draft.origin.partition('+')[2]}",
    ]  # fmt: skip
    if row is not None:
        evidence += [
            f"lemma={row.lemma}",
            f"mode={row.mode}",
            f"strong={row.strong},frame={frame}",
            f"strong={row.strong},by={who}",
            f"strong={row.strong},shape={shape}",
            f"act={row.act}",
            f"pos={row.pos}",
            f"pos={row.pos},by={who}",
        ]
    elif draft.head is not None:
        evidence += ["row=none", f"word={view.parse.lemma[draft.head]}", f"upos={view.parse.upos[draft.head]}"]
    return evidence + _cue_evidence(view, draft) + _edges(view, draft) + _agreement(draft, rivals)


def _trained(view: View, draft: Draft) -> str:
    """What the head for annotated statements says: its score; "inner" where it found one inside this one only, since it
    gives a word to the innermost statement alone."""
    if not draft.trained and any(any(view.trained_cues[s:e]) for s, e in draft.content):
        return "inner"
    return _score(draft.trained)


def _score(score: float) -> str:
    """The encoder's score, in steps: the probability of its least certain span or link."""
    if not score:
        return "none"
    return _SCORE_NAMES[bisect_left(_SCORES, score)]


_SCORES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 1.01)
_SCORE_NAMES = tuple(map(str, _SCORES))


def _edges(view: View, draft: Draft) -> list[str]:
    """What stands at the ends of the content and what it runs across."""
    parse, quote_of, upos, may_join = view.parse, view.quote_of, view.parse.upos, view.joints
    first, last = draft.content[0][0], draft.content[-1][1]
    here = view.sentence(first)
    evidence = [f"before={_neighbour(view, first - 1, here, draft)}", f"after={_neighbour(view, last, here, draft)}"]
    joints = [i for s, e in draft.content for i in range(s, e) if i in may_join]
    if any(parse.words[i] in (";", ":") and quote_of[i] < 0 for i in joints):
        evidence.append("runs over a break")
    joints = [i for i in joints if i != last - 1]
    if quote_of[last - 1] < 0 and parse.sentence_of[last - 1] != parse.sentence_of[first]:
        evidence.append("runs over a sentence")
    verbs = [begins_report(view, i + 1, last) for i in joints if upos[i] == "CCONJ"]
    for verb in [v for v in verbs if v is not None][:1]:
        evidence.append("runs over a report")
        if draft.head is not None and parse.xpos[verb] == parse.xpos[draft.head]:
            evidence.append("runs over a report of its tense")
    if any(upos[i] == "CCONJ" and view.has_role(i + 1, WordRole.COMPLEMENTIZER) for i in joints):
        evidence.append("runs over a complementizer")
    if any(parse.words[i] == "," and quote_of[i] < 0 and takes_up(view, i + 1, last) for i in joints):
        evidence.append("runs over a noun that takes it up")
    reports = [s for s in view.reports if first < s < last and quote_of[s] < 0]
    if any(s <= report < e for report in reports for s, e in draft.content):
        evidence.append("runs over a reporting phrase")
    for word in (first, last - 1):
        number = quote_of[word]
        if number >= 0:
            quotation = view.quoted_ranges[number][0]
            whole = all(any(s <= i < e for s, e in draft.content) or view.is_mark[i] for i in range(*quotation))
            evidence.append("whole quotation" if whole else "part of a quotation")
    return evidence


def _neighbour(view: View, word: int, sentence: tuple[int, int], draft: Draft) -> str:
    while sentence[0] <= word < sentence[1] and view.quote_of[word] < 0 and view.parse.words[word] in QUOTE_WORDS:
        word += 1 if word >= draft.content[-1][1] else -1
    if not sentence[0] <= word < sentence[1]:
        return "end"
    if draft.cue and draft.cue[0] <= word < draft.cue[1]:
        return "cue"
    if draft.source and draft.source[0] <= word < draft.source[1]:
        return "source"
    return view.parse.words[word] if view.is_mark[word] else view.parse.upos[word]


def _agreement(draft: Draft, rivals: Sequence[Draft]) -> list[str]:
    """How far what else was proposed for the cue agrees."""
    best: dict[str, float] = {}
    size = sum([e - s for s, e in draft.content])
    for rival in rivals:
        if rival.origin in _ORIGINS:
            common = overlap(draft.content, rival.content)
            union = size + sum([e - s for s, e in rival.content]) - common
            best[rival.origin] = max(best.get(rival.origin, 0.0), common / union if union else 0.0)
    return [
        f"{origin} agrees {next(name for limit, name in _LEVELS if best[origin] >= limit)}"
        for origin in _ORIGINS
        if origin in best
    ]


_ORIGINS = ("trained", "encoder", "tree", "around", "sentence", "quote")
_LEVELS = ((0.999, "fully"), (0.8, "mostly"), (0.5, "half"), (0.001, "little"), (0.0, "not"))


def _cue_evidence(view: View, draft: Draft) -> list[str]:
    if draft.head is None:
        return ["cue=none"]
    parse, head = view.parse, draft.head
    evidence = [f"tag={parse.xpos[head]}", f"relation={parse.deprel[head]}"]
    if view.quote_of[head] >= 0:
        evidence.append("cue=quoted")
    helpers = [parse.lemma[c] for c in parse.children[head] if parse.deprel[c] in ("aux", "mark", "cop", "aux:pass")]
    evidence += [f"helper={h}" for h in helpers[:4]]
    if any(view.has_role(c, WordRole.NEGATION) for c in parse.children[head]):
        evidence.append("cue=negated")
    if any(s <= head < e for s, e in draft.content):
        evidence.append("cue=inside")
    if view.said_by[head] >= 0:
        evidence += ["nested", f"nested,frame={draft.frame}"]
        if draft.row is not None:
            evidence += [f"nested,pos={draft.row.pos}", f"nested,mode={draft.row.mode}"]
    return evidence


def _quoted(view: View, draft: Draft) -> str:
    quote_of, is_mark = view.quote_of, view.is_mark
    if draft.head is not None and quote_of[draft.head] >= 0:
        return "around"
    if not view.quoted_ranges:
        return "none"
    numbers = [quote_of[i] for s, e in draft.content for i in range(s, e) if not is_mark[i]]
    outside = numbers.count(-1)
    return "none" if outside == len(numbers) else "some" if outside else "all"


def _shape(view: View, draft: Draft) -> str:
    """How the content opens: with an infinitive, a gerund, a clause of its own, or a bare nominal."""
    parse = view.parse
    start, end = draft.content[0]
    if view.has_role(start, WordRole.INFINITIVE) and parse.upos[start] == "PART":
        return "to"
    heads, is_mark = parse.heads, view.is_mark
    head = start
    for i in range(start, end):
        if (not start <= heads[i] < end or heads[i] == i) and not is_mark[i]:
            head = i
            break
    if any(parse.deprel[c].startswith(("nsubj", "csubj", "expl", "cop")) for c in parse.children[head]):
        return "clause"
    if parse.upos[head] in ("VERB", "AUX"):
        return "gerund" if parse.xpos[head] == "VBG" else "verb"
    return "nominal"


def _length(draft: Draft) -> str:
    return _LENGTH_NAMES[bisect_left(_LENGTHS, sum([e - s for s, e in draft.content]))]


_LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 10**9)
_LENGTH_NAMES = tuple(map(str, _LENGTHS))


def _source(view: View, draft: Draft) -> str:
    if draft.source is None:
        return "passive" if draft.passive else "none"
    parse = view.parse
    start, end = draft.source
    if end - start == 1 and parse.upos[start] in ("PRON", "DET"):
        return "relative" if view.has_role(start, WordRole.RELATIVE) else "pronoun"
    if any(parse.upos[i] == "PROPN" for i in range(start, end)):
        return "name"
    return "noun"
