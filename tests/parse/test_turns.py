"""Who speaks in a transcript: what counts as a label, who asks, who is interviewed."""

import pytest

from onrecord.evaluate.predictions import predict_attributions
from onrecord.lang import load_pack
from onrecord.parse.turns import divided, find_lines
from onrecord.record import read_records
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")


def _article(*paragraphs: str) -> Article:
    text, body, at = "\n\n".join(paragraphs), [], 0
    for paragraph in paragraphs:
        body.append(Anchor(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(id="a-turns", text=text, source=Source("", "pasted"), body=tuple(body), language="en")


def _turns(*paragraphs: str) -> list[str]:
    """For each paragraph whether it is a question, an answer, goes on or is no turn."""
    lines = find_lines(_article(*paragraphs), PACK)
    return ["-" if not x.said else "asks" if x.asks else "on" if x.goes_on else "says" for x in lines]


@pytest.mark.parametrize(
    ("paragraphs", "turns"),
    [
        (("Q: Will you go?", "A: We will go."), ["asks", "says"]),
        (("Q. Will you go?", "A. We will go."), ["asks", "says"]),
        (("MS. LOPES: The port is open.", "Q  Since when?", "MS. LOPES: Since May."), ["says", "asks", "says"]),
        (("Radio Faro: Will you go?", "Lopes: We will go.", "Radio Faro: When?", "Lopes: Soon."), ["asks", "says"] * 2),
        (("Will you go?", "Ana Lopes: I will go.", "Why?", "Ana Lopes: I must."), ["-", "says", "asks", "says"]),
        (
            ("Q: Will you go?", "A: We will.", "It is time.", "Q: When?", "A: Soon."),
            ["asks", "says", "on", "asks", "says"],
        ),
        (("Q: Will you go?", "A: We will go.", "She left for Faro."), ["asks", "says", "-"]),
        (("REPORTER: Will you go?", "LOPES (via interpreter): Soon.", "(laughter)"), ["asks", "says", "-"]),
        (("Will you go?", "I will go.", "Are you afraid?", "We fear nobody."), ["asks", "says"] * 2),
        (("LOPES: WE WILL GO.", "VIDAL: TO THE US?", "LOPES: FAR FROM US."), ["says", "asks", "says"]),
        (("Lopes: “We will go.”", "Vidal: “I will stay.”", "Lopes: “Soon.”"), ["says", "says", "says"]),
    ],
)
def test_turns_are_told_by_labels_or_questions(paragraphs: tuple[str, ...], turns: list[str]) -> None:
    assert _turns(*paragraphs) == turns


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Faro: The port is open.", "The mayor said so."),
        ("Faro: The port is open.", "Lagos: The port is closed."),
        ("What does the treaty say?", "It says little.", "Who is against it?", "The senate is."),
        ("Why did they go? Nobody knows.", "A man came.", "Who was he?", "We asked him."),
        ("Photo: Ana Lopes", "Photo: Reuters"),
        ("Faro: The port is open.", "Lagos: It is shut.", "Faro: A ship sank.", "Beja: No news."),
        ("CHILE: Santiago condemned the raid.", "PERU: “We reject it,” Lima said.", "CHILE: It asked for calm."),
        ("Monday: Will it rain?", "Tuesday: Sun.", "Monday: Storms hit Faro.", "Friday: Fog."),
        ("Salt: I add a pinch.", "Eggs: Beat them.", "Flour: Sift it.", "Salt: You can add more."),
        ("Host: Qatar.", "Prize: A cup.", "Host: Also Bahrain."),
        ("What does it mean for you?", "US citizens need no visa.", "Can you still go?", "The US embassy warns."),
    ],
)
def test_a_story_with_a_colon_or_a_question_is_no_transcript(paragraphs: tuple[str, ...]) -> None:
    assert "says" not in _turns(*paragraphs)
    assert divided(_article(*paragraphs).body, find_lines(_article(*paragraphs), PACK)) == _article(*paragraphs).body


def test_a_label_is_a_paragraph_of_its_own() -> None:
    article = _article("Q: Will you go?", "A: We will.")

    parts = divided(article.body, find_lines(article, PACK))

    assert [article.text[part.slice] for part in parts] == ["Q:", "Will you go?", "A:", "We will."]


def test_an_answer_is_a_statement_of_who_is_interviewed() -> None:
    page = (
        "Chile keeps its ships in port\n\nDefence Minister Rosa Vidal of Chile met our reporter Ana Moss in Arica.\n\n"
        "Q: Will you send the ships to Peru?\n\nA: We will send no ships. Lima broke the deal.\n\n"
        "Q: Has Peru attacked you?\n\nA: Peru has never attacked our ships.\n"
    )
    (record,) = read_records(page, date="2026-02-03")
    text = record.article.text

    said = [
        (s.speaker.actor.name if s.speaker and s.speaker.actor else None, text[s.content[0].slice], s.kind.value)
        for s in record.statements
    ]

    assert said == [
        ("Rosa Vidal", "We will send no ships. Lima broke the deal", "direct"),
        ("Rosa Vidal", "Peru has never attacked our ships", "direct"),
    ]
    asked = text.index("attacked you")
    assert [e.status.value for e in record.events if e.anchor.start == asked] == ["hypothetical"]


def test_where_nobody_is_named_before_an_interview_who_has_the_first_office_answers() -> None:
    page = (
        "Estonia will send more guns\n\nThe Estonian prime minister spoke to our correspondent in Tallinn.\n\n"
        "Q: Will you send guns to Ukraine?\n\nA: We will send what we can.\n\n"
        "Q: And then?\n\nA: We will ask Latvia to send more.\n"
    )
    (record,) = read_records(page, date="2023-06-12")

    names = [s.speaker.actor.name for s in record.statements if s.speaker and s.speaker.actor and s.parent is None]

    assert names == ["Kaja Kallas", "Kaja Kallas"]


def test_the_turns_of_a_transcript_are_its_attributions() -> None:
    answer = "We will. Nobody said that Mali is far."
    text = f'"LEE: Will you go to Mali?\n\nDIAZ: {answer}\n\nLEE: And then?\n\nDIAZ: We wait.'

    found = predict_attributions(text)

    assert [[text[start:end] for start, end in one["source"] + one["cue"]] for one in found] == [
        ["LEE", ":"],
        ["DIAZ", ":"],
        ["LEE", ":"],
        ["DIAZ", ":"],
    ]
    assert [text[start:end] for start, end in found[1]["content"]] == [answer]
