"""Statements: who said what to whom, from the parse, the quotations and the tables."""

from onrecord.find.acts import act_evidence, act_of
from onrecord.find.choice import choose
from onrecord.find.combine import draft_statements
from onrecord.find.drafts import Draft
from onrecord.find.nesting import find_parents
from onrecord.find.quotes import find_quotations
from onrecord.find.speakers import Resolver, find_speakers
from onrecord.find.turns import is_turn
from onrecord.find.view import View, Words
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import (
    Anchor,
    Article,
    Kind,
    Party,
    Problem,
    Statement,
    StatementMode,
    finding_id,
)

__all__ = ["find_statements"]

_BRACKETS = (("(", ")"), ("[", "]"))


def find_statements(
    article: Article, parse: Parse, resolver: Resolver, pack: LanguagePack
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """The statements of an article in the order of their anchors, and what went wrong."""
    if not len(parse):
        return (), ()
    quotations, problems = find_quotations(article.text, article.body, pack.quote_marks)
    view = View(parse, quotations, pack)
    drafts = choose(view, draft_statements(view), pack.statement_weights)
    parents = find_parents(drafts, len(parse))
    ids = [_id(article, view, d) for d in drafts]
    speakers = find_speakers(view, resolver, drafts, parents)
    statements = [
        _statement(view, resolver, d, own, speaker=s, parent=ids[p] if p is not None else None)
        for d, own, p, s in zip(drafts, ids, parents, speakers, strict=True)
    ]
    return tuple(statements), problems


def _id(article: Article, view: View, draft: Draft) -> str:
    cue = [view.anchor(draft.cue)] if draft.cue else []
    return finding_id(article.id, "statement", *cue, *(view.anchor(c) for c in draft.content))


def _statement(
    view: View, resolver: Resolver, draft: Draft, own: str, *, speaker: Party | None, parent: str | None
) -> Statement:
    content = tuple(_with_marks(view, c) for c in draft.content)
    cue = view.anchor(draft.cue) if draft.cue else None
    row = draft.row
    anchors = [a for a in (cue, *content) if a]
    return Statement(
        id=own,
        anchor=Anchor(min(a.start for a in anchors), max(a.end for a in anchors)),
        speaker=speaker,
        cue=cue,
        content=content,
        kind=Kind.DIRECT if is_turn(draft) else _kind(view, draft.content),
        act=act_of(view.pack.act_weights, act_evidence(view, draft))[0],
        mode=row.mode if row else StatementMode.SPEECH,
        addressee=resolver.party(*draft.hearer) if draft.hearer else None,
        parent=parent,
        rule=draft.rule,
        confidence=round(draft.confidence, 4),
    )


def _with_marks(view: View, piece: Words) -> Anchor:
    """A piece of content, with a quotation's mark or a bracket at its end where the other one lies in it: `it was "a
    farce"`."""
    anchor, (start, end) = view.anchor(piece), piece
    for edge in (start, end - 1):
        number = view.quote_of[edge]
        if number < 0:
            continue
        words, quotation = view.quoted_ranges[number]
        first, last = view.strip(words)
        if edge == end - 1 and start < words[0] and end == last and quotation.closed:
            anchor = Anchor(anchor.start, quotation.anchor.end)
        elif edge == start == first and words[1] < end:
            anchor = Anchor(quotation.anchor.start, anchor.end)
    text, said = view.parse.text, view.parse.text[anchor.slice]
    for opening, closing in _BRACKETS:
        if text[anchor.end : anchor.end + 1] == closing and said.rfind(opening) > said.rfind(closing):
            return Anchor(anchor.start, anchor.end + 1)
    return anchor


def _kind(view: View, content: tuple[Words, ...]) -> Kind:
    words = [i for c in content for i in range(*c) if not view.is_mark[i]]
    quoted = sum(view.quote_of[i] >= 0 for i in words)
    if quoted == 0:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted == len(words) else Kind.MIXED
