"""Signing in and out, on a desk with users."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.forms import Posted
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["SignInPage", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    """Name and password."""

    template: ClassVar[str] = "sign-in.html"
    section: ClassVar[str] = ""
    title: str = doc("The page's title.", default="Sign in")
    problem: str | None = doc("Why that did not do.", default=None)


@router.get("/sign-in")
def show_sign_in(request: Request) -> Response:
    """Ask who it is."""
    return render(request, SignInPage())


@router.post("/sign-in")
def sign_in(request: Request, form: Posted) -> Response:
    """Begin a session."""
    desk = desk_of(request)
    if not desk.rates.allow("sign-in", desk.address(request), desk.settings.limits.sign_ins_a_minute):
        return render(request, SignInPage(problem="Too many attempts in a minute; wait a little."), status=429)
    token = desk.users.sign_in(form.text("name"), form.whole("password"))
    if token is None:
        return render(request, SignInPage(problem="That name and password do not go together."), status=403)
    response = RedirectResponse("/", status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie("desk_session", token, httponly=True, samesite="lax", max_age=14 * 86400, secure=secure)
    return response


@router.post("/sign-out")
def sign_out(request: Request, form: Posted) -> Response:
    """End the session."""
    del form  # its token was checked
    desk_of(request).users.sign_out(request.cookies.get("desk_session", ""))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie("desk_session")
    return response
