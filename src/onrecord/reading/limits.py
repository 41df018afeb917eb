"""Limits that keep a hostile input from using up memory, and bounded decompression."""

import zlib
from collections.abc import Iterator

from onrecord.errors import InputError

__all__ = ["MAX_DEPTH", "MAX_INPUT", "MAX_MEMBERS", "MAX_PAGE", "MAX_RATIO", "MAX_STORY", "MAX_TEXT", "decompress"]

MAX_INPUT = 512 << 20  # bytes of one file read whole
MAX_TEXT = 64 << 20  # bytes of one page, text, record or archive member, decompressed
MAX_PAGE = 12_000_000  # bytes of one HTML page that are looked at; what follows is left out
MAX_STORY = 2_000_000  # characters of one plain text, twenty books; the same
MAX_RATIO = 400  # decompressed to compressed; text packs 3 to 20 times, bombs 1,000
MAX_MEMBERS = 200_000  # of one archive
MAX_DEPTH = 3  # of archives within archives
_STEP = 1 << 16


def decompress(data: bytes, *, wbits: int = 47, limit: int = MAX_TEXT) -> bytes:
    """Gzip or zlib data, decompressed up to a limit; what follows a damaged place is lost.

    Raises InputError where it holds more than the limit, packs more than text can, or is no such data.

    >>> import gzip
    >>> decompress(gzip.compress(b"Mali denied it."))
    b'Mali denied it.'
    """
    out: list[bytes] = []
    size = 0
    for part in _inflated(data, wbits):
        out.append(part)
        size += len(part)
        if size > limit or (size > 1 << 20 and size > MAX_RATIO * len(data)):
            raise InputError(
                f"decompresses to more than {min(limit, MAX_RATIO * len(data)):,} bytes; a decompression bomb?"
            )
    return b"".join(out)


def _inflated(data: bytes, wbits: int) -> Iterator[bytes]:
    while data:
        inflater = zlib.decompressobj(wbits)
        rest = data
        while rest and not inflater.eof:
            try:
                part = inflater.decompress(rest, _STEP)
            except zlib.error as error:
                raise InputError(f"damaged compressed data: {error}") from error
            yield part
            if not part and inflater.unconsumed_tail == rest:
                break
            rest = inflater.unconsumed_tail
        if not inflater.eof:
            raise InputError("compressed data ends too early")
        data = inflater.unused_data.lstrip(b"\0")
