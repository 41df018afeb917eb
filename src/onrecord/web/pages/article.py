"""One article: its text with the record marked in it, the record beside it, the discussion under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError, StoreError
from onrecord.web.articles import ArticleView, Block
from onrecord.web.comments import Comment, checked_draft
from onrecord.web.corrections import Placed, place
from onrecord.web.forms import Posted
from onrecord.web.rendering import Page, day, desk_of, doc, render

__all__ = ["ArticlePage", "facts_of", "router"]

router = APIRouter(include_in_schema=False)
NOTES = {"reject": "rejected", "change": "corrected", "confirm": "confirmed"}


@dataclass(frozen=True, slots=True)
class Discussion:
    """The comments under an article and the form for another."""

    comments: tuple[Comment, ...]
    count: int
    stamp: str
    limit: int
    problem: str | None = None
    name: str = ""
    text: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """An article and its record; one that was only pasted has no discussion and cannot be corrected."""

    template: ClassVar[str] = "article.html"
    section: ClassVar[str] = "/articles"
    article: ArticleView = doc("The article and what was found in it.")
    facts: tuple[str, ...] = doc("Date, byline, publisher, language: what is known of it.")
    blocks: tuple[Block, ...] = doc("Its paragraphs with the findings marked.")
    kept: bool = doc("Whether the store holds it.", default=False)
    may_keep: bool = doc("Whether the visitor may keep it.", default=False)
    others: tuple[tuple[str, str], ...] = doc("Ids and headlines of the other articles of the same page.", default=())
    correct: str | None = doc("Where it is corrected; None where the visitor may not.", default=None)
    notes: Mapping[str, str] = doc("What editors said of findings: rejected, corrected ...", default_factory=dict)
    corrections: tuple[Placed, ...] = doc("The corrections in force, and those that need a look.", default=())
    discussion: Discussion | None = doc("The comments; None for a page that is not kept.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedPage(ArticlePage):
    """A page read a moment ago."""

    section: ClassVar[str] = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedPage(Page):
    """Said after a comment came in: it waits, and by this code its writer can change it. Shown once."""

    template: ClassVar[str] = "posted.html"
    section: ClassVar[str] = "/articles"
    title: str = doc("The page's title.", default="Your comment waits")
    article: str = doc("The article's id.")
    token: str = doc("The code by which the comment can be changed or deleted.")


def facts_of(article: ArticleView) -> tuple[str, ...]:
    """What is known of an article, for the line under its headline."""
    facts = (
        day(article.date),
        article.byline,
        article.publisher,
        article.dateline,
        article.language,
        *article.marks,
    )
    return tuple(" ".join(fact.split()) for fact in facts if fact)


@router.get("/articles/{article_id}")
def show_article(request: Request, article_id: str) -> Response:
    """An article of the store."""
    return render(request, _page(request, article_id))


@router.post("/articles/{article_id}/comments")
def post_comment(request: Request, article_id: str, form: Posted) -> Response:
    """Keep a comment for the moderators."""
    desk = desk_of(request)
    limits = desk.settings.limits
    if desk.article(article_id) is None:
        raise HTTPException(404, "There is no such article.")
    problem, status = _why_not(request, form)
    if problem is None:
        try:
            draft = checked_draft(
                name=form.text("name"),
                email=form.text("email"),
                text=form.whole("text"),
                parent=form.text("parent") or None,
                limit=limits.comment_characters,
            )
            token = desk.comments.add(article_id, draft)
            return render(request, PostedPage(article=article_id, token=token), status=201)
        except InputError as error:
            problem, status = str(error), 422
    page = _page(request, article_id, problem=problem, form=form)
    return render(request, page, status=status)


@router.post("/pasted/{article_id}/keep")
def keep_pasted(request: Request, article_id: str, form: Posted) -> Response:
    """Put a page that was read a moment ago into the store."""
    del form  # its token was checked
    desk = desk_of(request)
    if not desk.visitor(request).may("editor"):
        raise HTTPException(403, "Only editors keep pages.")
    record = desk.reader.remembered(article_id)
    if record is None:
        raise HTTPException(404, "This page was read a while ago and not kept. Paste it again.")
    try:
        desk.keep(record)
    except StoreError as error:
        raise HTTPException(503, f"{error}. Nothing was kept; try again.") from error
    return RedirectResponse(f"/articles/{article_id}", status_code=303)


def _why_not(request: Request, form: Posted) -> tuple[str | None, int]:
    """Why a comment is not even looked at: it was filled by a program, or there are too many."""
    desk = desk_of(request)
    limits = desk.settings.limits
    age = desk.csrf.age(form.text("stamp"))
    if form.text("website"):
        return "Leave the field called “website” empty: it is there to catch programs.", 422
    if age is None or age > limits.form_hours * 3600:
        return "The form had stood open for too long. Send it again.", 422
    if age < limits.fill_seconds:
        return "That was quicker than people type. Wait a moment and send it again.", 422
    of_one = desk.rates.allow("comment", desk.address(request), limits.comments_a_minute)
    if not of_one or not desk.rates.allow("comment", "*", limits.comments_a_minute_of_all):
        return "Too many comments in a minute. Wait a little and send it again.", 429
    return None, 200


def _page(request: Request, article_id: str, *, problem: str | None = None, form: Posted | None = None) -> ArticlePage:
    desk = desk_of(request)
    article = desk.article(article_id)
    if article is None:
        raise HTTPException(404, "There is no such article in the store.")
    placed = place(desk.corrections.of(article_id), article)
    notes = {
        p.finding: NOTES[p.correction.action]
        for p in placed
        if p.finding is not None and p.state == "holds" and p.correction.action in NOTES
    }
    comments = desk.comments.shown(article_id)
    discussion = Discussion(
        comments=comments,
        count=sum((c.state == "shown") + len(c.replies) for c in comments),
        stamp=desk.csrf.stamp(),
        limit=desk.settings.limits.comment_characters,
        problem=problem,
        # what was typed comes back, but for the e-mail, which stands in no page
        name=form.text("name") if form else "",
        text=form.whole("text") if form else "",
        parent=form.text("parent") or None if form else None,
    )
    return ArticlePage(
        title=article.headline,
        article=article,
        facts=facts_of(article),
        blocks=article.blocks(frozenset(f for f, note in notes.items() if note == "rejected")),
        kept=True,
        correct=f"/articles/{article_id}/correct" if desk.visitor(request).may("editor") else None,
        notes=notes,
        corrections=placed,
        discussion=discussion,
    )
