"""What a page's JSON-LD says of its article (schema.org)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

__all__ = ["StatedArticle", "article_of", "load_lenient", "stated_articles"]

_MAX_DEPTH = 40
_CONTROL = re.compile(r"[\x00-\x1f]")
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"</(?:p|div|h[1-6]|li)>|<br ?/?>", re.I)


@dataclass(frozen=True, slots=True)
class StatedArticle:
    """An article as data states it; None where it does not."""

    kinds: tuple[str, ...]
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    section: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    free: bool | None = None
    body: str | None = None


def load_lenient(text: str) -> Any:
    """The JSON of a script element; None where it cannot be read.

    >>> load_lenient('<!-- {"a": "b' + chr(10) + 'c"} -->')
    {'a': 'b c'}
    """
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    for candidate in (text, _CONTROL.sub(" ", text)):
        try:
            return json.loads(candidate, strict=True)
        except (ValueError, RecursionError):
            continue
    return None


def stated_articles(scripts: list[str]) -> list[StatedArticle]:
    """The articles in JSON-LD scripts, those with a headline or a body first."""
    found: list[StatedArticle] = []
    for script in scripts:
        nodes = list(_nodes(load_lenient(script), 0))
        named = {str(n["@id"]): n for n in nodes if "@id" in n and ("name" in n or "@type" in n)}
        found += [article_of(node, named) for node in nodes if _is_article(node)]
    return sorted(found, key=lambda a: (not a.headline, not a.published, not a.authors))


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:500]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, item in value.items():
            if isinstance(item, dict | list) and key not in ("itemListElement", "comment", "hasPart", "liveBlogUpdate"):
                yield from _nodes(item, depth + 1)


def _kinds(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type") or node.get("type")
    return tuple(str(k).rsplit("/", 1)[-1] for k in (kind if isinstance(kind, list) else [kind]) if k)


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(k.endswith(("Article", "BlogPosting", "LiveBlog", "Report")) for k in _kinds(node))


def article_of(node: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]] | None = None) -> StatedArticle:
    """The article of one schema.org object; `named` resolves references by @id.

    >>> article_of({"@type": "NewsArticle", "headline": "Mali denies raid", "author": [{"name": "A. Keita"}]}).authors
    ('A. Keita',)
    """
    named = named or {}
    free = node.get("isAccessibleForFree")
    return StatedArticle(
        kinds=_kinds(node),
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), named))),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        section=_text(node.get("articleSection")),
        publisher=next(iter(_names(node.get("publisher"), named)), None),
        language=_text(node.get("inLanguage")),
        url=_url(node.get("mainEntityOfPage")) or _url(node.get("url")),
        free=None if free is None else str(free).strip().lower() not in ("false", "0", "no"),
        body=_body(node.get("articleBody")),
    )


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(_MARKUP.sub("", unescape(unescape(value))).split()) or None


def _names(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if "name" not in item and str(item.get("@id")) in named:
                item = named[str(item["@id"])]
            names = item.get("name")
            for name in names if isinstance(names, list) else [names]:
                if text := _text(name):
                    yield text
        elif text := _text(item):
            yield text


def _url(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _body(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    text = _MARKUP.sub("", unescape(_BREAK.sub("\n", value)))
    return text.strip() or None
