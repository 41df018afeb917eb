"""The encoder's attributions, aligned with the tree and the quotation marks: outermost only, as PolNeAR annotates."""

from msgspec.structs import replace

from onrecord.find.contents import near_pieces, trim_content
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.phrases import noun_phrase, subject_of
from onrecord.find.quotes import find_quotations
from onrecord.find.sources import complete_sources
from onrecord.find.view import View, Words, overlap
from onrecord.lang import LanguagePack
from onrecord.lang.cues import WordRole
from onrecord.parse.parse import Attribution, Parse, Span, Turn
from onrecord.schema import Article

__all__ = ["encoder_drafts", "find_attributions", "make_view", "trained_drafts", "without_hearer"]


def make_view(article: Article, parse: Parse, pack: LanguagePack) -> View:
    """The view that the statement finders share."""
    quotations, _ = find_quotations(article.text, article.body, pack.quote_marks)
    return View(parse, quotations, pack)


def find_attributions(article: Article, parse: Parse, pack: LanguagePack) -> tuple[Attribution, ...]:
    """Source, cue and content of each outermost attribution: in a transcript the turns with their labels."""
    view = make_view(article, parse, pack)
    found = [_attribution(view, d) for d in encoder_drafts(view)]
    turns = [_of_turn(view, turn.label, turn) for turn in parse.turns if turn.label is not None]
    held = [(s.start, s.end) for turn in turns for s in (*turn.source, *turn.cue, *turn.content)]
    return (*(a for a in found if not overlap([(s.start, s.end) for s in a.content], held)), *turns)


def _of_turn(view: View, label: Span, turn: Turn) -> Attribution:
    """A turn as an attribution: its label is the source, the colon the cue."""
    start, end = view.strip((label.start, label.end - 1))
    source = (Span(start, end, "source"),) if start < end else ()
    return Attribution(source, (Span(label.end - 1, label.end, "cue"),), turn.content, 1.0)


def _attribution(view: View, draft: Draft) -> Attribution:
    content = draft.content if draft.head is None else near_pieces(view, draft.content, draft.head)
    return Attribution(
        source=(Span(*draft.source, "source"),) if draft.source else (),
        cue=(Span(*draft.cue, "cue"),) if draft.cue else (),
        content=tuple(Span(*c, "content") for c in content),
        score=draft.encoder,
    )


def encoder_drafts(view: View) -> list[Draft]:
    """The encoder's attributions as drafts, a missing source taken from the tree."""
    drafts = [_with_source(view, _behind_cue(view, _draft(view, a))) for a in view.parse.attributions if a.content]
    return complete_sources(view, drafts)


def trained_drafts(view: View) -> list[Draft]:
    """What the head trained on annotated statements proposes, where the model has one."""
    found = [a for a in view.parse.statements if a.content]
    drafts = (_behind_cue(view, _draft(view, a)) for a in found)
    return [_with_source(view, replace(d, encoder=0.0, trained=d.encoder)) for d in drafts]


def _draft(view: View, found: Attribution) -> Draft:
    cue = (found.cue[0].start, found.cue[-1].end) if found.cue else None
    source = (found.source[0].start, found.source[-1].end) if found.source else None
    head = _head(view, cue) if cue else None
    return Draft(
        head=head,
        cue=cue,
        source=source,
        content=tuple((s.start, s.end) for s in found.content),
        encoder=found.score,
        rule="encoder.attribution",
    )


def without_hearer(view: View, draft: Draft) -> Draft:
    """The draft without a source that is its cue's subject in the passive: "Park was told that", "they were urged"."""
    cue = draft.head
    if cue is None or draft.source is None or view.has_role(cue, WordRole.RELAY) or view.has_role(cue, WordRole.FELT):
        return draft
    start, end = draft.source
    passive = view.children(cue, "aux:pass") and all(view.parse.upos[i] in ("AUX", "ADV") for i in range(end, cue))
    told = {"nsubj:pass", *(("nsubj", "obj") if passive else ())}  # the tree may give "the court was told" either
    hears = any(start <= c < end and view.parse.deprel[c] in told for c in view.parse.children[cue])
    return replace(draft, source=None) if hears else draft


def _head(view: View, cue: Words) -> int:
    """The cue's head word: one of the cue table, else the one whose own head stands outside."""
    parse = view.parse
    known = [i for i in range(*cue) if match_cue(view, i)[0]]
    top = [i for i in range(*cue) if not cue[0] <= parse.heads[i] < cue[1] or parse.heads[i] == i]
    verbs = [i for i in top if parse.upos[i] in ("VERB", "NOUN", "ADJ")]
    both = [i for i in known if i in top]
    return (both or known or verbs or top or [cue[0]])[0]


def _behind_cue(view: View, draft: Draft) -> Draft:
    """The draft with the subject right behind its cue as source, which the encoder took for what is said: "Denied [the
    ministry] that"."""
    cue, (start, end) = draft.head, draft.content[0]
    if cue is None or not cue < start:
        return draft
    subjects = view.children(cue, "nsubj")
    subject = next((c for c in subjects if start <= c < end), None) if all(c > cue for c in subjects) else None
    source = noun_phrase(view, subject) if subject is not None else None
    if source is None or source[0] != cue + 1 or (draft.source is not None and overlap([draft.source], [source])):
        return draft
    content = trim_content(view, [(source[1], end), *draft.content[1:]])
    return replace(draft, source=source, content=content) if content else draft


def _with_source(view: View, draft: Draft) -> Draft:
    if draft.source is not None or draft.head is None:
        return draft
    if view.parse.upos[draft.head] in ("VERB", "AUX"):
        subject = subject_of(view, draft.head)
    else:  # "in his words", "the minister's words"
        subject = next(iter(view.children(draft.head, "nmod:poss")), None)
    if subject is None:
        return draft
    span = noun_phrase(view, subject)
    if overlap([span], draft.content):
        return draft
    return replace(draft, source=span)
