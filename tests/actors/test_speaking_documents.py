"""Who speaks through a statement, a note, a letter: whoever its words say wrote it, not where it comes from."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")
OPENING = """\
1 {place} {place} PROPN _ _ 2 nsubj _ NER=B-LOC
2 waited wait VERB _ _ 0 root _ _
3 . . PUNCT _ _ 2 punct _ _

"""
MINISTRY = """\
1 A a DET _ _ 2 det _ _
2 {document} {document} NOUN _ _ 7 nsubj _ _
3 {case} {case} ADP _ _ 6 case _ _
4 the the DET _ _ 6 det _ _
5 Kenyan Kenyan ADJ _ _ 6 amod _ _
6 ministry ministry NOUN _ _ 2 nmod _ _
7 denied deny VERB _ _ 0 root _ _
"""
PLACE = """\
1 A a DET _ _ 2 det _ _
2 report report NOUN _ _ 5 nsubj _ _
3 {case} {case} ADP _ _ 4 case _ _
4 Nairobi Nairobi PROPN _ _ 2 nmod _ NER=B-LOC
5 denied deny VERB _ _ 0 root _ _
"""


def rule(conllu: str, end: int) -> tuple[str | None, str]:
    parse = Parse.from_conllu(OPENING.format(place="Uganda") + conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2012-05-05")
    actor = ActorResolver(article, parse, (), PACK).speaker(3, end).actor
    return (actor.code, actor.rule) if actor is not None else (None, "")


@pytest.mark.parametrize(("document", "case"), [("statement", "by"), ("note", "from"), ("letter", "of")])
def test_a_document_is_of_who_wrote_it(document: str, case: str) -> None:
    assert rule(MINISTRY.format(document=document, case=case), 9)[0] == "KEN"


def test_a_document_by_a_capital_is_the_governments_one_from_there_is_not() -> None:
    assert rule(PLACE.format(case="by"), 7) == ("KEN", "countries:Nairobi")
    assert rule(PLACE.format(case="from"), 7)[1] != "countries:Nairobi"
