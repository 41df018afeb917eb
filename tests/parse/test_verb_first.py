"""Subjects behind their verbs: a verb that opens its sentence is told of by the noun behind it, where that may act."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.parse.verb_first import with_subjects_behind


def relations(conllu: str) -> tuple[str, ...]:
    parse = Parse.from_conllu(conllu)
    tags, tree = (parse.upos, parse.xpos), (parse.heads, list(parse.deprel))
    found = with_subjects_behind(parse.words, tags, tree, parse.sentences.tolist(), parse.names, load_pack("en"))
    return tuple(found)


BODY = """
1 Condemned condemn  VERB VBD _ 0 root _ _
2 the       the      DET  DT  _ 3 det  _ _
3 ministry  ministry NOUN NN  _ 1 obj  _ _
4 the       the      DET  DT  _ 5 det  _ _
5 raid      raid     NOUN NN  _ 1 obj  _ _
"""


def test_a_noun_that_may_act_is_the_subject_of_the_verb_before_it() -> None:
    assert relations(BODY) == ("root", "det", "nsubj", "det", "obj")


def test_a_conjunction_is_no_subject() -> None:
    found = relations("""
1 While    while    SCONJ IN  _ 2 nsubj _ _
2 denied   deny     VERB  VBD _ 0 root  _ _
3 Rey      Rey      PROPN NNP _ 2 obj   _ NER=B-PERSON
4 the      the      DET   DT  _ 5 det   _ _
5 raid     raid     NOUN  NN  _ 2 obj   _ _
""")

    assert found == ("mark", "root", "nsubj", "det", "obj")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1 Condemned", "1 condemned"),  # a sentence cut in two
        ("VBD", "VB"),  # an order
        ("3 ministry  ministry", "3 harvest   harvest"),  # what does nothing
    ],
)
def test_other_nouns_stay_objects(old: str, new: str) -> None:
    assert "nsubj" not in relations(BODY.replace(old, new))
