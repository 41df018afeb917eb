"""Derived values: kept by what they are made of, made anew where the file is missing, damaged or not ours to keep."""

from pathlib import Path

import pytest

from onrecord.lang import load_pack
from onrecord.lang.derived import cache_folder, derived
from onrecord.lang.people_index import PeopleIndex, Plain, plain_index, read_office_lines


class Maker:
    """Counts how often it makes its value."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> dict[str, list[int]]:
        self.made += 1
        return {"a": [1, 2]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "table.tsv"
    path.write_text("a\n", "utf-8")
    return path


def test_a_value_is_made_once(folder: Path, source: Path) -> None:
    make = Maker()
    assert [derived("x", [source], make) for _ in range(3)] == [{"a": [1, 2]}] * 3
    assert make.made == 1
    assert len(list(folder.iterdir())) == 1


def test_another_content_is_another_value(folder: Path, source: Path) -> None:
    make = Maker()
    for number in range(6):
        source.write_text(f"{number}\n", "utf-8")
        derived("x", [source], make)
    assert make.made == 6
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"not what it was"])
def test_a_damaged_file_is_made_anew(folder: Path, source: Path, damage: bytes) -> None:
    make = Maker()
    derived("x", [source], make)
    (kept,) = folder.iterdir()
    kept.write_bytes(damage)
    assert derived("x", [source], make) == {"a": [1, 2]}
    assert derived("x", [source], make) == {"a": [1, 2]}
    assert make.made == 2


def test_one_changed_byte_is_seen(folder: Path, source: Path) -> None:
    make = Maker()
    derived("x", [source], make)
    (kept,) = folder.iterdir()
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    kept.write_bytes(bytes(content))
    derived("x", [source], make)
    assert make.made == 2


def test_nothing_is_kept_where_the_variable_is_empty(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", "")
    make = Maker()
    assert cache_folder() is None
    assert [derived("x", [source], make) for _ in range(2)] == [{"a": [1, 2]}] * 2
    assert make.made == 2


def test_a_folder_that_cannot_be_made_costs_nothing(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "file" / "below"))
    assert derived("x", [source], Maker()) == {"a": [1, 2]}


def test_the_kept_index_is_the_made_one(folder: Path) -> None:
    del folder
    pack = load_pack("en")
    made = PeopleIndex(Plain(*plain_index(read_office_lines(pack.folder / "offices"))))
    again = derived("people", [], lambda: tuple(plain_index(read_office_lines(pack.folder / "offices"))))
    kept = PeopleIndex(Plain(*derived("people", [], lambda: ())))
    assert again
    assert list(kept.countries) == list(made.countries)
    for name in (("macron",), ("emmanuel", "macron"), ("lavrov",)):
        assert [(p.name, p.forms, p.terms) for p in kept.candidates(name)] == [
            (p.name, p.forms, p.terms) for p in made.candidates(name)
        ]
    assert kept.shares("ivan") == made.shares("ivan")


def test_a_folder_that_others_write_to_is_not_trusted(folder: Path, source: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    make = Maker()
    assert [derived("x", [source], make) for _ in range(2)] == [{"a": [1, 2]}] * 2
    assert (make.made, list(folder.iterdir())) == (2, [])


def test_a_source_that_is_missing_costs_the_cache_only(folder: Path, tmp_path: Path) -> None:
    del folder
    assert derived("x", [tmp_path / "gone.py"], Maker()) == {"a": [1, 2]}
