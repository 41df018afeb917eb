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


SENT = """\
1 The the DET _ _ 3 det _ _
2 Kenyan Kenyan ADJ _ _ 3 amod _ _
3 ministry ministry NOUN _ _ 4 nsubj _ _
4 {verb} {verb} VERB _ _ 0 root _ _
5 a a DET _ _ 6 det _ _
6 letter letter NOUN _ _ 4 obj _ _
7 . . PUNCT _ _ 4 punct _ _

1 The the DET _ _ 2 det _ _
2 {noun} {noun} NOUN _ _ 3 nsubj _ _
3 denied deny VERB _ _ 0 root _ _
"""
ISSUED = """\
1 A a DET _ _ 2 det _ _
2 survey survey NOUN _ _ 10 nsubj _ _
3 issued issue VERB _ _ 2 acl _ _
4 by by ADP _ _ 7 case _ _
5 Kenya Kenya PROPN _ _ {company} _ NER=B-LOC
6 's 's PART _ _ 5 case _ _
7 {noun} {noun} NOUN _ _ {agent} _ _
8 Ana Ana PROPN _ _ 10 nsubj _ NER=B-PERSON
9 Diaz Diaz PROPN _ _ 8 flat _ NER=I-PERSON
10 denied deny VERB _ _ 0 root _ _
"""


def speaker(conllu: str, start: int, end: int) -> tuple[str | None, str | None]:
    parse = Parse.from_conllu(OPENING.format(place="Uganda") + conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2012-05-05")
    actor = ActorResolver(article, parse, (), PACK).speaker(start, end).actor
    return (actor.code, actor.name) if actor is not None else (None, None)


@pytest.mark.parametrize("noun", ["letter", "note", "document"])
def test_a_letter_is_of_who_sent_it_also_where_another_noun_takes_it_up(noun: str) -> None:
    assert speaker(SENT.format(verb="send", noun=noun), 10, 12)[0] == "KEN"


def test_a_report_is_not_the_letter_before_nor_of_who_only_read_that() -> None:
    assert speaker(SENT.format(verb="send", noun="report"), 10, 12) == ("KEN", "The report")
    assert speaker(SENT.format(verb="send", noun="letter"), 10, 12)[1] != "The letter"
    assert speaker(SENT.format(verb="dread", noun="note"), 10, 12)[1] == "The note"


def test_who_issued_a_document_stands_behind_by_whatever_the_tree_says() -> None:
    conllu = ISSUED.format(company="7 nmod:poss", noun="spokeswoman", agent="8 nmod:desc")
    assert speaker(conllu, 3, 5)[1] == "Ana Diaz"


COMPANY = """\
1 A a DET _ _ 2 det _ _
2 survey survey NOUN _ _ 8 nsubj _ _
3 taken take VERB _ _ 2 acl _ _
4 by by ADP _ _ 7 case _ _
5 Nova Nova PROPN _ _ 7 compound _ NER=B-ORG
6 Press Press PROPN _ _ 7 compound _ NER=I-ORG
7 Co Co PROPN _ _ 3 obl:agent _ _
8 denied deny VERB _ _ 0 root _ _
"""


def test_a_name_within_its_noun_issues_a_document() -> None:
    assert speaker(COMPANY, 3, 5)[1] == "Nova Press"
