"""The same input gives the same bytes: twice, in company, with one thread or two, whatever the hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.export.json import to_json
from onrecord.schema import Anchor

EXAMPLE = Path(__file__).parents[2] / "examples" / "pasted_page.txt"
OTHER = "Lima, May 6 - Peru will not sign the treaty unless Chile withdraws its troops, its president said on Monday."


def test_a_record_is_the_same_alone_and_in_company() -> None:
    alone = to_json(onrecord.read(EXAMPLE))
    onrecord.read(OTHER)
    again = to_json(onrecord.read(EXAMPLE))

    assert alone == again


@pytest.mark.parametrize(("threads", "seed"), [("1", "0"), ("2", "4711")])
def test_threads_and_hash_seed_change_nothing(threads: str, seed: str) -> None:
    environment = os.environ | {"OMP_NUM_THREADS": threads, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", "read", str(EXAMPLE), "--jsonl"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    name = EXAMPLE.name

    assert done.stdout.decode() == to_json(onrecord.read(EXAMPLE)) + "\n"
    assert f'"name":"{name}"' in done.stdout.decode()


def test_every_anchor_is_in_range_and_every_reference_resolves() -> None:
    record = onrecord.read(EXAMPLE)
    text, statements = record.article.text, {s.id for s in record.statements}
    anchors: list[Anchor] = [*(s.anchor for s in record.statements), *(e.anchor for e in record.events)]
    anchors += [a for s in record.statements for a in s.content]
    anchors += [m.anchor for m in record.mentions]

    assert anchors
    assert all(0 <= a.start < a.end <= len(text) for a in anchors)
    assert all(s.parent is None or s.parent in statements for s in record.statements)
    assert all(set(e.chain) <= statements for e in record.events)
    assert len({e.id for e in record.events}) == len(record.events)
    assert len(statements) == len(record.statements)


def test_every_finding_names_its_rule_and_a_confidence() -> None:
    record = onrecord.read(EXAMPLE)

    for finding in (*record.statements, *record.events, *record.positions):
        assert finding.rule
        assert 0 <= finding.confidence <= 1
