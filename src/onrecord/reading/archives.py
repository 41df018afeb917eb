"""Folders in archives: ZIP and TAR, one member in memory at a time. Nothing is unpacked to disk: no name can escape."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from onrecord.errors import InputError
from onrecord.reading.limits import MAX_MEMBERS, MAX_RATIO, MAX_TEXT
from onrecord.reading.report import ReadReport

__all__ = ["iter_tar", "iter_zip"]

_MAX_TOTAL = 4 << 30  # bytes of all members of one archive
_SMALL = 1 << 20
_STEP = 1 << 20
# archives that are documents of another program: their members are no pages
_DOCUMENTS = (
    ({"xl/workbook.xml"}, "a spreadsheet; save it as CSV"),
    ({"xl/workbook.bin"}, "a spreadsheet; save it as CSV"),
    ({"ppt/presentation.xml"}, "a presentation; save it as PDF"),
    ({"mimetype", "content.xml"}, "an OpenDocument file; save it as DOCX, PDF or, a table, as CSV"),
)


def iter_zip(file: BinaryIO, report: ReadReport) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file in a ZIP archive.

    Raises InputError where the archive cannot be read at all, or is a document of another program.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(f"a damaged ZIP archive: {error}") from error
    names = set(archive.namelist())
    for parts, what in _DOCUMENTS:
        if parts <= names:
            raise InputError(what)
    total = 0
    with archive:
        for number, info in enumerate(archive.infolist()):
            if number >= MAX_MEMBERS:
                report.lose("too-many-members", f"member {number}", f"only {MAX_MEMBERS:,} members are read")
                return
            if info.is_dir() or _is_clutter(info.filename):
                continue
            place = f"member {number + 1} ({info.filename[-80:]})"
            refusal = _refusal(info)
            if refusal:
                report.lose(refusal, place, f"{info.compress_size:,} bytes for {info.file_size:,}")
                continue
            try:
                with archive.open(info) as member:
                    content = _content(member)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
                report.lose("damaged-member", place, str(error))
                continue
            total += len(content)
            if len(content) > MAX_TEXT or total > _MAX_TOTAL:
                report.lose("too-large", place, f"more than {MAX_TEXT:,} bytes, or the archive than {_MAX_TOTAL:,}")
                continue
            yield info.filename, content


def _content(member: IO[bytes]) -> bytes:
    """The bytes of a member up to the limit and one more, unpacked little by little into one piece of memory."""
    whole = io.BytesIO()
    while len(part := member.read(min(_STEP, MAX_TEXT + 1 - whole.tell()))):
        whole.write(part)
    return whole.getvalue()


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "encrypted"
    if info.file_size > MAX_TEXT:
        return "too-large"
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return "bomb"
    return None


def _is_clutter(name: str) -> bool:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return name.startswith("__MACOSX/") or base in (".DS_Store", "Thumbs.db", "desktop.ini")


def iter_tar(file: BinaryIO, report: ReadReport) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each regular file in an uncompressed TAR archive; links and devices are skipped."""
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            for number, info in enumerate(archive):
                if number >= MAX_MEMBERS:
                    report.lose("too-many-members", f"member {number}", f"only {MAX_MEMBERS:,} members are read")
                    return
                if not info.isreg():
                    if not info.isdir():
                        report.skip("not-a-file")
                    continue
                if info.size > MAX_TEXT:
                    report.lose("too-large", f"member {number + 1}", f"{info.size:,} bytes")
                    continue
                member = archive.extractfile(info)
                if member is not None and not _is_clutter(info.name):
                    yield info.name, member.read()
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        report.lose("damaged-archive", "archive", str(error))
