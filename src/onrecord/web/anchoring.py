"""Where a passage stands after the article was read anew: at its old place, at another, or nowhere that is certain."""

__all__ = ["anchor_again", "context_of"]

CONTEXT = 40  # characters kept on either side of a passage
SURE = 12  # characters of context that must agree where a passage stands more than once


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a passage.

    >>> context_of("Mali denied it.", 5, 11)
    ('Mali ', ' it.')
    """
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def anchor_again(text: str, start: int, quote: str, *, before: str = "", after: str = "") -> tuple[int, int] | None:
    """The range of `quote` in `text`: where it was, else where it stands alone, else where what is round it agrees.

    >>> anchor_again("NEWS. Mali denied it.", 5, "denied")
    (11, 17)
    >>> anchor_again("It denied, and denied.", 99, "denied") is None
    True
    >>> anchor_again("It denied this, and they denied that.", 99, "denied", before="and they ", after=" that.")
    (25, 31)
    """
    if not quote:
        return None
    if text.startswith(quote, start):
        return start, start + len(quote)
    places = _places(text, quote)
    if len(places) > 1:
        scored = sorted(((_agreement(text, p, quote, before, after), p) for p in places), reverse=True)
        places = [scored[0][1]] if scored[0][0] >= SURE and scored[0][0] > scored[1][0] else []
    return (places[0], places[0] + len(quote)) if places else None


def _places(text: str, quote: str, most: int = 200) -> list[int]:
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < most:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _agreement(text: str, at: int, quote: str, before: str, after: str) -> int:
    end = at + len(quote)
    left = _shared(before[::-1], text[max(0, at - len(before)) : at][::-1])
    return left + _shared(after, text[end : end + len(after)])


def _shared(one: str, other: str) -> int:
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return i
    return min(len(one), len(other))
