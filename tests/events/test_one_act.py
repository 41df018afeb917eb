"""One act that two words tell is one event, and some words are none whatever proposes them."""

import pytest
from tests.events.support import events_of, parse_of

from onrecord.find.slots import Tree
from onrecord.find.triggers import find_hits
from onrecord.lang import load_pack
from onrecord.schema import EventType

PACK = load_pack("en")

MISREAD = pytest.mark.xfail(strict=False, reason="the shipped encoder mistakes this sentence: it parses it otherwise")


def types_of(text: str) -> list[EventType]:
    """The types of the events of a text."""
    return [e.type for e in events_of(text)]


def barred_of(text: str, lemma: str) -> frozenset[EventType]:
    """The types that a word of a text cannot be."""
    parse = parse_of(text)
    tree = Tree(parse, PACK)
    return next((barred for word, _, barred in find_hits(tree) if parse.lemma[word] == lemma), frozenset())


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Tirana lodged a complaint with Athens.", EventType.ACCUSE),
        ("Peruvian prosecutors opened an inquiry into the former president of Peru.", EventType.ACCUSE),
        ("Turkish and Greek envoys held a second round of talks in Cairo.", EventType.CONSULT),
    ],
)
def test_a_verb_and_its_noun_tell_one_act(text: str, type_: EventType) -> None:
    assert types_of(text).count(type_) == 1


def test_who_is_not_willing_refuses_once() -> None:
    types = types_of("Chad is not willing to pay Mali.")
    assert types.count(EventType.REJECT) == 1
    assert EventType.AGREE not in types
    assert EventType.AGREE in types_of("Chad is willing to pay Mali.")


@pytest.mark.parametrize(
    "text",
    [
        "Chad will not take part in the talks, its minister said.",
        "Chad's minister will never accept the demand of Mali.",
        "Chad's minister termed the demand of Mali unacceptable.",
    ],
)
def test_a_refusal_is_told_once(text: str) -> None:
    assert types_of(text).count(EventType.REJECT) == 1


def test_two_acts_of_one_type_stay_two() -> None:
    assert types_of("Kenya arrested the editor and detained his brother.").count(EventType.COERCE) == 2


@pytest.mark.parametrize(
    ("text", "lemma", "type_"),
    [
        ("The ministry of Chad declined to comment.", "decline", EventType.REJECT),
        pytest.param("Lima protested over what it called spying by Quito.", "call", EventType.ACCUSE, marks=MISREAD),
        ("Riot police of Kenya arrested ten students.", "riot", EventType.PROTEST),
        ("NATO suspended the bombing of Serbia.", "suspend", EventType.SANCTION),
    ],
)
def test_a_barred_type_is_proposed_by_nothing(text: str, lemma: str, type_: EventType) -> None:
    assert type_ in barred_of(text, lemma)
    parse = parse_of(text)
    start = next(parse.starts[w] for w in range(len(parse)) if parse.lemma[w] == lemma)
    assert all(e.type is not type_ or e.anchor.start != start for e in events_of(text))


def test_a_strict_frame_proposes_nothing_where_its_conditions_fail() -> None:
    strict = {f.name for f in PACK.frames if "strict" in f.needs}
    tree = Tree(parse_of("He gave the dough two hours and put the tent on a list in the hall."), PACK)
    assert strict
    assert not [h for _, hits, _ in find_hits(tree) for h in hits if h.loose and h.frame.name in strict]


def test_a_short_text_with_one_word_of_sport_keeps_its_events() -> None:
    assert EventType.CONSULT in types_of("The French president met the coach of Togo in Paris.")
