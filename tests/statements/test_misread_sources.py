"""Speakers where the words beside the cue name somebody else too, or nobody."""

import pytest

from onrecord import read


def last(text: str) -> tuple[str | None, str | None]:
    """The name and the code of who says the last thing of a text."""
    party = read(text, date="2024-05-02").statements[-1].speaker
    assert party is not None
    return (party.actor.name, party.actor.code) if party.actor is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # one name runs into another
        (
            "LIMA - Foreign Minister Ana Diaz arrived. Addressing the press beside the chief of the army staff, "
            "General Luis Rey, Diaz said it was late.",
            "Ana Diaz",
        ),
        # a title and a name, or a surname, behind a dash
        ('LIMA - Luis Rey left. "It is late" — army chief Ana Diaz.', "Ana Diaz"),
        ('LIMA - Ana Diaz came. Luis Rey left. "It is late" — Diaz, on the way out.', "Ana Diaz"),
        # who saw a document did not write it
        ("LIMA - The road is shut, according to a letter seen by Reuters.", "letter seen by Reuters"),
        # the words of somebody
        ("LIMA - Ana Diaz, the envoy, left. According to the words of the envoy, it was late.", "Ana Diaz"),
    ],
)
def test_the_speaker_is_found_among_other_words(text: str, name: str) -> None:
    assert last(text)[0] == name


def test_someone_told_apart_by_a_pronoun_is_not_whom_the_pronoun_means() -> None:
    assert last('LIMA - Ana Diaz stood up. "It is late!" shouted someone behind her.')[0] != "Ana Diaz"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a ministry is no parliament
        ("JERUSALEM - The Knesset met in Israel. The health ministry said it was late.", "ISR"),
        # whose territory it is
        ("JERUSALEM - Israel struck. The health ministry in the Hamas-run territory said it was late.", "PSE"),
    ],
)
def test_a_ministry_is_where_its_words_say(text: str, found: str) -> None:
    name, code = last(text)

    assert name is not None and "ministry" in name.lower()
    assert code == found


def test_a_surname_that_looks_like_a_body_s_is_its_bearer_s() -> None:
    text = "BERLIN - Party leader Lars Wohlbeil left. The chancellor told Wohlbeil in a call that it was late."
    addressee = read(text, date="2024-05-02").statements[-1].addressee

    assert addressee is not None and addressee.actor is not None
    assert addressee.actor.name == "Lars Wohlbeil"
