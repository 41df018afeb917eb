"""The commands and the Python of the documentation run, and begin as the pages say."""

import doctest
import os
import re
from pathlib import Path

import pytest
from tools import check_docs, console

HOWTO = [page for page in console.PAGES if page != "tutorial.md"]


def page(name: str) -> str:
    return (console.DOCS / name).read_text("utf-8")


def test_every_command_of_the_tutorial_runs_and_begins_as_shown(
    documented: tuple[Path, dict[str, tuple[int, str]]],
) -> None:
    folder, ran = documented
    steps = list(console.page_steps(page("tutorial.md")))

    assert len(steps) > 12
    for step in steps:
        code, output = ran[step.command]
        assert code == 0, f"{step.command}: {output}"
        assert console.head(output) == console.head(step.output), step.command
    assert (folder / console.PLOT).read_text().startswith("<?xml")


@pytest.mark.parametrize("name", HOWTO)
def test_the_commands_of_a_page_run_and_begin_as_shown(
    name: str, documented: tuple[Path, dict[str, tuple[int, str]]]
) -> None:
    for step in console.page_steps(page(name)):
        code, output = console.run(step.command, documented[0])

        assert code == 0, f"{step.command}: {output}"
        assert console.head(output) == console.head(step.output), step.command


@pytest.mark.parametrize("name", [name for name in HOWTO if ">>> " in page(name)])
def test_the_python_of_a_page_runs(name: str, documented: tuple[Path, dict[str, tuple[int, str]]]) -> None:
    before = Path.cwd()
    os.chdir(documented[0])
    try:
        result = doctest.testfile(str(console.DOCS / name), module_relative=False)
    finally:
        os.chdir(before)

    assert result.attempted
    assert not result.failed


def test_the_codebook_page_explains_every_code_of_the_schema() -> None:
    from onrecord.schema import Act, EventType, Stance, Status

    text = page("codebook.md")

    assert all(f"| `{code}` |" in text for codes in (Act, EventType, Stance, Status) for code in codes)
    for codes, rows in ((Act, check_docs._ACTS), (Stance, check_docs._STANCES), (Status, check_docs._STATUSES)):
        assert {name.strip("`") for name, _ in rows} == {str(code) for code in codes}


def test_every_bad_input_has_tests_that_exist() -> None:
    rows = check_docs.bad_inputs()
    missing = []
    for row in rows:
        file, _, name = row.test.partition("::")
        path = console.ROOT / file
        text = path.read_text("utf-8") if path.is_file() else ""
        if not text or (name and f"def {name.partition('[')[0]}(" not in text):
            missing.append(row.test)

    assert missing == []
    assert {row.number for row in rows} == set(range(1, 86))


def test_our_figures_in_the_comparison_are_those_that_were_measured() -> None:
    measured = (console.ROOT / "benchmarks" / "README.md").read_text("utf-8")
    ours = [line for line in page("comparison.md").splitlines() if line.startswith("| **Onrecord**")]
    figures = re.findall(r"\*\*(\d*\.\d+)\*\*", "\n".join(ours))

    assert len(figures) >= 10
    assert [f for f in figures if not re.search(rf"(?<![\d.]){re.escape(f)}(?!\d)", measured)] == []


def test_no_page_loads_anything_from_another_host() -> None:
    text = "".join(path.read_text("utf-8") for path in console.DOCS.rglob("*.md"))

    for known in ("www.dask.org", "duckdb.org/docs", "hypothesis.readthedocs.io"):
        text = text.replace(f"](https://{known}", "")
    assert "](http" not in text
    assert "<script" not in text
