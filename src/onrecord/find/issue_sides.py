"""Whom a position is put to and by what acts: what speaks for two positions of an article answering each other.

"Lima asked Quito to pull back", "Quito refused": the second is of the side that the first is put to. Events tell it:
the other side of an act of the position's own actor, and whoever would do the deeds that the position names.
"""

from collections.abc import Iterable, Iterator, Set

from msgspec import Struct

from onrecord.find.known import JOINT, parts_of
from onrecord.schema import Event, EventType

__all__ = ["MOST_BETWEEN", "SPOKEN", "Put", "between", "meeting", "order_names", "put"]

SPOKEN = frozenset(  # types of what is said, not of what it is about
    {EventType.REQUEST, EventType.REJECT, EventType.ACCUSE, EventType.THREATEN, EventType.AGREE, EventType.SUPPORT}
)
MOST_BETWEEN = 4  # positions; more are told alike
NEXT = 2  # and told alike where the act counts as well


class Put(Struct, frozen=True):
    """What the events of a position's passage tell of its sides."""

    codes: frozenset[str]  # whose it is
    others: frozenset[str]  # whom it is put to, or who would do what it names
    acts: tuple[str, ...]  # the types of its acts of speech


def put(code: str, events: Iterable[Event]) -> Put:
    """What the events of the passage of a position tell, the code of whose actor is given."""
    own = frozenset(code.split(JOINT))
    others: set[str] = set()
    acts: set[str] = set()
    for event in events:
        doers, hearers = set(parts_of(event.actors)), set(parts_of(event.recipients))
        if not own.isdisjoint(doers):
            others |= hearers
        elif not own.isdisjoint(hearers) or event.type not in SPOKEN:
            others |= doers
        if event.type in SPOKEN:
            acts.add(str(event.type))
    return Put(own, frozenset(others - own), tuple(sorted(acts)))


def meeting(earlier: Put, later: Put) -> str:
    """How the sides of two positions meet: one actor's own, of those it is put to, of others.

    >>> chad, mali = frozenset({"TCD"}), frozenset({"MLI"})
    >>> meeting(Put(chad, mali, ()), Put(mali, frozenset(), ()))
    'first'
    """
    if not earlier.codes.isdisjoint(later.codes):
        return f"same,{_alike(earlier.others, later.others)}"
    to, back = not earlier.others.isdisjoint(later.codes), not later.others.isdisjoint(earlier.codes)
    if to or back:
        return "both" if to and back else "first" if to else "second"
    return f"apart,{_alike(earlier.others, later.others)}"


def _alike(one: Set[str], other: Set[str]) -> str:
    """Whether two positions are put to the same."""
    if not one or not other:
        return "half" if one or other else "unknown"
    return "others" if one.isdisjoint(other) else "one"


def between(first: int, second: int) -> int:
    """How many positions stand between two, by their numbers in the order of the text."""
    return min(abs(second - first) - 1, MOST_BETWEEN)


def order_names(gap: int, pulls: str, met: str, earlier: tuple[str, ...], later: tuple[str, ...]) -> Iterator[str]:
    """The names of how two positions follow each other: how near, how each pulls, who meets whom, by what acts."""
    near = min(gap, NEXT)
    same = met.startswith("same")
    yield from (f"between={gap}", f"between={gap},{pulls}", f"between={near},actor={same}")
    yield from (f"meet={met}", f"meet={met},{pulls}", f"meet={met},between={near}")
    yield from (f"order={pulls}", f"order={pulls},actor={same}")
    yield from (f"later={act},between={near}" for act in later)
    yield from (f"earlier={act},between={near}" for act in earlier)
