"""Who acts on whom in the annotated events: the words that may be meant, by the country they stand for.

Gold gives codes, not words. The words that mention an actor of that code, as the product's own resolver sees them, are
all right answers; which of them is meant is left to the model.
"""

from collections.abc import Iterable
from typing import Any

from onrecord.find.actors import ActorResolver
from onrecord.lang import LanguagePack
from onrecord.parse import get_parser
from onrecord.parse.mention_spans import head_of
from onrecord.schema import Anchor, Article, EventType, Source
from training.labels import IGNORE, REACHES, SECTORS, SIDES
from training.sources.texts import Words

__all__ = ["named_words", "set_of", "side_layers"]

_MUTUAL = {EventType.CONSULT, EventType.COOPERATE}
_MOST = 60  # countries of one page: as many bits


def side_layers(case: dict[str, Any], words: Words, pack: LanguagePack) -> dict[str, list[int]]:
    """Layers `party`, `actor`, `recipient`: sets of countries as bits; `sector` of the actor and `reach` of the event.

    `party` says which countries a word stands for (0: none), the next two whom gold names at an event's trigger
    (0: nobody; -100: no event here, or unknown).
    """
    count = len(words.starts)
    party, sides = [0] * count, {side: [IGNORE] * count for side in (*SIDES, "sector", "reach")}
    bits: dict[str, int] = {}
    for word, codes in _mentioned(case, words, pack):
        party[word] |= set_of(codes, bits)
    for event in case["events"]:
        begin, stop = words.range(*event["trigger"])
        if begin >= stop:
            continue
        named = [_codes(event["source"]), _codes(event["target"])]
        mutual = EventType(event["type"]) in _MUTUAL
        sides["sector"][begin], sides["reach"][begin] = _sector(event["source"]), _reach(*named, mutual=mutual)
        if mutual:
            named = [named[0] | named[1]] * 2
        for side, codes in zip(SIDES, named, strict=True):
            wanted = set_of((c for c in codes if c in bits), bits)
            if wanted or not codes:
                sides[side][begin] = wanted
    return {"party": party, **sides}


def _codes(side: Iterable[str]) -> set[str]:
    return {part.split()[0].upper() for actor in side for part in actor.split(";") if part.strip()}


def _sector(side: Iterable[str]) -> int:
    """The sector of the first actor that has one."""
    for part in (p for actor in side for p in actor.split(";")):
        sector = next(iter(part.split()[1:]), "")
        if sector:
            return SECTORS.index(sector if sector in SECTORS else "other")
    return IGNORE


def _reach(actors: set[str], recipients: set[str], *, mutual: bool) -> int:
    """Whether an event was done to nobody, within the actor's own country, or to another."""
    if mutual and not recipients:
        return REACHES.index("abroad" if len(actors) > 1 else "nobody")
    if not recipients:
        return REACHES.index("nobody")
    return REACHES.index("own" if actors & recipients else "abroad") if actors else IGNORE


def set_of(codes: Iterable[str], bits: dict[str, int]) -> int:
    """Countries as bits, each numbered as it comes."""
    total = 0
    for code in sorted(codes):
        if code in bits or len(bits) < _MOST:
            total |= 1 << bits.setdefault(code, len(bits))
    return total


def _mentioned(case: dict[str, Any], words: Words, pack: LanguagePack) -> Iterable[tuple[int, list[str]]]:
    body = tuple(Anchor(*span) for span in case["body_spans"])
    source = Source(digest="", kind="pasted")
    article = Article(id="x", text=words.text, source=source, body=body, date=case["date"], language="en")
    return named_words(article, words, pack)


def named_words(article: Article, words: Words, pack: LanguagePack) -> Iterable[tuple[int, list[str]]]:
    """The head word of every mention with the countries it stands for."""
    parse = get_parser(pack).parse(article)
    for mention in ActorResolver(article, parse, (), pack).mentions:
        if mention.actor is not None and mention.actor.code:
            head = head_of(parse, *parse.word_range(mention.anchor))
            begin, stop = words.range(int(parse.starts[head]), int(parse.ends[head]))
            if begin < stop:
                yield begin, mention.actor.code.split(";")
