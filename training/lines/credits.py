"""Invented bylines of the world's papers, and lines that stand in their place and are none."""

import random
import re
from functools import cache
from pathlib import Path

from onrecord.reading.phrases import load_phrases

__all__ = ["credit_line", "look_alike"]

_TABLE = Path(__file__).with_name("credits.tsv")
_MIDDLE = 0.06  # share of names with a middle initial
_KINDS = {"by": 34, "named": 32, "staff": 18, "credit": 7, "translated": 7, "foreign": 2}  # of a hundred
_FIELD = re.compile(r"\{(\w)\}")


def credit_line(chance: random.Random) -> str:
    """A byline, of any kind."""
    kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
    return _filled(chance.choice(_table()[kind]), chance)


def look_alike(chance: random.Random) -> str:
    """A line that stands where a byline may, and is none."""
    return _filled(chance.choice(_table()["none"]), chance)


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, text = line.split("\t")
            table.setdefault(kind, []).append(text)
    return table


def _filled(template: str, chance: random.Random) -> str:
    return _FIELD.sub(lambda field: _value(field.group(1), chance), template)


def _value(field: str, chance: random.Random) -> str:
    if field in "NOPQ":
        return _value(field.lower(), chance).upper()
    if field in "RD":
        return _value(field.lower(), chance).title()
    table, given = _table(), _given(chance)
    values = {
        "n": f"{given} {chance.choice(table['surnames'])}",
        "i": f"{given[0]}.",
        "s": chance.choice(table["surnames"]),
        "p": chance.choice(table["places"]),
        "o": chance.choice(table["papers"]),
        "a": chance.choice(table["agencies"]),
        "r": f"{chance.choice(table['beats'])} {chance.choice(table['titles'])}",
        "d": chance.choice(table["desks"]),
        "q": chance.choice(table["sections"]),
        "h": given.lower() + chance.choice(("", "_", "1")) + chance.choice(("news", "tv", "writes")),
        "w": chance.choice(table["papers"]).lower().replace(" ", ""),
        "t": f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
        "k": f"{chance.choice(table['months'])} {chance.randint(1, 28)}, {chance.randint(1995, 2025)}",
    }
    return values[field]


def _given(chance: random.Random) -> str:
    name = chance.choice(_given_names()).title()
    return f"{name} {chance.choice('ABCDEGHJKLMNPRST')}." if chance.random() < _MIDDLE else name


@cache
def _given_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in load_phrases().given_names if len(name) > 2 and "a" <= name[0] <= "z"))
