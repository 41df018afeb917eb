"""The spaCy component: `nlp.add_pipe("onrecord")` puts the record of a document's text beside spaCy's own analysis.

The record is kept as JSON in `doc.user_data["onrecord"]`, so that documents can be written, read and sent between
processes; `doc._.record` decodes it. Its findings are span groups as far as they lie on spaCy's words: `statements` and
`events`, each span with its finding's id.
"""

import hashlib
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from onrecord.export.json import to_json
from onrecord.record import make_record
from onrecord.schema import Anchor, Article, Event, Record, Source, Statement, article_id

__all__ = ["OnrecordComponent", "record_of"]

_KEY = "onrecord"
_GROUPS = {"statements": "statements", "events": "events"}


def record_of(doc: Doc) -> Record | None:
    """The record of a document that the component has seen; None of others."""
    written = doc.user_data.get(_KEY)
    return None if written is None else msgspec.json.decode(written, type=Record)


def _statements(doc: Doc) -> tuple[Statement, ...]:
    record = record_of(doc)
    return () if record is None else record.statements


def _events(doc: Doc) -> tuple[Event, ...]:
    record = record_of(doc)
    return () if record is None else record.events


@Language.factory(
    "onrecord",
    default_config={"date_key": "date"},
    assigns=["doc._.record", "doc._.statements", "doc._.events", "doc.spans", "doc.user_data"],
)
def make_component(nlp: Language, name: str, date_key: str) -> "OnrecordComponent":
    """Build the component; `date_key` is where in `doc.user_data` the publication date stands, if anywhere."""
    return OnrecordComponent(name, date_key=date_key)


class OnrecordComponent:
    """Doc -> Doc: adds the record of the text. The text is taken as a clean article: all of it is body."""

    def __init__(self, name: str = _KEY, *, date_key: str = "date") -> None:
        self.name = name
        self.date_key = date_key
        for attribute, getter in (("record", record_of), ("statements", _statements), ("events", _events)):
            if not Doc.has_extension(attribute):
                Doc.set_extension(attribute, getter=getter)

    def __call__(self, doc: Doc) -> Doc:
        """Add the record of a document."""
        record = make_record(_article(doc, self.date_key))
        doc.user_data[_KEY] = to_json(record)
        for key in _GROUPS:
            found: tuple[Any, ...] = getattr(record, key)
            spans = [
                doc.char_span(f.anchor.start, f.anchor.end, alignment_mode="expand", label=_label(f)) for f in found
            ]
            kept = [(f, span) for f, span in zip(found, spans, strict=True) if span is not None]
            for finding, span in kept:
                span.id_ = finding.id
            doc.spans[key] = SpanGroup(doc, name=key, spans=[span for _, span in kept])
        return doc


def _label(finding: Statement | Event) -> str:
    return str(finding.act if isinstance(finding, Statement) else finding.type)


def _article(doc: Doc, date_key: str) -> Article:
    text = doc.text
    body = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            body.append(Anchor(start, start + len(line)))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    date = doc.user_data.get(date_key)
    return Article(
        id=article_id(digest),
        text=text,
        source=Source(digest=digest, kind="spacy"),
        body=tuple(body),
        date=date,
        language=doc.lang_ or None,
    )
