"""One subject, one object, one agent a verb: what the tree has beside them is something else."""

import pytest

from onrecord.find.slots import Tree
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

PACK = load_pack("en")

COMPANY = """\
1 Zentro    Zentro    PROPN NNP _ 6 nsubj _ SpaceAfter=No
2 ,         ,         PUNCT ,   _ 4 punct _ _
3 the       the       DET   DT  _ 4 det   _ _
4 refiner   refiner   NOUN  NN  _ 6 nsubj _ SpaceAfter=No
5 ,         ,         PUNCT ,   _ 1 punct _ _
6 suspended suspend   VERB  VBD _ 0 root  _ _
7 work      work      NOUN  NN  _ 6 obj   _ _
"""
SOLDIERS = """\
1 Soldiers soldier NOUN  NNS _ 4 nsubj _ _
2 in       in      ADP   IN  _ 3 case  _ _
3 Togo     Togo    PROPN NNP _ 4 nsubj _ _
4 seized   seize   VERB  VBD _ 0 root  _ _
5 trucks   truck   NOUN  NNS _ 4 obj   _ _
"""
GUNMEN = """\
1 Miners miner NOUN NNS _ 3 nsubj:pass _ _
2 were   be    AUX  VBD _ 3 aux:pass   _ _
3 seized seize VERB VBN _ 0 root       _ _
4 by     by    ADP  IN  _ 5 case       _ _
5 gunmen gunman NOUN NNS _ 3 obl:agent _ _
6 near   near  ADP  IN  _ 8 case       _ _
7 the    the   DET  DT  _ 8 det        _ _
8 mine   mine  NOUN NN  _ 3 obl:agent  _ _
"""
RESUMED = """\
1 Togo    Togo    PROPN NNP _ 3 nsubj _ _
2 it      it      PRON  PRP _ 3 nsubj _ _
3 attacked attack VERB  VBD _ 0 root  _ _
4 Benin   Benin   PROPN NNP _ 3 obj   _ _
"""
RELATIVE = """\
1 Keita  Keita  PROPN NNP _ 8 nsubj _ SpaceAfter=No
2 ,      ,      PUNCT ,   _ 4 punct _ _
3 the    the    DET   DT  _ 4 det   _ _
4 loser  loser  NOUN  NN  _ 7 nsubj _ SpaceAfter=No
5 ,      ,      PUNCT ,   _ 1 punct _ _
6 who    who    PRON  WP  _ 7 nsubj _ _
7 fled   flee   VERB  VBD _ 1 acl:relcl _ SpaceAfter=No
8 spoke  speak  VERB  VBD _ 0 root  _ _
"""


@pytest.mark.parametrize(
    ("conllu", "verb", "slot", "words"),
    [
        pytest.param(COMPANY, 5, "subj", ["Zentro"], id="who is further described behind a comma"),
        pytest.param(SOLDIERS, 3, "subj", ["Soldiers"], id="a second subject behind a preposition"),
        pytest.param(SOLDIERS, 3, "in", ["Togo"], id="which is where it was"),
        pytest.param(GUNMEN, 2, "subj", ["gunmen"], id="an agent without by"),
        pytest.param(RESUMED, 2, "subj", ["Togo"], id="a pronoun that takes it up"),
        pytest.param(RELATIVE, 6, "subj", ["Keita"], id="whom a relative pronoun means"),
    ],
)
def test_of_two_fillers_the_verb_s_own(conllu: str, verb: int, slot: str, words: list[str]) -> None:
    tree = Tree(Parse.from_conllu(conllu), PACK)

    assert [tree.parse.words[w] for w in tree.slots(verb)[slot]] == words


ARMING = """\
1 Chad    Chad   PROPN NNP _ 9 nsubj _ SpaceAfter=No
2 ,       ,      PUNCT ,   _ 1 punct _ _
3 which   which  PRON  WDT _ 7 obj   _ _
4 Togo    Togo   PROPN NNP _ 5 nsubj _ _
5 accused accuse VERB  VBD _ 1 acl:relcl _ _
6 of      of     ADP   IN  _ 7 mark  _ _
7 arming  arm    VERB  VBG _ 5 advcl _ _
8 rebels  rebel  NOUN  NNS _ 7 obj   _ SpaceAfter=No
9 objected object VERB VBD _ 0 root  _ _
"""
HELPING = """\
1 Ghana  Ghana  PROPN NNP _ 2 nsubj _ _
2 helped help   VERB  VBD _ 0 root  _ _
3 Mali   Mali   PROPN NNP _ 4 obj   _ _
4 fight  fight  VERB  VB  _ 2 xcomp _ _
5 rebels rebel  NOUN  NNS _ 4 obj   _ _
"""


@pytest.mark.parametrize(("conllu", "above", "below", "word"), [(ARMING, 4, 6, "Chad"), (HELPING, 1, 3, "Mali")])
def test_a_second_object_before_a_verb_is_that_of_the_verb_above(
    conllu: str, above: int, below: int, word: str
) -> None:
    tree = Tree(Parse.from_conllu(conllu), PACK)

    assert [tree.parse.words[w] for w in tree.slots(above)["obj"]] == [word]
    assert [tree.parse.words[w] for w in tree.slots(below)["obj"]] == ["rebels"]
