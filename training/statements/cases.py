"""The annotated cases as articles, parses and gold statements; never those of aside.txt nor dossier e3."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from onrecord.lang import LanguagePack
from onrecord.parse import get_parser
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source
from training.folds import FOLDS, fold_of
from training.paths import FOLD_MODELS, ROOT, WORK

__all__ = [
    "Case",
    "Gold",
    "article_of",
    "blind_parser",
    "fold_of",
    "likeness",
    "load_cases",
    "match",
    "read_gold",
    "said",
]

Said = frozenset[int]  # the letters and figures of a content, as character offsets


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated statement."""

    said: Said
    cue: frozenset[str]
    acts: tuple[str, ...]  # the act and its alternatives
    optional: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated page: its body as gold has it, parsed."""

    id: str
    article: Article
    parse: Parse
    gold: tuple[Gold, ...]
    fold: int


@dataclass(frozen=True)
class OtherModel(LanguagePack):
    """A language pack with a model of another folder."""

    model: Path = Path()

    @cached_property
    def model_dir(self) -> Path:
        """The other folder."""
        return self.model


def load_cases(shared: Path, pack: LanguagePack, *, folds: int = 5) -> list[Case]:
    """The open cases without the aside ones, the dossiers e1 and e2, the project's own and its real ones.

    Each is in one fold of `folds`, whole dossiers together, and parsed as `blind_parser` says.
    """
    parse = blind_parser(pack)
    cases = []
    for gold, folder in read_gold(shared):
        article = article_of(gold, folder)
        statements = tuple(_gold(article.text, s) for s in gold["statements"])
        cases.append(Case(gold["id"], article, parse(article), statements, fold_of(gold["id"], folds)))
    return cases


def blind_parser(pack: LanguagePack, *, models: Path = FOLD_MODELS) -> Callable[[Article], Parse]:
    """How a page is parsed: by the model that did not train on its fold, so that heads are as unsure as on any page.

    Raises
    ------
    SystemExit
        Where these models have not been trained (see training/README.md).
    """
    folders = [models / str(fold) for fold in range(FOLDS)]
    missing = [str(folder) for folder in folders if not (folder / "encoder.onnx").exists()]
    if missing:
        raise SystemExit(f"No model in {', '.join(missing)}: the fits need one for each fold; see training/README.md.")
    packs = [OtherModel(code=pack.code, folder=pack.folder, model=folder) for folder in folders]
    return lambda article: get_parser(packs[fold_of(article.id)]).parse(article)


def read_gold(shared: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The annotated cases that may train, each with the folder of its input."""
    aside = set((shared / "cases/aside.txt").read_text("utf-8").split())
    for path, folder in _files(shared / "cases"):
        gold = json.loads(path.read_text("utf-8"))
        if gold["id"] not in aside:
            yield gold, folder


def _files(cases: Path) -> Iterator[tuple[Path, Path]]:
    for path in sorted((cases / "open/gold").glob("*.json")):
        yield path, cases / "open/inputs"
    for path in sorted((cases / "dossiers/gold").glob("e[12]?.json")):
        yield path, cases / "dossiers/inputs" / path.stem[:2]
    for own in (ROOT / "training" / "cases", *sorted(p for p in (WORK / "real").glob("*") if p.is_dir())):
        for path in sorted((own / "gold").glob("*.json")):
            yield path, own / "inputs"


def article_of(gold: dict[str, Any], folder: Path) -> Article:
    """A case's text as an article, its body as gold has it."""
    if gold["offset_base"] == "input":
        with (folder / Path(gold["input"]).name).open(encoding="utf-8", newline="") as file:
            text = file.read()
    else:
        text = gold["body_text"]
    body, at = [], 0
    for paragraph in gold["body"]:
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        body.append(Anchor(start, at))
    article = Article(
        id=gold["id"], text=text, source=Source(digest="", kind="pasted"), body=tuple(body), language="en"
    )
    line = gold.get("dateline")
    if line and line in text:
        start = text.index(line)
        article = replace(article, dateline=Anchor(start, start + len(line)))
    return article


def _gold(text: str, row: dict[str, Any]) -> Gold:
    return Gold(
        said=said(text, (Anchor(s, e) for s, e in row["content"])),
        cue=frozenset(re.findall(r"\w+", (row["cue"] or "").lower())),
        acts=(row["act"], *row.get("alt_acts", ())),
        optional=bool(row.get("optional")),
    )


def said(text: str, anchors: Iterable[Anchor]) -> Said:
    """The letters and figures within the anchors."""
    return frozenset(i for a in anchors for i in range(a.start, a.end) if text[i].isalnum())


def likeness(a: Said, b: Said) -> float:
    """The share of characters that two contents have in common."""
    return len(a & b) / len(a | b) if a or b else 0.0


def match(gold: tuple[Gold, ...], found: list[Said]) -> dict[int, int]:
    """Which found content is which gold statement: one to one, likest first, from .5 on; as the cases' scorer does."""
    pairs = sorted(
        ((likeness(g.said, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        key=lambda p: (-p[0], gold[p[1]].optional, p[1], p[2]),
    )
    taken: set[int] = set()
    result: dict[int, int] = {}
    for score, i, j in pairs:
        if score >= 0.5 and i not in taken and j not in result:
            taken.add(i)
            result[j] = i
    return result
