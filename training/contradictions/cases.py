"""The annotated cases as claims, and which pairs of them contradict each other.

The loading, and what stays out (aside.txt, dossier e3), is that of training/statements/cases.py. Many annotated
statements are not found; so that their contradictions teach something too, a page is read twice: as found, and with
the annotated statements that were missed put in.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.find.actors import ActorResolver
from onrecord.find.claims import Claim
from onrecord.find.clashes import evidence_across, evidence_within
from onrecord.find.contradictions import claims_in
from onrecord.find.events import find_events
from onrecord.find.statements import find_statements
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Act, Actor, Anchor, Article, Event, Kind, Party, Statement
from training.statements.cases import Gold, Said, article_of, fold_of, likeness, match, parsers, read_gold, said

__all__ = ["Dossier", "Page", "Row", "across", "fold_of_page", "load_pages", "make_page", "scattered", "within"]

DOSSIER = re.compile(r"(e\d)[a-z]$|km(\d+)$")
PAGES = 5  # of each dispute of km
PUT_IN = "gold"  # begins the id of a statement that was not found
NEAR_MISS = 0.2  # likeness: a statement that is found with other bounds than gold's
CUE_REACH = 150  # characters around a content in which its cue is looked for
Key = frozenset[tuple[str, int]]  # two statements: a page and the number of its gold statement, or below 0


@dataclass(frozen=True, slots=True)
class Page:
    """The claims of a page with the gold statements that they are."""

    id: str
    whole: bool  # with the annotated statements that were not found
    claims: tuple[Claim, ...]
    meant: Mapping[str, int]  # claim id -> number of the gold statement
    likely: Mapping[str, frozenset[int]]  # claim id -> gold statements that it is, or nearly is
    gold: frozenset[Key]
    optional: frozenset[Key]

    def key(self, claim: Claim) -> tuple[str, int]:
        """Which statement of gold's a claim is."""
        return self.id, self.meant.get(claim.id, -1 - claim.number)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of claims."""

    key: Key
    evidence: list[str]
    right: bool | None  # None: debatable
    near_miss: bool = False  # right but for a statement's bounds
    sure: float = 1.0  # how sure both statements are


@dataclass(frozen=True, slots=True)
class Dossier:
    """Pages about one dispute and the contradictions between them."""

    id: str
    pages: tuple[Page, ...]
    gold: frozenset[Key]
    optional: frozenset[Key]

    @property
    def between(self) -> frozenset[Key]:
        """The contradictions of statements of different pages."""
        return frozenset(key for key in self.gold if len({page for page, _ in key}) > 1)


def load_pages(shared: Path, pack: LanguagePack, *, older: Sequence[Path] = ()) -> tuple[list[Page], list[Dossier]]:
    """The cases that may train; for `older` see training/statements/cases.py."""
    parse = parsers(pack, older)
    pages: list[Page] = []
    for gold, folder in read_gold(shared):
        article = replace(article_of(gold, folder), date=gold["date"], headline=gold["headline"])
        parsed, _ = parse(article)
        resolver = ActorResolver(article, parsed, parsed.mentions, pack)
        statements, _ = find_statements(article, parsed, resolver, pack)
        events, _ = find_events(article, parsed, statements, resolver, pack)
        pages += make_page(gold, article, parsed, statements, events, pack)
    return pages, dossiers_of(shared, pages)


def make_page(
    gold: dict[str, Any],
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    pack: LanguagePack,
) -> Iterator[Page]:
    """A page as found and, where that differs and it has contradictions, with what was not found."""
    rows = gold["statements"]
    wanted = tuple(_gold(article.text, row) for row in rows)
    matched = {
        statements[j].id: i for j, i in match(wanted, [said(article.text, s.content) for s in statements]).items()
    }
    yield _page(gold, article, statements, claims_in(article, parse, statements, events, pack), matched)
    if gold["contradictions"] and len(matched) < len(rows):
        missed = {f"{PUT_IN}{i}": i for i in range(len(rows)) if i not in matched.values()}
        every = {**matched, **missed}
        known = {i: name for name, i in every.items()}
        added = [_statement(rows[i], name, known, article.text) for name, i in missed.items()]
        for statement in added:
            events = tuple(_within(event, statement) for event in events)
        together = tuple(sorted((*statements, *added), key=lambda s: (s.content[0].start, s.id)))
        yield _page(gold, article, together, claims_in(article, parse, together, events, pack), every)


def _page(
    gold: dict[str, Any],
    article: Article,
    statements: tuple[Statement, ...],
    claims: Sequence[Claim],
    meant: dict[str, int],
) -> Page:
    wanted = [_gold(article.text, row).said for row in gold["statements"]]
    likely = {}
    for s in statements:
        own = said(article.text, s.content)
        near = {i for i, other in enumerate(wanted) if _nearly(own, other)}
        likely[s.id] = frozenset(near | ({meant[s.id]} if s.id in meant else set()))
    day = date.fromisoformat(gold["date"]).toordinal() if len(gold["date"] or "") == 10 else None
    pairs, debatable = (_keys(gold["id"], gold.get(k, ())) for k in ("contradictions", "contradictions_optional"))
    whole = any(s.id.startswith(PUT_IN) for s in statements)
    return Page(gold["id"], whole, tuple(replace(c, day=day) for c in claims), meant, likely, pairs, debatable)


def _keys(page: str, pairs: Iterable[Sequence[int]]) -> frozenset[Key]:
    return frozenset(frozenset((page, n) for n in pair) for pair in pairs)


def _nearly(a: Said, b: Said) -> bool:
    """Whether two contents are nearly one: alike, or one inside the other."""
    return likeness(a, b) >= NEAR_MISS or bool(a and b and (a <= b or b <= a))


def _gold(text: str, row: dict[str, Any]) -> Gold:
    content = said(text, (Anchor(s, e) for s, e in row["content"]))
    return Gold(content, frozenset(), (row["act"],), bool(row.get("optional")))


def _statement(row: dict[str, Any], name: str, known: Mapping[int, str], text: str) -> Statement:
    """An annotated statement as if it had been found."""
    code = (row["speaker_country"] or "").split(";")[0] or None
    speaker = Party(None, row["speaker_text"], Actor(code, None, row["speaker"])) if row["speaker"] else None
    content = tuple(Anchor(s, e) for s, e in row["content"])
    cue = None
    if row["cue"]:
        start = text.find(row["cue"], max(0, content[0].start - CUE_REACH), content[-1].end + CUE_REACH)
        cue = Anchor(start, start + len(row["cue"])) if start >= 0 else None
    parent = known.get(row["nested_in"])
    return Statement(name, content[0], speaker, cue, content, Kind(row["kind"]), Act(row["act"]), parent=parent)


def _within(event: Event, statement: Statement) -> Event:
    inside = any(a.start <= event.anchor.start and event.anchor.end <= a.end for a in statement.content)
    return replace(event, chain=(*event.chain, statement.id)) if inside else event


def dossiers_of(shared: Path, pages: Sequence[Page]) -> list[Dossier]:
    """The pages of each dispute, in the order of their dates."""
    groups: dict[str, list[Page]] = {}
    for page in pages:
        if not page.whole and (home := dossier_id(page.id)) is not None:
            groups.setdefault(home, []).append(page)
    dossiers = []
    for name, members in groups.items():
        gold = frozenset(k for p in members for k in p.gold)
        optional = frozenset(k for p in members for k in p.optional)
        path = shared / "cases/dossiers/dossiers" / f"{name}.json"
        if path.exists():
            between = json.loads(path.read_text("utf-8"))
            gold, optional = (
                frozenset(frozenset((a, n) for a, n in pair) for pair in between.get(k, ()))
                for k in ("contradictions", "contradictions_optional")
            )
        ordered = tuple(sorted(members, key=lambda p: (p.claims[0].day or 0 if p.claims else 0, p.id)))
        dossiers.append(Dossier(name, ordered, gold, optional))
    return dossiers


def dossier_id(page: str) -> str | None:
    """The dispute that a page is about, where there are several such.

    >>> dossier_id("e1c"), dossier_id("km07"), dossier_id("n02")
    ('e1', 'km1', None)
    """
    found = DOSSIER.match(page)
    if found is None:
        return None
    return found[1] or f"km{(int(found[2]) - 1) // PAGES}"


def fold_of_page(page: str, folds: int) -> int:
    """The fold of a page: one for a whole dispute."""
    return fold_of(dossier_id(page) or page, folds)


def within(page: Page) -> list[Row]:
    """The pairs of claims of a page."""
    return [
        _row(pair, {c.id: page for c in page.claims}, page.gold, page.optional) for pair in evidence_within(page.claims)
    ]


def across(dossier: Dossier) -> list[Row]:
    """The pairs of claims of different pages of a dossier."""
    home = {c.id: page for page in dossier.pages for c in page.claims}
    claims = [c for page in dossier.pages for c in page.claims]
    return [_row(pair, home, dossier.gold, dossier.optional) for pair in evidence_across(claims)]


def scattered(page: Page) -> list[Row]:
    """The pairs of claims of a page as if each stood in an article of its own."""
    claims = [replace(c, article=f"{c.article} {c.number}", number=0, ancestors=(), day=0) for c in page.claims]
    home = {c.id: page for c in page.claims}
    numbered = {c.id: c for c in page.claims}
    return [
        _row((numbered[a.id], numbered[b.id], names), home, page.gold, page.optional)
        for a, b, names in evidence_across(claims)
    ]


def _row(
    pair: tuple[Claim, Claim, list[str]], home: Mapping[str, Page], gold: frozenset[Key], optional: frozenset[Key]
) -> Row:
    first, second, evidence = pair
    one, other = home[first.id], home[second.id]
    key = frozenset((one.key(first), other.key(second)))
    if key in optional:
        return Row(key, evidence, None)
    likely = {frozenset(((one.id, i), (other.id, j))) for i in one.likely[first.id] for j in other.likely[second.id]}
    return Row(
        key, evidence, key in gold, key not in gold and not likely.isdisjoint(gold | optional), first.sure * second.sure
    )
