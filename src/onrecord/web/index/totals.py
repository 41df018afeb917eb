"""What pages show of the whole store, worked out after an update so that no page counts everything."""

import json
import sqlite3

from onrecord.analyse.contradictions import contradictions_across
from onrecord.analyse.events import distinct_table
from onrecord.analyse.stances import timeline
from onrecord.schema import Status
from onrecord.store import Store
from onrecord.web.database import Database

__all__ = ["update_analysis", "update_totals"]

FACT = (Status.HAPPENED, Status.ONGOING)


def update_totals(index: Database) -> None:
    """Count actors, people and places again."""
    with index.writing() as connection:
        for table in ("actor_total", "person_total", "type_total", "place_total"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute(
            """
            INSERT INTO actor_total
            SELECT code, sum(acts), sum(receives), sum(statements), 0, NULL FROM (
                SELECT code, acts, 1 - acts AS receives, 0 AS statements FROM side
                UNION ALL SELECT code, 0, 0, 1 FROM spoken
            ) GROUP BY code
            """
        )
        connection.execute(
            """
            UPDATE actor_total SET articles = (SELECT count(*) FROM facet WHERE kind = 'actor' AND value = code),
            last = (SELECT date FROM article WHERE n = (SELECT max(n) FROM facet WHERE kind = 'actor' AND value = code))
            """
        )
        connection.execute(
            """
            INSERT INTO person_total
            SELECT code, name, count(*) FROM spoken JOIN statement USING (s) WHERE name IS NOT NULL GROUP BY code, name
            """
        )
        connection.execute(
            "INSERT INTO type_total SELECT value, count(*) FROM facet WHERE kind = 'type' GROUP BY value"
        )
        connection.execute(
            """
            INSERT INTO place_total
            SELECT round(latitude, 2), round(longitude, 2), min(place), min(country), type, substr(date, 1, 4),
                coalesce(quad, 0), count(*)
            FROM event WHERE latitude IS NOT NULL AND status IN ('happened', 'ongoing')
            GROUP BY round(latitude, 2), round(longitude, 2), type, substr(date, 1, 4), quad
            """
        )


def update_analysis(index: Database, store: Store) -> None:
    """Take over the store's distinct events (the mentions of one occurrence as one), timelines and contradictions."""
    happenings = distinct_table(store).to_pylist()
    steps = timeline(store)
    across = contradictions_across(store)
    with index.writing() as connection:
        for table in ("happening", "dyad", "pair_total", "step", "issue_total"):
            connection.execute(f"DELETE FROM {table}")
        _add_happenings(connection, happenings)
        connection.executemany(
            "INSERT INTO step VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(s.issue, s.date, s.actor, s.stance, s.change, s.text, s.condition, s.article) for s in steps],
        )
        connection.execute(
            "INSERT INTO issue_total SELECT issue, count(DISTINCT actor), count(*), count(change), max(date) FROM step"
            " GROUP BY issue"
        )
        connection.execute("DELETE FROM contradiction WHERE wide")
        # it stands where the later of its two articles stands
        connection.executemany(
            "INSERT INTO contradiction SELECT max(n), ?, ?, ?, ?, ?, 1 FROM statement WHERE id IN (?, ?)"
            " HAVING count(*) > 1",
            [(c.first, c.second, c.rule, f"contradiction:{c.rule}", c.confidence, c.first, c.second) for c in across],
        )
        articles = connection.execute("SELECT count(*) FROM article").fetchone()[0]
        connection.execute("INSERT OR REPLACE INTO made VALUES ('analysed', ?)", (str(articles),))


def _add_happenings(connection: sqlite3.Connection, happenings: list[dict[str, object]]) -> None:
    for h, row in enumerate(happenings, 1):
        actors, recipients = _codes(row["actors"]), _codes(row["recipients"])
        connection.execute(
            "INSERT INTO happening VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(h, row["type"], row["status"], json.dumps(actors), json.dumps(recipients), row["mutual"]),
                *(row["date"], row["quad"], row["goldstein"], json.dumps(row["events"])),
                len(row["articles"] or ()),  # type: ignore[arg-type]  # a list
            ),
        )
        pairs = {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
        if row["mutual"] and not recipients:
            pairs |= {(a, b) for a in actors for b in actors if a < b}
        connection.executemany(
            "INSERT INTO dyad VALUES (?, ?, ?, ?)", [(a, b, row["date"] or "", h) for a, b in sorted(pairs)]
        )
    connection.execute(
        """
        INSERT INTO pair_total
        SELECT one, other, count(*), sum(quad IN (1, 2) AND status IN ('happened', 'ongoing')),
            sum(quad IN (3, 4) AND status IN ('happened', 'ongoing')), max(b.date)
        FROM dyad b JOIN happening USING (h) GROUP BY one, other
        """
    )


def _codes(written: object) -> list[str]:
    return list(dict.fromkeys(c for code in written or () for c in code.split(";") if c))  # type: ignore[attr-defined]
