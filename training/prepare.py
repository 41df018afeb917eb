"""Make the training files of the work folder from the shared data: `python -m training.prepare`.

`--declared` leaves out all data without a declared licence: PolNeAR and its silver sets, the worldwide names, and the
annotations of real articles. Give it a work folder of its own (ONRECORD_TRAINING).
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from onrecord.lang import load_pack
from onrecord.parse.tokens import WordSplitter
from training.labels import NAME_TYPES, bio
from training.paragraph import Paragraph
from training.paths import DATA, SHARED
from training.real.store import unpack
from training.sources.attribution import attribution_paragraphs
from training.sources.cases import case_paragraphs, record_paragraphs, training_cases
from training.sources.names import name_paragraphs, some_silver
from training.sources.records import read_lines, write_paragraphs
from training.sources.syntax import TagMap, syntax_paragraphs, tag_inventory
from training.sources.tables import frame_paragraphs
from training.sources.texts import Splitter

SILVER_NAME_WORDS = 150_000
SEED = 2


def all_sets(*, declared: bool = False) -> Iterator[tuple[str, Iterable[Paragraph]]]:
    """Every file of the work folder by name; texts are split by the product's own words."""
    pack = load_pack("en")
    splitter: Splitter = WordSplitter(pack.words)
    parse = SHARED / "data" / "parse"
    gold = [read_lines(parse / f"ud_{name}_train.jsonl") for name in ("ewt", "gum")]
    rows = list(chain(*gold))
    inventory = tag_inventory(rows)
    inventory["names"] = bio(NAME_TYPES)
    (DATA / "labels.json").write_text(json.dumps(inventory, indent=1))
    yield "syntax", syntax_paragraphs(rows, inventory)
    silver_names = some_silver(read_lines(parse / "names_silver_train.jsonl"), SILVER_NAME_WORDS, SEED)
    undeclared = [
        name_paragraphs(read_lines(parse / "names_worldwide_train.jsonl"), "full"),
        name_paragraphs(silver_names, "silver", first=100_000),
    ]
    names = [
        *([] if declared else undeclared),
        name_paragraphs(read_lines(parse / "names_politics_train.jsonl"), "conll", first=200_000),
        name_paragraphs(read_lines(parse / "names_wikigold_train.jsonl"), "conll", first=300_000),
        name_paragraphs(read_lines(parse / "names_uner_ewt_train.jsonl"), "three", first=400_000),
    ]
    yield "names", chain(*names)
    yield "cases", case_paragraphs(training_cases(SHARED / "cases", declared=declared), splitter, pack)
    records = read_lines(SHARED / "data" / "events" / "plover_gsr.dev.jsonl")
    yield "records", chain(record_paragraphs(records, splitter), frame_paragraphs(pack, first=100_000))
    if declared:
        return
    silver = read_lines(parse / "silver_news_train.jsonl")
    yield "silver", syntax_paragraphs(silver, inventory, tags=TagMap(rows))
    polnear = read_lines(SHARED / "data" / "attribution" / "polnear_train.jsonl")
    yield "attribution", attribution_paragraphs(polnear, splitter)


def main(folder: Path = DATA) -> None:
    """Write every set and print its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--declared", action="store_true", help="only data with a declared licence")
    declared = parser.parse_args().declared
    folder.mkdir(parents=True, exist_ok=True)
    if not declared:
        unpack()
    for name, paragraphs in all_sets(declared=declared):
        count, words = write_paragraphs(folder / f"{name}.jsonl", paragraphs)
        print(f"{name:12} {count:7,} paragraphs {words:9,} words")


if __name__ == "__main__":
    main()
