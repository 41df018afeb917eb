"""Arrow tables on the terminal: aligned for people, CSV or JSON Lines for programs."""

import json

import click
import pyarrow as pa

from onrecord.cli.present import plain

__all__ = ["show_table"]

# wider cells are cut: a person looks at a table, and asks for --jsonl to have it all
CELL = 48


def show_table(table: pa.Table, *, as_csv: bool = False, as_jsonl: bool = False) -> None:
    """Print a table."""
    if as_jsonl:
        for row in table.to_pylist():
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
    elif as_csv:
        import csv
        import io

        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows([_cell(v) for v in row.values()] for row in table.to_pylist())
        click.echo(buffer.getvalue(), nl=False)
    else:
        _show_aligned(table)


def _show_aligned(table: pa.Table) -> None:
    rows = [[_short(_cell(v)) for v in row.values()] for row in table.to_pylist()]
    names = table.column_names
    widths = [max([len(n), *(len(r[i]) for r in rows)]) for i, n in enumerate(names)]
    numeric = [pa.types.is_integer(f.type) or pa.types.is_floating(f.type) for f in table.schema]
    click.echo(
        click.style("  ".join(_pad(n, w, right=r) for n, w, r in zip(names, widths, numeric, strict=True)), bold=True)
    )
    for row in rows:
        click.echo("  ".join(_pad(c, w, right=r) for c, w, r in zip(row, widths, numeric, strict=True)).rstrip())
    click.echo(click.style(f"{len(rows)} rows", dim=True), err=True)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _short(cell: str) -> str:
    line = plain(cell)
    return line if len(line) <= CELL else line[: CELL - 1] + "…"


def _pad(cell: str, width: int, *, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
