"""Who is described first and named next."""

from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse

PACK = load_pack("en")

OPENING = """
1 {article} {article} DET  DT  _ 3 det   _ _
2 rebel     rebel     NOUN NN  _ 3 compound _ _
3 commander commander NOUN NN  _ 4 nsubj _ _
4 called    call      VERB VBD _ 0 root  _ _
5 for       for       ADP  IN  _ 6 case  _ _
6 calm      calm      NOUN NN  _ 4 obl   _ SpaceAfter=No
7 .         .         PUNCT .  _ 4 punct _ _

1 Ana   Ana   PROPN NNP _ 3 nsubj _ NER=B-PERSON
2 Diaz  Diaz  PROPN NNP _ 1 flat  _ NER=I-PERSON
3 spoke speak VERB  VBD _ 0 root  _ SpaceAfter=No
4 .     .     PUNCT .   _ 3 punct _ _
"""


def heads(article: str, *, paragraph: bool) -> list[list[str]]:
    """The head words of each entity's mentions."""
    text = OPENING.format(article=article).strip()
    parse = Parse.from_conllu(text.replace("\n\n", "\n\n# newpar\n") if paragraph else text)
    return [[parse.words[m.head] for m in e.mentions] for e in link_mentions(parse, PACK).entities]


def test_whoever_is_described_first_is_whom_the_next_paragraph_names() -> None:
    assert heads("A", paragraph=True) == [["commander", "Ana"]]


def test_a_name_within_the_paragraph_needs_the_same_noun() -> None:
    assert heads("A", paragraph=False) == [["commander"], ["Ana"]]


def test_the_commander_is_someone_known() -> None:
    assert heads("The", paragraph=True) == [["commander"], ["Ana"]]
