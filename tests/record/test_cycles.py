"""What reads an article goes with it: no cycles that wait for the collector."""

import gc

from onrecord.find.actor_phrases import PhraseReader
from onrecord.parse.parse import Parse
from onrecord.record import read_records

PAGE = """Minister warns neighbours

12 March 2019

President Emmanuel Macron said on Monday that France would not send troops to Mali. The foreign minister of Mali
rejected the decision, and his Algerian counterpart asked both to talk.
"""


def test_nothing_that_read_an_article_outlives_its_record() -> None:
    (record,) = read_records(PAGE)
    gc.collect()
    before = _readers()  # of other tests
    gc.disable()
    try:
        (again,) = read_records(PAGE)
        left = _readers()
    finally:
        gc.enable()
    assert again == record
    assert record.events
    assert left == before


def _readers() -> int:
    return sum(isinstance(o, PhraseReader | Parse) for o in gc.get_objects())
