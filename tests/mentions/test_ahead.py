"""Whom a pronoun that speaks stands for where nobody near before it can be meant."""

from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse

PACK = load_pack("en")

CUT = """
1 {word} {word} PRON  PRP _ 2 nsubj _ _
2 said   say    VERB  VBD _ 0 root  _ _
3 so     so     ADV   RB  _ 2 advmod _ SpaceAfter=No
4 .      .      PUNCT .   _ 2 punct _ _

1 Mr    Mr    PROPN NNP _ 2 compound _ _
2 Diaz  Diaz  PROPN NNP _ 3 nsubj _ NER=B-PERSON
3 added add   VERB  VBD _ 0 root  _ _
4 this  this  PRON  DT  _ 3 obj   _ SpaceAfter=No
5 .     .     PUNCT .   _ 3 punct _ _
"""
SCHOOL = """
1 Port PORT PROPN NNP _ 2 compound _ NER=B-ORG
2 Agency Agency PROPN NNP _ 3 nsubj _ NER=I-ORG
3 met meet VERB VBD _ 0 root _ _
4 Lima Lima PROPN NNP _ 5 compound _ NER=B-ORG
5 School School PROPN NNP _ 3 obj _ NER=I-ORG|SpaceAfter=No
6 . . PUNCT . _ 3 punct _ _

1 The the DET DT _ 2 det _ _
2 agency agency NOUN NN _ 3 nsubj _ _
3 agreed agree VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _
"""
NAMED = """
1 Eva   Eva   PROPN NNP _ 3 nsubj _ NER=B-PERSON
2 Roth  Roth  PROPN NNP _ 1 flat  _ NER=I-PERSON
3 left  leave VERB  VBD _ 0 root  _ SpaceAfter=No
4 .     .     PUNCT .   _ 3 punct _ _
"""


def test_a_page_cut_from_the_middle_names_its_speaker_later() -> None:
    found = link_mentions(Parse.from_conllu(CUT.format(word="He").strip()), PACK)
    assert found.entity_at[0].text == "Diaz" and found.entity_at[0].gender == "m"


def test_who_does_not_agree_is_not_meant() -> None:
    found = link_mentions(Parse.from_conllu(CUT.format(word="She").strip()), PACK)
    assert 0 not in found.entity_at


def test_the_agency_is_the_one_called_so() -> None:
    found = link_mentions(Parse.from_conllu(SCHOOL.strip()), PACK)
    assert found.entity_at[7].text == "Port Agency"


def test_a_given_name_says_who_is_meant_by_she() -> None:
    found = link_mentions(Parse.from_conllu(NAMED.strip()), PACK)
    assert found.entities[0].gender == "f"
