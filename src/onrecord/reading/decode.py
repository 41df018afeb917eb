"""Bytes to text: byte-order marks, stated and detected encodings, and the refusal of what is not text.

Nothing is lost silently: what cannot be decoded becomes U+FFFD, and the caller learns how much.
"""

import codecs
import re
from dataclasses import dataclass

from onrecord.errors import InputError

__all__ = ["Decoded", "decode_text", "head_of"]

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Signatures of files people take for text by mistake.
_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_SAMPLE = 1 << 16
_CONTROL = bytes(b for b in range(32) if b not in b"\0\t\n\x0b\x0c\r\x1b") + b"\x7f"
# <meta charset="x">, <meta http-equiv=... content="text/html; charset=x">, <?xml encoding="x"?>
_STATED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
# A declared ISO-8859-1 is windows-1252 in practice (WHATWG Encoding Standard).
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
_ALIASES |= {"gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932", "euc-kr": "cp949"}
_ALIASES |= {"windows-874": "cp874", "iso-8859-9": "cp1254", "ks_c_5601-1987": "cp949"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded text (a byte-order mark included), the encoding used and how many characters were undecodable."""

    text: str
    encoding: str
    replaced: int = 0
    cut: bool = False  # something was left out at the end


def decode_text(data: bytes, *, stated: str | None = None, name: str | None = None) -> Decoded:
    """Decode `data`: by its mark, as UTF-8, by what it or its carrier states, or by detection.

    A stated encoding is believed only where it decodes the whole input to plausible text.

    Raises InputError for binary data.

    >>> decode_text("Mali denied it.".encode("utf-16")).encoding
    'utf-16-le'
    >>> decode_text(b"caf\\xe9 cr\\xe8me", stated="iso-8859-1").text
    'café crème'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data, encoding)
    guess = _wide_encoding(data)
    if guess:
        return _replacing(data, guess)
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _replacing(data, "utf-8")
    for candidate in (stated, _stated_in(data)):
        text = _try(data, candidate)
        if candidate and text is not None and _is_plausible(text):
            codec = _codec(candidate) or candidate
            if codec == "cp1252" and _is_turkish(text):
                return _replacing(data, "cp1254")
            return Decoded(text, codec)
    return _detected(data)


def head_of(data: bytes, most: int) -> bytes:
    """The first `most` bytes or a few less, so that no character of UTF-8 or of another common encoding is cut.

    >>> head_of("Mali, été".encode(), 8), head_of(b"Mali denied it", 8)
    (b'Mali, ', b'Mali denied ')
    """
    if len(data) <= most:
        return data
    end = most & ~3  # where UTF-16 and UTF-32 may be cut
    if b"\0" in data[:_SAMPLE]:
        return data[:end]
    blank = max(data.rfind(b" ", end - _SAMPLE, end), data.rfind(b"\n", end - _SAMPLE, end))
    if blank > 0:
        return data[: blank + 1]
    while end and data[end] & 0xC0 == 0x80:
        end -= 1
    return data[:end]


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes of its ASCII characters stand."""
    sample = data[: min(_SAMPLE, len(data)) & ~3]
    if len(sample) < 4:
        return None
    if sample.count(0) * 5 < len(sample):
        return _wide_script(sample)
    zeros = [sample[i::4].count(0) / (len(sample[i::4]) or 1) for i in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.5:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.5:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high > 0.4 and low < 0.1 and _try(sample, encoding) is not None:
            return encoding
    return None


def _wide_script(sample: bytes) -> str | None:
    """UTF-16 of a script other than Latin: zero bytes only of its spaces, on one side, and control bytes throughout."""
    zeros = sample.count(0)
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if zeros < 2 or controls * 10 < len(sample):
        return None
    for side, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        text = _try(sample, encoding) if sample[side::2].count(0) == zeros else None
        if text and sum(c.isalnum() or c.isspace() for c in text) * 10 > len(text) * 8:
            return encoding
    return None


def _refuse_binary(data: bytes, name: str | None) -> None:
    for signature, what in _BINARY:
        if data.startswith(signature):
            raise InputError(
                f"{name or 'input'}: {what}, not text; give HTML, plain text or a kind listed by `onrecord read --help`"
            )
    sample = data[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    zeros = sample.count(0)
    if control * 20 > len(sample) or (zeros * 4 > len(sample) and zeros > 4):
        raise InputError(f"{name or 'input'}: binary data, not text; give HTML or plain text")


def _is_damaged_utf8(data: bytes) -> bool:
    """Few bytes wrong among many multi-byte sequences right: UTF-8 with damage rather than another encoding."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(data) - len(text) + wrong  # at least one continuation byte per right sequence
    return right > 4 * wrong


def _stated_in(data: bytes) -> str | None:
    found = _STATED.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def _codec(name: str) -> str | None:
    name = _ALIASES.get(name.strip().lower(), name.strip())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _try(data: bytes, name: str | None) -> str | None:
    codec = _codec(name) if name else None
    if codec is None:
        return None
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None


# Letters next to C1 controls or to symbols that no prose puts inside words tell a wrong single-byte reading.
# Four accented Latin letters in a row are another script's.
_ODD = re.compile(r"[\x80-\x9f]|[À-ÖØ-öø-ÿ]{4}|[^\W\d_][¤¦§¨©ª«¬®¯°±²³´¶·¸¹º»¼½¾¿×÷][^\W\d_]|[a-z][À-Þ][a-zà-ÿ]")


def _is_plausible(text: str) -> bool:
    return len(_ODD.findall(text[: 1 << 20])) * 200 <= sum(c > "\x7f" for c in text[: 1 << 20]) + 100


def _is_turkish(text: str) -> bool:
    """Turkish stated as Latin-1: its letters read as Icelandic ones, without the vowels of Icelandic."""
    sample = text[: 1 << 20]
    turkish = sum(sample.count(char) for char in "ðþýÝÐÞ")
    return turkish > 4 and turkish > 10 * sum(sample.count(char) for char in "áæúÁÆó")


def _detected(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # lazy: 40 ms, rarely needed

    sample = b"\n".join(line for line in data[: 1 << 18].splitlines() if any(byte > 127 for byte in line))[:_SAMPLE]
    best = from_bytes(sample).best()
    encoding = _ALIASES.get(best.encoding, best.encoding) if best else "cp1252"
    return _replacing(data, encoding)
