"""The page that the project started from keeps what its issue asks."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PREDICT = Path(__file__).parents[2] / "benchmarks" / "predict.py"
ASKED = {
    ("body", "f"): 1.0,
    ("furniture_recall",): 1.0,
    ("headline_acc",): 1.0,
    ("date_acc",): 1.0,
    ("byline_acc",): 1.0,
    ("statements", "f"): 0.80,
    ("statement_attrs", "speaker"): 0.85,
    ("events_type", "f"): 0.75,
    ("events_type_dyad", "f"): 0.60,
    ("events_type_dyad_status", "f"): 0.50,
}


@pytest.mark.shared
def test_the_seed_reaches_what_is_asked_of_it(shared: Path, tmp_path: Path) -> None:
    inputs, gold, out = (tmp_path / name for name in ("inputs", "gold", "out"))
    for folder, name in ((inputs, "seed.txt"), (gold, "seed.json")):
        folder.mkdir()
        shutil.copy(shared / "cases" / name, folder)
    subprocess.run([sys.executable, PREDICT, "cases", inputs, out], check=True, capture_output=True)
    scorer = [sys.executable, shared / "score" / "score_cases.py", out, "--include-seed"]
    scored = subprocess.run(
        [*scorer, "--gold", gold, "--inputs", inputs, "--json", "-"], check=True, capture_output=True
    )
    figures = json.loads(scored.stdout)["all"]

    def figure(path: tuple[str, ...]) -> float:
        found = figures
        for key in path:
            found = found[key]
        return float(found)

    short = {path: figure(path) for path, asked in ASKED.items() if figure(path) < asked}
    assert not short
