"""Whose an aide or a spokesman is who is only called so."""

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")
AIDE = """
1 Jacques Jacques PROPN _ _ 3 nsubj _ NER=B-PERSON
2 Chirac  Chirac  PROPN _ _ 1 flat  _ NER=I-PERSON
3 got     get     VERB  _ _ 0 root  _ _
4 nothing nothing PRON  _ _ 3 obj   _ _
5 from    from    ADP   _ _ 6 case  _ _
6 Lima    Lima    PROPN _ _ 3 obl   _ NER=B-LOC
7 ,       ,       PUNCT _ _ 9 punct _ _
8 aides   aide    NOUN  _ _ 9 nsubj _ _
9 said    say     VERB  _ _ 3 parataxis _ _
"""
SPOKESMAN = """
1 The     the     DET   _ _ 3 det   _ _
2 Chilean Chilean ADJ   _ _ 3 amod  _ _
3 embassy embassy NOUN  _ _ 4 nsubj _ _
4 denied  deny    VERB  _ _ 0 root  _ _
5 it      it      PRON  _ _ 4 obj   _ _

1 Bolivia   Bolivia PROPN _ _ 2 nsubj _ NER=B-LOC
2 sank      sink    VERB  _ _ 0 root  _ _
3 ,         ,       PUNCT _ _ 2 punct _ _
4 a         a       DET   _ _ 5 det   _ _
5 spokesman spokesman NOUN _ _ 6 nsubj _ _
6 said      say     VERB  _ _ 2 parataxis _ _
"""
HIM = """
1 Idriss Idriss PROPN _ _ 3 nsubj _ NER=B-PERSON
2 Deby   Deby   PROPN _ _ 1 flat  _ NER=I-PERSON
3 waited wait   VERB  _ _ 0 root  _ _

1 France France PROPN _ _ 2 nsubj _ NER=B-LOC
2 asked  ask    VERB  _ _ 0 root  _ _
3 him    he     PRON  _ _ 2 obj   _ _
4 to     to     PART  _ _ 5 mark  _ _
5 stay   stay   VERB  _ _ 2 xcomp _ _
6 ,      ,      PUNCT _ _ 9 punct _ _
7 an     a      DET   _ _ 8 det   _ _
8 aide   aide   NOUN  _ _ 9 nsubj _ _
9 said   say    VERB  _ _ 2 parataxis _ _
"""


def code(conllu: str, word: int) -> str | None:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="1999-03-04")
    actor = ActorResolver(article, parse, (), PACK).party(word, word + 1).actor
    return actor.code if actor is not None else None


def test_aides_are_of_the_person_who_is_the_sentences_subject_not_of_the_place_named_last() -> None:
    assert code(AIDE, 7) == "FRA"


def test_an_aide_is_of_the_person_a_pronoun_takes_up_before_he_is_of_a_government() -> None:
    assert code(HIM, 10) == "TCD"


def test_a_spokesman_is_of_the_body_that_spoke_in_the_sentence_before() -> None:
    assert code(SPOKESMAN, 9) == "CHL"
