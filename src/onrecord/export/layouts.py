"""The exact columns of the field's event data sets, each an SQL expression over a store's events.

Data sets of dyads (ICEWS, GDELT 2, Phoenix) get a row for every pair of actor and recipient; of a reciprocal event, for
every ordered pair of its actors. POLECAT keeps the lists. A column without an expression stays empty, and its note says
why.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.errors import UsageError
from onrecord.lang.codebook import load_codebook
from onrecord.lang.tables import load_rows
from onrecord.schema import Status
from onrecord.store import Store

__all__ = ["BARE", "Choice", "LayoutColumn", "Layout", "chosen_events", "export_events", "layout_columns"]


class Layout(StrEnum):
    """The data sets whose columns can be written."""

    ICEWS = "icews"
    POLECAT = "polecat"
    PHOENIX = "phoenix"
    GDELT2_EVENTS = "gdelt2_events"
    GDELT2_MENTIONS = "gdelt2_mentions"


# data sets whose files hold nothing but rows with tabs between their cells
BARE = frozenset({Layout.GDELT2_EVENTS, Layout.GDELT2_MENTIONS})


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column of a data set: its SQL expression, or a note why it stays empty."""

    layout: Layout
    position: int
    column: str
    source: str
    expression: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events to write: from a day on, until a day (both ISO, inclusive), with one of these statuses."""

    since: str | None = None
    until: str | None = None
    statuses: tuple[str, ...] = ()

    def condition(self) -> str:
        """The choice as an SQL condition.

        Raises UsageError for a date or status that is none.
        """
        parts = []
        if self.since is not None:  # of an event dated by its month or year that part is compared, as `<=` does
            parts.append(f"event_day >= left('{_checked_date(self.since)}', length(event_day))")
        if self.until is not None:
            parts.append(f"event_day <= '{_checked_date(self.until)}'")
        unknown = [s for s in self.statuses if s not in list(Status)]
        if unknown:
            raise UsageError(f"no status {unknown[0]!r}; there are {', '.join(Status)}")
        if self.statuses:
            parts.append(f"status IN ({', '.join(repr(str(s)) for s in self.statuses)})")
        return " AND ".join(parts) or "TRUE"


@cache
def layout_columns(layout: Layout) -> tuple[LayoutColumn, ...]:
    """The columns of a data set, in their order."""
    rows = load_rows(Path(__file__).with_name("layouts.tsv"), LayoutColumn)
    return tuple(sorted((r for r in rows if r.layout is layout), key=lambda r: r.position))


def export_events(store: Store, layout: Layout, choice: Choice | None = None) -> pa.Table:
    """The events of a store in the columns of `layout`, sorted by day and id.

    Raises UsageError for a layout that there is not.
    """
    if layout not in list(Layout):
        raise UsageError(f"no layout {layout!r}; there are {', '.join(Layout)}")
    layout = Layout(layout)  # its name alone is fine
    columns = ", ".join(
        f'CAST({_expand(c.expression)} AS VARCHAR) AS "{c.column}"' if c.expression else f'NULL AS "{c.column}"'
        for c in layout_columns(layout)
    )
    rows = LISTED if layout is Layout.POLECAT else PAIRED
    where = (choice or Choice()).condition()
    order = "event_day NULLS LAST, id" + ("" if layout is Layout.POLECAT else ", dyad_id")
    return store.query(f"WITH {_labels()}, {EVENTS}{rows} SELECT {columns} FROM rows WHERE {where} ORDER BY {order}")


def chosen_events(store: Store, choice: Choice) -> pa.Table:
    """The rows of the events table that are chosen, in its own columns."""
    sql = "SELECT id FROM (SELECT *, coalesce(date, article_date) AS event_day FROM events) WHERE "
    ids = store.query(sql + choice.condition())["id"]
    events = store.table("events")
    return events.filter(pc.is_in(events["id"], ids.combine_chunks()))


QUADS = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}

EVENTS = f"""
found AS (
    SELECT e.*, a.url, a.publisher, a.language, a.made_by, a.characters,
        coalesce(e.date, e.article_date) AS event_day,
        CASE e.quad {" ".join(f"WHEN {q} THEN '{name}'" for q, name in QUADS.items())} END AS quad_label,
        coalesce(l.label, e.type) AS cameo_label
    FROM events e LEFT JOIN articles a USING (article_id) LEFT JOIN labels l ON l.code = e.cameo
), """

LISTED = "rows AS (SELECT * FROM found)"

PAIRED = """
sides AS (
    SELECT *,
        CASE WHEN len(actors) > 0 THEN actors ELSE [NULL] END AS left_side,
        CASE WHEN reciprocal THEN actors WHEN len(recipients) > 0 THEN recipients ELSE [NULL] END AS right_side
    FROM found
),
numbered AS (
    SELECT *, unnest(range(1, len(left_side) + 1)) AS i FROM sides
),
pairs AS (
    SELECT *, unnest(range(1, len(right_side) + 1)) AS j FROM numbered
),
rows AS (
    SELECT *, left_side[i] AS actor, right_side[j] AS recipient, concat(id, '-', i, '-', j) AS dyad_id
    FROM pairs WHERE NOT reciprocal OR i <> j OR len(actors) < 2
)"""


@cache
def _labels() -> str:
    """CAMEO's labels as a table of the query."""
    rows = (f"('{row.code}', '{row.label.replace(chr(39), chr(39) * 2)}')" for row in load_codebook().cameo.values())
    return f"labels(code, label) AS (VALUES {', '.join(rows)})"


def _expand(expression: str) -> str:
    """`names(actors)` and the like, written out: DuckDB's macros would need a connection that can be written to."""
    for field in ("name", "code", "sector", "text"):
        for side in ("actors", "recipients"):
            listed = f"array_to_string([x.{field} FOR x IN {side} IF x.{field} IS NOT NULL], ';')"
            expression = expression.replace(f"{field}s({side})", listed)
    return expression


def _checked_date(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(f"{day!r}: not a date; write YYYY-MM-DD") from error
