"""Linking names, role nouns and pronouns within an article."""

import pytest

from onrecord.lang import load_pack
from onrecord.parse.mention_entities import is_acronym, looks_like, same_person
from onrecord.parse.mentions import link_mentions, resolve_mentions
from onrecord.parse.parse import Parse

PACK = load_pack("en")

MINISTER = """
1 Foreign  foreign  ADJ   JJ  _ 2 amod  _ _
2 Minister minister PROPN NNP _ 5 nsubj _ _
3 Ada      Ada      PROPN NNP _ 2 flat  _ NER=B-PERSON
4 Bole     Bole     PROPN NNP _ 3 flat  _ NER=I-PERSON
5 arrived  arrive   VERB  VBD _ 0 root  _ SpaceAfter=No
6 .        .        PUNCT .   _ 5 punct _ _

1 Bole  Bole  PROPN NNP _ 2 nsubj _ NER=B-PERSON
2 spoke speak VERB  VBD _ 0 root  _ SpaceAfter=No
3 .     .     PUNCT .   _ 2 punct _ _

1 She    she    PRON PRP _ 2 nsubj _ _
2 left   leave  VERB VBD _ 0 root  _ SpaceAfter=No
3 .      .      PUNCT .  _ 2 punct _ _

1 The      the      DET  DT  _ 2 det   _ _
2 minister minister NOUN NN  _ 3 nsubj _ _
3 smiled   smile    VERB VBD _ 0 root  _ SpaceAfter=No
4 .        .        PUNCT .  _ 3 punct _ _
"""


def test_one_person_through_name_surname_pronoun_and_role() -> None:
    parse = Parse.from_conllu(MINISTER)
    persons = [e for e in link_mentions(parse, PACK).entities if e.kind == "person"]
    assert len(persons) == 1
    assert [" ".join(parse.words[m.start : m.end]) for m in persons[0].mentions] == [
        "Ada Bole",
        "Bole",
        "She",
        "The minister",
    ]
    assert persons[0].gender == "f"


def test_mentions_are_numbered_by_entity() -> None:
    mentions = resolve_mentions(Parse.from_conllu(MINISTER), PACK)
    assert [m.entity for m in mentions] == [0, 0, 0, 0]
    assert [m.form for m in mentions] == ["name", "name", "pronoun", "nominal"]


def test_it_is_not_a_person_and_he_is_no_country() -> None:
    parse = Parse.from_conllu(
        """
1 Mali   Mali PROPN NNP _ 2 nsubj _ NER=B-LOC
2 thanked thank VERB VBD _ 0 root  _ _
3 Omar    Omar PROPN NNP _ 2 obj   _ NER=B-PERSON
4 Dow     Dow  PROPN NNP _ 3 flat  _ NER=I-PERSON|SpaceAfter=No
5 .      .     PUNCT .   _ 2 punct _ _

1 He   he   PRON PRP _ 2 nsubj _ _
2 said say  VERB VBD _ 0 root  _ _
3 it   it   PRON PRP _ 4 nsubj _ _
4 paid pay  VERB VBD _ 2 ccomp _ SpaceAfter=No
5 .    .    PUNCT .  _ 2 punct _ _
"""
    )
    found = link_mentions(parse, PACK)
    assert found.entity_at[5].text == "Omar Dow"
    assert found.entity_at[7].text == "Mali"


def test_relative_pronouns_stand_for_the_noun_before() -> None:
    parse = Parse.from_conllu(
        """
1 Rebels   rebel  NOUN NNS _ 5 nsubj     _ _
2 who      who    PRON WP  _ 3 nsubj     _ _
3 fled     flee   VERB VBD _ 1 acl:relcl _ _
4 now      now    ADV  RB  _ 5 advmod    _ _
5 talk     talk   VERB VBP _ 0 root      _ SpaceAfter=No
6 .        .      PUNCT .  _ 5 punct     _ _
"""
    )
    found = link_mentions(parse, PACK)
    assert found.entity_at[1] is found.entity_at[0]


def test_names_compare_part_by_part() -> None:
    assert same_person(("sergei", "lavrov"), ("lavrov",))
    assert not same_person(("ali", "khan"), ("imran", "khan"))
    assert looks_like(("dmitri", "rogo", "zin"), ("dmitry", "rogozin"))
    assert looks_like(("michael", "saakashvili", "saakashvili"), ("mikheil", "saakashvili"))
    assert not looks_like(("mohammad", "salman"), ("mohammad", "al", "shaar"))
    assert is_acronym(("eaat",), [("egyptian", "association", "against", "torture")])


def test_an_empty_parse_has_no_mentions() -> None:
    assert resolve_mentions(Parse.from_conllu(""), PACK) == ()


def test_many_names_stay_linear() -> None:
    names = [f"Bo{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}ra" for i in range(3000)]
    rows = [f"1 {name} {name} PROPN NNP _ 0 root _ NER=B-PERSON" for name in names]
    lines = "\n\n".join(rows)
    assert len(resolve_mentions(Parse.from_conllu(lines), PACK)) == 3000


OFFICE = """
1 {office} {office} PROPN NNP _ 2 compound _ _
2 {name} {name} PROPN NNP _ 3 nsubj _ NER=B-PERSON
3 left leave VERB VBD _ 0 root _ _

1 {pronoun} {pronoun} PRON PRP _ 2 nsubj _ _
2 smiled smile VERB VBD _ 0 root _ _
"""


@pytest.mark.parametrize(
    ("office", "name", "pronoun", "is_same"),
    [
        ("Chancellor", "Merkel", "She", True),
        ("Chancellor", "Merkel", "He", False),
        ("President", "Putin", "She", False),
        ("President", "Bole", "She", True),  # whom no table knows
    ],
)
def test_the_tables_of_office_holders_say_who_she_may_be(
    office: str, name: str, pronoun: str, *, is_same: bool
) -> None:
    parse = Parse.from_conllu(OFFICE.format(office=office, name=name, pronoun=pronoun))
    found = link_mentions(parse, PACK).entity_at
    assert (found.get(3) is found[1]) is is_same


FIRM = """
1 Nova  Nova  PROPN NNP _ 4 nsubj _ NER=B-ORG
2 of    of    ADP   IN  _ 3 case  _ _
3 {place} {place} PROPN NNP _ 1 nmod _ NER=B-LOC
4 closed close VERB VBD _ 0 root  _ SpaceAfter=No
5 .     .     PUNCT .   _ 4 punct _ _

1 It    it    PRON  PRP _ 2 nsubj _ _
2 hoped hope  VERB  VBD _ 0 root  _ SpaceAfter=No
3 .     .     PUNCT .   _ 2 punct _ _
"""


@pytest.mark.parametrize(("place", "candidates"), [("Smallville", {"Nova"}), ("Chile", {"Nova", "Chile"})])
def test_a_town_is_nobody_that_it_may_stand_for_a_country_is(place: str, candidates: set[str]) -> None:
    found = link_mentions(Parse.from_conllu(FIRM.format(place=place)), PACK)
    assert {e.text for e in found.entities if e.is_body()} == candidates
    assert found.entity_at[5].text in candidates


OFFICIAL = """
1 Deputy  deputy  ADJ   JJ  _ 2 amod  _ _
2 Mayor   mayor   PROPN NNP _ 5 nsubj _ _
3 Ada     Ada     PROPN NNP _ 2 flat  _ NER=B-PERSON
4 Bole    Bole    PROPN NNP _ 3 flat  _ NER=I-PERSON
5 said    say     VERB  VBD _ 0 root  _ _
6 Chile   Chile   PROPN NNP _ 7 nsubj _ NER=B-LOC
7 waited  wait    VERB  VBD _ 5 ccomp _ SpaceAfter=No
8 .       .       PUNCT .   _ 5 punct _ _

1 {article} {article} DET DT _ 3 det _ _
2 {country} {country} ADJ JJ _ 3 amod _ {ner}
3 {noun} {noun} NOUN NN _ 4 nsubj _ _
4 said    say     VERB  VBD _ 0 root  _ SpaceAfter=No
5 .       .       PUNCT .   _ 4 punct _ _
"""


def taken_up(noun: str, article: str = "The", country: str = "Chilean", *, mayor: str = "Deputy") -> bool:
    conllu = OFFICIAL.format(article=article, country=country, noun=noun, ner="NER=B-NORP")
    conllu = conllu.replace("1 Deputy  deputy  ADJ   JJ  _ 2 amod  _ _", f"1 {mayor} x ADJ JJ _ 2 amod _ _")
    found = link_mentions(Parse.from_conllu(conllu), PACK)
    return found.entity_at[10] is found.entity_at[3]


def test_the_official_of_a_country_is_who_spoke_before_unless_of_another() -> None:
    assert taken_up("official") and taken_up("official", mayor="Chilean")
    assert not taken_up("official", mayor="Peruvian")
    assert not taken_up("official", article="A")


def test_the_president_of_a_country_is_not_whoever_spoke_before() -> None:
    assert not taken_up("president")


EPITHET = """
1 {role}  {role}  NOUN  NN  _ 2 compound _ _
2 General general NOUN  NN  _ 5 nsubj _ _
3 Ada     Ada     PROPN NNP _ 2 flat  _ NER=B-PERSON
4 Bole    Bole    PROPN NNP _ 3 flat  _ NER=I-PERSON
5 said    say     VERB  VBD _ 0 root  _ _
6 Chile   Chile   PROPN NNP _ 7 nsubj _ NER=B-LOC
7 waited  wait    VERB  VBD _ 5 ccomp _ SpaceAfter=No
8 .       .       PUNCT .   _ 5 punct _ _

1 {article} {article} DET DT _ 2 det _ _
2 {noun} {noun} NOUN NN _ 3 nsubj _ _
3 {verb}  {verb}  VERB  VBD _ 0 root  _ SpaceAfter=No
4 .       .       PUNCT .   _ 3 punct _ _
"""


@pytest.mark.parametrize(
    ("noun", "role", "article", "verb", "same"),
    [
        ("detective", "Attorney", "The", "say", True),  # a role noun
        ("engineer", "Attorney", "The", "say", True),  # a noun without a row of its own
        ("AG", "Attorney", "The", "say", True),  # the initials of the office
        ("AG", "Inspector", "The", "say", False),
        ("engineer", "Attorney", "An", "say", False),
        ("engineer", "Attorney", "The", "sink", False),
        ("barometer", "Attorney", "The", "say", False),
    ],
)
def test_an_epithet_that_speaks_is_who_spoke_before(noun: str, role: str, article: str, verb: str, same: bool) -> None:
    found = link_mentions(Parse.from_conllu(EPITHET.format(noun=noun, role=role, article=article, verb=verb)), PACK)
    assert (found.entity_at.get(9) is found.entity_at[2]) == same


BANK = """
1 According accord ADP IN _ 4 case _ _
2 to      to      ADP   IN  _ 1 fixed _ _
3 Nova    Nova    PROPN NNP _ 4 compound _ NER=B-ORG
4 Works   Works   PROPN NNP _ 5 obl _ NER=I-ORG
5 waited  wait    VERB  VBD _ 0 root  _ SpaceAfter=No
6 .       .       PUNCT .   _ 5 punct _ _

1 The     the     DET DT _ 3 det _ _
2 Chilean Chilean ADJ JJ _ 3 amod _ NER=B-NORP
3 {noun}  {noun}  NOUN NN _ 4 nsubj _ _
4 {verb}  {verb}  VERB  VBD _ 0 root  _ SpaceAfter=No
5 .       .       PUNCT .   _ 4 punct _ _
"""


@pytest.mark.parametrize(
    ("noun", "verb", "same"), [("company", "say", True), ("company", "sink", False), ("court", "say", False)]
)
def test_the_company_of_a_country_that_speaks_is_the_one_named(noun: str, verb: str, same: bool) -> None:
    found = link_mentions(Parse.from_conllu(BANK.format(noun=noun, verb=verb)), PACK)
    assert (found.entity_at.get(8) is found.entity_at[3]) == same


LABEL = """
1 Ana   Ana   PROPN NNP _ 3 nsubj _ NER=B-PERSON
2 {name} {name} PROPN NNP _ 1 flat  _ NER=I-PERSON
3 spoke speak VERB  VBD _ 0 root  _ _

1 DIAZ DIAZ PROPN NNP _ 0 root _ NER=B-PERSON
"""


@pytest.mark.parametrize(("name", "same"), [("Diaz", True), ("Lopes", False)])
def test_a_surname_in_capitals_is_no_acronym(name: str, same: bool) -> None:
    found = link_mentions(Parse.from_conllu(LABEL.format(name=name)), PACK)

    assert (found.entity_at[3] is found.entity_at[0]) == same
