"""A pronoun in somebody's own words does not tell his gender; a word of another's office is nobody."""

import onrecord

DEPUTY = """KUALA LUMPUR, March 3 (Bernama) - A swimmer, Koh Lee Peng, was seen selling tissues in the capital.

Deputy Youth and Sports Minister Ti Lian Ker said it was made to seem as though she was neglected.

"She does a business," he told reporters. "When I met her, she was content."

He added that the council had offered help.
"""
BODIES = """TEHRAN, March 3 (IRNA) - The Supreme National Security Council met on Sunday.

The foreign ministry said the deal was dead.

The council said it would meet again.
"""


def speakers(text: str) -> list[str | None]:
    return [s.speaker and s.speaker.actor and s.speaker.actor.name for s in onrecord.read(text).statements]


def test_she_in_his_own_words_is_another() -> None:
    assert speakers(DEPUTY) == ["Ti Lian Ker"] * 3


def test_a_council_is_no_ministry() -> None:
    assert speakers(BODIES) == ["foreign ministry of Iran", "Supreme National Security Council"]


def test_a_surname_that_looks_like_a_pronoun_is_a_name() -> None:
    (name,) = speakers(
        "BEIJING, July 5 (AFP) - Wang Wei left on Monday but He Qinghua, an official, said the outbreak was small.\n"
    )

    assert name == "He Qinghua"


def test_the_two_are_those_named_together() -> None:
    (name,) = speakers(
        "PARIS, July 5 (AFP) - Ana Diaz and Luis Rey met in Paris on Monday.\n\nThe two said they would meet again.\n"
    )

    assert name == "Ana Diaz; Luis Rey"


def test_as_for_somebody_he_is_that_one() -> None:
    first, second = speakers(
        "OTTAWA, July 5 (CP) - Eric Kitigon said the show would go on.\n\nAs for David Oban, he said it was hard.\n"
    )

    assert (first, second) == ("Eric Kitigon", "David Oban")


def test_who_spoke_last_goes_on_though_she_was_no_subject() -> None:
    *_, third = speakers(
        "SYDNEY, July 5 (AAP) - Elena Petraki said the sentences were free.\n\n"
        "The language is dying out, according to Rachel Norling, a professor of law and director of a unit.\n\n"
        "She said it had three verbs.\n"
    )

    assert third == "Rachel Norling"


def test_one_more_calling_is_nobody_else() -> None:
    (name,) = speakers(
        "SYDNEY, July 5 (AAP) - Rachel Norling, a professor of law and director of a unit, said it was late.\n"
    )

    assert name == "Rachel Norling"


def test_a_misspelt_surname_is_its_bearers() -> None:
    names = speakers(
        "WINDHOEK, July 5 (NB) - Raimo Naanda, the deputy director, said the scheme had failed.\n\n"
        '"Nobody is interested in training," Naando said.\n\nPetrova said that was untrue.\n'
    )

    assert names == ["Raimo Naanda", "Raimo Naanda", "Petrova"]


def test_the_military_are_the_army_that_spoke() -> None:
    army, military = speakers(
        "JERUSALEM, July 5 (AFP) - The Israeli army said it had entered Nablus.\n\n"
        "The military said none of its men was hurt, and the Palestinian health ministry named the dead.\n"
    )[:2]

    assert army == military


def test_a_woman_is_no_man_of_a_like_name() -> None:
    (name,) = speakers('NEW YORK, July 5 (AP) - "It is a great day," said Chief Roberta Joseph on Monday.\n')

    assert name == "Roberta Joseph"
