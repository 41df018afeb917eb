"""Shards: immutable folders of Parquet files, written aside and renamed whole."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import StoreError
from onrecord.schema import Record
from onrecord.store.columns import TABLES
from onrecord.store.manifest import Shard, sync_folder
from onrecord.store.rows import Row, rows_of, tables_of

__all__ = ["check_shard", "digest_of", "shard_folder", "shard_name", "write_shard", "write_tables"]


def shard_name(slice_digest: str, made_by: str) -> str:
    """The name of the shard that `made_by` makes of a slice."""
    return hashlib.sha256(f"{slice_digest}\0{made_by}".encode()).hexdigest()[:24]


def shard_folder(store: Path, name: str) -> Path:
    """Where a shard lies."""
    return store / "shards" / name


def write_shard(
    store: Path, slice_digest: str, records: Iterable[Record], *, made_by: str, text: bool = True, label: str = ""
) -> Shard:
    """Write the records of a slice as a shard; it is part of the store once a manifest lists it.

    Raises StoreError where the disk is full or the folder cannot be written; nothing half-written stays.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    documents = 0
    for record in records:
        documents += 1
        for name, more in rows_of(record, text=text).items():
            rows[name] += more
    return write_tables(store, slice_digest, tables_of(rows), made_by=made_by, documents=documents, label=label)


def write_tables(
    store: Path, slice_digest: str, tables: dict[str, pa.Table], *, made_by: str, documents: int, label: str = ""
) -> Shard:
    """Write a shard from its tables (see `write_shard`)."""
    name = shard_name(slice_digest, made_by)
    folder = shard_folder(store, name)
    aside = folder.with_name(f".{name}.{os.getpid()}")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        files = {f"{table}.parquet": _write(aside / f"{table}.parquet", data) for table, data in tables.items()}
        shutil.rmtree(folder, ignore_errors=True)  # the same content, of a run that did not reach the manifest
        aside.rename(folder)
        sync_folder(folder.parent)
    except (OSError, pa.ArrowException) as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise StoreError(f"{folder}: {getattr(error, 'strerror', None) or error}; the shard was not written") from error
    return Shard(
        name=name,
        slice=slice_digest,
        made_by=made_by,
        documents=documents,
        files=files,
        rows={table: data.num_rows for table, data in tables.items()},
        input=label,
    )


def check_shard(store: Path, shard: Shard) -> list[str]:
    """What is wrong with a shard's files, a line a fault: missing, truncated, or a bit flipped."""
    faults = []
    for file, digest in shard.files.items():
        path = shard_folder(store, shard.name) / file
        if not path.is_file():
            faults.append(f"{path}: missing")
        elif digest_of(path) != digest:
            faults.append(f"{path}: damaged (its digest is not the manifest's)")
    return faults


def _write(path: Path, table: pa.Table) -> str:
    pq.write_table(table, path, compression="zstd", store_schema=True, version="2.6", write_statistics=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return digest_of(path)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
