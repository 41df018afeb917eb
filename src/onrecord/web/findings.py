"""What a page shows of a finding: the store's rows, said for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "EventView",
    "PartyView",
    "PositionView",
    "StatementView",
    "event_views",
    "position_views",
    "statement_views",
]

Row = Mapping[str, Any]
CAMEO_QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
FACTS = frozenset({"happened", "ongoing", "historical"})


@dataclass(frozen=True, slots=True)
class PartyView:
    """One side: a name, and the code and sector it stands for."""

    name: str
    code: str | None
    sector: str | None
    text: str | None
    rule: str | None
    start: int | None = None
    end: int | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries or organisations, each with a page of its own."""
        return tuple(c for c in (self.code or "").split(";") if c)


@dataclass(frozen=True, slots=True)
class StatementView:
    """Who said what to whom."""

    id: str
    number: int
    start: int
    end: int
    speaker: PartyView | None
    addressee: PartyView | None
    cue: str | None
    content: str
    spans: tuple[tuple[int, int], ...]
    kind: str
    act: str
    mode: str
    within: int | None  # the number of the statement whose content holds this one
    place: str | None
    time: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class EventView:
    """Who did what to whom."""

    id: str
    start: int
    end: int
    trigger: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    goldstein: float | None
    quad: int | None
    actors: tuple[PartyView, ...]
    recipients: tuple[PartyView, ...]
    reciprocal: bool
    status: str
    date: str | None
    place: str | None
    place_country: str | None
    chain: tuple[int, ...]  # numbers of the statements it was reported in, outermost first
    rule: str
    confidence: float

    @property
    def quad_name(self) -> str | None:
        """Verbal or material, cooperation or conflict."""
        return CAMEO_QUADS.get(self.quad or 0)

    @property
    def is_fact(self) -> bool:
        """Whether it is told as something that happened."""
        return self.status in FACTS


@dataclass(frozen=True, slots=True)
class PositionView:
    """Where an actor stands."""

    id: str
    start: int
    end: int
    text: str
    actor: PartyView
    issue: str
    stance: str
    condition: str | None
    rule: str
    confidence: float


def statement_views(rows: Iterable[Row]) -> tuple[StatementView, ...]:
    """The statements in the order of the text."""
    ordered = sorted(rows, key=lambda r: (r["start"], -r["end"], r["id"]))
    numbers = {row["id"]: i for i, row in enumerate(ordered, 1)}
    return tuple(
        StatementView(
            id=row["id"],
            number=numbers[row["id"]],
            start=row["start"],
            end=row["end"],
            speaker=party_view(row["speaker"]),
            addressee=party_view(row["addressee"]),
            cue=row["cue"],
            content=" […] ".join(row["content"] or ()),
            spans=tuple((s["start"], s["end"]) for s in row["content_spans"] or ()),
            kind=row["kind"],
            act=row["act"],
            mode=row["mode"],
            within=numbers.get(row["parent"]),
            place=row["place"],
            time=row["time"],
            rule=row["rule"] or "",
            confidence=row["confidence"] or 0.0,
        )
        for row in ordered
    )


def event_views(rows: Iterable[Row], statements: Sequence[StatementView]) -> tuple[EventView, ...]:
    """The events in the order of the text; their chains name statements by number."""
    numbers = {s.id: s.number for s in statements}
    return tuple(
        EventView(
            id=row["id"],
            start=row["start"],
            end=row["end"],
            trigger=row["trigger"] or "",
            type=row["type"],
            mode=row["mode"],
            contexts=tuple(row["contexts"] or ()),
            cameo=row["cameo"],
            goldstein=row["goldstein"],
            quad=row["quad"],
            actors=tuple(v for p in row["actors"] or () if (v := party_view(p))),
            recipients=tuple(v for p in row["recipients"] or () if (v := party_view(p))),
            reciprocal=bool(row["reciprocal"]),
            status=row["status"],
            date=row["date"],
            place=row["place"],
            place_country=row["place_country"],
            chain=tuple(numbers[i] for i in row["chain"] or () if i in numbers),
            rule=row["rule"] or "",
            confidence=row["confidence"] or 0.0,
        )
        for row in sorted(rows, key=lambda r: (r["start"], r["end"], r["id"]))
    )


def position_views(rows: Iterable[Row]) -> tuple[PositionView, ...]:
    """The positions in the order of the text."""
    return tuple(
        PositionView(
            id=row["id"],
            start=row["start"],
            end=row["end"],
            text=row["text"] or "",
            actor=party_view(row["actor"]) or PartyView("—", None, None, None, None),
            issue=row["issue"] or "",
            stance=row["stance"],
            condition=row["condition"],
            rule=row["rule"] or "",
            confidence=row["confidence"] or 0.0,
        )
        for row in sorted(rows, key=lambda r: (r["start"], r["end"], r["id"]))
    )


def party_view(row: Row | None) -> PartyView | None:
    """A side as people read it: the canonical name, else the words of the text, else the code."""
    if row is None:
        return None
    name = row["name"] or row["text"] or row["code"] or "—"
    return PartyView(
        " ".join(str(name).split()), row["code"], row["sector"], row["text"], row["rule"], row["start"], row["end"]
    )
