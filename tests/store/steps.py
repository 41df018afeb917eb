"""Kills a process at every step of an operation on a store; run by test_bad_inputs.py.

    python steps.py FOLDER OPERATION

Prints how many steps there were. After each kill the store must open, be sound, and hold what it held before or what
it holds after; done again, the operation must succeed.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from test_store import make_record

from onrecord.export.files import write_csv
from onrecord.schema import article_id
from onrecord.store import Store
from onrecord.store.maintain import compact, remove, repair

STEPS = ("fsync", "rename", "replace", "mkdir", "unlink", "rmdir", "open")


def add(path: Path) -> None:
    """A shard and a manifest more."""
    Store(path).add("slice-9", [make_record(8), make_record(9)], made_by="v1")


def export(path: Path) -> None:
    """A table as a file beside the store."""
    write_csv(Store(path).query("SELECT id, type, article_id FROM events ORDER BY id"), path.with_name("out.csv"))


OPERATIONS: dict[str, Callable[[Path], object]] = {
    "add": add,
    "compact": compact,
    "remove": lambda path: remove(path, article_id(f"{2:064x}")),
    "repair": repair,
    "export": export,
}


def say(text: object) -> None:
    """To whoever runs this."""
    sys.stdout.write(f"{text}\n")


def prepare(path: Path, operation: str) -> None:
    """A store that the operation has something to do on."""
    shutil.rmtree(path.parent, ignore_errors=True)
    store = Store.create(path)
    store.add("slice-1", [make_record(1), make_record(2)], made_by="v1")
    store.add("slice-2", [make_record(3)], made_by="v1")
    if operation == "compact":
        store.add("slice-3", [make_record(3), make_record(4)], made_by="v1")
    if operation == "repair":
        damaged = store.files("events")[0]
        damaged.write_bytes(damaged.read_bytes()[:-9])


def seen(path: Path) -> list[str]:
    """The articles a reader sees."""
    found: list[str] = Store(path).table("articles")["article_id"].to_pylist()
    return found


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Act in a child that is killed before its so-many-th step; whether it came that far."""
    child = os.fork()
    if child == 0:
        left = step

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **more: Any) -> Any:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **more)

            return call

        for name in STEPS:
            setattr(os, name, counted(getattr(os, name)))
        act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(folder: Path, operation: str) -> int:
    """Kill at every step; 1 where anything was wrong."""
    path = folder / "work" / "store"
    act = OPERATIONS[operation]
    prepare(path, operation)
    before = seen(path)
    act(path)
    after = seen(path)
    step = 1
    while True:
        prepare(path, operation)
        if not killed_at(step, lambda: act(path)):
            break
        held = seen(path)
        if held not in (before, after):
            say(f"{operation}, step {step}: {held}")
            return 1
        if operation != "repair" and Store(path).verify():
            say(f"{operation}, step {step}: {Store(path).verify()}")
            return 1
        if operation == "export" and path.with_name("out.csv").exists():
            say(f"export, step {step}: half a file under the name asked for")
            return 1
        if not (operation == "remove" and held == after):
            act(path)
        if seen(path) != after or Store(path).verify():
            say(f"{operation}, step {step}: not whole after another try")
            return 1
        step += 1
    say(step - 1)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
