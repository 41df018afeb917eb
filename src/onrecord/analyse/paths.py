"""Two paths: for a pair of actors, cooperation and conflict over time, and how tense things are between them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from onrecord.errors import UsageError
from onrecord.schema import Status

__all__ = ["COUNTED", "Period", "PeriodCounts", "dyad_series", "period_of", "tension"]

# The weights of the dossiers' direction: a material event counts twice a verbal one.
WEIGHT = {1: 1.0, 2: 2.0, 3: 1.0, 4: 2.0}
FACT = frozenset({Status.HAPPENED, Status.ONGOING})
COUNTED = FACT | {Status.THREATENED, Status.OFFERED}
# Prior of the tension index: one verbal event on either side, so that a single event does not swing it to an end.
PRIOR = 1.0


class Period(StrEnum):
    """How time is cut."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """One period of one dyad: distinct events reported as fact, by quad class; threats and offers apart."""

    start: date
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    threatened: int
    offered: int
    goldstein_sum: float
    goldstein_mean: float | None
    tension: float | None  # None: nothing happened
    tension_low: float | None
    tension_high: float | None

    @property
    def cooperation(self) -> int:
        """Events of cooperation, verbal and material."""
        return self.verbal_cooperation + self.material_cooperation

    @property
    def conflict(self) -> int:
        """Events of conflict, verbal and material."""
        return self.verbal_conflict + self.material_conflict


def dyad_series(
    events: Iterable[dict[str, Any]], first: str, second: str, *, period: Period = Period.WEEK, directed: bool = False
) -> tuple[PeriodCounts, ...]:
    """The periods from the first to the last event that counts between two actors, empty ones included.

    `events` are rows of `onrecord.analyse.events.distinct_table`. Directed: what `first` did to `second`; else both.
    Events dated only by a month or a year count in the month's series where the month is stated, else nowhere.
    Raises UsageError where both are one actor, or for a period that there is not.
    """
    if first == second:
        raise UsageError(f"{first} and {second}: a pair is of two actors")
    if period not in list(Period):
        raise UsageError(f"no period {period!r}; there are {', '.join(Period)}")
    period = Period(period)  # its name alone is fine
    held: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        start = period_of(event["date"], period)
        counts = event["status"] in COUNTED  # what is planned for 2030, or was long ago, is no part of the path
        if counts and start is not None and _between(event, first, second, directed=directed):
            held[start].append(event)
    if not held:
        return ()
    return tuple(_counts(start, held.get(start, [])) for start in _starts(min(held), max(held), period))


def period_of(written: str | None, period: Period) -> date | None:
    """The first day of the period that a date falls in; None where it is not stated that finely.

    >>> period_of("2024-05-09", Period.WEEK)
    datetime.date(2024, 5, 6)
    >>> period_of("2024-05", Period.WEEK) is None
    True
    """
    if written is None or len(written) < (7 if period is Period.MONTH else 10):
        return None
    day = date.fromisoformat(written if len(written) == 10 else f"{written}-01")
    if period is Period.DAY:
        return day
    return day - timedelta(days=day.weekday()) if period is Period.WEEK else day.replace(day=1)


def tension(conflict: float, cooperation: float) -> tuple[float, float, float]:
    """The tension index and its 90 % interval, from the weights of conflict and cooperation (material counts twice).

    The index is (conflict + 1) / (conflict + cooperation + 2): the mean of a Beta distribution that starts from one
    verbal event on either side; 0 is all cooperation, 1 all conflict, .5 even or unknown. The interval is that
    distribution's.

    >>> [round(x, 2) for x in tension(8, 0)]
    [0.9, 0.72, 0.99]
    """
    from scipy.stats import beta  # lazy: .5 s

    a, b = conflict + PRIOR, cooperation + PRIOR
    low, high = beta.ppf([0.05, 0.95], a, b)
    return a / (a + b), float(low), float(high)


def _between(event: dict[str, Any], first: str, second: str, *, directed: bool) -> bool:
    actors, recipients = event["actors"] or [], event["recipients"] or []
    if event["mutual"] and not recipients:
        return first in actors and second in actors
    forth = first in actors and second in recipients
    return forth or (not directed and second in actors and first in recipients)


def _starts(first: date, last: date, period: Period) -> list[date]:
    starts = [first]
    while starts[-1] < last:
        day = starts[-1]
        if period is Period.MONTH:
            starts.append(date(day.year + day.month // 12, day.month % 12 + 1, 1))
        else:
            starts.append(day + timedelta(days=1 if period is Period.DAY else 7))
    return starts


def _counts(start: date, events: Sequence[dict[str, Any]]) -> PeriodCounts:
    facts = [e for e in events if e["status"] in FACT and e["quad"]]
    by_quad = {q: sum(1 for e in facts if e["quad"] == q) for q in WEIGHT}
    scores = [e["goldstein"] for e in facts if e["goldstein"] is not None]
    index = (None, None, None)
    if facts:
        conflict = sum(by_quad[q] * WEIGHT[q] for q in (3, 4))
        index = tension(conflict, sum(by_quad[q] * WEIGHT[q] for q in (1, 2)))  # type: ignore[assignment]
    return PeriodCounts(
        start=start,
        verbal_cooperation=by_quad[1],
        material_cooperation=by_quad[2],
        verbal_conflict=by_quad[3],
        material_conflict=by_quad[4],
        threatened=sum(1 for e in events if e["status"] == Status.THREATENED),
        offered=sum(1 for e in events if e["status"] == Status.OFFERED),
        goldstein_sum=float(sum(scores)),
        goldstein_mean=sum(scores) / len(scores) if scores else None,
        tension=index[0],
        tension_low=index[1],
        tension_high=index[2],
    )
