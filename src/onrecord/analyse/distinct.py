"""Distinct events: the mentions of one real-world occurrence, within and across articles, as one row.

Two mentions are one event where type, sides and day agree as far as they are stated, and their triggers are alike; a
mention whose sides differ in part (one article names the victim, another only the doer) joins where trigger and day
agree, and one that names its doer alone where doer and day do. What is planned for a day and what another article
tells of that day is one. A copy of an article adds mentions, never events. The order of the articles does not matter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from onrecord.schema import EventType, Status

__all__ = ["DistinctEvent", "EventMention", "between", "distinct_events"]

Value = TypeVar("Value")

# types that name one act seen as spoken and as done
SAME_ACT = {EventType.CONCEDE: EventType.RETREAT}
REAL = frozenset({Status.HAPPENED, Status.ONGOING, Status.HISTORICAL})
# types in which it does not matter who is named first
EITHER_WAY = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE})
VISIT = "042"  # CAMEO
STEM = 4  # characters: seized / seizure, released / release
# mentions further apart than this are not one event unless both say the same day
DAYS_APART = 45
# how many groups of one trigger or day, and mentions of one group, a mention is compared with: cost stays linear
RECENT = 12
_OFTEN = 2  # mentions of what a story is about
_DAY = 10  # characters of a full date


@dataclass(frozen=True, slots=True)
class EventMention:
    """One event as one article reports it."""

    id: str
    article: str
    type: EventType
    status: Status
    actors: frozenset[str]  # country and organisation codes
    recipients: frozenset[str]
    trigger: str  # lemma
    date: str | None = None  # ISO: day, month or year
    stated: bool = True  # the text tells the date of the event; else it is the story's or the article's
    dated: bool = True  # the text gives the date, of the event or of the story; else it is the article's
    inferred: bool = False  # a side comes from what stands around the event, not from its own words
    article_date: str | None = None
    mutual: bool = False
    quad: int | None = None
    goldstein: float | None = None
    cameo: str | None = None
    start: int = 0  # in the article's text


@dataclass(frozen=True, slots=True)
class DistinctEvent:
    """One occurrence: what most of its mentions say, and all of them."""

    type: EventType
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool
    date: str | None
    stated: bool  # some text tells its date (of a mention with two sides where there is one), or it is the story's
    quad: int | None
    goldstein: float | None
    mentions: tuple[EventMention, ...]

    @property
    def one_way(self) -> bool:
        """Whether it is a visit, which one side pays the other, while talks are of both."""
        codes = [m.cameo for m in self.mentions if m.type is self.type]
        return 2 * codes.count(VISIT) > len(codes)

    @property
    def at_home(self) -> bool:
        """Whether one country or organisation acts on itself: its government on its citizens, say."""
        return len(self.actors) == 1 and self.actors == self.recipients

    @property
    def inferred(self) -> bool:
        """Whether no mention names all its sides itself."""
        return all(m.inferred for m in self.mentions)


def between(events: Sequence[DistinctEvent]) -> tuple[DistinctEvent, ...]:
    """The events of a dispute between countries, without those that only seem to be at home.

    Where most events reach across borders, one that nobody says is at home mostly is not: its other side was not
    understood. On nine disputes and 190 short pages a fifth of such events were at home, on pages about one country
    four fifths.
    """
    across = sum(not e.at_home for e in events)
    if 2 * across <= len(events):
        return tuple(events)
    return tuple(e for e in events if not (e.at_home and e.inferred))


def distinct_events(
    mentions: Iterable[EventMention], *, copies: dict[str, str] | None = None
) -> tuple[DistinctEvent, ...]:
    """The distinct events of some mentions, ordered by date.

    `copies` names, for an article that is a near-duplicate, the article it copies.
    """
    ordered = sorted(mentions, key=lambda m: (m.article_date or "", m.article, m.start, m.id))
    by_type: dict[EventType, list[EventMention]] = defaultdict(list)
    for mention in ordered:
        by_type[SAME_ACT.get(mention.type, mention.type)].append(mention)
    events = [
        _merged(cluster, texts)
        for _, alike in sorted(by_type.items())
        for texts in [_Texts(alike, copies or {})]
        for cluster in _clusters(alike, texts)
    ]
    return tuple(sorted(events, key=lambda e: (e.date or "9999", e.type, e.actors, e.recipients, e.mentions[0].id)))


class _Texts:
    """Which articles are copies of one text, and which of its words stand there once."""

    def __init__(self, mentions: Sequence[EventMention], copies: dict[str, str]) -> None:
        self.copies = copies
        times = Counter((m.article, m.trigger[:STEM]) for m in mentions)
        self.once = {m.id for m in mentions if times[m.article, m.trigger[:STEM]] == 1}

    def of(self, mention: EventMention) -> str:
        """The article whose text a mention stands in."""
        return self.copies.get(mention.article, mention.article)

    def same(self, a: EventMention, b: EventMention) -> bool:
        """Whether two mentions stand in copies of one text."""
        return a.article != b.article and self.of(a) == self.of(b)

    def same_words(self, a: EventMention, b: EventMention) -> bool:
        """Whether two mentions are the same words of one text, whatever was understood of them."""
        return a.id in self.once and b.id in self.once and self.same(a, b)

    def count(self, mentions: Iterable[EventMention]) -> int:
        """How many mentions there are, those of copies counted once."""
        most: dict[str, int] = {}
        for (text, _), number in Counter((self.of(m), m.article) for m in mentions).items():
            most[text] = max(most.get(text, 0), number)
        return sum(most.values())


Key = tuple[object, ...]


def _clusters(mentions: Sequence[EventMention], texts: _Texts) -> list[list[EventMention]]:
    """Group mentions of one type, in the order of their articles; each is compared with recent groups only."""
    clusters: list[list[EventMention]] = []
    by_key: dict[Key, list[list[EventMention]]] = defaultdict(list)
    for mention in mentions:
        keys = _keys(mention, texts)
        near = (c for key in keys for c in reversed(by_key[key][-RECENT:]))
        home = next((c for c in near if _joins(mention, (c[0], *c[-RECENT:]), texts)), None)
        if home is None:
            home = []
            clusters.append(home)
        home.append(mention)
        for key in keys:
            if not any(c is home for c in by_key[key][-RECENT:]):
                by_key[key].append(home)
    return clusters


def _joins(mention: EventMention, cluster: Sequence[EventMention], texts: _Texts) -> bool:
    """Whether a mention is of one event with some of a group, and at odds with none."""
    return any(_one(mention, m, texts) for m in cluster) and not any(_at_odds(mention, m) for m in cluster)


def _at_odds(a: EventMention, b: EventMention) -> bool:
    """Whether two mentions with other words each name somebody whom the other does not."""
    sides, others = a.actors | a.recipients, b.actors | b.recipients
    told = len(sides) > 1 and len(others) > 1 and a.trigger[:STEM] != b.trigger[:STEM]
    return told and not (sides <= others or others <= sides)


def _keys(mention: EventMention, texts: _Texts) -> list[Key]:
    """What mentions of one event have in common, surest first: only groups under one key are compared."""
    stem, sides = mention.trigger[:STEM], mention.actors | mention.recipients
    keys: list[Key] = [("sides", sides, stem)]
    if mention.date:
        keys += [("day", sides, mention.date), ("doer", mention.actors, mention.date)]
    keys += [("word", code, stem) for code in sorted(sides)]
    return [*keys, ("copy", texts.of(mention), stem)]


def _one(a: EventMention, b: EventMention, texts: _Texts) -> bool:
    alike = a.trigger[:STEM] == b.trigger[:STEM]
    if alike and texts.same_words(a, b):
        return True
    days = _days_apart(a, b)
    if days is None or days > DAYS_APART:
        return False
    if alike and texts.same(a, b):
        return True
    sides, others = a.actors | a.recipients, b.actors | b.recipients
    agree = _share(a, b, a.actors, b.actors) and _share(a, b, a.recipients, b.recipients)
    if sides == others and (agree or a.type in EITHER_WAY or _is_among(a) or _is_among(b)):
        return alike or (_same_day(a, b) and _may_be_real(a, b))
    # one names the victim, another the doer alone, or takes the one for the other
    partial = min(len(sides), len(others)) == 1 and (sides < others or others < sides)
    if alike:
        return days == 0 and (agree or partial)
    return partial and a.actors == b.actors and _same_day(a, b) and _may_be_real(a, b)


def _may_be_real(a: EventMention, b: EventMention) -> bool:
    """Whether both are told as facts or neither, or another article tells what the one has planned."""
    planned = a.article != b.article and Status.PLANNED in (a.status, b.status)
    return planned or (a.status in REAL) == (b.status in REAL)


def _is_among(mention: EventMention) -> bool:
    """Whether several act on some of themselves, so that who did it to whom is left open."""
    return len(mention.actors) > 1 and mention.recipients <= mention.actors


def _same_day(a: EventMention, b: EventMention) -> bool:
    """Whether both say a day, and the same one, or the next: night and morning are often told apart."""
    return (
        a.date is not None and b.date is not None and len(a.date) == len(b.date) == _DAY and _gap(a.date, b.date) <= 1
    )


def _share(a: EventMention, b: EventMention, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two mentions agree on a side: name somebody in common there, or one of them nobody."""
    return not one or not other or bool(one & other) or a.mutual or b.mutual


def _days_apart(a: EventMention, b: EventMention) -> int | None:
    """How many days the stated dates are apart; 0 where one is not stated."""
    if a.date is None or b.date is None:
        return 0 if a.article_date is None or b.article_date is None else _gap(a.article_date, b.article_date)
    gap = _gap(a.date, b.date)
    return gap if gap == 0 or len(a.date) < 10 or len(b.date) < 10 else (0 if gap <= 1 else None)


def _gap(a: str, b: str) -> int:
    (first_a, last_a), (first_b, last_b) = _span(a), _span(b)
    if first_a <= last_b and first_b <= last_a:
        return 0
    return min(abs((first_a - last_b).days), abs((first_b - last_a).days))


@cache
def _span(written: str) -> tuple[date, date]:
    """The first and last day that an ISO date, month or year names."""
    parts = [int(p) for p in written.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        first = date(parts[0], parts[1], 1)
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return first, following - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _merged(cluster: Sequence[EventMention], texts: _Texts) -> DistinctEvent:
    telling = [m for m in cluster if len(m.actors | m.recipients) > 1] or cluster
    stated = [m.date for m in telling if m.date and m.stated]
    dates = stated or [m.date for m in cluster if m.date and m.dated] or [m.date for m in cluster if m.date]
    status = next((m.status for m in cluster if m.status in REAL), cluster[0].status)
    actors, recipients = _sides(cluster)
    among = len(actors) > 1 and recipients <= actors  # what several do to some of themselves they do to each other
    typed = _most([m.type for m in cluster])
    quads = [m.quad for m in cluster if m.type == typed and m.quad is not None]
    scores = [m.goldstein for m in cluster if m.type == typed and m.goldstein is not None]
    return DistinctEvent(
        type=typed,
        status=status,
        actors=tuple(sorted(actors)),
        recipients=() if among else tuple(sorted(recipients)),
        mutual=among or any(m.mutual for m in cluster),
        date=max(sorted(dates), key=lambda d: (dates.count(d) * 2 + len(d) // 5, d)) if dates else None,
        stated=bool(stated) or _is_the_story(cluster, texts),
        quad=_most(quads) if quads else None,
        goldstein=sum(scores) / len(scores) if scores else None,
        mentions=tuple(cluster),
    )


def _is_the_story(cluster: Sequence[EventMention], texts: _Texts) -> bool:
    """Whether mentions are of what the story is about, so that its date is theirs: two, one of them with sides of its
    own, or more."""
    times = texts.count(cluster)
    told = times > _OFTEN or (times == _OFTEN and not all(m.inferred for m in cluster))
    return told and any(m.date and m.dated for m in cluster)


def _sides(cluster: Sequence[EventMention]) -> tuple[frozenset[str], frozenset[str]]:
    """The sides that most mentions name; one that names two different ones tells more than one that sees one."""
    count = Counter((m.actors, m.recipients) for m in cluster)
    among = {m.actors for m in cluster if m.mutual and len(m.actors) > 1 and not m.recipients}

    def told(sides: tuple[frozenset[str], frozenset[str]]) -> tuple[bool, int, list[list[str]]]:
        two = bool(sides[0] and sides[1] and not sides[0] & sides[1]) or (not sides[1] and sides[0] in among)
        return two, 2 * count[sides] + bool(sides[0] and sides[1]), [sorted(side) for side in sides]

    return max(count, key=told)


def _most(values: Sequence[Value]) -> Value:
    return Counter(values).most_common(1)[0][0]
