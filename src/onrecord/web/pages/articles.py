"""The articles of the store: searched, filtered, listed."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from onrecord.schema import EventType, Status
from onrecord.web.index.search import Hits, find_articles
from onrecord.web.index.search import Query as Wanted
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["ArticlesPage", "Filters", "router"]

router = APIRouter(include_in_schema=False)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesPage(Page):
    """The list of articles with its search form."""

    template: ClassVar[str] = "articles.html"
    section: ClassVar[str] = "/articles"
    title: str = doc("The page's title.", default="Articles")
    query: Wanted = doc("What was looked for.")
    found: Hits = doc("What was found.")
    comments: dict[str, int] = doc("How many comments are shown under each article found.")
    following: str | None = doc("The address of the next page of hits.")
    types: tuple[str, ...] = doc("PLOVER's event types.", default=tuple(EventType))
    statuses: tuple[str, ...] = doc("The statuses of events.", default=tuple(Status))


class Filters(BaseModel):
    """The parameters of a search, cleaned: what is not a date or a code filters nothing."""

    q: Annotated[str, Query(max_length=2000)] = ""
    since: Annotated[str, Query(max_length=40)] = ""
    until: Annotated[str, Query(max_length=40)] = ""
    actor: Annotated[str, Query(max_length=40)] = ""
    type: Annotated[str, Query(max_length=40)] = ""
    status: Annotated[str, Query(max_length=40)] = ""
    sort: Annotated[str, Query(max_length=10)] = ""
    before: Annotated[int | None, Query(ge=0, lt=1 << 60)] = None
    page: Annotated[int, Query(ge=0, lt=400)] = 0

    def query(self) -> Wanted:
        """The query they stand for."""
        return Wanted(
            words=self.q,
            since=_day(self.since),
            until=_day(self.until),
            actor=self.actor.strip().upper() or None,
            type=self.type if self.type in set(EventType) else None,
            status=self.status if self.status in set(Status) else None,
            best=self.sort == "best",
            before=self.before,
            page=self.page,
        )


@router.get("/articles")
def show_articles(request: Request, filters: Annotated[Filters, Query()]) -> Response:
    """Search, or list the newest."""
    desk = desk_of(request)
    query = filters.query()
    found = find_articles(desk.index.database, query)
    page = ArticlesPage(
        query=query,
        found=found,
        comments=desk.comments.counts([h.id for h in found.hits]),
        following=_following(query, found),
    )
    return render(request, page)


def _following(query: Wanted, found: Hits) -> str | None:
    if not found.more:
        return None
    named = {
        "q": query.words,
        "since": query.since,
        "until": query.until,
        "actor": query.actor,
        "type": query.type,
        "status": query.status,
        "sort": "best" if query.best else None,
        "page": query.page + 1 if query.best else None,
        "before": None if query.best else found.hits[-1].n,
    }
    return "/articles?" + urlencode({name: value for name, value in named.items() if value})


def _day(written: str) -> str | None:
    return written if ISO_DAY.fullmatch(written) and "0001" <= written[:4] <= "9998" else None
