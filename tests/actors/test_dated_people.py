"""People of the tables before, in and after their offices: the date decides, whatever the article calls them."""

import pytest

from onrecord import read
from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Anchor, Article, Source

PACK = load_pack("en")


def person(words: str, date: str | None, before: int = 1) -> Actor:
    """The actor of a name, the last words of `words` but for the first `before`, which stand for its office."""
    tokens = words.split()
    last = len(tokens)
    rows = []
    for i, word in enumerate(tokens, 1):
        name = i > before
        head, relation = (last + 1, "nsubj") if i == last else (last, "flat" if name else "compound")
        entity = f"NER={'B' if i == before + 1 else 'I'}-PERSON" if name else "_"
        rows.append(f"{i} {word} {word} PROPN NNP _ {head} {relation} _ {entity}")
    rows.append(f"{last + 1} left leave VERB VBD _ 0 root _ _")
    parse = Parse.from_conllu("\n".join(rows))
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date=date)
    found = ActorResolver(article, parse, (), PACK).party(0, last).actor
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "date", "code", "name"),
    [
        ("President Emmanuel Macron", "2016-03-01", "FRA", "Emmanuel Macron"),
        ("President Volodymyr Zelensky", "2017-06-01", "UKR", "Volodymyr Zelenskyy"),
        ("President Emmanuel Macron", "2017-05", "FRA", "Emmanuel Macron"),
    ],
)
def test_a_full_name_is_the_person_with_no_office_before_it_begins(words: str, date: str, code: str, name: str) -> None:
    found = person(words, date)
    in_office = date == "2017-05"  # a date no finer than the month in which the office begins
    assert (found.code, found.name, found.sector) == (code, name, "GOV" if in_office else None)
    assert found.rule == f"offices:{code}:{'head_of_state' if in_office else 'before'}"


def test_the_bare_name_has_no_later_office_either() -> None:
    assert person("Emmanuel Macron", "2016-03-01", 0).sector is None
    assert person("Emmanuel Macron", "2018-03-01", 0).sector == "GOV"


def test_a_leader_of_a_country_is_not_yet_one() -> None:
    assert person("Leader Emmanuel Macron", "2013-03-01").sector is None


def test_what_else_the_article_calls_someone_stands() -> None:
    found = person("General Emmanuel Macron", "2013-03-01")
    assert (found.code, found.sector, found.rule) == ("FRA", "MIL", "offices:FRA:before")


def test_an_earlier_office_is_the_one_at_its_date() -> None:
    assert person("Prime Minister Theresa May", "2015-03-02", 2).rule == "offices:GBR:interior_minister"
    assert person("Prime Minister Theresa May", "2018-03-02", 2).rule == "offices:GBR:head_of_government"


def test_after_the_end_of_an_office_someone_held_it_formerly() -> None:
    found = person("President François Hollande", "2018-03-02")
    assert (found.sector, found.rule) == ("ELI", "offices:FRA:head_of_state:former")


def test_the_last_office_that_ended_counts_where_none_is_said() -> None:
    found = person("François Hollande", "2018-03-02", 0)
    assert (found.sector, found.rule) == ("ELI", "offices:FRA:head_of_state:former")


def test_an_undated_article_leaves_the_office() -> None:
    assert person("President Emmanuel Macron", None).rule == "offices:FRA:head_of_state"


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [("Tito Karnavian", "2017-12-01", "IDN"), ("Ibrahim Idris", "2017-12-01", "NGA"), ("Riah Phiyega", "2014", "ZAF")],
)
def test_a_chief_of_police_is_no_soldier(name: str, date: str, code: str) -> None:
    found = person(f"Commissioner {name}", date)
    assert (found.code, found.sector, found.rule) == (code, "COP", f"offices:{code}:police_chief")


def test_no_title_of_the_police_is_an_office_of_the_armed_forces() -> None:
    terms = [t for t in PACK.offices if t.office == "armed_forces_chief"]
    assert terms
    assert [t for t in terms if "police" in t.title.lower()] == []


@pytest.mark.parametrize(("name", "date"), [("Joe Biden", "2021-07-10"), ("Donald Trump", "2025-05-12")])
def test_the_leader_whose_surname_one_country_bears_needs_no_country(name: str, date: str) -> None:
    found = person(name.split()[-1], date, 0)  # the tables have kin of the same surname
    assert (found.code, found.name, found.sector) == ("USA", name, "GOV")


def test_of_two_of_one_name_the_one_in_office_is_meant() -> None:
    assert person("George Bush", "2005-03-08", 0).name == "George W. Bush"


MINISTER = """
1 {first} {first} PROPN NNP _ 3 nsubj _ NER=B-PERSON
2 {last} {last} PROPN NNP _ 1 flat _ NER=I-PERSON
3 heard hear VERB VBD _ 0 root _ _
4 the the DET DT _ 7 det _ _
5 British British ADJ JJ _ 7 amod _ _
6 foreign foreign ADJ JJ _ 7 amod _ _
7 secretary secretary NOUN NN _ 3 obj _ _
"""


def test_an_undated_office_with_several_holders_in_the_time_of_whom_the_article_names_stays_an_office() -> None:
    """In the years of Theresa May as head of government there were two; in a page of their last day the later."""
    parse = Parse.from_conllu(MINISTER.format(first="Theresa", last="May"))
    names = []
    for date in (None, "2018-07-09"):
        article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date=date)
        actor = ActorResolver(article, parse, (), PACK).party(3, 7).actor
        assert actor is not None and actor.code == "GBR"
        names.append(actor.name)
    assert names == ["foreign secretary of the United Kingdom", "Jeremy Hunt"]


HOMONYM = """
1 Chile Chile PROPN NNP _ 2 nsubj _ NER=B-LOC
2 heard hear VERB VBD _ 0 root _ _
3 {first} {first} PROPN NNP _ 2 obj _ NER=B-PERSON
4 {last} {last} PROPN NNP _ 3 flat _ NER=I-PERSON
5 , , PUNCT , _ 6 punct _ _
6 {noun} {noun} NOUN NN _ 3 appos _ _
"""


@pytest.mark.parametrize(
    ("name", "noun", "known"),
    [("Mohammed Omar", "teacher", False), ("Simon Covenay", "director", False), ("Simon Coveney", "teacher", True)],
)
def test_a_common_name_or_one_spelt_otherwise_is_nobody_of_a_country_that_is_not_named(
    name: str, noun: str, known: bool
) -> None:
    first, last = name.split()
    parse = Parse.from_conllu(HOMONYM.format(first=first, last=last, noun=noun).strip())
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),))
    actor = ActorResolver(article, parse, (), PACK).party(2, 4).actor
    assert actor is not None and (actor.code in ("IRL", "ERI")) == known


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("President Putin in Vietnam said that it was late.", "Vladimir Putin", "RUS"),
        ("President Biden in Rome said that it was late.", "Joe Biden", "USA"),
        ("President Biden of Zambia said that it was late.", "Biden", "ZMB"),  # one of whom no table knows
    ],
)
def test_where_a_president_is_does_not_say_whose_he_is(text: str, name: str, code: str) -> None:
    speaker = read(text, date="2024-06-20").statements[0].speaker

    assert speaker is not None and speaker.actor is not None
    assert (speaker.actor.name, speaker.actor.code) == (name, code)
