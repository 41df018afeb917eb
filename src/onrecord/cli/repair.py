"""`onrecord repair`: drop what is damaged."""

from pathlib import Path

import click


@click.command("repair")
@click.argument("store", type=click.Path(path_type=Path))
def command(*, store: Path) -> None:
    """Drop damaged shards from STORE (a batch run again re-makes them) and rebuild a damaged manifest.

    \b
    Example:
      onrecord repair news && onrecord batch pages/ --into news
    """
    from onrecord.store.maintain import repair  # lazy: pyarrow

    done = repair(store)
    for name in done.found:
        click.echo(f"found shard {name}")
    for name in done.dropped:
        click.echo(f"dropped damaged shard {name}")
    click.echo("done" if done.found or done.dropped else "nothing to repair")
