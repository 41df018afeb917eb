"""HTTP responses as WARC records hold them: status, type, charset, and the body decoded within limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.reading.limits import MAX_TEXT, decompress

__all__ = ["HttpResponse", "parse_response"]

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response: `kind` is its media type in lower case, `charset` as stated."""

    status: int
    kind: str
    charset: str | None
    body: bytes


def parse_response(block: bytes) -> HttpResponse:
    """The response in a record's block.

    Raises InputError for one that is none, is packed in a way unknown, or unpacks to more than the limit.

    >>> response = parse_response(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=utf-8\\r\\n\\r\\n<p>Mali")
    >>> response.status, response.kind, response.charset, response.body
    (200, 'text/html', 'utf-8', b'<p>Mali')
    """
    end = _HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    lines = head.decode("latin-1").splitlines()
    parts = lines[0].split(None, 2) if lines else []
    if len(parts) < 2 or not parts[0].upper().startswith("HTTP/") or not parts[1].isdecimal():
        raise InputError("not an HTTP response")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    kind = headers.get("content-type", "")
    charset = _CHARSET.search(kind)
    return HttpResponse(
        status=int(parts[1][:3]),
        kind=kind.partition(";")[0].strip().lower(),
        charset=charset.group(1) if charset else None,
        body=_unpacked(body, headers),
    )


def _without_chunks(body: bytes) -> bytes:
    """The body out of its chunks; as it is where the header lies and it has none."""
    out = []
    position = 0
    while match := _CHUNK_SIZE.match(body, position):
        size = int(match.group(1), 16)
        if size == 0:
            break
        out.append(body[match.end() : match.end() + size])
        position = match.end() + size
        if body[position : position + 2] == b"\r\n":
            position += 2
        elif body[position : position + 1] == b"\n":
            position += 1
    return b"".join(out) if out else body


def _unpacked(body: bytes, headers: Mapping[str, str]) -> bytes:
    encoding = headers.get("content-encoding", "").lower().strip()
    if encoding in ("", "identity", "none", "utf-8"):
        return body
    if encoding in ("gzip", "x-gzip", "deflate"):
        if body[:2] == b"\x1f\x8b":
            return decompress(body)
        if encoding == "deflate":
            return decompress(body, wbits=15 if body[:1] == b"\x78" else -15)
        if len(body) <= MAX_TEXT:
            return body  # stored unpacked, the header left as it was
    raise InputError(f"content encoding {encoding!r} cannot be read")
