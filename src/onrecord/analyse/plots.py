"""The two paths of a dyad as a picture: SVG, the same bytes every time."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.analyse.paths import Period, PeriodCounts
from onrecord.store.aside import write_whole

__all__ = ["plot_pair"]

Axes = Any  # matplotlib is imported when something is drawn

INK, QUIET = "#22272e", "#6b7480"
COOPERATION = {"verbal_cooperation": "#8cc9c0", "material_cooperation": "#1f8a7d"}
CONFLICT = {"verbal_conflict": "#f2b391", "material_conflict": "#c2452d"}
LABELS = {
    "verbal_cooperation": "verbal cooperation",
    "material_cooperation": "material cooperation",
    "verbal_conflict": "verbal conflict",
    "material_conflict": "material conflict",
}
DAYS = {Period.DAY: 0.9, Period.WEEK: 6.2, Period.MONTH: 26.0}


def plot_pair(
    series: Sequence[PeriodCounts], first: str, second: str, out: Path, *, period: Period, changes: Sequence[date] = ()
) -> None:
    """Draw a dyad's cooperation (up) and conflict (down), its tension index with interval, and its change points.

    Raises StoreError where the file cannot be written.
    """
    import matplotlib as mpl  # lazy: 1 s
    from matplotlib.figure import Figure  # not pyplot, whose backend belongs to the caller's notebook

    settings: Any = {"svg.hashsalt": "onrecord", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10}
    with mpl.rc_context(settings):
        figure = Figure(figsize=(9, 5.2), layout="constrained")
        bars, index = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        _draw_counts(bars, series, DAYS[period])
        _draw_tension(index, series)
        for axis in (bars, index):
            for day in changes:
                axis.axvline(day, color=INK, linewidth=1, linestyle=(0, (4, 3)))
            axis.spines[["top", "right"]].set_visible(False)
            axis.tick_params(colors=QUIET, labelcolor=INK)
        bars.set_title(f"{first} and {second}: distinct events a {period}", loc="left", color=INK, fontweight="bold")
        facts = {"Date": None, "Creator": "onrecord"}
        write_whole(Path(out), lambda aside: figure.savefig(aside, format="svg", metadata=facts))


def _draw_counts(axis: Axes, series: Sequence[PeriodCounts], width: float) -> None:
    days = [p.start for p in series]
    for colours, sign in ((COOPERATION, 1), (CONFLICT, -1)):
        bottom = [0.0] * len(series)
        for name, colour in colours.items():
            heights = [sign * getattr(p, name) for p in series]
            axis.bar(days, heights, width=width, bottom=bottom, color=colour, label=LABELS[name], align="edge")
            bottom = [b + h for b, h in zip(bottom, heights, strict=True)]
    axis.axhline(0, color=INK, linewidth=0.8)
    axis.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axis.set_ylabel("conflict    cooperation", color=QUIET)
    axis.legend(ncols=2, frameon=False, fontsize=9, loc="best")


def _draw_tension(axis: Axes, series: Sequence[PeriodCounts]) -> None:
    told = [p for p in series if p.tension is not None]
    days = [p.start for p in told]
    axis.fill_between(
        days, [p.tension_low or 0 for p in told], [p.tension_high or 0 for p in told], color="#d9dde2", linewidth=0
    )
    axis.plot(days, [p.tension or 0 for p in told], color=INK, linewidth=1.4, marker="o", markersize=3)
    axis.axhline(0.5, color=QUIET, linewidth=0.8, linestyle=":")
    axis.set_ylim(0, 1)
    axis.set_ylabel("tension (90 %)", color=QUIET)
