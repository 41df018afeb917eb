"""Pasted text: story, furniture, roles."""

from onrecord.reading import read_articles

PAGE = """May 3, 2021 9:05 am

Keita rejects talks with rebels

Correspondent in Bamako



President Moussa Keita rejected on Monday a call by northern rebels for talks. “We will not sit down”, he said.

For the rest, Keita claims to have answered the concerns of the neighbouring states and the statement

that “Mali has no intention of closing its border”.

See them

Comments (0)

Leave a Reply

Your email address will not be published."""


def test_page_with_furniture_is_told_apart_line_by_line() -> None:
    (article,) = read_articles(PAGE.encode())

    assert article.headline == "Keita rejects talks with rebels"
    assert article.date == "2021-05-03"
    assert article.byline == "Correspondent in Bamako"
    assert [article.text[a.slice][:12] for a in article.body] == ["President Mo", "For the rest", "that “Mali h"]
    assert [article.text[a.slice] for a in article.furniture] == [
        "See them",
        "Comments (0)",
        "Leave a Reply",
        "Your email address will not be published.",
    ]
    assert article.language == "en"


def test_anchors_of_windows_lines_map_to_the_source() -> None:
    source = PAGE.replace("\n", "\r\n")
    (article,) = read_articles(source.encode())

    start, end = article.source.source_range(article.body[1])
    assert source[start:end] == article.text[article.body[1].slice]
