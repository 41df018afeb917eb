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


MINISTER = """
1 A           a           DET   DT  _ 2 det   _ _
2 {noun}      {noun}      NOUN  NN  _ 3 nsubj _ _
3 called      call        VERB  VBD _ 0 root  _ SpaceAfter=No
4 .           .           PUNCT .   _ 3 punct _ _

# newpar
1 Interior    interior    PROPN NNP _ 2 compound _ _
2 Minister    minister    PROPN NNP _ 3 nmod:desc _ _
3 Ana         Ana         PROPN NNP _ 5 nsubj _ NER=B-PERSON
4 Diaz        Diaz        PROPN NNP _ 3 flat  _ NER=I-PERSON
5 spoke       speak       VERB  VBD _ 0 root  _ SpaceAfter=No
6 .           .           PUNCT .   _ 5 punct _ _
"""


def test_a_minister_named_next_is_no_spokesman_of_before() -> None:
    for noun, together in (("spokesman", False), ("governor", False), ("minister", True), ("leader", True)):
        assert (len(entities(MINISTER.format(noun=noun).strip())) == 1) == together


def test_a_source_is_not_who_is_named_next() -> None:
    assert len(entities(MINISTER.format(noun="source").strip())) == 2


CLOSING = """
1 The      the      DET  DT  _ 2 det   _ _
2 {noun}   {noun}   NOUN NN  _ 3 nsubj _ _
3 called   call     VERB VBD _ 0 root  _ SpaceAfter=No
4 .        .        PUNCT .  _ 3 punct _ _

# newpar
1 {modifier} {modifier} ADJ JJ _ 2 amod _ _
2 Chairman chairman PROPN NNP _ 3 nmod:desc _ _
3 Ana   Ana   PROPN NNP _ 5 nsubj _ NER=B-PERSON
4 Diaz  Diaz  PROPN NNP _ 3 flat  _ NER=I-PERSON
5 spoke speak VERB  VBD _ 0 root  _ SpaceAfter=No
6 .     .     PUNCT .   _ 5 punct _ _
"""


def entities(conllu: str) -> list[list[str]]:
    parse = Parse.from_conllu(conllu)
    return [[parse.words[m.head] for m in e.mentions] for e in link_mentions(parse, PACK).entities]


def test_the_chairman_is_whom_the_next_paragraph_names_with_that_noun() -> None:
    conllu = CLOSING.replace("1 {modifier} {modifier} ADJ JJ _ 2 amod", "1 Later later ADV RB _ 5 advmod")
    assert entities(conllu.format(noun="chairman")) == [["chairman", "Ana"]]
    assert entities(conllu.format(noun="governor")) == [["governor"], ["Ana"]]


def test_the_chairman_is_no_deputy_chairman() -> None:
    assert entities(CLOSING.format(noun="chairman", modifier="Deputy")) == [["chairman"], ["Ana"]]


QUOTED = """
1 A        a        DET  DT  _ 2 det   _ _
2 lawyer   lawyer   NOUN NN  _ 3 nsubj _ _
3 called   call     VERB VBD _ 0 root  _ SpaceAfter=No
4 .        .        PUNCT .  _ 3 punct _ _

# newpar
1 "     "     PUNCT ``  _ 6 punct _ SpaceAfter=No
2 We    we    PRON  PRP _ 6 nsubj _ _
3 could could AUX   MD  _ 6 aux   _ _
4 not   not   PART  RB  _ 6 advmod _ _
5 ever  ever  ADV   RB  _ 6 advmod _ _
6 win   win   VERB  VB  _ 9 ccomp _ SpaceAfter=No
7 ,     ,     PUNCT ,   _ 6 punct _ SpaceAfter=No
8 "     "     PUNCT ''  _ 6 punct _ _
9 said  say   VERB  VBD _ 0 root  _ _
10 Ana  Ana   PROPN NNP _ 9 nsubj _ NER=B-PERSON
11 Diaz Diaz  PROPN NNP _ 10 flat _ NER=I-PERSON
12 .    .     PUNCT .   _ 9 punct _ _
"""


def test_a_name_behind_a_quotation_opens_its_paragraph() -> None:
    assert entities(QUOTED) == [["lawyer", "Ana"]]
    assert entities(QUOTED.replace('"     "     PUNCT ``', "-     -     PUNCT :")) == [["lawyer"], ["Ana"]]


TWO = """
1  A         a         DET   DT  _ 2 det   _ _
2  commander commander NOUN  NN  _ 3 nsubj _ _
3  erred     err       VERB  VBD _ 7 ccomp _ SpaceAfter=No
4  ,         ,         PUNCT ,   _ 3 punct _ _
5  a         a         DET   DT  _ 6 det   _ _
6  plumber plumber NOUN  NN  _ 7 nsubj _ _
7  said      say       VERB  VBD _ 0 root  _ SpaceAfter=No
8  .         .         PUNCT .   _ 7 punct _ _

# newpar
1 Ana   Ana   PROPN NNP _ 3 nsubj _ NER=B-PERSON
2 Diaz  Diaz  PROPN NNP _ 1 flat  _ NER=I-PERSON
3 spoke speak VERB  VBD _ 0 root  _ SpaceAfter=No
4 .     .     PUNCT .   _ 3 punct _ _
"""


def test_of_two_who_are_described_it_is_who_speaks_though_the_tables_lack_the_noun() -> None:
    parse = Parse.from_conllu(TWO)
    found = link_mentions(parse, PACK)
    assert found.entity_at[5].text == "Ana Diaz"
    assert found.entity_at[1].kind == "nominal"


def test_a_plumber_whom_nobody_names_is_nobody() -> None:
    parse = Parse.from_conllu(TWO.replace("NER=B-PERSON", "_").replace("NER=I-PERSON", "_"))
    assert 5 not in link_mentions(parse, PACK).entity_at
