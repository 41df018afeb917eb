"""`onrecord verify`: is every file of a store what the manifest says?"""

from pathlib import Path

import click


@click.command("verify")
@click.argument("store", type=click.Path(path_type=Path))
def command(*, store: Path) -> int:
    """Check every file of STORE against the manifest; exit code 1 where something is wrong.

    \b
    Example:
      onrecord verify news && echo sound
    """
    from onrecord.store import Store  # lazy: pyarrow, duckdb

    opened = Store(store)
    faults = opened.verify()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo(f"{len(faults)} faults; onrecord repair {store} drops the damaged shards", err=True)
        return 1
    click.echo(f"{len(opened.manifest.shards)} shards are sound")
    return 0
