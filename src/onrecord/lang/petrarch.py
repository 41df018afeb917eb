"""Actor dictionaries in PETRARCH's format as rows of our actor tables, for users who own one.

A line names an actor, indented lines with `+` its synonyms; codes stand in brackets, with dates where they change:

    RWANDA_DEMOCRATIC_FRONT_ [RWAREB 940101-990101][RWAPTY >990101]
    +RDF_
"""

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import LexiconError
from onrecord.lang.actors import ActorRow

__all__ = ["load_petrarch_actors", "parse_petrarch_actors"]

_CODE = re.compile(r"\[([^\]]*)\]")
_LENGTH = 3  # letters of a country's or sector's code
_WIDE = {"IGOUNO": "UNO", "IGOEUREEC": "EUR", "IGOWSTNAT": "NATO", "IGOAFRAFU": "AU", "IGOWAFECO": "ECOWAS"}
_CENTURY = 30  # two-digit years below it are 20xx


def load_petrarch_actors(path: Path) -> tuple[ActorRow, ...]:
    """The rows of a dictionary file.

    Raises LexiconError where the file is no text or a code is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    return parse_petrarch_actors(text, str(path))


def parse_petrarch_actors(text: str, where: str = "dictionary") -> tuple[ActorRow, ...]:
    """The rows of a dictionary's text, one for each actor and code.

    >>> rows = parse_petrarch_actors("NORTHERN_FRONT_ [TCDREB <080601][TCDPTY >080601]\\n+FRONT_DU_NORD_\\n")
    >>> [(r.code, r.sector, r.name, r.aliases, r.end) for r in rows][0]
    ('TCD', 'REB', 'Northern Front', ('Front Du Nord',), '2008-06-01')
    """
    rows: list[ActorRow] = []
    for number, names, codes in _entries(text):
        for code in codes:
            rows.append(_row(names, code, f"{where}:{number}"))
    return tuple(rows)


def _entries(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    names: list[str] = []
    codes: list[str] = []
    first = 0
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].split(";")[0].strip()
        if not line or line.startswith(("<!--", "@", "&")):
            continue
        name = _name(_CODE.sub("", line).lstrip("+"))
        if line.startswith("+"):
            names.append(name) if name else None
        elif line.startswith("["):
            codes.extend(_CODE.findall(line))
            continue
        else:
            if names and codes:
                yield first, names, codes
            names, codes, first = [name], [], number
        codes.extend(_CODE.findall(line))
    if names and codes:
        yield first, names, codes


def _name(text: str) -> str:
    words = text.replace("_", " ").split()
    return " ".join(w if len(w) <= _LENGTH and len(words) == 1 else w.capitalize() for w in words)


def _row(names: list[str], bracket: str, where: str) -> ActorRow:
    if not names[0]:
        raise LexiconError(f"{where}: an actor without a name; write its name before the code")
    code, *rest = bracket.split() or [""]
    start, end = _dates(rest[0] if rest else "", where)
    wide = next((w for w in _WIDE if code.startswith(w)), None)
    if wide:
        country, sector = _WIDE[wide], code[len(wide) : len(wide) + _LENGTH]
    else:
        country, sector = code[:_LENGTH], code[_LENGTH : 2 * _LENGTH]
    if not country.isalpha() or len(country) < _LENGTH:
        raise LexiconError(f"{where}: {code!r} is no actor code; write a country's three letters, then a sector's")
    aliases = tuple(dict.fromkeys(n for n in names[1:] if n))
    return ActorRow(
        code=country.upper(),
        name=names[0],
        sector=sector.upper() or None,
        aliases=aliases,
        start=start,
        end=end,
        basis="user:petrarch",
    )


def _dates(text: str, where: str) -> tuple[str | None, str | None]:
    if not text:
        return None, None
    if text[0] == "<":
        return None, _date(text[1:], where)
    if text[0] == ">":
        return _date(text[1:], where), None
    first, _, last = text.partition("-")
    return _date(first, where), _date(last, where) if last else None


def _date(text: str, where: str) -> str:
    if not (text.isascii() and text.isdigit()) or len(text) not in (6, 8):
        raise LexiconError(f"{where}: {text!r} is no date; write YYMMDD or YYYYMMDD")
    if len(text) == 6:
        text = ("20" if int(text[:2]) < _CENTURY else "19") + text
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"
