"""Comments by their writers, with the code they were given; and the moderators' queue."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.web.comments import Comment, checked_text
from onrecord.web.forms import Form, Posted
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["EditPage", "QueuePage", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage(Page):
    """A writer's own comment, opened by its code."""

    template: ClassVar[str] = "edit.html"
    section: ClassVar[str] = "/articles"
    title: str = doc("The page's title.", default="Your comment")
    comment: Comment | None = doc("The comment, once its code was given.", default=None)
    token: str = doc("The code, for the next form.", default="")
    text: str = doc("The text in the form.", default="")
    limit: int = doc("How many characters a comment may have.", default=0)
    problem: str | None = doc("What to mend.", default=None)
    done: str | None = doc("What was done.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(Page):
    """The comments that wait. E-mails are not shown here either."""

    template: ClassVar[str] = "queue.html"
    section: ClassVar[str] = "/moderation"
    title: str = doc("The page's title.", default="Comments that wait")
    comments: tuple[tuple[Comment, str], ...] = doc("The comments and the headlines of their articles.")


@router.get("/comment")
def ask_code(request: Request) -> Response:
    """Ask for the code of a comment. The code is never part of an address."""
    return render(request, EditPage())


@router.post("/comment")
def open_comment(request: Request, form: Posted) -> Response:
    """Show the comment that a code opens."""
    comment = _opened(request, form)
    limit = desk_of(request).settings.limits.comment_characters
    return render(request, EditPage(comment=comment, token=form.text("token"), text=comment.text, limit=limit))


@router.post("/comment/change")
def change_comment(request: Request, form: Posted) -> Response:
    """Change a comment; it waits for a moderator again."""
    desk = desk_of(request)
    comment = _opened(request, form)
    limit = desk.settings.limits.comment_characters
    text = form.whole("text")
    try:
        token = desk.comments.change(comment.id, checked_text(text, limit=limit))
    except InputError as error:
        page = EditPage(comment=comment, token=form.text("token"), text=text, limit=limit, problem=str(error))
        return render(request, page, status=422)
    return render(request, EditPage(token=token, done="Your comment was changed. It waits for a moderator again."))


@router.post("/comment/delete")
def delete_comment(request: Request, form: Posted) -> Response:
    """Delete a comment with all that is known of its writer."""
    desk_of(request).comments.delete(_opened(request, form).id)
    return render(request, EditPage(done="Your comment, your name and your e-mail were deleted."))


@router.get("/moderation")
def show_queue(request: Request) -> Response:
    """The comments that wait."""
    desk = desk_of(request)
    _moderators_only(request)
    waiting = desk.comments.waiting()
    return render(request, QueuePage(comments=tuple((c, desk.headline(c.article)) for c in waiting)))


@router.post("/moderation")
def moderate(request: Request, form: Posted) -> Response:
    """Let a comment through, or delete it. What it is about is in the form: a comment that waits has no address."""
    desk = desk_of(request)
    _moderators_only(request)
    act = {"approve": desk.comments.approve, "delete": desk.comments.delete}.get(form.text("action"))
    if act is None:
        raise HTTPException(422, "Approve or delete.")
    if not act(form.text("comment")):
        raise HTTPException(404, "That comment is not there any more.")
    back = form.text("back")
    return RedirectResponse(back if back.startswith("/articles/a-") else "/moderation", status_code=303)


def _opened(request: Request, form: Form) -> Comment:
    desk = desk_of(request)
    if not desk.rates.allow("code", desk.address(request), desk.settings.limits.sign_ins_a_minute):
        raise HTTPException(429, "Too many codes in a minute; wait a little.")
    comment = desk.comments.opened(form.text("token"))
    if comment is None:
        raise HTTPException(404, "No comment is opened by that code. After a change the code is a new one.")
    return comment


def _moderators_only(request: Request) -> None:
    if not desk_of(request).visitor(request).may("moderator"):
        raise HTTPException(403, "Only moderators see the queue.")
