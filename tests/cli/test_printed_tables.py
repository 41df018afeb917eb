"""Tables on the terminal and for programs, and the options of the commands that print them."""

import csv
import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.analyse.paths import PeriodCounts
from onrecord.cli import main
from onrecord.cli.pair import _warn
from onrecord.store import Store

ODD = (
    "SELECT 1 AS a, 2 AS a, 123456789.125::DOUBLE AS d, ['nan'::DOUBLE] AS n, sum(x) AS s, DATE '20000-01-01' AS far"
    " FROM range(4) t(x)"
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(Store.create(tmp_path / "news").path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    return stop.value.code, *capsys.readouterr()


def test_cells_for_programs_are_exact_and_steer_no_terminal(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "SELECT concat('a', chr(27), '[31m', chr(155), '1m') AS name"
    _, shown, _ = run(capsys, "query", store, odd, "--csv")
    assert shown == "name\na\x1b[31m\x9b1m\n"

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for option in ("--csv", "--jsonl"):
        _, shown, _ = run(capsys, "query", store, odd, option)
        assert "\x1b" not in shown
        assert "\x9b" not in shown


def test_a_forecast_stays_out_of_a_table_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    start = date(2024, 1, 1)
    series = [PeriodCounts(start + timedelta(7 * i), 0, 0, 0, i % 3, 0, 0, 0.0, None, 0.5, 0.2, 0.8) for i in range(40)]
    for aside in (False, True):
        _warn(series, "week", aside=aside)
        printed = capsys.readouterr()
        assert "material conflict events expected" in (printed.err if aside else printed.out)
        assert (printed.out if aside else printed.err) == ""


def test_columns_of_one_name_stay_apart_and_programs_get_whole_numbers(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, shown, _ = run(capsys, "query", store, ODD)
    assert shown.splitlines()[1].split() == ["1", "2", "1.235e+08", "[null]", "6", "20000-01-01"]

    _, shown, _ = run(capsys, "query", store, ODD, "--csv")
    assert list(csv.reader(io.StringIO(shown))) == [
        ["a", "a", "d", "n", "s", "far"],
        ["1", "2", "123456789.125", "[null]", "6", "20000-01-01"],
    ]

    _, shown, _ = run(capsys, "query", store, ODD, "--jsonl")
    row = json.loads(shown, parse_constant=pytest.fail)
    assert row == {"a": 1, "a_2": 2, "d": 123456789.125, "n": [None], "s": 6, "far": "20000-01-01"}


def test_a_day_beyond_all_years_within_a_list_is_an_error_of_one_line(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, "query", store, "SELECT [DATE '20000-01-01'] AS far")
    assert (code, said.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "head"),
    [
        (["positions"], "issue,date,actor,stance,change,text,condition,article\n"),
        (["diff", "STORE"], "table,id,article_id,change,before,after\n"),
        (["actors"], "actor,acts,receives,statements\n"),
    ],
    ids=["positions", "diff", "actors"],
)
def test_a_table_without_rows_has_its_columns(
    store: str, arguments: list[str], head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *more = arguments
    _, shown, _ = run(capsys, command, store, *(m.replace("STORE", store) for m in more), "--csv")
    assert shown == head


def test_a_picture_is_named_as_one(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = run(capsys, "pair", store, "per", "chl", "--plot", "paths.png")
    assert (code, ".svg" in said) == (1, True)
    code, _, said = run(capsys, "pair", store, "per", "chl")
    assert (code, said.startswith("no dated events between PER and CHL")) == (0, True)


@pytest.mark.parametrize(
    "options", [["--status", "done"], ["--from", "May"], ["--table", "mentions", "--to", "2024-01-01"]]
)
def test_a_choice_of_events_is_never_passed_over(
    store: str, options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, "export", store, str(tmp_path / "out.csv"), *options)
    assert (code, said.count("\n")) == (1, 1)
    assert not (tmp_path / "out.csv").exists()
