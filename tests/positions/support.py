"""Articles and statements made by hand around parses written by hand."""

from onrecord.find.actors import ActorResolver
from onrecord.find.positions import find_positions
from onrecord.lang import load_pack
from onrecord.parse.parse import Parse
from onrecord.schema import Act, Actor, Anchor, Article, Event, Kind, Party, Position, Source, Statement

PACK = load_pack("en")

LIE = """
1 Baku    baku    PROPN NNP _ 2 nsubj _ _
2 said    say     VERB  VBD _ 0 root _ _
3 that    that    SCONJ IN  _ 6 mark _ _
4 Yerevan yerevan PROPN NNP _ 6 nsubj _ _
5 had     have    AUX   VBD _ 6 aux _ _
6 shelled shell   VERB  VBN _ 2 ccomp _ _
7 the     the     DET   DT  _ 8 det _ _
8 village village NOUN  NN  _ 6 obj _ SpaceAfter=No
9 .       .       PUNCT .   _ 2 punct _ _

1 Yerevan yerevan PROPN NNP _ 2 nsubj _ _
2 called  call    VERB  VBD _ 0 root _ _
3 the     the     DET   DT  _ 4 det _ _
4 allegation allegation NOUN NN _ 2 obj _ _
5 a       a       DET   DT  _ 6 det _ _
6 lie     lie     NOUN  NN  _ 2 xcomp _ SpaceAfter=No
7 .       .       PUNCT .   _ 2 punct _ _
"""


def article(parse: Parse) -> Article:
    """The parse's text as an article of one paragraph."""
    body = (Anchor(0, len(parse.text)),)
    return Article("a", parse.text, Source("", "pasted"), body=body, date="2024-05-05")


def quoted(parse: Parse, words: str) -> Anchor:
    """Where words stand in the text."""
    start = parse.text.index(words)
    return Anchor(start, start + len(words))


def party(code: str) -> Party:
    """A government by its country's code."""
    return Party(None, code, Actor(code, "GOV", code))


def statement(parse: Parse, content: str, code: str, act: Act, number: int = 0) -> Statement:
    """A government's statement whose content stands in the text."""
    anchor = quoted(parse, content)
    return Statement(f"s{number}", anchor, party(code), None, (anchor,), Kind.INDIRECT, act)


def resolver_of(parse: Parse) -> ActorResolver:
    """Who the words of a parse stand for."""
    return ActorResolver(article(parse), parse, (), PACK)


def positions_of(
    parse: Parse, statements: tuple[Statement, ...] = (), events: tuple[Event, ...] = ()
) -> tuple[Position, ...]:
    """The positions of a parse with statements and events made by hand."""
    return find_positions(article(parse), parse, statements, events, resolver_of(parse), PACK)
