"""One command makes every prediction: predict.py KIND SOURCE OUT (see ../shared/score/README.md).

Kinds: cases, dossiers, parse, attribution, events, pasted, html. All go through the public Python interface and read
no gold field.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.evaluate.predictions import predict_attributions, predict_case, predict_events

SUFFIXES = (".txt", ".html", ".htm")


def predict_cases(source: Path, out: Path) -> None:
    """A folder of .txt and .html -> a folder with <stem>.json in the schema of the annotated cases."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(p for p in source.iterdir() if p.suffix in SUFFIXES):
        case = predict_case(path.read_bytes(), path.name)
        (out / f"{path.stem}.json").write_text(json.dumps(case, ensure_ascii=False, indent=1), "utf-8")


def predict_parse(source: Path, out: Path) -> None:
    """Paragraphs as words and space_after -> words, sentences, tags, lemmas, trees and names from the raw text."""
    from onrecord.lang import load_pack
    from onrecord.parse import parse_text
    from onrecord.parse.lemma import cased_lemmas

    pack = load_pack("en")
    with out.open("w", encoding="utf-8") as file:
        for row in _rows(source):
            text = "".join(w + (" " if s else "") for w, s in zip(row["words"], row["space_after"], strict=True))
            parse = parse_text(text.rstrip("\n"), pack)
            written = {
                "words": list(zip(parse.starts.tolist(), parse.ends.tolist(), strict=True)),
                "sentence_starts": parse.sentences.tolist(),
                "upos": list(parse.upos),
                "head": parse.heads,
                "deprel": list(parse.deprel),
                "lemma": cased_lemmas(parse),
                "entities": [[int(parse.starts[n.start]), int(parse.ends[n.end - 1]), n.label] for n in parse.names],
            }
            file.write(json.dumps(written) + "\n")


def predict_attribution(source: Path, out: Path) -> None:
    """Articles' texts -> attributions as PolNeAR marks them (outermost only)."""
    with out.open("w", encoding="utf-8") as file:
        for row in _rows(source):
            file.write(json.dumps({"id": row["id"], "statements": predict_attributions(row["text"])}) + "\n")


def predict_event_sets(source: Path, out: Path) -> None:
    """Lines with id, text, lang and date -> lines with the events of each text, the main one first."""
    with out.open("w", encoding="utf-8") as file:
        for row in _rows(source):
            events = predict_events(row["text"], language=row.get("lang") or "en", date=row.get("date"))
            file.write(json.dumps({"id": row["id"], "events": events}, ensure_ascii=False) + "\n")


def _rows(source: Path) -> Iterable[dict[str, Any]]:
    with source.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main(arguments: list[str]) -> int:
    """Run one kind; the exit code."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    from predict_dossiers import predict_dossiers
    from predict_pages import predict_html, predict_pasted

    kinds = {
        "cases": predict_cases,
        "dossiers": predict_dossiers,
        "parse": predict_parse,
        "attribution": predict_attribution,
        "events": predict_event_sets,
        "pasted": predict_pasted,
        "html": predict_html,
    }
    kind, source, out = arguments
    if kind not in kinds:
        print(f"predict.py: no kind {kind!r}; there are {', '.join(kinds)}", file=sys.stderr)
        return 2
    kinds[kind](Path(source), Path(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
