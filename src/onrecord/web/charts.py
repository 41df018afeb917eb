"""The geometry of the pictures: a pair's two paths, and the map. The templates draw it as SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from onrecord.analyse.paths import PeriodCounts
from onrecord.web.index.places import PlaceTotal

__all__ = ["Bar", "Dot", "PairChart", "Slot", "WORLD", "draw_pair", "draw_places", "map_point", "outlines"]

WIDTH, TOP, BARS, GAP, INDEX = 900.0, 8.0, 190.0, 22.0, 90.0
LEFT, RIGHT = 34.0, 8.0
HEIGHT = TOP + BARS + GAP + INDEX + 22.0
WORLD = (1000.0, 486.7)  # the width and height of the map
TICKS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a column: `quad` says which class of events."""

    x: float
    y: float
    width: float
    height: float
    quad: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One period: where it stands and what is said of it."""

    x: float
    width: float
    start: date
    label: str
    events: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class PairChart:
    """Cooperation upwards, conflict downwards, the tension index with its interval below."""

    width: float
    height: float
    zero: float
    bars: tuple[Bar, ...]
    slots: tuple[Slot, ...]
    ticks: tuple[tuple[float, str], ...]
    scale: tuple[tuple[float, str], ...]
    even: float  # where tension is a half
    index_top: float
    index_bottom: float
    band: str
    path: str
    dots: tuple[tuple[float, float], ...]
    changes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map."""

    x: float
    y: float
    radius: float
    place: PlaceTotal


def draw_pair(series: Sequence[PeriodCounts], changes: Sequence[date], chosen: date | None) -> PairChart | None:
    """The chart of a pair; None where there is nothing to draw."""
    if not series:
        return None
    step = (WIDTH - LEFT - RIGHT) / len(series)
    highest = max(max(p.cooperation, p.conflict) for p in series) or 1
    up = max(max(p.cooperation for p in series), highest * 0.12)
    down = max(max(p.conflict for p in series), highest * 0.12)
    scale = BARS / (up + down)
    zero = TOP + up * scale
    xs = [LEFT + i * step for i in range(len(series))]
    width = max(step * 0.82, 0.6)
    top = TOP + BARS + GAP
    told = [(x + step / 2, p) for x, p in zip(xs, series, strict=True) if p.tension is not None]
    return PairChart(
        width=WIDTH,
        height=HEIGHT,
        zero=round(zero, 1),
        bars=tuple(bar for x, p in zip(xs, series, strict=True) for bar in _column(p, x, width, zero, scale)),
        slots=tuple(_slot(p, x, step, chosen) for x, p in zip(xs, series, strict=True) if _events(p)),
        ticks=_ticks(series, xs),
        scale=tuple(
            (round(zero - sign * n * scale, 1), f"{n:g}") for sign, most in ((1, up), (-1, down)) if (n := _round(most))
        ),
        even=top + INDEX / 2,
        index_top=top,
        index_bottom=top + INDEX,
        band=_band([(x, p.tension_low or 0.0, p.tension_high or 0.0) for x, p in told], top),
        path=_line([(x, p.tension or 0.0) for x, p in told], top),
        dots=tuple((round(x, 1), _y(p.tension or 0.0, top)) for x, p in told) if len(told) <= 80 else (),
        changes=tuple(round(x, 1) for x, p in zip(xs, series, strict=True) if p.start in set(changes)),
    )


def map_point(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place stands on the map, in the Equal Earth projection (Savric, Patterson and Jenny 2018).

    >>> map_point(0.0, 0.0)
    (500.0, 243.4)
    """
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    root = math.sqrt(3) / 2
    t = math.asin(root * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2**3
    x = math.radians(longitude) * math.cos(t) / (root * (a[0] + 3 * a[1] * t2 + t6 * (7 * a[2] + 9 * a[3] * t2)))
    y = t * (a[0] + a[1] * t2 + t6 * (a[2] + a[3] * t2))
    scale = WORLD[0] / (2 * 2.7066299836960748)
    return round(WORLD[0] / 2 + x * scale, 1), round(1.3173627591574133 * scale - y * scale, 1)


def draw_places(places: Sequence[PlaceTotal]) -> tuple[Dot, ...]:
    """Places as dots, the area of each in proportion to its events; the small ones last, so that all can be hit."""
    most = max((p.events for p in places), default=1)
    return tuple(
        Dot(*map_point(p.latitude, p.longitude), round(2.4 + 15 * math.sqrt(p.events / most), 1), p) for p in places
    )


@cache
def outlines() -> str:
    """The outlines of the land, as an SVG path in the map's projection (Natural Earth, public domain)."""
    return (Path(__file__).parent / "world.svgpath").read_text("ascii").strip()


def _column(p: PeriodCounts, x: float, width: float, zero: float, scale: float) -> list[Bar]:
    bars = []
    for sign, stack in (
        (1, ((2, p.material_cooperation), (1, p.verbal_cooperation))),
        (-1, ((4, p.material_conflict), (3, p.verbal_conflict))),
    ):
        reached = zero
        for quad, n in stack:
            if n:
                height = n * scale
                y = reached - height if sign > 0 else reached
                bars.append(Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), quad))
                reached += -sign * height
    return bars


def _slot(p: PeriodCounts, x: float, step: float, chosen: date | None) -> Slot:
    said = f"{p.start.isoformat()}: {p.cooperation} cooperation, {p.conflict} conflict"
    if p.tension is not None:
        said += f", tension {p.tension:.2f}"
    if p.threatened or p.offered:
        said += f"; {p.threatened} threatened, {p.offered} offered"
    return Slot(round(x, 1), round(max(step, 2.0), 1), p.start, said, _events(p), p.start == chosen)


def _events(p: PeriodCounts) -> int:
    return p.cooperation + p.conflict + p.threatened + p.offered


def _ticks(series: Sequence[PeriodCounts], xs: Sequence[float]) -> tuple[tuple[float, str], ...]:
    every = max(1, math.ceil(len(series) / TICKS))
    long = (series[-1].start - series[0].start).days > 700
    return tuple(
        (round(xs[i], 1), series[i].start.strftime("%b %Y" if long else "%-d %b %Y" if i == 0 else "%-d %b"))
        for i in range(0, len(series), every)
        if xs[i] < WIDTH - 50
    )


def _round(most: float) -> float:
    """A round number not above `most`, for the scale."""
    if most < 1:
        return 0
    base = 10 ** math.floor(math.log10(most))
    return float(max(n for n in (1, 2, 5) if n * base <= most) * base)


def _y(tension: float, top: float) -> float:
    return round(top + INDEX * (1 - tension), 1)


def _line(points: Sequence[tuple[float, float]], top: float) -> str:
    return " ".join(f"{'L' if i else 'M'}{x:.1f} {_y(t, top)}" for i, (x, t) in enumerate(points))


def _band(points: Sequence[tuple[float, float, float]], top: float) -> str:
    if not points:
        return ""
    over = [f"{x:.1f} {_y(high, top)}" for x, _, high in points]
    under = [f"{x:.1f} {_y(low, top)}" for x, low, _ in reversed(points)]
    return "M" + " L".join([*over, *under]) + "Z"
