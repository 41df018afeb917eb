"""Statements in the making: for each cue what the encoder, the tree, the marks and the quotations propose.

Each cue gets a few alternatives, each of one or more drafts; `onrecord.find.choice` weighs them.
"""

from msgspec.structs import replace

from onrecord.find.addressees import split_hearer
from onrecord.find.attributions import encoder_drafts, trained_drafts, without_hearer
from onrecord.find.contents import cut_content, cut_variants, split_content, trim_content
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.frames import frame_drafts
from onrecord.find.phrases import noun_phrase, speaker_beside, subject_of
from onrecord.find.reports import parenthetical, quoted_content, sentence_around, set_off_phrases
from onrecord.find.view import View, Words, overlap
from onrecord.lang.cues import CuePos, CueRow, Frame, WordRole

__all__ = ["Alternative", "draft_statements"]

Alternative = tuple[Draft, ...]

MOST_CUES = 24  # of one sentence: more are no language, and would cost more than all else
MOST_ALTERNATIVES = 10  # of one cue; few have more than three
_CUE_TAGS = frozenset({"VERB", "NOUN", "ADJ", "ADP", "SCONJ", "PROPN", "AUX"})


def draft_statements(view: View) -> list[list[Alternative]]:
    """For each cue its alternatives, in the order of the cues; what has no cue comes last."""
    view.reports.update(set_off_phrases(view))
    by_head: dict[int, list[Draft]] = {}
    loose: list[list[Alternative]] = []
    for draft in encoder_drafts(view):
        draft, follows = _without_following(view, without_hearer(view, draft))
        if follows:
            apart = replace(draft, head=None, cue=None, content=follows, origin="encoder", rule="quote.follows")
            loose.append([(apart,)])
        content = trim_content(view, list(cut_content(view, draft.content, draft.head)))
        if content and draft.head is not None:
            by_head.setdefault(draft.head, []).append(replace(draft, content=content))
        elif content:
            loose.append([(replace(draft, content=content, origin="encoder"),)])
    for statement in view.parse.statements:
        if statement.source:
            span = (statement.source[0].start, statement.source[-1].end)
            view.sources_taken[span] = view.sources_taken.get(span, 0) + 1
    proposed = [without_hearer(view, d) for d in trained_drafts(view)]
    trained = _by_head(view, _filled(view, proposed), loose)
    groups: list[list[Alternative]] = []
    cues = [0] * len(view.parse.sentences)
    for word, may_cue in enumerate(view.may_cue):
        if not may_cue and word not in by_head and word not in trained:
            continue
        found, case = by_head.get(word, []), trained.get(word)
        sentence = view.parse.sentence_of[word]
        if cues[sentence] >= MOST_CUES:
            continue
        trees = list(frame_drafts(view, word)) if view.parse.upos[word] in _CUE_TAGS else []
        if found or trees or case is not None or _may_report(view, word):
            cues[sentence] += 1
            alternatives = _alternatives(view, word, found[0] if found else None, trees)
            groups.append(_with_trained(view, word, alternatives, case))
            groups.extend([(replace(extra, origin="encoder"),)] for extra in found[1:])
    groups = [[tuple(_inside(view, d) for d in a) for a in g] for g in groups]
    return [g for g in (*groups, *loose) if g and all(_has_words(a) for a in g)]


def _inside(view: View, draft: Draft) -> Draft:
    """The draft within the quotation that holds its cue: "“We call on all [to go],” she told a man who asked"."""
    if draft.head is None or view.quote_of[draft.head] < 0:
        return draft
    start, end = view.quoted_ranges[view.quote_of[draft.head]][0]
    over = [piece for piece in draft.content if start <= piece[0] < end < piece[1]]
    if not over:
        return draft
    kept = ((s, min(e, end)) for s, e in draft.content if start <= s < end)
    return replace(draft, content=trim_content(view, list(kept)))


def _filled(view: View, drafts: list[Draft]) -> list[Draft]:
    """The trained head's drafts with the statements inside them: it gives a word to the innermost one only."""
    owner: dict[int, Draft] = {}
    for draft in drafts:
        for start, end in (
            *draft.content,
            *([draft.cue] if draft.cue else []),
            *([draft.source] if draft.source else []),
        ):
            owner.update((i, draft) for i in range(start, end))
    return [_with_inner(view, d, owner) for d in drafts]


def _with_inner(view: View, draft: Draft, owner: dict[int, Draft]) -> Draft:
    """The draft with what lies between its pieces or goes on after them, if that is said inside it."""
    if draft.head is None or not draft.content:
        return draft
    start, end = draft.content[0][0], draft.content[-1][1]
    limit = view.sentence(draft.head)[1]
    gaps = [i for a, b in zip(draft.content, draft.content[1:], strict=False) for i in range(a[1], b[0])]
    filled = bool(gaps) and not any(owner.get(i) is draft for i in gaps) and any(i in owner for i in gaps)
    content = ((start, end),) if filled else draft.content
    while (at := _past_marks(view, end, limit)) < limit and at in owner:
        inner = owner[at]
        if inner is draft or not _hangs_in(view, inner, draft, content):
            break
        end = min(limit, max(at + 1, *(e for _, e in inner.content)))
        content = (*content[:-1], (content[-1][0], end))
    return replace(draft, content=content)


def _past_marks(view: View, word: int, limit: int) -> int:
    """The next word after up to three marks and complementizers."""
    at = word
    while at < min(limit, word + 3) and (view.is_mark[at] or view.has_role(at, WordRole.COMPLEMENTIZER)):
        at += 1
    return at


def _hangs_in(view: View, inner: Draft, outer: Draft, content: tuple[Words, ...]) -> bool:
    """Whether the tree hangs a statement's cue on a word of the content, or makes it what the outer cue reports."""
    word = inner.head
    for _ in range(6):
        if word is None or view.parse.heads[word] == word:
            return False
        if view.parse.heads[word] == outer.head:
            return view.parse.deprel[word] in ("ccomp", "xcomp", "parataxis", "obj")
        word = view.parse.heads[word]
        if any(s <= word < e for s, e in content):
            return True
    return False


def _by_head(view: View, drafts: list[Draft], loose: list[list[Alternative]]) -> dict[int, Draft]:
    """The drafts by their cue; those without one go to `loose`."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        draft = replace(
            draft, content=trim_content(view, list(draft.content)), origin="trained", rule="encoder.statement"
        )
        if draft.content and draft.head is None:
            loose.append([(draft,)])
        elif draft.content and draft.head is not None:
            found.setdefault(draft.head, draft)
    return found


def _with_trained(view: View, word: int, alternatives: list[Alternative], case: Draft | None) -> list[Alternative]:
    """The alternatives of a cue with what the trained head proposes, its score on all of them."""
    if case is None:
        return alternatives
    if not alternatives:
        rows, cue = match_cue(view, word)
        row = next(iter(rows), None)
        return [(replace(case, row=row, cue=cue if row is not None else case.cue),)]
    first = alternatives[0][0]
    if case.source is not None and first.source is not None and view.sources_taken.get(case.source, 0) > 1:
        case = replace(case, source=first.source)  # two cues with one source: the tree knows better whose it is
    source = _source_of(view, word, case, first)
    marked = [tuple(replace(d, trained=case.trained, source=source or d.source) for d in a) for a in alternatives]
    own = replace(first, content=case.content, trained=case.trained, source=source, origin="trained")
    return _distinct([(own,), *marked])


def _source_of(view: View, word: int, case: Draft, first: Draft) -> Words | None:
    """Whose words they are, where two heads of the encoder and the tree may differ.

    Where they name the same one, the trained head says how far the mention goes. Where they name two, the attribution
    head and the cue's own subject were right four times as often (31 cues of 400 pages that trained neither).
    """
    if case.source is None or first.source is None:
        return case.source or first.source
    if overlap([case.source], [first.source]):
        return case.source
    start, end = first.source
    if first.encoder or any(start <= c < end for c in view.children(word, "nsubj", "obl:agent")):
        return first.source
    return case.source


def _without_following(view: View, draft: Draft) -> tuple[Draft, tuple[Words, ...]]:
    """The draft without quotations in later sentences where its own content has none, and those quotations."""
    if draft.head is None or len(draft.content) < 2:
        return draft, ()
    end = view.sentence(draft.head)[1]
    here = [p for p in draft.content if p[0] < end]
    later = [view.strip(p) for p in draft.content if p[0] >= end]
    quoted = [p for p in later if p[0] < p[1] and view.quote_of[p[0]] >= 0 and view.quote_of[p[1] - 1] >= 0]
    if not here or not quoted:
        return draft, ()
    if any(view.quote_of[i] >= 0 or view.parse.upos[i] in ("VERB", "AUX") for p in here for i in range(*p)):
        return draft, ()  # a quotation resumed, or one that goes on after a clause
    return replace(draft, content=tuple(here)), tuple(quoted)


def _may_report(view: View, word: int) -> bool:
    if view.parse.upos[word] != "VERB":
        return False
    return any(Frame.CLAUSE in row.frames for row in match_cue(view, word)[0])


def _alternatives(view: View, word: int, found: Draft | None, trees: list[Draft]) -> list[Alternative]:
    rows, cue = match_cue(view, word)
    row = next((r for r in rows if r.pos is CuePos.VERB and Frame.CLAUSE in r.frames), None)
    marked = _set_off(view, word) if row is not None else []
    if not marked and not trees and found is None:
        return []
    alternatives: list[Alternative] = []
    base = _base(view, word, found, trees, rows, cue)
    trees = _apart(trees)
    if trees:
        origin = "tree" if len(trees) == 1 else "tree+split"
        alternatives.append(tuple(replace(t, source=base.source, encoder=base.encoder, origin=origin) for t in trees))
    if found is not None:
        alternatives.append((replace(base, content=found.content, tree=bool(trees), origin="encoder"),))
    beside = speaker_beside(view, word) if marked and (found is None or found.source is None) else None
    for content, name in marked:
        marks = replace(base, row=row, frame=Frame.CLAUSE, content=content, origin=name, rule=_rule(row, name))
        alternatives.append((marks if beside is None else replace(marks, source=beside),))
    if any(Frame.HEARER_TO in r.frames for r in rows):
        alternatives.extend((split_hearer(view, a[0]),) for a in list(alternatives) if len(a) == 1)
    for alternative in list(alternatives):
        alternatives.extend(_variants(view, alternative))
    return _distinct(alternatives)


def _base(
    view: View, word: int, found: Draft | None, trees: list[Draft], rows: tuple[CueRow, ...], cue: Words
) -> Draft:
    """What the alternatives of one cue share: cue, row, source."""
    first = trees[0] if trees else None
    source = (found.source if found else None) or (first.source if first else None)
    if first is not None and first.source is not None and found is not None and found.source is not None:
        here = view.sentence(word)  # the encoder may link across sentences where the cue has a subject of its own
        if not here[0] <= found.source[0] < here[1]:
            source = first.source
    if source is None and view.parse.upos[word] == "VERB":
        subject = subject_of(view, word)
        source = noun_phrase(view, subject) if subject is not None else speaker_beside(view, word)
    draft = first or found or Draft(head=word, cue=cue, source=source, content=())
    row = first.row if first else next(iter(rows), None)
    return replace(
        draft, row=row, cue=cue if row else draft.cue, source=source, encoder=found.encoder if found else 0.0
    )


def _apart(trees: list[Draft]) -> list[Draft]:
    """The drafts whose contents do not lie in one before them."""
    kept: list[Draft] = []
    for draft in trees:
        if not any(overlap(draft.content, other.content) for other in kept):
            kept.append(draft)
    return kept


def _set_off(view: View, word: int) -> list[tuple[tuple[Words, ...], str]]:
    """The contents before or around a reporting phrase set off by marks, and the quotations beside it."""
    quoted, before, around = quoted_content(view, word), parenthetical(view, word), sentence_around(view, word)
    whole = sentence_around(view, word, whole=True)
    found = [(before, "around"), (around, "sentence"), (quoted, "quote"), (whole, "sentence+after")]
    if quoted and before and before[0][0] < quoted[0][0] and before[0][1] >= quoted[0][1]:
        found.append((before + quoted[1:], "around"))
    if around and before and len(before) == 1 and len(around) == 2:
        found.append((before + around[1:], "around"))
    return [(content, name) for content, name in found if content]


def _rule(row: CueRow | None, name: str) -> str:
    return f"cue.{row.lemma.replace(' ', '-') if row else 'word'}.{name}"


def _variants(view: View, alternative: Alternative) -> list[Alternative]:
    """The alternative split into two statements, or cut where something else may begin."""
    variants: list[Alternative] = []
    if len(alternative) == 1:
        draft = alternative[0]
        parts = split_content(view, draft.content)
        if len(parts) > 1:
            variants.append(tuple(replace(draft, content=p, origin=draft.origin + "+split") for p in parts if p))
        cuts = cut_variants(view, draft.content, draft.head)
        variants.extend((replace(draft, content=c, origin=f"{draft.origin}+{name}"),) for name, c in cuts)
    return variants


def _distinct(alternatives: list[Alternative]) -> list[Alternative]:
    seen: dict[tuple[tuple[Words, ...], ...], Alternative] = {}
    for alternative in alternatives:
        if _has_words(alternative):
            seen.setdefault(tuple(d.content for d in alternative), alternative)
    return list(seen.values())[:MOST_ALTERNATIVES]


def _has_words(alternative: Alternative) -> bool:
    """Whether each draft has content, in pieces that follow each other."""
    for draft in alternative:
        before = 0
        for start, end in draft.content:
            if not before <= start < end:
                return False
            before = end
        if not before:
            return False
    return bool(alternative)
