"""The manifest: which shards make up the current generation of a store. Replaced whole, never written in place."""

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from onrecord.errors import StoreError

__all__ = ["FORMAT", "Manifest", "NewerStoreError", "Shard", "read_manifest", "write_manifest"]

FORMAT = 1
NAME = "manifest.json"


class NewerStoreError(StoreError):
    """A newer version wrote the store: nothing in it is damaged, and this version must leave it alone."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One immutable folder of Parquet files: a slice of one input's documents, read by one `made_by`."""

    name: str  # digest of (input slice, options, made_by)
    slice: str  # digest of (input slice, options): a shard of the same slice replaces this one
    made_by: str
    documents: int
    files: dict[str, str]  # file name -> sha256
    rows: dict[str, int]  # table -> rows
    input: str = ""  # what the slice was called, for people


@dataclass(frozen=True, slots=True)
class Manifest:
    """The shards of one generation, sorted by name, and how the store was made."""

    generation: int = 0
    shards: tuple[Shard, ...] = field(default=())
    text: bool = True
    format: int = FORMAT

    def digest(self) -> str:
        """A digest of what the shards hold: caches derived from them are keyed by it."""
        names = "\0".join(f"{s.name}:{sorted(s.files.items())}" for s in self.shards)
        return hashlib.sha256(names.encode()).hexdigest()

    def covers(self, slice_digest: str, made_by: str) -> bool:
        """Whether the slice has been read by this very `made_by`."""
        return any(s.slice == slice_digest and s.made_by == made_by for s in self.shards)

    def covered(self, made_by: str) -> frozenset[str]:
        """The slices that have been read by this very `made_by`."""
        return frozenset(s.slice for s in self.shards if s.made_by == made_by)

    def with_shards(self, added: tuple[Shard, ...], removed: frozenset[str] = frozenset()) -> "Manifest":
        """The next generation: `added` replace shards of the same slice; shards named in `removed` are gone."""
        slices = {s.slice for s in added}
        kept = tuple(s for s in self.shards if s.slice not in slices and s.name not in removed)
        shards = tuple(sorted((*kept, *added), key=lambda s: s.name))
        return replace(self, generation=self.generation + 1, shards=shards)


def read_manifest(store: Path) -> Manifest:
    """The current manifest.

    Raises StoreError where there is none, it is damaged, or a newer version wrote it.
    """
    path = store / NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise StoreError(
            f"{store}: not a store (no {NAME}); make one with: onrecord batch INPUT --into {store}"
        ) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    try:
        version = msgspec.json.decode(raw, type=dict)["format"]
        if isinstance(version, int) and version > FORMAT:
            raise NewerStoreError(f"{path}: written by a newer version (format {version}); upgrade onrecord to read it")
        return msgspec.json.decode(raw, type=Manifest)
    except (msgspec.MsgspecError, KeyError) as error:
        raise StoreError(f"{path}: damaged ({error}); run: onrecord repair {store}") from error


def write_manifest(store: Path, manifest: Manifest) -> None:
    """Replace the manifest atomically: a reader sees the old one or the new one, never half of one.

    Raises StoreError where it cannot be written; the store is then as it was.
    """
    path = store / NAME
    aside = store / f".{NAME}.{os.getpid()}"
    try:
        with aside.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync_folder(store)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StoreError(f"{path}: {error.strerror or error}; the store is as it was before") from error


def sync_folder(folder: Path) -> None:
    """Make renames within a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
