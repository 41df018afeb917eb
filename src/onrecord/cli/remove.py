"""`onrecord remove`: take an article out for good."""

from pathlib import Path

import click


@click.command("remove")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("article_id")
def command(*, store: Path, article_id: str) -> None:
    """Take an article out of STORE for good: its rows are deleted from every file.

    \b
    Example:
      onrecord remove news a-7c079c545a8c627c
    """
    from onrecord.cli.present import counted
    from onrecord.store.maintain import remove  # lazy: pyarrow

    click.echo(f"{article_id} removed from {counted(remove(store, article_id), 'shard')}")
