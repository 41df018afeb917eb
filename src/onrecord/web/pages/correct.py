"""Correcting a record: one form for a finding or for a passage; and the corrected articles as gold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.web.articles import ArticleView
from onrecord.web.corrections import FIELDS, checked_correction, place
from onrecord.web.findings import EventView, PartyView, PositionView, StatementView
from onrecord.web.forms import Form, Posted
from onrecord.web.gold import gold_archive
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["CorrectPage", "router"]

router = APIRouter(include_in_schema=False)
SHOWN_KINDS = ("statement", "event", "position", "actor")
CONTEXT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPage(Page):
    """The form that corrects a finding, or adds one at a passage."""

    template: ClassVar[str] = "correct.html"
    section: ClassVar[str] = "/articles"
    article: str = doc("The article's id.")
    headline: str = doc("The article's headline.")
    kind: str = doc("The kind of finding: statement, event, position or actor.")
    kinds: tuple[str, ...] = doc("The kinds that can be added; none where a finding is corrected.")
    finding: str | None = doc("The finding that is corrected.")
    start: int | None = doc("First character of the passage.")
    end: int | None = doc("Character after its last.")
    quote: str = doc("The passage.")
    around: tuple[str, str] = doc("What stands before and after the passage.")
    fields: Mapping[str, tuple[str, ...] | None] = doc("The fields of the kind, with the values allowed.")
    values: Mapping[str, str] = doc("What stands in them.")
    problem: str | None = doc("What to mend.", default=None)


@router.get("/articles/{article_id}/correct")
def show_form(
    request: Request,
    article_id: str,
    finding: Annotated[str | None, Query(max_length=80)] = None,
    kind: Annotated[str, Query(max_length=20)] = "",
    start: Annotated[int | None, Query(ge=0, lt=1 << 31)] = None,
    end: Annotated[int | None, Query(ge=0, lt=1 << 31)] = None,
) -> Response:
    """The form for a finding, or for a passage that was selected."""
    article = _article(request, article_id)
    known = next((f for f in article.findings if f.id == finding), None)
    if finding is not None and known is None:
        raise HTTPException(404, "That finding is not in this article's record.")
    if known is not None:
        return render(request, _page(article, _kind(known), (known.start, known.end), known.id, _values(known)))
    kind = kind if kind in SHOWN_KINDS else "event"
    text = article.text or ""
    span = (start, end) if start is not None and end is not None and 0 <= start < end <= len(text) else None
    return render(request, _page(article, kind, span, None, {}))


@router.post("/articles/{article_id}/correct")
def correct(request: Request, article_id: str, form: Posted) -> Response:
    """Keep a correction."""
    desk = desk_of(request)
    article = _article(request, article_id)
    author = desk.visitor(request).user or "the desk"
    start, end = form.number("start"), form.number("end")
    try:
        made = checked_correction(article, form.fields, start=start, end=end, author=author)
    except InputError as error:
        return render(request, _again(article, form, str(error)), status=422)
    desk.corrections.add(made)
    return RedirectResponse(f"/articles/{article_id}#corrections", status_code=303)


@router.get("/export/gold.zip")
def export_gold(request: Request) -> Response:
    """The corrected articles in the schema of the annotated cases."""
    desk = desk_of(request)
    if not desk.visitor(request).may("editor"):
        raise HTTPException(403, "Only editors export corrections.")
    cases = []
    for article_id, _, _ in desk.corrections.articles():
        article = desk.article(article_id)
        if article is not None and article.text is not None:
            cases.append((article, place(desk.corrections.of(article_id), article)))
    return Response(
        gold_archive(cases),
        media_type="application/zip",
        headers={"content-disposition": 'attachment; filename="onrecord-gold.zip"'},
    )


def _article(request: Request, article_id: str) -> ArticleView:
    desk = desk_of(request)
    if not desk.visitor(request).may("editor"):
        raise HTTPException(403, "Only editors correct a record.")
    article = desk.article(article_id)
    if article is None:
        raise HTTPException(404, "There is no such article in the store.")
    return article


def _again(article: ArticleView, form: Form, problem: str) -> CorrectPage:
    """The form as it was sent, with what to mend."""
    kind = form.text("kind") if form.text("kind") in SHOWN_KINDS else "event"
    page = _page(article, kind, None, form.text("finding") or None, form.fields, problem=problem)
    quote = form.whole("quote")
    return replace(page, quote=quote)


def _page(
    article: ArticleView,
    kind: str,
    span: tuple[int, int] | None,
    finding: str | None,
    values: Mapping[str, str],
    *,
    problem: str | None = None,
) -> CorrectPage:
    text = article.text or ""
    start, end = span or (None, None)
    return CorrectPage(
        title="Correct the record",
        article=article.id,
        headline=article.headline,
        kind=kind,
        kinds=() if finding else SHOWN_KINDS,
        finding=finding,
        start=start,
        end=end,
        quote=text[start:end] if span else "",
        around=(text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
        if span and start is not None and end is not None
        else ("", ""),
        fields=FIELDS[kind],
        values={name: values.get(name, "") for name in (*FIELDS[kind], "note")},
        problem=problem,
    )


def _kind(finding: StatementView | EventView | PositionView) -> str:
    return {StatementView: "statement", EventView: "event", PositionView: "position"}[type(finding)]


def _values(finding: StatementView | EventView | PositionView) -> dict[str, str]:
    """A finding's present values, as the form's fields hold them."""
    if isinstance(finding, StatementView):
        speaker, addressee = finding.speaker, finding.addressee
        values = {
            "speaker": speaker.name if speaker else None,
            "speaker_code": speaker.code if speaker else None,
            "addressee": addressee.text if addressee else None,
            "cue": finding.cue,
            "act": finding.act,
            "kind": finding.kind,
        }
    elif isinstance(finding, EventView):
        values = {
            "type": finding.type,
            "status": finding.status,
            "actors": "; ".join(_code(p) for p in finding.actors if p.code),
            "recipients": "; ".join(_code(p) for p in finding.recipients if p.code),
            "date": finding.date,
            "place": finding.place,
        }
    else:
        values = {"actor": _code(finding.actor), "issue": finding.issue, "stance": finding.stance}
    return {name: value or "" for name, value in values.items()}


def _code(party: PartyView) -> str:
    return f"{party.code or ''} {party.sector or ''}".strip()
