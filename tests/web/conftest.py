"""The store, made once, and a desk on a copy of it for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from invented import Visit, make_store, open_visit


@pytest.fixture(scope="session")
def store_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, made once; tests that write copy it."""
    path = tmp_path_factory.mktemp("stores") / "news"
    make_store(path)
    open_visit(path).close()
    (path.with_name("news.desk") / "people.sqlite").unlink()
    (path.with_name("news.desk") / "desk.sqlite").unlink()
    return path


@pytest.fixture
def visit(store_copy: Path, tmp_path: Path) -> Iterator[Visit]:
    """A desk of its own for a test."""
    for name in ("news", "news.desk"):
        shutil.copytree(store_copy.with_name(name), tmp_path / name)
    opened = open_visit(tmp_path / "news")
    yield opened
    opened.close()
