"""A verb of saying that tells of nothing said, or of what is yet to be said, makes no statement."""

import pytest

from onrecord.find.attributions import make_view
from onrecord.find.choice import choose
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.slots import Tree
from onrecord.find.unsaid import status_told
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import EventType, Status

from .support import article_of

PACK = load_pack("en")
SURE = {"bias": 5.0}
THAT = """
{a} that that SCONJ IN _ {d} mark _ _
{b} rebels rebel NOUN NNS _ {d} nsubj _ _
{c} had have AUX VBD _ {d} aux _ _
{d} burnt burn VERB VBN _ {cue} ccomp _ _
{e} it it PRON PRP _ {d} obj _ SpaceAfter=No
{f} . . PUNCT . _ {cue} punct _ _
"""
OPENINGS = {
    "told": ("Norway Norway PROPN NNP {cue} nsubj", "disclosed disclose VERB VBD 0 root"),
    "not": (
        "Norway Norway PROPN NNP {cue} nsubj",
        "has have AUX VBZ {cue} aux",
        "not not PART RB {cue} advmod",
        "disclosed disclose VERB VBN 0 root",
    ),
    "yet to": (
        "Norway Norway PROPN NNP 2 nsubj",
        "has have VERB VBZ 0 root",
        "yet yet ADV RB {cue} advmod",
        "to to PART TO {cue} mark",
        "disclose disclose VERB VB 2 xcomp",
    ),
    "no envoy": ("No no DET DT 2 det", "envoy envoy NOUN NN {cue} nsubj", "disclosed disclose VERB VBD 0 root"),
    "few": ("Few few ADJ JJ {cue} nsubj", "suspect suspect VERB VBP 0 root"),
    "refused": (
        "Norway Norway PROPN NNP 2 nsubj",
        "refused refuse VERB VBD 0 root",
        "to to PART TO {cue} mark",
        "disclose disclose VERB VB 2 xcomp",
    ),
    "will": ("Norway Norway PROPN NNP {cue} nsubj", "will will AUX MD {cue} aux", "disclose disclose VERB VB 0 root"),
    "hopes": (
        "Norway Norway PROPN NNP 2 nsubj",
        "hopes hope VERB VBZ 0 root",
        "to to PART TO {cue} mark",
        "disclose disclose VERB VB 2 xcomp",
    ),
    "we will": ("We we PRON PRP {cue} nsubj", "will will AUX MD {cue} aux", "disclose disclose VERB VB 0 root"),
    "only": (
        "Norway Norway PROPN NNP {cue} nsubj",
        "would would AUX MD {cue} aux",
        "disclose disclose VERB VB 0 root",
        "only only ADV RB {cue} advmod",
    ),
}


def _parse(opening: str) -> tuple[Parse, int]:
    """A sentence with one of the openings, and its cue."""
    lines = OPENINGS[opening]
    cue = next(n for n, line in enumerate(lines, 1) if line.split()[1] in ("disclose", "suspect"))
    rows = [line.format(cue=cue).split() for line in lines]
    text = "\n".join(
        f"{n} {word} {lemma} {upos} {xpos} _ {head} {relation} _ _"
        for n, (word, lemma, upos, xpos, head, relation) in enumerate(rows, 1)
    )
    numbers = dict(zip("abcdef", range(len(rows) + 1, len(rows) + 7), strict=True))
    return Parse.from_conllu(text + THAT.format(cue=cue, **numbers)), cue - 1


def _chosen(opening: str) -> list[Draft]:
    parse, cue = _parse(opening)
    view = make_view(article_of(parse), parse, PACK)
    rows, words = match_cue(view, cue)
    content = ((len(parse) - 5, len(parse) - 1),)
    return choose(view, [[(Draft(head=cue, cue=words, source=(0, 1), content=content, row=rows[0]),)]], SURE)


@pytest.mark.parametrize("opening", ["told", "we will", "only"])
def test_what_is_said_is_a_statement(opening: str) -> None:
    assert len(_chosen(opening)) == 1


@pytest.mark.parametrize("opening", ["not", "yet to", "no envoy", "few", "refused", "will", "hopes"])
def test_what_is_not_said_is_none(opening: str) -> None:
    assert not _chosen(opening)


@pytest.mark.parametrize(
    ("opening", "status"),
    [
        ("told", Status.HAPPENED),
        ("not", Status.HYPOTHETICAL),
        ("no envoy", Status.HYPOTHETICAL),
        ("few", Status.HYPOTHETICAL),
        ("will", Status.HYPOTHETICAL),
        ("we will", Status.HAPPENED),
    ],
)
def test_what_would_be_told_is_left_open(opening: str, status: Status) -> None:
    parse, _ = _parse(opening)
    assert status_told(Tree(parse, PACK), len(parse) - 3, EventType.ASSAULT) is status
