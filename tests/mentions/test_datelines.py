"""Names into which the place of a dateline runs."""

from onrecord.lang import load_pack
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Parse

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
