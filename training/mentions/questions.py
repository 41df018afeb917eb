"""What the gold speakers of the annotated cases teach: whom a pronoun meant, which country was whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.evaluate.codes import codes_of
from onrecord.evaluate.names import same_speaker
from onrecord.evaluate.words import letters
from onrecord.find.actors import ActorResolver
from onrecord.find.events import find_events
from onrecord.find.statements import find_statements
from onrecord.lang import LanguagePack
from onrecord.parse.mention_entities import Entity
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Article, Event, Statement
from training.events.cases import event_case
from training.events.cases import match as match_events
from training.statements.cases import Gold, article_of, fold_of, match, parsers, read_gold, said

__all__ = ["Page", "Question", "antecedents", "homes", "read_pages"]

Pair = tuple[dict[str, Any], Statement]


@dataclass(frozen=True, slots=True)
class Question:
    """One choice: the evidence of each candidate, which of them are right, and which the hand-set rules take."""

    fold: int
    evidence: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    by_rule: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One annotated page: its actors, and each gold statement with the one found for it."""

    fold: int
    resolver: ActorResolver
    pairs: tuple[Pair, ...]
    events: tuple[tuple[dict[str, Any], Event], ...] = ()


def read_pages(shared: Path, pack: LanguagePack, *, folds: int = 5, older: Sequence[Path] = ()) -> Iterator[Page]:
    """The pages that may train; `older`: see `training.statements.cases.load_cases`."""
    parse = parsers(pack, older)
    for gold, folder in read_gold(shared):
        article = replace(article_of(gold, folder), date=gold["date"], headline=gold["headline"])
        parsed, _ = parse(article)
        yield read_page(gold, article, parsed, pack, fold_of(gold["id"], folds))


def read_page(gold: dict[str, Any], article: Article, parse: Parse, pack: LanguagePack, fold: int) -> Page:
    """One page: what was found on it beside what gold has."""
    resolver = ActorResolver(article, parse, parse.mentions, pack)
    found, _ = find_statements(article, parse, resolver, pack)
    events, _ = find_events(article, parse, found, resolver, pack)
    matched = match_events(event_case(gold, article, parse), [(e.anchor, e.type) for e in events])
    pairs = tuple(_pairs(article, gold["statements"], found))
    return Page(fold, resolver, pairs, tuple((gold["events"][i], events[j]) for j, i in matched.items()))


def _pairs(article: Article, rows: list[dict[str, Any]], found: tuple[Statement, ...]) -> Iterator[Pair]:
    wanted = tuple(
        Gold(
            said=frozenset(i for s, e in row["content"] for i in range(s, e) if article.text[i].isalnum()),
            cue=frozenset(),
            acts=(),
            optional=bool(row.get("optional")),
        )
        for row in rows
    )
    for number, right in match(wanted, [said(article.text, s.content) for s in found]).items():
        yield rows[right], found[number]


def _spoken(page: Page) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each gold statement whose speaker's mention was found as it stands, with the mention's words."""
    for row, statement in page.pairs:
        speaker = statement.speaker
        if speaker is None or speaker.anchor is None:
            continue
        own, other = letters(row["speaker_text"]), letters(speaker.text)
        if own and other and (own in other or other in own):
            yield row, *page.resolver.parse.word_range(speaker.anchor)


def antecedents(page: Page) -> Iterator[Question]:
    """The pronouns that speak, where someone right was mentioned before and someone else as well.

    Also those that say whose the speaker is ("its minister"): right are the candidates of gold's country.
    """
    resolver = page.resolver
    asked = resolver.found.antecedents.asked
    for row, start, end in _spoken(page):
        candidates = asked.get(end - 1, [])
        right = tuple(_is_speaker(resolver, entity, row) for entity, _ in candidates)
        if not candidates and start in asked and resolver.parse.deprel[start] == "nmod:poss":
            candidates = asked[start]
            right = tuple(_is_of_country(resolver, entity, row) for entity, _ in candidates)
        if row["speaker"] and any(right) and not all(right):
            evidence = tuple(tuple(names) for _, names in candidates)
            rule = next((i for i, names in enumerate(evidence) if "by-rule" in names), None)
            yield Question(page.fold, evidence, right, rule)


def _is_of_country(resolver: ActorResolver, entity: Entity, row: dict[str, Any]) -> bool:
    actor = resolver.reader.actor(entity)
    return actor is not None and bool(codes_of(actor.code) & codes_of(row["speaker_country"]))


def _is_speaker(resolver: ActorResolver, entity: Entity, row: dict[str, Any]) -> bool:
    actor = resolver.reader.actor(entity)
    gold = row | {"speaker_text": None}
    name = actor.name if actor and actor.name else entity.text
    if same_speaker(gold, {"speaker": name, "speaker_country": actor.code if actor else None}):
        return True
    return bool(same_speaker(gold, {"speaker": entity.text, "speaker_country": row["speaker_country"]}))


def homes(page: Page, *, lost: bool = False) -> Iterator[Question]:
    """Who names no country and speaks or acts, where gold's is among those that are weighed, or gold has none.

    `lost`: also where gold's is not, so that no choice is right.
    """
    resolver = page.resolver
    for row, start, end in _spoken(page):
        codes = codes_of(row["speaker_country"])
        if len(codes) < 2 and resolver.parse.upos[start] != "PRON":
            yield from _home(page, start, end, codes, lost=lost)
    asked: set[Anchor] = set()
    for row, event in page.events:
        for parties, side in ((event.actors, "source"), (event.recipients, "target")):
            codes = codes_of(row[side])
            anchor = parties[0].anchor if len(parties) == 1 and len(codes) == 1 else None
            if anchor is not None and anchor not in asked:
                asked.add(anchor)
                yield from _home(page, *resolver.parse.word_range(anchor), codes, lost=lost)


def _home(page: Page, start: int, end: int, codes: set[str], *, lost: bool) -> Iterator[Question]:
    """The question whose country the words' is, if their country was asked for."""
    resolver = page.resolver
    asked = _asked(resolver, start, end)
    if asked is None:
        return
    evidence = resolver.reader.homes.evidence(*asked)
    right = tuple(code in codes if codes else not code for code in evidence)
    if any(right) or lost:
        local = resolver.context.local(asked[0]) or ""
        rule = next((i for i, code in enumerate(evidence) if code == local), None)
        yield Question(page.fold, tuple(map(tuple, evidence.values())), right, rule)


def _asked(resolver: ActorResolver, start: int, end: int) -> tuple[int, str, tuple[str, ...]] | None:
    weighed = resolver.reader.weighed
    for word in range(start, end):
        entity = resolver.found.entity_at.get(word)
        heads = [piece.head for piece in entity.mentions] if entity else [word]
        found = next((weighed[head] for head in heads if head in weighed), None)
        if found is not None:
            return found
    return None
