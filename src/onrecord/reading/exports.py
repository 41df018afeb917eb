"""Downloads from LexisNexis and Factiva: many articles in one document, each under a head of labelled or ordered lines.

Layouts after the vendors' published formats: Nexis closes an article with "End of Document" or heads it "Document 1 of
9"; Factiva closes it with "Document XXXX0000020220527..." and may label its fields HD, BY, PD, SN, LP, TD.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.reading.assembled import Fields
from onrecord.reading.dates import find_dates

__all__ = ["export_kind", "factiva_fields", "nexis_fields"]

_FACTIVA_END = re.compile(r"^Document [A-Z][A-Z0-9]{5,12}\d{8}[a-z0-9]{5,}$")
_NEXIS_END = re.compile(r"^(?:End of Document|Load-Date: .*)$", re.I)
_NEXIS_START = re.compile(r"^(?:\d+ of \d+ DOCUMENTS?|Document \d+ of \d+)$", re.I)
_NEXIS_FIELD = re.compile(
    r"^(Byline|Section|Length|Dateline|Load-Date|Language|Publication-Type|Highlight|Journal Code|Graphic|Correction|"
    r"Headline|Classification|Subject|Industry|Geographic|Person|Organization|Company|Copyright)\s*:\s*(.*)$",
    re.I,
)
_NEXIS_BODY = re.compile(r"^(?:Body|Full Text)$", re.I)
_COPYRIGHT = re.compile(r"^(?:Copyright\b|\(c\)|©|All Rights Reserved)", re.I)
_WORDS = re.compile(r"^[\d,.]+ (?:words|Wörter|mots|palabras|parole|palavras|слов|字)$", re.I)
_FACTIVA_CODE = re.compile(r"^(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|RF|CO|IN|NS|RE|PUB|AN|CX|VOL|SE|CT)\b\s*(.*)$")
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
              "russian": "ru", "dutch": "nl", "turkish": "tr", "arabic": "ar", "polish": "pl"}  # fmt: skip


def export_kind(lines: Sequence[str]) -> str | None:
    """Which vendor's download these lines are: "factiva", "nexis" or None.

    >>> export_kind(["Mali denies raid", "534 words", "Document LBA0000020220527ei5r00abc"])
    'factiva'
    """
    for line in lines:
        if _FACTIVA_END.match(line):
            return "factiva"
        if _NEXIS_START.match(line) or line.strip().lower() == "end of document":
            return "nexis"
    return None


def nexis_fields(lines: Sequence[str]) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each article of a LexisNexis download."""
    for number, block in enumerate(_blocks(lines, end=_NEXIS_END, start=_NEXIS_START), 1):
        yield f"document {number}", _nexis_article(block)


def _blocks(lines: Sequence[str], *, end: re.Pattern[str], start: re.Pattern[str] | None = None) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (line.strip() for line in lines):
        closes = end.match(line) is not None
        if (closes or (start is not None and start.match(line))) and any(len(x) > 40 for x in block):
            yield block
            block = []
        elif line and not closes and not (start is not None and start.match(line)):
            block.append(line)
    if sum(len(x) > 40 for x in block) > 1:
        yield block


def _nexis_article(block: list[str]) -> Fields:
    fields: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    in_body = False
    for line in block:
        field = _NEXIS_FIELD.match(line)
        if field:
            fields.setdefault(field.group(1).lower(), field.group(2).strip())
            in_body = in_body or field.group(1).lower() in ("length", "dateline", "byline") and bool(body)
        elif _NEXIS_BODY.match(line):
            in_body = True
        elif in_body or "length" in fields:
            body.append(line)
        elif not _COPYRIGHT.match(line):
            head.append(line)
    date = next((d.days[0] for line in head for d in find_dates(line)[:1]), None)
    plain = [line for line in head if not find_dates(line)]
    headline = fields.get("headline") or (plain[0] if plain else None)
    others = [line for line in plain if line != headline]
    return Fields(
        headline=headline,
        text="\n".join(body),
        byline=fields.get("byline"),
        date=date.isoformat() if date else fields.get("load-date"),
        dateline=fields.get("dateline"),
        language=_LANGUAGES.get(fields.get("language", "").split(";")[0].strip().lower()),
        section=fields.get("section"),
        publisher=others[0] if others else None,
    )


def factiva_fields(lines: Sequence[str]) -> Iterator[tuple[str, Fields]]:
    """(place, fields) of each article of a Factiva download."""
    for number, block in enumerate(_blocks(lines, end=_FACTIVA_END), 1):
        coded = sum(bool(_FACTIVA_CODE.match(line)) for line in block) >= 4
        yield f"document {number}", _factiva_coded(block) if coded else _factiva_ordered(block)


def _factiva_coded(block: list[str]) -> Fields:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in block:
        match = _FACTIVA_CODE.match(line)
        if match:
            code, line = match.group(1), match.group(2).strip()
        if code and line:
            fields.setdefault(code, []).append(line)

    def one(name: str) -> str | None:
        return " ".join(fields[name]) if name in fields else None

    return Fields(
        headline=one("HD"),
        text="\n".join(fields.get("LP", []) + fields.get("TD", [])),
        byline=one("BY"),
        date=one("PD"),
        language=_LANGUAGES.get((one("LA") or "").lower()),
        section=one("SE"),
        publisher=one("SN"),
    )


def _factiva_ordered(block: list[str]) -> Fields:
    """Headline, byline, "534 words", date, time, source, code, language, copyright, then the paragraphs."""
    count = next((i for i, line in enumerate(block[:8]) if _WORDS.match(line)), None)
    rights = next((i for i, line in enumerate(block[:20]) if _COPYRIGHT.match(line)), None)
    if count is None or rights is None or rights < count:
        return Fields(headline=block[0], text="\n".join(block[1:]))
    above = block[:count]
    byline = above[-1] if len(above) > 1 and re.match(r"(?i)^(?:by|von|par|por|di|door) ", above[-1]) else None
    heads = [line for line in above if line != byline]
    between = block[count + 1 : rights]
    date = next((d.days[0].isoformat() for line in between for d in find_dates(line)[:1]), None)
    language = next((_LANGUAGES[line.lower()] for line in between if line.lower() in _LANGUAGES), None)
    names = [line for line in between if not find_dates(line) and not re.match(r"^[\d:]+$", line)]
    return Fields(
        headline=heads[-1] if heads else None,
        text="\n".join(block[rights + 1 :]),
        byline=byline,
        date=date,
        language=language,
        section=heads[0] if len(heads) > 1 else None,
        publisher=names[0] if names else None,
    )
