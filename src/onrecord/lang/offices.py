"""Who held which office when: dated rows, a file a region, checked across rows as well as one by one.

An office noun in the news ("the Prime Minister", "Russia's foreign minister") names a person only together with a
country and a date, so each row is one term of one person. Dates may be a day, a month or a year; `OfficeTerm.covers`
compares at the precision that both sides have, so that a coarse date never excludes a holder.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from onrecord.lang.tables import load_rows

__all__ = ["CODES", "Office", "OfficeTerm", "Precision", "check_offices", "load_offices"]


class Office(StrEnum):
    """The kinds of office; `deputy_*` are the offices directly below, `other` the executive's further posts.

    `notable` is who is heard without an office: former leaders, relatives, royals.
    """

    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    FOREIGN_MINISTER = "foreign_minister"
    DEFENCE_MINISTER = "defence_minister"
    INTERIOR_MINISTER = "interior_minister"
    FINANCE_MINISTER = "finance_minister"
    TRADE_MINISTER = "trade_minister"
    JUSTICE_MINISTER = "justice_minister"
    DEPUTY_HEAD_OF_STATE = "deputy_head_of_state"
    DEPUTY_HEAD_OF_GOVERNMENT = "deputy_head_of_government"
    DEPUTY_FOREIGN_MINISTER = "deputy_foreign_minister"
    DEPUTY_DEFENCE_MINISTER = "deputy_defence_minister"
    SPEAKER_OF_PARLIAMENT = "speaker_of_parliament"
    AMBASSADOR_UN = "ambassador_un"
    AMBASSADOR = "ambassador"
    CENTRAL_BANK = "central_bank"
    NATIONAL_SECURITY_ADVISER = "national_security_adviser"
    INTELLIGENCE_CHIEF = "intelligence_chief"
    GOVERNMENT_SPOKESPERSON = "government_spokesperson"
    ARMED_FORCES_CHIEF = "armed_forces_chief"
    MILITARY_COMMANDER = "military_commander"
    SECRETARY_GENERAL = "secretary_general"
    SPECIAL_ENVOY = "special_envoy"
    OPPOSITION_LEADER = "opposition_leader"
    PARTY_LEADER = "party_leader"
    SPIRITUAL_LEADER = "spiritual_leader"
    REBEL_LEADER = "rebel_leader"
    REGIONAL_LEADER = "regional_leader"
    LEGISLATOR = "legislator"
    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    POLICE_CHIEF = "police_chief"
    BUSINESS_LEADER = "business_leader"
    JOURNALIST = "journalist"
    ACTIVIST = "activist"
    CRIME_BOSS = "crime_boss"
    NOTABLE = "notable"
    OTHER = "other"


class Precision(StrEnum):
    """How exactly a row's dates are known; `uncertain` dates may be off by more than their last part."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """One person's term in one office; an empty `end` is an open one, and with `uncertain` an unknown one.

    >>> term = OfficeTerm("FRA", Office.HEAD_OF_STATE, "President", "Jacques Chirac", start="1995-05-17", end="2007-05")
    >>> term.covers("2007-05-20"), term.covers("2007"), term.covers("2007-06-01")
    (True, True, False)
    """

    country: str  # ISO 3166 alpha-3, or the code of an IGO
    office: Office
    title: str  # the words that papers write before the name
    person: str  # canonical English spelling
    aliases: tuple[str, ...] = ()
    gender: str | None = None  # m or f
    start: str | None = None  # ISO date, year-month or year
    end: str | None = None
    precision: Precision = Precision.DAY
    basis: str = "recalled"  # or looked_up (public texts of 2026), or offices:<file> of the public list with the row
    note: str | None = None

    def covers(self, date: str) -> bool:
        """Whether the term includes an ISO date (day, month or year), both ends included."""
        if self.start and _cut(date, self.start) < _cut(self.start, date):
            return False
        return not (self.end and _cut(date, self.end) > _cut(self.end, date))


def load_offices(folder: Path) -> tuple[OfficeTerm, ...]:
    """The rows of all TSV files of a folder, the files in the order of their names.

    The cells are checked here; what `check_offices` looks at only the tests check: it would slow every start down.
    Raises LexiconError on a wrong row.
    """
    return tuple(row for path in sorted(folder.glob("*.tsv")) for row in load_rows(path, OfficeTerm))


def check_offices(rows: Iterable[OfficeTerm]) -> tuple[str, ...]:
    """What is wrong with rows beyond their cells' types, each problem naming its row; empty when all is well.

    >>> check_offices([OfficeTerm("FRA", Office.HEAD_OF_STATE, "President", "Jo Doe", start="2007", end="1995")])
    ('FRA head_of_state Jo Doe: starts in 2007, after its end 1995',)
    """
    problems: list[str] = []
    seen: set[tuple[str, str, str, str | None, str]] = set()
    for row in rows:
        where = f"{row.country} {row.office} {row.person}"
        problems.extend(f"{where}: {problem}" for problem in _row_problems(row))
        key = (row.country, row.office, row.person, row.start, row.title)
        if key in seen:
            problems.append(f"{where}: the row from {row.start} is there twice; remove one")
        seen.add(key)
    return tuple(problems)


_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")

_COUNTRIES = """
ABW AFG AGO AIA ALB AND ARE ARG ARM ASM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BMU BOL BRA BRB BRN
BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI
ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GMB GNB GNQ GRC GRD GRL GTM GUM GUY HKG HND HRV HTI
HUN IDN IMN IND IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO
LTU LUX LVA MAC MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MUS MWI MYS NAM NCL NER NGA NIC NIU
NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV
SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR
URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE
"""
_FORMER = "SUN YUG SCG CSK DDR YMD"  # ISO 3166-3: states that ended after 1990
_IGOS = """
UNO EUR NATO AU OSCE COE OAS ASEAN ARL OPEC GCC OIC ECOWAS SADC EAC IGAD SCO CIS CSTO EAEU MERCOSUR CARICOM UNASUR PIF
COMMONWEALTH OIF OECD IMF WBG WTO WHO IAEA ICC ICJ ICTY ICTR UNHCR UNICEF UNESCO WFP FAO ILO UNRWA OHCHR OCHA UNDP UNEP
OPCW CTBTO INTERPOL ICRC BIS ECB EBRD ADB AFDB BRICS AMU SAARC CEMAC UMA FIFA IOC IOM IPCC UNAIDS UNODC UNFCCC ICAO IMO
ITU WMO WIPO UNCTAD IADB EUROPOL FRONTEX ALBA BIMSTEC APEC IRENA IEA AIIB NDB AES QUARTET NGO
"""
CODES = frozenset(f"{_COUNTRIES} {_FORMER} {_IGOS}".split())


def _cut(date: str, other: str) -> str:
    return date[: min(len(date), len(other))]


def _row_problems(row: OfficeTerm) -> list[str]:
    problems: list[str] = []
    if row.country not in CODES:
        problems.append(
            f"{row.country!r} is no known code; write ISO 3166 alpha-3 or one of onrecord.lang.offices.CODES"
        )
    if row.gender not in (None, "m", "f"):
        problems.append(f"gender {row.gender!r}; write m or f or leave it empty")
    for name in (row.person, *row.aliases):
        if not name or re.search(r"[;/()\[\]]", name):
            problems.append(f"{name!r} is no name; write the name alone, other spellings in aliases")
    if row.basis not in ("recalled", "looked_up") and not row.basis.startswith("offices:"):
        problems.append(f"basis {row.basis!r}; write recalled, looked_up or offices:<file>")
    dates = [date for date in (row.start, row.end) if date]
    wrong = [date for date in dates if not _DATE.match(date)]
    problems.extend(f"date {date!r}; write YYYY-MM-DD, YYYY-MM or YYYY" for date in wrong)
    if not row.start and row.precision is not Precision.UNCERTAIN:
        problems.append("no start; give the year, or write the precision uncertain")
    if len(dates) == 2 and not wrong and _cut(dates[0], dates[1]) > _cut(dates[1], dates[0]):
        problems.append(f"starts in {row.start}, after its end {row.end}")
    return problems
