"""Pairs of actors: a list, and the two paths of each with the events behind every point."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, ClassVar

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.analyse.changes import change_points
from onrecord.analyse.paths import Period, PeriodCounts
from onrecord.web.charts import PairChart, draw_pair
from onrecord.web.index.actors import Deed
from onrecord.web.index.pairs import (
    Happening,
    PairTotal,
    happenings,
    list_pairs,
    mentions_of,
    pair_series,
    pair_total,
    period_for,
)
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["PairPage", "PairsPage", "router"]

router = APIRouter(include_in_schema=False)
A_PAGE = 60
LONG_SERIES = 120  # periods: a chart that can be zoomed is offered as well


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsPage(Page):
    """The pairs of actors with most events between them."""

    template: ClassVar[str] = "pairs.html"
    section: ClassVar[str] = "/pairs"
    title: str = doc("The page's title.", default="Pairs")
    actor: str = doc("Only pairs with this actor, where one is given.")
    pairs: tuple[PairTotal, ...] = doc("The pairs.")
    most: int = doc("The largest number of events of one pair, for the bars.")
    following: int | None = doc("The number of the next page.")
    analysed: int = doc("How many articles the pairs were worked out from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage(Page):
    """Cooperation and conflict between two actors over time, and the events behind."""

    template: ClassVar[str] = "pair.html"
    section: ClassVar[str] = "/pairs"
    pair: PairTotal = doc("The pair's totals.")
    chart: PairChart | None = doc("The two paths and the tension index; None where no event is dated.")
    period: Period = doc("How time is cut.")
    periods: tuple[Period, ...] = doc("How it can be cut.", default=tuple(Period))
    at: date | None = doc("The period whose events are listed; None: the last ones.")
    events: tuple[Happening, ...] = doc("The events listed, each occurrence once.")
    mentions: dict[str, Deed] = doc("Where they are told, by event id.")
    changes: tuple[date, ...] = doc("Where the balance changes its level.")
    zoom: bool = doc("Whether the series is long enough for a chart that can be zoomed.")


@router.get("/pairs")
def show_pairs(
    request: Request,
    actor: Annotated[str, Query(max_length=40)] = "",
    other: Annotated[str, Query(max_length=40)] = "",
    page: Annotated[int, Query(ge=0, lt=10_000)] = 0,
) -> Response:
    """List the pairs; two codes lead to their page."""
    index = desk_of(request).index
    actor, other = actor.strip().upper(), other.strip().upper()
    if actor and other and pair_total(index.database, actor, other):
        return RedirectResponse(f"/pairs/{actor}/{other}", status_code=303)
    pairs = list_pairs(index.database, actor=actor, skip=page * A_PAGE, limit=A_PAGE + 1)
    shown = PairsPage(
        actor=actor,
        pairs=pairs[:A_PAGE],
        most=max((p.events for p in pairs), default=1),
        following=page + 1 if len(pairs) > A_PAGE else None,
        analysed=index.analysed(),
    )
    return render(request, shown)


@router.get("/pairs/{one}/{other}")
def show_pair(request: Request, one: str, other: str, period: str = "", at: str = "") -> Response:
    """One pair."""
    index = desk_of(request).index.database
    total = pair_total(index, one, other)
    if total is None or one == other:
        raise HTTPException(404, "The store knows nothing between these two.")
    cut = Period(period) if period in set(Period) else period_for(index, one, other)
    series = pair_series(index, one, other, cut)
    changes = _changes(series)
    chosen = _day(at)
    events = happenings(index, one, other, since=chosen, period=cut if chosen else None)
    page = PairPage(
        title=f"{one} and {other}",
        pair=PairTotal(one, other, total.events, total.cooperation, total.conflict, total.last),
        chart=draw_pair(series, changes, chosen),
        period=cut,
        at=chosen,
        events=events,
        mentions=mentions_of(index, events),
        changes=changes,
        zoom=len(series) > LONG_SERIES,
    )
    return render(request, page)


@lru_cache(maxsize=256)
def _changes(series: tuple[PeriodCounts, ...]) -> tuple[date, ...]:
    """The change points; of seven years by week they take half a second, so the last ones are remembered."""
    return change_points(series)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
