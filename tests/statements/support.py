"""Statements from a hand-built parse: a resolver that names what it is given."""

from dataclasses import replace

from onrecord.find.statements import find_statements
from onrecord.lang import load_pack
from onrecord.parse.parse import Attribution, Parse, Span
from onrecord.schema import Anchor, Article, Party, Problem, Source, Statement


class Named:
    """Resolves nothing: every party is its own words."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def party(self, start: int, end: int) -> Party:
        anchor = self.parse.anchor(start, end)
        return Party(anchor, self.parse.text[anchor.slice])

    def speaker(self, start: int, end: int) -> Party:
        return self.party(start, end)


def article_of(parse: Parse) -> Article:
    """The parse's text as an article with the parse's paragraphs as body."""
    bounds = [*parse.paragraphs.tolist(), len(parse)]
    body = tuple(parse.anchor(s, e) for s, e in zip(bounds, bounds[1:], strict=False) if s < e)
    return Article(id="a-test", text=parse.text, source=Source(digest="", kind="pasted"), body=body, language="en")


def read(parse: Parse) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """The statements of a parse, by the English tables."""
    return find_statements(article_of(parse), parse, Named(parse), load_pack("en"))


def with_attribution(
    parse: Parse, source: range | None, cue: range | None, content: range, score: float = 0.5
) -> Parse:
    """The parse with one attribution as the encoder would give it; ranges of words."""

    def spans(words: range | None, label: str) -> tuple[Span, ...]:
        return (Span(words.start, words.stop, label),) if words else ()

    found = Attribution(spans(source, "source"), spans(cue, "cue"), spans(content, "content"), score)
    return replace(parse, attributions=(*parse.attributions, found))


def quoted(text: str, anchor: Anchor | None) -> str | None:
    """The words of an anchor."""
    return text[anchor.slice] if anchor else None
