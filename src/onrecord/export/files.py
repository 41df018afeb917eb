"""Tables as files: CSV (tabs where the data set has them), Parquet, JSON Lines; written aside and renamed whole."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from onrecord.store.aside import write_whole

__all__ = ["flat", "write_bare", "write_csv", "write_jsonl", "write_parquet"]

# the first characters that make a spreadsheet take a cell for a formula
FORMULA = r"^[=+\-@\t\r]"
NUMBER = r"^[+\-]?[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]+)?$"
BREAKS = r"[\t\n\v\f\r\x{85}\x{2028}\x{2029}]+"  # what readers of lines and columns take for an end


def flat(table: pa.Table) -> pa.Table:
    """A table with lists and structures as JSON text, so that every cell is one value."""
    for i, column in enumerate(table.schema):
        if pa.types.is_nested(column.type):
            cells = [None if v is None else json.dumps(v, ensure_ascii=False) for v in table[i].to_pylist()]
            table = table.set_column(i, column.name, pa.array(cells, pa.string()))
    return table


def write_csv(table: pa.Table, path: Path, *, tabs: bool = False, formula_safe: bool = False) -> None:
    """Write a table as CSV; `formula_safe` puts an apostrophe before what a spreadsheet takes for a formula.

    Raises StoreError where the file cannot be written; nothing half-written stays.
    """
    if formula_safe:
        table = _without_formulas(table)
    options = pacsv.WriteOptions(delimiter="\t" if tabs else ",", quoting_style="needed")
    write_whole(path, lambda aside: pacsv.write_csv(table, aside, options))


def write_bare(table: pa.Table, path: Path) -> None:
    """Write a table of texts with tabs between its cells, without names and quotation marks (see `write_csv`)."""
    texts = [pc.fill_null(column.cast(pa.string()), "") for column in table.columns]
    columns = [pc.replace_substring_regex(text, BREAKS, " ") for text in texts]
    bare = pa.table(columns, table.column_names)

    def write(aside: Path) -> None:
        with aside.open("w", encoding="utf-8", newline="") as file:
            for batch in bare.to_batches(max_chunksize=10_000):
                rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
                file.writelines("\t".join(row) + "\n" for row in rows)

    write_whole(path, write)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet (see `write_csv`)."""
    write_whole(path, lambda aside: pq.write_table(table, aside, compression="zstd"))


def write_jsonl(table: pa.Table, path: Path) -> None:
    """Write a table as JSON Lines (see `write_csv`)."""

    def write(aside: Path) -> None:
        with aside.open("w", encoding="utf-8") as file:
            for batch in table.to_batches(max_chunksize=10_000):
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in batch.to_pylist())

    write_whole(path, write)


def _without_formulas(table: pa.Table) -> pa.Table:
    for i, column in enumerate(table.schema):
        if pa.types.is_string(column.type):
            cells = table[i]
            risky = pc.and_not(pc.match_substring_regex(cells, FORMULA), pc.match_substring_regex(cells, NUMBER))
            risky = pc.fill_null(risky, fill_value=False)
            quoted = pc.binary_join_element_wise("'", cells, "")
            table = table.set_column(i, column, pc.if_else(risky, quoted, cells))
    return table
