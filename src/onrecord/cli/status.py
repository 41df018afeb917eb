"""`onrecord status`: what a store holds."""

from pathlib import Path

import click


@click.command("status")
@click.argument("store", type=click.Path(path_type=Path))
def command(*, store: Path) -> None:
    """Say what STORE holds: generation, shards, rows a table, and what made them.

    \b
    Example:
      onrecord status news
    """
    from collections import Counter

    from onrecord.cli.present import counted
    from onrecord.store import Store  # lazy: pyarrow, duckdb

    opened = Store(store)
    manifest = opened.manifest
    click.echo(f"{store}: generation {manifest.generation}, {counted(len(manifest.shards), 'shard')}")
    click.echo(f"text: {'kept' if manifest.text else 'not kept'}")
    rows: Counter[str] = Counter()
    for shard in manifest.shards:
        rows.update(shard.rows)
    for table, count in sorted(rows.items()):
        click.echo(f"  {table:<15}{count:>12,}")
    for made_by, count in sorted(Counter(s.made_by for s in manifest.shards).items()):
        click.echo(f"made by: {made_by} ({counted(count, 'shard')})")
    twice = opened.owners()
    if twice is not None:
        click.echo("some articles are held twice; onrecord compact drops the rows that no reader sees")
