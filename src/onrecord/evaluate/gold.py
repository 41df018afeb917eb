"""Gold as documents: a folder or zip file of annotated cases, or lines of PLOVER's or PolNeAR's kind."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.codes import codes_of, regions
from onrecord.evaluate.predictions import plain_article
from onrecord.lang import load_pack
from onrecord.parse import get_parser
from onrecord.schema import Anchor

__all__ = ["Document", "GoldKind", "load_gold", "load_lines", "load_object"]

Item = dict[str, Any]


class GoldKind(StrEnum):
    """The shapes of gold that are known."""

    CASES = "cases"
    PLOVER = "plover"
    POLNEAR = "polnear"


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated page or text."""

    id: str
    gold: Item
    page: bytes = b""
    name: str = ""

    @property
    def decade(self) -> str | None:
        """The decade it is dated in.

        >>> Document("a", {"date": "2004-03-05"}).decade
        '2000s'
        """
        date = str(self.gold.get("date") or "")
        return f"{date[:3]}0s" if date[:4].isdigit() else None

    @property
    def region(self) -> str | None:
        """The region it says it is about, else the one that its actors are mostly of.

        >>> Document("a", {"events": [{"source": ["MLI GOV"], "target": ["NER"]}, {"source": ["FRA"]}]}).region
        'Africa'
        """
        if self.gold.get("region"):
            return str(self.gold["region"])
        named: Counter[str] = Counter()
        for event in self.gold.get("events", ()):
            named.update(codes_of(event.get("source")) | codes_of(event.get("target")))
        for statement in self.gold.get("statements", ()):
            named.update(codes_of(statement.get("speaker_country")))
        of: Counter[str] = Counter()
        for code, times in named.items():
            if code in regions():
                of[regions()[code]] += times
        return min(of, key=lambda region: (-of[region], region)) if of else None


def load_gold(path: Path, inputs: Path | None = None) -> tuple[GoldKind, tuple[Document, ...]]:
    """The documents of a gold set, in the order of their names or lines.

    Cases: a folder of .json files with `inputs` beside it, a folder that holds `gold` and `inputs`, or the desk's zip
    file of corrections. Lines (.jsonl): with `events` PLOVER's kind, with `attributions` PolNeAR's.

    Raises InputError where it is none of these.
    """
    if path.is_dir() or zipfile.is_zipfile(path):
        documents = tuple(_cases(path, inputs))
        if not documents:
            raise InputError(f"{path}: no gold; a folder of cases holds gold/NAME.json and inputs/NAME.txt")
        return GoldKind.CASES, documents
    rows = load_lines(path)
    if rows and all("attributions" in row and "text" in row for row in rows):
        kind = GoldKind.POLNEAR
    elif rows and all("events" in row and "text" in row for row in rows):
        kind = GoldKind.PLOVER
    else:
        raise InputError(f"{path}: every line must have id and text, and either events or attributions")
    return kind, tuple(Document(str(row.get("id", number)), row) for number, row in enumerate(rows))


def load_lines(path: Path) -> list[Item]:
    """The objects of a JSON Lines file.

    Raises InputError, with the line, where one is none.
    """
    rows = []
    try:
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip():
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise InputError(f"{path}:{number}: not an object")
                rows.append(row)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    except ValueError as error:
        raise InputError(f"{path}:{number}: {error}") from error
    return rows


def load_object(file: Path) -> Item:
    """The object that a JSON file holds.

    Raises InputError where it holds none.
    """
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: {error}") from error
    if not isinstance(value, dict):
        raise InputError(f"{file}: not an object")
    return value


def _cases(path: Path, inputs: Path | None) -> Iterator[Document]:
    for name, gold in _gold_files(path):
        try:
            case = json.loads(gold)
            page = _input_of(path, inputs, case["input"])
            yield Document(case["id"], _complete(case, page), page, case["input"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise InputError(f"{path}: {name}: {type(error).__name__}: {error}") from error


def _gold_files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        folder = path / "gold" if (path / "gold").is_dir() else path
        for file in sorted(folder.glob("*.json")):
            yield file.name, file.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("gold/") and name.endswith(".json"):
                yield name, archive.read(name)


def _input_of(path: Path, inputs: Path | None, name: str) -> bytes:
    # a name in a file is never a path: only what lies in the folder of the inputs is read
    if "/" in name or "\\" in name:
        raise ValueError(f"input {name!r} is not the name of a file")
    if path.is_file():
        with zipfile.ZipFile(path) as archive:
            return archive.read(f"inputs/{name}")
    beside = path / "inputs" if (path / "gold").is_dir() else path.parent / "inputs"
    return ((inputs or beside) / name).read_bytes()


def _complete(case: Item, page: bytes) -> Item:
    """A case with what the scorer needs and a corrected article lacks: the sentences of its body."""
    defaults: Item = {"headline": None, "furniture": [], "positions": [], "contradictions": [], "body_text": None}
    case = defaults | case
    if "sentences" not in case:
        text = page.decode("utf-8") if case["offset_base"] == "input" else case["body_text"]
        article = plain_article(text, [Anchor(*span) for span in case["body_spans"]])
        parse = get_parser(load_pack("en")).parse(article)
        starts = parse.sentences.tolist()
        case["sentences"] = [
            [int(parse.starts[first]), int(parse.ends[last - 1])]
            for first, last in zip(starts, [*starts[1:], len(parse.starts)], strict=True)
        ]
    return case
