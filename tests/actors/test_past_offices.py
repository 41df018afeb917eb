"""Who an office noun means that is past or no state's: the ousted, the former, the breakaway president."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Anchor, Article, Source

PACK = load_pack("en")
NAMED = """\
1 {first} {first} PROPN _ _ 3 nsubj _ NER=B-PERSON
2 {last} {last} PROPN _ _ 1 flat _ NER=I-PERSON
3 waited wait VERB _ _ 0 root _ _
4 in in ADP _ _ 5 case _ _
5 {place} {place} PROPN _ _ 3 obl _ NER=B-LOC
6 . . PUNCT _ _ 3 punct _ _

"""
NOUN = """\
1 But but CCONJ _ _ 5 cc _ _
2 the the DET _ _ 4 det _ _
3 {word} {word} ADJ _ _ 4 amod _ _
4 {noun} {noun} NOUN _ _ 5 nsubj _ _
5 spoke speak VERB _ _ 0 root _ _
"""


def meant(people: list[tuple[str, str, str]], words: str, date: str) -> Actor | None:
    word, noun = words.split()
    named = "".join(NAMED.format(first=f, last=s, place=p) for f, s, p in people)
    parse = Parse.from_conllu(named + NOUN.format(word=word, noun=noun))
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date=date)
    start = 6 * len(people) + 1
    return ActorResolver(article, parse, (), PACK).party(start, start + 3).actor


ZELAYA, MICHELETTI = ("Manuel", "Zelaya", "Honduras"), ("Roberto", "Micheletti", "Tegucigalpa")
CARTER, CLINTON = ("Jimmy", "Carter", "Washington"), ("Bill", "Clinton", "Washington")


@pytest.mark.parametrize(
    ("people", "words", "date", "name"),
    [
        ([ZELAYA, MICHELETTI], "ousted president", "2009-07-20", "Manuel Zelaya"),
        ([CARTER, CLINTON], "former president", "1994-06-17", "Jimmy Carter"),
        ([("Laisenia", "Qarase", "Fiji")], "deposed premier", "2006-11-30", "Laisenia Qarase"),
        ([ZELAYA, MICHELETTI], "Honduran president", "2009-07-20", "Roberto Micheletti"),
    ],
)
def test_a_past_office_is_of_who_held_it(people: list[tuple[str, str, str]], words: str, date: str, name: str) -> None:
    actor = meant(people, words, date)
    assert actor is not None
    assert actor.name == name


@pytest.mark.parametrize("words", ["breakaway president", "Pomeranian president", "former president", "regional chief"])
def test_no_holder_of_a_states_office_is_meant_by_another(words: str) -> None:
    actor = meant([("Boris", "Yeltsin", "Moscow"), ("Anton", "Malik", "Moscow")], words, "1996-03-04")
    assert actor is not None
    assert actor.name != "Boris Yeltsin"


TITLE = """\
1 Korea Korea PROPN _ _ 2 nsubj _ NER=B-LOC
2 waited wait VERB _ _ 0 root _ _

1 Minister Minister PROPN _ _ 3 nsubj _ _
2 Lavrov Lavrov PROPN _ _ 1 flat _ NER=B-PERSON
3 spoke speak VERB _ _ 0 root _ _
"""
DIPLOMAT = """\
1 Rwanda Rwanda PROPN _ _ 2 nsubj _ NER=B-LOC
2 waited wait VERB _ _ 0 root _ _

1 A a DET _ _ 3 det _ _
2 Western western ADJ _ _ 3 amod _ _
3 diplomat diplomat NOUN _ _ 4 nsubj _ _
4 spoke speak VERB _ _ 0 root _ _

1 He he PRON _ _ 2 nsubj _ _
2 said say VERB _ _ 0 root _ _
"""


def resolver(conllu: str) -> ActorResolver:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2010-05-28")
    return ActorResolver(article, parse, (), PACK)


def test_a_minister_is_the_one_of_any_department() -> None:
    actor = resolver(TITLE).party(2, 4).actor
    assert actor is not None
    assert actor.name == "Sergei Lavrov"


def test_a_pronoun_is_named_as_whom_it_takes_up_is_described() -> None:
    actor = resolver(DIPLOMAT).speaker(6, 7).actor
    assert actor is not None
    assert actor.name == "Western diplomat"
