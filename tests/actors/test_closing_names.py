"""Persons whose names close a title, and kin who share a surname alone."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")
CHAIR = """
1 Te Te PROPN NNP _ 5 nsubj _ NER=B-{label}
2 Kura Kura PROPN NNP _ 1 flat _ NER=I-{label}
3 {noun} {noun} {tag} _ _ 1 appos _ _
4 Ana Ana PROPN NNP _ {head} _ NER=B-PERSON
5 Diaz Diaz PROPN NNP _ 4 flat _ NER=I-PERSON
6 left leave VERB VBD _ 0 root _ _
"""
KIN = "1 {} {} PROPN NNP _ 2 nsubj _ NER=B-PERSON\n2 {} {} PROPN NNP _ 0 root _ NER=I-PERSON\n\n"
SURNAME = "1 Diaz Diaz PROPN NNP _ 0 root _ NER=B-PERSON\n\n"


@pytest.mark.parametrize(
    ("label", "noun", "tag", "head"), [("PERSON", "chair", "NOUN", "3 appos"), ("ORG", "Unit", "PROPN", "6 nsubj")]
)
def test_a_title_is_of_the_person_whose_name_closes_it(label: str, noun: str, tag: str, head: str) -> None:
    conllu = CHAIR.format(label=label, noun=noun, tag=tag, head=head).replace("5 nsubj _ NER", "6 nsubj _ NER")
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), language="en")

    actor = ActorResolver(article, parse, (), PACK).party(0, 5).actor

    assert actor is not None and actor.name == "Ana Diaz"


def test_kin_share_a_surname_alone() -> None:
    pages = KIN.format("Omar", "Omar", "Diaz", "Diaz") + SURNAME + KIN.format("Ana", "Ana", "Diaz", "Diaz")
    found = link_mentions(Parse.from_conllu(pages), PACK)

    assert found.entity_at[2].text == "Omar Diaz" and found.entity_at[3].text == "Ana Diaz"
