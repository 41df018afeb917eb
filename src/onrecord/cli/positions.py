"""`onrecord positions`: where an actor stands, over time."""

from pathlib import Path

import click


@click.command("positions")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--actor", help="Code of a country or organisation.")
@click.option("--issue", help="Only issues that hold these words.")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
def command(*, store: Path, actor: str | None, issue: str | None, as_csv: bool) -> None:
    """Show positions as a timeline, grouped by issue, with changes of stance marked.

    \b
    Examples:
      onrecord positions news --actor RUS
      onrecord positions news --actor IRN --issue enrichment
    """
    from onrecord.analyse.stances import Step, timeline  # lazy: pyarrow
    from onrecord.cli.tables import show_rows
    from onrecord.store import Store

    steps = timeline(Store(store), actor=actor and actor.upper(), issue=issue)
    show_rows(steps, Step, as_csv=as_csv)
    if actor and not steps:
        click.echo(f"onrecord actors {store} lists the codes", err=True)
