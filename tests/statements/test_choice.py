"""Where the words of one statement end and those of the next begin; whose words they are."""

from onrecord.find.attributions import make_view
from onrecord.find.choice import choose
from onrecord.find.combine import draft_statements
from onrecord.find.drafts import Draft
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

from .support import article_of, with_attribution

PACK = load_pack("en")
SURE = {"bias": 5.0}

ADDING = """
1  Diaz     Diaz   PROPN NNP _ 2  nsubj  _ NER=B-PERSON
2  said     say    VERB  VBD _ 0  root   _ _
3  the      the    DET   DT  _ 4  det    _ _
4  road     road   NOUN  NN  _ 6  nsubj  _ _
5  was      be     AUX   VBD _ 6  cop    _ _
6  open     open   ADJ   JJ  _ 2  ccomp  _ SpaceAfter=No
7  ,        ,      PUNCT ,   _ 8  punct  _ _
8  adding   add    VERB  VBG _ 2  advcl  _ _
9  that     that   SCONJ IN  _ 12 mark   _ _
10 it       it     PRON  PRP _ 12 nsubj  _ _
11 was      be     AUX   VBD _ 12 cop    _ _
12 safe     safe   ADJ   JJ  _ 8  ccomp  _ SpaceAfter=No
13 .        .      PUNCT .   _ 2  punct  _ _
"""
TOLD = """
1  Park     Park   PROPN NNP _ 3  nsubj:pass _ NER=B-PERSON
2  was      be     AUX   VBD _ 3  aux:pass _ _
3  told     tell   VERB  VBN _ 0  root   _ _
4  that     that   SCONJ IN  _ 7  mark   _ _
5  it       it     PRON  PRP _ 7  nsubj  _ _
6  was      be     AUX   VBD _ 7  cop    _ _
7  late     late   ADJ   JJ  _ 3  ccomp  _ SpaceAfter=No
8  .        .      PUNCT .   _ 3  punct  _ _
"""


def test_what_is_said_ends_where_the_same_mention_adds_more() -> None:
    parse = Parse.from_conllu(ADDING)
    view = make_view(article_of(parse), parse, PACK)
    said = Draft(head=1, cue=(1, 2), source=(0, 1), content=((2, 12),))
    added = Draft(head=7, cue=(7, 8), source=(0, 1), content=((9, 12),))

    found = choose(view, [[(said,)], [(added,)]], SURE)

    assert [d.content for d in found] == [((2, 6),), ((9, 12),)]


def test_what_somebody_else_adds_is_still_said() -> None:
    parse = Parse.from_conllu(ADDING)
    view = make_view(article_of(parse), parse, PACK)
    said = Draft(head=1, cue=(1, 2), source=(0, 1), content=((2, 12),))
    added = Draft(head=7, cue=(7, 8), source=(3, 4), content=((9, 12),))

    assert choose(view, [[(said,)], [(added,)]], SURE)[0].content == ((2, 12),)


def test_who_was_told_does_not_speak() -> None:
    parse = with_attribution(Parse.from_conllu(TOLD), range(1), range(2, 3), range(4, 7))
    view = make_view(article_of(parse), parse, PACK)

    sources = {d.source for group in draft_statements(view) for a in group for d in a}

    assert sources == {None}
