"""Arrow tables on the terminal: aligned for people, CSV or JSON Lines for programs."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

import click
import pyarrow as pa

from onrecord.cli.present import counted, echo_data, plain
from onrecord.errors import UsageError

__all__ = ["show_rows", "show_table"]

# wider cells are cut: a person looks at a table, and asks for --jsonl to have it all
CELL = 48
NUMERIC = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)


def show_table(table: pa.Table, *, as_csv: bool = False, as_jsonl: bool = False) -> None:
    """Print a table."""
    if as_jsonl:
        names = _distinct(table.column_names)
        for row in _rows(table):
            echo_data(json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False, default=str))
    elif as_csv:
        import csv
        import io

        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows([_cell(v, exact=True) for v in row] for row in _rows(table))
        echo_data(buffer.getvalue(), nl=False)
    else:
        _show_aligned(table)


def show_rows(rows: Iterable[Any], of: type[Any], *, as_csv: bool) -> None:
    """Print dataclasses of one type as a table of texts, with its heading where there are none."""
    names = pa.schema([(f.name, pa.string()) for f in fields(of)])
    show_table(pa.Table.from_pylist([asdict(row) for row in rows], schema=names), as_csv=as_csv)


def _show_aligned(table: pa.Table) -> None:
    rows = [[_short(_cell(v)) for v in row] for row in _rows(table)]
    names = table.column_names
    widths = [max([len(n), *(len(r[i]) for r in rows)]) for i, n in enumerate(names)]
    numeric = [any(of(f.type) for of in NUMERIC) for f in table.schema]
    click.echo(
        click.style("  ".join(_pad(n, w, right=r) for n, w, r in zip(names, widths, numeric, strict=True)), bold=True)
    )
    for row in rows:
        click.echo("  ".join(_pad(c, w, right=r) for c, w, r in zip(row, widths, numeric, strict=True)).rstrip())
    click.echo(click.style(counted(len(rows), "row"), dim=True), err=True)


def _rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    """The rows as tuples: two columns of a query may have one name."""
    return zip(*map(_values, table.columns), strict=True)


def _values(column: pa.ChunkedArray) -> list[object]:
    try:
        values: list[object] = column.to_pylist()
    except (ValueError, OverflowError):  # days and times beyond the years that Python knows
        try:
            values = column.cast(pa.string()).to_pylist()
        except pa.ArrowException as error:
            raise UsageError("a day beyond the year 9999 within a list; cast it to VARCHAR in the query") from error
    return values


def _distinct(names: list[str]) -> list[str]:
    """Names that a JSON object can hold beside each other.

    >>> _distinct(["id", "id", "id_2"])
    ['id', 'id_2', 'id_2_2']
    """
    given: list[str] = []
    for name in names:
        number, made = 1, name
        while made in given:
            number, made = number + 1, f"{name}_{number + 1}"
        given.append(made)
    return given


def _plain(value: object) -> object:
    """A value as JSON knows it: there is no NaN and no infinity, and a sum of whole numbers is a number."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _cell(value: object, *, exact: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and not exact:
        return f"{value:.4g}"
    if isinstance(value, (dict, list)):
        return json.dumps(_plain(value), ensure_ascii=False, default=str)
    return str(value)


def _short(cell: str) -> str:
    line = plain(cell)
    return line if len(line) <= CELL else line[: CELL - 1] + "…"


def _pad(cell: str, width: int, *, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
