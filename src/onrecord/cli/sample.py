"""`onrecord sample`: a sheet for coding by hand, and its result."""

from pathlib import Path

import click


@click.command("sample")
@click.argument("source", type=click.Path(path_type=Path), metavar="STORE|SHEET")
@click.option("--n", type=click.IntRange(1), default=200, show_default=True, help="Events to code.")
@click.option("--by", default="type", show_default=True, help="Stratum: type, status, quad, language, article_date.")
@click.option("--seed", default=0, show_default=True, help="Another number, another sample.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("sheet.csv"), show_default=True)
def command(*, source: Path, n: int, by: str, seed: int, out: Path) -> None:
    """Draw events of a STORE into a sheet for coding by hand; given the coded SHEET, say what it shows.

    Put 1 or 0 under `right`. The sample is even over the strata; the same store and seed give the same one.

    \b
    Examples:
      onrecord sample news --n 200 --by type --out sheet.csv
      onrecord sample sheet.csv
    """
    from onrecord.cli.present import counted
    from onrecord.store.sampling import read_sheet, sample_events, write_sheet  # lazy: pyarrow, duckdb
    from onrecord.store.store import Store

    if source.is_file():
        precisions = read_sheet(source)
        if not precisions:
            click.echo(f"{source}: nothing is coded yet; put 1 or 0 under right", err=True)
        for line in precisions:
            share = line.right / line.coded
            interval = f"{line.low:.2f}-{line.high:.2f}"
            click.echo(f"{line.stratum:<14} {line.right:>4} of {line.coded:>4} right: {share:.2f} ({interval})")
        return
    rows = sample_events(Store(source), n=n, by=by, seed=seed)
    write_sheet(rows, out)
    click.echo(f"{counted(len(rows), 'event')} to {out}; put 1 or 0 under right, then: onrecord sample {out}", err=True)
