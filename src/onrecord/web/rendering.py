"""Pages: each is one documented dataclass, rendered by the template of its name."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

__all__ = ["Frame", "Page", "asset", "desk_of", "doc", "render"]

HERE = Path(__file__).parent
NAVIGATION = (
    ("/", "Read"),
    ("/articles", "Articles"),
    ("/actors", "Actors"),
    ("/pairs", "Pairs"),
    ("/map", "Map"),
    ("/positions", "Positions"),
    ("/contradictions", "Contradictions"),
    ("/about", "About"),
)


def doc(text: str, **options: Any) -> Any:
    """A field of a page, with what it holds."""
    return field(metadata={"doc": text}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has: the name of its template, its title, and the place in the navigation it belongs to."""

    template: ClassVar[str]
    section: ClassVar[str] = "/"
    title: str = doc("The page's title.")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    store: str = doc("The store's name.")
    path: str = doc("The path of the page asked for.")
    section: str = doc("The entry of the navigation that the page belongs to.")
    navigation: tuple[tuple[str, str], ...] = doc("Addresses and names of the sections.")
    csrf: str = doc("The token that every form sends back.")
    user: str | None = doc("Who is signed in; None where nobody has to be.")
    role: str = doc("What the visitor may do: reader, editor or moderator.")
    notice: str | None = doc("A line above the page: the index is being made, say.")
    waiting: int = doc("Comments that wait for a moderator; 0 for others.")


def desk_of(request: Request) -> "Desk":
    """The desk that answers the request."""
    desk: Desk = request.app.state.desk
    return desk


def render(request: Request, page: Page, *, status: int = 200) -> HTMLResponse:
    """The page as HTML in its frame."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    frame = Frame(
        store=desk.settings.store.resolve().name,
        path=request.url.path,
        section=page.section,
        navigation=NAVIGATION,
        csrf=desk.csrf.token(visitor.key),
        user=visitor.user,
        role=visitor.role,
        notice=desk.notice(),
        waiting=desk.comments.count_waiting() if visitor.may("moderator") else 0,
    )
    html = environment().get_template(page.template).render(page=page, frame=frame)
    response = HTMLResponse(html, status_code=status)
    if visitor.fresh:
        response.set_cookie("desk_visitor", visitor.key, httponly=True, samesite="lax", max_age=400 * 86400)
    return response


@cache
def environment() -> Environment:
    """The templates: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = asset
    made.filters["day"] = day
    made.filters["count"] = lambda n: f"{n:,}"
    made.filters["of"] = lambda n, one: f"{n:,} {one}{'' if n == 1 else 's'}"
    made.filters["words"] = lambda code: code.replace("_", " ").replace("-", " ")
    return made


@cache
def asset(name: str) -> str:
    """The address of a shipped file; it changes with the content, so that browsers may keep it for good."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"


def day(written: str | None) -> str:
    """A date as people read it.

    >>> day("2024-05-06"), day("2024-05"), day(None)
    ('6 May 2024', 'May 2024', 'undated')
    """
    if not written:
        return "undated"
    for shape, said in (("%Y-%m-%d", "%-d %B %Y"), ("%Y-%m", "%B %Y")):
        try:
            return datetime.strptime(written[:10], shape).strftime(said)  # noqa: DTZ007
        except ValueError:
            continue
    return written
