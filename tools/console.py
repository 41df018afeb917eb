"""Runs the commands of the documentation's console blocks and writes what they print back into the pages.

A block is fenced as `console`; lines that begin with `$ ` are commands, the lines below one what it prints. The pages
run in one folder, in the order of `PAGES`, the tutorial first: the store it makes is there for the others. A block
after the comment `<!-- not run: reason -->` is left alone.

    python -m tools.console --write
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = ("tutorial.md", *(f"howto/{p.name}" for p in sorted((DOCS / "howto").glob("*.md"))))
# made by the tutorial, shown in it
PLOT = "paths.svg"

_BLOCK = re.compile(r"(<!-- not run:[^\n]*-->\n)?^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TIMEOUT = 180


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what the page says it prints."""

    command: str
    output: str


def steps_of(block: str) -> tuple[Step, ...]:
    r"""The commands of a block with their outputs.

    >>> steps_of("$ echo a\na\n$ true\n")
    (Step(command='echo a', output='a\n'), Step(command='true', output=''))
    """
    pieces = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return tuple(Step(*piece.split("\n", 1)) for piece in pieces)


def page_steps(text: str) -> Iterator[Step]:
    """All commands of a page that are run, in order."""
    for match in _BLOCK.finditer(text):
        if match[1] is None:
            yield from steps_of(match[2])


def prepare(folder: Path) -> None:
    """Lay out what the pages start from."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)


def run(command: str, folder: Path) -> tuple[int, str]:
    """Exit code and printed text of one command, run by a shell in `folder`."""
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "OMP_NUM_THREADS": "1",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=_TIMEOUT,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def head(output: str) -> str:
    """What must stay of an output from machine to machine and model to model: its first line, numbers aside; of a
    dated finding, the date.

    >>> head("8 documents, 1.5 s\\n9 more\\n") == head("8 documents, 12.1 s\\n")
    True
    >>> head("2024-05-06  denial by the accused\\n")
    '#-#-#'
    """
    lines = output.splitlines()
    line = re.sub(r"\d+", "#", re.sub(r" +|-{2,}", " ", lines[0])).strip() if lines else ""
    return "#-#-#" if line.startswith("#-#-# ") else line


def rewritten(text: str, folder: Path) -> str:
    """A page with what its commands print now."""

    def block(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0]
        parts = []
        for step in steps_of(match[2]):
            code, output = run(step.command, folder)
            if code:
                raise SystemExit(f"{step.command}: exit code {code}\n{output}")
            parts.append(f"$ {step.command}\n" + "".join(f"{line.rstrip()}\n" for line in output.splitlines()))
        return "```console\n" + "".join(parts) + "```"

    return _BLOCK.sub(block, text)


def main() -> None:
    """Run all pages and write their outputs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for page in PAGES:
            path = DOCS / page
            path.write_text(rewritten(path.read_text("utf-8"), folder), "utf-8")
            print(page)
        if (folder / PLOT).exists():
            shutil.copy(folder / PLOT, DOCS / "images" / "tutorial-paths.svg")


if __name__ == "__main__":
    main()
