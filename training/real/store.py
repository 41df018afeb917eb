"""Gold annotations as offsets into rows of names_worldwide, and back to whole cases with their texts."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.paths import SHARED, WORK
from training.sources.records import read_lines

__all__ = ["pack", "unpack"]

HERE = Path(__file__).parent
TEXTS = Path("data/parse/names_worldwide_train.jsonl")
ORIGIN = "names_worldwide_train rows "
SPANS = {"statements": "content", "events": "trigger", "positions": "text"}
SHOWN = {"statements": "content_text", "events": "trigger_text", "positions": "span_text"}  # the text under the spans
PAIRS = ("contradictions", "contradictions_optional")


def pack(folder: Path) -> int:
    """Write `training/real/<name>.jsonl` from an annotator's folder; the number of its items.

    Raises ValueError where an item's text is not that of its rows.
    """
    rows = _rows()
    items = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        numbers = [int(n) for n in gold["origin"].removeprefix(ORIGIN).split()]
        if _text(rows, numbers) != (folder / "inputs" / gold["input"]).read_text("utf-8").rstrip("\n"):
            raise ValueError(f"{path}: its text is not that of its rows")
        item: dict[str, Any] = {"id": gold["id"], "rows": numbers, "sentences": gold["sentences"]}
        for kind, shown in SHOWN.items():
            item[kind] = [{k: v for k, v in row.items() if k != shown} for row in gold[kind]]
        item |= {kind: gold[kind] for kind in PAIRS if kind in gold}
        items.append(item)
    lines = "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)
    (HERE / f"{folder.name}.jsonl").write_text(lines, "utf-8")
    return len(items)


def unpack(shared: Path = SHARED, work: Path = WORK) -> int:
    """Write every item with its text to `work/real/<name>/{inputs,gold}`; their number."""
    rows = _rows(shared)
    count = 0
    for path in sorted(HERE.glob("*.jsonl")):
        folder = work / "real" / path.stem
        for part in ("inputs", "gold"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        for item in read_lines(path):
            gold = _gold(item, _text(rows, item["rows"]))
            (folder / "inputs" / gold["input"]).write_text(gold.pop("whole") + "\n", "utf-8")
            text = json.dumps(gold, ensure_ascii=False, indent=1)
            (folder / "gold" / f"{item['id']}.json").write_text(text + "\n", "utf-8")
            count += 1
    return count


def _rows(shared: Path = SHARED) -> list[Any]:
    return list(read_lines(shared / TEXTS))


def _text(rows: Sequence[Any], numbers: Sequence[int]) -> str:
    """The rows as paragraphs, one a line."""
    return "\n".join(
        "".join(w + " " * s for w, s in zip(rows[n]["words"], rows[n]["space_after"], strict=True)).strip()
        for n in numbers
    )


def _gold(item: dict[str, Any], text: str) -> dict[str, Any]:
    """A case as the shared format has it."""
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append([at, at + len(line)])
        at += len(line) + 1
    gold: dict[str, Any] = dict.fromkeys(("headline", "date", "byline", "dateline", "body_text"))
    gold |= {"id": item["id"], "input": f"{item['id']}.txt", "offset_base": "input", "furniture": [], "whole": text}
    gold |= {"body": text.split("\n"), "body_spans": spans, "sentences": item["sentences"]}
    for kind, span in SPANS.items():
        gold[kind] = [row | {SHOWN[kind]: _shown(text, row[span])} for row in item[kind]]
    return gold | {kind: item[kind] for kind in PAIRS if kind in item}


def _shown(text: str, span: Sequence[Any]) -> Any:
    if span and not isinstance(span[0], int):
        return [text[a:b] for a, b in span]
    return text[span[0] : span[1]]
