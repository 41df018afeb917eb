"""Puts the desk together: pages, API, static files, guard, errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.errors import OnrecordError, UsageError
from onrecord.web.desk import Desk
from onrecord.web.guard import Guard
from onrecord.web.pages import (
    about,
    actors,
    api,
    article,
    articles,
    comments,
    correct,
    feeds,
    pairs,
    places,
    read,
    sample,
    sign_in,
    stances,
)
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["create_app"]

# the routers that only signed-in users reach where there are users
ROUTERS = (
    read.router,
    articles.router,
    article.router,
    comments.router,
    correct.router,
    feeds.router,
    actors.router,
    pairs.router,
    places.router,
    stances.router,
    about.router,
    sample.router,
    api.router,
)
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, in a sentence; never the trace, never what was sent."""

    template: ClassVar[str] = "error.html"
    message: str = doc("What was wrong and what to do.")


class _Static(StaticFiles):
    """Shipped files; their address changes with their content, so a browser may keep them."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        if scope.get("query_string") and response.status_code == 200:
            response.headers["cache-control"] = FOR_GOOD
        return response


def create_app(desk: Desk) -> FastAPI:
    """The application that serves a desk."""
    app = FastAPI(
        title="Onrecord desk",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.mount("/static", _Static(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(sign_in.router)
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(_known)])
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(OnrecordError, _failed)
    app.add_middleware(Guard, hosts=desk.settings.hosts, limits=desk.settings.limits)
    return app


def _known(request: Request) -> None:
    """Only those who signed in come further, on a desk with users."""
    if not desk_of(request).visitor(request).may("reader"):
        raise HTTPException(401, "Sign in first.")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # registered for it alone
    if error.status_code == 401 and not request.url.path.startswith("/api/"):
        return RedirectResponse("/sign-in", status_code=303)
    return _answer(request, error.status_code, str(error.detail), error.headers)


def _not_understood(request: Request, _: Exception) -> Response:
    return _answer(request, 422, "The address or form holds a value that is not understood.")


def _failed(request: Request, error: Exception) -> Response:
    return _answer(request, 400 if isinstance(error, UsageError) else 503, str(error))


def _answer(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": message}, status_code=status, headers=headers)
    response = render(request, ErrorPage(title=HTTPStatus(status).phrase, message=message), status=status)
    response.headers.update(headers or {})
    return response
