"""A bare participle tells what somebody stands accused of; nobody is named who accuses him."""

import pytest

from onrecord.find.attributions import make_view
from onrecord.find.phrases import is_charged, subject_of
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.record import read_records

from .support import article_of

PACK = load_pack("en")
FREED = """
1 Chile Chile PROPN NNP _ 2 nsubj _ _
2 freed free VERB VBD _ 0 root _ _
3 a a DET DT _ 4 det _ _
4 nurse nurse NOUN NN _ 2 obj _ _
5 {verb} {lemma} VERB {tag} _ {head} {relation} _ _
6 {case} {case} SCONJ IN _ 7 mark _ _
7 aiding aid VERB VBG _ 5 advcl _ _
8 rebels rebel NOUN NNS _ 7 obj _ SpaceAfter=No
9 . . PUNCT . _ 2 punct _ _
"""


def _parse(verb: str, lemma: str, tag: str, case: str, relation: str) -> Parse:
    head = 4 if relation == "acl" else 2
    return Parse.from_conllu(FREED.format(verb=verb, lemma=lemma, tag=tag, case=case, relation=relation, head=head))


@pytest.mark.parametrize(
    ("verb", "lemma", "tag", "case", "relation", "charged"),
    [
        ("accused", "accuse", "VBN", "of", "acl", True),
        ("accused", "accuse", "VBN", "of", "advcl", True),
        ("warning", "warn", "VBG", "of", "advcl", False),
        ("seen", "see", "VBN", "after", "advcl", False),
    ],
)
def test_a_participle_with_a_charge_behind_it(
    verb: str, lemma: str, tag: str, case: str, relation: str, charged: bool
) -> None:
    parse = _parse(verb, lemma, tag, case, relation)
    view = make_view(article_of(parse), parse, PACK)

    assert is_charged(view, 4) is charged
    assert not charged or subject_of(view, 4) is None


def test_nobody_says_what_somebody_stands_accused_of() -> None:
    page = "Kuwait jails preacher\n\nOman jailed a trader accused of funding the Taliban.\n"
    (record,) = read_records(page, date="2026-02-03")

    said = [(s.speaker, record.article.text[s.content[-1].slice]) for s in record.statements]

    assert said == [(None, "of funding the Taliban")]
