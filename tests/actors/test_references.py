"""Words that stand for someone named elsewhere: "there", "the American", "the latter"; whose an envoy is."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")
SEOUL = """\
1 Seoul Seoul PROPN _ _ 2 nsubj _ NER=B-LOC
2 waited wait VERB _ _ 0 root _ _
3 . . PUNCT _ _ 2 punct _ _

1 The the DET _ _ 3 det _ _
2 foreign foreign ADJ _ _ 3 amod _ _
3 ministry ministry NOUN _ _ 5 nsubj _ _
4 there there ADV _ _ 3 advmod _ _
5 answered answer VERB _ _ 0 root _ _
"""
TWO = """\
1 Robert Robert PROPN _ _ 6 nsubj _ NER=B-PERSON
2 Mugabe Mugabe PROPN _ _ 1 flat _ NER=I-PERSON
3 and and CCONJ _ _ 4 cc _ _
4 Nelson Nelson PROPN _ _ 1 conj _ NER=B-PERSON
5 Mandela Mandela PROPN _ _ 4 flat _ NER=I-PERSON
6 met meet VERB _ _ 0 root _ _
7 . . PUNCT _ _ 6 punct _ _

1 The the DET _ _ 2 det _ _
2 {word} {word} ADJ _ _ 3 nsubj _ _
3 spoke speak VERB _ _ 0 root _ _
"""
EMBASSY = """\
1 The the DET _ _ 2 det _ _
2 {noun} {noun} NOUN _ _ 5 nsubj _ _
3 in in ADP _ _ 4 case _ _
4 Manila Manila PROPN _ _ 2 nmod _ NER=B-LOC
5 spoke speak VERB _ _ 0 root _ _
"""


def resolver(conllu: str) -> ActorResolver:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="1996-03-04")
    return ActorResolver(article, parse, (), PACK)


def test_there_is_the_country_named_last() -> None:
    actor = resolver(SEOUL).party(3, 7).actor
    assert actor is not None
    assert (actor.code, actor.rule) == ("KOR", "role-there")


@pytest.mark.parametrize(
    ("word", "name"),
    [("former", "Robert Mugabe"), ("latter", "Nelson Mandela"), ("Zimbabwean", "Robert Mugabe")],
)
def test_a_word_stands_for_one_of_those_named(word: str, name: str) -> None:
    actor = resolver(TWO.format(word=word)).party(7, 9).actor
    assert actor is not None
    assert actor.name == name


@pytest.mark.parametrize("noun", ["embassy", "ambassador", "envoy"])
def test_where_an_envoy_is_is_not_whose_he_is(noun: str) -> None:
    found = resolver(EMBASSY.format(noun=noun))
    assert found.party(0, 4).actor is None
    assert found.speaker(0, 4).actor is None


def test_a_governor_in_a_place_is_of_that_place() -> None:
    actor = resolver(EMBASSY.format(noun="governor")).party(0, 4).actor
    assert actor is not None
    assert actor.code == "PHL"


@pytest.mark.parametrize(("words", "code"), [("state department", "USA"), ("kremlin", "RUS"), ("home office", "GBR")])
def test_a_seat_of_power_in_small_letters_is_still_its_countrys(words: str, code: str) -> None:
    first, *last = words.split()
    tree = f"2 {first} {first} NOUN _ _ {'3 compound' if last else '4 nsubj'} _ _\n"
    tree += f"3 {last[0]} {last[0]} NOUN _ _ 4 nsubj _ _\n" if last else "3 itself itself PRON _ _ 2 nmod _ _\n"
    actor = resolver(f"1 The the DET _ _ 2 det _ _\n{tree}4 spoke speak VERB _ _ 0 root _ _\n").party(0, 3).actor
    assert actor is not None
    assert (actor.code, actor.sector) == (code, "GOV")
