"""Those who are somebody's are not that person: supporters, relatives, aides."""

import pytest

from onrecord import read


def name(source: str) -> str | None:
    speaker = read(f"LIMA - {source} said the vote was over.", date="2024-05-02").statements[0].speaker
    return speaker.actor.name if speaker is not None and speaker.actor is not None else None


@pytest.mark.parametrize(
    "source",
    [
        "Supporters of jailed mayor Deniz Aksoy",
        "Opponents of President Omar Belkacem",
        "Allies of Prime Minister Sam Okello",
        "Relatives of General Ivan Kovac",
        "Followers of the cleric Moussa Sidibe",
        "Troops loyal to General Haleem",
    ],
)
def test_who_is_somebodys_is_called_so(source: str) -> None:
    assert name(source) == source


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("The chief of the army General Sani Bako", "Sani Bako"),
        ("Minister of foreign affairs Ana Diaz", "Ana Diaz"),
        ("The chief of staff Ana Diaz", "Ana Diaz"),
        ("Speaker of Parliament Ana Diaz", "Ana Diaz"),
    ],
)
def test_a_title_before_a_name_is_its_bearers(source: str, who: str) -> None:
    assert name(source) == who


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("Mayor Deniz Aksoy's advocate, Ruth Pillay,", "Ruth Pillay"),
        ("Mayor Deniz Aksoy's public defender", "Mayor Deniz Aksoy's public defender"),
    ],
)
def test_a_lawyer_is_not_whom_he_defends(source: str, who: str) -> None:
    assert name(source) == who
