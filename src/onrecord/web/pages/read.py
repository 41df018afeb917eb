"""Paste a page, see its record."""

from dataclasses import dataclass
from datetime import date as day
from typing import ClassVar

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.web.articles import article_of_record
from onrecord.web.forms import Posted
from onrecord.web.pages.article import PastedPage, facts_of
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["ReadPage", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage(Page):
    """The form that takes a page."""

    template: ClassVar[str] = "read.html"
    title: str = doc("The page's title.", default="Read a page")
    text: str = doc("What was pasted and could not be read.", default="")
    date: str | None = doc("The date given with it.", default=None)
    problem: str | None = doc("Why it could not be read.", default=None)
    recent: tuple[tuple[str, str], ...] = doc("Ids and headlines of pages read a moment ago.", default=())


@router.get("/")
def show_form(request: Request) -> Response:
    """The form; the model begins to load while the page is being found and pasted."""
    desk = desk_of(request)
    desk.reader.warm()
    return render(request, ReadPage(recent=desk.reader.recent()))


@router.post("/read")
def read_page(request: Request, form: Posted) -> Response:
    """Read what was pasted or uploaded; its record has an address of its own."""
    desk = desk_of(request)
    date = form.text("date") or None
    text = form.whole("page")
    data = form.files.get("file") or text.encode("utf-8", "replace")
    problem = None
    if not desk.rates.allow("read", desk.address(request), desk.settings.limits.pages_a_minute):
        problem, status = "Too many pages in a minute; wait a little.", 429
    elif date is not None and not _is_day(date):
        problem, status = f"{date} is not a date: give year-month-day.", 422
    elif not data.strip():
        problem, status = "Paste a page first, or choose a file.", 422
    else:
        try:
            records = desk.reader.read(data, date=date)
            if records:
                return RedirectResponse(f"/pasted/{records[0].article.id}", status_code=303)
            problem, status = "No article was found in it.", 422
        except InputError as error:
            problem, status = f"It cannot be read: {error}", 422
    return render(request, ReadPage(text=text, date=date, problem=problem, recent=desk.reader.recent()), status=status)


def _is_day(written: str) -> bool:
    try:
        return day.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


@router.get("/pasted/{article_id}")
def show_pasted(request: Request, article_id: str) -> Response:
    """The record of a page read a moment ago."""
    desk = desk_of(request)
    record = desk.reader.remembered(article_id)
    if record is None:
        raise HTTPException(404, "This page was read a while ago and not kept. Paste it again.")
    article = article_of_record(record)
    page = PastedPage(
        title=article.headline,
        article=article,
        facts=facts_of(article),
        blocks=article.blocks(),
        others=tuple(other for other in desk.reader.companions(article_id) if other[0] != article_id)[:20],
        may_keep=desk.visitor(request).may("editor"),
    )
    return render(request, page)
