"""Positions, from parses written by hand and findings made by hand: no model."""

import pytest
from tests.positions.support import LIE, party, positions_of, quoted, statement

from onrecord.parse.parse import Parse
from onrecord.schema import (
    Act,
    Actor,
    Event,
    EventType,
    Kind,
    Party,
    Stance,
    Statement,
    Status,
)

NEVER = """
1 Quito  quito  PROPN NNP _ 2 nsubj _ _
2 said   say    VERB  VBD _ 0 root _ _
3 it     it     PRON  PRP _ 6 nsubj _ _
4 would  would  AUX   MD  _ 6 aux _ _
5 never  never  ADV   RB  _ 6 advmod _ _
6 cede   cede   VERB  VB  _ 2 ccomp _ _
7 the    the    DET   DT  _ 8 det _ _
8 islands island NOUN NNS _ 6 obj _ SpaceAfter=No
9 .      .      PUNCT .   _ 2 punct _ _
"""
IF = """
1 Lima  lima  PROPN NNP _ 3 nsubj _ _
2 will  will  AUX   MD  _ 3 aux _ _
3 sign  sign  VERB  VB  _ 0 root _ _
4 the   the   DET   DT  _ 5 det _ _
5 treaty treaty NOUN NN _ 3 obj _ _
6 only  only  ADV   RB  _ 3 advmod _ _
7 if    if    SCONJ IN  _ 9 mark _ _
8 Quito quito PROPN NNP _ 9 nsubj _ _
9 withdraws withdraw VERB VBZ _ 3 advcl _ _
10 its  its   PRON  PRP$ _ 11 nmod:poss _ _
11 troops troops NOUN NNS _ 9 obj _ SpaceAfter=No
12 .    .     PUNCT .   _ 3 punct _ _
"""
APPEAL = """
1 Oslo     oslo   PROPN NNP _ 2 nsubj _ _
2 appealed appeal VERB  VBD _ 0 root _ _
3 for      for    ADP   IN  _ 4 case _ _
4 restraint restraint NOUN NN _ 2 obl _ _
5 in       in     ADP   IN  _ 8 case _ _
6 the      the    DET   DT  _ 8 det _ _
7 border   border NOUN  NN  _ 8 compound _ _
8 dispute  dispute NOUN NN  _ 4 nmod _ SpaceAfter=No
9 .        .      PUNCT .   _ 2 punct _ _
"""


@pytest.mark.parametrize(
    ("conllu", "content", "act", "stance", "condition"),
    [
        pytest.param(
            NEVER, "it would never cede the islands", Act.REJECT, Stance.NOT_NEGOTIABLE, None, id="refusal on principle"
        ),
        pytest.param(
            IF,
            "Lima will sign the treaty only if Quito withdraws its troops",
            Act.OFFER,
            Stance.CONDITIONAL,
            "if Quito withdraws its troops",
            id="an offer with a condition",
        ),
        pytest.param(IF, "Lima will sign the treaty", Act.PROMISE, Stance.COMMITS, None, id="a promise without one"),
        pytest.param(LIE, "Yerevan had shelled the village", Act.ACCUSE, None, None, id="a charge is no position"),
    ],
)
def test_an_act_gives_its_speakers_stance(
    conllu: str, content: str, act: Act, stance: Stance | None, condition: str | None
) -> None:
    parse = Parse.from_conllu(conllu)
    found = positions_of(parse, (statement(parse, content, "PER", act),))

    assert [p.stance for p in found] == ([stance] if stance else [])
    assert [parse.text[p.condition.slice] for p in found if p.condition] == ([condition] if condition else [])


def test_an_event_of_asking_gives_its_actors_demand_with_what_is_asked() -> None:
    parse = Parse.from_conllu(APPEAL)
    oslo = Party(quoted(parse, "Oslo"), "Oslo", Actor("NOR", "GOV", "Government of Norway"))
    both = (party("PER"), party("ECU"))
    event = Event("e", quoted(parse, "appealed"), EventType.REQUEST, Status.HAPPENED, (oslo,), both, cameo="020")
    (found,) = positions_of(parse, (), (event,))

    assert found.stance is Stance.DEMANDS
    assert parse.text[found.anchor.slice] == "appealed for restraint in the border dispute"
    assert found.issue == "restraint border dispute"


def test_a_wish_that_others_report_is_nobodys_position() -> None:
    parse = Parse.from_conllu(APPEAL)
    event = Event("e", quoted(parse, "appealed"), EventType.REQUEST, Status.HYPOTHETICAL, (party("NOR"),))

    assert positions_of(parse, (), (event,)) == ()


def test_what_is_asked_of_somebody_is_not_what_he_asks() -> None:
    parse = Parse.from_conllu(APPEAL)
    event = Event("e", quoted(parse, "appealed"), EventType.REQUEST, Status.DEMANDED, (party("NOR"),), cameo="020")

    assert positions_of(parse, (), (event,)) == ()


def test_an_unresolved_speaker_takes_no_position() -> None:
    parse = Parse.from_conllu(NEVER)
    anchor = quoted(parse, "it would never cede the islands")
    unknown = Statement("s", anchor, Party(None, "he", None), None, (anchor,), Kind.INDIRECT, Act.REJECT)

    assert positions_of(parse, (unknown,)) == ()
