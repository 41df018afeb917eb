"""How much of a sentence "according to" is about, where the tree hangs it on an aside."""

import pytest

from onrecord.find.frames import frame_drafts
from onrecord.find.view import View
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

CLOSING = """
1 Roads road NOUN NNS _ 2 nsubj _ _
2 closed close VERB VBD _ 0 root _ SpaceAfter=No
3 , , PUNCT , _ 6 punct _ _
4 as as SCONJ IN _ 6 mark _ _
5 snow snow NOUN NN _ 6 nsubj _ _
6 fell fall VERB VBD _ 2 {relation} _ {space}
7 {mark} {mark} {upos} {xpos} _ 10 punct _ _
8 according accord VERB VBG _ 10 case _ _
9 to to ADP IN _ 8 fixed _ _
10 police police NOUN NN _ 6 obl _ _
11 . . PUNCT . _ 2 punct _ _
"""
COMMA = {"mark": ",", "upos": "PUNCT", "xpos": ",", "space": "SpaceAfter=No"}
BARE = {"mark": "yesterday", "upos": "NOUN", "xpos": "NN", "space": "_"}


@pytest.mark.parametrize(
    ("relation", "mark", "content"),
    [
        ("advcl", COMMA, (0, 6)),
        ("acl:relcl", COMMA, (0, 6)),
        ("ccomp", COMMA, (3, 6)),
        ("advcl", BARE, (3, 7)),
    ],
)
def test_it_is_about_the_sentence_that_it_closes(relation: str, mark: dict[str, str], content: tuple[int, int]) -> None:
    view = View(Parse.from_conllu(CLOSING.format(relation=relation, **mark)), (), load_pack("en"))
    found = next(frame_drafts(view, 7))

    assert found.content == (content,)
