"""The entries of reading: bytes, files and folders of any kind to articles."""

import hashlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from onrecord.errors import InputError
from onrecord.reading.archives import iter_tar, iter_zip
from onrecord.reading.assembled import Fields, assemble
from onrecord.reading.clean import clean_text, compose_pieces
from onrecord.reading.dates import iso_day
from onrecord.reading.decode import Decoded, decode_text, head_of
from onrecord.reading.documents import mail_parts, pdf_text
from onrecord.reading.exports import export_kind, factiva_fields, nexis_fields
from onrecord.reading.extracted import Extracted
from onrecord.reading.kinds import InputKind, binary_kind, checked_kind, text_kind
from onrecord.reading.language import find_language
from onrecord.reading.limits import MAX_DEPTH, MAX_PAGE, MAX_STORY, decompress
from onrecord.reading.located import locate
from onrecord.reading.metadata import web_address
from onrecord.reading.notation import without_notation
from onrecord.reading.options import Part, ReadOptions, checked_day, given_bytes
from onrecord.reading.pasted import read_lines
from onrecord.reading.records import csv_fields, json_fields, jsonl_fields
from onrecord.reading.rendering import render_page
from onrecord.reading.report import ReadReport
from onrecord.reading.responses import parse_response
from onrecord.reading.rtf import rtf_text
from onrecord.reading.syndicated import feed_fields, newsml_fields
from onrecord.reading.warc import iter_records
from onrecord.reading.webpage import read_html
from onrecord.reading.word import docx_text
from onrecord.schema import Article, MapPiece, Problem, Source

__all__ = ["iter_bytes", "read_articles"]

_ONE_ARTICLE = (InputKind.HTML, InputKind.PASTED)
_TAIL = 4096  # bytes that tell some kinds by their end
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain", ""))


@dataclass(frozen=True, slots=True)
class _Input:
    """One input on its way: its bytes and what is known of it."""

    data: bytes  # of a WARC file: a view of its memory map
    name: str | None = None
    date: str | None = None
    place: str | None = None
    charset: str | None = None
    url: str | None = None
    columns: Mapping[str, str] | None = None
    depth: int = 0
    part: Part | None = None
    file: BinaryIO | None = None  # of an archive on disk, which `data` is the beginning of

    def source(self, kind: str, encoding: str | None = None) -> Source:
        digest = (self.part and self.part.digest) or hashlib.sha256(self.data).hexdigest()
        return Source(digest, kind, encoding, place=self.place, name=self.name, url=self.url)


def read_articles(
    data: bytes, *, name: str | None = None, kind: str | None = None, date: str | None = None
) -> tuple[Article, ...]:
    """The articles in `data`, of any kind that reading knows; `kind` names it, else the content tells.

    `date` is the publication day where the caller knows it. Nothing is ever fetched.

    Raises InputError where the data cannot be read at all, UsageError for a kind that there is not, a date that is none
    and data that is not bytes.

    >>> page = b"Mali denies raid\\n\\nMali denied on Friday that its army had raided a village in the north."
    >>> [article.headline for article in read_articles(page)]
    ['Mali denies raid']
    """
    options = ReadOptions(kind=kind, date=date)
    return tuple(iter_bytes(given_bytes(data), name=name, options=options, report=ReadReport()))


def iter_bytes(
    data: bytes | memoryview,
    *,
    report: ReadReport,
    name: str | None = None,
    options: ReadOptions | None = None,
    file: BinaryIO | None = None,
) -> Iterator[Article]:
    """The articles in `data` one by one, losses to the report; `file`: an archive on disk, which `data` begins.

    Raises InputError where the data cannot be read at all, UsageError as `read_articles` does.
    """
    options = options or ReadOptions()
    kind, part = options.kind, options.part
    known = None if kind is None else checked_kind(kind)
    day = checked_day(options.date) if options.date else None
    item = _Input(cast(bytes, data), name=name, date=day, columns=options.columns, part=part, file=file)
    own = ReadReport()
    found = _read(item, known, own)
    # the readers of WARC and of lines go to their part themselves
    skipping = part is not None and part.end is None and (kind or binary_kind(item.data)) != InputKind.WARC
    if part is not None and skipping:
        found = _some(found, part, own)
    articles = report.articles
    try:
        for article in found:
            report.articles += 1
            yield article
        if report.articles == articles and not (own.lost or own.skipped or (part and (part.first or not skipping))):
            own.lose("no-article", "input", "there is no article in it")
    except InputError as error:
        said = f"{name or 'input'}: "
        if str(error).startswith(said):
            raise
        raise InputError(f"{said}{error}") from error
    finally:
        report.add(own)


def _some(found: Iterator[Article], part: Part, own: ReadReport) -> Iterator[Article]:
    """The articles of a part. A loss belongs to the part of the article behind it, else to the last one."""
    for number, article in enumerate(found):
        if number >= part.first:
            yield article
        else:
            own.forget()
        if number + 1 == part.stop and not part.last:  # a document further on may be one that kills its reader
            return


def _read(item: _Input, kind: InputKind | None, report: ReadReport) -> Iterator[Article]:
    kind = kind or binary_kind(item.data)
    if kind in _BINARY_READERS:
        yield from _BINARY_READERS[kind](item, report)
        return
    decoded, kind = _decoded(item, kind)
    reader = _FIELD_READERS.get(kind)
    if reader is not None:
        yield from _assembled(item, kind, decoded, reader(item, decoded.text, report))
    elif kind is InputKind.HTML:
        yield _page(item, decoded, report)
    else:
        yield _pasted(item, decoded, InputKind.PASTED)


def _decoded(item: _Input, kind: InputKind | None) -> tuple[Decoded, InputKind]:
    """The text of an input and its kind; of one article only as much as is read, so that memory has an end."""
    if len(item.data) > MAX_PAGE and kind in (None, *_ONE_ARTICLE):
        head = decode_text(head_of(item.data, MAX_PAGE), stated=item.charset, name=item.name)
        found = kind or text_kind(head.text + item.data[-_TAIL:].decode("ascii", "replace"))
        if found in _ONE_ARTICLE:
            return replace(head, cut=True), found
    decoded = decode_text(item.data, stated=item.charset, name=item.name)
    return decoded, kind or text_kind(decoded.text)


def _pasted(item: _Input, decoded: Decoded, kind: InputKind, inner: tuple[MapPiece, ...] = ()) -> Article:
    """The article of a text; `inner` maps that text on to the document it was taken from."""
    if len(decoded.text) > MAX_STORY:
        decoded = replace(decoded, text=decoded.text[:MAX_STORY], cut=True)
    text, pieces = without_notation(*clean_text(decoded.text))
    source = replace(item.source(kind, decoded.encoding), map=_composed(pieces, inner))
    return _finished(read_lines(text, source, date=item.date), decoded)


def _composed(pieces: tuple[MapPiece, ...], inner: tuple[MapPiece, ...]) -> tuple[MapPiece, ...]:
    outer = [(p.start, p.length, p.source_start, p.source_length) for p in pieces] if inner else []
    return compose_pieces(outer, inner) if inner else pieces


def _page(item: _Input, decoded: Decoded, report: ReadReport) -> Article:
    article = read_html(decoded.text, item.source(InputKind.HTML, decoded.encoding), date=item.date)
    if not article.body:
        report.lose("no-text", item.place or "page", "no text of a story was found on the page")
    return _finished(article, decoded)


def _finished(article: Article, decoded: Decoded | None = None) -> Article:
    """With the language of its story, and the problems of its decoding."""
    language = find_language("\n".join(article.text[anchor.slice] for anchor in article.body))
    problems = article.problems
    if decoded is not None and decoded.replaced:
        problems += (
            Problem("undecodable", f"{decoded.replaced} characters are not {decoded.encoding}; read as U+FFFD"),
        )
    if decoded is not None and decoded.cut:
        problems += (
            Problem("too-long", f"only the first {len(decoded.text):,} characters are read, what follows is left out"),
        )
    return replace(article, language=language or article.language, problems=problems)


def _assembled(
    item: _Input,
    kind: InputKind,
    decoded: Decoded,
    found: Iterator[tuple[str, Fields]],
    inner: tuple[MapPiece, ...] = (),
) -> Iterator[Article]:
    """Articles of fields, each mapped to where its parts stand in the decoded file; the next one stands behind it."""
    source = item.source(kind, decoded.encoding)
    end = 0
    for place, fields in found:
        place = f"{item.place}, {place}" if item.place else place
        long = len(fields.text or "") > MAX_STORY
        if long:
            fields = replace(fields, text=(fields.text or "")[:MAX_STORY])
        article = assemble(fields, replace(source, place=place, url=web_address(fields.url)), date=item.date)
        pieces, end = locate(article, decoded.text, end)
        if item.part is not None and item.part.characters:
            pieces = tuple(replace(p, source_start=p.source_start + item.part.characters) for p in pieces)
        article = replace(article, source=replace(article.source, map=_composed(pieces, inner)))
        yield _finished(article, Decoded(fields.text or "", "", cut=True) if long else None)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _export_lines(text: str) -> list[str]:
    """The lines of an export's text, or of its page."""
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        return [line.text for line in render_page(text).lines]
    return _lines(clean_text(text)[0])


_FieldReader = Callable[[_Input, str, ReadReport], Iterator[tuple[str, Fields]]]
_FIELD_READERS: Mapping[InputKind, _FieldReader] = {
    InputKind.FEED: lambda item, text, report: feed_fields(item.data, report),
    InputKind.NEWSML: lambda item, text, report: newsml_fields(item.data, report),
    InputKind.JSON: lambda item, text, report: json_fields(text.lstrip("\ufeff"), report, item.columns),
    InputKind.JSONL: lambda item, text, report: jsonl_fields(
        text.lstrip("\ufeff"), report, item.columns, part=item.part if item.part and item.part.end else None
    ),
    InputKind.CSV: lambda item, text, report: csv_fields(text.lstrip("\ufeff"), report, item.columns),
    InputKind.NEXIS: lambda item, text, report: nexis_fields(_export_lines(text)),
    InputKind.FACTIVA: lambda item, text, report: factiva_fields(_export_lines(text)),
}


def _from_document(item: _Input, kind: InputKind, found: Extracted) -> Iterator[Article]:
    """The articles of a document's text: an export's, or the one that it is."""
    decoded = Decoded(found.text, kind)
    lines = _lines(clean_text(found.text)[0])
    vendor = export_kind([line.strip() for line in lines])
    if vendor is not None:
        fields = (nexis_fields if vendor == "nexis" else factiva_fields)(lines)
        yield from _assembled(item, InputKind(vendor), decoded, fields, found.pieces)
        return
    yield _pasted(item, decoded, kind, found.pieces)


def _read_docx(item: _Input, report: ReadReport) -> Iterator[Article]:
    yield from _from_document(item, InputKind.DOCX, docx_text(item.data, name=item.name))


def _read_rtf(item: _Input, report: ReadReport) -> Iterator[Article]:
    yield from _from_document(item, InputKind.RTF, rtf_text(item.data))


def _read_pdf(item: _Input, report: ReadReport) -> Iterator[Article]:
    yield from _from_document(item, InputKind.PDF, Extracted(pdf_text(item.data, name=item.name)))


def _read_mail(item: _Input, report: ReadReport) -> Iterator[Article]:
    mail = mail_parts(item.data)
    decoded = Decoded(mail.text, "email")
    article = _page(item, decoded, report) if mail.kind == "html" else _pasted(item, decoded, InputKind.EMAIL)
    yield replace(
        article,
        source=replace(article.source, kind=InputKind.EMAIL),
        headline=article.headline or mail.subject,
        date=article.date or iso_day(mail.date),
        authors=article.authors or ((mail.sender,) if mail.sender else ()),
    )


def _read_gzip(item: _Input, report: ReadReport) -> Iterator[Article]:
    yield from _nested(replace(item, data=decompress(item.data)), report)


def _read_members(item: _Input, report: ReadReport) -> Iterator[Article]:
    members = iter_tar if binary_kind(item.data) is InputKind.TAR else iter_zip
    for name, data in members(item.file or io.BytesIO(item.data), report):
        place = f"{item.place}, {name[-200:]}" if item.place else name[-200:]
        try:
            yield from _nested(replace(item, part=None, file=None, data=data, name=name[-200:], place=place), report)
        except InputError as error:
            report.lose("unreadable", place, str(error)[:300])


def _nested(item: _Input, report: ReadReport) -> Iterator[Article]:
    if item.depth >= MAX_DEPTH:
        report.lose("too-deep", item.place or "input", f"archives within archives are read {MAX_DEPTH} deep")
        return
    yield from _read(replace(item, depth=item.depth + 1), None, report)


def _read_warc(item: _Input, report: ReadReport) -> Iterator[Article]:
    seen: set[str] = set()
    part = item.part or Part(1, sys.maxsize)
    for record in iter_records(item.data, report, start=(part.byte, part.before)):
        if not part.first <= record.number < part.stop:
            if part.first > 1 and record.number >= part.stop:
                return  # the part that begins the file goes through it all, and names its damage
            continue
        kind = record.headers.get("warc-type", "").lower()
        if kind not in ("response", "resource", "conversion"):
            report.skip(kind or "no-type")
            continue
        identity = record.headers.get("warc-record-id", "")
        if identity in seen:
            report.skip("duplicate-id-seen")  # read all the same: its content may differ
        seen.add(identity)
        place = f"record {record.number}"
        try:
            page = _warc_page(item, record.headers, record.block, place, report)
            if page is not None:
                yield from _nested(page, report)
        except InputError as error:
            report.lose("unreadable", place, str(error)[:300])


def _warc_page(item: _Input, headers: Mapping[str, str], block: bytes, place: str, report: ReadReport) -> _Input | None:
    url = web_address(headers.get("warc-target-uri", "").strip("<>"))
    body, media, charset = block, headers.get("content-type", "").partition(";")[0].strip().lower(), None
    if media == "application/http" or block.startswith(b"HTTP/"):
        response = parse_response(block)
        if response.status != 200:
            report.skip(f"status-{response.status}")
            return None
        body, media, charset = response.body, response.kind, response.charset
    if media not in _PAGE_TYPES and not media.endswith(("xml", "json")):
        report.skip("not-text")
        return None
    if not body.strip():
        report.skip("empty")
        return None
    return replace(item, data=body, place=place, url=url, charset=charset, part=None)


_BINARY_READERS: Mapping[InputKind | None, Callable[[_Input, ReadReport], Iterator[Article]]] = {
    InputKind.DOCX: _read_docx,
    InputKind.RTF: _read_rtf,
    InputKind.PDF: _read_pdf,
    InputKind.EMAIL: _read_mail,
    InputKind.GZIP: _read_gzip,
    InputKind.ZIP: _read_members,
    InputKind.TAR: _read_members,
    InputKind.WARC: _read_warc,
}
