"""Lemmas by tag and ending."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse import Parse
from onrecord.parse.lemma import Lemmatizer, cased_lemmas

LEMMAS = Lemmatizer(load_pack("en").lemmas)

ROWS = {
    "VBD": "said say, denied deny, vowed vow, stopped stop, made make, agreed agree, fled flee, used use, went go, "
    "was be, withdrew withdraw, overthrew overthrow, shelled shell, created create, treated treat, lay lie, "
    "shot shoot, 'd have, smelled smell, cited cite, voted vote, swooped swoop, knifed knife, flared flare, "
    "duped dupe, walled wall, scouted scout, imploded implode, pruned prune",
    "VBN": "killed kill, been be, taken take, forbidden forbid, detained detain, seized seize, sworn swear, left leave",
    "VBG": "making make, running run, dying die, attacking attack, using use, shelling shell, killing kill, "
    "seeing see, voting vote, coming come, eating eat, provoking provoke, avenging avenge, gasping gasp, wading wade",
    "VBZ": "says say, denies deny, goes go, has have, is be, 's be, watches watch, passes pass, lies lie, does do",
    "VBP": "are be, 'm be, 've have, say say",
    "MD": "wo will, ca can, 'll will, 'd would, may may",
    "NNS": "cities city, men man, wives wife, children child, people people, troops troop, churches church, "
    "crises crisis, buses bus, days day, houses house, leaders leader, vetoes veto, "
    "movies movie, series series, corps corps",
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
    parse = Parse.from_conllu(
        """
        1 I     i    PRON  PRP _ 2 nsubj _ _
        2 LEFT  leave VERB VBD _ 0 root  _ _
        3 NATO  nato PROPN NNP _ 5 compound _ _
        4 Syrian syrian ADJ JJ _ 5 amod _ _
        5 Talks talk NOUN  NNS _ 2 obj   _ _
        """
    )

    assert LEMMAS(parse.words, parse.xpos) == list(parse.lemma)
    assert cased_lemmas(parse) == ["I", "leave", "NATO", "Syrian", "talk"]


def test_every_row_gives_what_its_example_shows() -> None:
    for row in load_pack("en").lemmas:
        if row.ending.startswith("^"):
            assert LEMMAS([row.ending[1:]], [row.tags[0]]) == [row.lemma]
