"""Office documents, PDF, e-mail and vendors' exports, samples of our own."""

import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter

from onrecord.errors import InputError
from onrecord.reading import read_articles, word
from onrecord.reading.rtf import rtf_text

TEXT = "Mali denied on Friday that its army had raided a village near the border, a spokesman told reporters."
NEXIS = ["Mali denies raid", "The Courier (Bamako)", "May 27, 2022 Friday",
         "Copyright 2022 The Courier All Rights Reserved",
         "Section: NEWS; Pg. 3", "Length: 34 words", "Byline: Awa Diallo", "Body", TEXT, "The president agreed.",
         "Load-Date: May 28, 2022", "End of Document"]  # fmt: skip
FACTIVA = ["World", "Mali denies raid", "By Awa Diallo", "34 words", "27 May 2022", "12:41", "The Courier", "COUR",
           "English",           "Copyright 2022 The Courier. All Rights Reserved.", TEXT, "The president agreed.",
           "Document COUR000020220527ei5r00abc"]  # fmt: skip
CODED = ["HD Mali denies raid", "BY Awa Diallo", "WC 34 words", "PD 27 May 2022", "SN The Courier", "LA English",
         f"LP {TEXT}", "TD", "The president agreed.", "Document COUR000020220527ei5r00abc"]  # fmt: skip


def as_docx(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_rtf(lines: list[str]) -> bytes:
    return ("{\\rtf1\\ansi " + "\\par\n".join(lines) + "}").encode()


def as_html(lines: list[str]) -> bytes:
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>").encode()


@pytest.mark.parametrize("pack", [as_docx, as_rtf], ids=["docx", "rtf"])
def test_nexis_downloads_fall_into_their_articles(pack) -> None:  # type: ignore[no-untyped-def]
    articles = read_articles(pack([*NEXIS, "", *NEXIS]))

    assert len(articles) == 2
    for article in articles:
        assert (article.headline, article.date, article.authors) == ("Mali denies raid", "2022-05-27", ("Awa Diallo",))
        assert [article.text[a.slice] for a in article.body] == [TEXT, "The president agreed."]
        assert article.publisher == "The Courier (Bamako)"


@pytest.mark.parametrize("lines", [FACTIVA, CODED], ids=["ordered", "coded"])
@pytest.mark.parametrize("pack", [as_rtf, as_html], ids=["rtf", "html"])
def test_factiva_downloads_fall_into_their_articles(pack, lines: list[str]) -> None:  # type: ignore[no-untyped-def]
    articles = read_articles(pack([*lines, *lines]))

    assert len(articles) == 2
    for article in articles:
        assert (article.headline, article.date, article.authors) == ("Mali denies raid", "2022-05-27", ("Awa Diallo",))
        assert [article.text[a.slice] for a in article.body] == [TEXT, "The president agreed."]


def test_plain_document_is_read_like_pasted_text() -> None:
    (article,) = read_articles(as_docx(["Mali denies raid", "", "27 May 2022", "", TEXT, "", "Share this"]))

    assert (article.headline, article.date) == ("Mali denies raid", "2022-05-27")
    assert [article.text[a.slice] for a in article.body] == [TEXT]


def pdf(text_lines: list[str]) -> bytes:
    """A page with a text layer, written by hand."""
    stream = "BT /F1 11 Tf 50 750 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in text_lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return (out + end).encode()


def test_pdf_lines_are_put_together_into_paragraphs() -> None:
    wrapped = [
        "Mali denied on Friday that its army had raided a village",
        "near the border, a spokesman told reporters in the cap-",
        "ital on the eve of talks.",
    ]
    (article,) = read_articles(pdf(["Mali denies raid", *wrapped]))

    assert article.text.rstrip().endswith(
        "near the border, a spokesman told reporters in the capital on the eve of talks."
    )


def test_pdf_without_a_text_layer_is_an_article_with_a_problem() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    (article,) = read_articles(out.getvalue())

    assert [p.code for p in article.problems] == ["no-text"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", as_docx(["x"])[:400], b"PK\x03\x04 nothing"])
def test_damaged_document_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_articles(data)

    assert "\n" not in str(caught.value)


def test_mail_gives_its_subject_sender_and_day() -> None:
    mail = (
        "From: Awa Diallo <awa@example.org>\r\nTo: x@example.org\r\nSubject: Mali denies raid\r\n"
        f"Date: Fri, 27 May 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\n{TEXT}\r\n"
    )
    (article,) = read_articles(mail.encode())

    assert (article.headline, article.date, article.authors) == ("Mali denies raid", "2022-05-27", ("Awa Diallo",))
    assert [article.text[a.slice] for a in article.body] == [TEXT]


def main_part(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_map_of_a_docx_leads_to_its_main_part() -> None:
    lines = ["Mali denies raid", "", "27 May 2022", "", f"“{TEXT}” & more of café talk was heard in the north.", TEXT]
    data = as_docx(lines)
    (article,) = read_articles(data)
    part = main_part(data)

    assert [article.text[a.slice] for a in article.body] == lines[4:]
    ranges = [part[slice(*article.source.source_range(anchor))] for anchor in article.body]
    assert ranges == [line.replace("&", "&amp;") for line in lines[4:]]
    assert article.headline_anchor is not None
    assert part[slice(*article.source.source_range(article.headline_anchor))] == lines[0]


def test_map_of_a_docx_export_leads_to_its_main_part() -> None:
    data = as_docx([*NEXIS, "", *NEXIS])
    part = main_part(data)
    first, second = read_articles(data)

    for article in (first, second):
        assert [part[slice(*article.source.source_range(a))] for a in article.body] == [TEXT, "The president agreed."]
    assert second.source.source_range(second.body[0]) > first.source.source_range(first.body[1])


def test_docx_leaves_out_what_was_struck_out_and_shows_a_text_box_once() -> None:
    space = 'xmlns:w="urn:w" xmlns:mc="urn:mc"'
    run = "<w:r><w:t>{}</w:t></w:r>".format
    box = f"<w:txbxContent><w:p>{run('Boxed.')}</w:p></w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    stops = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    body = f"<w:p>{stops}{run('Mali ')}<w:del>{run('lies')}</w:del>{run('denies.')}<w:r>{twice}</w:r></w:p>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    (article,) = read_articles(out.getvalue(), kind="docx")

    assert article.text.split() == ["Mali", "denies.", "Boxed."]


@pytest.mark.parametrize("main", ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "<w:document>", ""])
def test_docx_with_a_damaged_or_hostile_main_part_is_refused_in_one_line(main: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", main)
    with pytest.raises(InputError) as caught:
        read_articles(out.getvalue(), kind="docx")

    assert "\n" not in str(caught.value)


def test_docx_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MAX_MAIN", 1_000)

    with pytest.raises(InputError, match="bomb"):
        read_articles(as_docx([TEXT] * 100))


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Serif;}{\f1\fcharset204 Kyiv Sans;}{\f2\fcharset128 Edo;}}"
    rb"{\info{\title Not text}}{\*\unknown hidden}\f0 Mali denies raid\par\par 27 May 2022\par\par "
    rb"\ldblquote Mali denied\rdblquote  \b on Friday\b0  that its army had caf\'e9 talk, "
    rb"\u8212- said a spokesman.\par "
    rb"{\f1\'cc\'e0\'eb\'e8} and {\f2\'93\'fa\'96\'7b} denied it on Friday, "
    rb"a man of the north told reporters \{there\}.}"
)


def test_rtf_is_mapped_to_its_bytes() -> None:
    (article,) = read_articles(RTF)

    assert [article.text[a.slice] for a in article.body] == [
        "“Mali denied” on Friday that its army had café talk, — said a spokesman.",
        "Мали and 日本 denied it on Friday, a man of the north told reporters {there}.",
    ]
    ranges = [RTF[slice(*article.source.source_range(anchor))] for anchor in article.body]
    assert ranges[0].startswith(rb"\ldblquote Mali")
    assert ranges[0].endswith(b"said a spokesman.")
    assert ranges[1].startswith(rb"\'cc\'e0")
    assert ranges[1].endswith(rb"\{there\}.")
    assert article.headline_anchor is not None
    assert RTF[slice(*article.source.source_range(article.headline_anchor))] == b"Mali denies raid"


def test_every_character_of_an_rtf_text_has_its_place() -> None:
    found = rtf_text(RTF)

    position = 0
    for piece in found.pieces:
        assert piece.start == position
        position += piece.length
        text = found.text[piece.start : position]
        if piece.length == piece.source_length and text.isascii() and not text.isspace():
            assert RTF[piece.source_start : piece.source_start + piece.source_length].decode() == text
    assert position == len(found.text)


def test_map_of_an_rtf_export_leads_to_its_bytes() -> None:
    data = as_rtf([*NEXIS, "", *NEXIS])
    first, second = read_articles(data)

    for article in (first, second):
        ranges = [data[slice(*article.source.source_range(a))].decode() for a in article.body]
        assert ranges == [TEXT, "The president agreed."]
    assert second.source.source_range(second.body[0]) > first.source.source_range(first.body[1])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb"{\rtf1 " + b"{" * 100_000 + b"deep" + b"}" * 100_000 + b"}", "deep"),
        (rb"{\rtf1 a\bin5 {{{{{b}", "ab"),
        (rb"{\rtf1 a\bin99999999 b}", "a"),
        (rb"{\rtf1 \uc2\u-10179?!\u-8704?!x}", "\U0001f600x"),
        (rb"{\rtf1 \u-8704?\'", "\ufffd"),
        (rb"{\rtf1\ansicpg932 \'93}", "\ufffd"),
        (rb"{\rtf1\ansicpg99999 caf\'e9\'zz}", "caf\xe9zz"),
        (b"{\\rtf1 " + b"\\'" * 50_000, "'" * 0),
    ],
    ids=[
        "deep",
        "bin",
        "bin-beyond-the-end",
        "surrogates",
        "half-a-pair",
        "half-a-character",
        "unknown-page",
        "escapes",
    ],
)
def test_hostile_rtf_is_read_as_far_as_it_goes(data: bytes, text: str) -> None:
    assert rtf_text(data).text == text
