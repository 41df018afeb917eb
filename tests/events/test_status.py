"""Status through negation, modals, complements, purpose, conditions and time."""

import pytest
from tests.events.support import events_of, of_type, parse_of

from onrecord.find.slots import Tree
from onrecord.find.status import combine, status_of
from onrecord.lang import load_pack
from onrecord.schema import EventType, Status

ASSAULT = EventType.ASSAULT
MISREAD = pytest.mark.xfail(
    strict=False, reason="the shipped encoder mistakes this sentence: its trigger, its status or where it ends"
)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("France attacked Mali.", Status.HAPPENED),
        ("France has not attacked Mali.", Status.DENIED),
        ("France never attacked Mali.", Status.DENIED),
        ("France refused to attack Mali.", Status.DENIED),
        ("France denied attacking Mali.", Status.DENIED),
        pytest.param("France did not deny attacking Mali.", Status.HAPPENED, marks=MISREAD),
        pytest.param("France will attack Mali.", Status.PLANNED, marks=MISREAD),
        ("France plans to attack Mali.", Status.PLANNED),
        ("France does not plan to attack Mali.", Status.DENIED),
        ("France may attack Mali.", Status.HYPOTHETICAL),
        ("France must attack Mali.", Status.DEMANDED),
        ("France could have attacked Mali.", Status.DENIED),
        ("Had France attacked Mali, Chad would have protested.", Status.DENIED),
        ("Had France not attacked Mali, Chad would have stayed out.", Status.HAPPENED),
        ("France neither attacked nor bombed Mali.", Status.DENIED),
        ("Chad urged France to attack Mali.", Status.DEMANDED),
        ("France threatened to attack Mali.", Status.THREATENED),
        ("France will attack Mali unless it withdraws.", Status.THREATENED),
        ("France is attacking Mali.", Status.ONGOING),
        ("France continued to attack Mali.", Status.ONGOING),
        ("France began to attack Mali.", Status.HAPPENED),
        ("France was due to attack Mali.", Status.PLANNED),
        ("Chad told France to leave the island or be attacked.", Status.THREATENED),
        ("Neither France nor Chad attacked Mali.", Status.DENIED),
        ("The town was attacked by no one.", Status.DENIED),
        pytest.param("France has not ruled out an attack on Mali.", Status.HYPOTHETICAL, marks=MISREAD),
        ("An attack on Mali was not ruled out by France.", Status.HYPOTHETICAL),
        ("France attacked Mali in 2003.", Status.HISTORICAL),
        ("France attacked Mali three years ago.", Status.HISTORICAL),
        ("France attacked Mali on Monday.", Status.HAPPENED),
    ],
)
def test_status(text: str, status: Status) -> None:
    assert of_type(events_of(text), ASSAULT).status is status


def test_a_participle_without_an_auxiliary_shares_that_of_the_first() -> None:
    tree = Tree(parse_of("The ports were to be closed and the accounts frozen."), load_pack("en"))
    frozen = tree.parse.words.index("frozen")
    assert status_of(tree, frozen, EventType.SANCTION) is Status.PLANNED


def test_who_is_given_days_to_act_is_told_to() -> None:
    events = events_of("Chad gave France two days to withdraw from Mali.")
    assert of_type(events, EventType.RETREAT).status is Status.DEMANDED


def test_what_is_put_on_ice_does_not_happen() -> None:
    assert of_type(events_of("London has put new aid to Chad on ice."), EventType.AID).status is Status.DENIED


def test_what_is_due_to_somebody_is_not_planned() -> None:
    tree = Tree(parse_of("The delay was due to the demands of the rebels."), load_pack("en"))
    assert status_of(tree, tree.parse.words.index("demands"), EventType.REQUEST) is Status.HAPPENED


@MISREAD
def test_a_nominal_act_has_the_status_of_what_carries_it() -> None:
    assert of_type(events_of("France launched an attack on Mali."), ASSAULT).status is Status.HAPPENED
    assert of_type(events_of("France launched no attack on Mali."), ASSAULT).status is Status.DENIED
    assert of_type(events_of("France plans an attack on Mali."), ASSAULT).status is Status.PLANNED


def test_an_operator_lifts_a_denial() -> None:
    assert combine(Status.DENIED, Status.DENIED) is Status.HAPPENED
    assert combine("negate", Status.DEMANDED) is Status.DENIED
    assert combine("keep", Status.PLANNED) is Status.PLANNED
