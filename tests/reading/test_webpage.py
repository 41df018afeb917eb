"""HTML: story, furniture, metadata, map; hostile markup (BAD_INPUTS 11-13, 23-31)."""

import html
import json

import pytest

from onrecord.reading import read_articles
from onrecord.schema import Anchor, Article

STORY = (
    "<p>Mali denied on Friday that its army had raided a village near the border, a spokesman said.</p>"
    "<p>President <b>Moussa&nbsp;Keita</b> told reporters that &ldquo;no one crossed the river&rdquo; this week.</p>"
)


def page(head: str = "", body: str = STORY) -> bytes:
    return (
        f"<!doctype html><html lang=en><head><title>Mali denies raid | The Courier</title>{head}</head><body>"
        f"<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><h1>Mali denies raid</h1>"
        f"<div class='article-body'>{body}</div><div class='related'><p>Read also: Talks in Bamako were put off again, "
        f"the third time this year, officials said.</p></div><footer><p>© The Courier</p></footer></body></html>"
    ).encode()


def only(data: bytes) -> Article:
    (article,) = read_articles(data)
    return article


def body_of(article: Article) -> list[str]:
    return [article.text[anchor.slice] for anchor in article.body]


def test_story_is_told_from_what_hangs_around_it() -> None:
    article = only(page())

    assert article.headline == "Mali denies raid"
    assert len(article.body) == 2
    assert body_of(article)[1] == "President Moussa Keita told reporters that “no one crossed the river” this week."
    assert "Home" in [article.text[a.slice] for a in article.furniture]
    assert article.language == "en"


def test_every_body_paragraph_maps_to_its_source() -> None:
    data = page().decode()
    article = only(data.encode())

    start, end = article.source.source_range(article.body[1])
    assert data[start:end] == (
        "President <b>Moussa&nbsp;Keita</b> told reporters that &ldquo;no one crossed the river&rdquo; this week."
    )


def test_windows_line_ends_and_hidden_characters_keep_the_map_right() -> None:
    data = page().decode().replace("><", ">\r\n<").replace("spokesman", "spokes\u200bman")
    article = only(data.encode())

    start, end = article.source.source_range(article.body[0])
    assert "spokesman" in body_of(article)[0]
    assert data[start:end].replace("\u200b", "") == body_of(article)[0]


def test_data_and_meta_tags_name_headline_authors_date_and_marks() -> None:
    stated = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#org", "name": "The Courier"},
            {
                "@type": "OpinionNewsArticle",
                "headline": "Mali denies raid",
                "author": [{"@type": "Person", "name": "Awa Diallo and Jean Traoré"}],
                "datePublished": "2022-05-27T23:30:00-05:00",
                "publisher": {"@id": "#org"},
                "isAccessibleForFree": "False",
            },
        ],
    }
    article = only(page(f'<script type="application/ld+json">{json.dumps(stated)}</script>'))

    assert article.authors == ("Awa Diallo", "Jean Traoré")
    assert (article.date, article.publisher) == ("2022-05-27", "The Courier")
    assert article.marks == ("opinion", "paywall")


def test_printed_byline_stands_in_where_data_names_the_publisher_alone() -> None:
    head = '<meta property="og:site_name" content="The Courier"><meta name="author" content="The Courier">'
    article = only(page(head, "<div class='byline'>By Awa Diallo</div>" + STORY))

    assert article.authors == ("Awa Diallo",)
    assert article.byline == "By Awa Diallo"
    assert len(article.body) == 2


def test_canonical_address_is_kept_only_for_the_web() -> None:
    assert only(page('<link rel="canonical" href="https://example.org/a">')).source.url == "https://example.org/a"
    assert only(page('<link rel="canonical" href="javascript:alert(1)">')).source.url is None
    assert only(page('<link rel="canonical" href="file:///etc/passwd">')).source.url is None


def test_story_stated_as_data_alone_is_taken() -> None:
    stated = json.dumps(
        {"@type": "NewsArticle", "headline": "Mali denies raid", "articleBody": "Mali denied it. " * 10}
    )
    article = only(f'<html><script type="application/ld+json">{stated}</script><div id=app></div></html>'.encode())

    assert body_of(article) == [("Mali denied it. " * 10).strip()]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000,
        "<p " + 'a="b" ' * 1_000_000 + ">x</p>",
        '<img src="data:image/png;base64,' + "A" * 10_000_000 + '">',
        "<!-- never closed",
        "&amp;" * 1_000_000 + "&#0;&#x110000;&#xd800;&nosuch;",
        "<svg>" * 10_000,
        "<p class='" + "ad " * 50_000 + "'>x</p>",
        '<a href="' * 10_000,
        "<plaintext>",
        "<template><p>hidden</p></template><noscript><p>no script here</p></noscript>",
        "<div><template shadowrootmode=open><p>hidden</p></template></div>",
        "<base href='http://127.0.0.1/'><meta http-equiv=refresh content='0;url=file:///etc/passwd'><iframe src=//x>",
    ],
    ids=[
        "deep",
        "attributes",
        "data-uri",
        "comment",
        "entities",
        "svg",
        "classes",
        "quotes",
        "plaintext",
        "template",
        "shadow-root",
        "frames",
    ],
)
def test_hostile_markup_after_the_story_costs_nothing_but_itself(markup: str) -> None:
    article = only(page(body=STORY + markup))

    assert body_of(article)[0].startswith("Mali denied on Friday")
    assert "hidden" not in article.text


@pytest.mark.parametrize("opening", ["<script>var x = '", "<style>p { content: '", "<!-- "])
def test_unclosed_script_style_or_comment_ends_the_page_as_in_browsers(opening: str) -> None:
    article = only(page(body=STORY + opening + "<p>not text</p>'"))

    assert "not text" not in article.text
    assert len(article.body) == 2


@pytest.mark.parametrize(
    "value",
    [
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        '" onmouseover="alert(1)',
        "' onmouseover='alert(1)",
        "</title><script>",
        "</script><script>alert(1)",
        "a\u2028b",
    ],
)
def test_markup_in_a_headline_stays_plain_text(value: str) -> None:
    stated = json.dumps({"@type": "NewsArticle", "headline": value, "author": value, "datePublished": value})
    article = only(page(f'<script type="application/ld+json">{stated.replace("</", "<" + chr(92) + "/")}</script>'))

    assert "<" not in (article.headline or "")
    assert article.date is None


@pytest.mark.parametrize("value", ["<img src=x onerror=alert(1)>", 'x" onmouseover="alert(1)', "</script>\u2028"])
def test_markup_in_what_a_page_says_of_itself_is_kept_as_text_or_not_at_all(value: str) -> None:
    head = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">'
        for name in ("author", "article:section", "og:site_name", "article:published_time")
    )
    link = f'<link rel="canonical" href="{html.escape(value)}">'
    article = only(page(head + link, f"<div class=byline>By {html.escape(value)}</div>" + STORY))

    assert article.source.url is None
    assert article.date is None
    assert article.section == article.publisher == value.replace("\u2028", "")
    assert len(article.body) == 2


def test_page_without_a_story_is_an_article_with_a_problem() -> None:
    article = only(b"<html><body><nav><a href=/>Home</a></nav></body></html>")

    assert article.body == ()
    assert [p.code for p in article.problems] == ["no-text"]


def test_reading_twice_gives_the_same() -> None:
    assert only(page()) == only(page())


def test_a_line_of_too_many_entities_maps_to_where_they_stand() -> None:
    page = f"<html><body><h1>Raid</h1><p>Mali denied it. {'&amp;' * 50_000} Niger did not.</p></body></html>"
    (article,) = read_articles(page.encode())
    end = article.text.index("Niger")

    assert len(article.source.map) < 25_000
    low, high = article.source.source_range(Anchor(end, end + len("Niger did not.")))
    assert page[low:high].endswith("Niger did not.")
