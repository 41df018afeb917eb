"""Places: a name's country and coordinates, where the tables and the article leave one reading."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks
from onrecord.lang.actors import RegionRow
from onrecord.lang.gazetteer import Gazetteer, Spot
from onrecord.schema import Anchor, Place

__all__ = ["PlaceNames", "Seat"]

_KNOWN = 100_000  # a place of this size is meant where nothing else in the article fits
_RATIO = 8  # times the size of the next place of its name


@dataclass(frozen=True, slots=True)
class Seat:
    """The country in which a place lies, and whether no other place is likely meant."""

    country: str
    sure: bool


class PlaceNames:
    """Looks names up in the country table, the regions and the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, pack: LanguagePack) -> None:
        regions, words, index = pack.regions, pack.mention_words, pack.actor_index
        self._given = pack.given_names
        self._nouns = words["place-noun"]
        self._gazetteer = gazetteer
        self._index = index
        self._wide = frozenset(chunks(name) for name in words["no-place"])
        self._regions: dict[tuple[str, ...], list[RegionRow]] = {}
        for row in regions:
            for name in (row.name, *row.aliases):
                self._regions.setdefault(chunks(name), []).append(row)
        self._cache: dict[str, tuple[Spot, ...]] = {}

    def spots(self, name: str) -> tuple[Spot, ...]:
        """The gazetteer's places of a name."""
        if name not in self._cache:
            if len(self._cache) > 4096:
                self._cache.clear()
            self._cache[name] = self._gazetteer.find(name)
        return self._cache[name]

    def country(self, name: str, weights: Mapping[str, float]) -> str | None:
        """The country of a place that is no country: one of the article's if a place of it has the name."""
        seat = self.seat(name, weights)
        return seat.country if seat else None

    def seat(self, name: str, weights: Mapping[str, float]) -> Seat | None:
        """The same, with whether it is sure: a place of an article's country, a region, a greater city."""
        if chunks(name) in self._wide:
            return None
        for part in dict.fromkeys((name, name.split(",")[0], self._bare(name))):
            found = self._seat(part, weights)
            if found:
                return found
        return None

    def city_country(self, name: str) -> str | None:
        """The country of a region or a greater city, where no other place of its name comes near it in size.

        None for given names: "George Washington University" lies in no South African town.
        """
        parts = chunks(name)
        if parts in self._wide or (len(parts) == 1 and parts[0] in self._given):
            return None
        spot = self.spot(name, {})
        return spot.country if spot and (spot.kind != "c" or spot.population >= _KNOWN) else None

    def _bare(self, name: str) -> str:
        """The name without what kind of place it is ("Sindh province") and words in small letters."""
        words = [w for w in name.split() if w[:1].isupper()]
        while len(words) > 1 and words[-1].lower() in self._nouns:
            words.pop()
        return " ".join(words)

    def _seat(self, name: str, weights: Mapping[str, float]) -> Seat | None:
        regions = self._regions.get(chunks(name))
        if regions:
            near = [r for r in regions if r.country in weights] if len(regions) > 1 else regions
            best = max(near, key=lambda r: weights.get(r.country, 0.0), default=None)
            return Seat(best.country, sure=True) if best else None
        spot = self.spot(name, weights)
        if spot is None:
            return None
        near_one = bool(weights.get(spot.country))
        return Seat(spot.country, near_one or spot.kind != "c" or spot.population >= _KNOWN)

    def spot(self, name: str, weights: Mapping[str, float]) -> Spot | None:
        """The place meant: in the article's countries by their weight, else the one that dwarfs its namesakes."""
        spots = self.spots(name)
        if not spots:
            return None
        near = [s for s in spots if weights.get(s.country)]
        if near:
            near.sort(key=lambda s: (-weights[s.country], s.kind != "c", -s.population))
            return near[0]
        if len({s.country for s in spots}) == 1:
            return spots[0]
        big = spots[0]
        others = max(s.population for s in spots if s.country != big.country)
        return big if big.population >= _KNOWN and big.population >= _RATIO * others else None

    def place(self, anchor: Anchor, text: str, weights: Mapping[str, float]) -> Place:
        """The place that a name in the text stands for, with what of it is known."""
        key = chunks(text)
        entries = [e for e in self._index.names.get(key) if e.country]
        codes = {e.country.code for e in entries if e.country}
        capital = any(e.kind == "capital" for e in entries)
        if len(codes) == 1 and not capital:
            return Place(anchor, text, codes.pop())
        spot = self.spot(text, {**weights, **dict.fromkeys(codes, 1000.0)})
        if spot is not None:
            return Place(anchor, text, spot.country, spot.region or None, spot.latitude, spot.longitude)
        seat = self._seat(text, weights) if key in self._regions else None
        country = seat.country if seat else codes.pop() if len(codes) == 1 else None
        return Place(anchor, text, country)
