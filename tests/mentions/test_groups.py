"""Several who are named together, whom "they" takes up."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse
from onrecord.schema import Article, Source

PACK = load_pack("en")
BOTH = """
1 Ana Ana PROPN NNP _ 4 nsubj _ NER=B-PERSON
2 and and CCONJ CC _ 3 cc _ _
3 {other} {other} PROPN NNP _ 1 conj _ NER=B-PERSON
4 met meet VERB VBD _ 0 root _ _
5 Chile Chile PROPN NNP _ 4 obj _ NER=B-LOC|SpaceAfter=No
6 . . PUNCT . _ 4 punct _ _

1 They they PRON PRP _ 2 nsubj _ _
2 said say VERB VBD _ 0 root _ _
3 this this PRON DT _ 2 obj _ SpaceAfter=No
4 . . PUNCT . _ 2 punct _ _
"""


BESIDE = """
1 Ana Ana PROPN NNP _ 5 nsubj _ NER=B-PERSON
2 and and CCONJ CC _ 3 cc _ _
3 peer peer NOUN NN _ 1 conj _ _
4 Luis Luis PROPN NNP _ 1 conj _ NER=B-PERSON
5 met meet VERB VBD _ 0 root _ _
6 Chile Chile PROPN NNP _ 5 obj _ NER=B-LOC|SpaceAfter=No
7 . . PUNCT . _ 5 punct _ _
"""


def who(conllu: str, word: int) -> str | None:
    """The name of whom a word stands for."""
    parse = Parse.from_conllu(conllu)
    body = (parse.anchor(0, len(parse)),)
    article = Article(id="a-test", text=parse.text, source=Source(digest="", kind="pasted"), body=body, language="en")
    actor = ActorResolver(article, parse, (), PACK).party(word, word + 1).actor
    return actor and actor.name


def test_they_are_those_who_are_named_together() -> None:
    assert who(BOTH.format(other="Luis"), 6) == "Ana; Luis"


def test_a_noun_beside_the_name_behind_it_is_no_third() -> None:
    they = BOTH.partition("\n\n")[2]

    assert who(f"{BESIDE}\n{they}", 7) == "Ana; Luis"


@pytest.mark.parametrize("other", ["Ana", "dogs"])
def test_one_who_is_named_twice_or_beside_no_one_is_no_group(other: str) -> None:
    conllu = BOTH.format(other=other).replace("dogs PROPN NNP _ 1 conj _ NER=B-PERSON", "dogs NOUN NNS _ 1 conj _ _")
    found = link_mentions(Parse.from_conllu(conllu), PACK).entity_at.get(6)

    assert found is None or found.kind != "group"
