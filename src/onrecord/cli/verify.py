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
    from onrecord.cli.present import counted
    from onrecord.store import Store  # lazy: pyarrow, duckdb

    opened = Store(store)
    faults = opened.verify()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo(f"{counted(len(faults), 'fault')}; onrecord repair {store} drops the damaged shards", err=True)
        return 1
    shards = len(opened.manifest.shards)
    click.echo(f"{counted(shards, 'shard')} {'is' if shards == 1 else 'are'} sound")
    return 0
