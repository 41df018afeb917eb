"""The map: events by place, on outlines that ship with the desk."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.schema import EventType
from onrecord.web.charts import WORLD, Dot, draw_places, outlines
from onrecord.web.index.actors import Deed
from onrecord.web.index.places import deeds_at, list_places, years
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["MapPage", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Page):
    """Events told as fact, by place."""

    template: ClassVar[str] = "map.html"
    section: ClassVar[str] = "/map"
    title: str = doc("The page's title.", default="Map")
    type: str = doc("Only events of this type.")
    year: str = doc("Only events of this year.")
    types: tuple[str, ...] = doc("PLOVER's event types.", default=tuple(EventType))
    years: tuple[str, ...] = doc("The years there are.")
    dots: tuple[Dot, ...] = doc("The places, those with most events first.")
    size: tuple[float, float] = doc("Width and height of the map.", default=WORLD)
    land: str = doc("The outlines of the land, as an SVG path.")
    here: str | None = doc("The place whose events are listed.")
    deeds: tuple[Deed, ...] = doc("The last events there.")


@router.get("/map")
def show_map(
    request: Request,
    type: Annotated[str, Query(max_length=40)] = "",  # noqa: A002  # the word people see in the address
    year: Annotated[str, Query(max_length=4)] = "",
    at: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Draw the map; list the events of one place."""
    index = desk_of(request).index.database
    event_type = type if type in set(EventType) else ""
    known = years(index)
    year = year if year in known else ""
    places = list_places(index, event_type=event_type, year=year)
    spot = _spot(at)
    page = MapPage(
        type=event_type,
        year=year,
        years=known,
        dots=draw_places(places),
        land=outlines(),
        here=next((p.name for p in places if spot == (p.latitude, p.longitude)), at) if spot else None,
        deeds=deeds_at(index, *spot) if spot else (),
    )
    return render(request, page)


def _spot(written: str) -> tuple[float, float] | None:
    latitude, _, longitude = written.partition(",")
    try:
        spot = float(latitude), float(longitude)
    except ValueError:
        return None
    return spot if abs(spot[0]) <= 90 and abs(spot[1]) <= 180 else None
