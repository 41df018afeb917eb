"""The one entry: bytes of any kind to articles."""

import hashlib
import re
from dataclasses import replace

from onrecord.read.clean import clean_text
from onrecord.read.decode import decode_text
from onrecord.read.webpage import read_html
from onrecord.read.language import find_language
from onrecord.read.pasted import read_lines
from onrecord.schema import Article, Source

__all__ = ["read_articles"]

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|div|p)\b", re.I)


def read_articles(
    data: bytes, *, name: str | None = None, kind: str | None = None, date: str | None = None
) -> tuple[Article, ...]:
    """The articles in `data`.

    Raises InputError where the data is not text of any kind known.

    >>> [article.headline for article in read_articles(b"Mali denies raid\\n\\nMali denied on Friday that its army had raided it.")]
    ['Mali denies raid']
    """
    decoded = decode_text(data, name=name)
    kind = kind or ("html" if _HTML.search(decoded.text[:2048]) else "pasted")
    source = Source(hashlib.sha256(data).hexdigest(), kind, decoded.encoding, name=name)
    if kind == "html":
        article = read_html(decoded.text, source, date=date)
    else:
        text, pieces = clean_text(decoded.text)
        article = read_lines(text, replace(source, map=pieces), date=date)
    language = find_language("\n".join(article.text[anchor.slice] for anchor in article.body))
    return (replace(article, language=language or article.language),)
