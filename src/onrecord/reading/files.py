"""Files and folders to articles; a WARC file of any size is read through a memory map."""

import mmap
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path

from onrecord.errors import InputError
from onrecord.reading.folders import files_below
from onrecord.reading.kinds import InputKind, binary_kind, is_docx
from onrecord.reading.limits import MAX_INPUT
from onrecord.reading.options import Part, ReadOptions, given_bytes
from onrecord.reading.reading import iter_bytes
from onrecord.reading.report import ReadReport
from onrecord.schema import Article

__all__ = ["iter_articles"]


def iter_articles(
    source: Path | str | bytes,
    *,
    report: ReadReport | None = None,
    kind: str | None = None,
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    part: Part | None = None,
) -> Iterator[Article]:
    """The articles in a file, in the files of a folder (by name, links not followed), or in bytes, one by one.

    What cannot be read is counted and named in `report`. Only a single file that cannot be read at all raises
    InputError. `part` takes some of one container's documents.

    >>> [article.headline for article in iter_articles(b'{"headline": "Mali denies raid", "text": "Mali denied it."}')]
    ['Mali denies raid']
    """
    report = report if report is not None else ReadReport()
    options = ReadOptions(kind=kind, date=date, columns=columns, part=part)
    if not isinstance(source, str | PathLike):
        yield from iter_bytes(given_bytes(source), report=report, options=options)
        return
    path = Path(source)
    if not path.is_dir():
        yield from _from_file(path, path.name, report, options)
        return
    for file in files_below(path, report.skip, lambda folder, why: report.lose("unreadable", str(folder), why)):
        name = str(file.relative_to(path))
        try:
            yield from _from_file(file, name, report, options)
        except InputError as error:
            report.lose("unreadable", name, str(error)[:300])


def _from_file(path: Path, name: str, report: ReadReport, options: ReadOptions) -> Iterator[Article]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{name}: not a regular file; give a file or a folder")
        with path.open("rb") as file:
            head = file.read(1 << 16)
            kind = options.kind or binary_kind(head)
            if kind in (InputKind.ZIP, InputKind.TAR) and not is_docx(file):
                yield from iter_bytes(head, report=report, name=name, options=options, file=file)
                return
            if head and kind == InputKind.WARC:
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view, memoryview(view) as data:
                    yield from iter_bytes(data, report=report, name=name, options=replace(options, kind="warc"))
                return
            start, end = (options.part.byte, options.part.end) if options.part else (0, None)
            if (status.st_size if end is None else end - start) > MAX_INPUT:
                raise InputError(f"{name}: larger than {MAX_INPUT:,} bytes; split it, or give a WARC file")
            file.seek(start)
            content = file.read() if end is None else file.read(end - start)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    yield from iter_bytes(content, report=report, name=name, options=options)
