"""Tables with a schema check: TSV for long flat tables, TOML for small nested ones.

The row type, a frozen dataclass, is the schema: its fields are the columns. A bad row names file, line, field and cure.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from onrecord.errors import LexiconError

__all__ = ["load_numbers", "load_rows", "load_toml_rows"]

Row = TypeVar("Row")


def load_rows(path: Path, row_type: type[Row]) -> tuple[Row, ...]:
    """The rows of a TSV file as `row_type`s, in the file's order.

    The first line names the columns; lines that start with `#` and blank lines are skipped. A `tuple[str, ...]` field
    is written with `|` between its items; an empty cell is the field's default (None, (), ...), an error where there is
    none.

    Raises LexiconError on a wrong header or row.
    """
    parse = _row_parser(row_type)
    rows: list[Row] = []
    columns: list[str] | None = None
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            _check_columns(path, number, columns, row_type)
            continue
        if len(cells) > len(columns):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells for {len(columns)} columns; remove the extra tabs")
        rows.append(parse(dict(zip(columns, cells, strict=False)), f"{path}:{number}"))
    if columns is None:
        raise LexiconError(f"{path}:1: no header; the first line must name the columns")
    return tuple(rows)


def load_numbers(path: Path, row_type: type[Row]) -> dict[str, tuple[float, ...]]:
    """The numbers of each row of a table whose first column is a text and whose others are numbers, by that text.

    The same as by `load_rows`, whose checks and errors it shares, several times as fast: tables of trained weights
    have tens of thousands of rows.

    Raises LexiconError on a wrong header or row.
    """
    names = [f.name for f in fields(row_type)]  # type: ignore[arg-type]  # Row is a dataclass
    lines = [line for line in _read(path).splitlines() if line and line[0] != "#"]
    if lines and lines[0].split("\t") == names:
        try:
            rows = [line.split("\t") for line in lines[1:]]
            if all(len(cells) == len(names) and cells[0] for cells in rows):
                return {cells[0]: tuple(map(float, cells[1:])) for cells in rows}
        except ValueError:
            pass  # `load_rows` says which
    read = load_rows(path, row_type)
    return {getattr(row, names[0]): tuple(float(getattr(row, name)) for name in names[1:]) for row in read}


def load_toml_rows(path: Path, key: str, row_type: type[Row]) -> tuple[Row, ...]:
    """The array of tables `[[key]]` of a TOML file as `row_type`s, in the file's order.

    Raises LexiconError on a wrong file or row.
    """
    parse = _row_parser(row_type)
    try:
        document = tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}") from error
    return tuple(parse(row, f"{path}: [[{key}]] no. {i}") for i, row in enumerate(document.get(key, []), 1))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # spreadsheets write a byte-order mark
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _check_columns(path: Path, number: int, columns: list[str], row_type: type[Any]) -> None:
    known = {f.name: f for f in fields(row_type)}
    for column in columns:
        if column not in known:
            raise LexiconError(f"{path}:{number}: unknown column {column!r}; known are {', '.join(known)}")
    for name, spec in known.items():
        if name not in columns and _is_required(spec):
            raise LexiconError(f"{path}:{number}: column {name!r} is missing; add it to the header")


def _is_required(spec: Field[Any]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _row_parser(row_type: type[Row]) -> Callable[[Mapping[str, Any], str], Row]:
    hints = get_type_hints(row_type)
    specs = {f.name: f for f in fields(row_type)}  # type: ignore[arg-type]  # Row is a dataclass
    converters = {name: _converter(hints[name]) for name in specs}  # once a table: the tables have thousands of rows
    required = tuple(name for name, spec in specs.items() if _is_required(spec))

    def parse(cells: Mapping[str, Any], where: str) -> Row:
        values: dict[str, Any] = {}
        for name, cell in cells.items():
            if isinstance(cell, str):
                cell = cell.strip()
                if not cell and name in converters:
                    continue
            if name not in converters:
                raise LexiconError(f"{where}: unknown field {name!r}; known are {', '.join(specs)}")
            try:
                values[name] = converters[name](cell)
            except ValueError as error:
                raise LexiconError(f"{where}: field {name!r}: {error}") from error
        for name in required:
            if name not in values:
                raise LexiconError(f"{where}: field {name!r} is empty; fill it in")
        return row_type(**values)

    return parse


def _converter(hint: Any) -> Callable[[Any], Any]:
    """What turns a cell into the value of a field of this type; the ValueError that it raises names the cure."""
    options = [h for h in get_args(hint) if h is not type(None)] if isinstance(hint, UnionType) else [hint]
    target = options[0]
    if get_origin(target) is tuple:
        item = _converter(get_args(target)[0])
        return lambda cell: tuple(
            item(part) for part in (cell if isinstance(cell, list) else [c.strip() for c in str(cell).split("|")])
        )
    if target is bool:
        return _truth
    if isinstance(target, type) and issubclass(target, StrEnum):
        return partial(_member, {member.value: member for member in target})
    if target in (int, float):
        return partial(_number, target)
    if target is str:
        return _text
    return lambda cell: cell


def _truth(cell: Any) -> bool:
    if cell in (True, False):
        return bool(cell)
    if cell not in ("1", "0", "yes", "no"):
        raise ValueError(f"{cell!r} is no truth value; write 1 or 0")
    return cell in ("1", "yes")


def _member(members: Mapping[str, StrEnum], cell: Any) -> StrEnum:
    if cell not in members:
        raise ValueError(f"{cell!r} is none of {', '.join(members)}")
    return members[cell]


def _number(target: type[int] | type[float], cell: Any) -> float:
    try:
        return target(cell)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{cell!r} is no number") from error


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise ValueError(f"{cell!r} is no text; put it in quotation marks")
    return cell
