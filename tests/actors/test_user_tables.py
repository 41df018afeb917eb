"""Users' own actors: from tables and from dictionaries in PETRARCH's format."""

from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack, with_actors
from onrecord.lang.actors import ActorRow
from onrecord.lang.own_actors import load_own_actors
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


HEAD = "code\tsector\tname\tstart\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("own.csv", "code,name\nPER,Tacna Union\n", "no actor with a code"),
        ("own.txt", "", "no actor with a code"),
        ("own.tsv", HEAD, "no actor with a code"),
        ("own.tsv", HEAD + "per\tREB\tBlue Front\t\n", "Blue Front: field 'code'"),
        ("own.tsv", HEAD + "PER\trebels\tBlue Front\t\n", "Blue Front: field 'sector'"),
        ("own.tsv", HEAD + "PER\tREB\tBlue Front\t6 May 2024\n", "Blue Front: field 'start'"),
        ("own.tsv", HEAD + "PER\tREB\tBlue Front\t2024-02-30\n", "Blue Front: field 'start'"),
    ],
)
def test_a_file_of_ones_own_that_could_never_match_is_refused(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(LexiconError, match=said):
        load_own_actors(tmp_path / name)


def test_the_mark_that_a_spreadsheet_puts_before_a_table_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "own.TSV").write_text(HEAD + "PER\tREB\tBlue Front\t2024-05-06\n", encoding="utf-8-sig")
    (row,) = load_own_actors(tmp_path / "own.TSV")
    assert (row.code, row.start) == ("PER", "2024-05-06")
