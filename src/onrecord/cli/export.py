"""`onrecord export`: a store's events or tables as files."""

from pathlib import Path

import click


@click.command("export")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "layout", help="icews, polecat, phoenix, gdelt2_events or gdelt2_mentions.")
@click.option("--table", default="events", show_default=True, help="A table of the store as it is.")
@click.option("--from", "since", help="First day (YYYY-MM-DD).")
@click.option("--to", "until", help="Last day (YYYY-MM-DD).")
@click.option("--status", help="Only events of these statuses, comma-separated.")
@click.option("--formula-safe", is_flag=True, help="An apostrophe before cells that a spreadsheet takes for formulas.")
def command(
    *,
    store: Path,
    out: Path,
    layout: str | None,
    table: str,
    since: str | None,
    until: str | None,
    status: str | None,
    formula_safe: bool,
) -> None:
    """Write STORE's events, or a table, to OUT: .csv, .tsv, .parquet or .jsonl.

    GDELT's columns are written as GDELT's own files are: tabs, no names of columns, no quotation marks.

    \b
    Examples:
      onrecord export news events.csv --formula-safe
      onrecord export news icews.tsv --format icews --from 2024-01-01 --status happened,ongoing
      onrecord export news 20240506.export.CSV --format gdelt2_events
      onrecord export news statements.parquet --table statements
    """
    from onrecord.cli.present import counted, plain
    from onrecord.errors import UsageError
    from onrecord.export.files import flat, write_bare, write_csv, write_jsonl, write_parquet  # lazy: pyarrow
    from onrecord.export.layouts import BARE, Choice, Layout, chosen_events, export_events
    from onrecord.store import Store

    opened = Store(store)
    if since and until and since > until:
        raise UsageError(f"--from {since} is after --to {until}; nothing could be written")
    statuses = tuple(s.strip() for s in status.split(",")) if status else ()
    choice = Choice(since=since, until=until, statuses=statuses)
    if table != "events" and (layout is not None or choice != Choice()):
        raise UsageError(f"--table {table}: --format, --from, --to and --status are for events; leave them out")
    if layout is None:
        rows = opened.table(table) if choice == Choice() else chosen_events(opened, choice)
    elif layout in list(Layout):
        rows = export_events(opened, Layout(layout), choice)
    else:
        raise UsageError(f"--format {layout}: unknown; there are {', '.join(Layout)}")
    ending = out.suffix.lower()
    if ending in {".csv", ".tsv"} and layout in BARE:
        if formula_safe:
            raise UsageError(f"--formula-safe: programs read {layout}, and no spreadsheet; leave it out")
        write_bare(rows, out)
    elif ending in {".csv", ".tsv"}:
        write_csv(flat(rows), out, tabs=ending == ".tsv", formula_safe=formula_safe)
    elif ending == ".parquet":
        write_parquet(rows, out)
    elif ending == ".jsonl":
        write_jsonl(rows, out)
    else:
        raise UsageError(f"{out}: give a name that ends in .csv, .tsv, .parquet or .jsonl")
    click.echo(f"{counted(rows.num_rows, 'row')} to {plain(str(out))}", err=True)
