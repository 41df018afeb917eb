"""Whether a processor without AVX-512 and VNNI decides alike: the same pages read here and under an emulated Haswell.

    python benchmarks/simd.py                     24 invented pages of training/cases, here and under qemu-x86_64
    python benchmarks/simd.py --cpu Haswell FILE...

8-bit products saturate on machines without VNNI unless weights keep to seven bits, as the shipped model's do. Emulation
(Debian's package qemu-user) runs the same ONNX Runtime with the kernels of that processor. What is compared are
decisions: sentences, tags, trees, names, attributions, triggers, and the record's statements and events without their
confidences.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from onrecord.lang import load_pack
from onrecord.parse import get_parser
from onrecord.parse.parse import Parse, Span
from onrecord.reading import read_articles
from onrecord.record import make_record
from onrecord.schema import Record

ROOT = Path(__file__).resolve().parents[1]
EVERY = 11  # of the invented pages

Decisions = dict[str, list[str]]


def decisions(paths: list[Path]) -> Decisions:
    """What the pages' parses and records decide, by kind, in order."""
    pack, found = load_pack("en"), Decisions()
    for path in paths:
        for article in read_articles(path.read_bytes(), name=path.name):
            parse = get_parser(pack).parse(article)
            for kind, rows in {**_of_parse(parse), **_of_record(make_record(article))}.items():
                found.setdefault(kind, []).extend(f"{path.name} {row}" for row in rows)
    return found


def _of_parse(parse: Parse) -> Decisions:
    return {
        "sentences": [str(i) for i in parse.sentences],
        "upos": [f"{i} {tag}" for i, tag in enumerate(parse.upos)],
        "xpos": [f"{i} {tag}" for i, tag in enumerate(parse.xpos)],
        "heads": [f"{i} {head}" for i, head in enumerate(parse.head)],
        "relations": [f"{i} {relation}" for i, relation in enumerate(parse.deprel)],
        "names": [_words(name) for name in parse.names],
        "attributions": [" | ".join(map(_words, a.source + a.cue + a.content)) for a in parse.attributions],
        "triggers": [f"{t.word} {t.types[0][0]}" for t in parse.triggers],
    }


def _words(span: Span) -> str:
    return f"{span.label} {span.start}-{span.end}"


def _of_record(record: Record) -> Decisions:
    return {
        "statements": [f"{s.content} {s.act} {s.speaker}" for s in record.statements],
        "events": [f"{e.anchor} {e.type} {e.status} {e.cameo} {e.actors} {e.recipients}" for e in record.events],
    }


def compare(here: Decisions, there: Decisions) -> list[str]:
    """A line a kind: how many decisions, and how many of them differ."""
    rows = []
    for kind, ours in here.items():
        differ = len(set(ours) ^ set(there.get(kind, []))) / 2
        rows.append(f"{kind:<13} {len(ours):>7,} {differ:>7g} differ ({differ / max(len(ours), 1):.2%})")
    return rows


def main() -> None:
    """Compare; with --dump, print what this processor decides."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", help="pages; invented ones of training/cases by default")
    parser.add_argument("--cpu", default="Haswell", help="one of qemu-x86_64 -cpu help")
    parser.add_argument("--dump", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "training/cases/inputs").glob("*.txt"))[::EVERY]
    here = decisions(files)
    if options.dump:
        print(json.dumps(here))
        return
    emulator = shutil.which("qemu-x86_64")
    if emulator is None:
        sys.exit("qemu-x86_64 is not installed (Debian: apt install qemu-user)")
    command = [emulator, "-cpu", options.cpu, sys.executable, __file__, "--dump", *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    print(f"{len(files)} pages, here and on an emulated {options.cpu}")
    print("\n".join(compare(here, json.loads(done.stdout))))


if __name__ == "__main__":
    main()
