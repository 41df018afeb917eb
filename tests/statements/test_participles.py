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


SENT = """
1 Swindlers swindler NOUN NNS _ 2 nsubj _ _
2 sent send VERB VBD _ 0 root _ _
3 {what} {what} NOUN NNS _ 2 obj _ _
4 {case} {case} ADP IN _ 5 case _ _
5 victims victim NOUN NNS _ 2 obl _ _
6 demanding demand VERB VBG _ 5 acl _ _
7 cash cash NOUN NN _ 6 obj _ _
"""


@pytest.mark.parametrize(("what", "case", "speaker"), [("letters", "to", 0), ("letters", "of", 4), ("crates", "to", 4)])
def test_those_to_whom_a_letter_goes_do_not_write_it(what: str, case: str, speaker: int) -> None:
    parse = Parse.from_conllu(SENT.format(what=what, case=case))
    assert subject_of(View(parse, (), load_pack("en")), 5) == speaker


WARNED = """
1 Miners miner NOUN NNS _ 3 nsubj:pass _ _
2 were be AUX VBD _ 3 aux:pass _ _
3 warned warn VERB VBN _ 0 root _ _
4 by by ADP IN _ 5 case _ _
5 guards guard NOUN NNS _ 3 obl:agent _ _
6 and and CCONJ CC _ 7 cc _ _
7 {verb} {verb} VERB {tag} _ 3 conj _ _
"""


@pytest.mark.parametrize(("verb", "tag", "speaker"), [("answered", "VBD", 0), ("urged", "VBN", 4)])
def test_an_active_verb_has_the_subject_of_the_passive_one_before_it(verb: str, tag: str, speaker: int) -> None:
    parse = Parse.from_conllu(WARNED.format(verb=verb, tag=tag))
    assert subject_of(View(parse, (), load_pack("en")), 6) == speaker


ACCUSING = """
1 Miners miner NOUN NNS _ 2 nsubj _ _
2 sought seek VERB VBD _ 0 root _ _
3 {noun} {noun} NOUN NN _ 2 obj _ _
4 accusing accuse VERB VBG _ 2 xcomp _ _
"""


@pytest.mark.parametrize(("noun", "speaker"), [("redress", 0), ("activists", 2)])
def test_an_object_that_says_nothing_is_not_who_accuses(noun: str, speaker: int) -> None:
    parse = Parse.from_conllu(ACCUSING.format(noun=noun))
    assert subject_of(View(parse, (), load_pack("en")), 3) == speaker
