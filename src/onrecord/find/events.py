"""Who did what to whom: the events of an article with type, code, sides, status, time, place and attribution."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from onrecord.find.confidence import Evidence
from onrecord.find.context import Draft
from onrecord.find.dates import Dates
from onrecord.find.fill import fill_sides
from onrecord.find.noun_parties import Resolver
from onrecord.find.places import Places
from onrecord.find.press import not_told
from onrecord.find.proposals import Proposals
from onrecord.find.sectors import Sectors
from onrecord.find.slots import Tree
from onrecord.find.statuses import SPOKEN, Statuses
from onrecord.find.times import Times
from onrecord.lang import LanguagePack
from onrecord.lang.codebook import load_codebook
from onrecord.lang.frames import StatusKind
from onrecord.parse.parse import Parse
from onrecord.schema import Article, Event, EventType, Place, Problem, Statement, finding_id

__all__ = ["coded", "find_events", "propose", "sure_drafts"]

_KIND = frozenset({EventType.AID, EventType.CONCEDE, EventType.CONSULT, EventType.RETREAT, EventType.SUPPORT})
_ONE_ACT = frozenset({"obj", "compound", "amod", "aux"})  # how a word hangs on another that tells of the same act


def find_events(
    article: Article,
    parse: Parse,
    statements: Sequence[Statement],
    resolver: Resolver,
    pack: LanguagePack,
    *,
    least: float | None = None,
) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The events of an article's body, in the text's order: those at least as likely as `least`, where it is given."""
    tree = Tree(parse, pack)
    times = Times(tree, article)
    statuses = Statuses(tree, times)
    proposals = Proposals(tree, statements, resolver, least=least)
    drafts = [statuses.decided(d) for d in sure_drafts(proposals.likely(), proposals.evidence)]
    dates, places = Dates(tree, times, drafts), Places(tree, article, drafts)
    drafts = [structs.replace(d, when=dates.of(d), place=_resolved(parse, places.of(d), resolver)) for d in drafts]
    named = not_told(resolver.countries_named, statements)
    filled = fill_sides(tree, coded(tree, drafts), named, pack.event_sides)
    sectors = Sectors(tree, resolver.mentions)
    return tuple(_event(article, sectors.acting(d)) for d in filled), ()


def propose(tree: Tree, statements: Sequence[Statement], resolver: Resolver) -> tuple[list[list[Draft]], Evidence]:
    """The events that each word may be, in the text's order, and what tells how likely each is."""
    proposals = Proposals(tree, statements, resolver)
    return proposals.drafts(), proposals.evidence


def sure_drafts(groups: Sequence[Sequence[Draft | None]], evidence: Evidence) -> list[Draft]:
    """The likeliest draft of each word, where it is likely enough, with its probability."""
    kept = []
    for group in groups:
        best, most = None, 0.0
        for rank, draft in enumerate(group):
            if draft is not None:
                chance = evidence.chance(draft, rank, len(group))
                if chance < evidence.least(draft):
                    continue
                if chance > most or (best is None and chance == most):
                    best, most = draft, chance
        if best is not None:
            kept.append(structs.replace(best, confidence=most))
    return _told_once(evidence.tree, kept)


def _told_once(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those of a word that tells of another's act: its sides go to the other where that has none."""
    at = {d.hit.word: d for d in drafts}
    tellers = {w: d.hit.word for d in drafts for w in d.hit.phrase if w in at and w != d.hit.word}
    for word, own in at.items():
        if word not in tellers and _is_carried(tree, word):
            above = _above(tree, word, at)
            also = [c for c in tree.parse.children[above] if tree.is_auxiliary(c)] if _negates(tree, word) else []
            alike = (w for w in (above, *also) if w in at and at[w].hit.frame.type is own.hit.frame.type)
            tellers[word] = next(alike, above)
    for word, teller in sorted(tellers.items(), reverse=True):
        draft, other = at.get(word), at.get(teller)
        if draft is None or other is None:
            continue
        if draft.hit.frame.type is not other.hit.frame.type and not (other.hit.fixed and word in other.hit.phrase):
            continue
        actors, recipients, mutual = other.sides
        more = (actors or draft.sides[0], recipients or draft.sides[1], mutual)
        at[teller] = structs.replace(other, sides=more)
        del at[word]
    return [at[d.hit.word] for d in drafts if d.hit.word in at and not _is_helper(tree, d, at)]


def _above(tree: Tree, word: int, acts: Container[int]) -> int:
    """The word above that tells of an act, or the first above: "[held] a round of talks"."""
    first = above = tree.parse.heads[word]
    while above not in acts and tree.parse.heads[above] != above and _is_carried(tree, above):
        above = tree.parse.heads[above]
    return above if above in acts else first


def _is_carried(tree: Tree, word: int) -> bool:
    """Whether a word may tell of the act of the word above it: "joined the [strike]", "[will] never accept"."""
    relation = tree.parse.deprel[word]
    if tree.parse.heads[word] == word:
        return False
    if relation == "xcomp":
        return not tree.is_verb(word)  # "termed it [unacceptable]"
    belongs = relation in ("nmod", "obl") and tree.case[word] in tree.words_of("genitive")
    return belongs or relation in _ONE_ACT or _negates(tree, word)


def _negates(tree: Tree, word: int) -> bool:
    """Whether a word only says that another does not: "[not] willing", "will [never] accept"."""
    return tree.parse.deprel[word] == "advmod" and (StatusKind.NEG, tree.parse.lemma[word]) in tree.governors


def _is_helper(tree: Tree, draft: Draft, words: Mapping[int, Draft]) -> bool:
    """Whether an auxiliary is taken for an act beside the act of its verb: only what it asks or refuses is one, and
    that not where a set phrase means just that ("will not seek another term")."""
    word = draft.hit.word
    verb = words.get(tree.parse.heads[word]) if tree.is_auxiliary(word) else None
    if verb is None:
        return False
    return draft.hit.frame.how not in SPOKEN or (verb.hit.fixed and verb.hit.frame.how in SPOKEN)


def _resolved(parse: Parse, place: Place | None, resolver: Resolver) -> Place | None:
    """A place with its country and coordinates; the words stay those of the event's own phrase."""
    if place is None or place.anchor is None:
        return place
    start, end = parse.word_range(place.anchor)
    return replace(resolver.place(start, end), anchor=place.anchor, text=place.text) if start < end else place


def _event(article: Article, draft: Draft) -> Event:
    book = load_codebook()
    frame = draft.hit.frame
    row = book.cameo.get(draft.cameo)
    mode = frame.mode or (row.mode if row is not None and row.type is frame.type else None)
    actors, recipients, mutual = draft.sides
    return Event(
        id=finding_id(article.id, "event", draft.anchor),
        anchor=draft.anchor,
        type=frame.type,
        status=draft.status,
        actors=actors,
        recipients=recipients,
        reciprocal=mutual,
        mode=mode,
        contexts=row.contexts if row is not None else (),
        cameo=draft.cameo,
        goldstein=book.goldstein(draft.cameo),
        plover_score=book.score(frame.type, mode),
        quad=book.types[frame.type].quad,
        date=draft.when.date,
        place=draft.place,
        chain=tuple(s.id for s in draft.chain),
        rule=_rule(draft),
        confidence=round(draft.confidence, 3),
    )


def _rule(draft: Draft) -> str:
    """The frame; `+context` where a side was filled from the context, `+story` where the date is not told of it."""
    rule = f"frame.{draft.hit.frame.name.replace(' ', '-')}" + ("+context" if draft.inferred else "")
    return rule + "+story" if draft.when.date is not None and not draft.when.own else rule


def coded(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Speech acts with the code that says what they are about: a demand for withdrawal, a threat of sanctions."""
    book = load_codebook()
    at = {d.hit.word: d for d in drafts}
    found = []
    for draft in drafts:
        inner = next((at[w] for w in tree.near(draft.hit.word, 2) if w in at), None)
        if inner is not None:
            draft = _promised(tree, draft, inner)
            draft = structs.replace(draft, cameo=book.about(draft.cameo, inner.cameo))
        found.append(draft)
    return found


def _promised(tree: Tree, draft: Draft, inner: Draft) -> Draft:
    """What is vowed as a promise where it is to give way or to help: "vowed to resign" is no threat."""
    hit = draft.hit
    vows = hit.frame.type is EventType.THREATEN and tree.parse.lemma[hit.word] in tree.words_of("commissive")
    if not vows or inner.hit.frame.type not in _KIND or EventType.AGREE not in tree.pack.plain_frames:
        return draft
    frame = tree.pack.plain_frames[EventType.AGREE]
    return structs.replace(draft, hit=structs.replace(hit, frame=frame), cameo=frame.cameo)
