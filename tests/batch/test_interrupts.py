"""Ctrl-C while a batch starts, and while a query runs: the command stops, with one line."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from onrecord.batch.engine import _interrupts_held
from onrecord.store import Store

SEES_IT = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"


def test_what_stops_the_process_while_its_workers_start_is_kept_for_later() -> None:
    before = signal.getsignal(signal.SIGINT)
    with _interrupts_held() as interrupted:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        child = subprocess.run([sys.executable, "-c", SEES_IT], capture_output=True, text=True, check=True)

    assert interrupted == [signal.SIGINT]
    assert child.stdout == "True\n"  # a worker does not see it
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_query_is_stopped_without_a_trace(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "news")
    command = [sys.executable, "-m", "onrecord", "query", str(store.path), "SELECT count(*) FROM range(200000000000)"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as query:
        time.sleep(2)
        query.send_signal(signal.SIGINT)
        _, said = query.communicate(timeout=60)

    assert (query.returncode, said.strip()) == (130, "onrecord: stopped")
