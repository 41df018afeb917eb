"""The choice of a status: what the tree reads, what the encoder proposes, and how long ago it was."""

from dataclasses import replace

from tests.events.support import article_of, events_of, of_type, parse_of

from onrecord.find.actors import ActorResolver
from onrecord.find.events import propose
from onrecord.find.slots import Tree
from onrecord.find.statuses import Statuses
from onrecord.find.times import Times
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import EventType, Status

ONCE = "Chad attacked Mali in 1994. Niger shelled Benin."
DATE = "2019-05-15"


def statuses_of(text: str, date: str | None = DATE, parse: Parse | None = None) -> dict[str, Status]:
    """The status of each event by the event's word."""
    article, parse, pack = article_of(text, date), parse or parse_of(text), load_pack("en")
    tree = Tree(parse, pack)
    groups, _ = propose(tree, (), ActorResolver(article, parse, parse.mentions, pack))
    statuses = Statuses(tree, Times(tree, article))
    return {parse.words[g[0].hit.word]: statuses.decided(g[0]).status for g in groups}


def test_an_old_date_makes_it_historical() -> None:
    assert statuses_of(ONCE)["attacked"] is Status.HISTORICAL


def test_without_an_event_head_the_tree_and_the_time_decide() -> None:
    headless = replace(parse_of(ONCE), triggers=(), event_head=False)
    found = statuses_of(ONCE, parse=headless)
    assert (found["attacked"], found["shelled"]) == (Status.HISTORICAL, Status.HAPPENED)


def test_the_age_of_an_undated_article_is_told_from_its_latest_year() -> None:
    text = "Chad attacked Mali in 1994. In 2021 Niger shelled Benin."
    tree = Tree(parse_of(text), load_pack("en"))
    statuses = Statuses(tree, Times(tree, article_of(text, None)))
    assert statuses._age("1994") == "y3"
    assert statuses._age("2021-03") == "y0"


def test_a_named_subject_that_is_to_act_plans() -> None:
    event = of_type(events_of("Morocco is to withdraw its soldiers from Mali."), EventType.RETREAT)
    assert event.status is Status.PLANNED
