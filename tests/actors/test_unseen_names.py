"""Names and nouns whose own words say the country, where the tables alone would mislead."""

import pytest
from tests.events.support import article_of, parse_of

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack


def code_of(text: str, words: str, date: str) -> str | None:
    """The code of the first mention that ends with these words."""
    parse = parse_of(text)
    resolver = ActorResolver(article_of(text, date), parse, parse.mentions, load_pack("en"))
    found = [m.actor for m in resolver.mentions if parse.text[m.anchor.start : m.anchor.end].endswith(words)]
    return found[0].code if found and found[0] is not None else None


@pytest.mark.parametrize(
    ("text", "words", "date", "code"),
    [
        ("Canada's House of Commons praised the people of Estonia.", "House of Commons", "1991-03-04", "CAN"),
        ("Kuwait's Red Crescent sent water to Basra.", "Red Crescent", "2003-04-02", "KWT"),
        ("The Red Cross sent water to Basra.", "Red Cross", "2003-04-02", "ICRC"),
        ("Belgian police closed two schools in Brussels.", "Brussels", "2015-11-21", "BEL"),
        ("Brussels opened talks with Albania.", "Brussels", "2015-11-21", "EUR"),
        ("A bank in St Petersburg lost its licence.", "St Petersburg", "2014-03-22", "RUS"),
        ("Taiwan watched ships of the People's Liberation Army.", "People's Liberation Army", "1996-03-09", "CHN"),
        ("Slobodan Milosevic spoke to his party.", "Slobodan Milosevic", "1998-06-01", "SRB"),
        ("South American presidents flew to Quito.", "presidents", "2005-04-20", "IGO"),
        ("Armenian residents of Beirut lit candles.", "Armenian residents", "1988-03-04", "LBN"),
        ("Denmark recognised the former Yugoslav republic of Slovenia.", "republic", "1992-01-16", "SVN"),
        ("European leaders met in Porto.", "European leaders", "2021-05-07", "EUR"),
        ("Chad expelled six foreign aid workers.", "aid workers", "2009-03-05", "NGO"),
        ("Chad expelled six French aid workers.", "aid workers", "2009-03-05", "FRA"),
        ("Sandinista deputies left the chamber in Managua.", "Sandinista deputies", "1989-05-05", "NIC"),
    ],
)
def test_unseen(text: str, words: str, date: str, code: str) -> None:
    assert code_of(text, words, date) == code


def test_a_neighbour_has_not_its_owner_s_country() -> None:
    assert code_of("Chad told its neighbour to leave.", "neighbour", "2010-03-04") != "TCD"
    assert code_of("Chad told its ally to leave.", "ally", "2010-03-04") != "TCD"
