"""Records as JSON, and the schema of that JSON."""

import json
from typing import Any

import msgspec

from onrecord.schema import Record

__all__ = ["record_schema", "to_json", "to_plain"]


def to_plain(record: Record) -> dict[str, Any]:
    """A record as plain dicts and lists; every anchor outside the article also carries the text that it quotes."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    text = record.article.text
    for key, value in plain.items():
        if key != "article":
            _quote(value, text)
    return plain


def to_json(record: Record, *, indent: int = 0) -> str:
    """A record as one JSON document; `indent` spaces a level, or one line. Lone surrogates become U+FFFD."""
    plain = to_plain(record)
    layout = {"indent": indent} if indent else {"separators": (",", ":")}
    written = json.dumps(plain, ensure_ascii=False, **layout)
    return written.encode("utf-8", "replace").decode("utf-8")


def record_schema() -> str:
    """The JSON Schema (2020-12) of `to_json`'s output."""
    schema = msgspec.json.schema(Record)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Onrecord record"
    schema["$defs"]["Anchor"]["properties"]["text"] = {"type": "string"}
    return json.dumps(schema, indent=2, sort_keys=True)


def _quote(value: Any, text: str) -> None:
    if isinstance(value, (list, tuple)):
        for item in value:
            _quote(item, text)
    elif isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            value["text"] = text[value["start"] : value["end"]]
        for item in value.values():
            _quote(item, text)
