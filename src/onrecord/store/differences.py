"""What a new version or table changed: two stores of the same articles compared, finding by finding."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from onrecord.errors import UsageError
from onrecord.store.store import Store

__all__ = ["Difference", "compare_stores", "summary"]

# what makes two readings of one finding different; confidence moves with every model and is left out
COMPARED = {
    "events": ("type", "mode", "cameo", "status", "date", "place", "actors", "recipients", "chain"),
    "statements": ("speaker", "cue", "content", "kind", "act", "addressee", "parent"),
    "positions": ("stance", "issue", "actor"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding that only one store holds, or that they hold differently."""

    table: str
    id: str
    article_id: str
    change: str  # added, removed, or the columns that differ
    before: str | None
    after: str | None


def compare_stores(before: Store, after: Store, *, table: str = "events") -> tuple[Difference, ...]:
    """The differences of two stores in one table, over the articles that both hold, in the order of ids.

    Raises UsageError for a table that is not compared.
    """
    if table not in COMPARED:
        raise UsageError(f"no comparison of {table!r}; there are {', '.join(COMPARED)}")
    both = _articles(before) & _articles(after)
    old, new = _rows(before, table, both), _rows(after, table, both)
    found = []
    for key in sorted(old.keys() | new.keys()):
        a, b = old.get(key), new.get(key)
        change = _change(table, a, b)
        if change:
            row = b or a or {}
            found.append(Difference(table, key, row["article_id"], change, _brief(table, a), _brief(table, b)))
    return tuple(found)


def summary(differences: tuple[Difference, ...]) -> Counter[str]:
    """How many differences of each kind."""
    return Counter(d.change for d in differences)


def _articles(store: Store) -> set[str]:
    return set(store.table("articles")["article_id"].to_pylist())


def _rows(store: Store, table: str, articles: set[str]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in store.table(table).to_pylist() if row["article_id"] in articles}


def _change(table: str, a: dict[str, Any] | None, b: dict[str, Any] | None) -> str | None:
    if a is None:
        return "added"
    if b is None:
        return "removed"
    return ", ".join(c for c in COMPARED[table] if _bare(a[c]) != _bare(b[c])) or None


def _bare(value: Any) -> Any:
    """A value without the rules that made it, which a renamed row changes."""
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k != "rule"}
    return [_bare(v) for v in value] if isinstance(value, list) else value


def _brief(table: str, row: dict[str, Any] | None) -> str | None:
    if row is None:
        return None
    sides = [" + ".join(p["code"] or p["text"] or "?" for p in row.get(k) or []) for k in ("actors", "recipients")]
    parts = {
        "events": [row.get("type"), row.get("status"), " > ".join(s for s in sides if s), row.get("trigger")],
        "statements": [row.get("act"), row.get("cue"), " ".join(row.get("content") or [])[:60]],
        "positions": [row.get("stance"), row.get("issue")],
    }[table]
    return " · ".join(p for p in parts if p)
