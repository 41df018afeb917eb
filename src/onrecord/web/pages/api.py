"""The JSON interface. Comments that wait and e-mails are no part of it."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi import Path as InPath
from markupsafe import Markup
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.analyse.paths import Period, PeriodCounts
from onrecord.analyse.stances import Step
from onrecord.errors import InputError, UsageError
from onrecord.export.json import to_json
from onrecord.web.articles import ArticleView, article_of_record
from onrecord.web.comments import Comment
from onrecord.web.corrections import place
from onrecord.web.gold import gold_of
from onrecord.web.index.actors import ActorTotal, Deed, Saying, actor_total, deeds_of, list_actors, sayings_of
from onrecord.web.index.pairs import (
    Happening,
    PairTotal,
    happenings,
    list_pairs,
    pair_series,
    pair_total,
    period_for,
)
from onrecord.web.index.places import PlaceTotal, list_places
from onrecord.web.index.search import find_articles
from onrecord.web.index.stances import Against, Issue, list_contradictions, list_issues, steps_of
from onrecord.web.pages.articles import Filters
from onrecord.web.rendering import desk_of

__all__ = ["router"]


class Refusal(BaseModel):
    """Why there is no answer."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"description": why, "model": Refusal}
    for code, why in {
        400: "not understood",
        401: "sign in first",
        404: "there is none",
        422: "a value that is not understood",
        429: "too many in a minute",
        503: "the store cannot be read just now",
    }.items()
}
router = APIRouter(prefix="/api", responses=REFUSALS)
Code = Annotated[str, InPath(max_length=40, description="Code of a country or organisation: USA, NATO ...")]
ArticleId = Annotated[str, InPath(max_length=80, description="The article's id.")]
Skip = Annotated[int, Query(ge=0, lt=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]


class Text(BaseModel):
    """A page to read: its text, or its HTML."""

    page: str = Field(min_length=1, max_length=2_000_000)
    date: str | None = Field(
        default=None,
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description="Publication date (ISO) where the page states none.",
    )


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article in a list."""

    id: str
    date: str | None
    headline: str
    publisher: str | None
    snippet: str
    statements: int
    events: int


@dataclass(frozen=True, slots=True)
class FoundArticles:
    """A page of articles. `before` asks for the next: the articles older than this one."""

    count: int
    counted: bool
    before: int | None
    articles: tuple[FoundArticle, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with its last events and statements."""

    total: ActorTotal
    events: tuple[Deed, ...]
    statements: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair with its last events."""

    total: PairTotal
    events: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """An issue with the positions on it."""

    issue: Issue
    steps: tuple[Step, ...]


@router.get("/articles")
def search_articles(request: Request, filters: Annotated[Filters, Query()]) -> FoundArticles:
    """Articles by words, dates, actor, event type and status."""
    found = find_articles(desk_of(request).index.database, filters.query())
    return FoundArticles(
        count=found.count,
        counted=found.counted,
        before=found.hits[-1].n if found.more else None,
        articles=tuple(
            FoundArticle(h.id, h.date, h.headline, h.publisher, Markup(h.snippet).striptags(), h.statements, h.events)
            for h in found.hits
        ),
    )


@router.get("/articles/{article_id}")
def get_article(request: Request, article_id: ArticleId) -> ArticleView:
    """An article of the store with its record."""
    return _article(request, article_id)


@router.get("/articles/{article_id}/comments")
def get_comments(request: Request, article_id: ArticleId) -> tuple[Comment, ...]:
    """The comments that a moderator let through."""
    _article(request, article_id)
    return desk_of(request).comments.shown(article_id)


@router.get("/articles/{article_id}/gold")
def get_gold(request: Request, article_id: ArticleId) -> dict[str, Any]:
    """The article's record with the corrections, in the schema of the annotated cases."""
    article = _article(request, article_id)
    return gold_of(article, place(desk_of(request).corrections.of(article_id), article))


@router.get("/pasted/{article_id}")
def get_pasted(request: Request, article_id: ArticleId) -> ArticleView:
    """The record of a page read a moment ago."""
    record = desk_of(request).reader.remembered(article_id)
    if record is None:
        raise HTTPException(404, "This page was read a while ago and not kept.")
    return article_of_record(record)


@router.post("/read", response_class=Response, responses={200: {"content": {"application/json": {}}}})
def read_text(request: Request, text: Text) -> Response:
    """Read a page; its record as `onrecord read --json` gives it, that of the first article of the page."""
    desk = desk_of(request)
    if not desk.rates.allow("read", desk.address(request), desk.settings.limits.pages_a_minute):
        raise HTTPException(429, "Too many pages in a minute; wait a little.")
    try:
        records = desk.reader.read(text.page.encode("utf-8", "replace"), date=text.date)
    except (InputError, UsageError) as error:  # UsageError: 30 February
        raise HTTPException(422, str(error)) from error
    if not records:
        raise HTTPException(422, "No article was found in it.")
    return Response(to_json(records[0]), media_type="application/json")


@router.get("/actors")
def get_actors(
    request: Request, q: Annotated[str, Query(max_length=200)] = "", skip: Skip = 0, limit: Limit = 50
) -> tuple[ActorTotal, ...]:
    """The actors heard of most."""
    return list_actors(desk_of(request).index.database, words=q.strip(), skip=skip, limit=limit)


@router.get("/actors/{code}")
def get_actor(request: Request, code: Code) -> Actor:
    """One actor."""
    index = desk_of(request).index.database
    total = actor_total(index, code)
    if total is None:
        raise HTTPException(404, "The store knows no actor of that code.")
    return Actor(total, deeds_of(index, code), sayings_of(index, code))


@router.get("/pairs")
def get_pairs(
    request: Request, actor: Annotated[str, Query(max_length=40)] = "", skip: Skip = 0, limit: Limit = 50
) -> tuple[PairTotal, ...]:
    """The pairs with most events between them."""
    return list_pairs(desk_of(request).index.database, actor=actor.strip().upper(), skip=skip, limit=limit)


@router.get("/pairs/{one}/{other}")
def get_pair(request: Request, one: Code, other: Code) -> Pair:
    """One pair and its last events, each occurrence once."""
    index = desk_of(request).index.database
    total = pair_total(index, one, other)
    if total is None:
        raise HTTPException(404, "The store knows nothing between these two.")
    return Pair(total, happenings(index, one, other))


@router.get("/pairs/{one}/{other}/series")
def get_series(request: Request, one: Code, other: Code, period: Period | None = None) -> tuple[PeriodCounts, ...]:
    """Cooperation, conflict and tension between two actors, a value a period."""
    index = desk_of(request).index.database
    if one == other or pair_total(index, one, other) is None:
        raise HTTPException(404, "The store knows nothing between these two.")
    return pair_series(index, one, other, period or period_for(index, one, other))


@router.get("/places")
def get_places(
    request: Request,
    type: Annotated[str, Query(max_length=40)] = "",  # noqa: A002  # the word people see in the address
    year: Annotated[str, Query(max_length=4)] = "",
    limit: Limit = 100,
) -> tuple[PlaceTotal, ...]:
    """The places with most events told as fact."""
    return list_places(desk_of(request).index.database, event_type=type, year=year, limit=limit)


@router.get("/positions")
def get_positions(
    request: Request,
    actor: Annotated[str, Query(max_length=40)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    skip: Skip = 0,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> tuple[Stand, ...]:
    """Issues with the positions on them."""
    index, actor = desk_of(request).index.database, actor.strip().upper()
    issues = list_issues(index, actor=actor, words=q.strip(), skip=skip, limit=limit)
    return tuple(Stand(issue, steps_of(index, issue.issue, actor=actor)) for issue in issues)


@router.get("/contradictions")
def get_contradictions(
    request: Request, actor: Annotated[str, Query(max_length=40)] = "", skip: Skip = 0, limit: Limit = 50
) -> tuple[Against, ...]:
    """Statements that cannot both be true."""
    return list_contradictions(desk_of(request).index.database, actor=actor.strip().upper(), skip=skip, limit=limit)


def _article(request: Request, article_id: str) -> ArticleView:
    article = desk_of(request).article(article_id)
    if article is None:
        raise HTTPException(404, "There is no such article in the store.")
    return article
