"""Usual case for what has none: how names, sentences, acronyms are written; what stays as it is."""

import pytest

from onrecord.lang import load_pack
from onrecord.lang.letters import capitals, odd_paragraphs, small
from onrecord.parse import get_parser
from onrecord.record import read_records
from onrecord.schema import Anchor, Article, Record, Source

PARSER = get_parser(load_pack("en"))
PLAIN = (
    "Bolivia's foreign minister, Rosa Quispe, told reporters in Lima on Tuesday that the UN had not been asked.",
    "President Tomas Arce rejected the charge. He said: “We owe nobody an answer.”",
    "In May the PKK shelled a Turkish post near Cizre. Turkey may strike back, Colonel Demir warned.",
)


def _article(*paragraphs: str) -> Article:
    text, body, at = "\n\n".join(paragraphs), [], 0
    for paragraph in paragraphs:
        body.append(Anchor(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(id="a-case", text=text, source=Source("", "pasted"), body=tuple(body), language="en")


def _usual(*paragraphs: str) -> list[str]:
    return PARSER.with_usual_case(_article(*paragraphs)).text.split("\n\n")


def _record(*paragraphs: str) -> Record:
    return next(read_records("\n\n".join(paragraphs), date="2024-06-04"))


@pytest.mark.parametrize("change", [capitals, small])
def test_names_and_sentences_get_their_capitals(change) -> None:
    assert _usual(*map(change, PLAIN)) == list(PLAIN)


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        (
            "THE OAS SENT J. P. O'LEARY AND MRS DE SOUZA TO QUITO.",
            "The OAS sent J. P. O'Leary and Mrs de Souza to Quito.",
        ),
        (
            "AN MP FROM OSLO SAID ON MONDAY THAT F-16S HAD LANDED.",
            "An MP from Oslo said on Monday that F-16s had landed.",
        ),
        (
            "CHAD'S ARMY SHOT DOWN A DRONE IN MARCH, SOLDIERS SAID.",
            "Chad's army shot down a drone in March, soldiers said.",
        ),
        (
            "i met anwar in jakarta. he told us that he'd resign.",
            "I met Anwar in Jakarta. He told us that he'd resign.",
        ),
        (
            "KENYA's MINISTER FOR TRADE, JANE McOWEN, LEFT NAIROBI.",
            "Kenya's minister for trade, Jane McOWEN, left Nairobi.",
        ),
    ],
    ids=["initials", "acronyms", "months", "pronouns", "mixed"],
)
def test_words_are_written_as_usual(written: str, usual: str) -> None:
    assert _usual(written) == [usual]


def test_a_paragraph_in_capitals_is_written_as_the_page_writes_it() -> None:
    page = (
        "Delegates of the Zubaran clan met Ilo Marr in Bern.",
        "THE ZUBARAN CLAN TOLD ILO MARR THAT IT WOULD NOT LEAVE.",
    )

    assert _usual(*page) == [page[0], "The Zubaran clan told Ilo Marr that it would not leave."]


@pytest.mark.parametrize(
    "paragraphs",
    [
        PLAIN,
        ("PARIS, May 3 - France's envoy left NATO, the EU and the UN, AFP said.",),
        ("The two agreed on", "- a truce in the north", "- the exchange of all prisoners", "- talks in Bern"),
        ("NATO, EU, UN", "The three bodies met in Vienna on Monday."),
        ("and said that the talks would go on for as long as it took.",),
        ("Straße, ﬁne, İzmir: ANKARA DENIED IT.",),
    ],
    ids=["usual", "dateline", "list", "acronyms", "part", "short"],
)
def test_usual_case_stays_as_it_is(paragraphs: tuple[str, ...]) -> None:
    article = _article(*paragraphs)

    assert PARSER.with_usual_case(article) is article


def test_letters_keep_their_places() -> None:
    page = "İZMİR AND STRAßE: ﬁNE OFFICERS OF TURKEY SAID ON FRIDAY THAT ANKARA HAD DENIED IT."

    assert len(_usual(page)[0]) == len(page)
    assert _usual("POLICE IN DİYARBAKIR SAID ON FRIDAY THAT NOBODY HAD DIED.")[0].startswith(
        "Police in Dİyarbakir said"
    )
    assert _usual(page)[0].endswith("officers of Turkey said on Friday that Ankara had denied it.")


@pytest.mark.parametrize("change", [capitals, small])
def test_the_record_is_that_of_the_usual_page_in_the_page_s_own_letters(change) -> None:
    usual, other = _record(*PLAIN), _record(*map(change, PLAIN))

    assert [s.anchor for s in other.statements] == [s.anchor for s in usual.statements]
    assert [s.speaker.actor for s in other.statements] == [s.speaker.actor for s in usual.statements]
    assert [s.speaker.text for s in other.statements] == [change(s.speaker.text) for s in usual.statements]
    assert [(e.type, e.actors[0].actor) for e in other.events] == [(e.type, e.actors[0].actor) for e in usual.events]
    assert [e.place.text for e in other.events if e.place] == [change(e.place.text) for e in usual.events if e.place]
    assert other.article.text == change(usual.article.text)


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("President ARCE met Mr. LIMA of the OSCE.", "President Arce met Mr. Lima of the OSCE."),
        (
            "Ilse BRANDT and Colonel Omar-Ali DIOP left for Dakar.",
            "Ilse Brandt and Colonel Omar-Ali Diop left for Dakar.",
        ),
        ("She said: “WE WILL NOT GO. IRAN MUST ANSWER!”", "She said: “We will not go. Iran must answer!”"),
        (
            '"THIS WAS A TRAP FOR NATO," a captain in Narva said.',
            '"This was a trap for NATO," a captain in Narva said.',
        ),
    ],
)
def test_loud_names_and_quotations_are_written_as_usual(written: str, usual: str) -> None:
    assert _usual(written) == [usual]


@pytest.mark.parametrize(
    "written",
    [
        "General NATO exercises began near Minister FARDC bases, the OSCE said.",
        "The banner said “NATO OUT” and a song was called “YMCA”.",
        "DAR ES SALAAM, Tanzania - The spokesman for UNHCR said so.",
    ],
)
def test_acronyms_and_datelines_are_no_shouting(written: str) -> None:
    assert _usual(written) == [written]


def test_few_words_tell_nothing() -> None:
    assert odd_paragraphs(["The UN met.", "UN NEWS", "mali denied it"]) == [False] * 3
