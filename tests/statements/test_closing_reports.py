"""A speaker and a plain verb of saying close a sentence: the sentence is what is said, whatever else weighs more."""

import pytest

from onrecord.find.choice import choose
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.reports import closes_report
from onrecord.find.view import View, Words
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

PACK = load_pack("en")
CLOSED = """
1 Three three NUM CD _ 2 nummod _ _
2 roads road NOUN NNS _ 3 nsubj _ _
3 {fell} fall {upos} VBD _ 6 ccomp _ SpaceAfter=No
4 , , PUNCT , _ 6 punct _ _
5 police police NOUN NN _ 6 nsubj _ _
6 said say VERB {tag} _ 0 root _ {space}
7 {last} {last} {rest} _ 6 {relation} _ _
8 . . PUNCT . _ 6 punct _ _

1 Two two NUM CD _ 2 nummod _ _
2 men man NOUN NNS _ 3 nsubj _ _
3 died die VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _
"""
PLAIN = {
    "fell": "fell",
    "upos": "VERB",
    "tag": "VBD",
    "space": "_",
    "last": "too",
    "rest": "ADV RB",
    "relation": "advmod",
}


def view_of(**changes: str) -> View:
    view = View(Parse.from_conllu(CLOSED.format(**(PLAIN | changes))), (), PACK)
    view.reports.update({4: 6})
    return view


def draft_of(view: View, content: Words) -> Draft:
    rows, cue = match_cue(view, 5)
    return Draft(5, cue, (4, 5), (content,), row=rows[0], frame=rows[0].frames[0], tree=True, rule="cue.say.around")


@pytest.mark.parametrize(
    ("content", "changes", "closes"),
    [
        ((0, 3), {}, True),
        ((1, 3), {}, False),  # not the whole sentence
        ((0, 3), {"tag": "VB"}, False),  # "ask the mayor"
        ((0, 3), {"fell": "below", "upos": "ADV"}, False),  # nothing is said of the roads
        ((0, 3), {"last": "fearing", "rest": "VERB VBG", "relation": "advcl"}, False),
    ],
)
def test_a_report_closes_its_sentence(content: Words, changes: dict[str, str], closes: bool) -> None:
    view = view_of(**changes)
    assert closes_report(view, (draft_of(view, content),)) == closes


@pytest.mark.parametrize("weights", [{"bias": -2.0}, {"bias": -2.0, "length=3": -1.0, "length=5": 5.0}])
def test_what_stands_before_it_is_said(weights: dict[str, float]) -> None:
    view = view_of()
    own, next_one = draft_of(view, (0, 3)), draft_of(view, (8, 11))

    assert [d.content for d in choose(view, [[(own,), (next_one,)]], weights)] == [((0, 3),)]
