"""The annotated cases with their gold positions, and which draft states which of them.

The loading, and what stays out (aside.txt, dossier e3), is that of training/statements/cases.py.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.find.actors import ActorResolver
from onrecord.find.events import find_events
from onrecord.find.issue_evidence import Passages, Stand
from onrecord.find.positions import GROUP
from onrecord.find.stance_clauses import propose_clauses
from onrecord.find.stance_drafts import Draft, Words, propose_positions
from onrecord.find.stance_evidence import StanceEvidence
from onrecord.find.statements import find_statements
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Event, Stance
from training.statements.cases import Said, article_of, fold_of, parsers, read_gold, said

__all__ = ["Gold", "Page", "Pair", "Row", "load_pages", "match"]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated position."""

    said: Said
    codes: frozenset[str]
    stances: tuple[Stance, ...]  # the stance and its alternatives
    issue: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A draft with its evidence and the gold position that it states."""

    draft: Draft
    said: Said
    evidence: list[str]
    gold: Gold | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two gold positions of a page, the later one second, with the evidence of their being about one issue."""

    first: int
    second: int
    evidence: list[str]
    same: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One annotated page with the drafts found in it."""

    id: str
    fold: int
    gold: tuple[Gold, ...]
    rows: list[Row]
    pairs: list[Pair]


def load_pages(shared: Path, pack: LanguagePack, *, folds: int = 5, older: Sequence[Path] = ()) -> list[Page]:
    """The cases that may train, each in one fold of `folds`; for `older` see training/statements/cases.py."""
    parse = parsers(pack, older)
    pages = []
    for gold, folder in read_gold(shared):
        article = replace(article_of(gold, folder), date=gold["date"], headline=gold["headline"])
        parsed, _ = parse(article)
        pages.append(_page(gold, article, parsed, pack, fold_of(gold["id"], folds)))
    return pages


def _page(case: dict[str, Any], article: Article, parse: Parse, pack: LanguagePack, fold: int) -> Page:
    resolver = ActorResolver(article, parse, parse.mentions, pack)
    statements, _ = find_statements(article, parse, resolver, pack)
    events, _ = find_events(article, parse, statements, resolver, pack)
    evidence = StanceEvidence(parse, pack, statements, events)
    gold = tuple(_gold(article.text, row) for row in case["positions"])
    rows = []
    drafts = propose_positions(parse, statements, events)
    drafts += propose_clauses(parse, statements, events, resolver, pack)
    for draft in drafts:
        own = said(article.text, [parse.anchor(*draft.words)])
        rows.append(Row(draft, own, evidence.of(draft), _stated(own, draft.code, gold)))
    anchors = [Anchor(*row["text"]) for row in case["positions"]]
    return Page(case["id"], fold, gold, rows, list(_pairs(parse, pack, gold, anchors, events)))


def _gold(text: str, row: dict[str, Any]) -> Gold:
    return Gold(
        said=said(text, [Anchor(*row["text"])]),
        codes=_codes(row["actor"]),
        stances=(Stance(row["stance"]), *(Stance(s) for s in row.get("alt_stance", ()) if s in set(Stance))),
        issue=re.sub(r"\W+", "", row["issue"].lower()),
        optional=bool(row.get("optional")),
    )


def _codes(actor: str) -> frozenset[str]:
    return frozenset(part.split()[0].upper() for part in actor.split(";") if part.strip())


def _stated(own: Said, code: str, gold: Sequence[Gold]) -> Gold | None:
    """The gold position that a draft states: the one whose passage is likest."""
    found = [g for g in gold if _codes(code) & g.codes and _overlap(own, g.said)]
    return max(found, key=lambda g: (_overlap(own, g.said), not g.optional), default=None)


def _overlap(a: Said, b: Said) -> float:
    """How alike two passages are; 0 where they do not count as one: neither alike nor one inside the other."""
    shared = len(a & b)
    likeness = shared / len(a | b) if shared else 0.0
    within = shared >= 10 and shared >= 0.8 * min(len(a), len(b))
    return likeness if likeness >= 0.3 or within else 0.0


def _pairs(
    parse: Parse, pack: LanguagePack, gold: Sequence[Gold], anchors: Sequence[Anchor], events: Sequence[Event]
) -> Iterator[Pair]:
    words: list[Words] = [parse.word_range(a) for a in anchors]
    kept = sorted((i for i, (first, last) in enumerate(words) if first < last), key=lambda i: words[i])
    stands = [Stand(words[i], ";".join(sorted(gold[i].codes)), GROUP[gold[i].stances[0]]) for i in kept]
    passages = Passages(parse, pack, stands, events)
    for k, j in enumerate(kept):
        for n, i in enumerate(kept[:k]):
            yield Pair(i, j, list(passages.evidence(n, k)), gold[i].issue == gold[j].issue)


def match(gold: Sequence[Gold], found: Iterable[tuple[Said, str, Stance]], level: str) -> dict[int, int]:
    """Which found position is which gold one, as the cases' scorer has it: one to one, likest first.

    `level`: actor and passage alone ("actor"), the stance's group as well ("group"), the stance as well ("stance").
    """
    pairs = []
    for j, (own, code, stance) in enumerate(found):
        for i, g in enumerate(gold):
            overlap = _overlap(own, g.said) if _codes(code) & g.codes else 0.0
            right = stance in g.stances
            near = right or (level == "group" and GROUP[stance] == GROUP[g.stances[0]])
            if overlap and (level == "actor" or near):
                pairs.append((-(overlap + right - 0.1 * g.optional), i, j))
    taken: set[int] = set()
    result: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in taken and j not in result:
            taken.add(i)
            result[j] = i
    return result
