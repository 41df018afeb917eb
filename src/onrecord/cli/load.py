"""`onrecord load`: event data of others into a store."""

from pathlib import Path

import click


@click.command("load")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "layout", required=True, help="gdelt2_events, icews or polecat.")
@click.option("--into", required=True, type=click.Path(path_type=Path), help="The store; made where there is none.")
def command(*, files: tuple[Path, ...], layout: str, into: Path) -> None:
    """Take event FILES of GDELT 2, ICEWS or POLECAT into a store, to compare them or to follow a pair in them.

    Their events all count as reported fact; statements without an act (CAMEO 01) are left out and counted.

    \b
    Examples:
      onrecord load 20240506*.export.CSV --format gdelt2_events --into gdelt
      onrecord pair gdelt USA RUS --period week --warn
    """
    from onrecord.cli.present import counted
    from onrecord.errors import InputError, UsageError
    from onrecord.export.foreign import load_events  # lazy: pyarrow, duckdb
    from onrecord.export.layouts import Layout
    from onrecord.store import Store

    if layout not in list(Layout):
        raise UsageError(f"--format {layout}: unknown; there are gdelt2_events, icews, polecat")
    absent = [file for file in files if not file.is_file()]
    if absent:
        raise InputError(f"{absent[0]}: no such file, or not a regular one; nothing was loaded")
    store = Store.create(into)
    for file in files:
        done = load_events(file, Layout(layout), store)
        click.echo(f"{file}: {counted(done.events, 'event')}, {counted(done.left_out, 'row')} left out", err=True)
