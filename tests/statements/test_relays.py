"""What a statement's words carry for a second source, and what is said of a subject by nobody named."""

import pytest

import onrecord
from onrecord.find.attributions import make_view
from onrecord.find.drafts import Draft
from onrecord.find.relays import with_raised, with_relayed
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse

from .support import article_of

RAISED = """
1  Bonn     Bonn    PROPN NNP _ 3  nsubj:pass _ _
2  is       be      AUX   VBZ _ 3  aux:pass   _ _
3  {verb}   {lemma} VERB  VBN _ 0  root       _ _
4  to       to      PART  TO  _ 6  mark       _ _
5  be       be      AUX   VB  _ 6  aux        _ _
6  wavering waver   VERB  VBG _ 3  xcomp      _ _
7  .        .       PUNCT .   _ 3  punct      _ _
"""

WHICH = """
1  Kenya    Kenya   PROPN NNP _ 2  nsubj      _ _
2  said     say     VERB  VBD _ 0  root       _ _
3  guards   guard   NOUN  NNS _ 4  nsubj      _ _
4  fled     flee    VERB  VBD _ 2  ccomp      _ _
5  ,        ,       PUNCT ,   _ 4  punct      _ _
6  which    which   PRON  WDT _ 8  obj        _ _
7  Mali     Mali    PROPN NNP _ 8  nsubj      _ _
8  {verb}   {lemma} VERB  VBZ _ 4  acl:relcl  _ _
9  .        .       PUNCT .   _ 2  punct      _ _
"""


def told(parse: Parse, drafts: list[Draft]) -> list[tuple[str, str | None, list[str]]]:
    """Cue, source and content of drafts."""

    def text(words: tuple[int, int] | None) -> str | None:
        return " ".join(parse.words[slice(*words)]) if words else None

    return [(text(d.cue) or "", text(d.source), [text(c) or "" for c in d.content]) for d in drafts]


@pytest.mark.parametrize(("verb", "lemma"), [("said", "say"), ("reported", "report"), ("alleged", "allege")])
def test_what_is_said_of_a_subject_is_said_by_nobody_named(verb: str, lemma: str) -> None:
    parse = Parse.from_conllu(RAISED.format(verb=verb, lemma=lemma))
    view = make_view(article_of(parse), parse, load_pack("en"))
    assert told(parse, with_raised(view, [])) == [(verb, None, ["Bonn", "to be wavering"])]


@pytest.mark.parametrize(("verb", "lemma"), [("told", "tell"), ("asked", "ask"), ("needed", "need"), ("seen", "see")])
def test_who_is_told_to_do_something_is_a_hearer(verb: str, lemma: str) -> None:
    parse = Parse.from_conllu(RAISED.format(verb=verb, lemma=lemma))
    assert not with_raised(make_view(article_of(parse), parse, load_pack("en")), [])


@pytest.mark.parametrize(("verb", "lemma"), [("denies", "deny"), ("disputes", "dispute"), ("rejects", "reject")])
def test_who_denies_what_was_said_denies_all_of_it(verb: str, lemma: str) -> None:
    parse = Parse.from_conllu(WHICH.format(verb=verb, lemma=lemma))
    view = make_view(article_of(parse), parse, load_pack("en"))
    first = Draft(head=1, cue=(1, 2), source=(0, 1), content=((2, 4),))
    wrong = Draft(head=7, cue=(7, 8), source=(6, 7), content=((5, 6),))
    right = [("said", "Kenya", ["guards fled"]), (verb, "Mali", ["guards fled"])]
    assert told(parse, with_relayed(view, [first])) == right
    assert told(parse, with_relayed(view, [first, wrong])) == right


def test_what_is_only_seen_is_no_answer() -> None:
    parse = Parse.from_conllu(WHICH.format(verb="sees", lemma="see"))
    view = make_view(article_of(parse), parse, load_pack("en"))
    first = Draft(head=1, cue=(1, 2), source=(0, 1), content=((2, 4),))
    assert len(with_relayed(view, [first])) == 1


def test_a_reason_is_no_second_source() -> None:
    text = "LAGOS, March 3 (Reuters) - The opposition demanded a new vote, citing widespread irregularities.\n"
    speakers = [s.speaker.text for s in onrecord.read(text).statements if s.speaker]
    assert "widespread irregularities" not in speakers
