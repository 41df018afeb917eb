"""Several that the text names as one: "both armies", "the two governments"."""

from tests.events.support import article_of, codes, events_of, parse_of

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack


def test_both_of_two_that_were_named_act() -> None:
    event = events_of("Kenya accused Uganda of shelling a village. Both armies reinforced their posts on Tuesday.")[-1]

    assert codes(event)[0] == ["KEN", "UGA"]


def test_two_named_in_one_sentence_come_before_one_that_is_named_alone_later() -> None:
    text = "Kenya accused Uganda of shelling a village. France wrote a letter. Both governments expelled diplomats."

    parse = parse_of(text)
    resolver = ActorResolver(article_of(text), parse, parse.mentions, load_pack("en"))

    assert resolver.context.pair(parse.words.index("governments")) == ["KEN", "UGA"]
