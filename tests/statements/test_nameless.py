"""Speakers without a name, called as the text tells them apart."""

from dataclasses import replace

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.find.attributions import make_view
from onrecord.find.drafts import Draft
from onrecord.find.speakers import find_speakers
from onrecord.find.statements import find_statements
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Party

from .support import article_of, with_attribution

PACK = load_pack("en")
SAID = """\
1 Chile Chile PROPN _ _ 2 nsubj _ NER=B-LOC
2 waited wait VERB _ _ 0 root _ _
3 . . PUNCT _ _ 2 punct _ _

1 {noun} {noun} {tag} _ _ {said} nsubj _ {ner}
{clause}{said} said say VERB VBD _ 0 root _ _
{that} that that SCONJ IN _ {fled} mark _ _
{they} Ana Ana PROPN _ _ {fled} nsubj _ NER=B-PERSON
{fled} fled flee VERB VBD _ {said} ccomp _ _
{stop} . . PUNCT . _ {said} punct _ _
"""
WHO = "2 who who PRON WP _ 3 nsubj _ _\n3 stayed stay VERB VBD _ 1 acl:relcl _ _\n"
NEAR = "2 near near ADP IN _ 3 case _ _\n3 Arica Arica PROPN NNP _ 1 nmod _ NER=B-LOC\n"
APART = "2 , , PUNCT , _ 4 punct _ _\n3 who who PRON WP _ 4 nsubj _ _\n4 stayed stay VERB VBD _ 1 acl:relcl _ _\n"


def speaker(clause: str, noun: str = "Villagers", tag: str = "NOUN", ner: str = "_") -> Party:
    said = clause.count("\n") + 2
    numbers = {"said": said, "that": said + 1, "they": said + 2, "fled": said + 3, "stop": said + 4}
    parse = Parse.from_conllu(SAID.format(noun=noun, tag=tag, ner=ner, clause=clause, **numbers))
    article = article_of(parse)
    (found,), _ = find_statements(article, parse, ActorResolver(article, parse, (), PACK), PACK)
    assert found.speaker is not None and found.speaker.actor is not None
    return found.speaker


@pytest.mark.parametrize(("clause", "text"), [(WHO, "Villagers who stayed"), (NEAR, "Villagers near Arica")])
def test_who_has_no_name_is_called_by_what_tells_which_ones_are_meant(clause: str, text: str) -> None:
    found = speaker(clause)
    assert (found.text, found.actor and found.actor.name, found.actor and found.actor.code) == (text, text, "CHL")


def test_a_clause_set_off_by_a_comma_tells_no_more_of_who_is_meant() -> None:
    assert speaker(APART).text == "Villagers"


def test_somebody_with_a_name_keeps_it() -> None:
    found = speaker(WHO, noun="Diaz", tag="PROPN", ner="NER=B-PERSON")
    assert (found.text, found.actor and found.actor.name) == ("Diaz", "Diaz")


def test_the_place_of_the_dateline_says_nothing_where_somebody_is_named_behind_the_cue() -> None:
    rows = ["LIMA LIMA PROPN NNP _ 6 nsubj _ NER=B-LOC", ": : PUNCT : _ 3 punct _ _"]
    rows += ["Talks talk NOUN NNS _ 4 nsubj _ _", "failed fail VERB VBD _ 6 ccomp _ _", ", , PUNCT , _ 4 punct _ _"]
    rows += ["says say VERB VBZ _ 0 root _ _", "minister minister NOUN NN _ 8 nmod:desc _ _"]
    rows += ["Ana Ana PROPN NNP _ 1 appos _ NER=B-PERSON"]
    parse = Parse.from_conllu("\n".join(f"{n} {row}" for n, row in enumerate(rows, 1)))
    parse = with_attribution(parse, range(1), range(5, 6), range(2, 4))
    article = replace(article_of(parse), dateline=parse.anchor(0, 1))

    (found,), _ = find_statements(article, parse, ActorResolver(article, parse, (), PACK), PACK)

    assert found.speaker is not None and found.speaker.text == "minister Ana"


def test_a_mark_speaks_for_nobody() -> None:
    rows = ["We we PRON PRP _ 2 nsubj _ _", "go go VERB VBP _ 0 root _ _", ", , PUNCT , _ 5 punct _ _"]
    rows += ["€ € SYM SYM _ 5 nsubj _ _", "said say VERB VBD _ 2 parataxis _ _", ". . PUNCT . _ 5 punct _ _"]
    parse = Parse.from_conllu("\n".join(f"{number} {row}" for number, row in enumerate(rows, 1)))
    article = article_of(parse)
    draft = Draft(head=4, cue=(4, 5), source=(4, 4), content=((0, 2),), rule="cue.say.around", confidence=0.5)
    resolver = ActorResolver(article, parse, (), PACK)

    assert find_speakers(make_view(article, parse, PACK), resolver, [draft], [None]) == [None]
