"""The actor tables: schema, sizes, codes, and that no name leads nowhere."""

from collections import Counter

import pytest
from tests.events.support import events_of, of_type

from onrecord.lang import load_pack
from onrecord.lang.actor_index import chunks
from onrecord.lang.actors import ActorRow, CountryRow
from onrecord.lang.tables import load_rows
from onrecord.schema import EventType

PACK = load_pack("en")
SECTORS = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"}
SECTORS |= {"EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
WIDE = {"UNO", "EUR", "NATO", "AU", "ECOWAS", "AES", "ASEAN", "IGAD", "IAEA", "OAS", "CARICOM", "OSCE", "ICC", "ICJ"}
WIDE |= {"ICRC", "G7", "CSTO", "GCC", "LAS", "EAC", "SADC", "IGO", "NGO", "MNC", "IMG"}
TABLES = ("igos", "groups", "bodies", "ngos", "companies", "institutes")


def rows(name: str) -> tuple[ActorRow, ...]:
    return load_rows(PACK.folder / f"{name}.tsv", ActorRow)


def test_every_un_member_and_partly_recognised_state_has_words() -> None:
    countries = load_rows(PACK.folder / "countries.tsv", CountryRow)
    codes = [c.code for c in countries]
    assert len(codes) == len(set(codes)) >= 200
    assert {"XKX", "TWN", "PSE", "ESH", "HKG", "VAT", "SMX", "SSD", "TLS", "TUV"} <= set(codes)
    assert all(c.adjectives or c.people or c.code in {"GGY", "JEY", "VGB", "TCA", "DMA", "COG"} for c in countries)


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_known_codes_and_sectors(name: str) -> None:
    for row in rows(name):
        assert row.code in PACK.actor_index.countries or row.code in WIDE, row
        assert row.sector is None or row.sector in SECTORS, row
        assert not (row.start and row.end and row.start >= row.end), row


def test_tables_are_as_large_as_promised() -> None:
    assert len(rows("igos")) >= 200
    assert len(rows("groups")) >= 500
    assert len(rows("bodies")) + len(rows("ngos")) + len(rows("companies")) >= 500


def test_terms_of_one_actor_do_not_overlap() -> None:
    by_name: dict[tuple[str, str], list[ActorRow]] = {}
    for row in rows("groups"):
        by_name.setdefault((row.code, row.name), []).append(row)
    for same in by_name.values():
        same.sort(key=lambda r: r.start or "")
        for one, other in zip(same, same[1:], strict=False):
            assert one.end is not None and other.start is not None and one.end <= other.start, (one, other)


def test_sides_change_with_the_date() -> None:
    taliban = [r for r in rows("groups") if r.name == "Taliban"]
    side = {d: next(r.sector for r in taliban if r.covers(d)) for d in ("1995-01-01", "1999", "2010", "2021-09-01")}
    assert side == {"1995-01-01": "REB", "1999": "GOV", "2010": "REB", "2021-09-01": "GOV"}


def test_role_words_stand_in_one_row_each() -> None:
    from onrecord.lang.actors import RoleRow

    words = Counter(w for r in load_rows(PACK.folder / "roles.tsv", RoleRow) for w in r.words)
    assert not [w for w, n in words.items() if n > 1]


def test_readings_name_known_rows() -> None:
    from onrecord.lang.actors import ReadingRow

    for row in load_rows(PACK.folder / "readings.tsv", ReadingRow):
        assert row.code is None or row.code in PACK.actor_index.countries or row.code in WIDE
        assert row.actor is None or row.actor in PACK.actor_index.by_name, row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("U.N.", "UN"),
        ("al-Qaeda", "Al Qaeda"),
        ("Türkiye", "Turkiye"),
        ("N'Djamena", "N’Djamena"),
    ],
)
def test_spellings_share_their_chunks(one: str, other: str) -> None:
    assert chunks(one) == chunks(other)


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("mobster", "CRM"),
        ("shepherd", "AGR"),
        ("lorry driver", "LAB"),
        ("schoolgirl", "EDU"),
        ("midwife", "MED"),
        ("friar", "REL"),
        ("cartoonist", "JRN"),
        ("industrialist", "BUS"),
        ("reservist", "MIL"),
        ("hiker", "CVL"),
    ],
)
def test_trades_have_their_sectors(noun: str, sector: str) -> None:
    killing = of_type(events_of(f"Gunmen killed a Peruvian {noun} in Lima on Monday."), EventType.ASSAULT)
    (party,) = killing.recipients
    assert party.actor is not None
    assert (party.actor.code, party.actor.sector) == ("PER", sector)
