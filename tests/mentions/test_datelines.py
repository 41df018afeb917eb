"""Names into which the place of a dateline runs."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor

LINE = """
1 OSH        osh        PROPN NNP _ 3 compound _ NER=B-ORG
2 -          -          PUNCT -   _ 3 punct    _ NER=I-ORG
3 Uzbekistan uzbekistan PROPN NNP _ 4 nsubj    _ NER=I-ORG
4 left       leave      VERB  VBD _ 0 root     _ _
"""


def test_a_name_begins_after_the_dash_of_a_dateline() -> None:
    found = link_mentions(Parse.from_conllu(LINE), load_pack("en"))
    assert found.layout.name_at[2].start == 2
    assert found.layout.name_at[2].entries


CREDIT = """
1  GITEGA  gitega  PROPN NNP _ 7 dep   _ NER=B-LOC
2  (       (       PUNCT (   _ 3 punct _ _
3  {agency} {agency} PROPN NNP _ 1 dep   _ NER=B-ORG
4  )       )       PUNCT )   _ 3 punct _ _
5  -       -       PUNCT -   _ 7 punct _ _
6  Rebels  rebel   NOUN  NNS _ 7 nsubj _ _
7  fled    flee    VERB  VBD _ 0 root  _ _
8  ,       ,       PUNCT ,   _ 7 punct _ _
9  the     the     DET   DT  _ 10 det  _ _
10 {noun}  {noun}  NOUN  NN  _ 11 nsubj _ _
11 said    say     VERB  VBD _ 7 parataxis _ _
"""


@pytest.mark.parametrize("agency", ["AFP", "Xinhua", "Lusaplus"])
@pytest.mark.parametrize("noun", ["army", "ministry", "agency"])
def test_no_noun_speaks_for_the_agency_of_a_dateline(agency: str, noun: str) -> None:
    parse = Parse.from_conllu(CREDIT.format(agency=agency, noun=noun))
    dateline = Anchor(0, parse.text.index(")") + 1)
    found = link_mentions(parse, load_pack("en"), dateline)
    assert 2 not in found.entity_at
    assert all(m.head != 2 for m in found.entity_at[9].mentions)
    assert found.layout.name_at[0].start == 0
    assert 2 in link_mentions(parse, load_pack("en")).entity_at
