"""The text kept and its map to the input (BAD_INPUTS 7-15)."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading import read_articles
from onrecord.reading.clean import clean_text
from onrecord.schema import Anchor, Source

BODY = "Mali denied on Friday that its army had raided a village near the border."


def source_of(text: str, found: str) -> str:
    """What of the input the map says `found` came from."""
    cleaned, pieces = clean_text(text)
    start = cleaned.index(found)
    low, high = Source("", "pasted", map=pieces).source_range(Anchor(start, start + len(found)))
    return text[low:high]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_line_end_ends_a_line(end: str) -> None:
    page = f"Mali denies raid{end}{end}{BODY}{end}{end}Share"
    (article,) = read_articles(page.encode())

    assert article.headline == "Mali denies raid"
    assert [article.text[a.slice] for a in article.body] == [BODY]
    start, stop = article.source.source_range(article.body[0])
    assert page[start:stop] == BODY


@pytest.mark.parametrize(
    "hidden",
    [*"\u200b\u00ad\ufeff\u2060\u200e\u200f\u061c", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))],
)
def test_invisible_characters_leave_names_whole(hidden: str) -> None:
    page = f"Za{hidden}mbia denied it."

    assert clean_text(page)[0] == "Zambia denied it."
    assert source_of(page, "Zambia") == f"Za{hidden}mbia"


def test_joiners_and_homoglyphs_stay() -> None:
    for text in ("می‌خواهم", "👨‍👩‍👧‍👦 🇲🇱", "Mosc\u043ew"):
        assert clean_text(text)[0] == text


def test_decomposed_letters_are_composed_and_mapped_to_the_original() -> None:
    page = unicodedata.normalize("NFD", "São Tomé denied it; Ouédraogo did not.")

    assert clean_text(page)[0] == unicodedata.normalize("NFC", page)
    assert source_of(page, "Tomé") == unicodedata.normalize("NFD", "Tomé")


def test_ten_thousand_marks_on_one_letter_end() -> None:
    page = "e" + "\u0301" * 10_000

    assert len(clean_text(page)[0]) > 9_000


def test_right_to_left_paragraph_with_latin_quote_keeps_its_order() -> None:
    page = "قال الوزير إن “Mali denied it” في بيان نشرته الوزارة يوم الجمعة في العاصمة باماكو أمام الصحفيين."
    (article,) = read_articles(page.encode())

    assert [article.text[a.slice] for a in article.body] == [page]
    assert article.language == "ar"


def test_astral_characters_count_as_one() -> None:
    page = f"🇲🇱 Mali denies raid\n\n{BODY}"
    (article,) = read_articles(page.encode())

    assert page[slice(*article.source.source_range(article.body[0]))] == BODY


@given(st.text(alphabet="aé\u0301e \n\r\0\u200b\ufeff\u2028\ud800😀", max_size=60))
def test_every_kept_character_maps_to_where_it_came_from(text: str) -> None:
    cleaned, pieces = clean_text(text)

    assert clean_text(cleaned)[0] == cleaned
    position = 0
    for piece in pieces:
        assert piece.start == position
        position += piece.length
        origin = text[piece.source_start : piece.source_start + piece.source_length]
        kept = cleaned[piece.start : piece.start + piece.length]
        if piece.length == piece.source_length:
            assert all(a == b or b in "\n\ufffd" for a, b in zip(origin, kept, strict=True))
        else:
            assert unicodedata.normalize("NFC", re.sub("[\u200b\ufeff]", "", origin)) == kept
    assert position == len(cleaned)
