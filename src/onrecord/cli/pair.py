"""`onrecord pair`: the two paths of a pair of actors."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analyse.paths import PeriodCounts


@click.command("pair")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("first")
@click.argument("second")
@click.option("--period", type=click.Choice(["day", "week", "month"]), default="week", show_default=True)
@click.option("--directed", is_flag=True, help="Only what FIRST did to SECOND.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw it as SVG.")
@click.option("--warn", is_flag=True, help="Early warning, with how it would have done in the past.")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
def command(
    *, store: Path, first: str, second: str, period: str, directed: bool, plot: Path | None, warn: bool, as_csv: bool
) -> None:
    """Show how cooperation and conflict between FIRST and SECOND (codes: USA, RUS, NATO ...) went over time.

    Counted are distinct events reported as fact; what is threatened or offered has columns of its own. The tension
    index is (conflict + 1) / (conflict + cooperation + 2), material events counted twice, with its 90 % interval.

    \b
    Examples:
      onrecord pair news USA RUS
      onrecord pair news ISR IRN --period month --plot paths.svg
      onrecord pair news IND PAK --warn
    """
    from onrecord.analyse.changes import change_points  # lazy: numpy, pyarrow
    from onrecord.analyse.events import pair_events
    from onrecord.analyse.paths import Period, dyad_series
    from onrecord.errors import UsageError
    from onrecord.store import Store

    if plot is not None and plot.suffix.lower() != ".svg":
        raise UsageError(f"--plot {plot}: give a name that ends in .svg")
    first, second = first.upper(), second.upper()
    events = pair_events(Store(store), first, second)
    series = dyad_series(events, first, second, period=Period(period), directed=directed)
    if not series:
        click.echo(f"no dated events between {first} and {second}; onrecord actors {store} lists the codes", err=True)
        return
    changes = change_points(series)
    _show(series, as_csv=as_csv)
    if changes and not as_csv:
        click.echo("the balance changes at " + ", ".join(d.isoformat() for d in changes))
    if plot is not None:
        from onrecord.analyse.plots import plot_pair

        plot_pair(series, first, second, plot, period=Period(period), changes=changes)
        click.echo(f"drawn to {plot}", err=True)
    if warn:
        _warn(series, period, aside=as_csv)


def _show(series: "Sequence[PeriodCounts]", *, as_csv: bool) -> None:
    import pyarrow as pa

    from onrecord.cli.tables import show_table

    names = {
        "start": "from",
        "verbal_cooperation": "verbal coop",
        "material_cooperation": "material coop",
        "verbal_conflict": "verbal confl",
        "material_conflict": "material confl",
        "threatened": "threatened",
        "offered": "offered",
        "goldstein_mean": "goldstein",
        "tension": "tension",
        "tension_low": "low",
        "tension_high": "high",
    }
    rows = [{label: getattr(p, name) for name, label in names.items()} for p in series]
    shown = rows if as_csv else [r for r in rows if r["tension"] is not None or r["threatened"] or r["offered"]]
    show_table(pa.Table.from_pylist(shown), as_csv=as_csv)


def _warn(series: "Sequence[PeriodCounts]", period: str, *, aside: bool) -> None:
    """Print the forecast; aside, on standard error, where standard output is a table for programs."""
    from onrecord.analyse.warning import backtest, forecast

    counts = [p.material_conflict for p in series]
    expected = forecast(counts)
    season = {"day": 7, "week": 52, "month": 12}[period]
    judged = backtest(counts, season=season)
    click.echo(
        f"next {period}: {expected.expected:.1f} material conflict events expected"
        f" (90 %: {expected.low} to {expected.high}); more than the {counts[-1]} of the last with probability"
        f" {expected.rises:.2f}",
        err=aside,
    )
    for result in judged:
        click.echo(
            f"  {result.method:<17} Brier {result.brier:.3f}, 90 % intervals held {result.coverage:.0%}"
            f" of {result.forecasts} past periods",
            err=aside,
        )
    if judged[0].brier >= min(r.brier for r in judged[1:]):
        click.echo("the model does not beat the baselines on this pair; do not rely on it", err=aside)
