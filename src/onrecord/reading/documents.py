"""PDF and e-mail: their text as lines, for the readers of text to go on with."""

import io
import logging
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from onrecord.errors import InputError

__all__ = ["Mail", "mail_parts", "pdf_text"]

_SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
_MAX_PAGES = 2000
_SILENT = logging.NullHandler()


def pdf_text(data: bytes, *, name: str | None = None) -> str:
    """The text layer of a PDF, its lines put together into paragraphs; empty where it has none.

    Raises InputError where it is encrypted or damaged.
    """
    import pypdf  # lazy: 150 ms
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").addHandler(_SILENT)  # what it finds odd is ours to say, not to print
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

    Raises InputError for what is no e-mail.

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
