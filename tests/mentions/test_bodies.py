"""Whom an office noun means that says of which body it is."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse

PACK = load_pack("en")

# Two heads of bodies spoke; the noun's words say whose head is meant.
HEADS = """
1 Port Port PROPN NNP _ 3 compound _ NER=B-ORG
2 Union Union PROPN NNP _ 1 flat _ NER=I-ORG
3 chairman chairman NOUN NN _ 4 nmod:desc _ _
4 Ana Ana PROPN NNP _ 6 nsubj _ NER=B-PERSON
5 Diaz Diaz PROPN NNP _ 4 flat _ NER=I-PERSON
6 spoke speak VERB VBD _ 0 root _ SpaceAfter=No
7 . . PUNCT . _ 6 punct _ _

1 Miners Miners PROPN NNP _ 3 compound _ NER=B-ORG
2 Front Front PROPN NNP _ 1 flat _ NER=I-ORG
3 leader leader NOUN NN _ 4 nmod:desc _ _
4 Luis Luis PROPN NNP _ 6 nsubj _ NER=B-PERSON
5 Rey Rey PROPN NNP _ 4 flat _ NER=I-PERSON
6 spoke speak VERB VBD _ 0 root _ SpaceAfter=No
7 . . PUNCT . _ 6 punct _ _

1 The the DET DT _ 3 det _ _
2 {body} {body} PROPN NNP _ 3 compound _ NER=B-ORG
3 boss boss NOUN NN _ 4 nsubj _ _
4 said say VERB VBD _ 0 root _ _
5 so so ADV RB _ 4 advmod _ SpaceAfter=No
6 . . PUNCT . _ 4 punct _ _
"""


@pytest.mark.parametrize(("body", "name"), [("PU", "Ana Diaz"), ("MF", "Luis Rey"), ("Front", "Luis Rey")])
def test_the_boss_of_a_body_is_its_head(body: str, name: str) -> None:
    found = link_mentions(Parse.from_conllu(HEADS.format(body=body).strip()), PACK)

    assert found.entity_at[16].text == name


def test_the_boss_of_another_body_is_neither() -> None:
    found = link_mentions(Parse.from_conllu(HEADS.format(body="Navy").strip()), PACK)

    assert found.entity_at[16].kind == "nominal"


# A minister spoke, of whose party nothing has been said.
MEMBER = """
1 Trade Trade NOUN NN _ 2 compound _ _
2 Minister Minister PROPN NNP _ 3 nmod:desc _ _
3 Ana Ana PROPN NNP _ 5 nsubj _ NER=B-PERSON
4 Diaz Diaz PROPN NNP _ 3 flat _ NER=I-PERSON
5 said say VERB VBD _ 0 root _ _
6 so so ADV RB _ 5 advmod _ SpaceAfter=No
7 . . PUNCT . _ 5 punct _ _

1 The the DET DT _ 3 det _ _
2 {body} {body} PROPN NNP _ 3 compound _ NER=B-ORG
3 {noun} {noun} NOUN NN _ 4 nsubj _ _
4 added add VERB VBD _ 0 root _ _
5 this this PRON DT _ 4 obj _ SpaceAfter=No
6 . . PUNCT . _ 4 punct _ _
"""


@pytest.mark.parametrize(
    ("body", "noun", "kind"),
    [("BJP", "leader", "person"), ("BJP", "president", "person"), ("UNICEF", "leader", "nominal")],
)
def test_a_party_s_leader_may_be_who_just_spoke(body: str, noun: str, kind: str) -> None:
    found = link_mentions(Parse.from_conllu(MEMBER.format(body=body, noun=noun).strip()), PACK)

    assert found.entity_at[9].kind == kind


BANK = """
1 The the DET DT _ 2 det _ _
2 president president NOUN NN _ 3 nsubj _ _
3 left leave VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _

1 The the DET DT _ 2 det _ _
2 president president NOUN NN _ 6 nsubj _ _
3 of of ADP IN _ 5 case _ _
4 the the DET DT _ 5 det _ _
5 bank bank NOUN NN _ 2 nmod _ _
6 stayed stay VERB VBD _ 0 root _ SpaceAfter=No
7 . . PUNCT . _ 6 punct _ _
"""


def test_the_president_of_the_bank_is_not_the_president() -> None:
    found = link_mentions(Parse.from_conllu(BANK.strip()), PACK)

    assert found.entity_at[1] is not found.entity_at[5]


COURT = """
1 Amber Amber PROPN NNP _ 3 compound _ NER=B-ORG
2 Road Road PROPN NNP _ 3 compound _ NER=I-ORG
3 {kind} {kind} PROPN NNP _ 4 nsubj _ NER=I-ORG
4 met meet VERB VBD _ 0 root _ _
5 Coast Coast PROPN NNP _ 6 compound _ NER=B-ORG
6 Court Court PROPN NNP _ 4 obj _ NER=I-ORG|SpaceAfter=No
7 . . PUNCT . _ 4 punct _ _

1 The the DET DT _ 2 det _ _
2 party party NOUN NN _ 3 nsubj _ _
3 said say VERB VBD _ 0 root _ _
4 so so ADV RB _ 3 advmod _ SpaceAfter=No
5 . . PUNCT . _ 3 punct _ _
"""


@pytest.mark.parametrize(("kind", "meant"), [("Union", None), ("Dawn", "Amber Road Dawn")])
def test_a_party_is_no_court_that_no_table_has(kind: str, meant: str | None) -> None:
    found = link_mentions(Parse.from_conllu(COURT.format(kind=kind).strip()), PACK)
    entity = found.entity_at.get(8)
    assert entity is not None and (entity.text or None) == meant
