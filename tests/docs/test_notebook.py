"""The notebook runs from its first cell to its last."""

import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"

RUN = """
import sys, nbclient, nbformat
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": sys.argv[2]}}).execute()
print(sum(len(c.outputs) for c in notebook.cells if c.cell_type == "code"))
"""


def test_the_notebook_runs_and_is_kept_without_outputs() -> None:
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    # in a process of its own: the kernel's client warns of its own future, and warnings are errors here
    command = [sys.executable, "-c", RUN, str(NOTEBOOK), str(NOTEBOOK.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) >= 7
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert all(not c.outputs and c.execution_count is None for c in cells if c.cell_type == "code")
