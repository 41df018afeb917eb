"""Measure model folders on raw text: `python -m training.evaluate FOLDER...`, with the shared scorers.

Prints one line a set and folder; `--speed` adds words per CPU-second of the network alone, the folders in turn.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.lang import LanguagePack, load_pack
from onrecord.parse import Parse, Parser
from training.paths import SHARED, WORK
from training.sources.records import read_lines

SETS = {
    "ewt": ("parse/ud_ewt_dev.jsonl", ("words", "sentences", "upos", "uas", "las")),
    "gum": ("parse/ud_gum_dev.jsonl", ("words", "sentences", "upos", "uas", "las")),
    "worldwide": ("parse/names_worldwide_dev.jsonl", ("entities",)),
    "silver_news": ("parse/silver_news_dev.jsonl", ("sentences", "uas", "las")),
    "polnear": (
        "attribution/polnear_dev.jsonl",
        (
            "span_exact.source",
            "span_exact.cue",
            "span_exact.content",
            "attr.attribution",
            "attr.content_half",
            "attr.content_exact",
        ),
    ),
}


def parser_of(folder: Path) -> Parser:
    """A parser with another model folder than the pack's."""
    pack = load_pack("en")
    other = LanguagePack(code=pack.code, folder=pack.folder)
    other.__dict__["model_dir"] = folder
    return Parser(other)


def raw_text(row: dict[str, Any]) -> str:
    """The raw text of a row of a parse set."""
    pairs = zip(row["words"], row["space_after"], strict=True)
    return "".join(word + (" " if space else "") for word, space in pairs)


def parse_prediction(parse: Parse) -> dict[str, Any]:
    """A parse as score_parse.py reads it."""
    starts, ends = parse.starts.tolist(), parse.ends.tolist()
    return {
        "words": list(zip(starts, ends, strict=True)),
        "sentence_starts": parse.sentences.tolist(),
        "upos": list(parse.upos),
        "head": parse.heads,
        "deprel": list(parse.deprel),
        "entities": [[starts[n.start], ends[n.end - 1], n.label] for n in parse.names],
    }


def attribution_prediction(parse: Parse) -> list[dict[str, Any]]:
    """The encoder's attributions as score_attribution.py reads them."""
    starts, ends = parse.starts.tolist(), parse.ends.tolist()
    return [
        {role: [[starts[s.start], ends[s.end - 1]] for s in getattr(a, role)] for role in ("source", "cue", "content")}
        for a in parse.attributions
    ]


def predict(parser: Parser, rows: Iterable[dict[str, Any]], out: Path) -> None:
    """Write a set's predictions."""
    with out.open("w", encoding="utf-8") as file:
        for row in rows:
            if "text" in row:
                found = attribution_prediction(parser.parse_text(row["text"]))
                line: dict[str, Any] = {"id": row["id"], "statements": found}
            else:
                line = parse_prediction(parser.parse_text(raw_text(row)))
            file.write(json.dumps(line) + "\n")


def score(name: str, gold: Path, predicted: Path) -> dict[str, float]:
    """The figures of a set, in percent."""
    script = "score_attribution.py" if name == "polnear" else "score_parse.py"
    command = [sys.executable, str(SHARED / "score" / script), str(gold), str(predicted), "--json"]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    scale = 1 if name == "polnear" else 100  # score_attribution.py counts in percent already
    return {key: scale * _figure(figures, key) for key in SETS[name][1]}


def _figure(figures: dict[str, Any], key: str) -> float:
    """A figure by its name, wherever the scorer keeps it."""
    value: Any = figures.get(key)
    if value is None:
        value = figures
        for part in key.split("."):
            value = value[part]
    if isinstance(value, dict):
        value = value.get("f1", value.get("F1", value.get("f")))
    elif isinstance(value, list):
        value = value[-1]
    return float(value)


def measure(parser: Parser, name: str, label: str, rows: list[dict[str, Any]] | None = None) -> dict[str, float]:
    """Predict and score a set, or the given rows in its place."""
    folder = WORK / "predictions"
    folder.mkdir(parents=True, exist_ok=True)
    gold = SHARED / "data" / SETS[name][0]
    if rows is None:
        rows = list(read_lines(gold))
    else:
        gold = folder / f"{label}.{name}.gold.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    predicted = folder / f"{label}.{name}.jsonl"
    predict(parser, rows, predicted)
    return score(name, gold, predicted)


def speeds(folders: list[Path], rounds: int = 3) -> dict[str, float]:
    """Words per CPU-second of each folder's network alone, best of the rounds, the folders in turn."""
    texts = [row["text"] for row in read_lines(SHARED / "data" / SETS["polnear"][0])][:20]
    best = dict.fromkeys(map(str, folders), 0.0)
    parsers = [parser_of(folder) for folder in folders]
    for _ in range(rounds):
        for folder, parser in zip(folders, parsers, strict=True):
            best[str(folder)] = max(best[str(folder)], _speed(parser, texts))
    return best


def _speed(parser: Parser, texts: list[str]) -> float:
    encoder: Any = parser.encoder  # the only way to time the network alone
    run, spent, words = encoder.run, 0.0, 0

    def timed(window: Any) -> Any:
        nonlocal spent
        begin = time.process_time()
        output = run(window)
        spent += time.process_time() - begin
        return output

    parser.encoder = _Timed(encoder, timed)  # type: ignore[assignment]
    for text in texts:
        words += len(parser.parse_text(text))
    parser.encoder = encoder
    return words / spent


class _Timed:
    """An encoder whose runs are timed."""

    def __init__(self, encoder: Any, run: Any) -> None:
        self.run, self.pieces = run, encoder.pieces


def main() -> None:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sets", default="ewt,gum,worldwide,polnear")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    for folder in options.folders:
        model = parser_of(folder)
        for name in filter(None, options.sets.split(",")):
            figures = measure(model, name, folder.name)
            print(f"{folder.name:16} {name:12}", " ".join(f"{k} {v:.1f}" for k, v in figures.items()), flush=True)
    if options.speed:
        for name, value in speeds(options.folders).items():
            print(f"{name} {value:.0f} words per CPU-second, network alone")


if __name__ == "__main__":
    main()
