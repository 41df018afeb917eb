"""Kills -9 in the middle of runs: of a worker, of the driver, of the scheduler; nothing may be lost or come twice.

    python benchmarks/kills.py [--kills N] [--articles N] [--only worker driver scheduler]

Real processes: a Dask scheduler, its workers, and `onrecord batch --scheduler` as the driver; the driver is killed on
its own machine's cluster too ("local"). Whatever was killed is started again, as a supervisor would, until the store is
whole; then its tables must be those of a store that nobody disturbed, byte for byte.
"""

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cluster import export_digest
from invented import pages, write_pages
from onrecord.batch.engine import connect, run_batch
from onrecord.batch.slices import slices_of
from onrecord.store import Store

SLICE = 4
KINDS = ("worker", "driver", "scheduler", "local")
QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical"}


def started(*arguments: str) -> "subprocess.Popen[bytes]":
    """A process of this Python, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | QUIET,
        start_new_session=True,
    )


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process; what it started is left to itself."""
    with suppress(ProcessLookupError):
        process.kill()
    process.wait()


def left_over(sessions: Sequence[int]) -> int:
    """How many processes of these sessions are still there ten seconds on."""
    alive = 0
    for _ in range(100):
        alive = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, ValueError):
                _, _, fields = stat.read_text().rpartition(")")
                state, _, _, session = fields.split()[:4]
                alive += int(session) in sessions and state != "Z"
        if not alive:
            break
        time.sleep(0.1)
    return alive


@dataclass(slots=True)
class Cluster:
    """A scheduler and two workers, each a process, as on a cluster."""

    port: int = 0
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start what does not run."""
        if self.scheduler is None or self.scheduler.poll() is not None:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
            self.scheduler = started(
                "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port),
                "--no-dashboard",
            )  # fmt: skip
            for worker in self.workers:
                kill(worker)
        alive = [w for w in self.workers if w.poll() is None]
        self.workers = alive + [self._worker() for _ in range(2 - len(alive))]

    def _worker(self) -> "subprocess.Popen[bytes]":
        return started(
            "-m", "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--memory-limit", "2GB", "--death-timeout", "60",
        )  # fmt: skip

    def stop(self) -> None:
        """Stop everything."""
        for process in (*self.workers, *([self.scheduler] if self.scheduler else [])):
            kill(process)


@dataclass(slots=True)
class Trial:
    """One store, killed at again and again until it is whole."""

    pages: Path
    store: Path
    draw: random.Random
    kills: int = 0
    drivers: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def driver(self, *options: str) -> "subprocess.Popen[bytes]":
        driver = started(
            "-m", "onrecord", "batch", str(self.pages), "--into", str(self.store), "--slice", str(SLICE), *options
        )
        self.drivers.append(driver.pid)
        return driver

    def written(self) -> int:
        """How many shards lie on the disk."""
        return sum(1 for p in self.store.glob("shards/*") if not p.name.startswith("."))

    def check(self) -> None:
        """Right after a kill the store must open, and all that it lists be sound."""
        with suppress(FileNotFoundError):
            if (self.store / "manifest.json").exists():
                self.faults += Store(self.store).verify()

    def run(self, kills: int, cluster: Cluster | None, victim: Callable[[], "subprocess.Popen[bytes]"] | None) -> int:
        """Run until done, killing `kills` times in between; the last driver's exit code.

        `victim` None: the driver itself.
        """
        deadline = time.monotonic() + 1800
        driver = None
        while time.monotonic() < deadline:
            if cluster is not None:
                cluster.start()
            if driver is None or driver.poll() is not None:
                if driver is not None and driver.returncode == 0:
                    return 0
                driver = self.driver(*(("--scheduler", cluster.address) if cluster else ("--workers", "2")))
            if self.kills == kills:
                with suppress(subprocess.TimeoutExpired):
                    driver.wait(5)
                continue
            self._strike(driver, victim)
        kill(driver) if driver else None
        return 1

    def _strike(
        self, driver: "subprocess.Popen[bytes]", victim: Callable[[], "subprocess.Popen[bytes]"] | None
    ) -> None:
        """Wait until something more was written, then a moment, and kill."""
        before = self.written()
        while driver.poll() is None and self.written() <= before:
            time.sleep(0.02)
        time.sleep(self.draw.uniform(0, 0.3))
        if driver.poll() is not None:
            return
        kill(victim() if victim else driver)
        self.kills += 1
        self.check()


def tried(kind: str, trial: Trial, given: argparse.Namespace, expected: str) -> bool:
    """Try one kind of victim; whether all was well."""
    cluster = None if kind == "local" else Cluster()
    victim: Callable[[], subprocess.Popen[bytes]] | None = None
    if cluster is not None and kind == "worker":
        victim = lambda: trial.draw.choice(cluster.workers)  # noqa: E731
    if cluster is not None and kind == "scheduler":
        victim = lambda: cluster.scheduler or started("-c", "pass")  # noqa: E731
    began = time.monotonic()
    code = trial.run(given.kills, cluster, victim)
    if cluster is not None:
        cluster.stop()
    took = time.monotonic() - began
    store = Store(trial.store)
    ids = store.table("articles")["article_id"].to_pylist()
    lost, twice = given.articles - len(set(ids)), len(ids) - len(set(ids))
    apart = sum(p["code"] == "quarantined" for p in store.table("problems").to_pylist())
    same = export_digest(store) == expected
    faults = [*trial.faults, *store.verify()]
    left = left_over(trial.drivers)
    print(
        f"{kind:<10}{trial.kills:>3} kills, {len(trial.drivers):>2} starts, {took:5.0f} s: {lost} lost, {twice} twice,"
        f" {apart} set apart, export {'the same' if same else 'DIFFERS'}, {len(faults)} faults, {left} processes left",
        flush=True,
    )
    wrong = lost or twice or apart or faults or code or left or not same
    return not wrong and trial.kills == given.kills


def main(arguments: Sequence[str] | None = None) -> int:
    """Kills, counts, compares."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--articles", type=int, default=800)
    options.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    given = options.parse_args(arguments)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = write_pages(root / "pages", list(pages(given.articles, 60, seed=9)))
        whole = Store.create(root / "whole")
        with connect(workers=2) as client:
            run_batch(slices_of([source], size=50), whole, client)
        expected = export_digest(whole)
        for kind in given.only:
            failed += not tried(kind, Trial(source, root / kind, random.Random(kind)), given, expected)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
