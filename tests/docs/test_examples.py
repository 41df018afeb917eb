"""The examples of the README run and say what they say."""

import doctest
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_readmes_python_examples_run() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert result.attempted > 2
    assert result.failed == 0


def test_the_readme_shows_the_commands_that_exist() -> None:
    from onrecord.cli import COMMANDS

    text = (ROOT / "README.md").read_text("utf-8")
    named = {line.split()[1] for line in text.splitlines() if line.startswith("onrecord ")}

    assert named <= set(COMMANDS)
    assert {"read", "batch", "query", "export"} <= named
