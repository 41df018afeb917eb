"""Office documents, PDF, e-mail and vendors' exports, samples of our own."""

import io

import docx
import pytest
from pypdf import PdfWriter

from onrecord.errors import InputError
from onrecord.reading import read_articles

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
