"""Checks speakers and event sources against the annotated cases' mentions, given gold spans.

    benchmarks/actors.py [--shared FOLDER] [--errors N] [--ids a01,b02]

Speakers: the gold `speaker_text` nearest to the content is handed to the resolver, its actor compared with the gold
name and country as score_cases.py compares them; countries also by the resolver's rule. Errors are shown only of cases
outside aside.txt.
"""

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path

from onrecord.find.actors import ActorResolver
from onrecord.lang import load_pack
from onrecord.parse import get_parser
from onrecord.schema import Anchor, Article, Source


def main() -> None:
    """Prints counts, and errors where asked."""
    options = argparse.ArgumentParser()
    options.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "../shared")))
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--ids", default="")
    options.add_argument("--aside", action="store_true", help="the set-aside cases: figures only, no errors")
    arguments = options.parse_args()
    scorer = _scorer(arguments.shared)
    aside = set((arguments.shared / "cases/aside.txt").read_text().split())
    counts = {"speaker": [0, 0], "country": [0, 0], "pronoun": [0, 0], "pronoun country": [0, 0]}
    errors: list[str] = []
    for path in sorted((arguments.shared / "cases/open/gold").glob("*.json")):
        if (path.stem in aside) != arguments.aside:
            continue
        if arguments.ids and path.stem not in arguments.ids.split(","):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        _check(gold, arguments.shared / "cases/open/inputs", scorer, counts, errors)
    for name, (right, total) in counts.items():
        print(f"{name:16} {right}/{total} {right / max(total, 1):.3f}")
    if not arguments.aside:
        print("\n".join(errors[: arguments.errors]))


def _check(gold: dict, inputs: Path, scorer: object, counts: dict[str, list[int]], errors: list[str]) -> None:
    in_file = gold["offset_base"] == "input"
    text = (inputs / f"{gold['id']}.txt").read_bytes().decode() if in_file else gold["body_text"]
    pack = load_pack("en")
    article = article_of(gold, text)
    parse = get_parser(pack).parse(article)
    resolver = ActorResolver(article, parse, (), pack)
    for statement in gold["statements"]:
        words = statement["speaker_text"]
        if not words:
            continue
        at = place_of(text, words, statement)
        if at is None:
            continue
        party = resolver.party(*parse.word_range(Anchor(at, at + len(words))))
        actor = party.actor
        name = (actor.name if actor else None) or words
        guess = {"speaker": name, "speaker_text": words, "speaker_country": actor.code if actor else None}
        right = scorer.name_ok(statement, guess)
        wanted, given = scorer.codes(statement["speaker_country"]), scorer.codes(guess["speaker_country"])
        country = wanted == scorer.igo_sub(given, wanted)
        kind = "pronoun" if words.lower() in PRONOUNS else ""
        rule = (actor.rule.split(":")[0] if actor else "none") or "none"
        _count(counts.setdefault(f"  {rule}", [0, 0]), country)
        if right is not None:
            _count(counts["speaker"], right)
            if kind:
                _count(counts["pronoun"], right)
        _count(counts["country"], country)
        if kind:
            _count(counts["pronoun country"], country)
        if not right or not country:
            errors.append(
                f"{gold['id']} {words!r}: {statement['speaker']!r} {statement['speaker_country']} <- {name!r} "
                f"{actor.code if actor else None} [{actor.rule if actor else ''}]"
            )


PRONOUNS = {"he", "she", "it", "they", "who", "which", "him", "her", "his", "their", "its", "them"}


def _count(count: list[int], right: object) -> None:
    count[0] += bool(right)
    count[1] += 1


def article_of(gold: dict, text: str) -> Article:
    """The article with the gold's body, so that reading's errors do not count here."""
    body = tuple(Anchor(*span) for span in gold["body_spans"])
    dateline = None
    if gold.get("dateline"):
        at = text.find(gold["dateline"], body[0].start)
        dateline = Anchor(at, at + len(gold["dateline"])) if at >= 0 else None
    source = Source("", "pasted")
    head = gold.get("headline")
    return Article("a", text, source, body, headline=head, date=gold["date"], dateline=dateline, language="en")


def place_of(text: str, words: str, statement: dict) -> int | None:
    """Where the mention nearest to the statement's cue and content stands."""
    start = statement["content"][0][0]
    end = statement["content"][0][1]
    best = None
    at = text.find(words)
    while at >= 0:
        distance = min(abs(at + len(words) - start), abs(at - end))
        inside = any(s <= at < e for s, e in statement["content"])
        key = (inside, distance)
        edge = (at == 0 or not text[at - 1].isalnum()) and not text[at + len(words) : at + len(words) + 1].isalnum()
        if edge and (best is None or key < best[0]):
            best = (key, at)
        at = text.find(words, at + 1)
    return best[1] if best else None


def _scorer(shared: Path) -> object:
    spec = importlib.util.spec_from_file_location("score_cases", shared / "score/score_cases.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_cases"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
