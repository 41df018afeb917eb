"""`onrecord contradictions`: claims that deny each other."""

from pathlib import Path

import click

SQL = """
SELECT a.article_date AS date, a.speaker.name AS one, array_to_string(a.content, ' ') AS says,
    b.speaker.name AS other, array_to_string(b.content, ' ') AS denies, c.reason, c.article_id AS article,
    a.cue AS first_cue, b.cue AS second_cue
FROM contradictions c JOIN statements a ON a.id = c.first JOIN statements b ON b.id = c.second
ORDER BY date NULLS LAST, c.article_id, a.start
"""


@click.command("contradictions")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
def command(*, store: Path, as_csv: bool) -> None:
    """List pairs of statements of STORE that cannot both be true, both passages and why.

    \b
    Example:
      onrecord contradictions news
    """
    from onrecord.cli.present import counted, plain  # lazy: pyarrow, duckdb
    from onrecord.cli.tables import show_table
    from onrecord.store import Store

    found = Store(store).query(SQL)
    if as_csv:
        show_table(found, as_csv=True)
        return
    for row in found.to_pylist():
        click.echo(click.style(f"{row['date'] or 'undated'}  {row['reason'].replace('-', ' ')}", bold=True))
        # the cue as well: "denied" is half of what was said
        click.echo(f"  {plain(row['one'] or '—')} {plain(row['first_cue'] or 'said')}: {plain(row['says'])}")
        click.echo(f"  {plain(row['other'] or '—')} {plain(row['second_cue'] or 'said')}: {plain(row['denies'])}")
        click.echo(click.style(f"  in {row['article']}", dim=True))
    click.echo(counted(found.num_rows, "contradiction"), err=True)
