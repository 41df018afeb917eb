"""Bytes to text: encodings, damage, refusal of what is not text (BAD_INPUTS 1-5, 16)."""

import pytest

from onrecord.errors import InputError
from onrecord.reading import read_articles
from onrecord.reading.decode import decode_text

RUSSIAN = "Министерство иностранных дел отвергло в пятницу обвинения соседней страны и заявило о переговорах. " * 3
ARABIC = "نفت وزارة الخارجية يوم الجمعة أن يكون جيشها قد أغار على قرية في الشمال وقالت إن المحادثات ستستمر. " * 3
CHINESE = "外交部周五否认其军队袭击了北部的一个村庄，并表示会谈将于下周在首都继续举行。" * 4
TURKISH = "Dışişleri Bakanlığı, ordusunun kuzeydeki bir köye baskın düzenlediğini cuma günü yalanladı. " * 3
GERMAN = "Das Außenministerium bestritt am Freitag, dass seine Armee ein Dorf überfallen habe. " * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN], ids=["german", "russian"])
def test_unicode_is_read_with_and_without_mark(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)).text.lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (ARABIC, "cp1256"), (CHINESE, "gb18030"), (TURKISH, "cp1254")],
    ids=["russian", "russian-koi", "arabic", "chinese", "turkish"],
)
@pytest.mark.parametrize("stated", ["utf-8", "iso-8859-1", "windows-1252", "nonsense"])
def test_wrong_meta_charset_is_not_believed(text: str, encoding: str, stated: str) -> None:
    page = f'<html><head><meta charset="{stated}"></head><p>'.encode() + text.encode(encoding)

    assert decode_text(page).text.endswith(text)


def test_right_meta_charset_is_believed() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Да'.encode("cp1251")

    assert decode_text(page).encoding == "cp1251"


def test_damaged_utf8_keeps_the_rest_and_says_so() -> None:
    data = RUSSIAN.encode()
    data = data[:100] + b"\xff" + data[100:]
    (article,) = read_articles(data)

    assert article.text.count("\ufffd") == 1
    assert [p.code for p in article.problems] == ["undecodable"]
    assert article.source.source_range(article.body[0]) == (0, len(RUSSIAN))


def test_empty_input_is_an_article_with_a_problem() -> None:
    (article,) = read_articles(b"")

    assert article.text == ""
    assert [p.code for p in article.problems] == ["no-text"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(100), b"\x7fELF\x02\x01" + bytes(50), bytes(range(256)) * 20, b"PAR1abc"]
)
def test_binary_data_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_articles(data, name="page.bin")

    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("page.bin: ")


def test_nul_becomes_a_replacement_character_one_for_one() -> None:
    (article,) = read_articles(b"Mali\0 denies raid\n\nMali denied on Friday that its army had ra\0ided a village.")

    assert "\0" not in article.text
    assert article.text.index("\ufffd") == 4
    assert article.source.source_range(article.body[0])[0] == 19


def test_mojibake_is_read_as_it_stands() -> None:
    text = "The minister said â€œno dealâ€ on Friday in the capital."

    assert decode_text(text.encode()).text == text
