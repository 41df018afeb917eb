"""The process and what is around it: environment, closed pipes, the desk's files (BAD_INPUTS 58, 67)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import StoreError

EXAMPLE = Path(__file__).parents[2] / "examples" / "pasted_page.txt"
PACKAGE = Path(__file__).parents[2] / "src" / "onrecord"
COMMAND = [sys.executable, "-m", "onrecord"]


@pytest.mark.parametrize(
    "changed",
    [
        {"HOME": None},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TMPDIR": "/nowhere/at/all"},
        {"TERM": None},
        {"TZ": "Asia/Tokyo"},
    ],
    ids=["no HOME", "C locale", "no TMPDIR", "no TERM", "time zone"],
)
def test_67_the_environment_changes_nothing(changed: dict[str, str | None]) -> None:
    environment = {k: v for k, v in (os.environ | changed).items() if v is not None}
    environment = {k: v for k, v in environment.items() if k not in changed or changed[k] is not None}
    runs = [
        subprocess.run([*COMMAND, "read", str(EXAMPLE), "--jsonl"], capture_output=True, env=env, check=False)
        for env in (os.environ.copy(), environment)
    ]

    assert [run.returncode for run in runs] == [0, 0], runs[1].stderr[-1000:]
    assert runs[0].stdout == runs[1].stdout


def test_67_nothing_is_written_into_the_package() -> None:
    before = _files()
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*COMMAND, "read", str(EXAMPLE)], capture_output=True, env=environment, check=False)

    assert done.returncode == 0
    assert _files() == before


def _files() -> set[Path]:
    return {p for p in PACKAGE.rglob("*") if "__pycache__" not in p.parts}


@pytest.mark.parametrize("how", ["| head -c 1 >/dev/null", ">&-", "2>&-", "<&-"])
def test_67_a_closed_pipe_is_no_trace(how: str) -> None:
    command = f"{sys.executable} -m onrecord read {EXAMPLE} --json {how}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_55_a_full_disk_behind_the_output_is_one_line() -> None:
    command = f"{sys.executable} -m onrecord read {EXAMPLE} --json > /dev/full"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == "onrecord: [Errno 28] No space left on device\n"


def test_67_colour_and_progress_are_for_terminals_alone() -> None:
    done = subprocess.run([*COMMAND, "read", str(EXAMPLE), str(EXAMPLE)], capture_output=True, check=False)

    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["desk.sqlite", "people.sqlite"])
@pytest.mark.parametrize("damage", ["garbage", "flipped", "log"])
def test_58_a_damaged_file_of_the_desk_is_named_or_mended(name: str, damage: str, tmp_path: Path) -> None:
    pytest.importorskip("fastapi")
    from onrecord.web.database import Database

    steps = ("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT)",)
    path = tmp_path / name
    database = Database(path, steps)
    database.connection().execute("INSERT INTO notes (words) VALUES ('kept')")
    database.connection().close()
    if damage == "log":
        path.with_name(f"{name}-wal").write_bytes(b"garbage" * 1000)
        again = Database(path, steps)
        assert [row["words"] for row in again.all("SELECT words FROM notes")] == ["kept"]
        return
    data = path.read_bytes()
    path.write_bytes(b"garbage" * 1000 if damage == "garbage" else bytes([data[0] ^ 1]) + data[1:])

    with pytest.raises(StoreError) as error:
        Database(path, steps)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
