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
from onrecord.reading import InputKind, Part, ReadReport, iter_articles
from onrecord.reading.folders import files_below
from onrecord.reading.kinds import binary_kind, checked_kind, text_kind
from onrecord.reading.warc import iter_records

__all__ = ["Slice", "check_inputs", "slices_of"]

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
    part: Part | None = None  # None: whole files
    kind: str | None = None
    poison: frozenset[int] = frozenset()  # documents, counted within the slice, that kill the process that reads them

    def without(self, poison: Iterable[int]) -> "Slice":
        """The same slice with these documents set apart."""
        return replace(self, poison=frozenset(poison))


def slices_of(inputs: Iterable[Path], *, size: int, kind: str | None = None) -> Iterator[Slice]:
    """The slices of all inputs, `size` documents each.

    Raises InputError for an input that is missing or no regular file, UsageError for a kind that there is not.
    """
    for given in inputs:
        files = _files(given)
        containers = [f for f in files if _is_container(f, kind)]
        plain = sorted(set(files) - set(containers))
        for at in range(0, len(plain), size):
            yield _slice_of_files(given, plain[at : at + size], at, kind)
        for file in containers:
            yield from _slices_of_container(file, size, kind)


def check_inputs(inputs: Iterable[Path], *, kind: str | None = None) -> None:
    """Look at inputs without reading them.

    Raises InputError for one that is missing or neither a file nor a folder, UsageError for a kind that there is not.
    """
    if kind is not None:
        checked_kind(kind)
    for given in inputs:
        if not given.is_dir() and not given.is_file():
            raise _missing(given)


def _missing(given: Path) -> InputError:
    return InputError(f"{given}: no such file or folder, or not a regular file")


def _files(given: Path) -> list[Path]:
    if given.is_dir():
        return [p for p in files_below(given, lambda _: None, _refuse) if p.is_file()]
    if given.is_file():
        return [given]
    raise _missing(given)


def _refuse(folder: Path, why: str) -> None:
    raise InputError(f"{folder}: {why}; make it readable, or give the other folders one by one")


def _is_container(file: Path, kind: str | None) -> bool:
    return _kind_of(file, kind) in CONTAINERS


def _kind_of(file: Path, kind: str | None) -> InputKind:
    if kind is not None:
        return checked_kind(kind)
    try:
        with file.open("rb") as handle:
            head = handle.read(HEAD)
    except OSError:
        return InputKind.PASTED  # whose reading says why it cannot be read
    return binary_kind(head) or text_kind(head.decode("utf-8", "replace"))


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
    found = _kind_of(file, kind)
    if found is InputKind.WARC:
        parts = _parts_of_warc(file, size)
    else:
        parts = (_parts_of_lines(file, size, content) if found is InputKind.JSONL else None) or _parts(file, size, kind)
    for part in parts:
        count = part.stop - part.first
        key = f"container\0{kind}\0{content}\0{part.first}\0{count}"
        yield Slice(
            digest=hashlib.sha256(key.encode()).hexdigest(),
            label=f"{file} documents {part.first}-{part.stop - 1}",
            paths=(str(file.resolve()),),
            documents=count,
            part=part,
            kind=InputKind.JSONL if part.end is not None else kind,
        )


def _parts_of_warc(file: Path, size: int) -> list[Part]:
    """Parts of a WARC file's records, each with the place where reading begins: no part is read to come to another."""
    starts: list[tuple[int, int]] = []  # of each part
    last, nearest = 0, (0, 0)
    with (
        file.open("rb") as handle,
        mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as whole,
        memoryview(whole) as view,
    ):
        for record in iter_records(view, ReadReport()):
            while len(starts) * size + 1 < record.number:  # the part's first record is damaged: begin before it
                starts.append(nearest)
            last, nearest = record.number, record.start
            if len(starts) * size + 1 == last:
                starts.append(nearest)
    stops = [min((i + 1) * size, last) + 1 for i in range(len(starts))]
    return [Part(i * size + 1, stop, *start) for i, (start, stop) in enumerate(zip(starts, stops, strict=True))] or [
        Part(1, 2)  # of a file without a whole record: its damage is named
    ]


def _parts_of_lines(file: Path, size: int, digest: str) -> list[Part] | None:
    """Parts of a JSONL file's lines, each with its bytes; None where it is not UTF-8, whose lines end in one byte."""
    parts: list[Part] = []
    begin = at = number = characters = before = 0
    with file.open("rb") as handle:
        for line in handle:
            try:
                characters += len(line.decode("utf-8"))
            except UnicodeDecodeError:
                return None
            at += len(line)
            number += 1
            if number % size == 0:
                parts.append(Part(number - size + 1, number + 1, begin, number - size, at, before, digest))
                begin, before = at, characters
    rest = number % size
    if rest:
        parts.append(Part(number - rest + 1, number + 1, begin, number - rest, at, before, digest))
    return parts


def _parts(file: Path, size: int, kind: str | None) -> list[Part]:
    try:
        total = max(sum(1 for _ in iter_articles(file, kind=kind)), 1)
    except InputError:
        total = 1  # the worker that reads it says why it cannot
    return [Part(at, min(at + size, total), last=at + size >= total) for at in range(0, total, size)]


def _digest(file: Path) -> str:
    """A digest of the file's bytes; of the reason where it cannot be read, so that it is tried again once it can."""
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"
