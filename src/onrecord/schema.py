"""The nouns: frozen, slotted dataclasses and the closed sets of codes they hold.

Offsets are code points (Python `str` indices), half-open. `None` means "not stated in the text".
Everything here is a value; ids are digests (see `finding_id`), so equal input gives equal ids.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Act",
    "Actor",
    "Anchor",
    "Article",
    "Contradiction",
    "Event",
    "EventType",
    "Kind",
    "MapPiece",
    "Mention",
    "Party",
    "Place",
    "Position",
    "Problem",
    "Record",
    "Source",
    "Stance",
    "Statement",
    "StatementMode",
    "Status",
    "article_id",
    "finding_id",
]


class Kind(StrEnum):
    """How a statement is quoted: every word, none, or some (a fragment in quotation marks)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementMode(StrEnum):
    """Speech (said, told) or attitude (believes, wants, decrees)."""

    SPEECH = "speech"
    ATTITUDE = "attitude"


class Act(StrEnum):
    """What a statement does, first that fits in this order: deny, threaten, condition, demand, reject, offer,
    promise, accuse, assert, other."""

    ASSERT = "assert"
    DENY = "deny"
    DEMAND = "demand"
    REJECT = "reject"
    OFFER = "offer"
    PROMISE = "promise"
    THREATEN = "threaten"
    CONDITION = "condition"
    ACCUSE = "accuse"
    OTHER = "other"


class EventType(StrEnum):
    """PLOVER 2's sixteen event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether an event is reported as fact, and if not, as what."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    DEMANDED = "demanded"
    OFFERED = "offered"
    THREATENED = "threatened"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"


class Stance(StrEnum):
    """Where an actor stands on an issue."""

    DEMANDS = "demands"
    REJECTS = "rejects"
    NOT_NEGOTIABLE = "not_negotiable"
    OPEN_TO = "open_to"
    CONDITIONAL = "conditional"
    COMMITS = "commits"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A half-open range of code points of `Article.text`.

    >>> "Mali denied it."[Anchor(5, 11).slice]
    'denied'
    """

    start: int
    end: int

    @property
    def slice(self) -> slice:
        """The range as a slice, so that `text[anchor.slice]` is what a finding quotes."""
        return slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class MapPiece:
    """`text[start:start + length]` came from `decoded_input[source_start:source_start + source_length]`.

    Where the two lengths are equal the piece maps character by character; otherwise as a whole (an entity, a
    removed character, folded white space).
    """

    start: int
    length: int
    source_start: int
    source_length: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from: the input's digest, its place in a container, and the map back to it."""

    digest: str  # sha256 of the input's bytes, hex
    kind: str  # pasted, html, warc, feed ...
    encoding: str | None = None
    place: str | None = None  # of a container: "record 12", "row 7"
    name: str | None = None  # as given: a file name, never used as a path
    url: str | None = None  # canonical address, as stated by the page; never fetched
    map: tuple[MapPiece, ...] = ()

    def source_range(self, anchor: Anchor) -> tuple[int, int]:
        """The range of the decoded input that `anchor` covers.

        >>> pieces = (MapPiece(0, 3, 1, 3), MapPiece(3, 1, 4, 2), MapPiece(4, 5, 6, 5))
        >>> Source(digest="", kind="pasted", map=pieces).source_range(Anchor(2, 6))
        (3, 8)
        """
        start = end = 0
        for piece in self.map:
            if piece.start <= anchor.start < piece.start + piece.length:
                start = piece.source_start + (anchor.start - piece.start if piece.length == piece.source_length else 0)
            if piece.start < anchor.end <= piece.start + piece.length:
                end = piece.source_start + (
                    anchor.end - piece.start if piece.length == piece.source_length else piece.source_length
                )
        return start, max(start, end)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or resolved, on one finding or one article; never a reason to lose either."""

    code: str  # stable, greppable: "unclosed-quotation", "no-text" ...
    message: str
    anchor: Anchor | None = None
    finding: str | None = None  # the id of the finding it is about


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article: `text` is fixed at reading, everything else points into it.

    `text` holds the whole readable page (headline, body, furniture) in its order. `body` are the story's paragraphs,
    `furniture` what is not the story. Of headline, byline and date the value is given as the reader would write it, the
    anchor only where it stands in `text` (a page may state it in its metadata alone).
    """

    id: str
    text: str
    source: Source
    body: tuple[Anchor, ...] = ()
    furniture: tuple[Anchor, ...] = ()
    headline: str | None = None
    headline_anchor: Anchor | None = None
    date: str | None = None  # ISO 8601: YYYY-MM-DD
    date_anchor: Anchor | None = None
    byline: str | None = None  # as printed
    byline_anchor: Anchor | None = None
    authors: tuple[str, ...] = ()
    dateline: Anchor | None = None  # place (+ date, agency) that opens the first paragraph, without the dash
    language: str | None = None  # ISO 639-1
    section: str | None = None
    publisher: str | None = None
    marks: tuple[str, ...] = ()  # "live-blog", "opinion", "paywall"
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who: a country or IGO code, a sector and, where known, a person or body.

    `code` is ISO 3166 alpha-3, an IGO's code (UNO, EUR, NATO ...) or a PLOVER country-slot code (IGO, NGO, MNC, IMG).
    """

    code: str | None = None
    sector: str | None = None  # PLOVER's sectors: GOV, MIL, REB ...
    name: str | None = None  # canonical: "Antony Blinken", "Government of Mali"
    rule: str = ""  # the table row that resolved it


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, nominal or pronoun in the text, and which entity of the article it is."""

    anchor: Anchor
    form: str  # name | nominal | pronoun
    entity: int  # mentions of one entity share this number, in order of first mention
    label: str | None = None  # PERSON, ORG, LOC, NORP ...
    actor: Actor | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a statement or event: the words in the text and the actor they stand for (None: unresolved)."""

    anchor: Anchor | None
    text: str | None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written, and resolved where the gazetteer is unambiguous in context."""

    anchor: Anchor | None
    text: str
    country: str | None = None  # ISO 3166 alpha-3
    adm1: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what to whom."""

    id: str
    anchor: Anchor
    speaker: Party | None
    cue: Anchor | None
    content: tuple[Anchor, ...]
    kind: Kind
    act: Act
    mode: StatementMode = StatementMode.SPEECH
    addressee: Party | None = None
    parent: str | None = None  # the statement whose content holds this one
    place: Place | None = None
    time: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom. `anchor` is the trigger: the head word or the shortest phrase that carries the meaning."""

    id: str
    anchor: Anchor
    type: EventType
    status: Status
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    reciprocal: bool = False
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    plover_score: float | None = None
    quad: int | None = None  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    date: str | None = None  # ISO: day, month or year
    place: Place | None = None
    chain: tuple[str, ...] = ()  # ids of the statements it was reported in, outermost first
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor wants, refuses, conditions, is open to or commits itself to, on an issue."""

    id: str
    anchor: Anchor
    actor: Party
    issue: str
    stance: Stance
    condition: Anchor | None = None
    statement: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both be true, or of which one denies the other's content."""

    id: str
    first: str
    second: str
    reason: str
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Record:
    """All that one article holds; `made_by` says which version, model and tables made it."""

    article: Article
    made_by: str
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def article_id(digest: str, place: str | None = None) -> str:
    """The id of an article: a digest of its input's digest and its place in a container.

    >>> article_id("00" * 32)
    'a-7c079c545a8c627c'
    """
    return "a-" + hashlib.sha256(f"{digest}\0{place or ''}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def finding_id(article: str, kind: str, *anchors: Anchor) -> str:
    """The id of a finding: a digest of (article, kind, anchors).

    >>> finding_id("a-1", "event", Anchor(3, 9)) == finding_id("a-1", "event", Anchor(3, 9))
    True
    """
    key = "\0".join([article, kind, *(f"{a.start}:{a.end}" for a in anchors)])
    return kind[0] + "-" + hashlib.sha256(key.encode()).hexdigest()[:16]
