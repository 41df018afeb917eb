"""Files that are there whole or not at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.analyse.paths import Period, PeriodCounts
from onrecord.analyse.plots import plot_pair
from onrecord.errors import StoreError
from onrecord.store.aside import write_whole
from onrecord.store.sampling import write_sheet

SERIES = (PeriodCounts(date(2024, 5, 6), 1, 0, 0, 2, 0, 0, -3.0, -1.0, 0.5, 0.2, 0.8),)


def _stopped(error: BaseException) -> Callable[[Path], None]:
    def write(aside: Path) -> None:
        aside.write_text("half")
        raise error

    return write


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        pytest.param(OSError(28, "No space left on device"), StoreError, id="full disk"),
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="Ctrl-C"),
        pytest.param(ValueError("no cell"), ValueError, id="a fault of ours"),
    ],
)
def test_what_was_there_before_stays(error: BaseException, raised: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before")
    with pytest.raises(raised):
        write_whole(path, _stopped(error))

    assert (path.read_text(), list(tmp_path.iterdir())) == ("before", [path])


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".csv")
    write_whole(path, lambda aside: None if aside.write_text("whole") else None)

    assert (path.read_text(), len(list(tmp_path.iterdir()))) == ("whole", 1)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda path: write_sheet([], path), id="sheet"),
        pytest.param(lambda path: plot_pair(SERIES, "PER", "CHL", path, period=Period.WEEK), id="picture"),
    ],
)
def test_a_sheet_and_a_picture_are_written_whole(
    write: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match="No space left on device; nothing was written"):
        write(tmp_path / "out.svg")

    assert list(tmp_path.iterdir()) == []
