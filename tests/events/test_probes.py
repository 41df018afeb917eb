"""The six sentences that break coders without a notion of status and attribution."""

import pytest
from tests.events.support import article_of, codes, events_of, of_type, parse_of, read

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.schema import EventType, Status


def test_what_did_not_happen_is_denied() -> None:
    event = of_type(events_of("France did not attack Mali."), EventType.ASSAULT)
    assert event.status is Status.DENIED
    assert codes(event) == (["FRA"], ["MLI"])


def test_what_stands_under_if_is_no_fact() -> None:
    events = events_of("If Iran attacks Israel, the United States will impose sanctions on Iran.")
    attack, sanction = of_type(events, EventType.ASSAULT), of_type(events, EventType.SANCTION)
    assert attack.status is Status.HYPOTHETICAL
    assert codes(attack) == (["IRN"], ["ISR"])
    assert sanction.status in (Status.THREATENED, Status.HYPOTHETICAL)
    assert codes(sanction) == (["USA"], ["IRN"])


def test_what_is_quoted_keeps_its_chain() -> None:
    events, statements = read('"Israel will bomb Iran," the general said.')
    event = of_type(events, EventType.ASSAULT)
    assert event.chain == (statements[0].id,)
    assert event.status in (Status.PLANNED, Status.THREATENED)
    assert codes(event) == (["ISR"], ["IRN"])


def test_a_chain_of_two() -> None:
    events, statements = read("Lebanon said that Israel told the UN it had withdrawn.")
    event = events[-1]  # as RETREAT, or leaving the UN: the words say either
    assert event.type in (EventType.RETREAT, EventType.SANCTION)
    assert codes(event)[0] == ["ISR"]
    assert len(event.chain) == len(statements) == 2


def test_a_nominal_event_has_its_sides() -> None:
    event = of_type(events_of("The Russian attack on Ukraine continued."), EventType.ASSAULT)
    assert event.status is Status.ONGOING
    assert codes(event) == (["RUS"], ["UKR"])


@pytest.mark.parametrize(("date", "name"), [("2016-03-01", None), ("2018-03-01", "Emmanuel Macron")])
def test_the_same_name_in_another_year_is_another_actor(date: str, name: str | None) -> None:
    text = "President Macron visited Chad."
    parse = parse_of(text)
    resolver = ActorResolver(article_of(text, date), parse, parse.mentions, load_pack("en"))
    actor = resolver.party(0, 2).actor
    holds = actor is not None and actor.rule.startswith("offices:FRA:head_of_state")
    assert holds == (name is not None)
