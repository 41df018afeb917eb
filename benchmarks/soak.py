"""A batch of many generated articles while workers, driver and shards are damaged: soak.py [ARTICLES] [--minutes M].

Articles are invented rows of JSON Lines; one in twelve is odd: half a line, no object, a lone surrogate, NULs, another
language, quotations never closed. They come a file at a time into a folder that `onrecord batch` reads again and
again; meanwhile workers are killed, the driver is killed, a bit of a shard is flipped (and the store repaired), and a
reader asks all the time. In the end every article is in the store once, and every row that could not be read is
counted. Exit code 1 where that is not so.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from onrecord.errors import StoreError
from onrecord.store import Store

SEED = 11
PER_FILE = 2_000
READING = 20  # of the time, a reader reads one part in so many at most: a store of many shards takes long to open
PLACES = ("Mali", "Niger", "Peru", "Chile", "Kenya", "Ethiopia", "Serbia", "Kosovo", "India", "Pakistan", "Armenia")
DEEDS = (
    "accused {b} on Monday of attacking a village near the border",
    "and {b} agreed on Tuesday to reopen the border",
    "denied that its army had shelled {b}",
    "will send aid to {b}, its foreign minister said",
    "rejected the demand of {b} to withdraw its troops",
    "threatened {b} with sanctions unless it frees the crew",
    "held talks with {b} about the river on Wednesday",
)
SAYINGS = (
    "“We will not accept threats,” the president said.",
    "A spokesman called the claim false and asked for an inquiry.",
    "The minister said that talks would go on if the shelling stopped.",
)
BAD = ("half a line", "lone surrogate", "no object")


@dataclass(slots=True)
class Tally:
    """What was done to a run."""

    done: Counter[str] = field(default_factory=Counter)
    reads: int = 0
    failed_reads: list[str] = field(default_factory=list)


def article(number: int, draw: random.Random) -> tuple[str, str | None]:
    """A line of JSON, and why it cannot be read (None: it can)."""
    sentences = []
    for _ in range(draw.randint(1, 4)):
        a, b = draw.sample(PLACES, 2)
        sentences.append(f"{a} {draw.choice(DEEDS).format(b=b)}. {draw.choice(SAYINGS)}")
    text = "\n\n".join(sentences)
    day = f"20{draw.randint(10, 24)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    row: dict[str, object] = {"headline": f"Item {number}", "text": f"{text} No. {number}.", "date": day}
    fate = draw.randrange(72)
    if fate == 0:
        return json.dumps(row)[: draw.randint(3, 40)], "half a line"
    if fate == 1:
        return json.dumps(row | {"text": "\ud800" + text}), "lone surrogate"
    if fate == 2:
        return f'["{number}"]', "no object"
    if fate == 3:
        row["text"] = f"Le ministre a rejeté lundi la demande de la Russie, selon un communiqué. No. {number}."
    if fate == 4:
        row["text"] = "“" * 300 + f" Mali \0 said \u202e no. No. {number}."
    if fate == 5:
        row["text"] = "said " * 600 + f"No. {number}."
    return json.dumps(row, ensure_ascii=draw.random() < 0.5), None


def generate(folder: Path, start: int, stop: int, draw: random.Random) -> tuple[set[str], int]:
    """Write a file of articles; the headlines of what can be read, and how many rows cannot."""
    good, bad, lines = set(), 0, []
    for number in range(start, stop):
        line, why = article(number, draw)
        lines.append(line)
        bad += why is not None
        good |= set() if why else {f"Item {number}"}
    (folder / f"{start:07}.jsonl").write_text("\n".join(lines) + "\n", "utf-8", "surrogatepass")
    return good, bad


def run(command: list[str], store: Path, faults: int, draw: random.Random, tally: Tally) -> None:
    """Read the inputs, and damage what can be damaged, until `faults` times something was."""
    while True:
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as driver:
            while driver.poll() is None:
                pause = draw.uniform(1.0, 4.0) + READING * read(store, tally)
                with suppress(subprocess.TimeoutExpired):
                    driver.wait(pause)
                if sum(tally.done.values()) < faults and driver.poll() is None and shards(store):
                    damage(driver, draw, tally)
            _, said = driver.communicate()
        if driver.returncode == 0:
            return
        if driver.returncode != -signal.SIGKILL:
            raise SystemExit(f"batch failed with {driver.returncode}: {said[-2000:]}")
        if draw.random() < 0.5:
            flip(store, draw, tally)


def shards(store: Path) -> list[Path]:
    """The files of shards on disk."""
    return sorted(store.glob("shards/[0-9a-f]*/*.parquet"))


def damage(driver: "subprocess.Popen[str]", draw: random.Random, tally: Tally) -> None:
    """Kill a worker or, now and then, everything."""
    if draw.random() < 0.3:
        os.killpg(driver.pid, signal.SIGKILL)
        driver.wait()
        tally.done["driver killed"] += 1
        return
    try:
        below = [
            p for p in psutil.Process(driver.pid).children(recursive=True) if "spawn_main" in " ".join(p.cmdline())
        ]
        draw.choice(below).kill()
        tally.done["worker killed"] += 1
    except (psutil.Error, IndexError):
        return


def flip(store: Path, draw: random.Random, tally: Tally) -> None:
    """Flip a bit of a listed shard; verify must name it and repair drop it, so that the next run reads it again."""
    listed = {shard.name for shard in Store(store).manifest.shards}
    files = [path for path in shards(store) if path.parent.name in listed]
    if not files:
        return
    path = draw.choice(files)
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(bytes(data))
    if not any(str(path) in fault for fault in Store(store).verify()):
        raise SystemExit(f"{path}: a flipped bit was not noticed")
    subprocess.run([sys.executable, "-m", "onrecord", "repair", str(store)], check=True, capture_output=True)
    tally.done["bit flipped"] += 1


def read(store: Path, tally: Tally) -> float:
    """A reader asks at any time; the CPU-seconds it took."""
    began = time.process_time()
    if not (store / "manifest.json").exists():
        return 0.0
    try:
        Store(store).query("SELECT count(*) FROM events")
        tally.reads += 1
    except StoreError as error:
        tally.failed_reads.append(str(error))
    return time.process_time() - began


def main() -> int:
    """Generate, run, damage, count; the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", type=int, nargs="?", default=50_000)
    options.add_argument("--every", type=int, default=2_000, help="articles a fault, beside three more")
    options.add_argument("--minutes", type=float, default=1e9, help="no further file of articles after these")
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        inputs, store = Path(name) / "inputs", Path(name) / "news"
        inputs.mkdir()
        command = [sys.executable, "-m", "onrecord", "batch", str(inputs), "--into", str(store), "--slice", "50"]
        command += ["--workers", str(given.workers)]
        draw, tally, good, bad, done = random.Random(SEED), Tally(), set[str](), 0, 0
        began = time.monotonic()
        while done < given.articles and time.monotonic() - began < given.minutes * 60:
            stop = min(done + PER_FILE, given.articles)
            readable, others = generate(inputs, done, stop, draw)
            good, bad, done = good | readable, bad + others, stop
            run(command, store, 3 + done // given.every, draw, tally)
            spent = time.monotonic() - began
            print(f"{done:,} articles, {spent:.0f} s, {tally.done.total()} faults", file=sys.stderr, flush=True)
        return judge(Store(store), good, bad, tally, f"{done:,} articles in {spent:.0f} s")


def judge(store: Store, good: set[str], bad: int, tally: Tally, heading: str) -> int:
    """Say what was lost, doubled or not counted; the exit code."""
    headlines = Counter(store.table("articles")["headline"].to_pylist())
    problems = Counter(
        store.query("SELECT code FROM problems WHERE code IN ('bad-json', 'bad-text', 'bad-row', 'no-article')")[
            "code"
        ].to_pylist()
    )
    lost, twice = good - headlines.keys(), [h for h, n in headlines.items() if h and n > 1]
    counted = sum(problems.values())
    print(f"{heading}; {', '.join(f'{n} times {what}' for what, n in sorted(tally.done.items()))}")
    print(f"{len(good):,} readable: {len(lost)} lost, {len(twice)} twice")
    print(f"{counted:,} of {bad:,} others counted {dict(problems)}")
    print(f"{tally.reads:,} reads meanwhile, {len(tally.failed_reads)} failed {tally.failed_reads[:3]}")
    faults = store.verify()
    print(f"{store.table('events').num_rows:,} events; faults of the store: {faults}")
    return int(bool(lost or twice or counted != bad or tally.failed_reads or faults))


if __name__ == "__main__":
    sys.exit(main())
