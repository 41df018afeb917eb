"""Composes reading, parsing and finding: the only place that knows the order."""

import hashlib
import platform
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TypeVar

from onrecord.errors import UsageError
from onrecord.find.actors import ActorResolver
from onrecord.find.contradictions import find_contradictions
from onrecord.find.events import find_events
from onrecord.find.positions import find_positions
from onrecord.find.statements import find_statements
from onrecord.lang import HERE as LANG_FOLDER
from onrecord.lang import LanguagePack, available_languages, load_pack
from onrecord.lang.unwatched import unwatched
from onrecord.parse import get_parser
from onrecord.reading import ReadReport, iter_articles
from onrecord.reading.options import ReadOptions, given_bytes
from onrecord.reading.reading import iter_bytes
from onrecord.schema import Anchor, Article, Party, Place, Problem, Record

# Words and marks of a story that are analysed: what bounds time and memory on a page that is no article.
MAX_WORDS = 40_000
_WORD = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# page.html, /data/news.jsonl, https://example.org/news: what people give as text by mistake
_NAME = re.compile(
    r"(?:https?|file)://\S+|\S+\.(?:txt|html?|pdf|docx|rtf|eml|xml|jsonl?|csv|tsv|warc|zip|tar|t?gz)", re.I
)
_NAME_LENGTH = 1000
Quoted = TypeVar("Quoted", Party, Place, Party | None, Place | None)

__all__ = ["made_by", "make_record", "read_records"]


def read_records(
    source: bytes | str | Path,
    *,
    name: str | None = None,
    kind: str | None = None,
    date: str | None = None,
    pack: LanguagePack | None = None,
    report: ReadReport | None = None,
) -> Iterator[Record]:
    """The record of each article in `source`: bytes, a path, or the text of a page itself.

    A `str` is the page's text; a `Path` is a file or a folder. `name` is that of the text or the bytes. `date` (ISO) is
    the publication date where the page states none. `pack`: see `make_record`. What was left out is
    counted in `report`.

    Raises InputError where there is no text to read, UsageError for what can be no page.
    """
    report = ReadReport() if report is None else report
    if isinstance(source, PathLike):
        articles = iter_articles(Path(source), report=report, kind=kind, date=date)
    else:
        data = _encoded(source) if isinstance(source, str) else given_bytes(source)
        articles = iter_bytes(data, name=name, options=ReadOptions(kind=kind, date=date), report=report)
    for article in articles:
        yield make_record(article, pack=pack)


def _encoded(text: str) -> bytes:
    """A page's text in UTF-8, which holds no half of a surrogate pair."""
    if len(text) < _NAME_LENGTH and _NAME.fullmatch(text.strip()):
        raise UsageError(f"{text.strip()!r} is taken for a page's text; give a file as a Path; nothing is ever fetched")
    return _SURROGATE.sub("\ufffd", text).encode()


@unwatched()
def make_record(article: Article, *, pack: LanguagePack | None = None) -> Record:
    """The record of one article. Where its language has no pack, that is said: nothing is coded as English.

    `pack` is used for articles in its language, instead of the one that ships: see `onrecord.lang.with_actors`.
    """
    if pack is not None and not isinstance(pack, LanguagePack):
        raise UsageError(f"pack: give what load_pack or with_actors of onrecord.lang returns, not {pack!r}")
    if article.language not in available_languages() or not article.body:
        return Record(article=article, made_by=made_by(article.language), problems=_why_empty(article))
    if pack is None or pack.code != article.language:
        pack = load_pack(article.language)
    whole, article = article, _bounded(article)
    parser = get_parser(pack)
    article = parser.with_usual_case(article)  # in which the findings' words are written: see `_as_written`
    parse = parser.parse(article)
    resolver = ActorResolver(article, parse, parse.mentions, pack)
    statements, statement_problems = find_statements(article, parse, resolver, pack)
    events, event_problems = find_events(article, parse, statements, resolver, pack)
    record = Record(
        article=whole,
        made_by=made_by(article.language) + _own_rows(pack),
        mentions=resolver.mentions,
        statements=statements,
        events=events,
        positions=find_positions(article, parse, statements, events, resolver, pack),
        contradictions=find_contradictions(article, parse, statements, events, pack),
        problems=(*article.problems, *statement_problems, *event_problems),
    )
    return record if article.text == whole.text else _as_written(record)


def _as_written(record: Record) -> Record:
    """A record that was made of a text in usual case, with the words that it quotes as the page has them.

    Names of actors and issues are no quotations: they stay in usual case, as in every other record.
    """
    text = record.article.text

    def quoted(one: Quoted) -> Quoted:
        if one is None or one.anchor is None or one.text is None:
            return one
        written = text[one.anchor.slice]
        return replace(one, text=" ".join(written.split()) if isinstance(one, Place) else written)

    def all_quoted(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(map(quoted, parties))

    return replace(
        record,
        statements=tuple(
            replace(s, speaker=quoted(s.speaker), addressee=quoted(s.addressee), place=quoted(s.place))
            for s in record.statements
        ),
        events=tuple(
            replace(e, actors=all_quoted(e.actors), recipients=all_quoted(e.recipients), place=quoted(e.place))
            for e in record.events
        ),
        positions=tuple(replace(p, actor=quoted(p.actor)) for p in record.positions),
    )


def _bounded(article: Article) -> Article:
    """The article with as much of its story as is analysed, which it says where that is not all."""
    if sum(anchor.end - anchor.start for anchor in article.body) <= MAX_WORDS:  # characters: nearly every article
        return article
    left = MAX_WORDS
    body: list[Anchor] = []
    for anchor in article.body:
        end = anchor.start
        for word in islice(_WORD.finditer(article.text, anchor.start, anchor.end), left):
            left, end = left - 1, word.end()
        if not left:
            body.append(Anchor(anchor.start, end))
            break
        body.append(anchor)
    if len(body) == len(article.body) and body[-1].end == article.body[-1].end:
        return article
    problem = Problem("too-long", f"only the first {MAX_WORDS:,} words of the story are analysed")
    return replace(article, body=tuple(body), problems=(*article.problems, problem))


def _why_empty(article: Article) -> tuple[Problem, ...]:
    if not article.body:
        return article.problems
    known = ", ".join(available_languages())
    message = f"no language pack for {article.language or 'an unknown language'} (there are: {known}); not coded"
    return (*article.problems, Problem("no-language-pack", message))


@cache
def made_by(language: str | None) -> str:
    """Which version, model, tables and run time make the records of a language: equal strings, equal records."""
    parts = [f"onrecord {version('onrecord')}"]
    if language in available_languages():
        pack = load_pack(language)
        parts.append(f"model {get_parser(pack).model_digest[:12]}")
        parts.append(f"tables {_tables_digest(pack)[:12]}")
    parts.append(f"onnxruntime {version('onnxruntime')} {platform.machine()}")
    return "; ".join(parts)


def _own_rows(pack: LanguagePack) -> str:
    """What the user's own rows add to `made_by`."""
    if not pack.actors:
        return ""
    return f"; actors {hashlib.sha256(repr(pack.actors).encode()).hexdigest()[:12]}"


def _tables_digest(pack: LanguagePack) -> str:
    digest = hashlib.sha256()
    for path in sorted(LANG_FOLDER.rglob("*.t*")):
        shared = path.is_relative_to(pack.folder) or len(path.relative_to(LANG_FOLDER).parts[0]) > len(pack.code)
        if path.suffix in {".tsv", ".toml"} and shared:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
