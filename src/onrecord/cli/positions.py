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
    import pyarrow as pa  # lazy

    from onrecord.analyse.stances import timeline
    from onrecord.cli.tables import show_table
    from onrecord.store import Store

    steps = timeline(Store(store), actor=actor, issue=issue)
    rows = [
        {
            "issue": s.issue,
            "date": s.date,
            "actor": s.actor,
            "stance": s.stance,
            "change": s.change,
            "text": s.text,
            "condition": s.condition,
            "article": s.article,
        }
        for s in steps
    ]
    show_table(pa.Table.from_pylist(rows), as_csv=as_csv)
