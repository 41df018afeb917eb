"""Event data of others (GDELT 2, ICEWS, POLECAT) as rows of our events table, for comparison.

Their actors are countries and sectors without words of a text; every event counts as reported fact, since these data
sets do not tell claims from facts.
"""

import csv
import hashlib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.errors import InputError
from onrecord.export.layouts import Layout, layout_columns
from onrecord.lang import load_pack
from onrecord.lang.actors import CODE
from onrecord.lang.codebook import load_codebook
from onrecord.schema import EventType, Status, finding_id
from onrecord.store import Store
from onrecord.store.columns import TABLES
from onrecord.store.lock import writing
from onrecord.store.shards import write_tables

__all__ = ["Loaded", "load_events"]

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many events were taken, and how many rows left out: statements without an act (CAMEO 01), unreadable rows."""

    events: int
    left_out: int


def load_events(path: Path, layout: Layout, store: Store) -> Loaded:
    """Take the events of a file into a store, as one shard of its own; the same file again replaces it.

    Raises InputError where the file cannot be read or is of another layout.
    """
    digest = _digest(path)
    reader = READERS.get(layout)
    if reader is None:
        raise InputError(f"{path}: {layout} is written, not read; read are {', '.join(READERS)}")
    rows: list[dict[str, Any]] = []
    left_out = 0
    for number, row in enumerate(_rows(path, layout)):
        event = reader(row)
        if event is None:
            left_out += 1
            continue
        article = f"{layout}:{digest[:12]}:{number}"
        rows.append({"id": finding_id(article, "event"), "article_id": article, "confidence": 1.0} | event)
    tables = {name: schema.empty_table() for name, schema in TABLES.items()}
    tables["events"] = pa.Table.from_pylist(rows, schema=TABLES["events"])
    with writing(store.path):
        key = hashlib.sha256(f"{layout}\0{digest}".encode()).hexdigest()
        shard = write_tables(store.path, key, tables, made_by=str(layout), documents=len(rows), label=path.name)
        store.publish((shard,))
    return Loaded(events=len(rows), left_out=left_out)


def _rows(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows of a file by column name; GDELT's files have no header."""
    names = [c.column for c in layout_columns(layout)]
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            plain = (line.replace("\0", "") for line in file)
            if layout is Layout.GDELT2_EVENTS:
                for cells in csv.reader(plain, delimiter="\t", quoting=csv.QUOTE_NONE):
                    if len(cells) != len(names):
                        raise InputError(f"{path}: {len(cells)} columns for the {len(names)} of {layout}")
                    yield dict(zip(names, cells, strict=True))
                return
            reader = csv.DictReader(plain, delimiter="\t")
            missing = [n for n in names[:9] if n not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"{path}: no column {missing[0]!r}; is it {layout}?")
            yield from ({k: v or "" for k, v in row.items() if k is not None} for row in reader)
    except (OSError, csv.Error) as error:
        raise InputError(f"{path}: {error}") from error


def _gdelt(row: Row) -> dict[str, Any] | None:
    day = row["Day"]
    return _event(
        date=_day(f"{day[:4]}-{day[4:6]}-{day[6:]}"),
        cameo=row["EventCode"],
        actors=_parties(row["Actor1Name"], row["Actor1CountryCode"], row["Actor1Type1Code"]),
        recipients=_parties(row["Actor2Name"], row["Actor2CountryCode"], row["Actor2Type1Code"]),
        latitude=row["ActionGeo_Lat"],
        longitude=row["ActionGeo_Long"],
        place=row["ActionGeo_Fullname"],
    )


def _icews(row: Row) -> dict[str, Any] | None:
    return _event(
        date=_day(row["Event Date"][:10]),
        cameo=row["CAMEO Code"],
        actors=_parties(row["Source Name"], _country_code(row["Source Country"]), ""),
        recipients=_parties(row["Target Name"], _country_code(row["Target Country"]), ""),
        latitude=row["Latitude"],
        longitude=row["Longitude"],
        place=row["City"],
    )


def _polecat(row: Row) -> dict[str, Any] | None:
    if row["Event Type"] not in list(EventType):
        return None
    return _event(
        date=_day(row["Event Date"][:10]),
        type_=EventType(row["Event Type"]),
        mode=row["Event Mode"] or None,
        actors=_parties(row["Actor Name"], row["Actor Country"], row["Primary Actor Sector"]),
        recipients=_parties(row["Recipient Name"], row["Recipient Country"], row["Primary Recipient Sector"]),
        latitude=row["Latitude"],
        longitude=row["Longitude"],
        place=row["Placename"],
    )


READERS: Mapping[Layout, Callable[[Row], dict[str, Any] | None]] = {
    Layout.GDELT2_EVENTS: _gdelt,
    Layout.ICEWS: _icews,
    Layout.POLECAT: _polecat,
}


def _event(
    *, cameo: str | None = None, type_: EventType | None = None, latitude: str, longitude: str, **more: Any
) -> dict[str, Any] | None:
    book = load_codebook()
    code = book.cameo.get(_padded(cameo)) if cameo else None
    type_ = type_ or (code.type if code else None)
    if type_ is None:
        return None
    return {
        "type": type_,
        "status": Status.HAPPENED,
        "cameo": code.code if code else None,
        "goldstein": code.goldstein if code else None,
        "quad": book.types[type_].quad,
        "reciprocal": False,
        "article_date": more["date"],
        "trigger": "",
        "latitude": _number(latitude),
        "longitude": _number(longitude),
        "contexts": [],
        "chain": [],
        "rule": "loaded",
    } | more


def _padded(code: str) -> str:
    """ICEWS and spreadsheets lose the zero that a CAMEO code begins with.

    >>> _padded("36"), _padded("190")
    ('036', '190')
    """
    known = load_codebook().cameo
    return code if code in known or f"0{code}" not in known else f"0{code}"


def _parties(name: str, code: str, sector: str) -> list[dict[str, Any]]:
    codes = [c for c in code.split(";") if c]
    return [{"text": name or None, "code": c, "sector": sector or None, "name": name or None} for c in codes]


def _country_code(written: str) -> str:
    """A country's code by the name that ICEWS writes, or by the code that our own files of its columns have."""
    return _country_codes().get(written, "") or ";".join(c for c in written.split(";") if CODE.fullmatch(c))


@cache
def _country_codes() -> dict[str, str]:
    return {row.name: row.code for row in load_pack("en").actor_index.countries.values()}


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _day(written: str) -> str | None:
    """An ISO day; None for 30 February and other days that never were."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return None


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
