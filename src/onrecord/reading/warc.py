"""WARC files, record by record in constant memory: damage is stepped over and named, a cut end told from a whole one.

A record is believed where its compression checks out, its Content-Length is met and its digest, if it states one, fits.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.reading.limits import MAX_TEXT
from onrecord.reading.report import ReadReport

__all__ = ["WarcRecord", "iter_records"]

_CHUNK = 1 << 18
_MAX_HEAD = 1 << 16
_MAX_WAITING = MAX_TEXT
_DIGESTS = frozenset(("warc-block-digest", "warc-payload-digest"))
_MAGIC = b"\x1f\x8b\x08"
_START = re.compile(rb"WARC/\d\.\d\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A whole record: its number in the file, its headers by lower-case name, its block, and where to find it again."""

    number: int
    headers: Mapping[str, str]
    block: bytes
    start: tuple[int, int] = (0, 0)  # the byte where reading may begin to come to it, and the records before that


def iter_records(
    data: bytes | memoryview, report: ReadReport, *, start: tuple[int, int] = (0, 0)
) -> Iterator[WarcRecord]:
    """The whole records of a WARC file, plain or gzipped by record or as one; losses go to the report.

    `data` may be a memory map: it is looked at piece by piece. `start`: that of a record; reading begins there.
    """
    view = memoryview(data)
    byte, before = start
    parser = _Parser(report, before)
    if bytes(view[:3]) == _MAGIC:
        yield from _gzipped(view, parser, byte)
    else:
        parser.fed = byte
        for at in range(byte, len(view), _CHUNK):
            yield from parser.feed(bytes(view[at : at + _CHUNK]))
        parser.end(f"byte {len(view)}")


def _gzipped(view: memoryview, parser: "_Parser", position: int) -> Iterator[WarcRecord]:
    while position < len(view):
        member = position
        parser.start = member, parser.number
        inflater = zlib.decompressobj(31)
        broken: str | None = None
        waiting: list[WarcRecord] = []  # for the member's checksum, which comes last
        while not inflater.eof and position < len(view):
            try:
                part = inflater.decompress(view[position : position + _CHUNK])
            except zlib.error as error:
                broken = str(error)
                break
            position += _CHUNK
            waiting += parser.feed(part)
            if sum(len(record.block) for record in waiting) > _MAX_WAITING:
                yield from waiting
                waiting.clear()
        if inflater.eof:
            yield from waiting
            position = min(position, len(view)) - len(inflater.unused_data)
            parser.end(f"member at byte {member}")
            continue
        yield from (record for record in waiting if _DIGESTS & record.headers.keys())
        code = "damaged-member" if broken else "truncated"
        parser.lose(code, f"member at byte {member}", broken or "the file ends within a compressed member")
        if not broken:
            return
        position = _next_member(view, member + 1)


def _next_member(view: memoryview, position: int) -> int:
    """The next place where a gzip member starts that begins with a WARC record."""
    while position < len(view):
        chunk = bytes(view[position : position + _CHUNK])
        at = chunk.find(_MAGIC)
        if at < 0:
            position += max(1, len(chunk) - 2)
            continue
        try:
            head = zlib.decompressobj(31).decompress(bytes(view[position + at : position + at + 4096]), 16)
        except zlib.error:
            head = b""
        if head.startswith(b"WARC/"):
            return position + at
        position += at + 1
    return len(view)


class _Parser:
    """Records out of a stream of bytes that may be cut anywhere."""

    def __init__(self, report: ReadReport, number: int = 0) -> None:
        self.report = report
        self.buffer = bytearray()
        self.number = number
        self.start = 0, number
        self.fed: int | None = None  # of a plain file: the bytes before what comes next; every record can be begun at
        self.headers: dict[str, str] | None = None
        self.length = 0
        self.skipping = 0  # bytes of a block too large to keep

    def feed(self, part: bytes) -> Iterator[WarcRecord]:
        """The records that are whole with these bytes."""
        if self.fed is not None:
            self.fed += len(part)
        if self.skipping:
            step = min(self.skipping, len(part))
            self.skipping -= step
            part = part[step:]
        self.buffer += part
        while not self.skipping and (self.headers is not None or self.read_head()):
            if len(self.buffer) < self.length:
                return
            block = bytes(self.buffer[: self.length])
            del self.buffer[: self.length]
            headers, self.headers = self.headers or {}, None
            if self.is_intact(headers, block):
                yield WarcRecord(self.number, headers, block, self.start)

    def read_head(self) -> bool:
        """Take the next record's headers out of the buffer; False where more bytes are needed."""
        start = _START.search(self.buffer)
        if start is None:
            if len(self.buffer.strip()) > _MAX_HEAD:
                self.lose("not-warc", f"after record {self.number}", "bytes that are no record")
                del self.buffer[:-16]
            return False
        if self.buffer[: start.start()].strip():
            self.lose("not-warc", f"after record {self.number}", "bytes that are no record")
        end = _HEAD_END.search(self.buffer, start.end())
        if end is None:
            if len(self.buffer) - start.start() > _MAX_HEAD:
                self.number += 1
                self.lose("bad-header", f"record {self.number}", "headers without an end")
                del self.buffer[: start.end()]
                return self.read_head()
            return False
        if self.fed is not None:
            self.start = self.fed - len(self.buffer) + start.start(), self.number
        self.number += 1
        headers = _headers(bytes(self.buffer[start.end() : end.start() + 1]))
        del self.buffer[: end.end()]
        return self.take_length(headers)

    def take_length(self, headers: dict[str, str]) -> bool:
        """Takes in how long the next block is; False where its record is none to be kept and more bytes are needed."""
        stated = headers.get("content-length", "")
        if not stated.isascii() or not stated.isdigit() or len(stated) > 15:
            self.lose("bad-header", f"record {self.number}", f"Content-Length is {stated or 'missing'!r}")
            return self.read_head()
        self.length = int(stated)
        if self.length > MAX_TEXT:
            self.report.skip("too-large")
            step = min(self.length, len(self.buffer))
            del self.buffer[:step]
            self.skipping = self.length - step
            return not self.skipping and self.read_head()
        self.headers = headers
        return True

    def is_intact(self, headers: Mapping[str, str], block: bytes) -> bool:
        """Whether a block fits the digest that its record states; one that does not is a loss."""
        stated = headers.get("warc-block-digest")
        content = block
        if stated is None and headers.get("warc-type") in ("response", "resource"):
            stated = headers.get("warc-payload-digest")
            head = _HEAD_END.search(block) if headers.get("warc-type") == "response" else None
            if head is not None:
                if b"chunked" in block[: head.start()].lower():
                    return True  # a payload digest may be of the body without its chunks
                content = block[head.end() :]
        if stated is None or _fits(stated, content):
            return True
        self.lose("digest", f"record {self.number}", f"the content does not fit its digest {stated}")
        return False

    def end(self, place: str) -> None:
        """The stream ends here: a record that is not whole is a loss."""
        if self.headers is not None:
            had = len(self.buffer)
            self.lose("truncated", f"record {self.number}", f"the record ends after {had} of {self.length} bytes")
        elif self.skipping or self.buffer.strip():
            self.lose("truncated", place, "the file ends within a record")

    def lose(self, code: str, place: str, message: str) -> None:
        """Reports a loss; after damage what is half read is dropped."""
        self.report.lose(code, place, message)
        if code in ("damaged-member", "truncated"):
            self.buffer.clear()
            self.headers = None
            self.skipping = 0


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _HEADER.findall(head):
        found.setdefault(name.decode("ascii").lower(), b" ".join(value.split()).decode("utf-8", "replace"))
    return found


def _fits(stated: str, content: bytes) -> bool:
    """Whether a digest "sha1:BASE32" or in hexadecimal fits; one of a kind unknown cannot be doubted."""
    kind, _, value = stated.partition(":")
    kind = kind.lower().replace("-", "")
    if kind not in ("sha1", "sha256", "md5", "sha512"):
        return True
    digest = hashlib.new(kind, content, usedforsecurity=False)
    return value.strip().upper().rstrip("=") in (
        base64.b32encode(digest.digest()).decode().rstrip("="),
        digest.hexdigest().upper(),
        base64.b64encode(digest.digest()).decode().upper().rstrip("="),
    )
