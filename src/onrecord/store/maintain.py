"""Looking after a store: repair, compact, remove."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord.errors import StoreError
from onrecord.store.columns import TABLES
from onrecord.store.lock import writing
from onrecord.store.manifest import NAME as MANIFEST
from onrecord.store.manifest import Manifest, NewerStoreError, Shard, read_manifest, write_manifest
from onrecord.store.shards import check_shard, digest_of, our_folders, shard_folder, write_tables
from onrecord.store.store import Store

__all__ = ["Repair", "compact", "remove", "repair"]


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did: shards dropped for their faults, and shards found again where the manifest was lost."""

    dropped: tuple[str, ...]
    found: tuple[str, ...]


def repair(path: Path) -> Repair:
    """Drop damaged shards from the manifest (a batch run again re-makes them); rebuild a damaged manifest.

    Raises StoreError where the folder is no store, a newer version wrote it, or it cannot be written.
    """
    if not our_folders(path):
        _check_is_store(path)
    with writing(path):
        lost: set[str] = set()
        found: tuple[Shard, ...] = ()
        try:
            manifest = read_manifest(path)
        except NewerStoreError:
            raise
        except StoreError:
            found = _shards_on_disk(path)
            lost = {p.name for p in our_folders(path) if p.name[0] != "."} - {s.name for s in found}
            manifest = Manifest(shards=found, text=_with_text(path, found))
        bad = frozenset(s.name for s in manifest.shards if check_shard(path, s))
        write_manifest(path, manifest.with_shards((), bad))
        _sweep(path)
        return Repair(dropped=tuple(sorted(bad | lost)), found=tuple(s.name for s in found))


def compact(path: Path) -> int:
    """Drop rows that no reader sees any more (an article held twice) and folders that no manifest lists.

    Returns how many shards were rewritten or dropped.

    Raises StoreError where the folder is no store or cannot be written.
    """
    _check_is_store(path)
    with writing(path):
        store = Store(path)
        owner = store.owners()
        changed = 0
        if owner is not None:
            kept = {s.name: [i for i, name in owner.items() if name == s.name] for s in store.manifest.shards}
            changed = _rewrite(store, lambda shard, ids: pc.is_in(ids, pa.array(kept[shard.name], pa.string())))
        return changed + _sweep(path)


def remove(path: Path, article_id: str) -> int:
    """Take an article out of the store for good: its shard is rewritten and the old one deleted.

    Returns how many shards held it.

    Raises StoreError where no shard does, or the folder is no store.
    """
    _check_is_store(path)
    with writing(path):
        changed = _rewrite(Store(path), lambda _, ids: pc.not_equal(ids, article_id))
        if not changed:
            raise StoreError(f"{path}: no article {article_id}")
        _sweep(path)
        return changed


def _check_is_store(path: Path) -> None:
    """Before the lock, which would leave a file of ours in a folder that is none."""
    if not (path / MANIFEST).exists():
        read_manifest(path)  # says what is missing


Keep = Callable[[Shard, pa.Array], pa.Array]


def _rewrite(store: Store, keep: Keep) -> int:
    """Rewrite the shards that lose articles by `keep`, under their old slice, in one new generation."""
    added, gone = [], set()
    for shard in store.manifest.shards:
        tables = {name: _table(store.path, shard, name) for name in TABLES}
        held = tables["articles"]["article_id"]
        if pc.all(keep(shard, held)).as_py() in (True, None):
            continue
        for name, table in tables.items():
            ids = table["article_id"]
            tables[name] = table.filter(pc.or_(pc.is_null(ids), pc.fill_null(keep(shard, ids), fill_value=False)))
        gone.add(shard.name)
        made_by = f"{shard.made_by}; without {len(held) - tables['articles'].num_rows}"
        again = write_tables(
            store.path,
            shard.slice,
            tables,
            made_by=made_by,
            documents=shard.documents,
            label=shard.input,
        )
        # the slice stays covered by the made_by that read it: a batch run again must not bring the article back
        added.append(Shard(**{f: getattr(again, f) for f in Shard.__slots__} | {"made_by": shard.made_by}))
    if added:
        store.publish(tuple(added), frozenset(gone))
    return len(added)


def _sweep(path: Path) -> int:
    listed = {s.name for s in read_manifest(path).shards}
    stray = [p for p in our_folders(path) if p.name not in listed]
    for entry in stray:
        shutil.rmtree(entry, ignore_errors=True)
    return len(stray)


def _table(path: Path, shard: Shard, name: str) -> pa.Table:
    try:
        return pq.read_table(shard_folder(path, shard.name) / f"{name}.parquet", partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{path}: shard {shard.name} cannot be read ({error}); run: onrecord repair {path}") from error


def _with_text(path: Path, shards: tuple[Shard, ...]) -> bool:
    """Whether a store whose manifest was lost keeps texts: its shards show it."""
    texts = [
        pq.read_table(shard_folder(path, s.name) / "articles.parquet", columns=["text"], partitioning=None)["text"]
        for s in shards
        if s.documents
    ]
    return not texts or any(column.null_count < len(column) for column in texts)


def _shards_on_disk(path: Path) -> tuple[Shard, ...]:
    """Shards rebuilt from the folders where the manifest was lost; their slice is unknown, so they cover nothing."""
    shards = []
    for folder in (p for p in our_folders(path) if p.name[0] != "."):
        files = {p.name: digest_of(p) for p in sorted(folder.glob("*.parquet"))}
        try:
            articles = pq.read_table(folder / "articles.parquet", columns=["made_by"], partitioning=None)
            rows = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in TABLES}
        except (OSError, pa.ArrowException):
            continue
        made_by = Counter(articles["made_by"].to_pylist()).most_common(1)
        shards.append(
            Shard(
                name=folder.name,
                slice=f"unknown:{folder.name}",
                made_by=made_by[0][0] if made_by else "",
                documents=articles.num_rows,
                files=files,
                rows=rows,
            )
        )
    return tuple(shards)
