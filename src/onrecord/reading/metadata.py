"""What a web page says of its article: JSON-LD, meta tags and the page together, none believed alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.reading.dates import iso_day
from onrecord.reading.jsonld import StatedArticle, stated_articles
from onrecord.reading.phrases import load_phrases
from onrecord.reading.rendering import Element, RenderedLine, Rendering

__all__ = ["PageMetadata", "byline_authors", "page_metadata", "split_authors", "web_address"]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The page's statements about its article; None where it makes none."""

    headline: str | None
    authors: tuple[str, ...]
    byline: int | None  # the line that prints the authors
    date: str | None
    section: str | None
    publisher: str | None
    language: str | None
    url: str | None
    marks: tuple[str, ...]
    body: str | None  # the story's text, where the page states it as data


def page_metadata(page: Rendering) -> PageMetadata:
    """The metadata of a rendered page."""
    stated = stated_articles(page.data)
    first = stated[0] if stated else StatedArticle(())
    meta: dict[str, str] = {}
    for key, value in page.meta:
        if value:
            meta.setdefault(key, value)
    publisher = first.publisher or meta.get("og:site_name") or meta.get("application-name")
    authors, byline = _authors(page, first, meta, publisher)
    return PageMetadata(
        headline=_headline(page, first, meta, publisher),
        authors=authors,
        byline=byline,
        date=_date(page, stated, meta),
        section=first.section or meta.get("article:section") or meta.get("section"),
        publisher=publisher,
        language=_language(page.language or first.language or meta.get("og:locale")),
        url=web_address(page.canonical) or web_address(meta.get("og:url")) or first.url,
        marks=_marks(stated, meta),
        body=next((a.body for a in stated if a.body), None),
    )


# Weights of the places that name the headline; data and sharing tags agree more often than a page's first heading,
# whose wording editors change later. On data/html/gold.jsonl (97 pages): .917; heading alone .77, JSON-LD .75.
_HEADLINE_WEIGHTS = {"data": 3.0, "og": 2.5, "heading": 1.0, "title": 1.5}
_SITE_SEPARATOR = re.compile(r" (?:\||-|–|—|·|::|»|•) ")
_QUOTES = str.maketrans("“”„«»‘’‚", '""""' + "\"'''")


def _headline(page: Rendering, first: StatedArticle, meta: Mapping[str, str], publisher: str | None) -> str | None:
    heading = next((line.text for line in page.lines if _tag_within(line.element, "h1")), None)
    candidates = {
        "data": first.headline,
        "og": _without_site(meta.get("og:title") or meta.get("twitter:title"), publisher),
        "heading": heading,
        "title": _without_site(page.title, publisher),
    }
    votes: dict[str, float] = {}
    words: dict[str, str] = {}
    for place, text in candidates.items():
        if text:
            key = " ".join(text.translate(_QUOTES).split())
            votes[key] = votes.get(key, 0.0) + _HEADLINE_WEIGHTS[place]
            words[key] = text
    return words[max(votes, key=lambda key: votes[key])] if votes else None


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """A title without the site's name at its end."""
    if not title:
        return None
    while True:
        separators = list(_SITE_SEPARATOR.finditer(title))
        if not separators:
            return title
        head, tail = title[: separators[-1].start()], title[separators[-1].end() :]
        named = publisher is not None and (tail.lower() in publisher.lower() or publisher.lower() in tail.lower())
        if not named and (len(tail) >= 30 or len(head) <= 15):
            return title
        title = head
        if separators[-1].group() != " | ":
            return title


def _tag_within(element: Element, tag: str, reach: int = 3) -> bool:
    at: Element | None = element
    while at is not None and reach:
        if at.tag == tag:
            return True
        at, reach = at.parent, reach - 1
    return False


_AUTHOR_KEYS = ("author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "byl", "parsely-author")
_AUTHOR_HINT = re.compile(r"[\s_-](?:author|byline|by-line|autor|autorin|writer|auteur)s?(?:[\s_-]?names?)?(?=[\s_-])")


def _authors(
    page: Rendering, first: StatedArticle, meta: Mapping[str, str], publisher: str | None
) -> tuple[tuple[str, ...], int | None]:
    stated = [a for name in first.authors for a in split_authors(name)]
    for key in _AUTHOR_KEYS:
        if not stated and _is_name(meta.get(key)):
            stated = [*split_authors(meta[key])]
    printed = list(_printed_authors(page.lines))
    if not stated or (publisher and all(_same(a, publisher) for a in stated)):
        for i, found in printed:
            return tuple(found), i
    names = tuple(dict.fromkeys(stated))
    line = next((i for i, found in printed if set(found) & set(names)), None)
    if line is None and names:
        line = next((i for i, x in enumerate(page.lines) if len(x.text) < 120 and names[0] in x.text), None)
    return names, line


def _printed_authors(lines: Iterable[RenderedLine]) -> Iterator[tuple[int, list[str]]]:
    phrases = load_phrases()
    hinting: dict[int, bool] = {}  # by element: what its hints or its parent's say
    for i, line in enumerate(lines):
        if not 3 < len(line.text) < 120:
            continue
        element = line.element
        hinted = hinting.get(element.number)
        if hinted is None:
            hinted = any(_hints_author(e) for e in (element, element.parent) if e)
            hinting[element.number] = hinted
        lowered = line.text.lower()
        if not hinted and not lowered.startswith(("by ", "von ", "par ", "por ")):
            continue
        cue = phrases.cue_length("byline", lowered)
        if not hinted and not cue:
            continue
        names = list(split_authors(line.text[cue:].strip(" :")))
        if names and all(_is_person(name) for name in names):
            yield i, names


def _hints_author(element: Element) -> bool:
    written = element.attributes.lower()  # a look that costs a tenth of the second and spares it nearly always
    maybe = "aut" in written or "by" in written or "wri" in written
    return maybe and _AUTHOR_HINT.search(element.hints) is not None


def _is_name(value: str | None) -> bool:
    return bool(value) and not str(value).startswith(("http", "@", "/")) and not str(value).strip().isdigit()


_BETWEEN_AUTHORS = re.compile(r"\s*(?:;|\||\s(?:and|und|et|y|og|och|en|e|with|&|＆)\s|、|/ )\s*")
_CREDENTIAL = re.compile(r"^(?:Ph\.?D|M\.?D|J\.?D|Jr|Sr|MBA|MA|MS|RN|Esq|DO|PhD|[A-Z.-]{2,8})\.?$")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|text)\s*:?\s+", re.I)


def split_authors(text: str) -> tuple[str, ...]:
    """The names in a byline or author field.

    >>> split_authors("By Ann Bell, Carl Dorn and Eve Foss")
    ('Ann Bell', 'Carl Dorn', 'Eve Foss')
    >>> split_authors("Ann Bell, Ph.D.")
    ('Ann Bell, Ph.D.',)
    """
    names: list[str] = []
    for part in _BETWEEN_AUTHORS.split(_BY.sub("", " ".join(text.split()))):
        pieces = part.split(", ")
        if len(pieces) > 1 and all(" " in piece.strip() for piece in pieces):
            names += [piece.strip() for piece in pieces]
        elif len(pieces) > 1 and not any(_CREDENTIAL.match(piece) for piece in pieces[1:]) and " " in pieces[0]:
            names.append(pieces[0].strip())
        else:
            names.append(part.strip(" ,"))
    return tuple(name for name in names if name)


# The capitalised words a name starts with: what follows in small letters (in Bamako, staff writer) is none of it.
_NAME = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: (?:(?:de|van|von|der|al|el|ben|bin|da|dos) )?[^\W\d_a-zß-öø-ÿ][\w.'’-]*){1,3}"
)


def byline_authors(byline: str) -> tuple[str, ...]:
    """The persons that a printed byline names.

    >>> byline_authors("By Awa Diallo in Bamako and Jean Traoré"), byline_authors("Our Correspondent in Bamako")
    (('Awa Diallo', 'Jean Traoré'), ())
    """
    phrases = load_phrases()
    names = []
    for part in split_authors(byline[phrases.cue_length("byline", byline.lower()) :].strip(" :")):
        found = _NAME.match(part)
        words = found.group().lower().split() if found else []
        if found and not any(phrases.cue_length("byline_role", word) for word in words):
            names.append(found.group())
    return tuple(dict.fromkeys(names))


def web_address(url: str | None) -> str | None:
    """An address as stated, at most 2,000 characters of it; None where it is not http(s), which no article has.

    >>> web_address("https://news.example/1"), web_address("javascript:go()")
    ('https://news.example/1', None)
    """
    return url[:2000] if url and url.startswith(("http://", "https://")) else None


def _is_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 5 and all(
        word[0].isupper() or word in ("de", "van", "von", "der", "al") for word in words
    )


def _same(a: str, b: str) -> bool:
    return a.casefold() in b.casefold() or b.casefold() in a.casefold()


_DATE_KEYS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date", "sailthru.date",
    "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime", "last-modified", "article:modified_time",
    "og:updated_time",
)  # fmt: skip


def _date(page: Rendering, stated: list[StatedArticle], meta: Mapping[str, str]) -> str | None:
    for value in (*(a.published for a in stated), *(meta.get(key) for key in _DATE_KEYS), *page.times):
        day = iso_day(value)
        if day:
            return day
    return None


def _language(value: str | None) -> str | None:
    code = re.match(r"[a-z]{2,3}", (value or "").strip().lower())
    return code.group() if code else None


def _marks(stated: list[StatedArticle], meta: Mapping[str, str]) -> tuple[str, ...]:
    kinds = {kind for article in stated for kind in article.kinds}
    section = " ".join(
        (*(a.section or "" for a in stated), meta.get("article:section", ""), meta.get("og:type", ""))
    ).lower()
    marks = []
    if kinds & {"LiveBlogPosting", "LiveBlog"}:
        marks.append("live-blog")
    if kinds & {"OpinionNewsArticle"} or re.search(
        r"\b(?:opinion|comment|kommentar|meinung|opinión|tribune|editorial)\b", section
    ):
        marks.append("opinion")
    locked = meta.get("article:content_tier") in ("locked", "metered")
    if locked or any(article.free is False for article in stated):
        marks.append("paywall")
    return tuple(marks)
