"""A writer killed at every step of what it does (BAD_INPUTS 60).

A step is a call that changes the disk. The kill is an exception that nothing catches, just before the call and, once
more, just after it: no clean-up runs, as none runs after kill -9 (which test_batch sends to a whole run).
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from tests.store.test_store import make_record

from onrecord.errors import StoreError
from onrecord.export.files import flat, write_csv
from onrecord.store import Store
from onrecord.store.maintain import compact, remove, repair

STEPS: tuple[tuple[Any, str], ...] = (
    (Path, "rename"),
    (Path, "replace"),
    (Path, "mkdir"),
    (os, "fsync"),
    (shutil, "rmtree"),
    (pq, "write_table"),
    (pacsv, "write_csv"),
)
State = tuple[list[str], list[str], bytes]


class Killed(BaseException):
    """Nothing catches it."""


def killed(operation: Callable[[Path], Any], path: Path, number: int) -> bool:
    """Whether an operation was killed at its step of that number (False: it has fewer)."""
    passed = 0

    def armed(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            nonlocal passed
            for at in (passed, passed + 1):
                passed = at + 1
                result = None if at % 2 == 0 else call(*arguments, **options)
                if at == number:
                    raise Killed
            return result

        return step

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, armed(getattr(owner, name)))
        try:
            operation(path)
        except Killed:
            return True
    return False


def add(path: Path) -> None:
    """A new reading of a slice in place of the older one."""
    Store(path).add("slice-1", [make_record(n, "v2") for n in (1, 2)], made_by="v2")


def take_out(path: Path) -> None:
    """An article removed for good; a second time it is not there any more."""
    try:
        remove(path, make_record(1).article.id)
    except StoreError as error:
        if "no article" not in str(error):
            raise


def export(path: Path) -> None:
    """The events in place of an older export."""
    write_csv(flat(Store(path).table("events")), path / "out.csv")


def seen(path: Path) -> State:
    """What readers see."""
    store = Store(path)
    rows = [sorted(map(str, store.table(name).to_pylist())) for name in ("articles", "events")]
    return rows[0], rows[1], (path / "out.csv").read_bytes()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "news"
    store = Store.create(path)
    store.add("slice-1", [make_record(1), make_record(2)], made_by="v1")
    store.add("slice-2", [make_record(2), make_record(3)], made_by="v1")
    (path / "out.csv").write_bytes(b"old")
    return path


@pytest.mark.parametrize("operation", [add, compact, repair, take_out, export], ids=lambda o: o.__name__)
def test_60_whatever_the_step_a_killed_writer_leaves_a_whole_store(
    operation: Callable[[Path], Any], base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "whole"
    shutil.copytree(base, path)
    before = seen(path)
    operation(path)
    after = seen(path)
    kills = 0
    for number in range(1000):
        path = tmp_path / str(number)
        shutil.copytree(base, path)
        if not killed(operation, path, number):
            break
        kills += 1
        assert Store(path).verify() == [], f"step {number}: a shard that is listed is not whole"
        assert seen(path) in (before, after), f"step {number}: readers see neither what was nor what is to be"
        operation(path)
        compact(path)
        assert seen(path) == after, f"step {number}: done again it ends otherwise"
        if operation is take_out:
            key = make_record(1).article.id.encode()
            assert not any(key in p.read_bytes() for p in path.rglob("*.parquet")), f"step {number}: bytes are left"
        shutil.rmtree(path)

    assert kills > 3
