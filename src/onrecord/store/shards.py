"""Shards: immutable folders of Parquet files, written aside and renamed whole."""

import errno
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import StoreError
from onrecord.schema import Record
from onrecord.store.columns import TABLES
from onrecord.store.manifest import Shard, sync_folder
from onrecord.store.rows import Row, rows_of, tables_of

# characters of text whose rows wait in memory before they are written: what bounds a worker's memory
BATCH = 1_000_000

# a shard's folder, or one that is still being written: whatever else lies beside them is not ours
_OURS = re.compile(r"[0-9a-f]{24}|\.[0-9a-f]{24}\.[0-9a-f]{12}")

__all__ = ["check_shard", "digest_of", "our_folders", "shard_folder", "shard_name", "write_shard", "write_tables"]


def shard_name(slice_digest: str, made_by: str) -> str:
    """The name of the shard that `made_by` makes of a slice."""
    return hashlib.sha256(f"{slice_digest}\0{made_by}".encode()).hexdigest()[:24]


def shard_folder(store: Path, name: str) -> Path:
    """Where a shard lies, from the root: pyarrow takes `news:2024/shards` for an address on the network."""
    return store.absolute() / "shards" / name


def our_folders(store: Path) -> list[Path]:
    """The folders of shards on disk, by name, also those that no manifest lists."""
    folder = store.absolute() / "shards"
    return [p for p in sorted(folder.iterdir()) if _OURS.fullmatch(p.name) and p.is_dir()] if folder.is_dir() else []


def write_shard(
    store: Path, slice_digest: str, records: Iterable[Record], *, made_by: str, text: bool = True, label: str = ""
) -> Shard:
    """Write the records of a slice as a shard; it is part of the store once a manifest lists it.

    Raises StoreError where the disk is full or the folder cannot be written; nothing half-written stays.
    """
    counted = _Counted(records)
    batches = (tables_of(rows) for rows in _batches(counted, text=text))
    shard = _write(store, slice_digest, batches, made_by=made_by)
    return replace(shard, documents=counted.number, input=label)


def write_tables(
    store: Path, slice_digest: str, tables: dict[str, pa.Table], *, made_by: str, documents: int, label: str = ""
) -> Shard:
    """Write a shard from its tables (see `write_shard`)."""
    shard = _write(store, slice_digest, iter((tables,)), made_by=made_by)
    return replace(shard, documents=documents, input=label)


class _Counted:
    """Records as they pass, and how many did."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.number = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.number += 1
            yield record


def _batches(records: Iterable[Record], *, text: bool) -> Iterator[dict[str, list[Row]]]:
    """The rows of many records, some megabytes at a time: a slice of long pages never lies in memory whole."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    waiting = 0
    for record in records:
        for name, more in rows_of(record, text=text).items():
            rows[name] += more
        waiting += len(record.article.text)
        if waiting > BATCH:
            yield rows
            rows, waiting = {name: [] for name in TABLES}, 0
    yield rows


def _write(store: Path, slice_digest: str, batches: Iterator[dict[str, pa.Table]], *, made_by: str) -> Shard:
    name = shard_name(slice_digest, made_by)
    folder = shard_folder(store, name)
    aside = folder.with_name(f".{name}.{uuid.uuid4().hex[:12]}")  # a process id may be another worker's elsewhere
    try:
        aside.mkdir(parents=True)
        rows = _write_files(aside, batches)
        files = {f"{table}.parquet": digest_of(aside / f"{table}.parquet") for table in TABLES}
        _take_place(aside, folder, files)
        sync_folder(folder.parent)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{folder}: {getattr(error, 'strerror', None) or error}; the shard was not written") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Shard(name=name, slice=slice_digest, made_by=made_by, documents=0, files=files, rows=rows)


def _write_files(folder: Path, batches: Iterator[dict[str, pa.Table]]) -> dict[str, int]:
    """Write the tables' files, a row group a batch; how many rows each got."""
    rows = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(
                pq.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd", version="2.6")
            )
            for table, schema in TABLES.items()
        }
        for tables in batches:
            for table, data in tables.items():
                rows[table] += data.num_rows
                if data.num_rows:
                    writers[table].write_table(data)
    for table in TABLES:
        with (folder / f"{table}.parquet").open("rb") as file:
            os.fsync(file.fileno())
    return rows


def _take_place(aside: Path, folder: Path, files: dict[str, str]) -> None:
    """Give a written folder its name; where the same content has it already, leave that: somebody may be reading it."""
    for _ in range(5):
        try:
            aside.rename(folder)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        else:
            return
        if all((folder / file).is_file() and digest_of(folder / file) == digest for file, digest in files.items()):
            return
        shutil.rmtree(folder, ignore_errors=True)  # of a run that did not reach the manifest, or damaged since
    raise OSError(errno.EEXIST, "another process keeps writing this shard")


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


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
