"""Many short lists of numbers in two arrays: what the cache keeps of an index then loads at once."""

from collections.abc import Iterable
from itertools import accumulate, chain

import numpy as np

__all__ = ["PackedLists", "PlainLists"]

PlainLists = tuple[bytes, bytes]


class PackedLists:
    """Lists of whole numbers by their place.

    >>> lists = PackedLists(PackedLists.pack([[3, 1], [], [7]]))
    >>> lists[0], lists[1], lists[2], len(lists)
    ([3, 1], [], [7], 3)
    """

    __slots__ = ("_items", "_starts")

    def __init__(self, plain: PlainLists) -> None:
        starts, items = plain
        self._starts = np.frombuffer(starts, np.int32)
        self._items = np.frombuffer(items, np.int32)

    @staticmethod
    def pack(lists: Iterable[list[int]]) -> PlainLists:
        """The plain values that stand for some lists."""
        lists = list(lists)
        starts = np.fromiter(accumulate(map(len, lists), initial=0), np.int32, len(lists) + 1)
        return starts.tobytes(), np.fromiter(chain.from_iterable(lists), np.int32, int(starts[-1])).tobytes()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> list[int]:
        found: list[int] = self._items[self._starts[place] : self._starts[place + 1]].tolist()
        return found

    def size(self, place: int) -> int:
        """How many numbers a list holds."""
        return int(self._starts[place + 1] - self._starts[place])
