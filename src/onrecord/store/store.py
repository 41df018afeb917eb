"""`Store`: a folder of Parquet shards, its current generation read by an embedded DuckDB."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord.errors import StoreError, UsageError
from onrecord.schema import Record
from onrecord.store.columns import TABLES
from onrecord.store.lock import writing
from onrecord.store.manifest import NAME as MANIFEST
from onrecord.store.manifest import Manifest, Shard, read_manifest, write_manifest
from onrecord.store.query import run_query
from onrecord.store.shards import check_shard, shard_folder, write_shard

if TYPE_CHECKING:
    import pandas

__all__ = ["Store"]

# the order that makes two exports of the same findings the same bytes
SORT_KEYS = {
    "articles": ("article_id",),
    "mentions": ("article_id", "start", "end", "form"),
    "statements": ("article_id", "start", "end", "id"),
    "events": ("article_id", "start", "end", "id"),
    "positions": ("article_id", "start", "end", "id"),
    "contradictions": ("article_id", "id"),
    "problems": ("article_id", "source_name", "source_place", "code", "start", "message"),
}

ID_LENGTH = 18  # of an article's id: a- and 16 hexadecimal digits
ODD = 0x9E3779B97F4A7C15
# what a start that was killed before its first manifest leaves of it
_UNFINISHED = re.compile(r"writer\.lock|\.manifest\.json\.\d+")


class Store:
    """A store on disk. Opening reads the manifest only; every read sees one generation.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = Store.create(Path(folder) / "news")
    ...     store.query("SELECT count(*) AS n FROM events").to_pylist()
    [{'n': 0}]
    """

    def __init__(self, path: str | Path) -> None:
        """Open an existing store.

        Raises StoreError where the folder is no store, is damaged, or was written by a newer version.
        """
        self.path = Path(path)
        self.manifest = read_manifest(self.path)
        self._owned: tuple[Manifest, dict[str, str] | None] | None = None

    @classmethod
    def create(cls, path: str | Path, *, text: bool = True) -> "Store":
        """Open a store, making it where there is none. `text=False`: no article's text is kept.

        Raises StoreError where the folder cannot be written or holds something else, UsageError where the store was
        made with another choice of `text`.
        """
        path = Path(path)
        try:
            str(path).encode("utf-8")
        except UnicodeEncodeError as error:
            raise StoreError(f"{str(path)!r}: a store's name must be UTF-8; give another one") from error
        try:
            path.mkdir(parents=True, exist_ok=True)
            fresh = all(_UNFINISHED.fullmatch(entry.name) for entry in path.iterdir())
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}; the store cannot be made") from error
        if fresh:
            with writing(path):
                if not (path / MANIFEST).exists():  # another process may have been quicker
                    write_manifest(path, Manifest(text=text))
        store = cls(path)
        if store.manifest.text != text:
            kept = "with" if store.manifest.text else "without"
            raise UsageError(f"{path}: this store was made {kept} text; a store has or has not, for good")
        return store

    def reload(self) -> None:
        """See the generation that is current now."""
        self.manifest = read_manifest(self.path)

    def add(self, slice_digest: str, records: Iterable[Record], *, made_by: str, label: str = "") -> None:
        """Write the records of a slice and make them part of the store, in place of an older reading of the slice."""
        with writing(self.path):
            text = self.manifest.text
            shard = write_shard(self.path, slice_digest, records, made_by=made_by, text=text, label=label)
            self.publish((shard,))

    def publish(self, added: tuple[Shard, ...], removed: frozenset[str] = frozenset()) -> None:
        """List written shards in the next manifest; the caller holds the writer's lock."""
        manifest = read_manifest(self.path).with_shards(added, removed)
        write_manifest(self.path, manifest)
        self.manifest = manifest

    def files(self, table: str) -> list[Path]:
        """The Parquet files of a table in the current generation."""
        return [shard_folder(self.path, s.name) / f"{table}.parquet" for s in self.manifest.shards]

    def table(self, name: str) -> pa.Table:
        """A whole table, canonically sorted, each article once.

        Raises UsageError for a table that does not exist, StoreError where a shard is damaged.
        """
        if name not in TABLES:
            raise UsageError(f"no table {name!r}; there are {', '.join(TABLES)}")
        owner = self.owners()
        parts = []
        for shard, path in zip(self.manifest.shards, self.files(name), strict=True):
            part = _read_as(path, TABLES[name])
            if owner is not None:
                ids = pa.array([i for i, s in owner.items() if s == shard.name], pa.string())
                known = pc.is_null(part["article_id"])
                part = part.filter(pc.or_(known, pc.is_in(part["article_id"], ids)))
            parts.append(part)
        whole = pa.concat_tables(parts) if parts else TABLES[name].empty_table()
        return whole.sort_by([(key, "ascending") for key in SORT_KEYS[name]])

    def query(self, sql: str) -> pa.Table:
        """The answer of one SELECT over the tables; nothing else is allowed, and nothing outside the store is read.

        Raises UsageError for anything but one SELECT, StoreError where DuckDB refuses it.
        """
        owner = self.owners()
        return run_query(self.path, self.manifest, sql, owner=owner)

    def to_pandas(self, name: str) -> "pandas.DataFrame":
        """A table as a pandas data frame (needs pandas: `pip install onrecord[analyse]`)."""
        frame: pandas.DataFrame = self.table(name).to_pandas()
        return frame

    def verify(self) -> list[str]:
        """What is wrong with the store, a line a fault; an empty list where nothing is."""
        return [fault for shard in self.manifest.shards for fault in check_shard(self.path, shard)]

    def owners(self) -> dict[str, str] | None:
        """For each article the shard that holds it, where any article is held twice; else None.

        The same bytes read from two inputs are one article: the shard with the smallest name keeps it.
        """
        if self._owned is None or self._owned[0] is not self.manifest:
            self._owned = self.manifest, self._find_owners()
        return self._owned[1]

    def _find_owners(self) -> dict[str, str] | None:
        parts = [_read(path, ["article_id"])["article_id"].cast(pa.string()) for path in self.files("articles")]
        held = pa.chunked_array([chunk for part in parts for chunk in part.chunks], pa.string())
        if _clearly_distinct(held) or pc.count_distinct(held).as_py() == len(held):
            return None
        owner: dict[str, str] = {}
        for shard, part in zip(self.manifest.shards, parts, strict=True):
            for article in part.to_pylist():
                owner.setdefault(article, shard.name)
        return owner


def _clearly_distinct(ids: pa.ChunkedArray) -> bool:
    """Whether no id comes twice, told by a number made of each; False where that does not tell.

    Ten times faster than counting strings, which took most of the time of a first query.
    """
    keys = [np.zeros(0, np.uint64)]
    for chunk in filter(len, ids.chunks):
        lengths = pc.min_max(pc.binary_length(chunk)).as_py()
        if chunk.null_count or lengths["min"] != lengths["max"] or lengths["max"] != ID_LENGTH:
            return False
        _, offsets, data = chunk.buffers()
        first = np.frombuffer(offsets, np.int32)[chunk.offset]
        letters = np.frombuffer(data, np.uint8, len(chunk) * ID_LENGTH, first).reshape(-1, ID_LENGTH)
        halves = np.ascontiguousarray(letters[:, -16:]).view(np.uint64)
        keys.append(halves[:, 0] * np.uint64(ODD) + halves[:, 1])
    whole = np.sort(np.concatenate(keys))
    return not (whole[1:] == whole[:-1]).any()


def _read_as(path: Path, schema: pa.Schema) -> pa.Table:
    try:
        return _read(path).cast(schema)
    except ValueError as error:  # pyarrow's errors of conversion are ValueErrors as well
        raise StoreError(f"{path}: other columns than ours; run: onrecord repair {path.parents[2]}") from error


def _read(path: Path, columns: list[str] | None = None) -> pa.Table:
    try:
        with pq.ParquetFile(path) as file:
            return file.read(columns=columns, use_threads=columns is None)  # threads cost more than few columns
    except (OSError, pa.ArrowException) as error:
        store = path.parents[2]
        raise StoreError(f"{path}: cannot be read ({error}); run: onrecord repair {store}") from error
