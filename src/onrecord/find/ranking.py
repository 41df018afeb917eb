"""Orders a short text's events by how central they are: the sentence's main event first."""

from collections.abc import Sequence

from onrecord.parse.parse import Parse
from onrecord.schema import Event

__all__ = ["rank_events"]


def rank_events(events: Sequence[Event], parse: Parse) -> list[Event]:
    """The events, those nearest to the root of their sentence first, earlier ones first among equals."""
    return sorted(events, key=lambda e: (_depth(parse, e), e.anchor.start))


def _depth(parse: Parse, event: Event) -> tuple[int, int]:
    start, end = parse.word_range(event.anchor)
    depth = min((_hops(parse, i) for i in range(start, end)), default=99)
    return parse.sentence_of[start] if start < len(parse) else 0, depth


def _hops(parse: Parse, word: int) -> int:
    hops = 0
    while parse.heads[word] != word:
        hops += 1
        word = parse.heads[word]
    return hops
