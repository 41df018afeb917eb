"""Predicts dossiers (several items about one dispute) through a store: see ../shared/score/score_dossiers.py."""

import json
import tempfile
from pathlib import Path
from typing import Any

from onrecord import read_all
from onrecord.analyse.contradictions import contradictions_across
from onrecord.analyse.distinct import between
from onrecord.analyse.events import copies_of, distinct_of
from onrecord.analyse.paths import FACT, WEIGHT
from onrecord.schema import Anchor, EventType, Record
from onrecord.store import Store

SUFFIXES = {".txt", ".html", ".htm"}
DAY = 10  # characters of a full date
# what both sides do, whoever of them the text names first: the gold has signed accords and talks so
SHARED = frozenset({EventType.AGREE, EventType.CONSULT})


def predict_dossiers(source: Path, out: Path) -> None:
    """A folder of folders of items -> a folder with <dossier>.json."""
    out.mkdir(parents=True, exist_ok=True)
    for folder in sorted(p for p in source.iterdir() if p.is_dir()):
        items = {p.stem: read_all(p)[0] for p in sorted(folder.iterdir()) if p.suffix in SUFFIXES}
        (out / f"{folder.name}.json").write_text(json.dumps(_dossier(items), indent=1), "utf-8")


def _dossier(items: dict[str, Record]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        store.add("dossier", items.values(), made_by="benchmark")
        events = between(distinct_of(store))
        copies = copies_of(store)
        across = contradictions_across(store)
    name = {record.article.id: item for item, record in items.items()}
    trigger = {e.id: _place(name, r, e.anchor) for r in items.values() for e in r.events}
    said = {s.id: _spans(name, r, s.content) for r in items.values() for s in r.statements}
    pairs = [(c.first, c.second) for r in items.values() for c in r.contradictions]
    pairs += [(c.first, c.second) for c in across]
    return {
        "distinct_events": [
            {
                "type": e.type,
                "source": list(e.actors),
                "target": list(e.recipients),
                "date": e.date,
                "mentions": [trigger[m.id] for m in e.mentions],
            }
            for e in events
        ],
        "near_duplicates": [[name[a], name[b]] for a, b in copies.items()],
        "contradictions": [[said[a], said[b]] for a, b in dict.fromkeys(pairs)],
        "direction": _direction(events),
    }


def _direction(events: Any) -> dict[str, dict[str, int]]:
    """The sign of each day's weights between two codes, ordered (A>B) and not (A-B).

    Only days that the text tells of the event: the gold has no other.
    """
    sums: dict[str, dict[str, float]] = {}
    for event in events:
        if event.status not in FACT or not event.quad or not event.stated or len(event.date or "") != DAY:
            continue
        weight = WEIGHT[event.quad] * (1 if event.quad < 3 else -1)
        both = (event.type in SHARED and not event.one_way) or (event.mutual and not event.recipients)
        sides = tuple(sorted({*event.actors, *event.recipients}))
        if len(event.actors) > 1 and event.recipients:
            # what several agree on with a mediator is among them; a delegation calls on its host
            both = event.type is EventType.AGREE
            sides = event.actors
        for one in sides if both else event.actors:
            for other in sides if both else event.recipients:
                if one == other:
                    continue
                first, second = sorted((one, other))
                sums.setdefault(f"{one}>{other}", {}).setdefault(event.date, 0.0)
                sums[f"{one}>{other}"][event.date] += weight
                key = sums.setdefault(f"{first}-{second}", {})
                key[event.date] = key.get(event.date, 0.0) + (weight / 2 if both else weight)
    return {dyad: {day: (s > 0) - (s < 0) for day, s in days.items()} for dyad, days in sorted(sums.items())}


def _place(name: dict[str, str], record: Record, anchor: Anchor) -> list[Any]:
    return [name[record.article.id], *record.article.source.source_range(anchor)]


def _spans(name: dict[str, str], record: Record, anchors: tuple[Anchor, ...]) -> list[Any]:
    return [name[record.article.id], [list(record.article.source.source_range(a)) for a in anchors]]
