"""The drafts of positions and what is true of them, from parses written by hand: no model."""

import pytest
from tests.positions.support import PACK, party, quoted, resolver_of, statement

from onrecord.find.issue_evidence import Passages, Stand
from onrecord.find.stance_clauses import propose_clauses
from onrecord.find.stance_drafts import propose_positions
from onrecord.find.stance_evidence import StanceEvidence
from onrecord.find.stance_wording import wording
from onrecord.parse.parse import Parse
from onrecord.schema import Act, Actor, Event, EventType, Party, Status

BOTH = """
1 Chad   chad   PROPN NNP _ 4 nsubj _ _
2 and    and    CCONJ CC  _ 3 cc _ _
3 Niger  niger  PROPN NNP _ 1 conj _ _
4 asked  ask    VERB  VBD _ 0 root _ _
5 Mali   mali   PROPN NNP _ 4 obj _ _
6 for    for    ADP   IN  _ 7 case _ _
7 help   help   NOUN  NN  _ 4 obl _ SpaceAfter=No
8 .      .      PUNCT .   _ 4 punct _ _
"""
WOULD_HAVE = """
1 Lima  lima  PROPN NNP _ 2 nsubj _ _
2 said  say   VERB  VBD _ 0 root _ _
3 it    it    PRON  PRP _ 6 nsubj _ _
4 would would AUX   MD  _ 6 aux _ _
5 have  have  AUX   VB  _ 6 aux _ _
6 paid  pay   VERB  VBN _ 2 ccomp _ SpaceAfter=No
7 .     .     PUNCT .   _ 2 punct _ _
"""
UNLESS = """
1 Unless unless SCONJ IN  _ 3 mark _ _
2 Quito  quito  PROPN NNP _ 3 nsubj _ _
3 pays   pay    VERB  VBZ _ 7 advcl _ SpaceAfter=No
4 ,      ,      PUNCT ,   _ 7 punct _ _
5 Lima   lima   PROPN NNP _ 7 nsubj _ _
6 will   will   AUX   MD  _ 7 aux _ _
7 leave  leave  VERB  VB  _ 0 root _ SpaceAfter=No
8 .      .      PUNCT .   _ 7 punct _ _
"""
TAKEN = """
1 Lima   lima   PROPN NNP _ 2 nsubj _ _
2 wants  want   VERB  VBZ _ 0 root _ _
3 a      a      DET   DT  _ 4 det _ _
4 bridge bridge NOUN  NN  _ 2 obj _ SpaceAfter=No
5 .      .      PUNCT .   _ 2 punct _ _

1 Quito  quito  PROPN NNP _ 2 nsubj _ _
2 refused refuse VERB VBD _ 0 root _ _
3 it     it     PRON  PRP _ 2 obj _ SpaceAfter=No
4 .      .      PUNCT .   _ 2 punct _ _
"""

INTENDS = """
1 Peru   peru   PROPN NNP _ 4 nsubj _ _
2 does   do     AUX   VBZ _ 4 aux _ _
3 not    not    PART  RB  _ 4 advmod _ _
4 intend intend VERB  VB  _ 0 root _ _
5 to     to     PART  TO  _ 6 mark _ _
6 pay    pay    VERB  VB  _ 4 xcomp _ _
7 and    and    CCONJ CC  _ 9 cc _ _
8 will   will   AUX   MD  _ 9 aux _ _
9 wait   wait   VERB  VB  _ 4 conj _ SpaceAfter=No
10 .     .      PUNCT .   _ 4 punct _ _

1 Chile  chile  PROPN NNP _ 2 nsubj _ _
2 slept  sleep  VERB  VBD _ 0 root _ SpaceAfter=No
3 .      .      PUNCT .   _ 2 punct _ _

1 Nobody nobody PRON  NN  _ 3 nsubj _ _
2 will   will   AUX   MD  _ 3 aux _ _
3 pay    pay    VERB  VB  _ 0 root _ SpaceAfter=No
4 .      .      PUNCT .   _ 3 punct _ _
"""

LEAVE = """
1 Lima   lima   PROPN NNP _ 2 nsubj _ _
2 wants  want   VERB  VBZ _ 0 root _ _
3 Quito  quito  PROPN NNP _ 2 obj _ _
4 gone   go     VERB  VBN _ 2 xcomp _ SpaceAfter=No
5 .      .      PUNCT .   _ 2 punct _ _

1 Quito  quito  PROPN NNP _ 3 nsubj _ _
2 will   will   AUX   MD  _ 3 aux _ _
3 leave  leave  VERB  VB  _ 0 root _ SpaceAfter=No
4 .      .      PUNCT .   _ 3 punct _ _
"""


def test_those_who_act_together_take_one_position() -> None:
    parse = Parse.from_conllu(BOTH)
    both = tuple(Party(quoted(parse, n), n, Actor(c, "GOV", n)) for n, c in (("Chad", "TCD"), ("Niger", "NER")))
    event = Event("e", quoted(parse, "asked"), EventType.REQUEST, Status.HAPPENED, both)
    (draft,) = propose_positions(parse, (), (event,))

    assert draft.code == "TCD;NER"
    assert draft.actor.text == "Chad and Niger"
    assert draft.actor.actor == Actor("TCD;NER", "GOV", "Chad; Niger", "coordination")


@pytest.mark.parametrize(("asked", "whose"), [("NER", "own"), ("MLI", "other"), (None, "none")])
def test_a_request_tells_whether_ones_own_people_are_asked(asked: str | None, whose: str) -> None:
    parse = Parse.from_conllu(BOTH)
    others = (party(asked),) if asked else ()
    event = Event("e", quoted(parse, "asked"), EventType.REQUEST, Status.HAPPENED, (party("NER"),), others)
    evidence = StanceEvidence(parse, PACK, (), (event,))
    (draft,) = propose_positions(parse, (), (event,))

    assert f"type=REQUEST,at={whose}" in evidence.of(draft)


def test_what_would_have_been_is_told_from_what_will_be() -> None:
    parse = Parse.from_conllu(WOULD_HAVE)
    said = statement(parse, "it would have paid", "PER", Act.ASSERT)
    (draft,) = propose_positions(parse, (said,), ())

    assert "s:unreal" in StanceEvidence(parse, PACK, (said,), ()).of(draft)


def test_a_condition_beside_an_event_is_seen() -> None:
    parse = Parse.from_conllu(UNLESS)
    event = Event("e", quoted(parse, "leave"), EventType.RETREAT, Status.PLANNED, (party("PER"),))
    evidence = StanceEvidence(parse, PACK, (), (event,))
    (draft,) = propose_positions(parse, (), (event,))

    assert "e:tied=unless" in evidence.of(draft)


def test_a_pronoun_without_a_noun_takes_up_the_matter_before_it() -> None:
    parse = Parse.from_conllu(TAKEN)
    stands = [Stand((1, 4), "PER", "demand"), Stand((6, 8), "ECU", "no")]

    assert "taken=True,True" in set(Passages(parse, PACK, stands).evidence(0, 1))


@pytest.mark.parametrize(
    ("actor", "asked", "met"),
    [
        ("ECU", "ECU", "first"),
        ("PER", "ECU", "same,half"),
        ("CHL", "ECU", "apart,half"),
        ("CHL", None, "apart,unknown"),
    ],
)
def test_whoever_a_demand_is_put_to_answers_it(actor: str, asked: str | None, met: str) -> None:
    parse = Parse.from_conllu(TAKEN)
    others = (party(asked),) if asked else ()
    event = Event("e", quoted(parse, "wants"), EventType.REQUEST, Status.HAPPENED, (party("PER"),), others)
    stands = [Stand((1, 4), "PER", "demand"), Stand((6, 8), actor, "no")]
    told = set(Passages(parse, PACK, stands, (event,)).evidence(0, 1))

    assert {f"meet={met}", "between=0,demand>no", "earlier=REQUEST,between=0"} <= told


def test_what_an_actor_is_told_to_want_or_be_about_to_do_may_be_a_position_and_what_he_did_not() -> None:
    parse = Parse.from_conllu(INTENDS)
    drafts = list(propose_clauses(parse, (), (), resolver_of(parse), PACK))

    assert [(d.code, parse.text[parse.anchor(*d.words).slice]) for d in drafts] == [
        ("PER", "not intend to pay"),
        ("PER", "wait"),
    ]
    told = StanceEvidence(parse, PACK, (), ()).of(drafts[0])
    assert {"c", "c:top=intend", "a:top=intend", "a:neg=True", "a:w=pay"} <= set(told)
    assert len(told) == len(set(told))


def test_how_a_passage_is_worded_and_what_stands_beside_it_is_told_but_not_who_is_named() -> None:
    parse = Parse.from_conllu(INTENDS)
    drafts = list(propose_clauses(parse, (), (), resolver_of(parse), PACK))
    told = StanceEvidence(parse, PACK, (), ()).of(drafts[0])

    assert {"two=not intend", "two=to pay", "one=to", "opens=not intend", "tags=RB VB TO"} <= set(told)
    assert {"before=do", "c:before=do", "two-before=PROPN do", "after=and"} <= set(told)
    assert not any("peru" in name for name in told)
    assert "above=intend" in wording(parse, drafts[1])


def test_a_clause_that_a_statement_or_an_event_holds_is_theirs() -> None:
    parse = Parse.from_conllu(INTENDS)
    said = statement(parse, "Peru does not intend to pay", "PER", Act.REJECT)
    event = Event("e", quoted(parse, "wait"), EventType.CONSULT, Status.PLANNED, (party("PER"),))

    assert list(propose_clauses(parse, (said,), (event,), resolver_of(parse), PACK)) == []


@pytest.mark.parametrize(
    ("type_", "rule", "code", "alike"),
    [
        (EventType.RETREAT, "frame.leave+context", "ECU", "frame,doer=True"),
        (EventType.RETREAT, "frame.hand-back", "PER", "type,doer=False"),
        (EventType.AID, "frame.give-relief", "ECU", "other,doer=False"),
        (EventType.REQUEST, "frame.request", "ECU", "some"),
    ],
)
def test_one_deed_in_other_words_speaks_for_one_issue(type_: EventType, rule: str, code: str, alike: str) -> None:
    parse = Parse.from_conllu(LEAVE)
    gone = Event("e", quoted(parse, "gone"), EventType.RETREAT, Status.DEMANDED, (party("ECU"),), rule="frame.leave")
    other = Event("f", quoted(parse, "leave"), type_, Status.PLANNED, (party(code),), rule=rule)
    stands = [Stand((1, 4), "PER", "demand"), Stand((6, 8), "ECU", "yes")]

    assert f"deeds={alike}" in set(Passages(parse, PACK, stands, (gone, other)).evidence(0, 1))
