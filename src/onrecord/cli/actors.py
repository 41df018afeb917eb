"""`onrecord actors`: who acts in a store."""

from pathlib import Path

import click

SQL = """
WITH sides AS (
    SELECT unnest(actors) AS who, TRUE AS does FROM events
    UNION ALL SELECT unnest(recipients), FALSE FROM events
    UNION ALL SELECT speaker, NULL FROM statements
)
SELECT who.code AS actor, count(*) FILTER (does) AS acts, count(*) FILTER (NOT does) AS receives,
    count(*) FILTER (does IS NULL) AS statements
FROM sides WHERE who.code IS NOT NULL GROUP BY who.code ORDER BY count(does) DESC, statements DESC, actor LIMIT {limit}
"""


@click.command("actors")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=30, show_default=True)
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
def command(*, store: Path, limit: int, as_csv: bool) -> None:
    """List the countries and organisations of STORE: how often they act, are acted on, and speak.

    \b
    Example:
      onrecord actors news --limit 10
    """
    from onrecord.cli.tables import show_table  # lazy: pyarrow, duckdb
    from onrecord.store import Store

    show_table(Store(store).query(SQL.format(limit=limit)), as_csv=as_csv)
