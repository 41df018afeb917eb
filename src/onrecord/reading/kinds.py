"""What kind of input this is, told by its content, never by its name."""

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO

from onrecord.errors import UsageError
from onrecord.reading.exports import export_kind

__all__ = ["InputKind", "binary_kind", "checked_kind", "is_docx", "text_kind"]


class InputKind(StrEnum):
    """The kinds that `kind=` names; without it they are recognised."""

    PASTED = "pasted"
    HTML = "html"
    WARC = "warc"
    FEED = "feed"
    NEWSML = "newsml"
    JSON = "json"  # schema.org, ninjs, JSON Feed, any object or list with a text
    JSONL = "jsonl"
    CSV = "csv"
    NEXIS = "nexis"
    FACTIVA = "factiva"
    DOCX = "docx"
    RTF = "rtf"
    PDF = "pdf"
    EMAIL = "email"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"


def checked_kind(kind: str) -> InputKind:
    """The kind of that name.

    Raises UsageError where there is none.
    """
    if kind not in set(InputKind):
        raise UsageError(f"no kind {kind!r}; there are {', '.join(InputKind)}")
    return InputKind(kind)


_HEAD = 4096
_LINES, _LINES_HEAD = 20, 1 << 16  # lines, and characters, among which objects are counted
_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|title|meta|div|section|table|h1|p)\b[^<>]*>", re.I)
_XML_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)(?=[\s>/])")
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,}\r?\n")
_MAIL_FIELDS = re.compile(rb"^(?:From|To|Subject|Date|MIME-Version|Message-ID|Received|Content-Type):", re.I | re.M)
# The last line of an article in a Factiva download as HTML.
_FACTIVA_PAGE = re.compile(r"Document [A-Z][A-Z0-9]{5,12}\d{8}[a-z0-9]{5,}\s*<")
_CSV_TEXT = re.compile(r"\b(?:text|body|content|article|maintext|full_?text|headline|title)\b", re.I)


def binary_kind(data: bytes) -> InputKind | None:
    """The kind that the first bytes tell; None for text of some kind.

    >>> binary_kind(b"WARC/1.0\\r\\n"), binary_kind(b"%PDF-1.7"), binary_kind(b"Mali denied it.")
    (<InputKind.WARC: 'warc'>, <InputKind.PDF: 'pdf'>, None)
    """
    if data.startswith(b"\x1f\x8b"):
        return InputKind.WARC if _holds_warc(data) else InputKind.GZIP
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return InputKind.DOCX if is_docx(BytesIO(data)) else InputKind.ZIP
    if data.startswith(b"WARC/"):
        return InputKind.WARC
    if b"%PDF-" in data[:1024]:
        return InputKind.PDF
    if data.startswith(b"{\\rtf"):
        return InputKind.RTF
    if data[257:262] == b"ustar":
        return InputKind.TAR
    head = _MAIL.match(data[: 1 << 16])
    if head and len(_MAIL_FIELDS.findall(head.group())) >= 3:
        return InputKind.EMAIL
    return None


def text_kind(text: str) -> InputKind:
    """The kind of a decoded text.

    >>> text_kind('{"headline": "Mali denies raid"}'), text_kind("<p>Mali denied it.</p>"), text_kind("Mali denied it.")
    (<InputKind.JSON: 'json'>, <InputKind.HTML: 'html'>, <InputKind.PASTED: 'pasted'>)
    """
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if _is_json_lines(text[:_LINES_HEAD]):
        return InputKind.JSONL
    if start.startswith(("{", "[")):
        return _json_kind(text, start)
    if start.startswith("<"):
        return InputKind.FACTIVA if _FACTIVA_PAGE.search(text[-4096:]) else _markup_kind(start)
    if _HTML.search(start) and len(re.findall(r"</?(?:p|div|br|a|span|h\d|li)\b", text[: 1 << 16])) > 2:
        return InputKind.HTML
    if _is_table(text):
        return InputKind.CSV
    kind = export_kind([line.strip() for line in text[: 1 << 20].split("\n")])
    return InputKind(kind) if kind else InputKind.PASTED


def _is_json_lines(head: str) -> bool:
    """Whether half of the first lines are objects, the very first of them whole or not: it may be the damaged one."""
    if "\n{" not in head:
        return False
    lines = [line for line in map(str.strip, head.split("\n")[:_LINES]) if line]
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return whole > 1 and 2 * whole >= len(lines)


def _json_kind(text: str, start: str) -> InputKind:
    if start.startswith("["):
        return InputKind.JSON if re.match(r"\[\s*[\[{]", start) else InputKind.PASTED
    if not re.match(r'\{\s*(?:"|\})', start):
        return InputKind.PASTED
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    lines = first.rstrip().endswith("}") and rest.lstrip()[:1] in ("{", "")
    return InputKind.JSONL if lines and rest.strip() else InputKind.JSON


def _markup_kind(start: str) -> InputKind:
    if re.match(r"<!doctype html|<html", start, re.I):
        return InputKind.HTML
    for root in _XML_ROOT.finditer(re.sub(r"<!--.*?-->", "", start)):
        name = root.group(1).rsplit(":", 1)[-1].lower()
        if name in ("rss", "feed", "rdf"):
            return InputKind.FEED
        if name in ("newsitem", "newsmessage", "packageitem", "itemset"):
            return InputKind.NEWSML
        return InputKind.HTML
    return InputKind.HTML


def _is_table(text: str) -> bool:
    header, _, rest = text.partition("\n")
    if not rest or len(header) > 2000:
        return False
    delimiter = max(",;\t|", key=header.count)
    columns = header.count(delimiter) + 1
    if columns < 2 or len(_CSV_TEXT.findall(header)) < 1 or " " in header.strip().replace(", ", ","):
        return False
    return rest.split("\n", 1)[0].count(delimiter) >= columns - 1


def _holds_warc(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data[:4096], 16).startswith(b"WARC/")
    except zlib.error:
        return False


def is_docx(file: BinaryIO) -> bool:
    """Whether a ZIP archive is an Office document."""
    try:
        with zipfile.ZipFile(file) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
