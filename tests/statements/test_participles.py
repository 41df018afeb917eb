"""Who says what a participle says that the tree hangs on a noun: whoever may speak, else the verb's subject."""

import pytest

from onrecord.find.phrases import subject_of
from onrecord.find.view import View
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

PETITION = """
1 Campaigners campaigner NOUN NNS _ 2 nsubj _ _
2 signed sign VERB VBD _ 0 root _ _
3 a a DET DT _ 4 det _ _
4 {noun} {noun} NOUN NN _ 2 obj _ _
5 demanding demand VERB {tag} _ 4 acl _ _
6 cuts cut NOUN NNS _ 5 obj _ _
"""


@pytest.mark.parametrize(
    ("noun", "tag", "speaker"),
    [
        ("banner", "VBG", 0),
        ("plan", "VBG", 0),
        ("statement", "VBG", 3),  # a document says something
        ("envoy", "VBG", 3),
        ("plan", "VBN", None),
    ],
)
def test_a_thing_that_says_nothing_leaves_it_to_the_subject(noun: str, tag: str, speaker: int | None) -> None:
    parse = Parse.from_conllu(PETITION.format(noun=noun, tag=tag))
    assert subject_of(View(parse, (), load_pack("en")), 4) == speaker
