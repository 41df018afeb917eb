"""Names that several bodies may have, words that tell a country, names of a country's kind."""

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
