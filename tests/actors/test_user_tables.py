"""Users' own actors: from tables and from dictionaries in PETRARCH's format."""

import pytest

from onrecord.errors import LexiconError
from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack, with_actors
from onrecord.lang.actors import ActorRow
from onrecord.lang.petrarch import parse_petrarch_actors
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

SPOKE = """
1 NAME NAME PROPN NNP _ 2 nsubj _ NER=B-ORG
2 spoke speak VERB VBD _ 0 root _ _
"""


def test_own_rows_come_before_ours() -> None:
    pack = with_actors(load_pack("en"), [ActorRow("NER", "Mali", sector="PTY")])
    parse = Parse.from_conllu(SPOKE.replace("NAME", "Mali"))
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2012-01-01")
    actor = ActorResolver(article, parse, (), pack).party(0, 1).actor
    assert actor is not None
    assert (actor.code, actor.sector) == ("NER", "PTY")


def test_a_petrarch_dictionary_keeps_synonyms_codes_and_dates() -> None:
    text = """# own actors
RIVER_FRONT_ [MLIREB 910101-960101][MLIPTY >960101]
+FRONT_DU_FLEUVE_
+RF_
BLUE_HELMETS_ [IGOUNOMIL]
"""
    rows = parse_petrarch_actors(text)
    assert [(r.code, r.sector, r.start, r.end) for r in rows] == [
        ("MLI", "REB", "1991-01-01", "1996-01-01"),
        ("MLI", "PTY", "1996-01-01", None),
        ("UNO", "MIL", None, None),
    ]
    assert rows[0].aliases == ("Front Du Fleuve", "RF")


@pytest.mark.parametrize("line", ["FRONT_ [M1]", "FRONT_ [MLIREB >x]"])
def test_a_wrong_code_or_date_says_where(line: str) -> None:
    with pytest.raises(LexiconError, match="dictionary:1"):
        parse_petrarch_actors(line)
