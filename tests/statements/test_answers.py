"""Claims inside answers: denied, rejected, quoted by another."""

import pytest

from onrecord.find.answers import with_answers
from onrecord.find.attributions import make_view
from onrecord.find.drafts import Draft
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

from .support import article_of

CLAIM = """
1  Mali     Mali    PROPN NNP _ 2  nsubj _ _
2  {verb}   {lemma} VERB  VBD _ 0  root  _ _
3  a        a       DET   DT  _ 4  det   _ _
4  claim    claim   NOUN  NN  _ 2  obj   _ _
5  by       by      ADP   IN  _ 6  case  _ _
6  Niger    Niger   PROPN NNP _ 4  nmod  _ _
7  that     that    SCONJ IN  _ 9  mark  _ _
8  troops   troops  NOUN  NNS _ 9  nsubj _ _
9  crossed  cross   VERB  VBD _ 4  acl   _ _
10 .        .       PUNCT .   _ 2  punct _ _
"""

QUOTED = """
1  Radio    radio   NOUN  NN  _ 2  nsubj _ _
2  quoted   quote   VERB  VBD _ 0  root  _ _
3  Diaz     Diaz    PROPN NNP _ 2  obj   _ NER=B-PERSON
4  as       as      SCONJ IN  _ 5  mark  _ _
5  saying   say     VERB  VBG _ 2  advcl _ _
6  troops   troops  NOUN  NNS _ 7  nsubj _ _
7  crossed  cross   VERB  VBD _ 5  ccomp _ _
8  .        .       PUNCT .   _ 2  punct _ _
"""


def found(conllu: str, draft: Draft) -> list[tuple[str, str | None, list[str]]]:
    """Cue, source and content of the drafts that come of one."""
    parse = Parse.from_conllu(conllu)
    view = make_view(article_of(parse), parse, load_pack("en"))

    def text(words: tuple[int, int] | None) -> str | None:
        return " ".join(parse.words[slice(*words)]) if words else None

    drafts = with_answers(view, [draft])
    return [(text(d.cue) or "", text(d.source), [text(c) or "" for c in d.content]) for d in drafts]


@pytest.mark.parametrize(("verb", "lemma"), [("denied", "deny"), ("rejected", "reject"), ("dismissed", "dismiss")])
def test_who_denies_a_claim_says_so_and_the_claim_is_its_owners(verb: str, lemma: str) -> None:
    claim = Draft(head=3, cue=(3, 4), source=(0, 1), content=((7, 9),))

    assert found(CLAIM.format(verb=verb, lemma=lemma), claim) == [
        ("claim", "Niger", ["troops crossed"]),
        (verb, "Mali", ["a claim by Niger that troops crossed"]),
    ]


def test_a_claim_that_is_only_heard_is_not_answered() -> None:
    claim = Draft(head=3, cue=(3, 4), source=(5, 6), content=((7, 9),))

    assert found(CLAIM.format(verb="heard", lemma="hear"), claim) == [("claim", "Niger", ["troops crossed"])]


def test_who_quotes_another_says_it_too() -> None:
    saying = Draft(head=4, cue=(4, 5), source=(0, 1), content=((5, 7),))

    assert found(QUOTED, saying) == [
        ("saying", "Diaz", ["troops crossed"]),
        ("quoted", "Radio", ["Diaz as saying", "troops crossed"]),
    ]


def test_the_words_of_a_rejected_claim_are_the_claims() -> None:
    answer = Draft(head=1, cue=(1, 2), source=(0, 1), content=((7, 9),))

    assert found(CLAIM.format(verb="rejected", lemma="reject"), answer) == [
        ("rejected", "Mali", ["a claim by Niger that troops crossed"]),
        ("claim", "Niger", ["troops crossed"]),
    ]
