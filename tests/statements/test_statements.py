"""Statements from hand-built parses: frames, trimming, kinds, hearers, acts, nesting."""

from onrecord.find.drafts import Draft
from onrecord.find.nesting import find_parents
from onrecord.parse.parse import Parse
from onrecord.schema import Act, Kind, StatementMode

from .support import quoted, read, with_attribution

SAID = Parse.from_conllu("""
1 Mali    Mali    PROPN NNP _ 2 nsubj _ _
2 said    say     VERB  VBD _ 0 root  _ _
3 that    that    SCONJ IN  _ 6 mark  _ _
4 the     the     DET   DT  _ 5 det   _ _
5 border  border  NOUN  NN  _ 6 nsubj _ _
6 closed  close   VERB  VBD _ 2 ccomp _ _
7 .       .       PUNCT .   _ 2 punct _ _
""")

URGED = Parse.from_conllu("""
1 Mali    Mali    PROPN NNP _ 2 nsubj _ _
2 urged   urge    VERB  VBD _ 0 root  _ _
3 both    both    DET   DT  _ 4 det   _ _
4 sides   side    NOUN  NNS _ 2 obj   _ _
5 to      to      PART  TO  _ 6 mark  _ _
6 stop    stop    VERB  VB  _ 2 xcomp _ _
7 .       .       PUNCT .   _ 2 punct _ _
""")

ACCUSED = Parse.from_conllu("""
1 Mali     Mali   PROPN NNP _ 2 nsubj _ _
2 accused  accuse VERB  VBD _ 0 root  _ _
3 Niger    Niger  PROPN NNP _ 2 obj   _ _
4 of       of     SCONJ IN  _ 5 mark  _ _
5 shelling shell  VERB  VBG _ 2 advcl _ _
6 towns    town   NOUN  NNS _ 5 obj   _ _
7 .        .      PUNCT .   _ 2 punct _ _
""")

FARCE = Parse.from_conllu("""
1 Mali  Mali  PROPN NNP _ 2 nsubj _ _
2 said  say   VERB  VBD _ 0 root  _ _
3 the   the   DET   DT  _ 4 det   _ _
4 vote  vote  NOUN  NN  _ 8 nsubj _ _
5 was   be    AUX   VBD _ 8 cop   _ _
6 "     "     PUNCT ``  _ 8 punct _ SpaceAfter=No
7 a     a     DET   DT  _ 8 det   _ _
8 farce farce NOUN  NN  _ 2 ccomp _ SpaceAfter=No
9 "     "     PUNCT ''  _ 8 punct _ SpaceAfter=No
10 .    .     PUNCT .   _ 2 punct _ _
""")

CALM = Parse.from_conllu("""
1 Mali   Mali  PROPN NNP _ 2 nsubj      _ _
2 said   say   VERB  VBD _ 0 root       _ _
3 "      "     PUNCT ``  _ 4 punct      _ SpaceAfter=No
4 calm   calm  NOUN  NN  _ 7 nsubj:pass _ SpaceAfter=No
5 "      "     PUNCT ''  _ 4 punct      _ _
6 was    be    AUX   VBD _ 7 aux:pass   _ _
7 needed need  VERB  VBN _ 2 ccomp      _ SpaceAfter=No
8 .      .     PUNCT .   _ 2 punct      _ _
""")

UNION = Parse.from_conllu("""
1 Mali   Mali  PROPN NNP _ 2 nsubj _ _
2 said   say   VERB  VBD _ 0 root  _ _
3 it     it    PRON  PRP _ 5 nsubj _ _
4 had    have  AUX   VBD _ 5 aux   _ _
5 joined join  VERB  VBN _ 2 ccomp _ _
6 the    the   DET   DT  _ 7 det   _ _
7 union  union NOUN  NN  _ 5 obj   _ _
8 (      (     PUNCT (   _ 9 punct _ SpaceAfter=No
9 AU     AU    PROPN NNP _ 7 appos _ SpaceAfter=No
10 )     )     PUNCT )   _ 9 punct _ SpaceAfter=No
11 .     .     PUNCT .   _ 2 punct _ _
""")

DENIED = Parse.from_conllu("""
1  Mali     Mali   PROPN NNP _ 2  nsubj _ _
2  denied   deny   VERB  VBD _ 0  root  _ _
3  Niger    Niger  PROPN NNP _ 5  nmod:poss _ SpaceAfter=No
4  's       's     PART  POS _ 3  case  _ _
5  claim    claim  NOUN  NN  _ 2  obj   _ _
6  that     that   SCONJ IN  _ 9  mark  _ _
7  its      its    PRON  PRP$ _ 8 nmod:poss _ _
8  troops   troops NOUN  NNS _ 9  nsubj _ _
9  crossed  cross  VERB  VBD _ 5  acl   _ _
10 .        .      PUNCT .   _ 2  punct _ _
""")

QUOTED = Parse.from_conllu("""
1  “      “      PUNCT ``  _ 3 punct _ SpaceAfter=No
2  We     we     PRON  PRP _ 3 nsubj _ _
3  go     go     VERB  VBP _ 6 ccomp _ SpaceAfter=No
4  ,      ,      PUNCT ,   _ 3 punct _ SpaceAfter=No
5  ”      ”      PUNCT ''  _ 3 punct _ _
6  said   say    VERB  VBD _ 0 root  _ _
7  Ana    Ana    PROPN NNP _ 6 nsubj _ NER=B-PERSON
8  Diaz   Diaz   PROPN NNP _ 7 flat  _ NER=I-PERSON|SpaceAfter=No
9  .      .      PUNCT .   _ 6 punct _ _

1  “      “      PUNCT ``  _ 3 punct _ SpaceAfter=No
2  They   they   PRON  PRP _ 3 nsubj _ _
3  stay   stay   VERB  VBP _ 0 root  _ SpaceAfter=No
4  .      .      PUNCT .   _ 3 punct _ SpaceAfter=No
5  ”      ”      PUNCT ''  _ 3 punct _ _
""")


def test_the_content_of_a_clause_leaves_out_the_complementizer() -> None:
    (statement,), _ = read(with_attribution(SAID, range(1), range(1, 2), range(2, 6)))

    assert quoted(SAID.text, statement.content[0]) == "the border closed"
    assert quoted(SAID.text, statement.cue) == "said"
    assert statement.speaker is not None and statement.speaker.text == "Mali"
    assert (statement.kind, statement.mode) == (Kind.INDIRECT, StatementMode.SPEECH)


def test_the_object_of_urge_is_the_hearer_and_the_infinitive_the_content() -> None:
    (statement,), _ = read(with_attribution(URGED, range(1), range(1, 2), range(2, 6)))

    assert quoted(URGED.text, statement.content[0]) == "to stop"
    assert statement.addressee is not None and statement.addressee.text == "both sides"
    assert statement.act is Act.DEMAND


def test_the_object_of_accuse_belongs_to_the_content() -> None:
    (statement,), _ = read(with_attribution(ACCUSED, range(1), range(1, 2), range(2, 6)))

    assert quoted(ACCUSED.text, statement.content[0]) == "Niger of shelling towns"
    assert statement.act is Act.ACCUSE


def test_a_denied_claim_is_nested_in_the_denial() -> None:
    statements, _ = read(with_attribution(DENIED, range(1), range(1, 2), range(2, 9)))
    outer, inner = statements

    assert quoted(DENIED.text, inner.content[0]) == "its troops crossed"
    assert inner.parent == outer.id
    assert outer.act is Act.DENY


def test_a_quotation_resumed_after_its_cue_is_one_direct_statement() -> None:
    (statement,), problems = read(with_attribution(QUOTED, range(6, 8), range(5, 6), range(5)))

    assert [quoted(QUOTED.text, a) for a in statement.content] == ["We go", "They stay"]
    assert statement.kind is Kind.DIRECT
    assert statement.speaker is not None and statement.speaker.text == "Ana Diaz"
    assert problems == ()


def test_words_quoted_at_the_end_of_a_content_keep_both_marks() -> None:
    (statement,), _ = read(FARCE)

    assert quoted(FARCE.text, statement.content[0]) == 'the vote was "a farce"'
    assert statement.kind is Kind.MIXED


def test_words_quoted_at_the_beginning_of_a_content_keep_both_marks() -> None:
    (statement,), _ = read(CALM)

    assert quoted(CALM.text, statement.content[0]) == '"calm" was needed'


def test_a_bracket_at_the_end_of_a_content_is_closed() -> None:
    (statement,), _ = read(UNION)

    assert quoted(UNION.text, statement.content[0]) == "it had joined the union (AU)"


def test_nothing_is_said_in_an_empty_parse() -> None:
    assert read(Parse.from_conllu("")) == ((), ())


def test_nesting_goes_to_any_depth() -> None:
    def draft(head: int, start: int) -> Draft:
        return Draft(head=head, cue=(head, head + 1), source=None, content=((start, 20),))

    assert find_parents([draft(0, 2), draft(3, 5), draft(6, 8)], 20) == [None, 0, 1]


def test_the_same_words_are_not_nested_in_themselves() -> None:
    first = Draft(head=0, cue=(0, 1), source=None, content=((2, 9),))
    second = Draft(head=12, cue=(12, 13), source=None, content=((2, 9),))

    assert find_parents([first, second], 20) == [None, None]
