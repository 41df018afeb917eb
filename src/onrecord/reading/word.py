"""DOCX to text, mapped to the characters of the part that writes it (`word/document.xml`, decoded)."""

import io
import zipfile
from xml.parsers import expat

from onrecord.errors import InputError
from onrecord.reading.extracted import Extracted, TextBuilder
from onrecord.reading.limits import MAX_TEXT

__all__ = ["docx_text"]

_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_MAIN_TYPE = "document.main+xml"
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_UNSEEN = frozenset(("Fallback", "pPr", "rPr", "del", "moveFrom"))  # drawings twice, tab stops, what was struck out
_MAX_MAIN = MAX_TEXT * 2


def docx_text(data: bytes, *, name: str | None = None) -> Extracted:
    """The paragraphs of a DOCX document as lines, tables' cells and text boxes among them, empty ones kept.

    Raises InputError where it cannot be read.
    """
    said = name or "input"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_TEXT * 4:
                raise InputError(f"{said}: unpacks to more than {MAX_TEXT * 4:,} bytes; a decompression bomb?")
            part = _part(archive, _main_name(archive))
        return _Reader(part).read()
    except InputError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"{said}: a damaged DOCX document: {error}") from error
    except expat.ExpatError as error:
        raise InputError(f"{said}: a damaged DOCX document: {_MAIN}: {error}") from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        part = file.read(_MAX_MAIN + 1)
    if len(part) > _MAX_MAIN:
        raise InputError(f"{name} unpacks to more than {_MAX_MAIN:,} bytes; a decompression bomb?")
    return part


def _main_name(archive: zipfile.ZipFile) -> str:
    """The name of the main part: nearly always the same; else the table of types tells."""
    if _MAIN in archive.NameToInfo:
        return _MAIN
    found: list[str] = []

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Override") and attributes.get("ContentType", "").endswith(_MAIN_TYPE):
            found.append(attributes.get("PartName", "").lstrip("/"))

    parser = _parser()
    parser.StartElementHandler = opened
    parser.ParseFile(io.BytesIO(_part(archive, _TYPES)))
    return found[0] if found else _MAIN


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise InputError("a DOCX document with a document type of its own; such are refused")


class _Reader:
    """Goes through the XML once; `expat` tells where each piece of text stands."""

    def __init__(self, part: bytes) -> None:
        if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
            part = part.decode("utf-16").encode()  # expat's offsets are those of what it reads
            self._parser = expat.ParserCreate("utf-8")
            self._parser.StartDoctypeDeclHandler = _refuse
        else:
            self._parser = _parser()
        self._part = part
        self._out = TextBuilder()
        self._in_text = 0
        self._unseen = 0
        self._byte = self._character = 0  # an offset in bytes, and the same in characters

    def read(self) -> Extracted:
        parser = self._parser
        parser.buffer_text = False
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        parser.ParseFile(io.BytesIO(self._part))
        return self._out.built()

    def _at(self) -> int:
        byte = self._parser.CurrentByteIndex
        self._character += len(self._part[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._character

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local in _UNSEEN:
            self._unseen += 1
        elif self._unseen:
            return
        elif local == "t":
            self._in_text += 1
        elif local in _SIGNS:
            self._out.add(_SIGNS[local], self._at(), 0)
        elif local == "p" and not self._out.ends_line():  # a text box within a paragraph
            self._out.add("\n", self._at(), 0)

    def _close(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local in _UNSEEN:
            self._unseen -= 1
        elif self._unseen:
            return
        elif local == "t":
            self._in_text -= 1
        elif local == "p":
            self._out.add("\n", self._at(), 0)

    def _text(self, text: str) -> None:
        if not self._in_text or self._unseen:
            return
        start, byte = self._at(), self._byte
        encoded = text.encode("utf-8", "replace")
        if self._part.startswith(encoded, byte):
            self._out.add(text, start, len(text))
        else:  # an entity
            end = self._part.find(b";", byte, byte + 16) + 1 or byte + len(encoded)
            self._out.add(text, start, end - byte)
