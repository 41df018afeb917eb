"""The desk's index of a store: one SQLite file, made from the store's shards, deletable at any time."""

from onrecord.web.index.index import Index

__all__ = ["Index"]
