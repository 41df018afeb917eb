"""Office documents, PDF and e-mail: their text as lines, for the readers of text to go on with."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from onrecord.errors import InputError
from onrecord.reading.limits import MAX_TEXT

__all__ = ["Mail", "docx_lines", "mail_parts", "pdf_text", "rtf_text"]

_SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
_MAX_PAGES = 2000


def docx_lines(data: bytes, *, name: str | None = None) -> list[str]:
    """The paragraphs of a DOCX document, tables' cells among them, empty ones kept.

    Raises InputError where it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_TEXT * 4:
                raise InputError(
                    f"{name or 'input'}: unpacks to more than {MAX_TEXT * 4:,} bytes; a decompression bomb?"
                )
        import docx  # lazy: 150 ms

        document: Any = docx.Document(io.BytesIO(data))
    except InputError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{name or 'input'}: a damaged DOCX document: {error}") from error
    lines = []
    for element in document.element.body.iter():
        if isinstance(element.tag, str) and element.tag.endswith("}p"):
            lines.append("".join(_run_texts(element)))
    return lines


def _run_texts(paragraph: Any) -> list[str]:
    texts = []
    for element in paragraph.iter():
        tag = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        if tag == "t":
            texts.append(element.text or "")
        elif tag == "tab":
            texts.append(" ")
        elif tag in ("br", "cr"):
            texts.append("\n")
    return texts


def rtf_text(data: bytes, *, name: str | None = None) -> str:
    """The text of an RTF document.

    Raises InputError where it cannot be read.
    """
    from striprtf.striprtf import rtf_to_text  # lazy: 20 ms

    try:
        read: Callable[..., str] = rtf_to_text
        text = read(data.decode("latin-1"), errors="replace")
    except (ValueError, IndexError, KeyError, UnicodeError) as error:
        raise InputError(f"{name or 'input'}: a damaged RTF document: {error}") from error
    return text


def pdf_text(data: bytes, *, name: str | None = None) -> str:
    """The text layer of a PDF, its lines put together into paragraphs; empty where it has none.

    Raises InputError where it is encrypted or damaged.
    """
    import pypdf  # lazy: 150 ms
    from pypdf.errors import PyPdfError

    try:
        reader: Any = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{name or 'input'}: an encrypted PDF; save it without its password")
        pages = [page.extract_text() or "" for page in reader.pages[:_MAX_PAGES]]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OSError,
        RecursionError,
        NotImplementedError,
    ) as error:
        raise InputError(f"{name or 'input'}: a damaged PDF: {type(error).__name__}: {error}") from error
    return "\n\n".join(_unwrapped(page) for page in pages if page.strip())


def _unwrapped(page: str) -> str:
    """Printed lines to paragraphs: a line that fills the column and ends no sentence goes on in the next."""
    lines = [line.rstrip() for line in page.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 4 // 5] if lengths else 0
    out: list[str] = []
    goes_on = False
    for line in lines:
        text = line.strip()
        if not text:
            out.append("")
            goes_on = False
            continue
        if goes_on:
            joined = out[-1][:-1] + text if out[-1].endswith("-") and text[0].islower() else f"{out[-1]} {text}"
            out[-1] = joined
        else:
            out.append(text)
        full = len(text) > 0.75 * width and width > 30
        goes_on = full and not (_SENTENCE_END.search(text) and len(text) < 0.9 * width)
    return "\n".join(out)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail's text: `kind` is html or pasted; what of its head is an article's."""

    kind: str
    text: str
    subject: str | None
    sender: str | None
    date: str | None


def mail_parts(data: bytes) -> Mail:
    """The text part of an e-mail; HTML where there is no plain text of any length.

    >>> mail_parts(b"Subject: Mali\\r\\nDate: Fri, 27 May 2022 10:00:00 +0000\\r\\n\\r\\nMali denied it.").subject
    'Mali'
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise InputError("not an e-mail")
    texts: dict[str, str] = {}
    for kind in ("plain", "html"):
        try:
            part = message.get_body(preferencelist=(kind,))
            content = part.get_content() if part is not None else ""
        except (LookupError, ValueError, AttributeError, KeyError):
            content = ""
        texts[kind] = content if isinstance(content, str) else ""
    use_html = len(texts["plain"].strip()) < 200 and len(texts["html"]) > len(texts["plain"])
    sender = str(message["from"] or "").partition("<")[0].strip(" \"'")
    return Mail(
        kind="html" if use_html else "pasted",
        text=texts["html"] if use_html else texts["plain"],
        subject=str(message["subject"]) if message["subject"] else None,
        sender=sender or None,
        date=str(message["date"]) if message["date"] else None,
    )
