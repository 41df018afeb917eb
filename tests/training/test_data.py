"""Labels, paragraphs, damage: the gold stays where it belongs."""

import random

import pytest

pytest.importorskip("torch")

from training.augment import CHANGES, SPANS, damage  # noqa: E402
from training.damage import KINDS, damage_article, damage_row  # noqa: E402
from training.labels import IGNORE, NAME_TYPES, REACHES, SECTORS, SIDES, allowed_labels, bio  # noqa: E402
from training.paragraph import Paragraph, drop_words, split_long  # noqa: E402
from training.sources.attribution import attribution_paragraphs  # noqa: E402
from training.sources.cases import case_paragraphs  # noqa: E402
from training.sources.sides import side_layers  # noqa: E402
from training.sources.syntax import TagMap, syntax_paragraphs  # noqa: E402
from training.sources.texts import split_words  # noqa: E402

from onrecord.lang import load_pack  # noqa: E402
from onrecord.parse.tokens import WordSplitter  # noqa: E402

WORDS = ("“", "We", "will", "go", ",", "”", "Ann", "Lee", "said", ".")
HEADS = (3, 3, 3, 8, 3, 3, 8, 6, 8, 8)
ROLES = bio(["source", "cue", "content"])


def _split(text):
    words, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        stop = at - (word[-1] in ".,”" and len(word) > 1)
        words += [(start, stop), (stop, at)] if stop < at else [(start, at)]
    return words


def _paragraph():
    labels = tuple(
        ROLES.index(x) for x in ["B-content", "I-content", "I-content", "I-content", "I-content", "I-content"]
    )
    labels += tuple(ROLES.index(x) for x in ["B-source", "I-source", "B-cue", "O"])
    links = (("content", 0, 0), ("source", 6, 0), ("cue", 8, 0))
    return Paragraph(WORDS, {"attribution": labels, "row": tuple(range(10))}, heads=HEADS, links=links)


def test_lost_quotation_marks_leave_spans_links_and_heads_right():
    found = CHANGES["quotes_lost"](_paragraph(), random.Random(3))
    assert found.words == ("We", "will", "go", ",", "Ann", "Lee", "said", ".")
    assert [ROLES[i] for i in found.labels["attribution"]][:5] == ["B-content"] + ["I-content"] * 3 + ["B-source"]
    assert found.links == (("content", 0, 0), ("source", 4, 0), ("cue", 6, 0))
    assert [found.words[h] for h in found.heads] == ["go", "go", "said", "go", "said", "Ann", "said", "said"]


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_every_change_keeps_labels_beside_their_words(name):
    before = _paragraph()
    for seed in range(5):
        after = CHANGES[name](before, random.Random(seed))
        assert len(after.words) == len(after.heads) == len(after.labels["attribution"])
        for word, row in zip(after.words, after.labels["row"], strict=True):
            if word not in '“”"«»„':
                assert word.lower().replace("’", "'") == WORDS[row].lower()


def test_a_share_of_windows_is_damaged():
    rng = random.Random(1)
    changed = sum(list(damage([_paragraph()], rng, 0.25))[0].words != WORDS for _ in range(400))
    assert 40 < changed < 120


def test_a_piece_of_a_long_paragraph_forgets_heads_outside():
    pieces = split_long(_paragraph(), [1] * 10, limit=6)
    assert [p.words for p, _ in pieces] == [WORDS[:6], WORDS[6:]]
    assert pieces[0][0].heads == (3, 3, 3, -100, 3, 3)
    assert pieces[1][0].links == (("source", 0, 0), ("cue", 2, 0))
    assert pieces[1][0].continued
    assert not pieces[0][0].continued


def test_a_dropped_head_passes_its_words_on():
    found = drop_words(_paragraph(), [True] * 3 + [False] + [True] * 6, SPANS)
    assert [found.words[h] for h in found.heads[:3]] == ["said", "said", "said"]


def test_a_partly_labelled_set_leaves_its_unlabelled_types_open():
    labels = bio(NAME_TYPES)
    three = allowed_labels(labels, "three")
    outside = three[0]
    assert outside[labels.index("O")]
    assert outside[labels.index("B-DATE")]
    assert not outside[labels.index("B-PERSON")]
    assert [labels[i] for i in three[labels.index("B-PERSON")].nonzero()[0]] == ["B-PERSON"]
    assert allowed_labels(labels, "full")[:-1].sum() == len(labels)


def test_attributions_become_spans_and_links():
    row = {
        "text": "Ann Lee said it rains.\nBob agreed.",
        "attributions": [{"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 21]]}],
    }
    first, second = attribution_paragraphs([row], _split)
    assert [ROLES[i] for i in first.labels["attribution"]] == [
        "B-source",
        "I-source",
        "B-cue",
        "B-content",
        "I-content",
        "O",
    ]
    assert set(first.links) == {("source", 0, 0), ("cue", 2, 0), ("content", 3, 0)}
    assert not any(second.labels["attribution"])


def test_optional_items_of_a_case_are_unknown():
    text = "Ann said it rains. Bob hinted at war."
    statement = {"speaker_text": "Ann", "cue": "said", "content": [[9, 17]], "act": "assert", "nested_in": None}
    optional = {
        "speaker_text": "Bob",
        "cue": "hinted",
        "content": [[30, 36]],
        "act": "threaten",
        "nested_in": None,
        "optional": True,
    }
    events = [
        {
            "trigger": [33, 36],
            "type": "ASSAULT",
            "status": "hypothetical",
            "source": [],
            "target": [],
            "optional": True,
        },
        {"trigger": [12, 17], "type": "AID", "status": "happened", "source": [], "target": []},
    ]
    case = {
        "id": "a",
        "date": None,
        "body_spans": [[0, len(text)]],
        "statements": [statement, optional],
        "events": events,
    }
    (found,) = case_paragraphs([(case, text)], _split, load_pack("en"))
    shown = ["?" if i < 0 else ROLES[i] for i in found.labels["case"]]
    assert shown == ["B-source", "B-cue", "B-content", "I-content", "O", "?", "?", "?", "?", "O"]
    assert found.labels["trigger"][3] == 6
    assert found.labels["trigger"][8] == -100
    assert found.labels["act"][1] == 0
    assert found.labels["status"][3] == 0


@pytest.mark.parametrize(
    ("type_", "source", "target", "sector", "reach"),
    [
        ("ASSAULT", ["MLI MIL"], ["NER GOV"], "MIL", "abroad"),
        ("COERCE", ["MLI", "MLI COP"], ["MLI OPP"], "COP", "own"),
        ("RETREAT", ["MLI AGR"], [], "other", "nobody"),
        ("CONSULT", ["MLI GOV", "NER GOV"], [], "GOV", "abroad"),
        ("ACCUSE", [], ["NER GOV"], None, None),
    ],
)
def test_an_event_tells_the_sector_of_its_actor_and_whom_it_reaches(type_, source, target, sector, reach):
    text = "Mali struck Niger."
    event = {"trigger": [5, 11], "type": type_, "status": "happened", "source": source, "target": target}
    case = {"id": "b", "date": None, "body_spans": [[0, len(text)]], "statements": [], "events": [event]}
    (found,) = case_paragraphs([(case, text)], _split, load_pack("en"))
    shown = [found.labels[layer][1] for layer in ("sector", "reach")]
    wanted = [SECTORS.index(sector) if sector else -100, REACHES.index(reach) if reach else -100]
    assert shown == wanted
    assert found.labels["reach"][0] == -100


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_development_rows_stay_consistent(kind):
    row = {
        "words": list(WORDS),
        "space_after": [0, 1, 1, 0, 0, 1, 1, 1, 0, 0],
        "head": list(HEADS),
        "sentence_starts": [0],
        "entities": [[6, 8, "PERSON"]],
    }
    found = damage_row(row, kind, random.Random(2))
    (start, end, _), *_ = found["entities"]
    assert [w.lower() for w in found["words"][start:end]] == ["ann", "lee"]
    assert len(found["head"]) == len(found["words"]) == len(found["space_after"])
    article = {
        "id": "a",
        "text": "“ We go ” , Ann said.",
        "attributions": [{"source": [[12, 15]], "cue": [[16, 20]], "content": [[2, 7]]}],
    }
    moved = damage_article(article, kind, random.Random(2), _split)
    (item,) = moved["attributions"]
    spans = {role: moved["text"][item[role][0][0] : item[role][0][1]].lower() for role in item}
    assert spans == {"source": "ann", "cue": "said", "content": "we go"}


def test_sides_are_the_words_that_stand_for_whom_gold_names():
    text = "Peru accused Chile of spying, but Bolivia stayed silent. Its ally Chile denied that."
    pack = load_pack("en")
    words = split_words(text, [(0, len(text))], WordSplitter(pack.words))
    event = {"trigger": [5, 12], "type": "ACCUSE", "source": ["PER GOV"], "target": ["CHL"]}
    unknown = {"trigger": [75, 81], "type": "REJECT", "source": ["FRA"], "target": []}
    case = {"id": "b", "date": None, "body_spans": [[0, len(text)]], "events": [event, unknown]}
    layers = side_layers(case, words, pack)
    shown = words.words(0, len(words.starts))
    trigger = shown.index("accused")
    named = {
        side: {w for w, p in zip(shown, layers["party"], strict=True) if p & layers[side][trigger]} for side in SIDES
    }
    assert "Peru" in named["actor"]
    assert "Chile" in named["recipient"]
    assert not named["actor"] & named["recipient"]
    assert layers["actor"][shown.index("denied")] == IGNORE  # nobody of that name on the page
    assert layers["recipient"][shown.index("denied")] == 0  # gold says: nobody


def test_silver_rows_get_the_tags_that_their_xpos_decides():
    gold = [
        {"words": ["They", "left"], "xpos": ["PRP", "VBD"], "upos": ["PRON", "VERB"], "feats": ["", "Tense=Past"]},
        {"words": ["It", "was"], "xpos": ["PRP", "VBD"], "upos": ["PRON", "AUX"], "feats": ["", "Tense=Past"]},
    ] * 3
    tags = TagMap(gold)
    assert (tags.value("upos", "left", "VBD"), tags.value("upos", "was", "VBD")) == ("VERB", "AUX")
    assert (tags.value("upos", "fled", "VBD"), tags.value("Tense", "fled", "VBD")) == ("", "Past")
    assert tags.value("upos", "x", "NN") == ""
    row = {"words": ["was"], "xpos": ["VBD"], "deprel": ["root"], "head": [0], "sentence_starts": [0]}
    inventory = {"xpos": ["VBD"], "deprel": ["root"], "upos": ["AUX", "PRON", "VERB"]}
    (found,) = syntax_paragraphs([row], inventory, tags=tags)
    assert (found.labels["upos"], found.labels["Tense"], found.labels["Mood"]) == ((0,), (1,), (0,))
