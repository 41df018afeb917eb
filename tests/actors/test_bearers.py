"""Whose body a bare name means: its own country's, unless the article tells of another that has one; and treaties."""

import pytest

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.lang.actor_index import chunks
from onrecord.lang.actors import BearerRow
from onrecord.lang.tables import load_rows
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Anchor, Article, Source

PACK = load_pack("en")

PAGE = """
1 The     the    DET   DT  _ 2 det   _ _
2 {name}  {name} PROPN NNP _ 3 nsubj _ NER=B-ORG
3 {verb}  {verb} VERB  VBD _ 0 root  _ _
4 {whom}  {whom} PROPN NNP _ 3 obj   _ NER=B-LOC|SpaceAfter=No
5 .       .      PUNCT .   _ 3 punct _ _

1 {there}   {there} PROPN NNP _ 2 nsubj _ NER=B-LOC
2 protested protest VERB  VBD _ 0 root  _ SpaceAfter=No
3 .         .       PUNCT .   _ 2 punct _ _
"""

TREATY = """
1 Mali      Mali     PROPN NNP _ 2 nsubj    _ NER=B-LOC
2 left      leave    VERB  VBD _ 0 root     _ _
3 the       the      DET   DT  _ 5 det      _ _
4 {town}    {town}   PROPN NNP _ 5 compound _ NER=B-LOC
5 {thing}   {thing}  NOUN  NN  _ 2 obj      _ SpaceAfter=No
6 .         .        PUNCT .   _ 2 punct    _ _
"""


def resolver(conllu: str) -> ActorResolver:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2022-03-04")
    return ActorResolver(article, parse, (), PACK)


def party(name: str, whom: str, there: str, verb: str = "watched") -> Actor | None:
    return resolver(PAGE.format(name=name, whom=whom, there=there, verb=verb)).party(0, 2).actor


@pytest.mark.parametrize(
    ("name", "rival", "code"),
    [
        ("SBU", "Russia", "UKR"),
        ("UPDF", "Congo", "UGA"),
        ("KDF", "Somalia", "KEN"),
        ("DGSI", "Italy", "FRA"),
        ("NLD", "Thailand", "MMR"),
        ("AKP", "Greece", "TUR"),  # a news agency of Cambodia's besides
        ("Majlis", "America", "IRN"),
    ],
)
def test_a_name_that_the_news_knows_as_one_countrys_is_not_its_rivals(name: str, rival: str, code: str) -> None:
    actor = party(name, "Boris", rival)
    assert actor is not None
    assert actor.code == code


@pytest.mark.parametrize(("name", "country", "code"), [("DPP", "Malawi", "MWI"), ("NPP", "Taiwan", "TWN")])
def test_a_country_that_has_another_of_that_name_keeps_its_own(name: str, country: str, code: str) -> None:
    actor = party(name, "Boris", country)
    assert actor is not None
    assert actor.code == code


def test_a_name_of_many_is_nobodys_where_none_of_them_is_named() -> None:
    actor = party("NCP", "Boris", "Norway")
    assert actor is not None
    assert (actor.code, actor.name) == (None, "NCP")


def test_an_unknown_acronym_is_not_of_a_country_that_is_only_named() -> None:
    found = party("QXV", "Boris", "Turkey")
    assert found is not None
    assert found.code is None


def test_who_turns_on_a_country_is_not_of_it() -> None:
    plain = party("Quivo", "Boris", "Turkey")
    assert plain is not None
    assert plain.code == "TUR"
    faced = party("Quivo", "Turkey", "Turkey", "accused")
    assert faced is None or faced.code is None


def test_a_treaty_is_not_its_towns() -> None:
    found = resolver(TREATY.format(town="Algiers", thing="accord"))
    assert found.party(2, 5).actor is None or found.party(2, 5).actor.code is None
    assert "DZA" not in found.context.weights
    house = resolver(TREATY.format(town="Algiers", thing="government")).party(2, 5).actor
    assert house is not None
    assert house.code == "DZA"


def test_what_a_country_agreed_is_still_its_own() -> None:
    deal = resolver(TREATY.format(town="Iran", thing="deal")).party(2, 5).actor
    assert deal is not None
    assert deal.code == "IRN"


def test_every_bearer_has_a_row_of_its_own_country() -> None:
    index = PACK.actor_index
    for row in load_rows(PACK.folder / "bearers.tsv", BearerRow):
        codes = {e.actor.code for e in index.names.get(chunks(row.name)) if e.actor is not None}
        assert row.code is None or row.code in codes, row
        assert row.code or row.others, row
        assert {row.code or "USA", *row.others} <= set(index.countries), row
        assert row.code not in row.others, row
