"""The gazetteer: cities over 15,000 and first-level regions (GeoNames, CC BY 4.0), searched as they are stored."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from onrecord.lang.actor_index import chunks

__all__ = ["Gazetteer", "Spot", "load_gazetteer"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name may stand for."""

    name: str
    kind: str  # c city, a first-level region
    country: str
    region: str
    latitude: float
    longitude: float
    population: int


class Gazetteer:
    """Places by name; lines sorted by key in one block of bytes, found by bisection."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        breaks = np.flatnonzero(np.frombuffer(data, np.uint8) == 10)
        self._starts = np.concatenate([np.zeros(1, np.int64), breaks + 1])[: len(breaks)]

    def find(self, name: str) -> tuple[Spot, ...]:
        """The places of a name, the most populous first.

        >>> load_gazetteer().find("Tomsk")[0].country
        'RUS'
        """
        key = " ".join(chunks(name)).encode("utf-8", "replace")
        if not key:
            return ()
        key += b"\t"
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            start = int(self._starts[middle])
            end = self._data.index(b"\t", start) + 1
            if self._data[start:end] < key:
                low = middle + 1
            else:
                high = middle
        return tuple(self._read(low, key))

    def _read(self, line: int, key: bytes) -> Iterable[Spot]:
        while line < len(self._starts):
            start = int(self._starts[line])
            if not self._data.startswith(key, start):
                return
            cells = self._data[start : self._data.index(b"\n", start)].decode().split("\t")
            yield Spot(cells[1], cells[2], cells[3], cells[4], float(cells[5]), float(cells[6]), int(cells[7]))
            line += 1


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once a process."""
    return Gazetteer(gzip.decompress((Path(__file__).parent / "gazetteer.tsv.gz").read_bytes()))
