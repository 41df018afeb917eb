"""Feeds, JSON, JSONL, CSV, NewsML (BAD_INPUTS 6, 28, 42-46, 49, 51, 52)."""

import json
import re

import pytest

from onrecord.errors import InputError
from onrecord.reading import ReadReport, iter_articles, read_articles

TEXT = "Mali denied on Friday that its army had raided a village near the border."
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title><language>en</language>
<item><title>Mali denies raid</title><link>https://example.org/1</link><author>awa@example.org (Awa Diallo)</author>
<pubDate>Fri, 27 May 2022 10:00:00 GMT</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
<item><title>Second</title><description>{TEXT}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><entry><title>Mali denies raid</title>
<author><name>Awa Diallo</name></author><published>2022-05-27T10:00:00Z</published>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
NEWSML = f"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem xml:lang="en">
<itemMeta><versionCreated>2022-05-28T01:00:00Z</versionCreated></itemMeta><contentMeta>
<contentCreated>2022-05-27T10:00:00Z</contentCreated><by>By Awa Diallo</by><headline>Mali denies raid</headline>
<language tag="en"/></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{TEXT}</p>
<p>It <b>did</b> not.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""
NINJS = json.dumps(
    {"uri": "urn:1", "headline": "Mali denies raid", "byline": "By Awa Diallo",
     "versioncreated": "2022-05-27T10:00:00Z",
     "language": "en", "body_html": f"<p>{TEXT}</p>"}
)  # fmt: skip
SCHEMA = json.dumps(
    {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mali denies raid", "articleBody": TEXT,
     "author": {"name": "Awa Diallo"}, "datePublished": "2022-05-27"}
)  # fmt: skip
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [
        {"id": "1", "title": "Mali denies raid", "content_html": f"<p>{TEXT}</p>",
         "date_published": "2022-05-27T10:00:00Z",
         "authors": [{"name": "Awa Diallo"}]}]}
)  # fmt: skip
CSV = f'title,date,author,text\nMali denies raid,27/05/2022,Awa Diallo,"{TEXT}\nHe said ""no"", twice."\n'


@pytest.mark.parametrize(
    "data",
    [RSS, ATOM, NEWSML, NINJS, SCHEMA, JSON_FEED, CSV],
    ids=["rss", "atom", "newsml", "ninjs", "schema", "jsonfeed", "csv"],
)
def test_published_formats_are_known_by_their_content(data: str) -> None:
    article = read_articles(data.encode())[0]

    assert article.headline == "Mali denies raid"
    assert article.date == "2022-05-27"
    assert article.authors == ("Awa Diallo",)
    assert article.text[article.body[0].slice] == TEXT
    assert article.language == "en"


@pytest.mark.parametrize(
    "data",
    [RSS, ATOM, NEWSML, NINJS, SCHEMA, JSON_FEED, CSV],
    ids=["rss", "atom", "newsml", "ninjs", "schema", "jsonfeed", "csv"],
)
def test_parts_of_records_map_to_where_they_stand_in_the_file(data: str) -> None:
    for article in read_articles(data.encode()):
        start, end = article.source.source_range(article.body[0])
        assert data[start:end] == TEXT
        assert article.headline_anchor is not None
        start, end = article.source.source_range(article.headline_anchor)
        assert data[start:end] == article.headline


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Keïta said “no”, twice; AT&T agreed.", r"Ke\u00efta said \u201cno\u201d, twice; AT&T agreed."),
        ("He said no to Mali. Then yes.", "<p>He said <b>no</b> to&nbsp;Mali. Then yes.</p>"),
        ("Он сказал нет в 2022 году.", "Он сказал нет в 2022 году."),
        ("马里外交部否认", r"\u9a6c\u91cc\u5916\u4ea4\u90e8\u5426\u8ba4"),
    ],
    ids=["escapes", "markup", "cyrillic", "chinese"],
)
def test_map_goes_through_escapes_and_markup(text: str, written: str) -> None:
    raw = f'[{{"title": "Mali no", "text": "Other words."}}, {{"title": "Mali no", "text": "{written}"}}]'
    first, second = read_articles(raw.encode())

    assert second.text[second.body[0].slice] == text
    start, end = second.source.source_range(second.body[0])
    assert raw[start:end] == written.removeprefix("<p>").removesuffix("</p>")
    assert second.headline_anchor is not None
    start, end = second.source.source_range(second.headline_anchor)
    assert (raw[start:end], raw.index("Other") < start) == ("Mali no", True)


def test_feed_entries_have_places_and_addresses() -> None:
    first, second = read_articles(RSS.encode())

    assert (first.source.place, first.source.url, first.publisher) == (
        "entry 1",
        "https://example.org/1",
        "The Courier",
    )
    assert (second.source.place, second.date) == ("entry 2", None)


@pytest.mark.parametrize("kind", ["feed", "newsml"])
def test_entities_of_ones_own_are_refused(kind: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item>&b;</item></rss>'
    reach = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item>&a;</item></rss>'
    for document in (laughs, reach):
        with pytest.raises(InputError, match="entities"):
            read_articles(document.encode(), kind=kind)


def lines(*rows: str) -> tuple[list[str | None], ReadReport]:
    report = ReadReport()
    return [a.source.place for a in iter_articles("\n".join(rows).encode(), report=report, kind="jsonl")], report


def test_bad_lines_are_lost_one_by_one() -> None:
    good = json.dumps({"headline": "Mali denies raid", "text": TEXT})
    places, report = lines(
        good,
        '{"text": "\\ud800 half"}',
        "[" * 100_000,
        '{"text": "cut off',
        '{"id": NaN, "n": 1e999, "m": 123456789012345678901234567890}',
        '{"text": true, "title": null}',
        '"only a string"',
        '{"text": "first", "text": ' + json.dumps(TEXT) + "}",
        good,
    )

    assert places == ["line 1", "line 8", "line 9"]
    assert report.lost == {"bad-text": 1, "bad-json": 2, "no-article": 3}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"publishedAt": "2024-05-06T10:00:00Z", "Body-Text": TEXT}, id="names of other spellings"),
        pytest.param({"date": 1714953600, "text": TEXT}, id="seconds since 1970"),
        pytest.param({"created": "1714953600000", "text": TEXT}, id="milliseconds"),
        pytest.param({"date": "2024-05-06", "timestamp": 1000000000, "text": TEXT}, id="the date goes before"),
    ],
)
def test_dates_of_data_files_are_found(row: dict[str, object]) -> None:
    (article,) = read_articles(json.dumps(row).encode())

    assert (article.date, article.text) == ("2024-05-06", TEXT)


def test_columns_of_other_names_are_mapped() -> None:
    data = f"Kopf;Inhalt\nMali denies raid;{TEXT}\n".encode()
    (article,) = iter_articles(data, kind="csv", columns={"headline": "Kopf", "text": "Inhalt"})

    assert (article.headline, article.text[article.body[0].slice]) == ("Mali denies raid", TEXT)


def test_rows_short_and_long_are_read_as_far_as_they_go() -> None:
    report = ReadReport()
    data = f"title,text,date\nOne\nTwo,{TEXT},2022-05-27,extra,more\n,,\n".encode()
    articles = list(iter_articles(data, kind="csv", report=report))

    assert [a.headline for a in articles] == ["One", "Two"]
    assert report.lost == {"no-article": 1}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]:8080/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "https://user:pass@example.org/",
        "https://пример.example/",
        "http://xn--e1afmkfd.example/" + "a" * 100_000,
    ],
)
def test_addresses_are_kept_as_text_and_never_fetched(url: str) -> None:
    (article,) = read_articles(json.dumps({"text": TEXT, "url": url}).encode())

    assert article.source.url == url[:2000]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "//x", ""])
def test_other_addresses_are_none(url: str) -> None:
    (article,) = read_articles(json.dumps({"text": TEXT, "url": url}).encode())

    assert article.source.url is None


def test_nul_in_a_record_becomes_a_replacement_character() -> None:
    (article,) = read_articles(json.dumps({"headline": "Mali\0 denies", "text": TEXT + "\0"}).encode())

    assert article.headline == "Mali\ufffd denies"
    assert article.text.endswith("\ufffd")


def test_numbers_no_file_can_hold_do_no_harm_to_their_line() -> None:
    row = f'{{"text": {json.dumps(TEXT)}, "n": NaN, "m": -Infinity, "x": 1e999, "date": {10**40}}}'
    (article,) = read_articles(row.encode(), kind="jsonl")

    assert (article.text, article.date) == (TEXT, None)


def test_fields_of_a_wrong_type_are_taken_for_missing() -> None:
    row = {"text": TEXT, "title": {"a": 1}, "authors": 7, "date": ["x"], "language": False, "url": [1]}
    (article,) = read_articles(json.dumps(row).encode())

    assert (article.text, article.headline, article.date, article.source.url) == (TEXT, None, None, None)


@pytest.mark.parametrize(("end", "lost"), [("", {}), ('\n{"text": "cut o', {"bad-json": 1})])
def test_last_line_may_lack_its_end_and_half_a_line_is_lost(end: str, lost: dict[str, int]) -> None:
    places, report = lines(json.dumps({"text": TEXT}) + end)

    assert places == ["line 1"]
    assert report.lost == lost


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "CON", "a" * 300, "%00", "%2e%2e%2f", "\u2025/\u2025"])
def test_ids_of_records_are_no_ids_of_articles(name: str) -> None:
    (article,) = read_articles(json.dumps({"id": name, "text": TEXT}).encode())

    assert re.fullmatch(r"a-[0-9a-f]{16}", article.id)


@pytest.mark.parametrize("first", ['{"headline": "It', '["28000"]', "torn"])
def test_lines_of_json_are_known_by_the_others_where_the_first_is_damaged(first: str) -> None:
    rows = "".join(f'{{"headline": "Item {i}", "text": "Mali denied the raid on {i} May."}}\n' for i in range(5))
    articles = read_articles(f"{first}\n{rows}".encode(), name="news.jsonl")
    assert [a.headline for a in articles if a.headline] == [f"Item {i}" for i in range(5)]
