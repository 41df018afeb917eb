"""The two paths of a dyad: series, tension, change points, early warning, and their picture."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest

from onrecord.analyse.changes import change_points
from onrecord.analyse.distinct import EventMention, between, distinct_events
from onrecord.analyse.duplicates import near_duplicates
from onrecord.analyse.paths import Period, PeriodCounts, dyad_series, tension
from onrecord.analyse.plots import plot_pair
from onrecord.analyse.warning import backtest, forecast
from onrecord.errors import UsageError
from onrecord.schema import EventType, Status


def event(
    day: str, quad: int, actors: str, recipients: str = "", status: str = "happened", **more: Any
) -> dict[str, Any]:
    return {
        "date": day,
        "quad": quad,
        "actors": actors.split(),
        "recipients": recipients.split(),
        "status": status,
        "mutual": False,
        "goldstein": {1: 3.0, 2: 6.0, 3: -3.0, 4: -9.0}[quad],
    } | more


EVENTS = [
    event("2024-05-06", 1, "PER CHL", mutual=True),
    event("2024-05-07", 4, "PER", "CHL"),
    event("2024-05-09", 3, "CHL", "PER"),
    event("2024-05-08", 4, "PER", "CHL", status="threatened"),
    event("2024-05-28", 2, "CHL", "PER"),
    event("2024-05-28", 4, "PER", "BOL"),
    event("2024", 4, "PER", "CHL"),
]


def test_a_pair_counts_facts_both_ways_and_threats_apart() -> None:
    first, *empty, last = dyad_series(EVENTS, "PER", "CHL")

    assert (first.start, first.verbal_cooperation, first.verbal_conflict, first.material_conflict) == (
        date(2024, 5, 6),
        1,
        1,
        1,
    )
    assert (first.threatened, first.goldstein_sum) == (1, -9.0)
    assert [p.tension for p in empty] == [None, None]
    assert (last.start, last.material_cooperation, last.material_conflict) == (date(2024, 5, 27), 1, 0)


def test_a_directed_pair_counts_one_way() -> None:
    (only,) = [p for p in dyad_series(EVENTS, "CHL", "PER", directed=True) if p.conflict]

    assert (only.verbal_conflict, only.material_conflict) == (1, 0)


def test_periods_are_whole_months_over_a_new_year() -> None:
    events = [event("2023-11-30", 1, "PER", "CHL"), event("2024-02-01", 1, "PER", "CHL")]

    starts = [p.start for p in dyad_series(events, "PER", "CHL", period=Period.MONTH)]
    assert starts == [date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)]


def test_tension_is_even_without_events_and_grows_with_conflict() -> None:
    assert tension(0, 0)[0] == 0.5
    low, middle, high = tension(1, 8)[0], tension(4, 4)[0], tension(8, 1)[0]
    assert low < middle < high
    assert tension(80, 80)[2] - tension(80, 80)[1] < tension(1, 1)[2] - tension(1, 1)[1]


def test_a_pair_of_one_is_refused() -> None:
    with pytest.raises(UsageError, match="two actors"):
        dyad_series(EVENTS, "PER", "PER")


def counted(values: list[int]) -> list[PeriodCounts]:
    start = date(2023, 1, 2)
    return [
        PeriodCounts(start + timedelta(7 * i), 0, 0, v, 0, 0, 0, 0.0, None, None, None, None)
        for i, v in enumerate(values)
    ]


def test_a_rise_in_the_level_is_found_where_it_is() -> None:
    found = change_points(counted([3, 2, 4, 3, 3, 2, 3, 4, 3, 2, 12, 11, 13, 12, 11, 12, 13, 12, 11, 12]))

    assert found == (date(2023, 1, 2) + timedelta(70),)
    assert change_points(counted([3, 2, 4, 3, 3, 2, 3, 4, 3, 2, 3, 4, 3, 2, 4, 3])) == ()


def test_change_points_of_ten_years_of_days_are_found_at_once() -> None:
    quiet, loud = [0, 1, 0, 0, 2, 0, 1, 0], [4, 5, 3, 6, 4, 5, 4, 3]
    found = change_points(counted(quiet * 228 + loud * 228))

    assert found == (date(2023, 1, 2) + timedelta(7 * 8 * 228),)


def test_what_does_not_count_does_not_lengthen_the_path() -> None:
    apart = [
        event("1962-10-20", 4, "PER", "CHL", status="historical"),
        event("2030-01-01", 1, "PER", "CHL", status="planned"),
    ]

    assert dyad_series([*EVENTS, *apart], "PER", "CHL") == dyad_series(EVENTS, "PER", "CHL")
    assert dyad_series(apart, "PER", "CHL") == ()


def test_a_period_is_known_by_its_name() -> None:
    name: Any = "month"

    assert dyad_series(EVENTS, "PER", "CHL", period=name) == dyad_series(EVENTS, "PER", "CHL", period=Period.MONTH)
    with pytest.raises(UsageError, match="no period 'year'"):
        dyad_series(EVENTS, "PER", "CHL", period=cast(Any, "year"))


@pytest.mark.parametrize("counts", [None, ["many"] * 40, [-1] * 40, [float("nan")] * 40, [10**9] * 40, [[1]] * 40])
def test_counts_that_are_none_are_refused(counts: Any) -> None:
    with pytest.raises(UsageError, match="no forecast"):
        forecast(counts)


def test_counts_may_come_one_by_one_and_a_season_has_a_length() -> None:
    assert forecast(n % 3 for n in range(40)) == forecast([n % 3 for n in range(40)])
    with pytest.raises(UsageError, match="season 0"):
        backtest([1] * 40, season=0)


def test_drawing_leaves_the_callers_matplotlib_as_it_is(tmp_path: Path) -> None:
    backend = matplotlib.rcParams._get("backend")  # as it is: asking for it would choose one
    plot_pair(dyad_series(EVENTS, "PER", "CHL"), "PER", "CHL", tmp_path / "paths.svg", period=Period.WEEK)

    assert matplotlib.rcParams._get("backend") == backend


def test_a_forecast_on_too_little_is_refused() -> None:
    with pytest.raises(UsageError, match="no forecast"):
        forecast([1, 2, 3])
    with pytest.raises(UsageError, match="no forecast"):
        backtest([0] * 100)


def test_intervals_hold_about_as_much_as_they_say_and_the_model_beats_the_baselines_where_it_can() -> None:
    draw = np.random.default_rng(5)
    counts = [3]
    for _ in range(160):
        counts.append(int(draw.poisson(1.5 + 0.5 * counts[-1])))
    model, last, seasonal = backtest(counts, start=60)

    assert 0.85 <= model.coverage <= 0.97
    assert model.brier < min(last.brier, seasonal.brier)
    assert sum(n for _, _, n in model.calibration) == model.forecasts
    assert 0 < forecast(counts).rises < 1


def test_a_plot_is_the_same_svg_twice(tmp_path: Path) -> None:
    series = dyad_series(EVENTS, "PER", "CHL")
    for name in ("a.svg", "b.svg"):
        plot_pair(series, "PER", "CHL", tmp_path / name, period=Period.WEEK, changes=[date(2024, 5, 13)])

    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


def mention(number: str, **more: Any) -> EventMention:
    given = {
        "article": number[0],
        "type": EventType.ASSAULT,
        "status": Status.HAPPENED,
        "actors": frozenset({"PER"}),
        "recipients": frozenset({"CHL"}),
        "trigger": "shelled",
        "date": "2024-05-06",
        "article_date": "2024-05-07",
    }
    return EventMention(id=number, **(given | more))


@pytest.mark.parametrize(
    ("second", "groups"),
    [
        pytest.param({}, 1, id="the same again"),
        pytest.param({"trigger": "shelling", "date": None}, 1, id="a noun, undated"),
        pytest.param({"trigger": "bombed"}, 1, id="another verb, the same day"),
        pytest.param({"trigger": "bombed", "date": "2024-05-20"}, 2, id="another verb, another day"),
        pytest.param({"date": "2024-05-20"}, 2, id="the same verb, another day"),
        pytest.param({"actors": frozenset({"BOL"}), "recipients": frozenset({"CHL"})}, 2, id="another actor"),
        pytest.param({"actors": frozenset({"CHL"})}, 1, id="the victim alone"),
        pytest.param({"actors": frozenset({"CHL"}), "date": "2024-05-20"}, 2, id="the victim alone, another day"),
        pytest.param({"type": EventType.COERCE}, 2, id="another type"),
        pytest.param({"trigger": "bombed", "status": Status.DENIED}, 2, id="another verb, and denied"),
        pytest.param({"trigger": "bombed", "status": Status.PLANNED}, 1, id="another verb, planned for that day"),
        pytest.param(
            {"actors": frozenset({"PER", "CHL"}), "recipients": frozenset({"PER"})},
            1,
            id="who did it to whom left open",
        ),
    ],
)
def test_mentions_of_one_event_are_one_row(second: dict[str, Any], groups: int) -> None:
    events = distinct_events([mention("a1"), mention("b1", **second)])

    assert len(events) == groups
    assert sorted(m.id for e in events for m in e.mentions) == ["a1", "b1"]
    assert distinct_events([mention("b1", **second), mention("a1")]) == events


def test_what_an_article_plans_and_tells_of_a_day_is_two_events() -> None:
    plan = mention("a2", trigger="bombed", status=Status.PLANNED)

    assert len(distinct_events([mention("a1"), plan])) == 2


def test_a_copy_adds_mentions_whatever_day_and_sides_are_read_in_it() -> None:
    other = mention("b1", date="2024-05-20", recipients=frozenset({"BOL"}))
    again = [mention("a1"), mention("a2", date="2024-05-01", trigger="shelling"), other]

    assert len(distinct_events([mention("a1"), other], copies={"b": "a"})) == 1
    assert len(distinct_events(again, copies={"b": "a"})) == 3  # which of the two it is, the day says


def test_one_that_names_its_doer_alone_does_not_join_what_others_do_to_third_parties() -> None:
    alone = mention("a2", trigger="bombed", recipients=frozenset())
    third = mention("a3", trigger="raided", recipients=frozenset({"BOL"}), start=2)

    events = distinct_events([mention("a1"), alone, third])
    assert [len(e.mentions) for e in events] == [1, 2]


@pytest.mark.parametrize(("cameo", "one_way"), [("042", True), ("040", False), (None, False)])
def test_a_visit_goes_one_way(cameo: str | None, one_way: bool) -> None:
    (event,) = distinct_events([mention("a1", type=EventType.CONSULT, cameo=cameo)])

    assert event.one_way is one_way


@pytest.mark.parametrize(("kind", "groups"), [(EventType.CONSULT, 1), (EventType.ACCUSE, 2)])
def test_who_is_named_first_does_not_part_two_mentions_of_talks(kind: EventType, groups: int) -> None:
    talks = {"type": kind, "trigger": "talks"}
    back = {"type": kind, "trigger": "met", "actors": frozenset({"CHL"}), "recipients": frozenset({"PER"})}

    assert len(distinct_events([mention("a1", **talks), mention("b1", **back)])) == groups


def test_a_distinct_event_has_the_two_sides_and_the_stated_day_of_its_mentions() -> None:
    vague = {"actors": frozenset({"CHL"}), "date": "2024-05-07", "stated": False}
    (event,) = distinct_events([mention("a1", **vague), mention("b1", **vague), mention("c1")])

    assert (event.actors, event.recipients, event.date, event.stated) == (("PER",), ("CHL",), "2024-05-06", True)


def test_the_day_of_the_story_is_likelier_than_the_article_s_own() -> None:
    article_s = {"date": "2024-05-07", "stated": False, "dated": False}
    (event,) = distinct_events([mention("a1", **article_s), mention("b1", **article_s), mention("c1", stated=False)])

    assert event.date == "2024-05-06"


@pytest.mark.parametrize(
    ("mentions", "stated"),
    [
        ([{}], False),
        ([{}, {}], True),
        ([{"inferred": True}, {}], True),
        ([{"inferred": True}] * 2, False),
        ([{"inferred": True}] * 3, True),
        ([{"dated": False}] * 3, False),  # the day is only the article's own
    ],
)
def test_what_is_told_again_is_what_the_story_is_about_and_has_its_day(
    mentions: list[dict[str, bool]], stated: bool
) -> None:
    (event,) = distinct_events([mention(f"a{n}", stated=False, **m) for n, m in enumerate(mentions)])

    assert (event.date, event.stated) == ("2024-05-06", stated)


def test_what_only_copies_tell_again_is_told_once() -> None:
    twice = [mention("a1", stated=False), mention("b1", stated=False)]

    assert [e.stated for e in distinct_events(twice)] == [True]
    assert [e.stated for e in distinct_events(twice, copies={"b": "a"})] == [False]


def test_a_text_with_its_tail_cut_and_a_word_changed_is_a_copy() -> None:
    words = [f"word{i % 83}{'x' * (i % 7)}" for i in range(240)]
    cut = [*words[:60], "edited", *words[61:180]]
    other = [f"other{i % 71}{'y' * (i % 5)}" for i in range(240)]

    assert near_duplicates([" ".join(words), " ".join(other), " ".join(cut)]) == [0, 1, 0]
    assert near_duplicates([]) == []
    assert near_duplicates(["", "", "one two"]) == [0, 1, 2]


def sided(number: int, actors: str, recipients: str, *, inferred: bool) -> EventMention:
    sides = frozenset(actors.split()), frozenset(recipients.split())
    types = (EventType.ACCUSE, EventType.COERCE, EventType.AID, EventType.REJECT, EventType.PROTEST)
    return EventMention(
        f"m{number}", "a1", types[number], Status.HAPPENED, *sides, trigger=f"word{number}", inferred=inferred
    )


def test_among_events_across_a_border_one_that_only_seems_to_be_at_home_is_left_out() -> None:
    across = [sided(number, "PER", "CHL", inferred=True) for number in range(3)]
    told, guessed = sided(3, "PER", "PER", inferred=False), sided(4, "CHL", "CHL", inferred=True)

    kept = between(distinct_events([*across, told, guessed]))

    assert {m.id for e in kept for m in e.mentions} == {"m0", "m1", "m2", "m3"}


def test_where_most_events_are_at_home_all_stay() -> None:
    at_home = [sided(0, "PER", "PER", inferred=True), sided(1, "PER", "PER", inferred=True)]

    assert len(between(distinct_events([*at_home, sided(2, "PER", "CHL", inferred=False)]))) == 3
