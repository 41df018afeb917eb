"""Events by place, for the map."""

from dataclasses import dataclass

from onrecord.web.database import Database
from onrecord.web.index.actors import EVENT, Deed, deed_of

__all__ = ["PlaceTotal", "deeds_at", "list_places", "years"]


@dataclass(frozen=True, slots=True)
class PlaceTotal:
    """Events told as fact at one place."""

    latitude: float
    longitude: float
    name: str
    country: str | None
    events: int
    conflict: int

    @property
    def leaning(self) -> str:
        """Whether the events there are conflict, cooperation, or both."""
        share = self.conflict / self.events if self.events else 0.0
        return "conflict" if share > 2 / 3 else "cooperation" if share < 1 / 3 else "mixed"


def list_places(index: Database, *, event_type: str = "", year: str = "", limit: int = 300) -> tuple[PlaceTotal, ...]:
    """The places with most events, of one type or year or of all."""
    where, values = [], []
    if event_type:
        where.append("type = ?")
        values.append(event_type)
    if year:
        where.append("year = ?")
        values.append(year)
    rows = index.all(
        "SELECT latitude, longitude, min(name) AS name, min(country) AS country, sum(events) AS events,"
        " sum(iif(quad IN (3, 4), events, 0)) AS conflict FROM place_total"
        f" WHERE {' AND '.join(where) or 'TRUE'} GROUP BY latitude, longitude ORDER BY events DESC, name LIMIT ?",
        [*values, limit],
    )
    return tuple(PlaceTotal(**dict(row) | {"name": row["name"] or ""}) for row in rows)


def years(index: Database) -> tuple[str, ...]:
    """The years in which events have a place."""
    rows = index.all("SELECT DISTINCT year FROM place_total WHERE year IS NOT NULL ORDER BY year DESC LIMIT 200")
    return tuple(row["year"] for row in rows)


def deeds_at(index: Database, latitude: float, longitude: float, *, limit: int = 40) -> tuple[Deed, ...]:
    """The last events told as fact at one place."""
    near = 0.005001
    rows = index.all(
        f"SELECT {EVENT} FROM event JOIN article ON article.n = event.n"
        " WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND event.status IN ('happened', 'ongoing')"
        " ORDER BY event.n DESC LIMIT ?",
        (latitude - near, latitude + near, longitude - near, longitude + near, limit),
    )
    return tuple(deed_of(row) for row in rows)
