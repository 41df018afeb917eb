"""Whom a pronoun that speaks stands for."""

from dataclasses import replace

from onrecord.lang import load_pack
from onrecord.parse.mention_antecedents import Antecedents
from onrecord.parse.mentions import link_mentions
from onrecord.parse.parse import Attribution, Parse, Span

PACK = load_pack("en")

TWO = """
1 Ana   Ana   PROPN NNP _ 3 nsubj _ NER=B-PERSON
2 Diaz  Diaz  PROPN NNP _ 1 flat  _ NER=I-PERSON
3 said  say   VERB  VBD _ 0 root  _ _
4 Eva   Eva   PROPN NNP _ 6 nsubj _ NER=B-PERSON
5 Roth  Roth  PROPN NNP _ 4 flat  _ NER=I-PERSON
6 left  leave VERB  VBD _ 3 ccomp _ SpaceAfter=No
7 .     .     PUNCT .   _ 3 punct _ _

1 She    she  PRON  PRP _ 2 nsubj _ _
2 added  add  VERB  VBD _ 0 root  _ _
3 this   this PRON  DT  _ 2 obj   _ SpaceAfter=No
4 .      .    PUNCT .   _ 2 punct _ _
"""


def test_the_evidence_is_kept_for_training() -> None:
    parse = Parse.from_conllu(TWO)
    asked = link_mentions(parse, PACK).antecedents.asked
    assert list(asked) == [7]
    evidence = {entity.text: names for entity, names in asked[7]}
    assert "spoke-last" in evidence["Ana Diaz"] and "spoke-last" not in evidence["Eva Roth"]


def test_the_evidence_tells_who_did_it_in_a_passive_from_whom_it_befell() -> None:
    passive = TWO.replace("3 nsubj _ NER=B-PERSON", "3 nsubj:pass _ NER=B-PERSON").replace("6 nsubj", "3 obl:agent")
    asked = link_mentions(Parse.from_conllu(passive), PACK).antecedents.asked[7]
    evidence = {entity.text: names for entity, names in asked}
    assert "deprel=nsubj:pass" in evidence["Ana Diaz"] and "deprel=obl:agent" in evidence["Eva Roth"]


def test_the_weights_decide_among_those_who_agree() -> None:
    parse = Parse.from_conllu(TWO)
    entities = [e for e in link_mentions(parse, PACK).entities if e.kind == "person"]
    last_first = sorted(entities, key=lambda e: -e.mentions[0].head)
    for weights, name in (({"spoke-last": 1.0}, "Ana Diaz"), ({"rank=0": 1.0}, "Eva Roth")):
        chosen = Antecedents(parse, PACK.cue_words, weights).choose(last_first, 7, PACK.pronouns["she"])
        assert chosen is not None and chosen.text == name


QUOTED = """
1 \" \" PUNCT `` _ 3 punct _ SpaceAfter=No
2 Omar Omar PROPN NNP _ 3 nsubj _ NER=B-PERSON
3 lied lie VERB VBD _ 6 ccomp _ SpaceAfter=No
4 \" \" PUNCT '' _ 3 punct _ _
5 he he PRON PRP _ 6 nsubj _ _
6 said say VERB VBD _ 0 root _ SpaceAfter=No
7 . . PUNCT . _ 6 punct _ _
"""


def test_who_is_named_only_within_the_quotation_does_not_say_it() -> None:
    parse = Parse.from_conllu(QUOTED)
    source, cue, content = Span(4, 5, "source"), Span(5, 6, "cue"), Span(1, 3, "content")
    said = replace(parse, attributions=(Attribution((source,), (cue,), (content,), 0.9),))

    assert link_mentions(parse, PACK).entity_at[4].text == "Omar"
    assert 4 not in link_mentions(said, PACK).entity_at


MET = """
1 Omar Omar PROPN NNP _ 2 nsubj _ NER=B-PERSON
2 told tell VERB  VBD _ 0 root  _ _
3 Rey  Rey  PROPN NNP _ 2 obj   _ NER=B-PERSON|SpaceAfter=No
4 .    .    PUNCT .   _ 2 punct _ _

1 Rey  Rey  PROPN NNP _ 2 nsubj _ NER=B-PERSON
2 lied lie  VERB  VBD _ 5 ccomp _ SpaceAfter=No
3 ,    ,    PUNCT ,   _ 5 punct _ _
4 he   he   PRON  PRP _ 5 nsubj _ _
5 said say  VERB  VBD _ 0 root  _ SpaceAfter=No
6 .    .    PUNCT .   _ 5 punct _ _
"""

ANSWERED = """
1 Rey Rey PROPN NNP _ 2 nsubj _ NER=B-PERSON
2 met meet VERB VBD _ 0 root _ _
3 Omar Omar PROPN NNP _ 2 obj _ NER=B-PERSON|SpaceAfter=No
4 . . PUNCT . _ 2 punct _ _

1 " " PUNCT `` _ 3 punct _ SpaceAfter=No
2 He he PRON PRP _ 3 nsubj _ _
3 lied lie VERB VBD _ 7 ccomp _ SpaceAfter=No
4 , , PUNCT , _ 7 punct _ SpaceAfter=No
5 " " PUNCT '' _ 3 punct _ _
6 Rey Rey PROPN NNP _ 7 nsubj _ NER=B-PERSON
7 said say VERB VBD _ 0 root _ SpaceAfter=No
8 . . PUNCT . _ 7 punct _ _
"""


def test_who_speaks_is_not_whom_he_names_where_another_has_just_spoken() -> None:
    parse = Parse.from_conllu(MET)
    said = Attribution((Span(7, 8, "source"),), (Span(8, 9, "cue"),), (Span(4, 6, "content"),), 0.9)

    assert link_mentions(replace(parse, attributions=(said,)), PACK).entity_at[7].text == "Omar"
    silent = Parse.from_conllu(MET.replace("told tell", "met  meet"))
    assert link_mentions(replace(silent, attributions=(said,)), PACK).entity_at[7].text == "Rey"


def test_he_within_a_quotation_is_not_who_says_it() -> None:
    parse = Parse.from_conllu(ANSWERED)
    said = Attribution((Span(9, 10, "source"),), (Span(10, 11, "cue"),), (Span(5, 7, "content"),), 0.9)

    assert link_mentions(parse, PACK).entity_at[5].text == "Rey"
    assert link_mentions(replace(parse, attributions=(said,)), PACK).entity_at[5].text == "Omar"
