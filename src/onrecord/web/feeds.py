"""Atom feeds: what an actor did and said, what happened between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from onrecord.web.comments import UNSEEN

__all__ = ["Entry", "atom_feed"]

ATOM = "http://www.w3.org/2005/Atom"
REST = {4: "-01-01", 7: "-01", 10: ""}  # what a year, month or day lacks to be a day


@dataclass(frozen=True, slots=True)
class Entry:
    """One event or statement."""

    id: str
    title: str
    text: str
    path: str
    date: str | None


def atom_feed(title: str, path: str, base: str, entries: Sequence[Entry]) -> bytes:
    """A feed (RFC 4287), the newest entry first. What is undated carries the feed's own date.

    >>> b"<title>MLI</title>" in atom_feed("MLI", "/actors/MLI", "http://localhost", [])
    True
    """
    ET.register_namespace("", ATOM)
    newest = max((e.date for e in entries if e.date), default=None)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", f"urn:onrecord:{path}")
    _add(feed, "title", title)
    _add(feed, "updated", _instant(newest))
    _add(_add(feed, "author"), "name", "Onrecord")
    _add(feed, "link", rel="alternate", href=f"{base}{path}")
    _add(feed, "link", rel="self", href=f"{base}{path}/feed")
    for entry in entries:
        item = _add(feed, "entry")
        _add(item, "id", f"urn:onrecord:{entry.id}")
        _add(item, "title", entry.title)
        _add(item, "updated", _instant(entry.date or newest))
        _add(item, "link", rel="alternate", href=f"{base}{entry.path}")
        _add(item, "content", entry.text, type="text")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = UNSEEN.sub("", text) if text else text
    return child


def _instant(written: str | None) -> str:
    """A date, which may be a month or a year, as a moment.

    >>> _instant("2024-05"), _instant(None)
    ('2024-05-01T00:00:00Z', '1970-01-01T00:00:00Z')
    """
    known = written if written and len(written) in REST else "1970-01-01"
    return f"{known}{REST[len(known)]}T00:00:00Z"
