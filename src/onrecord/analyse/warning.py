"""Early warning: the probability that material conflict rises in the next period, and how far to trust it.

The model is a count regression (negative binomial, its dispersion by moments) on the logarithms of the last count and
of the mean of the last eight. It is judged by what it would have said: at each past period it is fitted to what was
known then. Two baselines are judged the same way: the last value, and the value one season ago. Where the model does
not beat them, the report says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError

__all__ = ["Backtest", "Forecast", "backtest", "forecast"]

Floats = NDArray[np.float64]
Method = Callable[[NDArray[np.float64]], "Forecast"]
# Less than this says too little: two years of months, half a year of weeks.
MIN_PERIODS = 26
MIN_EVENTS = 10
MAX_COUNT = 100_000  # in a period: the whole distribution is gone through
MEMORY = 8  # periods in the slow regressor
LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of the next period."""

    expected: float
    low: int  # the interval holds at least 90 % of the distribution
    high: int
    rises: float  # probability of more material conflict than in the last period


@dataclass(frozen=True, slots=True)
class Backtest:
    """How a method would have done: the mean squared error of its probabilities (Brier), what its intervals held."""

    method: str
    forecasts: int
    brier: float
    coverage: float
    calibration: tuple[tuple[float, float, int], ...]  # mean probability, share that rose, how many; a row a fifth


def forecast(counts: Iterable[int]) -> Forecast:
    """The next period after `counts` (material conflict a period, oldest first).

    Raises UsageError where there is too little to go by, or a count is none.
    """
    return _regression(_checked(counts))


def backtest(counts: Iterable[int], *, season: int = 52, start: int = MIN_PERIODS) -> tuple[Backtest, ...]:
    """The model and the two baselines, each judged on every period from `start` on by what was known before it.

    Raises UsageError where there is too little to go by, or a number is not as it should be.
    """
    series = _checked(counts)
    if season < 1 or start < 2:
        raise UsageError(f"season {season}, start {start}: give at least 1 and 2 periods")
    methods = {
        "count regression": _regression,
        "last value": _last_value,
        "seasonal naive": lambda known: _seasonal(known, season),
    }
    return tuple(_judged(name, method, series, start) for name, method in methods.items())


def _checked(counts: Iterable[int]) -> Floats:
    try:
        series = np.asarray(list(counts), float)
    except (TypeError, ValueError) as error:
        raise UsageError(f"no forecast: give a number of events for each period ({error})") from error
    if series.ndim != 1 or not (np.isfinite(series).all() and (series >= 0).all() and (series <= MAX_COUNT).all()):
        raise UsageError(f"no forecast: a period's number of events lies between 0 and {MAX_COUNT:,}")
    if len(series) < MIN_PERIODS or series.sum() < MIN_EVENTS:
        raise UsageError(
            f"no forecast: {len(series)} periods with {series.sum():,.0f} material conflict events;"
            f" at least {MIN_PERIODS} periods and {MIN_EVENTS} events are needed"
        )
    return series


def _regressors(series: Floats) -> Floats:
    """A row a period that has one before it, for that period and one more for the next: 1, log last, log slow mean."""
    sums = np.concatenate([[0.0], np.cumsum(series)])
    rows = []
    for i in range(1, len(series) + 1):
        left = max(0, i - MEMORY)
        rows.append([1.0, np.log1p(series[i - 1]), np.log1p((sums[i] - sums[left]) / (i - left))])
    return np.array(rows)


def _regression(series: Floats) -> Forecast:
    import statsmodels.api as sm  # lazy: 1 s

    rows = _regressors(series)
    past, known = rows[:-1], series[1:]
    # two pseudo-periods at the mean keep the fit finite where the series is almost all zeros
    mean = max(float(series.mean()), 0.05)
    anchor = np.array([[1.0, np.log1p(mean), np.log1p(mean)]] * 2)
    fit = sm.GLM(
        np.concatenate([known, [mean] * 2]), np.vstack([past, anchor]), family=sm.families.Poisson()
    ).fit_regularized(alpha=0.01, L1_wt=0.0)
    fitted = np.exp(np.clip(past @ fit.params, -10, 10))
    expected = float(np.exp(np.clip(rows[-1] @ fit.params, -10, np.log(series.max() * 3 + 1))))
    return _distribution(expected, _dispersion(known, fitted), series[-1])


def _last_value(series: Floats) -> Forecast:
    known, fitted = series[1:], np.maximum(series[:-1], 0.1)
    return _distribution(max(float(series[-1]), 0.1), _dispersion(known, fitted), series[-1])


def _seasonal(series: Floats, season: int) -> Forecast:
    if len(series) <= season:
        mean = max(float(series.mean()), 0.1)
        return _distribution(mean, _dispersion(series, np.full(len(series), mean)), series[-1])
    known, fitted = series[season:], np.maximum(series[:-season], 0.1)
    return _distribution(max(float(series[-season]), 0.1), _dispersion(known, fitted), series[-1])


def _dispersion(known: Floats, fitted: Floats) -> float:
    """The negative binomial's a in variance = mean + a mean^2, by moments; 0 is Poisson."""
    excess = ((known - fitted) ** 2 - fitted).sum()
    return float(max(0.0, excess / max((fitted**2).sum(), 1e-9)))


def _distribution(expected: float, dispersion: float, last: float) -> Forecast:
    from scipy.stats import nbinom, poisson  # lazy: .5 s

    if dispersion > 1e-6:
        size = 1 / dispersion
        counts = nbinom(size, size / (size + expected))
    else:
        counts = poisson(expected)
    low, high = _shortest(counts.pmf(np.arange(int(counts.ppf(0.999)) + 2)))
    return Forecast(expected=expected, low=low, high=high, rises=float(counts.sf(last)))


def _shortest(chances: Floats) -> tuple[int, int]:
    """The shortest run of counts that holds `LEVEL`: a central one of a small count holds far more than it says."""
    sums = np.concatenate([[0.0], np.cumsum(chances)])
    level = min(LEVEL, sums[-1])
    ends = np.searchsorted(sums, sums[:-1] + level - 1e-12)
    widths = np.where(ends < len(sums), ends - np.arange(len(chances)), len(sums) * 2)
    low = int(widths.argmin())
    return low, int(ends[low]) - 1


def _judged(name: str, method: Method, series: Floats, start: int) -> Backtest:
    said: list[float] = []
    rose: list[bool] = []
    held: list[bool] = []
    for i in range(start, len(series)):
        made = method(series[:i])
        said.append(made.rises)
        rose.append(bool(series[i] > series[i - 1]))
        held.append(made.low <= series[i] <= made.high)
    chance, came = np.array(said), np.array(rose, float)
    fifths = np.minimum((chance * 5).astype(int), 4)
    table = [
        (float(chance[fifths == f].mean()), float(came[fifths == f].mean()), int((fifths == f).sum()))
        for f in range(5)
        if (fifths == f).any()
    ]
    return Backtest(
        method=name,
        forecasts=len(said),
        brier=float(((chance - came) ** 2).mean()) if said else float("nan"),
        coverage=float(np.mean(held)) if held else float("nan"),
        calibration=tuple(table),
    )
