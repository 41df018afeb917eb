"""One command makes every prediction: predict.py KIND SOURCE OUT (see ../shared/score/README.md).

Kinds: cases, dossiers, parse, attribution, events, pasted, html. All go through the public Python interface and read
no gold field.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord import read_all
from onrecord.errors import InputError
from onrecord.schema import Anchor, Article, Event, Party, Record, Source, Statement

SUFFIXES = {".txt": "pasted", ".html": "html", ".htm": "html"}


def predict_cases(source: Path, out: Path) -> None:
    """A folder of .txt and .html -> a folder with <stem>.json in the schema of the annotated cases."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(p for p in source.iterdir() if p.suffix in SUFFIXES):
        case = case_of(path)
        (out / f"{path.stem}.json").write_text(json.dumps(case, ensure_ascii=False, indent=1), "utf-8")


def case_of(path: Path) -> dict[str, Any]:
    """The record of one file in the schema of the annotated cases."""
    try:
        record = read_all(path)[0]
    except InputError as error:
        return {"error": str(error), "body": [], "statements": [], "events": [], "positions": []}
    offsets = _Offsets(record.article, html=SUFFIXES[path.suffix] == "html")
    return offsets.header() | _findings(record, offsets)


class _Offsets:
    """Anchors as the scorers want them: in the input for text, in the joined body for HTML."""

    def __init__(self, article: Article, *, html: bool) -> None:
        self.article = article
        self.html = html
        self.starts: list[tuple[Anchor, int]] = []
        at = 0
        for paragraph in article.body:
            self.starts.append((paragraph, at))
            at += paragraph.end - paragraph.start + 2

    def header(self) -> dict[str, Any]:
        article = self.article
        body = [article.text[a.slice] for a in article.body]
        header: dict[str, Any] = {
            "headline": article.headline,
            "date": article.date,
            "byline": article.byline or " and ".join(article.authors) or None,
            "dateline": article.text[article.dateline.slice] if article.dateline else None,
            "language": article.language,
            "body": body,
            "furniture": [article.text[a.slice] for a in article.furniture],
            "offset_base": "body_text" if self.html else "input",
        }
        return header | ({"body_text": "\n\n".join(body)} if self.html else {})

    def range(self, anchor: Anchor) -> list[int]:
        if not self.html:
            return list(self.article.source.source_range(anchor))
        return [self._in_body(anchor.start), self._in_body(anchor.end)]

    def _in_body(self, offset: int) -> int:
        for paragraph, start in reversed(self.starts):
            if paragraph.start <= offset:
                return start + min(offset, paragraph.end) - paragraph.start
        return 0


def _findings(record: Record, offsets: _Offsets) -> dict[str, Any]:
    number = {s.id: i for i, s in enumerate(record.statements)}
    return {
        "statements": [_statement(s, number, offsets) for s in record.statements],
        "events": [_event(e, number, offsets) for e in record.events],
        "positions": [
            {
                "actor": _code(p.actor) or "",
                "issue": p.issue,
                "stance": p.stance,
                "text": offsets.range(p.anchor),
                "confidence": p.confidence,
            }
            for p in record.positions
        ],
        "contradictions": [[number[c.first], number[c.second]] for c in record.contradictions],
    }


def _statement(statement: Statement, number: dict[str, int], offsets: _Offsets) -> dict[str, Any]:
    text = offsets.article.text
    speaker = statement.speaker
    actor = speaker.actor if speaker else None
    return {
        "speaker_text": speaker.text if speaker else None,
        "speaker": (actor.name if actor else None) or (speaker.text if speaker else None),
        "speaker_country": actor.code if actor else None,
        "cue": text[statement.cue.slice] if statement.cue else None,
        "content": [offsets.range(a) for a in statement.content],
        "kind": statement.kind,
        "act": statement.act,
        "mode": statement.mode,
        "addressee": statement.addressee.text if statement.addressee else None,
        "nested_in": number.get(statement.parent) if statement.parent else None,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def _event(event: Event, number: dict[str, int], offsets: _Offsets) -> dict[str, Any]:
    return {
        "type": event.type,
        "cameo": event.cameo,
        "source": _codes(event.actors),
        "target": _codes(event.recipients),
        "status": event.status,
        "trigger": offsets.range(event.anchor),
        "date": event.date,
        "place": event.place.text if event.place else None,
        "in_statement": number.get(event.chain[-1]) if event.chain else None,
        "confidence": event.confidence,
        "rule": event.rule,
    }


def _codes(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(code for p in parties if (code := _code(p))))


def _code(party: Party) -> str | None:
    actor = party.actor
    if actor is None or actor.code is None:
        return None
    return f"{actor.code} {actor.sector}" if actor.sector else actor.code


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
    from onrecord.find.attributions import find_attributions
    from onrecord.lang import load_pack
    from onrecord.parse import get_parser

    pack = load_pack("en")
    with out.open("w", encoding="utf-8") as file:
        for row in _rows(source):
            article = _plain_article(row["text"])
            parse = get_parser(pack).parse(article)
            statements = [
                {
                    role: [[int(parse.starts[s.start]), int(parse.ends[s.end - 1])] for s in getattr(a, role)]
                    for role in ("source", "cue", "content")
                }
                for a in find_attributions(article, parse, pack)
            ]
            file.write(json.dumps({"id": row["id"], "statements": statements}) + "\n")


def _plain_article(text: str) -> Article:
    """An article whose every line that is not blank is a paragraph of the body."""
    lines = (Anchor(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Article("a", text, Source("", "text"), body=tuple(lines), language="en")


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
    from predict_events import predict_events
    from predict_pages import predict_html, predict_pasted

    kinds = {
        "cases": predict_cases,
        "dossiers": predict_dossiers,
        "parse": predict_parse,
        "attribution": predict_attribution,
        "events": predict_events,
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
