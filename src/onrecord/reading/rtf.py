"""RTF to text, mapped to the bytes that write it: groups, code pages by font, Unicode with what stands in for it."""

import codecs
import re
from dataclasses import dataclass, replace

from onrecord.reading.extracted import Extracted, TextBuilder

__all__ = ["rtf_text"]

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|"
    r"(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|(?P<end>[\r\n\0]+|\\)",
    re.S,
)
_WORDS = {
    "par": "\n", "sect": "\n", "page": "\n", "column": "\n", "line": "\n", "row": "\n", "cell": "\t", "nestrow": "\n",
    "nestcell": "\t", "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\u2011", "-": "\xad", "\n": "\n", "\r": "\n", "\t": "\t", "\\": "\\", "{": "{", "}": "}"}
# Groups that hold no text of the document. Those marked \\* are skipped as well, if not known.
_SKIPPED = frozenset(
    (
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "header", "headerl",
        "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "listtable", "listoverridetable",
        "revtbl", "rsidtbl", "generator", "themedata", "datastore", "latentstyles", "fldinst", "bkmkstart",
        "bkmkend", "filetbl", "xmlnstbl", "mmathPr", "template", "private", "annotation", "atnid",
        "atnauthor", "atndate", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "tc", "xe",
        "txe", "rxe", "nonshppict", "shpinst", "listtext", "pntext", "pntxta", "pntxtb",
    )
)  # fmt: skip
_KNOWN_STARRED = frozenset(("shppict", "cs", "upr"))
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
_CODE_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 950: "big5", 1361: "johab"}
_DEEPEST = 2000


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces."""

    skipped: bool = False
    fonts: bool = False  # within the table of fonts
    stand_ins: int = 1  # how many characters follow a \\u for readers who do not know it
    encoding: str | None = None  # of the font; None for the document's


def rtf_text(data: bytes) -> Extracted:
    r"""The text of an RTF document, paragraphs as lines, with the map to its bytes.

    >>> rtf_text(rb"{\rtf1\ansi Mali\u8217\'92s caf\'e9\par denied it}").text
    'Mali’s café\ndenied it'
    """
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data.decode("latin-1")
        self._out = TextBuilder()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._group = _Group()
        self._outer: list[_Group] = []
        self._depth = 0
        self._starred = False
        self._to_skip = 0  # characters still to come that stand in for a \\u
        self._high = (0, 0)  # the first half of a surrogate pair, and where it stands
        self._pending = b""  # bytes of a character not yet whole
        self._pending_start = 0

    def read(self) -> Extracted:
        position, size = 0, len(self._data)
        while position < size:
            token = _TOKEN.match(self._data, position)
            if token is None:
                position += 1
                continue
            position = token.end()
            kind = token.lastgroup
            if kind == "number":
                kind = "word"
            if kind not in ("hex", "text", "end"):
                self._flush(token.start())
            if kind == "word" and token["word"] == "bin":
                position += max(0, int(token["number"] or 0))
            self._take(str(kind), token)
        self._flush(size)
        return self._out.built()

    def _take(self, kind: str, token: re.Match[str]) -> None:
        if kind == "word":
            self._word(token)
        elif kind == "brace":
            self._brace(token[0])
        elif kind == "sign":
            self._starred = token["sign"] == "*"
            if not self._starred:
                self._say(_SIGNS.get(token["sign"], ""), token.start(), 2)
        elif kind == "hex":
            self._bytes(bytes((int(token["hex"], 16),)), token.start(), 4)
        elif kind == "text":
            self._text(token[0], token.start())

    def _brace(self, brace: str) -> None:
        self._to_skip, self._starred = 0, False
        if brace == "{":
            self._depth += 1
            if self._depth <= _DEEPEST:
                self._outer.append(self._group)
        else:
            if self._depth <= _DEEPEST and self._outer:
                self._group = self._outer.pop()
            self._depth = max(0, self._depth - 1)

    def _word(self, token: re.Match[str]) -> None:
        word, number = token["word"], int(token["number"] or 0)
        starred, self._starred = self._starred, False
        if word in _SKIPPED or starred and word not in _KNOWN_STARRED:
            self._group = replace(self._group, skipped=True, fonts=word == "fonttbl")
        elif word == "u":
            self._unicode(number & 0xFFFF, token.start(), len(token[0]))
        elif word == "uc":
            self._group = replace(self._group, stand_ins=min(max(number, 0), 100))
        elif word == "ansicpg":
            self._encoding = _code_page(number) or self._encoding
        elif word == "mac":
            self._encoding = "mac_roman"
        elif word in ("f", "fcharset"):
            self._use_font(word, number)
        elif word == "plain":
            self._group = replace(self._group, encoding=None)
        elif word in _WORDS:
            self._say(_WORDS[word], token.start(), len(token[0]))

    def _use_font(self, word: str, number: int) -> None:
        if self._group.fonts:
            if word == "f":
                self._font = number
            elif number in _CHARSETS and number not in (0, 1, 2):
                self._fonts[self._font] = _CHARSETS[number]
        elif word == "f":
            self._group = replace(self._group, encoding=self._fonts.get(number))

    def _unicode(self, unit: int, start: int, length: int) -> None:
        self._to_skip = 0
        if 0xD800 <= unit < 0xDC00:
            self._high = unit, start
        elif 0xDC00 <= unit < 0xE000:
            high, first = self._high
            char = chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else "\ufffd"
            self._say(char, first if high else start, start + length - (first if high else start))
            self._high = 0, 0
        else:
            self._say(chr(unit), start, length)
        self._to_skip = self._group.stand_ins

    def _text(self, text: str, start: int) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text, start = text[skipped:], start + skipped
        if not text or self._group.skipped:
            return
        if self._pending or not text.isascii():
            for i, char in enumerate(text):
                self._bytes(char.encode("latin-1"), start + i, 1)
        else:
            self._out.add(text, start, len(text))

    def _say(self, text: str, start: int, length: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif not self._group.skipped:
            self._out.add(text, start, length)

    def _bytes(self, byte: bytes, start: int, length: int) -> None:
        """A byte of the font's code page; one that begins a longer character waits for the next."""
        if self._to_skip:
            self._to_skip -= 1
            return
        if self._group.skipped:
            return
        if not self._pending:
            self._pending_start = start
        self._pending += byte
        decoder = codecs.getincrementaldecoder(self._group.encoding or self._encoding)(errors="replace")
        text = decoder.decode(self._pending)
        if text:
            self._out.add(text, self._pending_start, start + length - self._pending_start)
            self._pending = b""

    def _flush(self, end: int) -> None:
        """What has waited for its second half in vain."""
        if self._pending:
            self._out.add("\ufffd", self._pending_start, end - self._pending_start)
            self._pending = b""


def _code_page(number: int) -> str | None:
    for name in (_CODE_PAGES.get(number, ""), f"cp{number}"):
        try:
            found = codecs.lookup(name).name if name else None
            if found:
                return found
        except LookupError:
            continue
    return None
