"""How a word of a sentence stands to an event in the tree, in a few labels that weights can be fitted for."""

from collections.abc import Container

from onrecord.parse.parse import Parse

__all__ = ["Way"]

_HOPS = 5
_LONG = 3  # longer ways are labelled alike
_TIMES = 2  # events between, labelled alike from here on


class Way:
    """The way from one event's word up its tree, to which the ways of other words are compared."""

    def __init__(self, parse: Parse, word: int, events: Container[int]) -> None:
        self.parse = parse
        self.word = word
        self.events = events  # the words of all events
        self.above = {word: 0}
        current = word
        for hops in range(1, _HOPS + 1):
            head = parse.heads[current]
            if head == current:
                break
            self.above[head] = hops
            current = head

    def of(self, word: int) -> tuple[str, bool]:
        """Where a word hangs, and whether another event stands on the way.

        `own1.obl`: one step below the event, by an oblique; `up1.2.nmod`: two steps below the event's head.
        """
        parse, down, current, top, passed = self.parse, 0, word, word, False
        while current not in self.above and down < _HOPS:
            passed = passed or current in self.events
            head = parse.heads[current]
            if head == current:
                break
            top, current, down = current, head, down + 1
        if current not in self.above:
            return "far", passed
        up = self.above[current]
        relation = parse.deprel[top].split(":")[0] if down else "above"
        if not up:
            return f"own{min(down, _LONG)}.{relation}", passed
        passed = passed or any(w in self.events for w, hops in self.above.items() if 0 < hops <= up)
        return f"up{min(up, _LONG)}.{min(down, _TIMES)}.{relation}", passed

    def between(self, word: int) -> int:
        """How many events stand between a word and the event, at most two."""
        first, last = sorted((word, self.word))
        return min(sum(w in self.events for w in range(first + 1, last)), _TIMES)
