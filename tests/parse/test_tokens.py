"""Words of raw text: each row is a text and its words, separated by a blank."""

import random
import time

import pytest

from onrecord.lang import load_pack
from onrecord.lang.words import WordRow, WordRule
from onrecord.parse.tokens import WordSplitter

SPLIT = WordSplitter(load_pack("en").words)

ROWS = {
    "full stop": ("Mali denied it.", "Mali denied it ."),
    "negation": ("They don't, won't, CAN'T.", "They do n't , wo n't , CA N'T ."),
    "curly negation": ("It didn’t.", "It did n’t ."),
    "clitics": (
        "I'm sure she'd say we've lost; they're Mali's.",
        "I 'm sure she 'd say we 've lost ; they 're Mali 's .",
    ),
    "plural possessive": ("the ministers' cars", "the ministers ' cars"),
    "cannot": ("We cannot, dunno, gonna", "We can not , du n no , gon na"),
    "titles": ("Mr. Oduya met Dr. Ilves.", "Mr. Oduya met Dr. Ilves ."),
    "title without its case": ("He drove st. Then", "He drove st . Then"),
    "company at the end": ("He left Acme Inc.", "He left Acme Inc ."),
    "company within": ("Acme Inc. said", "Acme Inc. said"),
    "et cetera": ("guns, etc. and", "guns , etc. and"),
    "number sign": ("No. 5 said no. Then", "No. 5 said no . Then"),
    "month": ("on Sept. 5 and", "on Sept. 5 and"),
    "initials": ("George W. Oduya and J. R. Ilves", "George W. Oduya and J. R. Ilves"),
    "letter at the end": ("It was plan B.", "It was plan B ."),
    "acronym": ("The U.S.-led force", "The U.S. - led force"),
    "hours": ("at 5 p.m. on", "at 5 p.m. on"),
    "numbers": ("1,200.5 men, 3:30, 50,000th", "1,200.5 men , 3:30 , 50,000th"),
    "list of numbers": ("13,14", "13 , 14"),
    "units": ("35mm 10km 5pm 3rd 1980s", "35 mm 10 km 5 pm 3rd 1980s"),
    "percent and currency": ("$5m, £3, US$20, 7%", "$ 5 m , £ 3 , US$ 20 , 7 %"),
    "dates": ("2024-11-05 5/11/2024 9/11", "2024-11-05 5/11/2024 9/11"),
    "range": ("2003-2004 and 5-10", "2003 - 2004 and 5 - 10"),
    "telephone": ("555-0100, 202-555-0100", "555-0100 , 202-555-0100"),
    "decade": ("the 60's, '72, 2003's", "the 60's , '72 , 2003 's"),
    "hyphens": ("a well-known pro-Mali ex-minister", "a well - known pro-Mali ex-minister"),
    "age": ("a 15-year-old", "a 15 - year - old"),
    "aircraft": ("F-16s", "F - 16s"),
    "dashes": ("peace--he said—now – then", "peace -- he said — now – then"),
    "ellipsis": ("Well... no…", "Well ... no …"),
    "slash": ("and/or", "and / or"),
    "address": ("See https://example.org/a?b=c.", "See https://example.org/a?b=c ."),
    "bare address": ("example.com, www.example.org/x)", "example.com , www.example.org/x )"),
    "mail": ("Write to a.b@example.org.", "Write to a.b@example.org ."),
    "handle and topic": ("@oduya said #peace", "@oduya said #peace"),
    "missing space": ("He left.Then she came", "He left . Then she came"),
    "missing space after a comma": ("peace,justice", "peace , justice"),
    "straight quotes": ('"No," he said.', '" No , " he said .'),
    "curly quotes": ("“No,” he said. ‘Never’.", "“ No , ” he said . ‘ Never ’ ."),
    "guillemets and low quotes": ("«Non» „Nein“", "« Non » „ Nein “"),
    "latex quotes": ("``No,'' he said", "`` No , '' he said"),
    "bracket": ("(see below)", "( see below )"),
    "names with apostrophes": ("O'Neil of Sana'a at ten o'clock", "O'Neil of Sana'a at ten o'clock"),
    "emoticons": ("fine :) ;-)", "fine :) ;-)"),
    "marks in a row": ("What?! No!!!", "What ?! No !!!"),
    "name with a mark": ("Yahoo! said AT&T fell", "Yahoo! said AT&T fell"),
    "accents": ("Café Müller, São Tomé", "Café Müller , São Tomé"),
    "combining accent": ("Cafe\u0301 open", "Cafe\u0301 open"),
    "zero-width marks separate": ("one\u200btwo\ufeff three\x00four", "one two three four"),
    "no words": (" \n\t\u00a0", ""),
}


@pytest.mark.parametrize(("text", "words"), ROWS.values(), ids=ROWS.keys())
def test_text_splits_into_words(text: str, words: str) -> None:
    found = [text[s:e] for s, e in SPLIT(text)]

    assert found == words.split()


def test_words_stand_in_order_and_cover_all_but_separators() -> None:
    chooser = random.Random(5)
    for _ in range(500):
        text = "".join(chooser.choices("aB'’\".,-–0 1$@/:\x00\ud800é\u0301#!?()st", k=40))
        spans = SPLIT(text)
        rest = set(range(len(text))) - {i for s, e in spans for i in range(s, e)}

        assert all(s < e for s, e in spans)
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
        assert {text[i] for i in rest} <= {" ", "\x00"}


@pytest.mark.parametrize(
    "unit",
    ["a", '"', "a.", "-a", "co-", "1.", "1,", "a@", "http://", "'", "a'", "n't", "!?", "a.com/", "ab.", "a1-.@'", "\0"],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        SPLIT(text)
        return time.process_time() - start

    seconds(10_000)

    assert seconds(200_000) < 2.0


def test_the_cache_does_not_change_words() -> None:
    text = "Mr. Oduya’s U.S.-led force can't. Acme Inc. Acme Inc."
    first = SPLIT(text)

    assert SPLIT(text) == first == WordSplitter(load_pack("en").words)(text)


STOPS = (WordRule.ABBREVIATION, WordRule.SOFT, WordRule.NUMBERED, WordRule.CALENDAR)


def shown(row: WordRow) -> str:
    """The word that a row's example must show."""
    if row.rule in STOPS:
        return row.form + "."
    return {WordRule.SPLIT: row.pieces[0] if row.pieces else "", WordRule.PREFIX: f"{row.form}-state"}.get(
        row.rule, f"example.{row.form}" if row.rule is WordRule.DOMAIN else row.form
    )


@pytest.mark.parametrize("row", load_pack("en").words, ids=lambda row: f"{row.rule}-{row.form}")
def test_rows_split_as_their_examples_say(row: WordRow) -> None:
    assert row.example is not None
    assert shown(row) in [row.example[s:e] for s, e in SPLIT(row.example)]
    if row.not_example:
        assert shown(row) not in [row.not_example[s:e] for s, e in SPLIT(row.not_example)]
