"""What a statement does (`Act`): a logistic model over the cue and what the content says, its weights in a table."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from onrecord.find.drafts import Draft
from onrecord.find.view import View, Words
from onrecord.lang.cues import WordRole
from onrecord.schema import Act

__all__ = ["act_evidence", "act_of"]

STEPS = (0.007, 0.05, 0.135, 0.3, 0.5, 0.7, 0.86)  # chances of the head for acts
ActWeights = Mapping[str, Mapping[Act, float]]
_NONE = dict.fromkeys(Act, 0.0)


def act_of(weights: ActWeights, evidence: Sequence[str]) -> tuple[Act, float]:
    """The likeliest act and by how much (log odds) it is ahead of the next.

    >>> act_of({"bias": {Act.ASSERT: 1.0}, "lemma=vow": {Act.PROMISE: 3.0}}, ["lemma=vow"])
    (<Act.PROMISE: 'promise'>, 2.0)
    """
    scores = _NONE.copy()
    for feature in ("bias", *evidence):
        row = weights.get(feature)
        if row is not None:
            for act, weight in row.items():
                scores[act] += weight
    first, second, *_ = sorted(scores, key=scores.__getitem__, reverse=True)
    return first, scores[first] - scores[second]


def act_evidence(view: View, draft: Draft) -> list[str]:
    """The names of what is true of a draft's cue and content, each once, in a fixed order."""
    row = str(draft.row.act) if draft.row else "none"
    evidence = [f"act={row}", f"act={row},frame={draft.frame}", f"shape={_shape(view, draft)}"]
    if draft.row is not None:
        evidence.append(f"lemma={draft.row.lemma}")
    if draft.head is not None and any(view.has_role(c, WordRole.NEGATION) for c in view.parse.children[draft.head]):
        evidence.append(f"cue negated,act={row}")
    if draft.hearer is not None:
        evidence.append("hearer")
    if draft.cue is not None and view.parse.acts is not None:
        evidence += _heard(view.parse.acts.at(draft.cue[0]))
    said = _said(view, draft)
    for sign in view.pack.fitting_signs[said.negated, said.subject, said.condition]:
        if sign.modals and said.modals.isdisjoint(sign.modals):
            continue
        if not sign.words or not said.words.isdisjoint(sign.words):
            evidence += [f"sign={sign.id}", f"sign={sign.id},act={row}"]
    return list(dict.fromkeys(evidence))


def _heard(chances: Sequence[tuple[str, float]]) -> list[str]:
    """What the encoder's head for acts says: the likeliest act, and for each how many steps it comes up."""
    if not chances:
        return []
    steps = [f"head {act}>={step}" for act, chance in chances for step in STEPS[: bisect_right(STEPS, chance)]]
    return [f"head={max(chances, key=itemgetter(1))[0]}", *steps]


class _Said(NamedTuple):
    """What the signs of `acts.tsv` look at."""

    words: frozenset[str]
    modals: frozenset[str]
    negated: bool
    subject: str
    condition: bool


_NO_MODAL = frozenset({"-"})


def _said(view: View, draft: Draft) -> _Said:
    """Of the content's main clause (and those coordinated with it): modals, negation, subject; of all of it: lemmas."""
    parse, lower, negations = view.parse, view.lower, view.roles[WordRole.NEGATION]
    inside = [i for s, e in draft.content for i in range(s, e)][:60]
    roots = [r for r in (_root(view, piece) for piece in draft.content) if not view.is_mark[r]]
    roots += [c for r in roots for c in view.children(r, "conj") if parse.upos[c] in ("VERB", "AUX")]
    held = [c for r in roots for c in parse.children[r]]
    negated = any(lower[c] in negations for c in held) or any(
        lower[d] in negations for c in held if parse.deprel[c].startswith(("nsubj", "obj")) for d in parse.children[c]
    )
    return _Said(
        words=frozenset([parse.lemma[i] for i in inside]),
        modals=frozenset([parse.lemma[c] for c in held if parse.xpos[c] == "MD"]) or _NO_MODAL,
        negated=negated,
        subject=_subject(view, draft, roots),
        condition=not view.roles[WordRole.CONDITION].isdisjoint([lower[i] for i in inside])
        or _is_inverted(view, draft),
    )


def _is_inverted(view: View, draft: Draft) -> bool:
    """ "Should they attack", "were they to leave": a condition by word order."""
    first = draft.content[0][0]
    return view.has_role(first, WordRole.INVERTED) and view.parse.upos[first] == "AUX"


def _subject(view: View, draft: Draft, roots: list[int]) -> str:
    parse = view.parse
    for root in roots:
        subjects = view.children(root, "nsubj")
        if subjects:
            mine = view.has_role(subjects[0], WordRole.SELF) or parse.upos[subjects[0]] == "PRON"
            same = draft.source is not None and parse.lemma[subjects[0]] in parse.lemma[slice(*draft.source)]
            return "self" if mine or same else "other"
    if roots and parse.xpos[roots[0]] in ("VB", "VBP") and roots[0] == draft.content[0][0]:
        return "imperative"
    return "none"


def _root(view: View, words: Words) -> int:
    parse = view.parse
    top = [i for i in range(*words) if not words[0] <= parse.heads[i] < words[1] or parse.heads[i] == i]
    return next((i for i in top if not view.is_mark[i]), words[0])


def _shape(view: View, draft: Draft) -> str:
    start = draft.content[0][0]
    if view.has_role(start, WordRole.INFINITIVE):
        return "to"
    root = _root(view, draft.content[0])
    if view.children(root, "nsubj", "csubj", "expl"):
        return "clause"
    return "gerund" if view.parse.xpos[root] == "VBG" else view.parse.upos[root]
