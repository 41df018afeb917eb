"""Label paths, spans, links, features and triggers from made-up scores: no model needed."""

from itertools import product

import numpy as np
import pytest

from onrecord.lang import load_pack
from onrecord.parse.algebra import product as matrix_product
from onrecord.parse.crf import Chain, best_labels, mark_spans, with_leaning
from onrecord.parse.feats import TableFeats, feats_from_heads
from onrecord.parse.links import link_attributions
from onrecord.parse.model import Head
from onrecord.parse.parse import Span
from onrecord.parse.triggers import find_triggers


def chain(length: int, labels: int, seed: int) -> Chain:
    random = np.random.default_rng(seed)
    return Chain(
        random.normal(size=(length, labels)).astype(np.float32),
        random.normal(size=(labels, labels)).astype(np.float32),
        random.normal(size=labels).astype(np.float32),
    )


def best_by_search(one: Chain) -> list[int]:
    def score(path: tuple[int, ...]) -> float:
        steps = sum(float(one.transitions[a, b]) for a, b in zip(path, path[1:], strict=False))
        return float(one.start[path[0]]) + steps + sum(float(one.scores[i, label]) for i, label in enumerate(path))

    return list(max(product(range(len(one.start)), repeat=len(one.scores)), key=score))


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_the_best_path_is_found(length: int) -> None:
    for seed in range(20):
        one = chain(length, 3, seed)

        assert best_labels([one])[0].tolist() == best_by_search(one)


def test_company_does_not_change_a_path() -> None:
    chains = [chain(length, labels, length) for length, labels in ((7, 3), (1, 5), (40, 19), (12, 7), (40, 3))]
    alone = [best_labels([one])[0].tolist() for one in chains]

    assert [path.tolist() for path in best_labels(chains)] == alone
    assert [path.tolist() for path in best_labels(chains[::-1])] == alone[::-1]
    assert best_labels([]) == []


@pytest.mark.parametrize(
    ("labels", "breaks", "spans"),
    [
        ("", (), []),
        ("O O", (), []),
        ("B-a I-a O B-a", (), [(0, 2, "a"), (3, 4, "a")]),
        ("B-a B-a", (), [(0, 1, "a"), (1, 2, "a")]),
        ("B-a I-b", (), [(0, 1, "a"), (1, 2, "b")]),
        ("O I-a I-a", (), [(1, 3, "a")]),
        ("B-a I-a I-a", (2,), [(0, 2, "a"), (2, 3, "a")]),
    ],
    ids=["none", "outside", "two", "adjacent", "changed", "without-begin", "break"],
)
def test_labels_mark_spans(labels: str, breaks: tuple[int, ...], spans: list[tuple[int, int, str]]) -> None:
    assert mark_spans(labels.split(), breaks=breaks) == spans


ARRAYS = {
    **{f"{link}_weight": np.eye(2, dtype=np.float32) for link in ("source", "content")},
    **{f"{link}_none": np.zeros(2, np.float32) for link in ("source", "content")},
    **{f"{link}_none_bias": np.array([0.5], np.float32) for link in ("source", "content")},
}


def test_contents_choose_their_cue_and_cues_their_source() -> None:
    spans = [Span(0, 1, "source"), Span(1, 2, "cue"), Span(2, 4, "content"), Span(4, 5, "cue"), Span(5, 6, "content")]
    links = np.zeros((7, 8), np.float32)
    links[2, 4:6] = links[1, 6:8] = (3, 0)  # the first content seeks the first cue
    links[5, 4:6] = links[1, 6:8] = (3, 0)  # so does the second
    links[1, 0:2] = links[0, 2:4] = (0, 4)  # and that cue the source
    found = link_attributions(spans, links, ARRAYS)

    assert [(a.source, a.cue, a.content) for a in found] == [((spans[0],), (spans[1],), (spans[2], spans[4]))]
    assert 0.9 < found[0].score < 1


def test_content_without_cue_stands_alone() -> None:
    content = Span(1, 2, "content", 0.8)
    found = link_attributions([Span(0, 1, "cue"), content], np.zeros((2, 8), np.float32), ARRAYS)

    assert [(a.source, a.cue, a.content) for a in found] == [((), (), (content,))]
    assert found[0].score == pytest.approx(0.622, abs=0.001)


def test_no_content_no_attribution() -> None:
    assert link_attributions([Span(0, 1, "cue"), Span(1, 2, "source")], np.zeros((2, 8), np.float32), ARRAYS) == []


def test_the_product_is_that_of_numpy() -> None:
    random = np.random.default_rng(1)
    left, right = random.normal(size=(250, 128)), random.normal(size=(128, 51))

    assert np.allclose(matrix_product(left, right), left @ right)


FEATS = TableFeats(load_pack("en").feats)
SENTENCES = {
    "passive": (
        "NNS nsubj:pass 2, VBD aux:pass 2, VBN root 2, IN case 4, NNS obl:agent 2",
        2,
        "Tense=Past|VerbForm=Part|Voice=Pass",
    ),
    "reduced passive": ("NNS root 0, VBN acl 0", 1, "Tense=Past|VerbForm=Part|Voice=Pass"),
    "perfect": ("PRP nsubj 2, VBZ aux 2, VBN root 2", 2, "Tense=Past|VerbForm=Part"),
    "been": ("VBN aux:pass 1, VBN root 1", 0, "Tense=Past|VerbForm=Part"),
    "past": ("PRP nsubj 1, VBD root 1", 1, "Mood=Ind|Tense=Past|VerbForm=Fin"),
    "future": ("PRP nsubj 2, MD aux 2, VB root 2", 2, "VerbForm=Inf"),
    "infinitive": ("VBZ root 0, TO mark 2, VB xcomp 0", 2, "VerbForm=Inf"),
    "imperative": ("VB root 0, PRP obj 0", 0, "Mood=Imp|VerbForm=Fin"),
    "second imperative": ("VB root 0, CC cc 2, VB conj 0", 2, "Mood=Imp|VerbForm=Fin"),
    "second infinitive": ("MD aux 1, VB root 1, CC cc 3, VB conj 1", 3, "VerbForm=Inf"),
    "progressive": ("VBZ aux 1, VBG root 1", 1, "Tense=Pres|VerbForm=Part"),
    "gerund": ("VBG csubj 1, VBZ root 1", 0, "VerbForm=Ger"),
}


@pytest.mark.parametrize(("words", "at", "feats"), SENTENCES.values(), ids=SENTENCES)
def test_tags_and_tree_give_features(words: str, at: int, feats: str) -> None:
    tags, relations, heads = zip(*(word.split() for word in words.split(", ")), strict=True)

    assert FEATS(tags, ["word"] * len(tags), [int(h) for h in heads], relations)[at] == feats


def test_negation_is_polarity() -> None:
    assert FEATS(["RB", "RB", "CC"], ["not", "never", "nor"], [0, 0, 0], ["root", "advmod", "cc"]) == [
        "Polarity=Neg",
        "",
        "Polarity=Neg",
    ]


def test_heads_of_features_go_before_tags() -> None:
    heads = {
        "upos": Head("upos", "softmax", 0, ("NOUN", "VERB")),
        "feats.VerbForm": Head("feats.VerbForm", "softmax", 4, ("", "Fin")),
        "feats.Tense": Head("feats.Tense", "softmax", 2, ("", "Past")),
    }
    tags = np.array([[0, 1, 0, 1, 0, 1], [1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 1, 0]], np.float32)

    assert feats_from_heads(tags, heads) == ["Tense=Past|VerbForm=Fin", "", "Tense=Past"]
    assert feats_from_heads(tags, {"upos": heads["upos"]}) is None


@pytest.mark.parametrize("kind", ["softmax", "sigmoid"])
def test_triggers_have_types_and_statuses_best_first(kind: str) -> None:
    labels = ("O", "ASSAULT", "ACCUSE") if kind == "softmax" else ("ASSAULT", "ACCUSE")
    heads = {
        "trigger": Head("trigger", kind, 0, labels),
        "status": Head("status", "softmax", len(labels), ("happened", "planned")),
        "reach": Head("reach", "softmax", len(labels), ("own", "abroad")),  # of the same columns, for short
    }
    none, event = ([5, 0, 0], [-3, 2, 4]) if kind == "softmax" else ([-5, -4], [1, 3])
    tags = np.array([[*none, 0, 0], [*event, 0, 1]], np.float32)
    (trigger,) = find_triggers(tags, heads, 10)

    assert trigger.word == 11
    assert [name for name, _ in trigger.types] == ["ACCUSE", "ASSAULT"]
    assert [name for name, _ in trigger.statuses] == ["planned", "happened"]
    assert [name for name, _ in trigger.reach] == ["abroad", "own"]
    assert trigger.sectors == ()
    assert trigger.score > 0.9
    assert find_triggers(tags, {"status": heads["status"]}, 10) == []


def test_a_leaning_is_added_once_at_each_word() -> None:
    labels = ("O", "B-source", "I-source")
    arrays = {
        "attribution_transitions": np.zeros((3, 3), np.float32),
        "attribution_start": np.zeros(3, np.float32),
        "names_start": np.zeros(3, np.float32),
    }
    leaned = with_leaning(arrays, labels, {"B-source": 1.0, "I-source": -1.0})
    scores = np.array([[0.5, 0.0, 0.0], [0.0, 0.0, 0.5], [0.5, 0.0, 0.0]], np.float32)

    assert best_labels([Chain(scores, leaned["attribution_transitions"], leaned["attribution_start"])])[0].tolist() == [
        1, 1, 1,
    ]  # fmt: skip
    assert not leaned["names_start"].any() and not arrays["attribution_start"].any()
