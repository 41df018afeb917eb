"""The annotated cases with their gold events, and which found event is which of them.

The loading, and what stays out (aside.txt, dossier e3), is that of training/statements/cases.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.find.context import Draft
from onrecord.lang import LanguagePack
from onrecord.parse import get_parser
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, EventType, Source
from training.statements.cases import article_of, fold_of, parsers, read_gold

__all__ = [
    "EventCase",
    "Gold",
    "event_case",
    "is_meant",
    "load_cases",
    "match",
    "meant_by",
    "overlaps",
    "parse_sentence",
    "type_rank",
]

_UNREAL = frozenset({"planned", "offered", "demanded", "hypothetical"})
_AGREED = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AID, EventType.SUPPORT})
_YIELDING = {EventType.CONCEDE, EventType.RETREAT}
MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE})  # either side may be named first


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated event."""

    type: EventType
    others: frozenset[str]  # types that are right as well
    statuses: frozenset[str]
    trigger: Anchor
    sides: tuple[frozenset[str], frozenset[str]]  # the codes of actors and recipients
    optional: bool
    date: str | None = None
    place: str | None = None
    sectors: frozenset[tuple[str, str]] = frozenset()  # the actors' codes and sectors


@dataclass(frozen=True, slots=True)
class EventCase:
    """One annotated page: its body as gold has it, parsed."""

    id: str
    article: Article
    parse: Parse
    gold: tuple[Gold, ...]
    sentences: tuple[Anchor, ...]  # gold's
    fold: int
    unseen: bool = False  # the model that parsed it did not train on it

    def sentence_of(self, anchor: Anchor) -> int | None:
        """The number of gold's sentence in which an anchor begins."""
        return next((i for i, s in enumerate(self.sentences) if s.start <= anchor.start < s.end), None)


def load_cases(shared: Path, pack: LanguagePack, *, folds: int = 6, older: Sequence[Path] = ()) -> list[EventCase]:
    """The cases that may train, each in one fold of `folds`, whole dossiers together; for `older` see statements."""
    parse = parsers(pack, older)
    cases = []
    for gold, folder in read_gold(shared):
        article = replace(article_of(gold, folder), date=gold["date"], headline=gold["headline"])
        parsed, unseen = parse(article)
        cases.append(event_case(gold, article, parsed, folds=folds, unseen=unseen))
    return cases


def event_case(
    gold: dict[str, Any], article: Article, parse: Parse, *, folds: int = 6, unseen: bool = False
) -> EventCase:
    """One annotated page with its parse."""
    events = tuple(_gold(row) for row in gold["events"])
    sentences = tuple(Anchor(s, e) for s, e in gold["sentences"])
    return EventCase(gold["id"], article, parse, events, sentences, fold_of(gold["id"], folds), unseen)


def _gold(row: dict[str, Any]) -> Gold:
    return Gold(
        type=EventType(row["type"]),
        others=frozenset(row.get("alt_types", ())),
        statuses=frozenset({row["status"], *row.get("alt_status", ())}),
        trigger=Anchor(*row["trigger"]),
        sides=(_codes(row["source"]), _codes(row["target"])),
        optional=bool(row.get("optional")),
        date=row.get("date"),
        place=row.get("place"),
        sectors=_sectors(row["source"]),
    )


def _sectors(side: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The codes of a side's actors each with its sectors: "MLI GOV MIL" is MLI's government and its army."""
    parts = [actor.split() for actor in side]
    return frozenset((code.upper(), sector) for code, *sectors in filter(None, parts) for sector in sectors)


def _codes(side: Iterable[str]) -> frozenset[str]:
    """The codes of a side's actors without their sectors: "MLI GOV;FRA" is MLI and FRA."""
    return frozenset(part.split()[0].upper() for actor in side for part in actor.split(";") if part.strip())


def parse_sentence(text: str, pack: LanguagePack) -> tuple[Article, Parse]:
    """One sentence as an article of its own."""
    source = Source(digest="", kind="pasted")
    article = Article(id="x", text=text, source=source, body=(Anchor(0, len(text)),), date="2020-01-15", language="en")
    return article, get_parser(pack).parse(article)


def overlaps(a: Anchor, b: Anchor) -> bool:
    """Whether two anchors share a character."""
    return min(a.end, b.end) > max(a.start, b.start)


def type_rank(gold: Gold, type_: EventType) -> int:
    """How right a type is: 3 gold's own, 2 an alternative, 1 what PLOVER's manual makes equal, 0 wrong."""
    if type_ is gold.type:
        return 3
    if type_ in gold.others:
        return 2
    unreal = bool(gold.statuses & _UNREAL)
    agreed = type_ is EventType.AGREE and gold.type in _AGREED and gold.statuses & {"planned", "offered"}
    return int(bool(agreed) or (unreal and {type_, gold.type} == _YIELDING))


def is_meant(gold: Gold, draft: Draft) -> bool:
    """Whether a draft stands for a gold event: words in common, and a type that is right."""
    return overlaps(gold.trigger, draft.anchor) and type_rank(gold, draft.hit.frame.type) > 0


def meant_by(gold: Gold, drafts: Sequence[Draft]) -> Draft | None:
    """The first draft that stands for a gold event."""
    return next((d for d in drafts if is_meant(gold, d)), None)


def match(case: EventCase, found: list[tuple[Anchor, EventType]]) -> dict[int, int]:
    """Which found event is which gold one, in the same sentence: one to one, best first; as the cases' scorer does."""
    taken: set[int] = set()
    result: dict[int, int] = {}
    for _, i, j in sorted(_pairs(case, found)):
        if i not in taken and j not in result:
            taken.add(i)
            result[j] = i
    return result


def _pairs(case: EventCase, found: list[tuple[Anchor, EventType]]) -> Iterator[tuple[float, int, int]]:
    for i, gold in enumerate(case.gold):
        sentence = case.sentence_of(gold.trigger)
        for j, (anchor, type_) in enumerate(found):
            rank = type_rank(gold, type_)
            if rank and sentence is not None and case.sentence_of(anchor) == sentence:
                yield -(4 * overlaps(gold.trigger, anchor) + rank - 0.5 * gold.optional), i, j
