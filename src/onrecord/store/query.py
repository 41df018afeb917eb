"""SQL over a store, on a connection that can read the store and do nothing else."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from onrecord.errors import StoreError, UsageError
from onrecord.store.columns import TABLES
from onrecord.store.manifest import Manifest

__all__ = ["run_query"]


def run_query(store: Path, manifest: Manifest, sql: str, *, owner: Mapping[str, str] | None = None) -> pa.Table:
    """The answer of one SELECT over the current generation.

    `owner` names, where an article is held by several shards, the one that counts.

    Raises UsageError for anything but one SELECT, StoreError where DuckDB refuses it.
    """
    with duckdb.connect(":memory:") as connection:
        _check(connection, sql)
        _define_views(connection, store, manifest, owner)
        _harden(connection, store)
        try:
            return connection.sql(sql).to_arrow_table()
        except duckdb.Error as error:
            raise StoreError(f"query: {str(error).splitlines()[0]}") from error
        except RuntimeError as error:  # what DuckDB makes of Ctrl-C
            if "interrupted" not in str(error):
                raise
            raise KeyboardInterrupt from error


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(f"query: {str(error).splitlines()[0]}") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError("query: give exactly one SELECT statement")


def _define_views(
    connection: duckdb.DuckDBPyConnection, store: Path, manifest: Manifest, owner: Mapping[str, str] | None
) -> None:
    if owner is not None:
        owners = pa.table({"article_id": list(owner), "shard": list(owner.values())})
        connection.register("owners_arrow", owners)
        connection.execute("CREATE TABLE owners AS SELECT * FROM owners_arrow")
        connection.unregister("owners_arrow")
    for table, schema in TABLES.items():
        files = [str(store.resolve() / "shards" / s.name / f"{table}.parquet") for s in manifest.shards]
        if not files:
            connection.register("empty_arrow", schema.empty_table())
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM empty_arrow")
            connection.unregister("empty_arrow")
            continue
        listed = ", ".join("'" + f.replace("'", "''") + "'" for f in files)
        reading = f"read_parquet([{listed}], filename = true)"
        where = ""
        if owner is not None:
            where = (
                " WHERE article_id IS NULL OR EXISTS (SELECT 1 FROM owners o WHERE o.article_id = p.article_id"
                " AND contains(p.filename, '/' || o.shard || '/'))"
            )
        try:
            connection.execute(f"CREATE VIEW {table} AS SELECT * EXCLUDE (filename) FROM {reading} p{where}")
        except duckdb.Error as error:
            raise StoreError(f"{store}: {str(error).splitlines()[0]}; run: onrecord verify {store}") from error


def _harden(connection: duckdb.DuckDBPyConnection, store: Path) -> None:
    """Only the store may be read (views fail without the first line), nothing is installed, nothing can be undone."""
    folder = str(store.resolve()).replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{folder}']")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
