"""Positions as timelines, and contradictions side by side."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.analyse.stances import Step
from onrecord.web.index.stances import Against, Issue, list_contradictions, list_issues, steps_of
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["ContradictionsPage", "PositionsPage", "router"]

router = APIRouter(include_in_schema=False)
A_PAGE = 30
OPENED = 12  # issues whose timelines are on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsPage(Page):
    """Where actors stand, issue by issue, with changes of mind marked."""

    template: ClassVar[str] = "positions.html"
    section: ClassVar[str] = "/positions"
    title: str = doc("The page's title.", default="Positions")
    actor: str = doc("Only positions of this actor.")
    words: str = doc("Only issues that hold these words.")
    issues: tuple[tuple[Issue, tuple[Step, ...]], ...] = doc("The issues with their timelines.")
    following: int | None = doc("The number of the next page.")
    analysed: int = doc("How many articles they were worked out from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsPage(Page):
    """Statements that cannot both be true."""

    template: ClassVar[str] = "contradictions.html"
    section: ClassVar[str] = "/contradictions"
    title: str = doc("The page's title.", default="Contradictions")
    actor: str = doc("Only those in which this actor speaks.")
    pairs: tuple[Against, ...] = doc("The pairs of statements, the newest first.")
    following: int | None = doc("The number of the next page.")


@router.get("/positions")
def show_positions(
    request: Request,
    actor: Annotated[str, Query(max_length=40)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=0, lt=10_000)] = 0,
) -> Response:
    """List the issues with their timelines."""
    index = desk_of(request).index
    actor = actor.strip().upper()
    issues = list_issues(index.database, actor=actor, words=q.strip(), skip=page * OPENED, limit=OPENED + 1)
    shown = PositionsPage(
        actor=actor,
        words=q,
        issues=tuple((i, steps_of(index.database, i.issue, actor=actor)) for i in issues[:OPENED]),
        following=page + 1 if len(issues) > OPENED else None,
        analysed=index.analysed(),
    )
    return render(request, shown)


@router.get("/contradictions")
def show_contradictions(
    request: Request,
    actor: Annotated[str, Query(max_length=40)] = "",
    page: Annotated[int, Query(ge=0, lt=10_000)] = 0,
) -> Response:
    """List the contradictions."""
    index = desk_of(request).index.database
    actor = actor.strip().upper()
    pairs = list_contradictions(index, actor=actor, skip=page * A_PAGE, limit=A_PAGE + 1)
    following = page + 1 if len(pairs) > A_PAGE else None
    return render(request, ContradictionsPage(actor=actor, pairs=pairs[:A_PAGE], following=following))
