"""What a relative pronoun stands for, where the tree alone does not tell."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse.mention_relatives import clause_noun
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse

PACK = load_pack("en")
PERSON = """
1 Chile Chile PROPN NNP _ 2 nsubj _ NER=B-LOC
2 cited cite VERB VBD _ 0 root _ _
3 Ana Ana PROPN NNP _ {ana} _ NER=B-PERSON
4 of of ADP IN _ 6 case _ _
5 the the DET DT _ 6 det _ _
6 Port Port PROPN NNP _ 3 nmod _ NER=B-ORG
7 , , PUNCT , _ 9 punct _ _
8 {who} {who} PRON WP _ 9 nsubj _ _
9 left leave VERB VBD _ {noun} acl:relcl _ _
10 . . PUNCT . _ 2 punct _ _
"""
NUMBER = """
1 maps map NOUN NN{plural} _ 0 root _ _
2 of of ADP IN _ 3 case _ _
3 settlers settler NOUN NNS _ 1 nmod _ _
4 , , PUNCT , _ 6 punct _ _
5 who who PRON WP _ 6 nsubj _ _
6 {verb} claim VERB {tag} _ 1 acl:relcl _ _
"""


@pytest.mark.parametrize(
    ("who", "ana", "noun", "name"),
    [
        ("who", "2 obj", 6, "Ana"),  # an office is no one that "who" may mean, but whose it is
        ("which", "2 obj", 6, "Port"),
        ("who", "2 obj", 1, "Ana"),  # between the country and the pronoun
        ("who", "2 obj", 3, "Ana"),
    ],
)
def test_who_is_somebody(who: str, ana: str, noun: int, name: str) -> None:
    found = link_mentions(Parse.from_conllu(PERSON.format(who=who, ana=ana, noun=noun)), PACK)

    assert found.entity_at[7].text == name


@pytest.mark.parametrize(("plural", "verb", "tag", "noun"), [("", "claim", "VBP", 2), ("", "claims", "VBZ", 0)])
def test_a_plural_verb_has_a_plural_noun(plural: str, verb: str, tag: str, noun: int) -> None:
    assert clause_noun(Parse.from_conllu(NUMBER.format(plural=plural, verb=verb, tag=tag)), 4) == noun


def test_a_clause_hangs_on_a_noun_before_it() -> None:
    after = NUMBER.format(plural="", verb="claim", tag="VBP").replace("1 acl:relcl", "7 acl:relcl")

    assert clause_noun(Parse.from_conllu(after + "7 land land NOUN NN _ 1 dep _ _\n"), 4) is None
