"""Which actor words stand for: tables, dates, roles, home country, ambiguity, coordination."""

import pytest

from onrecord import read
from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Actor, Anchor, Article, Source

PACK = load_pack("en")


def resolver(conllu: str, date: str | None = "2012-03-04", dateline: str | None = None) -> ActorResolver:
    parse = Parse.from_conllu(conllu)
    place = None
    if dateline:
        at = parse.text.index(dateline)
        place = Anchor(at, at + len(dateline))
    article = Article("a", parse.text, Source("", "pasted"), (Anchor(0, len(parse.text)),), date=date, dateline=place)
    return ActorResolver(article, parse, (), PACK)


def line(*words: str) -> str:
    """A sentence whose first word is a subject; NAME/LABEL gives a name, the last word is the verb."""
    rows = []
    for i, word in enumerate(words, 1):
        text, _, label = word.partition("/")
        last = i == len(words)
        upos, head, relation = ("VERB", 0, "root") if last else ("PROPN", len(words), "nsubj" if i == 1 else "flat")
        rows.append(f"{i} {text} {text} {upos} _ _ {head} {relation} _ {'NER=B-' + label if label else '_'}")
    return "\n".join(rows)


def actor(found: ActorResolver, start: int, end: int) -> Actor:
    known = found.party(start, end).actor
    assert known is not None
    return known


@pytest.mark.parametrize(
    ("word", "code", "sector"),
    [
        ("Mali", "MLI", "GOV"),
        ("Bamako", "MLI", "GOV"),
        ("NATO", "NATO", None),
        ("Hezbollah", "LBN", "REB"),
        ("Hamas", "PSE", "REB"),
        ("Brussels", "EUR", None),
        ("Kremlin", "RUS", "GOV"),
        ("Pentagon", "USA", "MIL"),
        ("Knesset", "ISR", "LEG"),
        ("ICRC", "ICRC", None),
        ("IMF", "IGO", None),
        ("UNHCR", "UNO", None),
        ("Palestinians", "PSE", "CVL"),
    ],
)
def test_names_of_the_tables(word: str, code: str, sector: str | None) -> None:
    found = actor(resolver(line(word, "spoke")), 0, 1)
    assert (found.code, found.sector) == (code, sector)


@pytest.mark.parametrize(
    ("date", "sector"), [("1995", "REB"), ("1999-05-01", "GOV"), ("2010-01-01", "REB"), ("2023", "GOV")]
)
def test_the_same_name_is_another_actor_in_another_year(date: str, sector: str) -> None:
    assert actor(resolver(line("Taliban/ORG", "spoke"), date), 0, 1).sector == sector


PRESIDENT = """
1 The       the       DET  DT  _ 3 det   _ _
2 French    French    ADJ  JJ  _ 3 amod  _ NER=B-NORP
3 president president NOUN NN  _ 4 nsubj _ _
4 spoke     speak     VERB VBD _ 0 root  _ _
"""


def test_an_office_is_its_holder_at_the_date() -> None:
    assert actor(resolver(PRESIDENT, "2016-06-01"), 0, 3).name == "François Hollande"
    assert actor(resolver(PRESIDENT, "2018-06-01"), 0, 3).name == "Emmanuel Macron"


def test_an_undated_office_stays_the_office_of_its_country() -> None:
    found = actor(resolver(PRESIDENT, None), 0, 3)
    assert (found.code, found.sector) == ("FRA", "GOV")
    assert "France" in (found.name or "")


def test_a_surname_alone_needs_its_country_or_office() -> None:
    lone = resolver(line("Fabius/PERSON", "spoke"), "2013-03-04").party(0, 1).actor
    assert lone is None or (lone.name, lone.rule) == ("Fabius", "person-at-home")  # at most a country is guessed
    both = resolver(line("Fabius/PERSON", "left") + "\n\n" + line("Paris/LOC", "spoke"), "2013-03-04")
    assert actor(both, 0, 1).name == "Laurent Fabius"


POLICE = """
1 Police police NOUN NN  _ 2 nsubj _ _
2 fired  fire   VERB VBD _ 0 root  _ SpaceAfter=No
3 .      .      PUNCT .  _ 2 punct _ _
"""


def test_domestic_actors_take_the_plain_country_or_none() -> None:
    assert resolver(POLICE).party(0, 1).actor is None
    home = resolver("1 LOME Lome PROPN NNP _ 0 root _ NER=B-LOC\n\n" + POLICE, dateline="LOME")
    found = actor(home, 1, 2)
    assert (found.code, found.sector) == ("TGO", "COP")


def test_an_ambiguous_name_is_decided_by_the_article() -> None:
    state = resolver(line("Georgia/LOC", "voted") + "\n\n" + line("Atlanta/LOC", "voted"))
    land = resolver(line("Georgia/LOC", "voted") + "\n\n" + line("Tbilisi/LOC", "voted"))
    assert (actor(state, 0, 1).code, actor(land, 0, 1).code) == ("USA", "GEO")
    assert resolver(line("Georgia/LOC", "voted")).party(0, 1).actor is None


TWO = """
1 Russia  Russia PROPN NNP _ 4 nsubj _ NER=B-LOC
2 and     and    CCONJ CC  _ 3 cc    _ _
3 China   China  PROPN NNP _ 1 conj  _ NER=B-LOC
4 agreed  agree  VERB  VBD _ 0 root  _ _
"""


def test_coordination_is_a_list() -> None:
    found = resolver(TWO)
    assert [p.actor.code for p in found.parties(0, 3) if p.actor] == ["RUS", "CHN"]
    assert [p.text for p in found.parties(0, 3)] == ["Russia", "China"]
    assert actor(found, 0, 3).code == "RUS;CHN"


def test_the_two_sides_are_the_pair() -> None:
    sides = """
1 Both   both  DET  DT  _ 2 det   _ _
2 sides  side  NOUN NNS _ 3 nsubj _ _
3 spoke  speak VERB VBD _ 0 root  _ _
"""
    found = resolver(TWO + "\n" + sides)
    assert actor(found, 4, 6).code == "CHN;RUS"


def test_who_acts_on_the_two_sides_is_none_of_them() -> None:
    sides = """
1 Oman  Oman PROPN NNP _ 2 nsubj _ NER=B-LOC
2 urged urge VERB  VBD _ 0 root  _ _
3 both  both DET   DT  _ 4 det   _ _
4 sides side NOUN  NNS _ 2 obj   _ _
"""
    assert actor(resolver(TWO + "\n" + sides), 6, 8).code == "CHN;RUS"


def test_mentions_carry_their_actors() -> None:
    found = resolver(TWO)
    assert [(m.form, m.actor.code if m.actor else None) for m in found.mentions] == [("name", "RUS"), ("name", "CHN")]


def test_places_are_resolved_in_context() -> None:
    found = resolver(line("Goma/LOC", "burned"))
    place = found.place(0, 1)
    assert (place.country, place.text) == ("COD", "Goma")
    assert place.latitude is not None and -2 < place.latitude < -1


def test_a_leader_of_another_date_is_not_guessed() -> None:
    conllu = """
1 President President PROPN NNP _ 2 compound _ _
2 Macron    Macron    PROPN NNP _ 3 nsubj    _ NER=B-PERSON
3 visited   visit     VERB  VBD _ 0 root     _ _
4 Mali      Mali      PROPN NNP _ 3 obj      _ NER=B-LOC
"""
    assert actor(resolver(conllu, "2018-06-01"), 0, 2).name == "Emmanuel Macron"
    early = resolver(conllu, "2014-06-01").party(0, 2).actor
    assert early is None or early.code is None


def test_the_head_of_a_body_holds_its_office() -> None:
    conllu = """
1 The       the       DET   DT  _ 2 det      _ _
2 head      head      NOUN  NN  _ 6 nsubj    _ _
3 of        of        ADP   IN  _ 5 case     _ _
4 US        US        PROPN NNP _ 5 compound _ NER=B-LOC
5 diplomacy diplomacy NOUN  NN  _ 2 nmod     _ _
6 spoke     speak     VERB  VBD _ 0 root     _ _
"""
    assert actor(resolver(conllu, "2022-05-27"), 0, 5).name == "Antony Blinken"


def test_an_article_defines_its_acronyms() -> None:
    conllu = """
1 Nova  Nova  PROPN NNP _ 3 nsubj _ NER=B-ORG
2 Party Party PROPN NNP _ 1 flat  _ NER=I-ORG
3 met   meet  VERB  VBD _ 0 root  _ _
4 Nova  Nova  PROPN NNP _ 3 obj   _ NER=B-ORG
5 Party Party PROPN NNP _ 4 flat  _ NER=I-ORG
6 (     (     PUNCT -LRB- _ 7 punct _ SpaceAfter=No
7 NP    NP    PROPN NNP _ 4 appos _ NER=B-ORG|SpaceAfter=No
8 )     )     PUNCT -RRB- _ 7 punct _ _

1 NP    NP    PROPN NNP _ 2 nsubj _ NER=B-ORG
2 spoke speak VERB  VBD _ 0 root  _ _
"""
    found = resolver(conllu)
    assert found.found.entity_at[8].text == "Nova Party"


def test_led_and_based_say_whose() -> None:
    conllu = """
1 Saudi  Saudi  ADJ  JJ  _ 3 amod  _ NER=B-NORP
2 -      -      PUNCT HYPH _ 3 punct _ _
3 led    lead   VERB VBN _ 4 amod  _ _
4 forces force  NOUN NNS _ 5 nsubj _ _
5 fired  fire   VERB VBD _ 0 root  _ _
"""
    found = actor(resolver(conllu), 0, 4)
    assert (found.code, found.sector) == ("SAU", "MIL")


def test_a_role_is_called_as_the_text_writes_it() -> None:
    record = read("Lima, 3 May 2011\n\nPeru's vice-president said on Monday that the talks would go on.")

    (statement,) = record.statements
    assert statement.speaker is not None
    assert statement.speaker.actor is not None
    assert statement.speaker.actor.name == "vice-president of Peru"


def test_who_is_whom_the_clause_is_about() -> None:
    record = read("Tegucigalpa, Honduras, 3 May 2018\n\nIt was Ferronda who said on Monday that he would not give up.")

    (statement,) = record.statements
    assert statement.speaker is not None
    assert statement.speaker.actor is not None
    assert (statement.speaker.text, statement.speaker.actor.name) == ("who", "Ferronda")
