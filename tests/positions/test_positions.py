"""Positions and contradictions, from parses written by hand and findings made by hand: no model."""

from dataclasses import replace

import pytest

from onrecord.find.claims import Claim, ClaimedEvent, ClaimWords
from onrecord.find.clashes import clashes
from onrecord.find.contradictions import find_contradictions
from onrecord.find.positions import find_positions
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import (
    Act,
    Actor,
    Anchor,
    Article,
    Event,
    EventType,
    Kind,
    Party,
    Source,
    Stance,
    Statement,
    Status,
)

PACK = load_pack("en")

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
LIE = """
1 Baku    baku    PROPN NNP _ 2 nsubj _ _
2 said    say     VERB  VBD _ 0 root _ _
3 that    that    SCONJ IN  _ 6 mark _ _
4 Yerevan yerevan PROPN NNP _ 6 nsubj _ _
5 had     have    AUX   VBD _ 6 aux _ _
6 shelled shell   VERB  VBN _ 2 ccomp _ _
7 the     the     DET   DT  _ 8 det _ _
8 village village NOUN  NN  _ 6 obj _ SpaceAfter=No
9 .       .       PUNCT .   _ 2 punct _ _

1 Yerevan yerevan PROPN NNP _ 2 nsubj _ _
2 called  call    VERB  VBD _ 0 root _ _
3 the     the     DET   DT  _ 4 det _ _
4 allegation allegation NOUN NN _ 2 obj _ _
5 a       a       DET   DT  _ 6 det _ _
6 lie     lie     NOUN  NN  _ 2 xcomp _ SpaceAfter=No
7 .       .       PUNCT .   _ 2 punct _ _
"""


def article(parse: Parse) -> Article:
    return Article("a-1", parse.text, Source("00", "pasted"), body=(Anchor(0, len(parse.text)),))


def quoted(parse: Parse, words: str) -> Anchor:
    start = parse.text.index(words)
    return Anchor(start, start + len(words))


def party(code: str) -> Party:
    return Party(None, code, Actor(code, "GOV", code))


def statement(parse: Parse, content: str, code: str, act: Act, number: int = 0) -> Statement:
    anchor = quoted(parse, content)
    return Statement(f"s{number}", anchor, party(code), None, (anchor,), Kind.INDIRECT, act)


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
    found = find_positions(article(parse), parse, (statement(parse, content, "PER", act),), (), PACK)

    assert [p.stance for p in found] == ([stance] if stance else [])
    assert [parse.text[p.condition.slice] for p in found if p.condition] == ([condition] if condition else [])


def test_an_event_of_asking_gives_its_actors_demand_with_what_is_asked() -> None:
    parse = Parse.from_conllu(APPEAL)
    oslo = Party(quoted(parse, "Oslo"), "Oslo", Actor("NOR", "GOV", "Government of Norway"))
    event = Event("e", quoted(parse, "appealed"), EventType.REQUEST, Status.HAPPENED, (oslo,), cameo="020")
    (found,) = find_positions(article(parse), parse, (), (event,), PACK)

    assert found.stance is Stance.DEMANDS
    assert parse.text[found.anchor.slice] == "appealed for restraint in the border dispute"
    assert found.issue == "restraint border dispute"


def test_a_wish_that_others_report_is_nobodys_position() -> None:
    parse = Parse.from_conllu(APPEAL)
    event = Event("e", quoted(parse, "appealed"), EventType.REQUEST, Status.HYPOTHETICAL, (party("NOR"),))

    assert find_positions(article(parse), parse, (), (event,), PACK) == ()


def test_an_unresolved_speaker_takes_no_position() -> None:
    parse = Parse.from_conllu(NEVER)
    anchor = quoted(parse, "it would never cede the islands")
    unknown = Statement("s", anchor, Party(None, "he", None), None, (anchor,), Kind.INDIRECT, Act.REJECT)

    assert find_positions(article(parse), parse, (unknown,), (), PACK) == ()


def test_a_denial_that_names_only_a_claim_contradicts_the_claim_before_it() -> None:
    parse = Parse.from_conllu(LIE)
    claim = statement(parse, "Yerevan had shelled the village", "AZE", Act.ACCUSE, 1)
    denial = statement(parse, "the allegation a lie", "ARM", Act.DENY, 2)
    (found,) = find_contradictions(article(parse), parse, (claim, denial), (), PACK)

    assert (found.first, found.second, found.reason) == ("s1", "s2", "denial-of-the-claim-before")


def test_one_speaker_does_not_contradict_itself_by_denying_a_lie() -> None:
    parse = Parse.from_conllu(LIE)
    claim = statement(parse, "Yerevan had shelled the village", "ARM", Act.ACCUSE, 1)
    denial = statement(parse, "the allegation a lie", "ARM", Act.DENY, 2)

    assert find_contradictions(article(parse), parse, (claim, denial), (), PACK) == ()


def test_two_wishes_are_no_contradiction() -> None:
    parse = Parse.from_conllu(LIE)
    one = statement(parse, "Yerevan had shelled the village", "AZE", Act.DEMAND, 1)
    two = statement(parse, "the allegation a lie", "ARM", Act.REJECT, 2)

    assert find_contradictions(article(parse), parse, (one, two), (), PACK) == ()


def claim(
    number: int, code: str, act: Act, words: str, *events: ClaimedEvent, article: str = "a", day: int = 0
) -> Claim:
    read = ClaimWords(PACK).read(words)
    name = f"{article}{number}"
    said = (read.stems, read.negated, read.points_back, read.counts, read.personal)
    return Claim(name, article, number, (code, code), act, *said, events=events, day=day)


def shelling(status: Status, *codes: str) -> ClaimedEvent:
    return ClaimedEvent(EventType.ASSAULT, status, "shel", frozenset(codes[:1]), frozenset(codes))


def admission(said: Claim) -> Claim:
    return replace(said, admits=True)


CHARGE = ClaimedEvent(EventType.ACCUSE, Status.HAPPENED, "char", frozenset({"AZE"}), frozenset({"AZE", "ARM"}))
NO_THREAT = ClaimedEvent(EventType.THREATEN, Status.DENIED, "shel", frozenset({"TUR"}), frozenset({"TUR", "ARM"}))


@pytest.mark.parametrize(
    ("claims", "rules"),
    [
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE")),
                claim(0, "ARM", Act.DENY, "not a shot was fired", shelling(Status.DENIED, "ARM"), article="b", day=9),
            ],
            ["opposite-statuses-of-one-event"],
            id="one event told as a fact and as denied, in two articles",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE")),
                claim(0, "ARM", Act.DENY, "not a shot was fired", shelling(Status.DENIED, "ARM"), article="b", day=90),
            ],
            [],
            id="months apart: another event",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE")),
                claim(1, "ARM", Act.DENY, "nothing of the kind was done at a school"),
            ],
            ["denial-right-after-the-charge"],
            id="a denial right after the charge, in its words",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "of the raid at dawn", shelling(Status.HAPPENED, "ARM")),
                claim(0, "ARM", Act.DENY, "we had nothing to do with it", article="b", day=2),
            ],
            ["denial-by-the-accused"],
            id="the accused denies two days later",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "of the raid at dawn", shelling(Status.HAPPENED, "ARM")),
                claim(0, "ARM", Act.DENY, "counting never hurt anyone", article="b", day=2),
            ],
            [],
            id="a saying about nobody answers no charge",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE")),
                claim(0, "ARM", Act.ASSERT, "it should not have been", shelling(Status.DENIED, "ARM"), article="b"),
            ],
            [],
            id="regret is no denial",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "of the raid at dawn", shelling(Status.HAPPENED, "ARM")),
                claim(0, "TUR", Act.DENY, "we had nothing to do with it", article="b", day=2),
            ],
            [],
            id="somebody else denies something",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ASSERT, "shells fell on the orchard"),
                claim(1, "ARM", Act.ASSERT, "the findings as nonsense"),
            ],
            ["denial-of-the-claim-before"],
            id="no plain denial, but it calls the claim before nonsense",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ACCUSE, "of the raid at dawn", shelling(Status.HAPPENED, "ARM", "AZE")),
                claim(0, "ARM", Act.DENY, "the charges from Baku are a lie of its newspapers", CHARGE, article="b"),
            ],
            ["denial-of-the-claim-it-names"],
            id="two words for somebody's claim leave room for others",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ASSERT, "the guns shelled the orchard", shelling(Status.HAPPENED, "ARM", "AZE")),
                claim(2, "ARM", Act.ASSERT, "no guns shelled the orchard", NO_THREAT),
            ],
            ["what-one-tells-the-other-denies"],
            id="one word, taken for two types",
        ),
        pytest.param(
            [
                claim(0, "ARM", Act.DENY, "no one fired", shelling(Status.DENIED, "ARM")),
                admission(claim(0, "ARM", Act.ASSERT, "two guns fired", shelling(Status.HAPPENED, "ARM"), article="b")),
            ],
            ["admission-of-what-was-denied"],
            id="a side admits what it denied",
        ),
        pytest.param(
            [
                claim(0, "AZE", Act.ASSERT, "40 people were killed"),
                claim(1, "ARM", Act.ASSERT, "the toll at twelve"),
                claim(2, "TUR", Act.ASSERT, "40 people died in 1992"),
                claim(3, "TUR", Act.ASSERT, "12 buses came"),
            ],
            ["different-counts-of-the-dead", "different-counts-of-the-dead"],
            id="different counts of the dead; years and buses are none",
        ),
    ],
)
def test_a_denial_clashes_with_what_it_denies(claims: list[Claim], rules: list[str]) -> None:
    assert [clash.rule for clash in clashes(claims)] == rules


def test_what_clashes_with_a_claim_clashes_with_its_copy() -> None:
    charge = claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE"))
    copy = claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", article="c", day=1)
    denial = claim(0, "ARM", Act.DENY, "no one fired", shelling(Status.DENIED, "ARM"), article="b", day=2)

    assert [(c.first, c.second) for c in clashes([charge, copy, denial])] == [("a0", "b0"), ("c0", "b0")]


def test_what_one_denies_twice_it_denies_both_times() -> None:
    charge = claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE"))
    other = claim(0, "AZE", Act.ACCUSE, "a teacher was struck by splinters", article="b")
    fired = shelling(Status.DENIED, "ARM")
    reply = claim(1, "ARM", Act.DENY, "no teacher was struck, no one fired", fired, article="b")
    denial = claim(0, "ARM", Act.DENY, "not a shot", fired, article="c")

    found = {(c.first, c.second): c.rule for c in clashes([charge, other, reply, denial])}

    assert found["b0", "c0"] == "denial-of-what-was-denied-alike"
    assert set(found) == {("a0", "b1"), ("a0", "c0"), ("b0", "b1"), ("b0", "c0")}


def test_an_admission_is_marked_by_its_cue() -> None:
    assert ClaimWords(PACK).admits("has Admitted")
    assert not ClaimWords(PACK).admits("said")
    assert not ClaimWords(PACK).admits(None)
