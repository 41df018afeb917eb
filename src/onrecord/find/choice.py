"""Which drafts are statements: of each cue the best alternative, if it is likely enough; each word range once."""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from math import exp

from msgspec.structs import replace

from onrecord.find.addressees import with_addressee
from onrecord.find.answers import with_answers
from onrecord.find.combine import Alternative
from onrecord.find.contents import trim_content
from onrecord.find.drafts import Draft
from onrecord.find.evidence import evidence_of
from onrecord.find.phrases import is_passive
from onrecord.find.quoted_runs import with_whole_runs
from onrecord.find.relays import answered, with_raised, with_relayed
from onrecord.find.reports import closes_report, quoted_content
from onrecord.find.turns import with_turns
from onrecord.find.unsaid import are_said
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, Frame, WordRole
from onrecord.schema import StatementMode

__all__ = ["THRESHOLD", "choose", "weigh"]

_HEARERS = frozenset({"nsubj", "nsubj:pass", "obj"})
THRESHOLD = 0.5  # precision and recall even on the cases, cross-validated: training/statements/fit.py


def choose(view: View, groups: Sequence[Sequence[Alternative]], weights: Mapping[str, float]) -> list[Draft]:
    """The statements among the drafts, in the order of their contents, each with its confidence."""
    kept: list[Draft] = []
    doubted: list[Draft] = []
    for group in groups:
        chances = weigh(view, group, weights)
        best = max(range(len(group)), key=lambda n: _gain([(near + same) / 2 for near, same in chances[n]]))
        sure = THRESHOLD
        if len(group) > 1 and max(near for near, _ in chances[best]) < THRESHOLD:
            sure = _AMONG_RIVALS if _is_something(view, group, weights) else THRESHOLD
        if max(near for near, _ in chances[best]) < sure or _is_behind(view, group[best]):
            closing = [n for n in range(len(group)) if closes_report(view, group[n])]
            if closing:
                best, sure = max(closing, key=lambda n: chances[n][0]), 0.0
        for draft, (near, _) in zip(group[best], chances[best], strict=True):
            if near >= sure or _is_told(view, draft):
                kept.append(replace(draft, confidence=near))
            elif near >= _DOUBTED:
                doubted.append(replace(draft, confidence=near))
    kept.extend(answered(view, kept, doubted))
    by_sentence: dict[int, list[Draft]] = {}
    for draft in kept:
        if draft.head is not None:
            by_sentence.setdefault(view.parse.sentence_of[draft.head], []).append(draft)
    kept = [_before_next(view, _own_words(view, d, by_sentence), by_sentence) for d in kept]
    kept = _once(view, are_said(view, kept))
    kept = with_answers(view, with_whole_runs(view, kept))
    kept = with_raised(view, with_relayed(view, kept))
    kept = with_turns(view, [_resumed(view, d) for d in kept])
    kept = [replace(d, relays=d.head is not None and view.has_role(d.head, WordRole.RELAY)) for d in kept]
    return [with_addressee(view, d) for d in sorted(kept, key=lambda d: (d.content[0], d.cue or (0, 0)))]


_AMONG_RIVALS = 0.4  # enough where the doubt is only how far what is said goes
_SOMETHING = 0.9


def _is_something(view: View, group: Sequence[Alternative], weights: Mapping[str, float]) -> bool:
    """Whether it is plain that one of the alternatives is right, whichever."""
    rivals = [d for a in group for d in a]
    powers = [exp(min(50.0, _score(weights, [evidence_of(view, d, rivals) for d in a]))) for a in group]
    return sum(powers) / (1.0 + sum(powers)) >= _SOMETHING


def _is_behind(view: View, drafts: Alternative) -> bool:
    """Whether all that is said stands in sentences behind that of the cue."""
    head = drafts[0].head
    return head is not None and drafts[0].content[0][0] >= view.sentence(head)[1]


_DOUBTED = 0.3  # from which a draft may be a statement where the text itself answers it


def _is_told(view: View, draft: Draft) -> bool:
    """Whether a whole clause stands before those who were told it: "The bridge was sold in May, the court was told"."""
    if draft.head is None or draft.frame != Frame.CLAUSE or not is_passive(view, draft.head):
        return False
    parse, end = view.parse, draft.content[-1][1]
    heard = [c for c in parse.children[draft.head] if parse.deprel[c] in _HEARERS and end < c < draft.head]
    if not heard or parse.words[end] != "," or parse.deprel[draft.head] != "root":
        return False
    said = [c for c in parse.children[draft.head] if parse.deprel[c] == "ccomp" and c < end]
    return any(parse.deprel[c].startswith("nsubj") for head in said for c in parse.children[head])


def weigh(view: View, group: Sequence[Alternative], weights: Mapping[str, float]) -> list[list[tuple[float, float]]]:
    """For each alternative, of each draft how likely one that says much the same is right, and one that says the same.

    The first is the confidence: half of its words are enough to know a statement again. Both together choose
    among alternatives. One choice among them and none of them: a multinomial logistic model.
    """
    rivals = [d for a in group for d in a]
    scores = [_score(weights, [evidence_of(view, d, rivals) for d in a]) for a in group]
    top = max(0.0, *scores)
    powers = [exp(s - top) for s in scores]
    total = sum(powers) + exp(-top)
    if len(rivals) == 1:
        return [[(powers[0] / total, powers[0] / total)]]
    chances = [p / total for p in powers]
    return [[_shared(d, group, chances) for d in a] for a in group]


def _score(weights: Mapping[str, float], evidence: Sequence[Sequence[str]]) -> float:
    names = chain.from_iterable(evidence)
    return weights.get("bias", 0.0) + sum(map(weights.get, names, repeat(0.0))) / len(evidence)


def _shared(draft: Draft, group: Sequence[Alternative], chances: Sequence[float]) -> tuple[float, float]:
    likest = [max(_likeness(draft, d) for d in a) for a in group]
    near, same = (sum(p for p, x in zip(chances, likest, strict=True) if x >= least) for least in (_NEAR, _SAME))
    return min(1.0, near), min(1.0, same)


_NEAR = 0.55  # share of words from which one content is right where another is
_SAME = 0.75  # share of words from which two contents count as the same


def _likeness(a: Draft, b: Draft) -> float:
    size_a, size_b = (sum(e - s for s, e in d.content) for d in (a, b))
    common = overlap(a.content, b.content)
    return common / (size_a + size_b - common)


def _gain(chances: Sequence[float]) -> tuple[float, float]:
    """What an alternative is expected to add: two likely statements more than one."""
    return sum(max(0.0, c - THRESHOLD) for c in chances), max(chances)


def _resumed(view: View, draft: Draft) -> Draft:
    """The draft with the quotation that resumes after its cue: "We go," she said. "Now." """
    if draft.head is None or len(draft.content) > 1:
        return draft
    quoted = quoted_content(view, draft.head)
    return replace(draft, content=quoted) if len(quoted) > 1 and quoted[0] == draft.content[0] else draft


def _own_words(view: View, draft: Draft, by_sentence: Mapping[int, Sequence[Draft]]) -> Draft:
    """The draft without quotations of other sentences that have a cue of their own there.

    The dispute did not matter, Diaz said. "We go on," she added: what she added is not what Diaz said.
    """
    head = draft.head
    if head is None or len(draft.content) < 2:
        return draft
    sentence = view.parse.sentence_of
    kept = tuple(
        piece
        for piece in draft.content
        if sentence[piece[0]] == sentence[head]
        or sentence[piece[1] - 1] == sentence[head]
        or not any(
            _holds_apart(o, piece)
            for s in {sentence[piece[0]], sentence[piece[1] - 1]}
            for o in by_sentence.get(s, ())
            if o.head != head
        )
    )
    return replace(draft, content=kept) if kept and kept != draft.content else draft


_LEAST = 3  # words that something said may be cut to
_FAR = 20  # sentences of one content that are looked at


def _before_next(view: View, draft: Draft, by_sentence: Mapping[int, Sequence[Draft]]) -> Draft:
    """The draft up to where the same mention says more: "said [the road was open], adding that it was safe"."""
    start, end = draft.content[-1]
    sentence = view.parse.sentence_of
    last = min(sentence[end - 1], sentence[start] + _FAR)
    near = range(sentence[start], last + 1) if draft.source is not None else ()
    for other in (o for s in near for o in by_sentence.get(s, ())):
        head = other.head
        if head is None or head == draft.head or view.parse.xpos[head] != "VBG" or not start < head < end:
            continue
        if draft.source is None or other.source is None or not overlap([draft.source], [other.source]):
            continue
        if view.has_role(head, WordRole.RELAY) or other.content[0][0] < head:
            continue
        stop = (other.cue or (head, head))[0]
        while stop > start and view.parse.upos[stop - 1] in ("SCONJ", "CCONJ", "PUNCT"):
            stop -= 1
        cut = trim_content(view, [*draft.content[:-1], (start, stop)])
        if sum(e - s for s, e in cut) >= _LEAST:
            draft = replace(draft, content=cut)
            start, end = cut[-1]
    return draft


def _holds_apart(other: Draft, piece: Words) -> bool:
    """Whether another draft's words are that piece, its cue not in it."""
    head, size = other.head, piece[1] - piece[0]
    return head is not None and not piece[0] <= head < piece[1] and overlap(other.content, [piece]) >= 0.8 * size


def _once(view: View, drafts: list[Draft]) -> list[Draft]:
    """Of drafts with (nearly) the same content and cues that do not stand in it, the surest."""
    kept: list[Draft] = []
    at: dict[int, list[Draft]] = {}
    for draft in sorted(drafts, key=lambda d: (-d.confidence - 0.1 * bool(d.source), d.content, d.cue or (0, 0))):
        near = at.setdefault(view.parse.sentence_of[draft.content[0][0]], [])
        if any(_same(draft, other) for other in near):
            continue
        near.append(draft)
        kept.append(draft)
    return kept


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts are one statement: the surer one, `b`, stands for both."""
    likeness = _likeness(a, b)
    if likeness < _NESTED:
        return False
    if _is_wish(a) and (_within(a, b) or _within(b, a)):
        return True
    shared = a.source is not None and b.source is not None and bool(overlap([a.source], [b.source]))
    if shared and (_within(a, b) or _within(b, a)):  # nobody reports himself at one and the same mention
        return True
    if likeness < 0.8:
        return False
    return shared or a.source is None or b.source is None or a.head == b.head or _share_cue(a, b)


_NESTED = 0.5  # share of words from which a statement and one inside it may be one


def _share_cue(a: Draft, b: Draft) -> bool:
    return bool(a.cue and b.cue and overlap([a.cue], [b.cue]))


def _within(inner: Draft, outer: Draft) -> bool:
    """Whether a draft's cue stands in the other's content."""
    return inner.head is not None and any(s <= inner.head < e for s, e in outer.content)


def _is_wish(draft: Draft) -> bool:
    """Whether a draft is a readiness, wish or belief: inside another's words it is what those words say."""
    if draft.row is None:
        return False
    return draft.row.pos is CuePos.ADJ or draft.frame is Frame.TO or draft.row.mode is StatementMode.ATTITUDE
