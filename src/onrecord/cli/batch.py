"""`onrecord batch`: many pages into a store, on all cores or a cluster."""

import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.batch.engine import Progress


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path), help="The store; made where there is none.")
@click.option("--workers", type=click.IntRange(1), help="Processes on this machine; else one a core.")
@click.option("--scheduler", help="A Dask cluster's address (tcp://host:8786) instead of this machine.")
@click.option("--from", "kind", help="Kind of the inputs; else recognised by content.")
@click.option("--slice", "size", type=click.IntRange(1), default=200, show_default=True, help="Documents a shard.")
@click.option("--no-text", is_flag=True, help="Keep no article's text, only anchors, codes and quoted spans.")
def command(
    *,
    inputs: tuple[Path, ...],
    into: Path,
    workers: int | None,
    scheduler: str | None,
    kind: str | None,
    size: int,
    no_text: bool,
) -> int:
    """Read INPUTS (files, folders, archives, feeds, exports) into a store.

    Running again does what is left: a run may be stopped or killed at any time. Inputs read by another version of
    Onrecord are read again, in place of the older rows. A page that kills the process reading it is set apart.

    \b
    Examples:
      onrecord batch pages/ --into news
      onrecord batch CC-NEWS-*.warc.gz --into news --workers 8
      onrecord batch pages/ --into /shared/news --scheduler tcp://10.0.0.1:8786
    """
    from onrecord.batch.engine import connect, run_batch  # lazy: dask, 1 s
    from onrecord.batch.slices import check_inputs, slices_of
    from onrecord.cli.present import counted
    from onrecord.store import Store

    check_inputs(inputs, kind=kind)  # before a store is made for a name that was mistyped
    store = Store.create(into, text=not no_text)
    parts = list(slices_of(inputs, size=size, kind=kind))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped by its supervisor as by Ctrl-C: cleanly
    with connect(scheduler, workers=workers) as client, _bar(len(parts)) as report:
        outcome = run_batch(parts, store, client, report=report)
    rate = outcome.documents / outcome.seconds if outcome.seconds else 0.0
    were = "was" if outcome.skipped == 1 else "were"
    click.echo(
        f"{counted(outcome.documents, 'document')} in {counted(outcome.shards, 'shard')}, {outcome.seconds:.1f} s"
        f" ({rate:.1f} a second); {counted(outcome.skipped, 'shard')} {were} there already",
        err=True,
    )
    for name in outcome.quarantined:
        click.echo(f"set apart (kills its process): {name}", err=True)
    for failure in outcome.failed:
        click.echo(f"failed: {failure}", err=True)
    return 1 if outcome.failed else 0


@contextmanager
def _bar(total: int) -> "Iterator[Callable[[Progress], None]]":
    """A progress bar on standard error, where a person looks on."""
    from rich.console import Console  # lazy: .1 s
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("shards", total=total)
        started = time.monotonic()

        def report(state: "Progress") -> None:
            rate = state.documents / max(0.1, time.monotonic() - started)
            said = f"{state.documents:,} documents, {rate:,.1f} a second"
            bar.update(task, completed=state.done, total=state.total, description=said)

        yield report
