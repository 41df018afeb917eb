"""Several that the text names as one: "both armies", "the two governments"."""

import pytest
from tests.events.support import article_of, codes, events_of, parse_of

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack

PEACE = "Kenya and Uganda agreed on Monday to a truce, and Kenya freed nine Ugandan fishermen."


def test_both_of_two_that_were_named_act() -> None:
    event = events_of("Kenya accused Uganda of shelling a village. Both armies reinforced their posts on Tuesday.")[-1]

    assert codes(event)[0] == ["KEN", "UGA"]


def test_two_named_in_one_sentence_come_before_one_that_is_named_alone_later() -> None:
    text = "Kenya accused Uganda of shelling a village. France wrote a letter. Both governments expelled diplomats."

    parse = parse_of(text)
    resolver = ActorResolver(article_of(text), parse, parse.mentions, load_pack("en"))

    assert resolver.context.several.two(parse.words.index("governments")) == ["KEN", "UGA"]


def test_both_alone_means_the_two_that_the_article_is_about() -> None:
    text = (
        "Kenya accused Uganda of shelling a village on Monday. Uganda denied it and blamed Kenya's army. "
        "A French ship lay off Mombasa. Norway begged both to hold their fire."
    )

    event = events_of(text)[-2]

    assert codes(event) == (["NOR"], ["KEN", "UGA"])


def test_a_number_alone_means_so_many_that_were_joined() -> None:
    text = "Norway, Chile and Ghana recognised Palestine on Tuesday. Israel recalled its ambassadors from all three."

    event = events_of(text)[-1]

    assert codes(event) == (["ISR"], ["CHL", "GHA", "NOR"])


def test_two_that_nobody_told_of_are_none_that_were_named() -> None:
    text = "Kenya accused Uganda of shelling a village. Ghana sacked two ministers on Monday."

    event = events_of(text)[-1]

    assert "UGA" not in codes(event)[1]


@pytest.mark.parametrize(
    ("last", "word"),
    [
        ("Norway, which warned both governments, threatened sanctions.", "sanctions"),
        ("Brazil asked both capitals for calm and offered its mediation.", "mediation"),
        ("France told both governments that it would impose an embargo.", "embargo"),
    ],
)
def test_what_is_done_beside_to_two_is_done_to_both(last: str, word: str) -> None:
    text = f"{PEACE} {last}"
    event = next(e for e in events_of(text) if text[e.anchor.start : e.anchor.end].split()[-1] == word)

    assert set(codes(event)[1]) == {"KEN", "UGA"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda accused each other of spying.",
        "Chad and Niger shelled one another on Monday.",
        "Togo and Benin expelled each other's envoys.",
        "Peru and Chile fired at each other across the river.",
    ],
)
def test_what_two_do_to_each_other_has_no_other_side(text: str) -> None:
    for event in events_of(text)[:1]:
        assert len(codes(event)[0]) == 2
        assert event.reciprocal
        assert not event.recipients


def test_what_two_threaten_each_other_with_is_mutual_too() -> None:
    last = events_of("Norway praised Chad. Mali and Ghana threatened each other with sanctions.")[-1]

    assert (codes(last), last.reciprocal) == ((["MLI", "GHA"], []), True)


def test_what_is_of_several_acts_for_all_of_them() -> None:
    event = events_of("Ships of Chile and Peru fired on a trawler from Ghana on Monday.")[0]

    assert codes(event) == (["CHL", "PER"], ["GHA"])


def test_whose_envoys_are_of_all_who_are_joined() -> None:
    text = "Mali and Niger, whose envoys landed in Accra on Monday, promised Ghana to reopen their roads."

    event = events_of(text)[0]

    assert codes(event)[0] == ["MLI", "NER"]
