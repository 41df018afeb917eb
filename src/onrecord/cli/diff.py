"""`onrecord diff`: what a new version or table changed."""

from pathlib import Path

import click


@click.command("diff")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--table", default="events", show_default=True, help="events, statements or positions.")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
def command(*, before: Path, after: Path, table: str, as_csv: bool) -> None:
    """Compare two stores of the same articles, finding by finding: what AFTER changed.

    \b
    Example:
      onrecord diff news-0.1 news-0.2 --table events
    """
    from onrecord.cli.tables import show_rows  # lazy: pyarrow
    from onrecord.store.differences import Difference, compare_stores, summary
    from onrecord.store.store import Store

    found = compare_stores(Store(before), Store(after), table=table)
    show_rows(found, Difference, as_csv=as_csv)
    for change, count in summary(found).most_common():
        click.echo(f"{count:>7}  {change}", err=True)
