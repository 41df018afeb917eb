"""Places: a name's country and coordinates, where the tables and the article leave one reading."""

from collections.abc import Mapping, Sequence

from onrecord.lang.actor_index import ActorIndex, chunks
from onrecord.lang.actors import RegionRow
from onrecord.lang.gazetteer import Gazetteer, Spot
from onrecord.schema import Anchor, Place

__all__ = ["PlaceNames"]

_KNOWN = 100_000  # a place of this size is meant where nothing else in the article fits
_GREAT = 300_000  # a city that an organisation's name places in its country
_RATIO = 8  # times the size of the next place of its name


class PlaceNames:
    """Looks names up in the country table, the regions and the gazetteer."""

    def __init__(
        self, gazetteer: Gazetteer, regions: Sequence[RegionRow], index: ActorIndex, nouns: frozenset[str]
    ) -> None:
        self._nouns = nouns
        self._gazetteer = gazetteer
        self._index = index
        self._regions = {chunks(name): row for row in regions for name in (row.name, *row.aliases)}
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
        for part in dict.fromkeys((name, name.split(",")[0], self._bare(name))):
            found = self._country(part, weights)
            if found:
                return found
        return None

    def city_country(self, name: str) -> str | None:
        """The country of a great city, where no other place of its name comes near it in size."""
        spot = self.spot(name, {})
        return spot.country if spot and spot.kind == "c" and spot.population >= _GREAT else None

    def _bare(self, name: str) -> str:
        """The name without what kind of place it is ("Sindh province") and words in small letters."""
        words = [w for w in name.split() if w[:1].isupper()]
        while len(words) > 1 and words[-1].lower() in self._nouns:
            words.pop()
        return " ".join(words)

    def _country(self, name: str, weights: Mapping[str, float]) -> str | None:
        region = self._regions.get(chunks(name))
        if region is not None:
            return region.country
        spot = self.spot(name, weights)
        return spot.country if spot else None

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
        region = self._regions.get(key)
        country = region.country if region else codes.pop() if len(codes) == 1 else None
        return Place(anchor, text, country)
