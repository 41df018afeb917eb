"""The encoder's head for acts tells what the cue alone does not; a model without it still gives acts."""

from dataclasses import replace

import pytest
from tests.events.support import article_of, parse_of

from onrecord.find.actors import ActorResolver
from onrecord.find.statements import find_statements
from onrecord.lang import load_pack
from onrecord.parse import get_parser
from onrecord.parse.act_scores import ActScores
from onrecord.parse.parse import Parse
from onrecord.schema import Act


def _act(text: str, parse: Parse) -> Act:
    article = article_of(text)
    (statement,), _ = find_statements(
        article, parse, ActorResolver(article, parse, parse.mentions, load_pack("en")), load_pack("en")
    )
    return statement.act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Kenya said that Uganda had shelled its border post.", Act.ACCUSE),
        ("Kenya said that Uganda must pull its troops out of the valley.", Act.DEMAND),
        ("Kenya said that it was ready to host the talks if both sides wished.", Act.OFFER),
        ("Kenya said that the allegations were pure invention.", Act.DENY),
    ],
)
def test_a_plain_cue_does_what_its_content_does(text, act):
    assert _act(text, parse_of(text)) is act


def test_the_heads_view_counts_and_its_lack_is_no_error():
    text = "Kenya said that the road would stay open."
    parse = parse_of(text)
    cue = parse.words.index("said")
    assert parse.acts is not None
    assert len(parse.acts.at(cue)) == len(Act)
    assert sum(chance for _, chance in parse.acts.at(cue)) == pytest.approx(1)
    assert _act(text, replace(parse, acts=None)) in Act
    scores = ActScores(parse.acts.labels)
    rows = parse.acts.windows[0][1].copy()
    rows[:, scores.labels.index("threaten")] += 40
    scores.add(0, rows)
    assert _act(text, replace(parse, acts=scores)) is Act.THREATEN


def test_every_window_has_its_words():
    article = article_of("\n".join(f"Minister number {n} said that nothing was agreed." for n in range(60)))
    parse = get_parser(load_pack("en")).parse(article)
    assert parse.acts is not None
    assert len(parse.acts.windows) > 1
    assert all(parse.acts.at(word) for word in range(len(parse)))
    assert parse.acts.at(len(parse)) == ()
