"""Whose fighters, settlers and parliaments are: not their backers', not the land's, not a person's."""

from tests.events.support import events_of

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Anchor, Article, EventType, Source

PACK = load_pack("en")

BACKED = """
1 Turkish  turkish ADJ   JJ  _ 3 compound _ NER=B-NORP|SpaceAfter=No
2 -        -       PUNCT ,   _ 1 punct    _ SpaceAfter=No
3 backed   back    VERB  VBN _ 4 amod     _ _
4 rebels   rebel   NOUN  NNS _ 5 nsubj    _ _
5 took     take    VERB  VBD _ 0 root     _ _
6 a        a       DET   DT  _ 7 det      _ _
7 town     town    NOUN  NN  _ 5 obj      _ _
8 in       in      ADP   IN  _ 9 case     _ _
9 Syria    Syria   PROPN NNP _ 5 obl      _ NER=B-LOC|SpaceAfter=No
10 .       .       PUNCT .   _ 5 punct    _ _
"""

SETTLERS = """
1 {who}    {who}  NOUN  NNS _ 4 nsubj _ _
2 near     near   ADP   IN  _ 3 case  _ _
3 Nablus   Nablus PROPN NNP _ 1 nmod  _ NER=B-LOC
4 burned   burn   VERB  VBD _ 0 root  _ _
5 cars     car    NOUN  NNS _ 4 obj   _ SpaceAfter=No
6 .        .      PUNCT .   _ 4 punct _ _
"""

CORTES = """
1 The      the     DET   DT  _ 2 det   _ _
2 Cortes   Cortes  PROPN NNP _ 3 nsubj _ NER=B-PERSON
3 approved approve VERB  VBD _ 0 root  _ _
4 it       it      PRON  PRP _ 3 obj   _ SpaceAfter=No
5 .        .       PUNCT .   _ 3 punct _ _

1 Morocco  Morocco PROPN NNP _ 2 nsubj _ NER=B-LOC
2 waited   wait    VERB  VBD _ 0 root  _ SpaceAfter=No
3 .        .       PUNCT .   _ 2 punct _ _
"""

LIBYAN = """
1 Libyan  Libyan ADJ  JJ  _ 2 amod  _ NER=B-NORP
2 rebels  rebel  NOUN NNS _ 3 nsubj _ _
3 fled    flee   VERB VBD _ 0 root  _ SpaceAfter=No
4 .       .      PUNCT .  _ 3 punct _ _
"""


def actor(conllu: str, start: int, end: int) -> Actor:
    parse = Parse.from_conllu(conllu)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date="2016-03-04")
    found = ActorResolver(article, parse, (), PACK).party(start, end).actor
    assert found is not None
    return found


def test_fighters_are_not_their_backers() -> None:
    found = actor(BACKED, 0, 4)
    assert (found.code, found.sector) == ("SYR", "REB")


def test_a_backer_is_none_wherever_the_tree_hangs_it() -> None:
    hung = BACKED.replace("_ 3 compound _ NER=B-NORP", "_ 4 amod     _ NER=B-NORP")
    assert hung != BACKED
    assert actor(hung, 0, 4).code == "SYR"
    led = hung.replace("Turkish  turkish", "Syrian   syrian").replace("backed   back ", "led      lead ")
    assert actor(led, 0, 4).code == "SYR"


def test_a_thing_is_not_its_payers() -> None:
    depot = BACKED.replace("rebels   rebel   NOUN  NNS", "depot    depot   NOUN  NN ")
    parse = Parse.from_conllu(depot)
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),))
    found = ActorResolver(article, parse, (), PACK).party(0, 4).actor
    assert found is None or found.code != "TUR"


def test_to_be_called_somebodys_is_no_event() -> None:
    called = events_of("US-backed Syrian rebels attacked a village near Aleppo on Monday.")
    assert EventType.SUPPORT not in {event.type for event in called}
    done = events_of("The United States backed the Syrian rebels on Monday.")
    assert EventType.SUPPORT in {event.type for event in done}


def test_settlers_are_not_of_the_land_that_they_settle() -> None:
    assert actor(SETTLERS.format(who="Settlers"), 0, 3).code == "ISR"
    assert actor(SETTLERS.format(who="Villagers"), 0, 3).code == "PSE"


def test_a_body_behind_an_article_is_no_person() -> None:
    found = actor(CORTES, 0, 2)
    assert (found.code, found.sector) == ("ESP", "LEG")


def test_a_description_holds_at_every_date() -> None:
    found = actor(LIBYAN, 0, 2)
    assert (found.code, found.sector) == ("LBY", "REB")
