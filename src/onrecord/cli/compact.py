"""`onrecord compact`: drop what no reader sees."""

from pathlib import Path

import click


@click.command("compact")
@click.argument("store", type=click.Path(path_type=Path))
def command(*, store: Path) -> None:
    """Drop rows that no reader of STORE sees any more, and folders that an interrupted run left.

    \b
    Example:
      onrecord compact news
    """
    from onrecord.cli.present import counted
    from onrecord.store.maintain import compact  # lazy: pyarrow

    click.echo(f"{counted(compact(store), 'shard')} rewritten or dropped")
