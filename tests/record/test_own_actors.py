"""A user's own actors in the whole record."""

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.lang import load_pack, with_actors
from onrecord.lang.actors import ActorRow
from onrecord.lang.own_actors import load_own_actors
from onrecord.record import read_records

TEXT = "Tacna union blocks the road\n\nThe Tacna union accused Chile of stealing its catch on Tuesday."
ROWS = (ActorRow("PER", "Tacna Fishermen Union", sector="UNI", aliases=("Tacna union",)),)


def test_own_rows_name_the_actor_and_are_part_of_what_made_the_record() -> None:
    (plain,) = read_records(TEXT)
    (own,) = read_records(TEXT, pack=with_actors(load_pack("en"), ROWS))

    (accused,) = [e for e in own.events if e.type.value == "ACCUSE"]
    actor = accused.actors[0].actor
    assert actor is not None
    assert (actor.name, actor.code, actor.sector) == ("Tacna Fishermen Union", "PER", "UNI")
    assert own.made_by.startswith(plain.made_by + "; actors ")


def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("code\tname\nPER\t\n")
    command = [sys.executable, "-m", "onrecord", "read", "-", "--actors", str(table)]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"{table}:2".encode() in done.stderr


def test_a_row_that_holds_at_no_time_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("code\tname\tstart\tend\nPER\tTacna Union\t2024-01-01\t2023-01-01\n")
    with pytest.raises(LexiconError, match="exchange start and end"):
        load_own_actors(table)


def test_a_missing_table_is_refused_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "read", "-", "--actors", str(tmp_path / "none.txt")]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
