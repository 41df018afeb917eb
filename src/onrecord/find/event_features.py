"""The names of what is true of an event's draft, in parts that come again and again.

The weights of `event_weights.tsv` are of these names.
"""

from onrecord.schema import EventType, Status

__all__ = [
    "ODDS",
    "Features",
    "of_article",
    "of_event_head",
    "of_frame",
    "of_head",
    "of_headless",
    "of_loose",
    "of_loose_word",
    "of_manner",
    "of_match",
    "of_place",
    "of_plain",
    "of_rank",
    "of_sides",
    "of_word",
]

Features = tuple[str, ...]
ODDS = (-4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3)  # log odds of the event head
_OWN = tuple(f"head>={step}" for step in ODDS)
_OTHER = tuple(f"head-other>={step}" for step in ODDS)


def of_frame(name: str, type_: EventType, lemma: str) -> Features:
    """The frame and the word that finds it.

    >>> of_frame("raid", EventType.ASSAULT, "storm")
    ('bias', 'frame=raid', 'lemma=storm', 'lemma=storm:ASSAULT', 'type=ASSAULT')
    """
    return "bias", f"frame={name}", f"lemma={lemma}", f"lemma={lemma}:{type_}", f"type={type_}"


def of_sides(sides: str, type_: EventType, verb: bool) -> Features:  # noqa: FBT001
    """Which sides are known (k), only worded (w) or missing (-)."""
    return f"sides={sides}", f"sides={sides}:{type_}", f"verb={verb}:{sides}"


def of_word(tag: str, relation: str, status: Status, chain: int) -> Features:
    """The word in its sentence."""
    return f"pos={tag}", f"rel={relation}", f"status={status}", f"chain={chain}"


def of_article(density: int, actors: int, unpolitical: int, together: int) -> Features:
    """How full of events, actors and other matters the article is, and of events the sentence."""
    return f"density={density}", f"actors={actors}", f"unpolitical={unpolitical}", f"together={together}"


def of_match(parties: tuple[str, ...], phrase: int) -> Features:
    """Which known actors the frame asks for, and how long its phrase is."""
    return f"asked={'+'.join(parties) or 'none'}", f"phrase={phrase}"


def of_event_head(own: int, other: int, type_: EventType, best: bool) -> Features:  # noqa: FBT001
    """How many steps of log odds the event head gives the type, and the best other one."""
    return (*_OWN[:own], *_OTHER[:other], f"head:{type_}" if best else f"head-not:{type_}")


def of_rank(rank: int, rivals: int, loose: bool) -> Features:  # noqa: FBT001
    """The place among the types that the word may be."""
    return f"rank={rank}", f"rivals={rivals}", f"rank={rank}:{loose}:{rivals}"


def of_place(repeated: bool, named: bool, capital: bool) -> Features:  # noqa: FBT001
    """Whether the sentence has the type again, and whether the word is of a name or has a capital."""
    marks = ((repeated, "repeated"), (named, "in-name"), (capital, "capital"))
    return tuple(name for holds, name in marks if holds)


def of_plain(type_: EventType, tag: str) -> Features:
    """An event that the event head alone proposes."""
    return "plain", f"plain:{type_}", f"plain:{tag}"


def of_manner(how: str, name: str, chain: int, sides: str, above: str) -> Features:
    """A frame of speech, of both sides or of an auxiliary."""
    return f"{how}:chain={chain}:{sides}", f"{name}:chain={chain}", f"{name}:rel={above}"


def of_loose(name: str, type_: EventType, lemma: str, sides: str) -> Features:
    """A frame whose conditions do not hold."""
    return "loose", f"loose:{type_}", f"loose:{sides}", f"loose:frame={name}", f"loose:lemma={lemma}"


def of_loose_word(tag: str, relation: str, actors: int, density: int) -> Features:
    """The word of such a frame."""
    return f"loose:pos={tag}", f"loose:rel={relation}", f"loose:actors={actors}", f"loose:density={density}"


def of_head(lemma: str, type_: EventType) -> Features:
    """The word above it in the tree."""
    return (f"head={lemma}:{type_}",)


def of_headless() -> Features:
    """A model without an event head."""
    return ("headless",)
