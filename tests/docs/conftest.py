"""The folder that the documentation's pages run in: after the tutorial, so that its store is there."""

from pathlib import Path

import pytest
from tools import console


@pytest.fixture(scope="session")
def documented(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[int, str]]]:
    """The folder, and exit code and output of each command of the tutorial."""
    folder = tmp_path_factory.mktemp("documented")
    console.prepare(folder)
    steps = console.page_steps((console.DOCS / "tutorial.md").read_text("utf-8"))
    return folder, {step.command: console.run(step.command, folder) for step in steps}
