"""Actors: a list, and a page each."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.index.actors import (
    ActorTotal,
    Deed,
    Saying,
    actor_total,
    deeds_of,
    list_actors,
    neighbours,
    people_of,
    sayings_of,
)
from onrecord.web.index.stances import Issue, list_issues
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["ActorPage", "ActorsPage", "router"]

router = APIRouter(include_in_schema=False)
A_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsPage(Page):
    """Who acts and speaks in the store."""

    template: ClassVar[str] = "actors.html"
    section: ClassVar[str] = "/actors"
    title: str = doc("The page's title.", default="Actors")
    words: str = doc("What was looked for.")
    actors: tuple[ActorTotal, ...] = doc("The actors, those heard of most first.")
    following: int | None = doc("The number of the next page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage(Page):
    """One country or organisation: what it did and said last, with whom, and where it stands."""

    template: ClassVar[str] = "actor.html"
    section: ClassVar[str] = "/actors"
    actor: ActorTotal = doc("Its totals.")
    people: tuple[tuple[str, int], ...] = doc("Who spoke for it, and how often.")
    pairs: tuple[tuple[str, int], ...] = doc("With whom it has most to do, and the number of events.")
    deeds: tuple[Deed, ...] = doc("The last events it had a part in.")
    sayings: tuple[Saying, ...] = doc("The last statements made for it.")
    issues: tuple[Issue, ...] = doc("The issues it takes a stand on.")


@router.get("/actors")
def show_actors(
    request: Request, q: Annotated[str, Query(max_length=200)] = "", page: Annotated[int, Query(ge=0, lt=10_000)] = 0
) -> Response:
    """List the actors."""
    index = desk_of(request).index.database
    actors = list_actors(index, words=q.strip(), skip=page * A_PAGE, limit=A_PAGE + 1)
    following = page + 1 if len(actors) > A_PAGE else None
    return render(request, ActorsPage(words=q, actors=actors[:A_PAGE], following=following))


@router.get("/actors/{code}")
def show_actor(request: Request, code: str) -> Response:
    """One actor."""
    index = desk_of(request).index.database
    actor = actor_total(index, code)
    if actor is None:
        raise HTTPException(404, "The store knows no actor of that code.")
    page = ActorPage(
        title=code,
        actor=actor,
        people=people_of(index, code),
        pairs=neighbours(index, code),
        deeds=deeds_of(index, code),
        sayings=sayings_of(index, code),
        issues=list_issues(index, actor=code, limit=10),
    )
    return render(request, page)
