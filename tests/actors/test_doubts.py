"""Names that several bodies may have, words that tell a country, names of a country's kind."""

import pytest

from onrecord import read
from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")

PAGE = """
1 {place} {place} PROPN NNP _ 2 nsubj _ NER=B-LOC
2 voted   vote    VERB  VBD _ 0 root  _ SpaceAfter=No
3 .       .       PUNCT .   _ 2 punct _ _

1 NPA  NPA  PROPN NNP _ 2 nsubj  _ NER=B-ORG
2 took take VERB  VBD _ 0 root   _ _
3 {n}  n    NUM   CD  _ 4 nummod _ _
4 {m}  m    NOUN  NNS _ 2 obj    _ SpaceAfter=No
5 .    .    PUNCT .   _ 2 punct  _ _
"""


def resolver(place: str, money: str = "coins", count: str = "nine") -> ActorResolver:
    parse = Parse.from_conllu(PAGE.format(place=place, m=money, n=count))
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2022-03-04")
    return ActorResolver(article, parse, (), PACK)


def test_an_acronym_of_the_tables_needs_its_country() -> None:
    there = resolver("Manila").party(3, 4).actor
    assert there is not None
    assert (there.code, there.name) == ("PHL", "New People's Army")
    elsewhere = resolver("Seoul").party(3, 4).actor
    assert elsewhere is not None
    assert elsewhere.code != "PHL"


def test_an_armed_group_is_known_among_its_kind() -> None:
    found = resolver("Seoul", "rebels").party(3, 4).actor
    assert found is not None
    assert found.code == "PHL"


def test_money_tells_the_country() -> None:
    assert resolver("Rain", "ringgit").context.weights["MYS"] > 0
    assert resolver("Rain").context.weights == {}


def test_a_name_sounds_of_its_country() -> None:
    kinds = PACK.name_kinds
    assert kinds.likeliest([("kakhaber", "lomidze")]) == "GEO"
    assert kinds.likeliest([("nguyen", "van", "thuy")]) == "VNM"
    assert kinds.likeliest([("marek", "wisniewski")]) == "POL"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Beijing - Li Chengdong, head of the trade lobby, said the deal was dead.",
            "Li Chengdong",
        ),  # not Li Chenggang
        ("Beijing - The trade negotiator, Li Chengang, said the deal was dead.", "Li Chenggang"),
    ],
)
def test_a_like_name_is_another_persons_unless_it_may_be_spelt_so(text: str, who: str) -> None:
    speaker = read(text, date="2025-06-04").statements[0].speaker
    assert speaker is not None
    assert speaker.actor is not None
    assert speaker.actor.name == who


def test_her_is_no_man() -> None:
    text = "Dhaka - The man asked police to teach the writer a lesson. Two officers then beat her."
    (beating,) = (e for e in read(text).events if text[e.anchor.slice] == "beat")
    assert [p.actor.name for p in beating.recipients if p.actor] != ["man of Bangladesh"]


@pytest.mark.parametrize(
    ("sentence", "code", "sector"),
    [
        ("Sydney - The New South Wales Farmers Council said the road was shut.", "AUS", "AGR"),
        ("Dhaka - Inspector Rahim Khan said two men were held.", "BGD", "COP"),
        ("Toronto - A probation officer said the man was dangerous.", "CAN", "GOV"),
        ("Warsaw - The competition watchdog said the merger was illegal.", "POL", "GOV"),
        ("Cairo - The Sudanese People's Liberation Army said the road was shut.", "SDN", "REB"),
        ("Lagos - The plaintiffs said the verdict was late.", "NGA", "CVL"),
        ("Lagos - The shareholders said the verdict was late.", "NGA", "BUS"),
    ],
)
def test_whose_they_are_and_of_which_sector(sentence: str, code: str, sector: str | None) -> None:
    speaker = read(sentence, date="2005-03-02").statements[0].speaker
    assert speaker is not None
    assert speaker.actor is not None
    assert (speaker.actor.code, speaker.actor.sector) == (code, sector)


def test_a_name_that_says_its_country_is_not_doubted() -> None:
    record = read("American military aid to Egypt was suspended on Monday.", date="2014-10-10")
    codes = {party.actor.code for event in record.events for party in event.actors if party.actor}
    assert "EGY" not in codes
