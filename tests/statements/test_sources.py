"""Sources that stand apart from their words."""

from onrecord.find.attributions import find_attributions
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

from .support import article_of, with_attribution

ANNOUNCED = """
1 Diaz  diaz  PROPN NNP _ 2 nsubj _ NER=B-PERSON
2 added add   VERB  VBD _ 0 root  _ SpaceAfter=No
3 :     :     PUNCT :   _ 2 punct _ _

# newpar
1 "     "     PUNCT ``  _ 3 punct _ SpaceAfter=No
2 Nobody nobody PRON NN _ 3 nsubj _ _
3 left  leave VERB  VBD _ 0 root  _ SpaceAfter=No
4 .     .     PUNCT .   _ 3 punct _ SpaceAfter=No
5 "     "     PUNCT ''  _ 3 punct _ _
"""


def test_the_paragraph_before_announces_a_quotation() -> None:
    parse = with_attribution(Parse.from_conllu(ANNOUNCED), None, None, range(3, 8))
    (found,) = find_attributions(article_of(parse), parse, load_pack("en"))
    assert [(s.start, s.end) for s in found.source] == [(0, 1)]
    assert [(s.start, s.end) for s in found.cue] == [(1, 3)]
