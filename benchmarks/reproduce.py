"""Measures every figure of the documentation again and writes them to benchmarks/out/.

    benchmarks/run                     everything: about two hours on two idle cores
    benchmarks/run --quick             the same steps on smaller stores, and only the set-aside cases: a few minutes
    benchmarks/run --only events       steps whose name holds these words
    benchmarks/run --list              the steps, and the page that shows their figures

A step is a command or several; what it prints goes to benchmarks/out/STEP.txt, and all of it with commit and machine
to benchmarks/out/all.txt. Steps that need the development data (../shared, or ONRECORD_SHARED) are skipped without it.
"""

import argparse
import os
import platform
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from onrecord.lang.tables import load_toml_rows

HERE = Path(__file__).parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
OUT = HERE / "out"


@dataclass(frozen=True, slots=True)
class Step:
    """What is run for some figures. In the commands, {shared} is the development data, {out} the folder of results."""

    name: str
    shown: str
    commands: tuple[str, ...]
    quick: tuple[str, ...] | None = None  # None: the same
    shared: bool = True


def load_steps() -> tuple[Step, ...]:
    """The steps of benchmarks/steps.toml."""
    return load_toml_rows(HERE / "steps.toml", "step", Step)


def commands_of(step: Step, *, quick: bool) -> tuple[str, ...]:
    """What a step runs."""
    return step.quick if quick and step.quick is not None else step.commands


def run(step: Step, *, quick: bool) -> tuple[bool, str]:
    """Run a step; whether all went well, and what it printed."""
    printed = []
    for command in commands_of(step, quick=quick):
        words = shlex.split(command.format(shared=SHARED, out=OUT))
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        printed.append(f"$ {' '.join(words)}\n{done.stdout}({time.perf_counter() - began:.0f} s)\n")
        print(printed[-1], flush=True)
        if done.returncode:
            return False, "".join(printed)
    return True, "".join(printed)


def heading() -> str:
    """Commit and machine."""
    describe = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    python = platform.python_version()
    return f"commit {commit or 'unknown'}; {platform.platform()}; {os.cpu_count()} cores; Python {python}\n"


def main(arguments: list[str]) -> int:
    """Run what is asked for; the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only")
    options.add_argument("--list", action="store_true")
    given = options.parse_args(arguments)
    OUT.mkdir(exist_ok=True)
    failed = []
    parts = [heading()]
    for step in load_steps():
        if given.only and given.only not in step.name or not commands_of(step, quick=given.quick):
            continue
        if given.list:
            print(f"{step.name:12} {step.shown}")
        elif step.shared and not SHARED.is_dir():
            print(f"{step.name}: skipped, no development data at {SHARED} (set ONRECORD_SHARED)")
        else:
            well, printed = run(step, quick=given.quick)
            (OUT / f"{step.name}.txt").write_text(printed, "utf-8")
            parts.append(f"== {step.name}: {step.shown}\n{printed}")
            failed += [] if well else [step.name]
    if not given.list:
        (OUT / "all.txt").write_text("\n".join(parts), "utf-8")
        print(f"all figures: {OUT / 'all.txt'}" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
