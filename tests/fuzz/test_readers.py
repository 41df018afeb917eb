"""Whatever comes in: a reader answers or refuses in one line, points into what it was given, and says the same twice.

The inputs that once broke something are kept in corpus/ and run first. ONRECORD_FUZZ=20000 runs that many of each kind.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from tests.fuzz.mutations import FUZZ, damaged, damaged_text, kept

from onrecord.errors import InputError, LexiconError
from onrecord.find.quotes import find_quotations
from onrecord.lang import load_pack
from onrecord.lang.actors import ActorRow
from onrecord.lang.cues import CueRow
from onrecord.lang.petrarch import parse_petrarch_actors
from onrecord.lang.tables import load_rows
from onrecord.reading import ReadReport, iter_articles, read_articles
from onrecord.reading.datelines import find_dateline
from onrecord.reading.dates import find_dates, find_partial_dates, iso_day
from onrecord.schema import Anchor, Article

MARKS = load_pack("en").quote_marks
TAGS = (
    b"<script>",
    b"</p>",
    b"<!--",
    b"<plaintext>",
    b"&#x110000;",
    b'<a href="',
    b"<![CDATA[",
    b"<meta charset=utf-16>",
)
PIECES = ("“", "”", '"', "'", "«", "``", "''", "\n\n", "\u202e", "\U0001f469\u200d\U0001f469")
WARC = (b"WARC/1.0\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999\r\n", b"\x1f\x8b", b"\r\n\r\n")
NUMBERS = ("0", "31", "2024", "Feb", "май", "24:00", "/", "-", "٣", "²", "99999999999999999999")
ROWS = ("\t", "[", "]", "<", ">", "|", "+", "# ", "[MLIGOV <990101]", "00")


def check_article(article: Article) -> None:
    """What holds of every article."""
    length = len(article.text)
    anchors = (*article.body, *article.furniture)
    named = (article.headline_anchor, article.date_anchor, article.byline_anchor, article.dateline)
    for anchor in (*anchors, *filter(None, named)):
        assert 0 <= anchor.start <= anchor.end <= length
    assert all(one.end <= other.start for one, other in zip(article.body, article.body[1:], strict=False))
    assert "\0" not in article.text
    assert article.date is None or date.fromisoformat(article.date)
    for piece in article.source.map:
        assert 0 <= piece.start <= piece.start + piece.length <= length
    for anchor in article.body:
        start, end = article.source.source_range(anchor)
        assert 0 <= start <= end


def check_bytes(data: bytes, kind: str | None = None) -> None:
    """Read bytes twice: the same articles or the same line."""
    answers: list[object] = []
    for _ in range(2):
        try:
            articles = read_articles(data, kind=kind)
        except InputError as error:
            assert "\n" not in str(error)
            answers.append(str(error))
        else:
            for article in articles:
                check_article(article)
            answers.append(articles)
    assert answers[0] == answers[1]


def check_warc(data: bytes) -> None:
    """What is not read of a WARC file is counted."""
    report = ReadReport()
    try:
        articles = list(iter_articles(data, kind="warc", report=report))
    except InputError as error:
        assert "\n" not in str(error)
        return
    for article in articles:
        check_article(article)
    assert articles or not data.strip() or report.lost or report.skipped


def check_quotations(text: str) -> None:
    """Quotations lie in the text, in order, and one problem at most is made of them."""
    paragraphs = [Anchor(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    quotations, problems = find_quotations(text, paragraphs, MARKS)
    assert len(problems) <= 1
    for quotation in quotations:
        whole, inner = quotation.anchor, quotation.inner
        assert 0 <= whole.start <= inner.start <= inner.end <= whole.end <= len(text)
        assert any(p.start <= whole.start and whole.end <= p.end for p in paragraphs)
    assert [q.anchor.start for q in quotations] == sorted(q.anchor.start for q in quotations)


def check_dates(text: str) -> None:
    """Every date that is read is one, and stands where it is said to stand."""
    for line in text.split("\n"):
        for found in find_dates(line):
            assert 0 <= found.start < found.end <= len(line)
            assert all(isinstance(day, date) for day in found.days)
        for partial in find_partial_dates(line):
            assert 0 <= partial.start < partial.end <= len(line)
        stated = iso_day(line)
        assert stated is None or date.fromisoformat(stated)
        place = find_dateline(line)
        assert place is None or 0 <= place[0] <= place[1] <= len(line)


def check_dictionary(text: str, folder: Path) -> None:
    """A dictionary or table is taken or refused with its place."""
    try:
        rows = parse_petrarch_actors(text, "own")
        assert all(row.code and row.name for row in rows)
    except LexiconError as error:
        assert re.match(r"own:\d+", str(error))
    path = folder / "own.tsv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    for row_type in (ActorRow, CueRow):
        try:
            load_rows(path, row_type)
        except LexiconError as error:
            assert str(path) in str(error)


@pytest.mark.parametrize("path", kept("page"), ids=lambda p: p.name)
def test_kept_pages(path: Path) -> None:
    check_bytes(path.read_bytes())


@pytest.mark.parametrize("path", kept("warc"), ids=lambda p: p.name)
def test_kept_archives(path: Path) -> None:
    check_warc(path.read_bytes())


@pytest.mark.parametrize("path", [*kept("quotes"), *kept("page")], ids=lambda p: p.name)
def test_kept_quotations(path: Path) -> None:
    check_quotations(path.read_bytes().decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("path", kept("dates"), ids=lambda p: p.name)
def test_kept_dates(path: Path) -> None:
    check_dates(path.read_text("utf-8"))


@pytest.mark.parametrize("path", kept("dictionary"), ids=lambda p: p.name)
def test_kept_dictionaries(path: Path, tmp_path: Path) -> None:
    check_dictionary(path.read_bytes().decode("utf-8", "surrogateescape"), tmp_path)


@FUZZ
@given(damaged("page", TAGS))
def test_pages(data: bytes) -> None:
    check_bytes(data)


@FUZZ
@given(damaged("page", TAGS))
def test_pages_said_to_be_html(data: bytes) -> None:
    check_bytes(data, kind="html")


@FUZZ
@given(damaged("warc", WARC))
def test_archives(data: bytes) -> None:
    check_warc(data)


@FUZZ
@given(damaged_text("quotes", PIECES))
def test_quotations(text: str) -> None:
    check_quotations(text)


@FUZZ
@given(damaged_text("dates", NUMBERS))
def test_dates(text: str) -> None:
    check_dates(text)


@FUZZ
@given(damaged_text("dictionary", ROWS))
def test_dictionaries(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        check_dictionary(text, Path(folder))
