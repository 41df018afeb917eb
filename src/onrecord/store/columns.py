"""The store's tables and columns, each with what it holds: the schema and its dictionary are one."""

from collections.abc import Mapping

import pyarrow as pa

__all__ = ["TABLES", "column_dictionary"]

SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
PARTY = pa.struct(
    [
        ("text", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("code", pa.string()),
        ("sector", pa.string()),
        ("name", pa.string()),
        ("rule", pa.string()),
    ]
)
PIECE = pa.struct(
    [
        ("start", pa.int32()),
        ("length", pa.int32()),
        ("source_start", pa.int64()),
        ("source_length", pa.int32()),
    ]
)

WHERE = {
    "article_id": (pa.string(), "The article: a digest of the input's bytes and its place in a container."),
    "start": (pa.int32(), "First code point in the article's text."),
    "end": (pa.int32(), "Code point after the last."),
}
WHY = {
    "rule": (pa.string(), "The table row or model that made it."),
    "confidence": (
        pa.float64(),
        "How sure; of statements and events calibrated on the annotated cases: the share of such that are right.",
    ),
}
ID = {"id": (pa.string(), "Stable: a digest of article, kind and anchors.")}

COLUMNS: Mapping[str, Mapping[str, tuple[pa.DataType, str]]] = {
    "articles": {
        "article_id": WHERE["article_id"],
        "made_by": (pa.string(), "Version, model digest, table digest and run time that made the record."),
        "date": (pa.string(), "Publication date, ISO 8601."),
        "headline": (pa.string(), "As printed."),
        "byline": (pa.string(), "As printed."),
        "authors": (pa.list_(pa.string()), "Names of the authors."),
        "dateline": (pa.string(), "Place (and date, agency) that opens the first paragraph."),
        "language": (pa.string(), "ISO 639-1."),
        "section": (pa.string(), "Section of the paper, as stated by the page."),
        "publisher": (pa.string(), "As stated by the page."),
        "marks": (pa.list_(pa.string()), "live-blog, opinion, paywall ..."),
        "url": (pa.string(), "Canonical address as stated by the page; never fetched."),
        "source_digest": (pa.string(), "SHA-256 of the input's bytes."),
        "source_kind": (pa.string(), "pasted, html, warc ..."),
        "source_encoding": (pa.string(), "Encoding the input was decoded with."),
        "source_place": (pa.string(), "Place in a container: a record, row or member."),
        "source_name": (pa.string(), "The input's file name as given."),
        "source_map": (pa.list_(PIECE), "Piecewise map from the text to the decoded input."),
        "text": (pa.string(), "The readable page; null in a store without text."),
        "characters": (pa.int32(), "Length of the text in code points."),
        "body": (pa.list_(SPAN), "The story's paragraphs."),
        "furniture": (pa.list_(SPAN), "What is not the story."),
    },
    "mentions": {
        **WHERE,
        "text": (pa.string(), "The words of the mention."),
        "form": (pa.string(), "name, nominal or pronoun."),
        "entity": (pa.int32(), "Mentions of one entity of the article share this number."),
        "label": (pa.string(), "PERSON, ORG, LOC, NORP ..."),
        "code": (pa.string(), "Country or organisation: ISO 3166 alpha-3, UNO, EUR ..."),
        "sector": (pa.string(), "PLOVER's sector: GOV, MIL, REB ..."),
        "name": (pa.string(), "Canonical name of the person or body."),
        "rule": WHY["rule"],
        "confidence": (pa.float64(), "Always 1: nothing says yet how sure a mention is."),
    },
    "statements": {
        **ID,
        **WHERE,
        "article_date": (pa.string(), "Publication date of the article."),
        "speaker": (PARTY, "Who speaks: words, anchor, and the actor they stand for."),
        "cue": (pa.string(), "The verb or noun that attributes."),
        "cue_start": (pa.int32(), "First code point of the cue."),
        "cue_end": (pa.int32(), "Code point after the cue."),
        "content": (pa.list_(pa.string()), "What is said, a text a span."),
        "content_spans": (pa.list_(SPAN), "Anchors of the content."),
        "kind": (pa.string(), "direct, indirect or mixed."),
        "act": (pa.string(), "assert, deny, demand, reject, offer, promise, threaten, condition, accuse, other."),
        "mode": (pa.string(), "speech or attitude."),
        "addressee": (PARTY, "The hearer named at the cue."),
        "parent": (pa.string(), "The statement whose content holds this one."),
        "place": (pa.string(), "Where it was said, as written; nothing finds it yet."),
        "time": (pa.string(), "When it was said, ISO 8601; nothing finds it yet."),
        **WHY,
    },
    "events": {
        **ID,
        **WHERE,
        "article_date": (pa.string(), "Publication date of the article."),
        "trigger": (pa.string(), "The words that carry the event."),
        "type": (pa.string(), "PLOVER's event type."),
        "mode": (pa.string(), "PLOVER's mode."),
        "contexts": (pa.list_(pa.string()), "PLOVER's contexts."),
        "cameo": (pa.string(), "CAMEO code, as deep as the text supports."),
        "goldstein": (pa.float64(), "Goldstein's value of the CAMEO code, -10 to 10."),
        "plover_score": (pa.float64(), "PLOVER's intensity of type and mode."),
        "quad": (pa.int8(), "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."),
        "actors": (pa.list_(PARTY), "Who did it."),
        "recipients": (pa.list_(PARTY), "To whom; empty where not stated."),
        "reciprocal": (pa.bool_(), "All actors did it to each other."),
        "status": (pa.string(), "happened, ongoing, planned, demanded, offered, threatened, denied, ..."),
        "date": (pa.string(), "When, ISO 8601: day, month or year."),
        "place": (pa.string(), "Where, as written."),
        "place_country": (pa.string(), "ISO 3166 alpha-3 of the place."),
        "place_adm1": (pa.string(), "First-level division of the place."),
        "latitude": (pa.float64(), "Degrees north."),
        "longitude": (pa.float64(), "Degrees east."),
        "chain": (pa.list_(pa.string()), "Statements it was reported in, outermost first."),
        **WHY,
    },
    "positions": {
        **ID,
        **WHERE,
        "article_date": (pa.string(), "Publication date of the article."),
        "text": (pa.string(), "The passage that states it."),
        "actor": (PARTY, "Whose position."),
        "issue": (pa.string(), "What it is about, named from the text."),
        "stance": (pa.string(), "demands, rejects, not_negotiable, open_to, conditional or commits."),
        "condition": (pa.string(), "The condition, where one is stated."),
        "statement": (pa.string(), "The statement it was taken from."),
        **WHY,
    },
    "contradictions": {
        **ID,
        "article_id": WHERE["article_id"],
        "first": (pa.string(), "A statement."),
        "second": (pa.string(), "The statement that contradicts it."),
        "reason": (pa.string(), "Why: the name of the plainest evidence."),
        **WHY,
    },
    "problems": {
        "article_id": WHERE["article_id"],
        "source_name": (pa.string(), "The input's name, where no article came of it."),
        "source_place": (pa.string(), "The place in the input."),
        "code": (pa.string(), "Stable name of the problem."),
        "message": (pa.string(), "What was wrong."),
        "start": (pa.int32(), "First code point in the article's text, where it has a place."),
        "end": (pa.int32(), "Code point after the last."),
        "finding": (pa.string(), "The finding it is about."),
    },
}

TABLES: Mapping[str, pa.Schema] = {
    table: pa.schema([pa.field(name, kind, metadata={"doc": doc}) for name, (kind, doc) in columns.items()])
    for table, columns in COLUMNS.items()
}


def column_dictionary() -> str:
    """The column dictionary as Markdown, one section a table."""
    parts = ["# Tables and columns of a store\n\nGenerated by `scripts/fix` from the schema.\n"]
    for table, columns in COLUMNS.items():
        rows = "\n".join(f"| `{name}` | `{kind}` | {doc} |" for name, (kind, doc) in columns.items())
        parts.append(f"## {table}\n\n| column | type | what |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)
