"""The annotated cases as articles, parses and gold statements; never those of aside.txt nor dossier e3."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from onrecord.lang import LanguagePack
from onrecord.parse import get_parser
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Source
from training.folds import fold_of
from training.paths import ROOT, WORK

__all__ = [
    "Case",
    "Gold",
    "article_of",
    "fold_of",
    "likeness",
    "load_cases",
    "match",
    "parsers",
    "read_gold",
    "said",
    "sided",
    "version_of",
]

FIRST = (  # the version of the model that first trained on the pages of these names; all have seen the others
    (re.compile(r"(kc|[s-z]|[xy]a)\d"), "0.3.0"),
    (re.compile(r"(k[de]|z[a-d])\d"), "0.4.0"),
    (re.compile(r"(k[f-o]|z[ef])\d"), "0.5.0"),
    (re.compile(r"[lp][a-d]\d"), "0.6.0"),
    (re.compile(r"q[a-j]\d"), "0.7.0"),
    (re.compile(r"(l[e-h]|q[k-x]|s[a-g]|t[c-f]|u[a-g]|z[g-i])\d"), "0.8.0"),
    (re.compile(r"([mo][a-h]|t[ab])\d"), "0.9.0"),
    (re.compile(r"([hj][a-h]|i[df]|n[a-c]|w[ab])\d"), "0.10.0"),
    (re.compile(r"(i[abceg-z]|v[a-z]|x[bc])\d"), "0.11.0"),
)
SIDED = (0, 5, 0)  # from this version on the model has a good view of who acts on whom
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
    unseen: bool = False  # the model that parsed it did not train on it


@dataclass(frozen=True)
class OtherModel(LanguagePack):
    """A language pack with a model of another folder."""

    model: Path = Path()

    @cached_property
    def model_dir(self) -> Path:
        """The other folder."""
        return self.model


def load_cases(shared: Path, pack: LanguagePack, *, folds: int = 5, older: Sequence[Path] = ()) -> list[Case]:
    """The open cases without the aside ones, the dossiers e1 and e2, the project's own and its real ones.

    Each is in one fold of `folds`, whole dossiers together. Pages on which the model of a folder in `older` did not
    train are parsed by it, the newest such, so that its heads are as unsure there as they are on any page.
    """
    parse = parsers(pack, older)
    cases = []
    for gold, folder in read_gold(shared):
        article = article_of(gold, folder)
        statements = tuple(_gold(article.text, s) for s in gold["statements"])
        parsed, unseen = parse(article)
        cases.append(Case(gold["id"], article, parsed, statements, fold_of(gold["id"], folds), unseen))
    return cases


def parsers(pack: LanguagePack, older: Sequence[Path]) -> Callable[[Article], tuple[Parse, bool]]:
    """How a page is parsed, and whether by a model that did not train on it (see `load_cases`)."""
    packs = {version_of(f): OtherModel(code=pack.code, folder=pack.folder, model=f) for f in older}

    def parse(article: Article) -> tuple[Parse, bool]:
        first = next((_version(v) for name, v in FIRST if name.match(article.id)), None)
        blind = max((v for v in packs if first is not None and v < first), default=None)
        return get_parser(packs[blind] if blind is not None else pack).parse(article), blind is not None

    return parse


def sided(older: Sequence[Path]) -> list[Path]:
    """Of some models those with a good view of who acts on whom."""
    return [folder for folder in older if version_of(folder) >= SIDED]


def version_of(model: Path) -> tuple[int, ...]:
    """The version of the model in a folder, as numbers."""
    return _version(json.loads((model / "labels.json").read_text("utf-8"))["version"])


def _version(name: str) -> tuple[int, ...]:
    return tuple(map(int, name.split(".")))


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
