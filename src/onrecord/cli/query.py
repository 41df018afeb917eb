"""`onrecord query`: SQL over a store."""

from pathlib import Path

import click


@click.command("query")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("sql")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="JSON Lines.")
def command(*, store: Path, sql: str, as_csv: bool, as_jsonl: bool) -> None:
    """Answer one SELECT over the tables of STORE (see docs/columns.md); nothing else is allowed.

    \b
    Examples:
      onrecord query news "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC"
      onrecord query news "SELECT speaker.name, content FROM statements WHERE act = 'deny'" --jsonl
    """
    from onrecord.cli.tables import show_table  # lazy: pyarrow, duckdb
    from onrecord.store import Store

    show_table(Store(store).query(sql), as_csv=as_csv, as_jsonl=as_jsonl)
