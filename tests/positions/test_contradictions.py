"""Contradictions: signs, evidence and choice, on claims made by hand; the fitted weights take no part."""

from dataclasses import replace

import pytest
from tests.positions.support import LIE, article, statement

from onrecord.find.claim_index import ClaimIndex
from onrecord.find.claims import Claim, ClaimedEvent, ClaimWords
from onrecord.find.clash_evidence import ACROSS
from onrecord.find.clash_signs import signs
from onrecord.find.clashes import REACH, clashes, evidence_across, evidence_within
from onrecord.find.contradictions import claims_in, find_contradictions
from onrecord.lang import LanguagePack, load_pack
from onrecord.lang.stances import StanceMark, StanceMarkKind
from onrecord.parse.parse import Parse
from onrecord.schema import Act, EventType, Status

PACK = load_pack("en")


class Weighed(LanguagePack):
    """The pack with weights of the test's own."""

    contradiction_weights = {"bias": -2.0, "denial-of-the-claim-before": 4.0}


def claim(
    number: int, code: str, act: Act, words: str, *events: ClaimedEvent, article: str = "a", day: int = 0
) -> Claim:
    read = ClaimWords(PACK).read(words)
    return Claim(f"{article}{number}", article, number, (code, code), act, read, events=events, day=day)


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
def test_a_denial_and_what_it_denies_show_signs(claims: list[Claim], rules: list[str]) -> None:
    found: dict[tuple[str, ...], str] = {}
    for denial, other, sign in signs(claims, ClaimIndex(claims)):
        found.setdefault(tuple(sorted((denial.id, other.id))), sign)

    assert list(found.values()) == rules


def test_the_weights_decide_and_the_heaviest_evidence_is_the_reason() -> None:
    parse = Parse.from_conllu(LIE)
    charge = statement(parse, "Yerevan had shelled the village", "AZE", Act.ACCUSE, 1)
    denial = statement(parse, "the allegation a lie", "ARM", Act.DENY, 2)
    pack = Weighed(code=PACK.code, folder=PACK.folder)
    (found,) = find_contradictions(article(parse), parse, (charge, denial), (), pack)
    unsure = replace(charge, confidence=0.3)

    assert (found.first, found.second, found.reason) == ("s1", "s2", "denial-of-the-claim-before")
    assert find_contradictions(article(parse), parse, (unsure, denial), (), pack) == ()


def test_the_confidence_of_both_statements_is_in_that_of_the_contradiction() -> None:
    charge, denial = claim(0, "AZE", Act.ACCUSE, "of a raid"), claim(1, "ARM", Act.DENY, "it")
    weights = {"bias": 9.0}
    (sure,) = clashes([charge, denial], weights)
    (unsure,) = clashes([replace(charge, sure=0.5), denial], weights)

    assert sure.confidence == 1.0
    assert unsure.confidence == 0.5


def test_a_speaker_does_not_deny_a_charge_of_its_own() -> None:
    parse = Parse.from_conllu(LIE)
    charge = statement(parse, "Yerevan had shelled the village", "ARM", Act.ACCUSE, 1)
    denial = statement(parse, "the allegation a lie", "ARM", Act.DENY, 2)
    found = list(evidence_within(claims_in(article(parse), parse, (charge, denial), (), PACK)))

    assert "speakers=same" in found[0][2]
    assert "denial-of-the-claim-before" not in found[0][2]


def test_an_answer_of_the_accused_is_told_from_anybody_elses() -> None:
    charge = claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE"))
    denial = claim(1, "ARM", Act.DENY, "no school was shelled", shelling(Status.DENIED, "ARM"))
    other = replace(denial, speaker=("TUR", "Turkey"))
    ((_, _, accused),) = evidence_within([charge, denial])
    ((_, _, stranger),) = evidence_within([charge, other])

    assert {"deny-against-accuse", "the-accused-answers", "told-and-denied", "denies-its-own-deed"} <= set(accused)
    assert {"deny-against-accuse", "told-and-denied"} <= set(stranger)
    assert "the-accused-answers" not in stranger


@pytest.mark.parametrize(
    ("words", "day", "pairs"),
    [
        pytest.param("nobody ever harmed the orchard of the monastery", 9, 1, id="of one matter"),
        pytest.param("nobody ever harmed the orchard", 9, 0, id="one word in common"),
        pytest.param("nobody ever harmed the orchard of the monastery", 90, 0, id="months apart"),
    ],
)
def test_claims_of_two_articles_meet_over_their_matter(words: str, day: int, pairs: int) -> None:
    claims = [
        claim(0, "AZE", Act.ASSERT, "fire took the monastery and its orchard"),
        claim(0, "ARM", Act.DENY, words, article="b", day=day),
    ]
    found = list(evidence_across(claims))

    assert len(found) == pairs
    assert all(name.startswith(ACROSS) for _, _, names in found for name in names)


def test_what_clashes_with_a_claim_clashes_with_its_copy() -> None:
    charge = claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", shelling(Status.HAPPENED, "ARM", "AZE"))
    copy = claim(0, "AZE", Act.ACCUSE, "Yerevan shelled a school", article="c", day=1)
    denial = claim(0, "ARM", Act.DENY, "no one fired", shelling(Status.DENIED, "ARM"), article="b", day=2)
    found = clashes([charge, copy, denial], {"across:bias": -3.0, "across:opposite-statuses-of-one-event": 4.0})

    assert [(c.first, c.second, c.copied) for c in found] == [("a0", "b0", False), ("c0", "b0", True)]
    assert {c.rule for c in found} == {"opposite-statuses-of-one-event"}


def test_long_articles_have_few_pairs_a_statement() -> None:
    claims = [claim(n, f"C{n % 7}", Act.DENY, f"nobody fired at the boat{n}") for n in range(600)]

    assert len(list(evidence_within(claims))) < REACH * len(claims)


@pytest.mark.parametrize(("act", "pairs"), [(Act.ASSERT, 0), (Act.PROMISE, 0), (Act.DENY, 1), (Act.ACCUSE, 1)])
def test_only_who_opposes_what_he_quotes_may_contradict_it(act: Act, pairs: int) -> None:
    whole = claim(0, "AZE", act, "that the army says nobody fired")
    told = replace(claim(1, "ARM", Act.DENY, "nobody fired"), ancestors=(whole.id,))

    assert len(list(evidence_within([whole, told]))) == pairs


def test_an_admission_is_marked_by_its_cue() -> None:
    assert ClaimWords(PACK).admits("has Admitted")
    assert not ClaimWords(PACK).admits("said")
    assert not ClaimWords(PACK).admits(None)


@pytest.mark.parametrize(
    "mark", [m for m in PACK.stance_marks if m.kind is StanceMarkKind.CLAIM], ids=lambda m: m.words
)
def test_a_word_for_a_claim_points_back_unless_it_names_a_matter(mark: StanceMark) -> None:
    words = ClaimWords(PACK)

    assert words.read(mark.example).points_back
    assert mark.not_example is None or not words.read(mark.not_example).points_back
