"""Bylines of the world's papers, all invented, and the lines that stand in their place and are none."""

import pytest

from onrecord.reading import read_articles
from onrecord.reading.bylines import can_be_byline, has_byline_cue, is_date_alone, is_signature

STORY = (
    "The port authority of Sarabay refused on Monday to let nine ships unload, its director said. "
    '"We wait", he said.\n\n'
    "Two neighbours have protested against the decision, which leaves 4,000 tonnes of rice on the quay "
    "and the market of the capital without flour.\n\n"
    "The harbour union, which called the strike, is to meet the minister of transport on Thursday."
)
PAGES = {
    "headline, byline, date": f"Ports stay shut in the gulf\n\n{{line}}\n\n4 March 2019\n\n{STORY}",
    "headline, date, byline": f"Ports stay shut in the gulf\n\n4 March 2019\n\n{{line}}\n\n{STORY}",
    "among furniture": (
        "The Gulf Courier\n\nHome > World > Gulf\n\n"
        "Ports stay shut in the gulf\n\nPublished: 12/05/2015 - 18:40\n\n{line}\n\n"
        f"Share Tweet Print\n\nSARABAY - {STORY}\n\nRelated: Rice prices double\n\nBack to top"
    ),
}
BYLINES = """
By Ana Lopes
BY ANA LOPES AND IDRIS BELLO
By Ana Lopes in Faro
By Ana Lopes, Idris Bello and Wei Lan
By Ana Lopes, Gulf correspondent
By ANA LOPES, Associated Press Writer
By Ana Lopes | AFP
By Ana Lopes @analopes
By Ana Lopes analopes@courier.example
By Ana Lopes, 18:40
By Ana Lopes on March 4, 2019
By our Gulf staff
By our man in Faro
By our correspondent in southern Ruria
By a Courier staff reporter
By the special envoy of the Courier in Faro
From Ana Lopes in Faro
From our reporter at the port
From wire reports
Our envoy in Faro
Our Shipping Correspondent
Courier Reporter
Courier staff and agencies
Shipping desk
Special to the Courier
Reuters, AP
Reuters, Faro
Faro / AFP
Faro (AFP)
By the Courier's Ana Lopes
Courier with AFP
Ana Lopes
ANA LOPES
A. Lopes, Faro
Ana Lopes and Idris Bello
Ana Lopes & Idris Bello
Ana Lopes in Faro
Ana Lopes | Faro
Ana Lopes / AFP
Ana Lopes (AFP)
Ana Lopes of Reuters
Ana Lopes, for The Gulf Courier
Ana Lopes, diplomatic editor
Ana Lopes reports from Faro
Dr Ana Lopes
Reporting by Ana Lopes
Words by Ana Lopes
Story and photos by Ana Lopes
Exclusive by Ana Lopes
Posted by Ana Lopes
Author: Ana Lopes
Analysis by Ana Lopes
Reporting team: Ana Lopes and Idris Bello, Faro
With files from AFP
Of our correspondent Ana Lopes
Of our special envoy
From our sent special
Redaction / agencies
Redaction of the Courier
Drafting with AFP
Por Ana Lopes
Von Ana Lopes, Faro
""".strip().splitlines()
LOOK_ALIKES = """
By the numbers
By region
By sea and by land
From the archive
From our archive
From the print edition
From Faro to Lagos
Text only
Report a problem
Report abuse
Letters to the editor
Director Idris Bello speaks to reporters in Faro
Idris Bello, director of the port
Gulf File / subscribers only
Union defiant
Reporters without borders
Staff picks
Idris Bello: 'We wait'
Photo: Ana Lopes / AFP
AFP photo
Follow Ana Lopes
More by Ana Lopes
Contact the newsroom
Editorial policy
World > Gulf
News | Sport | Weather
2 min read
Updated 18:40
""".strip().splitlines()


@pytest.mark.parametrize("line", BYLINES)
def test_a_byline_is_found_wherever_it_stands_above_the_story(line: str) -> None:
    found = {name: read_articles(page.format(line=line).encode())[0].byline for name, page in PAGES.items()}

    assert found == dict.fromkeys(PAGES, line)


@pytest.mark.parametrize("line", LOOK_ALIKES)
def test_what_only_looks_like_one_is_none(line: str) -> None:
    found = {name: read_articles(page.format(line=line).encode())[0].byline for name, page in PAGES.items()}

    assert line not in found.values()


@pytest.mark.parametrize(
    ("text", "cued", "signed"),
    [
        ("Staff reporters", True, False),
        ("Staff only", False, False),
        ("Agencies in Faro", True, False),
        ("Agencies and departments", False, False),
        ("Correspondents' dinner", False, False),
        ("Gulf Courier and AFP", True, False),
        ("AFP/Getty Images", False, False),
        ("Analysis", False, True),
        ("Ana Lopes Analysis", False, True),
        ("Friday September 12, 2008", False, False),
    ],
)
def test_what_tells_a_byline(text: str, cued: bool, signed: bool) -> None:  # noqa: FBT001
    assert (has_byline_cue(text), is_signature(text)) == (cued, signed)


def test_a_line_that_opens_like_a_byline_and_goes_on_otherwise_is_none() -> None:
    assert not any(map(can_be_byline, ("By the numbers", "From the archive", "From Faro to Lagos", "Text only")))


def test_a_weekday_belongs_to_a_date() -> None:
    assert is_date_alone("Friday September 12, 2008")
