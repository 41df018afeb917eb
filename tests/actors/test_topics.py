"""What someone studies is not whose he is: "a China expert"; where he teaches is."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")
TEACHER = """\
1 Peru Peru PROPN _ _ 2 nsubj _ NER=B-LOC
2 waited wait VERB _ _ 0 root _ _

1 Ana Ana PROPN _ _ 10 nsubj _ NER=B-PERSON
2 Roy Roy PROPN _ _ 1 flat _ NER=I-PERSON
3 , , PUNCT _ _ 6 punct _ _
4 a a DET _ _ 6 det _ _
5 {modifier} {modifier} {upos} _ _ 6 {relation} _ {ner}
6 {noun} {noun} NOUN _ _ 1 appos _ _
7 at at ADP _ _ 8 case _ _
8 {one} {one} PROPN _ _ 6 nmod _ NER=B-ORG
9 {other} {other} PROPN _ _ 8 flat _ NER=I-ORG
10 doubted doubt VERB _ _ 0 root _ _
"""


def code(conllu: str, end: int) -> str | None:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="1996-03-04")
    actor = ActorResolver(article, parse, (), PACK).party(2, end).actor
    return actor.code if actor is not None else None


CHINA = {"modifier": "China", "upos": "PROPN", "relation": "compound", "ner": "NER=B-LOC"}
CHINESE = {"modifier": "Chinese", "upos": "ADJ", "relation": "amod", "ner": "_"}


@pytest.mark.parametrize(
    ("country", "noun", "expected"),
    [
        (CHINA, "expert", "NLD"),
        (CHINA, "watcher", "NLD"),
        (CHINESE, "expert", "CHN"),
        (CHINA, "spokesman", "CHN"),
    ],
)
def test_what_someone_knows_about_is_not_his_country(country: dict[str, str], noun: str, expected: str) -> None:
    assert code(TEACHER.format(**country, noun=noun, one="Leiden", other="University"), 12) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("Leiden", "University", "NLD"), ("Makerere", "University", "UGA"), ("Chatham", "House", "GBR")],
)
def test_an_institute_says_whose_its_people_are(one: str, other: str, expected: str) -> None:
    assert code(TEACHER.format(**CHINA, noun="expert", one=one, other=other), 12) == expected
