"""Corrections: what editors say of a record, as new rows with author and time; none is ever changed or overwritten."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from onrecord.errors import InputError
from onrecord.schema import Act, EventType, Kind, Stance, Status
from onrecord.web.anchoring import anchor_again, context_of
from onrecord.web.articles import ArticleView
from onrecord.web.database import Database
from onrecord.web.findings import EventView, PositionView, StatementView

__all__ = ["ACTIONS", "FIELDS", "Correction", "Corrections", "Placed", "checked_correction", "place"]

ACTIONS = ("change", "add", "reject", "confirm", "checked", "withdraw")
# what may be said of each kind of finding; a tuple lists the values allowed
FIELDS: Mapping[str, Mapping[str, tuple[str, ...] | None]] = {
    "statement": {
        "speaker": None,
        "speaker_code": None,
        "addressee": None,
        "cue": None,
        "act": tuple(Act),
        "kind": tuple(Kind),
    },
    "event": {
        "type": tuple(EventType),
        "status": tuple(Status),
        "actors": None,
        "recipients": None,
        "date": None,
        "place": None,
    },
    "position": {"actor": None, "issue": None, "stance": tuple(Stance)},
    "actor": {"name": None, "code": None, "sector": None},
    "article": {"note": None},
}
NEEDED = {"statement": ("act", "kind"), "event": ("type", "status"), "position": ("actor", "issue", "stance")}
CODE = re.compile(r"[A-Z]{3,8}( [A-Z]{3})?(\s*;\s*[A-Z]{3,8}( [A-Z]{3})?)*")
CODED = frozenset({"speaker_code", "actors", "recipients", "code"})
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.A)
KINDS = {"statement": StatementView, "event": EventView, "position": PositionView}
LONGEST = 400
OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: what one editor said of one finding, or of a passage where there was none."""

    id: str
    article: str
    kind: str  # statement | event | position | actor | article
    action: str
    finding: str | None
    start: int | None
    end: int | None
    quote: str | None
    fields: Mapping[str, str]
    author: str
    made_by: str  # the record that was corrected
    subject: str  # what it is about: rows of one subject follow each other, the last one counts
    before: str = ""
    after: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction against the article as it is read now."""

    correction: Correction
    state: str  # holds | settled | look
    start: int | None = None
    end: int | None = None
    finding: str | None = None  # the finding of the present record that it is about

    @property
    def says(self) -> str:
        """The state in words."""
        known = {"holds": "in force", "settled": "no longer needed", "look": "needs a look"}
        return known[self.state]


class Corrections:
    """The corrections in `desk.sqlite`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, correction: Correction) -> Correction:
        """Keep a correction; returns it with its time."""
        kept = replace(correction, written=datetime.now(UTC).isoformat(timespec="seconds"))
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO correction (id, article, kind, action, finding, start, end, quote, before, after, fields,"
                " author, written, made_by, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(kept.id, kept.article, kept.kind, kept.action, kept.finding, kept.start, kept.end, kept.quote),
                    *(kept.before, kept.after, json.dumps(dict(kept.fields), ensure_ascii=False), kept.author),
                    *(kept.written, kept.made_by, kept.subject),
                ),
            )
        return kept

    def of(self, article: str) -> tuple[Correction, ...]:
        """All that was ever said of an article's record, the oldest first."""
        rows = self.database.all("SELECT * FROM correction WHERE article = ? ORDER BY n", (article,))
        return tuple(
            Correction(
                **{name: row[name] for name in Correction.__slots__ if name != "fields"}
                | {"fields": json.loads(row["fields"])}
            )
            for row in rows
        )

    def articles(self) -> tuple[tuple[str, int, str], ...]:
        """The articles with corrections: how many, and when the last was made."""
        sql = "SELECT article, count(*), max(written) FROM correction GROUP BY article ORDER BY max(n) DESC"
        return tuple((row[0], row[1], row[2]) for row in self.database.all(sql))


def in_force(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The last row of each subject, those withdrawn left out."""
    last = {c.subject: c for c in corrections}
    return tuple(c for c in last.values() if c.action != "withdraw")


def place(corrections: Sequence[Correction], article: ArticleView) -> tuple[Placed, ...]:
    """The corrections in force against the article as it is read now."""
    return tuple(_placed(c, article) for c in in_force(corrections))


def _placed(correction: Correction, article: ArticleView) -> Placed:
    if correction.kind == "article":
        return Placed(correction, "holds" if correction.made_by == article.made_by else "look")
    found = _find_passage(correction, article)
    if found is None:
        return Placed(correction, "look", finding=correction.finding if _has(article, correction.finding) else None)
    start, end = found
    if correction.kind == "actor":
        return Placed(correction, "holds", start, end)
    finding = correction.finding if _has(article, correction.finding) else _nearest(article, correction.kind, found)
    if correction.action in {"reject", "confirm"} and finding is None:
        return Placed(correction, "settled" if correction.action == "reject" else "look", start, end)
    return Placed(correction, "holds", start, end, finding if correction.action != "add" else None)


def _find_passage(correction: Correction, article: ArticleView) -> tuple[int, int] | None:
    if correction.start is None or correction.end is None:
        return None
    if article.text is None:
        return (correction.start, correction.end) if _has(article, correction.finding) else None
    return anchor_again(
        article.text,
        correction.start,
        correction.quote or "",
        before=correction.before,
        after=correction.after,
    )


def _anchors(article: ArticleView, kind: str) -> list[tuple[str, int, int]]:
    wanted = KINDS.get(kind)
    return [(f.id, f.start, f.end) for f in article.findings if wanted is not None and isinstance(f, wanted)]


def _has(article: ArticleView, finding: str | None) -> bool:
    return finding is not None and any(finding == f.id for f in article.findings)


def _nearest(article: ArticleView, kind: str, found: tuple[int, int]) -> str | None:
    best, best_id = 0.0, None
    for finding, start, end in _anchors(article, kind):
        shared = min(end, found[1]) - max(start, found[0])
        score = shared / (max(end, found[1]) - min(start, found[0]))
        if score > best:
            best, best_id = score, finding
    return best_id if best >= OVERLAP else None


def checked_correction(
    article: ArticleView, given: Mapping[str, str], *, start: int | None, end: int | None, author: str
) -> Correction:
    """A correction from a form's fields, found in order against the article.

    Raises InputError, which says what to mend.
    """
    action, kind = given.get("action", ""), given.get("kind", "")
    if action not in ACTIONS or kind not in FIELDS:
        raise InputError("Say what to do: change, add, reject or confirm; and with what kind of finding.")
    finding = given.get("finding") or None
    if action in {"change", "reject", "confirm"} and kind != "actor" and not _has(article, finding):
        raise InputError("That finding is not in this article's record.")
    # in a change, a field that was emptied is one that the text does not state
    fields = _checked_fields(kind, given, emptied=action == "change") if action in {"change", "add"} else _note(given)
    key = secrets.token_hex(8)
    made = Correction(
        id=key,
        article=article.id,
        kind=kind,
        action=action,
        finding=finding,
        start=None,
        end=None,
        quote=None,
        fields=fields,
        author=author,
        made_by=article.made_by,
        subject=given.get("subject") or finding or ("article" if kind == "article" else key),
    )
    if kind == "article" or action == "withdraw":
        return made
    return _anchored(made, article, given.get("quote", ""), start, end)


def _anchored(made: Correction, article: ArticleView, quote: str, start: int | None, end: int | None) -> Correction:
    """With its passage: the offsets where they hold the words given, else the words' place nearest to them."""
    text = article.text
    known = next(((f.start, f.end) for f in article.findings if f.id == made.finding), None)
    if text is None:
        if known is None:
            raise InputError("This store keeps no text: only what was found can be corrected.")
        return replace(made, start=known[0], end=known[1])
    if known is not None and start is None and not quote:
        start, end = known
    if start is not None and end is not None and not 0 <= start < end <= len(text):
        raise InputError(f"Characters {start} to {end} are not in this article, which has {len(text):,}.")
    if start is None or end is None or (quote and text[start:end] != quote):
        found = _nearest_words(text, quote, start or 0)
        if found is None:
            raise InputError("Those words are not in the article: copy them as they stand there.")
        start, end = found
    before, after = context_of(text, start, end)
    return replace(made, start=start, end=end, quote=text[start:end], before=before, after=after)


def _nearest_words(text: str, quote: str, near: int) -> tuple[int, int] | None:
    if not quote.strip():
        return None
    forward, backward = text.find(quote, near), text.rfind(quote, 0, near + len(quote))
    places = [p for p in (forward, backward) if p >= 0]
    if not places:
        return None
    at = min(places, key=lambda p: abs(p - near))
    return at, at + len(quote)


def _checked_fields(kind: str, given: Mapping[str, str], *, emptied: bool) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, allowed in FIELDS[kind].items():
        value = " ".join(given.get(name, "").split())
        if not value:
            if name in NEEDED.get(kind, ()):
                raise InputError(f"Give the {name}.")
            if emptied and name in given:
                fields[name] = ""
            continue
        if len(value) > LONGEST:
            raise InputError(f"The {name} is longer than {LONGEST} characters.")
        if allowed is not None and value not in allowed:
            raise InputError(f"{value[:40]} is no {name}; there are {', '.join(allowed)}.")
        if (name in CODED or (kind == "position" and name == "actor")) and not CODE.fullmatch(value):
            raise InputError(f"Write the {name.replace('_', ' ')} as codes: USA GOV; NATO.")
        if name == "date" and not _is_date(value):
            raise InputError("Write the date as year, year-month or year-month-day.")
        fields[name] = value
    return fields | _note(given)


def _is_date(written: str) -> bool:
    """Whether it is a day, a month or a year that there is."""
    try:
        return bool(DATE.fullmatch(written) and date.fromisoformat(written + "-01-01"[len(written) - 4 :]))
    except ValueError:
        return False


def _note(given: Mapping[str, str]) -> dict[str, str]:
    note = given.get("note", "").strip()
    if len(note) > LONGEST:
        raise InputError(f"The note is longer than {LONGEST} characters.")
    return {"note": note} if note else {}
