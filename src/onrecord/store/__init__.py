"""The store: a folder of Parquet shards with a manifest, read by an embedded DuckDB."""

from onrecord.store.store import Store

__all__ = ["Store"]
