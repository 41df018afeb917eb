"""The country of whoever names none."""

from onrecord.find.actor_homes import HomeFinder, best_home
from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.lang.frames import WeightSums
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")

PAGE = """
1 Mali   Mali   PROPN NNP _ 2 nsubj _ NER=B-LOC
2 voted  vote   VERB  VBD _ 0 root  _ SpaceAfter=No
3 .      .      PUNCT .   _ 2 punct _ _

1 Leaflets leaflet NOUN NNS _ 2 nsubj _ _
2 said     say     VERB VBD _ 0 root  _ _
3 so       so      ADV  RB  _ 2 advmod _ SpaceAfter=No
4 .        .       PUNCT .  _ 2 punct _ _
"""


def resolver(conllu: str) -> ActorResolver:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2012-03-04")
    return ActorResolver(article, parse, (), PACK)


def test_a_speaker_of_no_country_has_that_of_the_article_other_parties_have_none() -> None:
    found = resolver(PAGE)
    speaker = found.speaker(3, 4).actor
    assert speaker is not None
    assert (speaker.code, speaker.name, speaker.rule) == ("MLI", "Leaflets", "speaker-at-home")
    assert found.party(3, 4).actor is None


def test_evidence_names_the_country_that_is_named_first_and_alone() -> None:
    evidence = resolver(PAGE).reader.homes.evidence(3, "other")
    assert {"top", "first", "last:other"} <= set(evidence["MLI"])
    assert evidence[""][0] == "none"


def test_no_country_is_a_choice() -> None:
    assert best_home({"MLI": ["top"], "": ["none"]}, {"none": 1.0}) is None


def test_without_any_country_there_is_none() -> None:
    assert resolver(PAGE.replace("Mali", "Rain").replace("NER=B-LOC", "_")).speaker(3, 4).actor is None


FOUR = """
1 Mali  Mali  PROPN NNP _ 7 nsubj _ NER=B-LOC
2 Peru  Peru  PROPN NNP _ 1 conj  _ NER=B-LOC
3 Chile Chile PROPN NNP _ 1 conj  _ NER=B-LOC
4 Ghana Ghana PROPN NNP _ 1 conj  _ NER=B-LOC
5 and   and   CCONJ CC  _ 6 cc    _ _
6 Oman  Oman  PROPN NNP _ 1 conj  _ NER=B-LOC
7 voted vote  VERB  VBD _ 0 root  _ SpaceAfter=No
8 .     .     PUNCT .   _ 7 punct _ _

1 Dow  Dow PROPN NNP _ 2 nsubj _ NER=B-PERSON
2 said say VERB  VBD _ 0 root  _ _
3 so   so  ADV   RB  _ 2 advmod _ SpaceAfter=No
4 .    .   PUNCT .   _ 2 punct _ _
"""


def test_a_bare_surname_is_of_no_country_where_none_is_likelier_than_the_rest() -> None:
    homes = HomeFinder(resolver(FOUR).context, WeightSums({}))  # all choices alike
    assert homes.country(8, "person", ("dow",)) is None
    assert homes.country(8, "person", ("ana", "dow")) is not None
