"""The parser with the shipped model: determinism, hostile text, laws that hold for any text."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.lang import LanguagePack, load_pack
from onrecord.parse import Parse, Parser, get_parser, parse_text
from onrecord.schema import Anchor, Article, Source

PACK = load_pack("en")
TEXTS = (
    "Mali's foreign minister Awa Keita denied on Monday that the army had shelled the town.\n"
    "“We did not fire a single shot,” she told reporters in Bamako. “The claim is false.”\n"
    'The rebels, who had accused the army of killing 12 civilians, said: "They will answer for it."',
    "President Jon Oduya vowed to veto the bill. Lawmakers passed it anyway, 61-38, after a night of talks.",
    "\n".join(
        "The two sides agreed to meet again in Geneva next week, according to a U.N. spokesman." for _ in range(20)
    ),
)


def as_values(parse: Parse) -> list[object]:
    """All that a parse says, comparable bit by bit."""
    values = {field.name: getattr(parse, field.name) for field in fields(parse)}
    for name in ("sides", "acts"):
        values[name] = [(first, rows.tolist()) for first, rows in values[name].windows] if values[name] else None
    return [value.tolist() if isinstance(value, np.ndarray) else value for value in values.values()]


def check_laws(parse: Parse) -> None:
    """What holds for any text: words in order, every sentence one tree, spans inside."""
    size = len(parse)
    bounds = [*parse.sentences.tolist(), size]

    assert (parse.starts < parse.ends).all()
    assert (parse.starts[1:] >= parse.ends[:-1]).all()
    assert len(parse.upos) == len(parse.xpos) == len(parse.feats) == len(parse.lemma) == len(parse.deprel) == size
    assert set(parse.paragraphs.tolist()) <= set(bounds)
    for begin, end in zip(bounds, bounds[1:], strict=False):
        roots = [i for i in range(begin, end) if parse.heads[i] == i]

        assert len(roots) == 1
        assert [i for i in range(begin, end) if parse.deprel[i] == "root"] == roots
        assert parse.subtree(roots[0]) == (begin, end)
    for span in [*parse.names, *(s for a in parse.attributions for s in (*a.source, *a.cue, *a.content))]:
        assert 0 <= span.start < span.end <= size
        assert 0 < span.score <= 1


def article(text: str, *body: Anchor) -> Article:
    return Article(id="a", text=text, source=Source(digest="", kind="pasted"), body=body)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_parse_obeys_its_laws(text: str) -> None:
    check_laws(parse_text(text, PACK))


def test_equal_text_gives_equal_bits_alone_in_company_and_in_threads() -> None:
    alone = [as_values(Parser(PACK).parse_text(text)) for text in TEXTS]
    parser = get_parser(PACK)
    in_company = [as_values(parser.parse_text(text)) for text in (*TEXTS, *reversed(TEXTS))]
    with ThreadPoolExecutor(2) as threads:
        in_threads = [as_values(parse) for parse in threads.map(parser.parse_text, TEXTS * 3)]

    assert in_company == [*alone, *reversed(alone)]
    assert in_threads == alone * 3


PRINT_DIGEST = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_parser import PACK, TEXTS, as_values
from onrecord.parse import parse_text
print(hashlib.sha256(repr([as_values(parse_text(text, PACK)) for text in TEXTS]).encode()).hexdigest())
"""


def test_equal_bits_whatever_the_number_of_threads_and_the_hash_seed() -> None:
    digests = set()
    for threads in ("1", "2"):
        settings = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        command = [sys.executable, "-c", PRINT_DIGEST, str(Path(__file__).parent)]
        done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=True)
        digests.add(done.stdout)

    assert len(digests) == 1


def test_only_the_body_is_parsed_with_offsets_into_the_text() -> None:
    text = "Share this\nMali denied it.\nAdvertisement\nKeita said no."
    parse = get_parser(PACK).parse(article(text, Anchor(11, 26), Anchor(41, 55)))

    assert parse.words == ("Mali", "denied", "it", ".", "Keita", "said", "no", ".")
    assert parse.paragraphs.tolist() == [0, 4]
    assert parse.text is text


def test_a_statement_is_attributed() -> None:
    parse = parse_text(TEXTS[0], PACK)
    shown = [
        tuple(" ".join(parse.words[s.start : s.end]) for s in part)
        for part in (parse.attributions[0].source, parse.attributions[0].cue)
    ]

    assert shown == [("Mali 's foreign minister Awa Keita",), ("denied",)]
    assert "Mali" in {" ".join(parse.words[s.start : s.end]) for s in parse.names if s.label == "LOC"}


def test_passive_voice_and_tense_are_features() -> None:
    parse = parse_text("The village was shelled by the army.", PACK)

    assert parse.lemma[parse.words.index("shelled")] == "shell"
    assert "Voice=Pass" in parse.feats[parse.words.index("shelled")]
    assert parse.feats[parse.words.index("was")] == "Mood=Ind|Tense=Past|VerbForm=Fin"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x00",
        "\x00Mali\x00 denied\x00 it.",
        "Mali \ud800 denied\udfff it.",
        "a" * 5_000_000,
        '"' * 10_000,
        '"He left. ' * 3_000,
        "said " * 3_000,
        "(" * 3_000 + "x" + ")" * 3_000,
        "“" * 2_000,
        "e\u0301" * 5_000,
        "\u202eevil\u202c \U0001f600 \u200b\ufeff",
        "x" * 150 + " " + "y." * 3_000,
        "\n" * 10_000 + "end",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_hostile_text_parses(text: str) -> None:
    check_laws(parse_text(text, PACK))


def test_a_word_with_a_lone_surrogate_keeps_its_place() -> None:
    text = "Mali \ud800x denied"
    parse = parse_text(text, PACK)

    assert parse.words == ("Mali", "\ud800", "x", "denied")
    assert parse.text == text


def test_long_paragraphs_keep_all_words() -> None:
    text = " ".join(f"The minister number {i} of the republic said that he would not resign." for i in range(200))
    parse = parse_text(text, PACK)

    assert len(parse) == 200 * 14
    assert len(parse.paragraphs) == 1
    assert abs(len(parse.sentences) - 200) <= 4
    check_laws(parse)


def test_the_model_is_named_by_its_digest() -> None:
    assert len(get_parser(PACK).model_digest) == 64
    assert get_parser(PACK) is get_parser(load_pack("en"))


def broken_pack(folder: Path, name: str, content: bytes | None) -> LanguagePack:
    shutil.copytree(PACK.folder, folder / "en")
    path = folder / "en" / "model" / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    return LanguagePack(code="en", folder=folder / "en")


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"format": 1}', b"\xff\xfe", b"[1]"], ids=ascii)
@pytest.mark.parametrize("name", ["labels.json", "encoder.onnx", "heads.npz", "tokenizer.json"])
def test_a_damaged_model_is_a_model_error(tmp_path: Path, name: str, content: bytes | None) -> None:
    with pytest.raises(ModelError, match=name):
        Parser(broken_pack(tmp_path, name, content))


def pack_with_heads(folder: Path, *rows: dict[str, object]) -> LanguagePack:
    shutil.copytree(PACK.folder, folder / "en")
    path = folder / "en" / "model" / "labels.json"
    manifest = json.loads(path.read_text("utf-8"))
    needed = ("sentence", "upos", "xpos", "names", "attribution")
    manifest["heads"] = [*(head for head in manifest["heads"] if head["name"] in needed), *rows]
    path.write_text(json.dumps(manifest), "utf-8")
    return LanguagePack(code="en", folder=folder / "en")


def test_a_model_with_more_heads_fills_more_of_the_parse(tmp_path: Path) -> None:
    upos = get_parser(PACK).manifest.heads["upos"]
    verbs = {"name": "trigger", "kind": "softmax", "start": upos.start, "labels": ["O", *upos.labels[1:]]}
    feats = {"name": "feats.Tense", "kind": "softmax", "start": upos.start, "labels": [""] * 16 + ["Past"]}
    later = {"name": "something-later", "kind": "softmax", "start": 0, "labels": ["a", "b"]}
    parse = Parser(pack_with_heads(tmp_path, verbs, feats, later)).parse_text(TEXTS[1])

    assert len(parse.triggers) == len(parse) - parse.upos.count("ADJ")
    assert set(parse.feats) == {""}
    assert parse.upos == parse_text(TEXTS[1], PACK).upos


def test_a_head_beyond_the_network_is_a_model_error(tmp_path: Path) -> None:
    beyond = {"name": "status", "kind": "softmax", "start": 10_000, "labels": ["happened"] * 9}

    with pytest.raises(ModelError, match="columns"):
        Parser(pack_with_heads(tmp_path, beyond))


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Mali protested. The army withdrew.", ["Mali", "The"]),
        ("France bombed Mali on Monday. Parliament meets on Thursday.", ["France", "Parliament"]),
        ("Mali protested. “We go,” said Diallo.", ["Mali", "“"]),
        ("Mr. Diallo of St. Louis met Gen. Keita at 5 p.m. on Monday.", ["Mr."]),
    ],
)
def test_a_sentence_begins_behind_a_final_stop(text: str, opening: list[str]) -> None:
    parse = parse_text(text, load_pack("en"))
    assert [parse.words[i] for i in parse.sentences.tolist()] == opening
