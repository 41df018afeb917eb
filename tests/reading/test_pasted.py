"""Pasted text: story, furniture, roles."""

import textwrap

import numpy as np
import pytest

from onrecord.reading import read_articles
from onrecord.reading.features import page_features
from onrecord.reading.language import find_language
from onrecord.reading.linemodel import _levelled
from onrecord.reading.lines import PageLine, joined_lines, split_lines

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


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("Peru recalled its envoy.", ["Peru recalled its envoy."]),
        ("Peru recalled its envoy", ["Peru recalled its envoy"]),  # all there is
        ("Peru recalled its envoy.\nChile regretted that.", ["Peru recalled its envoy.", "Chile regretted that."]),
        ("Share", []),
        ("May 27, 2022", []),
    ],
)
def test_a_few_words_are_a_story(page: str, body: list[str]) -> None:
    (article,) = read_articles(page.encode())
    assert [page[part.slice] for part in article.body] == body
    assert article.language == ("en" if body else None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Erdogan met Putin in Sochi.", "en"),
        ("Le ministre a visité Paris.", "fr"),
        ("O ministro visitou Lisboa.", "pt"),
        ("Putin besuchte Minsk.", "de"),
    ],
)
def test_a_sentence_of_names_is_read_where_it_may_be_english(text: str, language: str) -> None:
    assert find_language(text) == language


STORY = """Ports stay shut in the gulf

4 March 2019

{line}

The port authority of Sarabay refused on Monday to let nine ships unload, its director said. "We wait", he said.

Two neighbours have protested against the decision, which leaves 4,000 tonnes of rice on the quay."""


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Lopes",
        "Ana Lopes, Sarabay",
        "Reuters, AP",
        "Our gulf correspondent",
        "Interview: Ana Lopes",
        "Staff",
        "Reuters, Sarabay",
    ],
)
def test_byline_is_found_above_the_story(line: str) -> None:
    (article,) = read_articles(STORY.format(line=line).encode())

    assert article.byline == line


@pytest.mark.parametrize(
    "line",
    [
        "News Sport Business",
        "MARKETS  TECH  OPINION",
        "Auto-refresh: on",
        "Weather",
        "Contact the newsroom",
        "AFP photo",
    ],
)
def test_furniture_above_the_story_is_no_byline(line: str) -> None:
    (article,) = read_articles(STORY.format(line=line).encode())

    assert article.byline is None


def test_name_of_the_paper_above_the_headline_is_no_byline() -> None:
    (article,) = read_articles(("The Gulf Herald\n\n" + STORY.format(line="By Ana Lopes")).encode())

    assert (article.headline, article.byline) == ("Ports stay shut in the gulf", "By Ana Lopes")


def test_bare_sentences_are_all_the_story() -> None:
    sentences = [
        "Production at the Sarabay mine resumed yesterday after three months.",
        "Officials hope that the coal will be a relief for the power plant, which has stood still since May.",
        '"We are glad to work again", said a miner at the gate, who would not give his name to a reporter.',
        "The ministry could not be reached for comment.",
        "The neighbours did not answer.",
    ]
    (article,) = read_articles("\n".join(sentences).encode())

    assert article.headline is None
    assert [article.text[anchor.slice] for anchor in article.body] == sentences


def test_lines_of_a_block_draw_each_other_into_the_story_of_a_long_page() -> None:
    lines = [PageLine(0, f"Number {i} of a list of things.", 1 if i % 5 == 0 else 0) for i in range(60)]
    features = page_features(lines)
    roles = np.full((60, 5), 0.02, np.float32)
    roles[:, 1] = np.where(np.arange(60) % 5 == 2, 0.2, 0.95)  # one of each block looks unlike the others

    levelled = _levelled(roles, features)

    assert (levelled[:, 1] > 0.5).all()
    np.testing.assert_array_equal(
        _levelled(roles[:30], page_features(lines[:30])), roles[:30]
    )  # a short page's are kept


DATED = """Delta rebels free fishermen

{line}

The rebels of the Sarabay delta freed nine fishermen on Tuesday. The port authority confirmed that.

The governor thanked the mediators from the two neighbouring states."""


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("SARABAY, June 4, 2019 - The fishermen were held for a month.", "2019-06-04"),
        ("SARABAY, 4 June 2019 (Gulf Wire) -- The fishermen were held for a month.", "2019-06-04"),
        ("(Gulf Wire) - On June 4, 2019 a boat brought the fishermen home.", "2019-06-04"),
        ("On 4 June 2019 a boat brought the men home.", None),
        ("4 June 2019: A boat brings the men home.", None),
        ("• The men were seized on 4 June 2019.", None),
    ],
)
def test_sentence_with_a_date_is_the_storys_and_no_date_line(line: str, day: str | None) -> None:
    (article,) = read_articles(DATED.format(line=line).encode())

    assert [article.text[part.slice] for part in article.body][0] == line
    assert (len(article.body), article.date) == (3, day)


def test_sentence_with_a_date_in_the_midst_and_at_the_end_is_the_storys() -> None:
    page = DATED.format(line="June 9, 2019") + "\n\nThe men were seized on 4 May 2019.\n\nTalks begin on 1 July 2019."
    (article,) = read_articles(page.encode())

    assert [article.text[part.slice] for part in article.body][2:] == [
        "The men were seized on 4 May 2019.",
        "Talks begin on 1 July 2019.",
    ]
    assert article.date == "2019-06-09"


@pytest.mark.parametrize("line", ["Published on 4 June 2019 at 10:15 a.m.", "Sarabay, 4 June 2019.", "04/06/2019"])
def test_date_line_with_a_full_stop_is_no_sentence(line: str) -> None:
    (article,) = read_articles(DATED.format(line=line).encode())

    assert (len(article.body), article.date) == (2, "2019-06-04")


WRAPPED = [
    "LAGOS, March 3 - President Moussa Keita rejected on Monday a call by northern rebels for talks about the towns "
    "that they have held since the spring, and his army went on shelling them.",
    "The rebels, who say that they will not lay down their arms, said in a statement read out on the radio that the "
    "president had been told what to say by his neighbours, who want the road to the salt mines for themselves.",
    "Nobody was hurt.",
]


@pytest.mark.parametrize("width", [60, 76, 100])
@pytest.mark.parametrize(("between", "indent", "end"), [(2, "", "\n"), (1, "   ", "\n"), (2, "", "\r\n")])
def test_a_text_wrapped_to_a_width_has_its_paragraphs(width: int, between: int, indent: str, end: str) -> None:
    wrapped = [textwrap.fill(p, width, initial_indent=indent) for p in WRAPPED]
    page = "Keita rejects talks\n\n" + ("\n" * between).join(wrapped) + "\n"
    (article,) = read_articles(page.replace("\n", end).encode())

    assert article.headline == "Keita rejects talks"
    assert [" ".join(article.text[b.slice].split()) for b in article.body] == WRAPPED


def test_lines_that_are_sentences_stay_apart() -> None:
    listed = "\n".join(f"The minister said on day {n} that nothing had changed at all." for n in range(10, 20))
    (article,) = read_articles(f"Ten days\n\n{listed}\n".encode())

    assert len(article.body) == 10


@pytest.mark.parametrize("line", ["By Ana Lopes, Bamako", "3 March 2019"])
def test_a_line_below_a_full_headline_is_not_the_headlines(line: str) -> None:
    headline = "Keita rejects talks with the rebels as his army goes on shelling the towns"
    story = "\n\n".join(textwrap.fill(p, 76) for p in WRAPPED)
    (article,) = read_articles(f"{headline}\n{line}\n\n{story}\n".encode())

    assert article.headline == headline
    assert line in (article.byline, article.date_anchor and article.text[article.date_anchor.slice])


def test_verse_stays_in_lines() -> None:
    verse = [
        "Of Man's first disobedience, and the fruit",
        "Of that forbidden tree whose mortal taste",
        "Brought death into the World, and all our woe,",
        "With loss of Eden, till one greater Man",
        "Restore us, and regain the blissful seat,",
        "Sing, Heavenly Muse, that, on the secret top",
        "Of Oreb, or of Sinai, didst inspire",
        "that shepherd who first taught the chosen seed",
        "in the beginning how the heavens and earth",
        "Rose out of Chaos.",
    ]
    text = "\n".join(verse)
    assert [line.text for line in joined_lines(split_lines(text), text)] == verse


def test_one_paragraph_of_many_lines_costs_linear_time() -> None:
    text = "and so he went on to the next village of his land and said there too\n" * 30_000
    (whole,) = joined_lines(split_lines(text), text)

    assert len(whole.text) == len(text) - 1


@pytest.mark.parametrize(
    "lines",
    [
        [f"https://www.example.com/news/world/article-{n}-keita-rejects-talks" for n in range(10, 18)],
        [f"{name:<24}{40.5:>12.2f}{0.9:>12.2f}" for name in ("wheat", "rice", "maize", "oil", "copper")],
        [
            "the army halts the shelling of the northern towns by May;",
            "the road to the salt mines is open to every country;",
            "the envoy of Peru goes to the capital and beyond it;",
            "the forty soldiers who were taken in Kidal are freed.",
        ],
        [
            "salt and rice for the camps of the north of Mali and Niger",
            "wheat for Peru",
            "copper and tin for all the harbours of the two countries",
            "oil",
            "medicine for the hospital of Kidal and for those of Bamako",
            "nine ships with grain for the south",
        ],
    ],
)
def test_rows_and_items_in_small_letters_stay_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [line.text for line in joined_lines(split_lines(text), text)] == lines
