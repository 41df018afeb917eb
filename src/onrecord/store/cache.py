"""Derived tables: caches keyed by what the manifest lists; anybody may delete them at any time."""

import os
import shutil
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.store.store import Store

__all__ = ["cached_table"]


def cached_table(store: Store, name: str, make: Callable[[], pa.Table]) -> pa.Table:
    """The table that `make` makes, from the cache where the store has not changed since it was made.

    A store that cannot be written to is no error: the table is made each time.
    """
    folder = store.path.absolute() / "cache"
    key = store.manifest.digest()[:16]
    path = folder / key / f"{name}.parquet"
    try:
        return pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowException):
        table = make()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        pq.write_table(table, aside, compression="zstd")
        aside.replace(path)
        for old in folder.iterdir():
            if old.name != key:
                shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return table
    return table
