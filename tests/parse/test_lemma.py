"""Lemmas by tag and ending."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse.lemma import Lemmatizer, cased_lemmas

LEMMAS = Lemmatizer(load_pack("en").lemmas)

ROWS = {
    "VBD": "said say, denied deny, vowed vow, stopped stop, made make, agreed agree, fled flee, used use, went go, was be, "
    "withdrew withdraw, overthrew overthrow, shelled shell, created create, treated treat, lay lie, shot shoot, 'd have",
    "VBN": "killed kill, been be, taken take, forbidden forbid, detained detain, seized seize, sworn swear, left leave",
    "VBG": "making make, running run, dying die, attacking attack, using use, shelling shell, killing kill, seeing see",
    "VBZ": "says say, denies deny, goes go, has have, is be, 's be, watches watch, passes pass, lies lie, does do",
    "VBP": "are be, 'm be, 've have, say say",
    "MD": "wo will, ca can, 'll will, 'd would, may may",
    "NNS": "cities city, men man, wives wife, children child, people person, troops troop, churches church, crises crisis, "
    "buses bus, days day, houses house, leaders leader, vetoes veto, movies movie, series series, corps corps",
    "NNPS": "Americans american, States state",
    "NN": "bus bus, news news, analysis analysis",
    "JJR": "better good, bigger big, larger large, easier easy",
    "JJS": "worst bad, greatest great",
    "PRP": "him he, them they, me i",
    "DT": "an a, these this",
    "RB": "n't not, n’t not",
}


@pytest.mark.parametrize(
    ("tag", "word", "lemma"), [(tag, *pair.split()) for tag, pairs in ROWS.items() for pair in pairs.split(", ")]
)
def test_word_has_its_lemma(tag: str, word: str, lemma: str) -> None:
    assert LEMMAS([word], [tag]) == [lemma]


def test_lemmas_are_in_small_letters_and_names_can_have_their_case_back() -> None:
    words, tags = ["The", "NATO", "Talks", "I", "UAE"], ["DT", "NNP", "NNS", "PRP", "NNP"]
    lemmas = LEMMAS(words, tags)

    assert lemmas == ["the", "nato", "talk", "i", "uae"]
    assert cased_lemmas(words, lemmas, tags) == ["the", "NATO", "talk", "I", "UAE"]
