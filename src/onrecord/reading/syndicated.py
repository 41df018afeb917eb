"""Feeds (RSS, Atom, JSON Feed) and NewsML-G2: XML without entities of its own, nothing fetched."""

import io
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.reading.assembled import Fields
from onrecord.reading.report import ReadReport

__all__ = ["feed_fields", "newsml_fields"]

_ENTITY = re.compile(rb"<!ENTITY\b", re.I)
_REFERENCE = re.compile(rb"&#(x[0-9a-f]+|[0-9]+);?", re.I)  # &#160; &#xA0;
_REPLACEMENT = b"&#xFFFD;"
_IPTC = "{http://iptc.org/std/nar/2006-10-01/}"


def feed_fields(data: bytes, report: ReadReport) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each entry of an RSS or Atom feed."""
    _refuse_entities(data)
    import feedparser  # lazy: 60 ms

    try:
        feed: Any = feedparser.parse(
            io.BytesIO(_REFERENCE.sub(_possible, data)), sanitize_html=False, resolve_relative_uris=False
        )
    except (
        ValueError,
        LookupError,
        TypeError,
        AssertionError,
    ) as error:  # feedparser's own, on markup it did not expect
        report.lose("bad-xml", "feed", f"{type(error).__name__}: {error}"[:200])
        return
    publisher = feed.feed.get("title")
    language = feed.feed.get("language")
    for i, entry in enumerate(feed.entries, 1):
        contents = entry.get("content") or []
        text = max((c.get("value") or "" for c in contents), key=len, default="") or entry.get("summary")
        if not text and not entry.get("title"):
            report.lose("no-article", f"entry {i}", "neither a text nor a title")
            continue
        yield (
            f"entry {i}",
            Fields(
                headline=entry.get("title"),
                text=text,
                authors=tuple(a["name"] for a in entry.get("authors", ()) if a.get("name")),
                date=entry.get("published") or entry.get("updated"),
                language=language,
                section=next((t.get("term") for t in entry.get("tags", ()) if t.get("term")), None),
                publisher=publisher,
                url=entry.get("link"),
            ),
        )
    if feed.bozo and not feed.entries:
        report.lose("bad-xml", "feed", str(feed.get("bozo_exception"))[:200])


def _possible(reference: re.Match[bytes]) -> bytes:
    """A reference to a character that there is; feedparser fails on others, and with it all entries."""
    digits = reference[1].lower()
    base = 16 if digits.startswith(b"x") else 10
    code = int(digits.lstrip(b"x"), base) if len(digits) <= 12 else -1
    return reference[0] if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else _REPLACEMENT


def newsml_fields(data: bytes, report: ReadReport) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each news item of a NewsML-G2 document."""
    _refuse_entities(data)
    from lxml import etree  # lazy: 30 ms

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False)
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        report.lose("bad-xml", "document", str(error)[:200])
        return
    if root is None:
        report.lose("bad-xml", "document", "no XML")
        return
    for i, item in enumerate(root.iter(f"{_IPTC}newsItem"), 1):
        yield f"item {i}", _newsml_item(item)


def _newsml_item(item: Any) -> Fields:
    def text_of(*names: str) -> str | None:
        for name in names:
            found = item.find(f".//{_IPTC}{name}")
            value = " ".join("".join(found.itertext()).split()) if found is not None else ""
            if value:
                return value
        return None

    inline = item.find(f".//{_IPTC}inlineXML")
    plain = item.find(f".//{_IPTC}inlineData")
    paragraphs = _paragraphs(inline) if inline is not None else []
    creator = item.findall(f"./{_IPTC}contentMeta/{_IPTC}creator/{_IPTC}name")
    language = item.find(f".//{_IPTC}contentMeta/{_IPTC}language")
    return Fields(
        headline=text_of("headline", "title"),
        text="\n".join(paragraphs) if paragraphs else plain.text if plain is not None else None,
        byline=text_of("by"),
        authors=tuple(" ".join("".join(c.itertext()).split()) for c in creator),
        date=text_of("contentCreated", "firstCreated", "versionCreated"),
        dateline=text_of("dateline"),
        language=language.get("tag")
        if language is not None
        else item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        publisher=text_of("copyrightHolder", "provider", "creditline"),
    )


_BLOCKS = frozenset(("p", "hl2", "h2", "h3", "li", "blockquote", "pre"))


def _paragraphs(inline: Any) -> list[str]:
    """The paragraphs of XHTML or NITF content, its head and headline left out."""
    out = []
    for element in inline.iter():
        tag = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and not any(_is_head(a) for a in element.iterancestors()):
            text = " ".join("".join(element.itertext()).split())
            if text:
                out.append(text)
    return out


def _is_head(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] in ("head", "body.head", "media", *_BLOCKS)


def _refuse_entities(data: bytes) -> None:
    """XML that defines entities is refused whole: billion laughs, and files read by reference."""
    if _ENTITY.search(data[: 1 << 20]):
        raise InputError("XML that defines entities of its own is not read; remove its DOCTYPE")
