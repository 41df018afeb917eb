"""Slices: runs of documents of one input, named by what they hold, whatever the number of workers.

A folder is one input, its files in the order of their names; an archive or export is one input, its documents in
their order. A slice of files is named by their bytes, a slice of an archive by the archive's bytes and the documents'
numbers.
"""

import hashlib
import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.reading import InputKind, ReadReport, iter_articles
from onrecord.reading.kinds import binary_kind, text_kind
from onrecord.reading.warc import iter_records

__all__ = ["Slice", "slices_of"]

# kinds that hold many documents; a document of any other kind is read whole, with the articles it may hold
CONTAINERS = frozenset(
    {
        InputKind.WARC,
        InputKind.ZIP,
        InputKind.TAR,
        InputKind.GZIP,
        InputKind.JSONL,
        InputKind.CSV,
        InputKind.FEED,
        InputKind.NEWSML,
    }
)
HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Slice:
    """Some whole files, or the documents [start, start + documents) of a container."""

    digest: str
    label: str
    paths: tuple[str, ...]
    documents: int
    start: int | None = None  # None: whole files
    kind: str | None = None
    poison: frozenset[int] = frozenset()  # documents, counted within the slice, that kill the process that reads them

    def without(self, poison: Iterable[int]) -> "Slice":
        """The same slice with these documents set apart."""
        return replace(self, poison=frozenset(poison))


def slices_of(inputs: Iterable[Path], *, size: int, kind: str | None = None) -> Iterator[Slice]:
    """The slices of all inputs, `size` documents each.

    Raises InputError for an input that is missing or no regular file.
    """
    for given in inputs:
        files = _files(given)
        containers = [f for f in files if _is_container(f, kind)]
        plain = sorted(set(files) - set(containers))
        for at in range(0, len(plain), size):
            yield _slice_of_files(given, plain[at : at + size], at, kind)
        for file in containers:
            yield from _slices_of_container(file, size, kind)


def _files(given: Path) -> list[Path]:
    if given.is_dir():
        return sorted(p for p in given.rglob("*") if p.is_file() and not p.is_symlink())
    if given.is_file():
        return [given]
    raise InputError(f"{given}: no such file or folder, or not a regular file")


def _is_container(file: Path, kind: str | None) -> bool:
    if kind is not None:
        return kind in CONTAINERS
    with file.open("rb") as handle:
        head = handle.read(HEAD)
    return (binary_kind(head) or text_kind(head.decode("utf-8", "replace"))) in CONTAINERS


def _slice_of_files(given: Path, files: list[Path], at: int, kind: str | None) -> Slice:
    digest = hashlib.sha256(f"files\0{kind}".encode())
    for file in files:
        name = str(file.relative_to(given)) if file != given else file.name
        digest.update(b"\0" + name.encode("utf-8", "surrogateescape") + b"\0" + _digest(file).encode())
    return Slice(
        digest=digest.hexdigest(),
        label=f"{given} files {at + 1}-{at + len(files)}",
        paths=tuple(str(f.resolve()) for f in files),
        documents=len(files),
        kind=kind,
    )


def _slices_of_container(file: Path, size: int, kind: str | None) -> Iterator[Slice]:
    content = _digest(file)
    first, total = _numbers(file, kind)
    for start in range(first, first + total, size):
        count = min(size, first + total - start)
        key = f"container\0{kind}\0{content}\0{start}\0{count}"
        yield Slice(
            digest=hashlib.sha256(key.encode()).hexdigest(),
            label=f"{file} documents {start}-{start + count - 1}",
            paths=(str(file.resolve()),),
            documents=count,
            start=start,
            kind=kind,
        )


def _numbers(file: Path, kind: str | None) -> tuple[int, int]:
    """The number of the first document of a container, and how many there are: records of WARC, else articles."""
    with file.open("rb") as handle:
        if file.stat().st_size and (kind or binary_kind(handle.read(HEAD))) == InputKind.WARC:
            with mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as whole, memoryview(whole) as view:
                last = max((record.number for record in iter_records(view, ReadReport())), default=0)
            return 1, max(last, 1)
    return 0, max(sum(1 for _ in iter_articles(file, kind=kind)), 1)


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from error
