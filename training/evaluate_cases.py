"""Measure the trigger and status heads alone on the cases set aside: `python -m training.evaluate_cases FOLDER...`.

Figures only: nobody tunes on these cases or reads their errors.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from onrecord.parse import Parser
from training.evaluate import parser_of
from training.paths import SHARED, WORK


def body_only(text: str, spans: list[list[int]]) -> str:
    """The text with everything outside of its body blanked, so that offsets stay.

    >>> body_only("Head\\nBody.", [[5, 10]])
    '    \\nBody.'
    """
    kept = ["\n" if c == "\n" else " " for c in text]
    for start, end in spans:
        kept[start:end] = text[start:end]
    return "".join(kept)


def predict_events(parser: Parser, case: dict[str, Any], text: str) -> dict[str, Any]:
    """The triggers of a case as events without actors."""
    parse = parser.parse_text(body_only(text, case["body_spans"]))
    events = [
        {
            "type": found.types[0][0],
            "status": found.statuses[0][0],
            "source": [],
            "target": [],
            "trigger": [int(parse.starts[found.word]), int(parse.ends[found.word])],
        }
        for found in parse.triggers
    ]
    return {"events": events, "statements": [], "positions": []}


def main() -> None:
    """Predict and score."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", type=Path, nargs="+")
    cases = SHARED / "cases"
    aside = (cases / "aside.txt").read_text().split()
    for folder in options.parse_args().folders:
        parser = parser_of(folder)
        out = WORK / "predictions" / f"{folder.name}.cases"
        out.mkdir(parents=True, exist_ok=True)
        for name in aside:
            path = cases / "open" / "gold" / f"{name}.json"
            if not path.exists():
                continue
            case = json.loads(path.read_text(encoding="utf-8"))
            if case["offset_base"] == "input":
                text = (cases / "open" / "inputs" / case["input"]).read_bytes().decode("utf-8")
                (out / f"{name}.json").write_text(json.dumps(predict_events(parser, case, text)), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score_cases.py"), str(out)]
        command += ["--gold", str(cases / "open" / "gold"), "--inputs", str(cases / "open" / "inputs")]
        command += ["--cases", f"@{cases / 'aside.txt'}"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows = [line for line in done.stdout.splitlines() if "event" in line or "status" in line]
        print(folder.name, *rows, sep="\n")


if __name__ == "__main__":
    main()
