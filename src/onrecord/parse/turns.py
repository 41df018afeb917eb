"""Who speaks in a transcript or an interview: labels before a colon ("Q:", "MR LEE:", "Ana Diaz:"), or questions that
stand alone and are answered in the first person. Read from the text, before the words are analysed: a label is no part
of the sentence behind it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks
from onrecord.lang.cues import WordRole
from onrecord.parse.parse import Parse, Span, Turn
from onrecord.schema import Anchor, Article

__all__ = ["Line", "divided", "find_lines", "with_turns"]

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_LABEL = re.compile(rf"\W*({_CAPITAL}(?: (?:[a-z]{{1,3}} )?{_CAPITAL}){{0,5}})(?: ?\([^()\n]{{1,30}}\))?\s?:\s+(?=\S)")
_LETTER = re.compile(r"\W*([^\W\d_a-z])(\.\s+|\s{2,}|\s(?=[^\W\d_a-z]))(?=\S)")  # "Q. Will you go?", "Q Will you go?"
_ENDS = tuple(".?!…-–—")
_CLOSING = "\"”’')]» "
_BRACKETS = ("(", "[")
_QUOTES = frozenset('"“”«»')
_MARK = re.compile(f"[{''.join(sorted(_QUOTES))}]")
_WORD = re.compile(r"[^\W\d_]+")
_PERSON = "PERSON"
_NAME = 3  # words of a name in a label
_QUESTIONS = 2  # that speak to somebody, where no label says who speaks


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a transcript: the label before what is said, if any; whether it asks, and whether it is a turn."""

    content: Anchor
    label: Anchor | None = None
    name: str = ""
    asks: bool = False
    said: bool = False
    goes_on: bool = False  # the turn before


def find_lines(article: Article, pack: LanguagePack) -> list[Line]:
    """The paragraphs of a story in which people speak by turns, in order; none of any other story."""
    roles = pack.statement_roles
    short = roles[WordRole.ASKER] | roles[WordRole.ANSWERER]
    lines = [_line(article.text, anchor, short) for anchor in article.body]
    if any(line.label is not None for line in lines):
        lines = _labelled(article.text, lines, pack)
        if any(line.said for line in lines):
            return _with_the_rest(article.text, _with_askers(lines, roles[WordRole.ASKER]), pack)
    if sum(line.asks for line in lines) < _QUESTIONS:
        return []
    return _unlabelled(
        article.text, [replace(x, label=None, content=a) for x, a in zip(lines, article.body, strict=True)], pack
    )


def divided(body: Sequence[Anchor], lines: Sequence[Line]) -> tuple[Anchor, ...]:
    """The paragraphs of a story with each label as a paragraph of its own."""
    if not lines:
        return tuple(body)
    return tuple(part for line in lines for part in ((line.label, line.content) if line.label else (line.content,)))


def _line(text: str, anchor: Anchor, short: frozenset[str]) -> Line:
    content = text[anchor.slice]
    last = content.rstrip(_CLOSING)[-1:]
    match = _LABEL.match(content)
    if match is None:
        match = _LETTER.match(content)
        if match is not None and not (match.group(1).lower() in short and (len(match.group(2)) > 1 or last == "?")):
            match = None  # "A man came."
    asks = last == "?" and content[:1] not in _QUOTES
    if match is None or last not in _ENDS:
        return Line(anchor, asks=asks)
    start = anchor.start + match.end()
    label = Anchor(anchor.start, start - (len(match.group()) - len(match.group().rstrip())))
    return Line(Anchor(start, anchor.end), label, match.group(1), asks=asks)


def _labelled(text: str, lines: list[Line], pack: LanguagePack) -> list[Line]:
    """The lines with those labels alone that speakers have: one that comes again, or two in a row."""
    roles = pack.statement_roles
    count = Counter(line.name for line in lines if line.label is not None)
    known = {name for name in count if name.lower() in roles[WordRole.ASKER] | roles[WordRole.ANSWERER]}
    asked = any(a.asks and a.label and b.label for a, b in zip(lines, lines[1:], strict=False))
    again = max(count.values()) > 1 and (len(count) > 1 or any(line.asks for line in lines))
    if sum(count.values()) < 2 or not (known or again or asked) or not _are_spoken(text, lines, known, pack):
        return [_plain(line) for line in lines]
    found = []
    for number, line in enumerate(lines):
        beside = [
            x for x in lines[max(number - 1, 0) : number + 2] if x is not line and (x.label is not None or x.asks)
        ]
        own = line.label is not None and (bool(beside) or line.name in known or count[line.name] > 1)
        found.append(replace(line, said=True) if own else _plain(line))
    return found


def _are_spoken(text: str, lines: Sequence[Line], known: set[str], pack: LanguagePack) -> bool:
    """Whether what follows the labels is speech, in which people ask or say I, we or you: most of it and by several,
    or any beside a questioner or an answerer. A programme, a list, a round of headlines is none."""
    labelled = [line for line in lines if line.label is not None]
    spoken = [line for line in labelled if line.asks or _is_speech(text[line.content.slice], pack)]
    if known:
        return bool(spoken) or len(known) > 1
    several = len({line.name for line in spoken}) > 1 or any(x.asks and x.label is None for x in lines)
    return several and 2 * len(spoken) >= len(labelled)


def _plain(line: Line) -> Line:
    if line.label is None:
        return line
    return Line(Anchor(line.label.start, line.content.end), asks=line.asks)


def _with_askers(lines: list[Line], asking: frozenset[str]) -> list[Line]:
    """The turns of who asks: of the press, or of one whose turns are mostly questions, where another one answers."""
    turns = Counter(line.name for line in lines if line.said)
    asked = Counter(line.name for line in lines if line.said and line.asks)
    askers = {name for name in turns if not asking.isdisjoint(_WORD.findall(name.lower()))}
    if len(turns) > len(askers) + 1 or not askers:
        most = {name for name in turns if 2 * asked[name] >= turns[name] and asked[name]}
        askers |= most if len(turns) > len(askers | most) else set()
    return [replace(line, asks=line.name in askers) if line.said else line for line in lines]


def _with_the_rest(text: str, lines: list[Line], pack: LanguagePack) -> list[Line]:
    """The lines with what goes on without a label between two turns, or in the first person behind the last."""
    said = [number for number, line in enumerate(lines) if line.said]
    found = list(lines)
    for number in range(said[0] + 1, len(lines)):
        line, before = lines[number], found[number - 1]
        if line.said or text[line.content.start] in _BRACKETS:
            continue
        if line.asks:
            found[number] = replace(line, said=number < said[-1])
        elif before.said and not before.asks and (number < said[-1] or _is_own(text[line.content.slice], pack)):
            found[number] = replace(line, said=True, goes_on=True)
    return found


def _unlabelled(text: str, lines: list[Line], pack: LanguagePack) -> list[Line]:
    """The lines of an interview without labels: questions that speak to somebody, answered in the first person."""
    last = len(lines) - 1
    questions = [n for n, x in enumerate(lines) if x.asks and n < last and not lines[n + 1].asks]
    spoken = [n for n in questions if _has_any(text[lines[n].content.slice], pack, WordRole.ASKED)]
    own = [n for n in questions if _is_own(text[lines[n + 1].content.slice], pack)]
    if len(spoken) < _QUESTIONS or 2 * len(own) < len(questions):
        return []
    found, answer = list(lines), False
    for number in range(questions[0], len(lines)):
        line = lines[number]
        if line.asks:
            found[number], answer = replace(line, said=True), False
        elif number <= questions[-1] + 1 or _is_own(text[line.content.slice], pack):
            found[number] = replace(line, said=True, goes_on=answer)
            answer = True
        else:
            break
    return found


def _is_own(text: str, pack: LanguagePack) -> bool:
    """Whether someone speaks of himself in words that are not quoted."""
    return _QUOTES.isdisjoint(text) and _has_any(text, pack, WordRole.SELF)


def _is_speech(text: str, pack: LanguagePack) -> bool:
    """Whether someone says I, we or you in words that are not quoted, or all of which are."""
    parts = _MARK.split(text)
    own = " ".join(parts[::2])
    words = own if own.strip() else text
    return _has_any(words, pack, WordRole.SELF) or _has_any(words, pack, WordRole.ASKED)


def _has_any(text: str, pack: LanguagePack, role: WordRole) -> bool:
    words, loud = _WORD.findall(text), text.isupper()
    said = (word.lower() for word in words if loud or len(word) == 1 or not word.isupper())  # "US" is nobody's we
    return not pack.statement_roles[role].isdisjoint(said)


def with_turns(parse: Parse, article: Article, lines: Sequence[Line], pack: LanguagePack) -> Parse:
    """The parse with the turns of its transcript and who speaks in each."""
    said = [number for number, line in enumerate(lines) if line.said]
    if not said or not len(parse):
        return parse
    first = parse.word_range(lines[said[0]].label or lines[said[0]].content)[0]
    asked = _interviewed(parse, article, first, pack)
    turns: list[Turn] = []
    labels: list[Span] = []
    for line in (lines[number] for number in said):
        words = parse.word_range(line.content)
        if words[0] == words[1]:
            continue
        content = Span(*words, "content")
        if line.goes_on and turns:
            turns[-1] = Turn(turns[-1].speaker, turns[-1].label, (*turns[-1].content, content), turns[-1].asks)
            continue
        label = Span(*parse.word_range(line.label), "label") if line.label is not None else None
        speaker = None if line.asks and label is None else _speaker(parse, label, line.name, asked, pack)
        turns.append(Turn(speaker, label, (content,), line.asks))
        if label is not None and speaker is not None and label.start == speaker.start and not line.asks:
            labels += [] if _is_title(line.name, pack) else [Span(speaker.start, speaker.end, _PERSON)]
    return replace(parse, turns=tuple(turns), names=_names(parse, labels))


def _names(parse: Parse, labels: Sequence[Span]) -> tuple[Span, ...]:
    """The names of a text with the labels that hold none, or the last part of a person's name."""
    last = {parse.lower[n.end - 1] for n in parse.names if n.label == _PERSON}
    of_names = {word for n in parse.names for word in range(n.start, n.end)}
    held: list[Span] = []
    for label in labels:
        words = range(label.start, label.end)
        named = len(words) > _NAME or not parse.people_words.isdisjoint(words)
        if not named and (of_names.isdisjoint(words) or parse.lower[label.end - 1] in last):
            held.append(label)
    taken = {word for label in held for word in range(label.start, label.end)}
    kept = [n for n in parse.names if taken.isdisjoint(range(n.start, n.end))]
    return tuple(sorted((*kept, *held), key=lambda n: n.start))


def _speaker(parse: Parse, label: Span | None, name: str, asked: Span | None, pack: LanguagePack) -> Span | None:
    """Whose turn it is: who is named in the label, else who is interviewed."""
    if label is None:
        return asked
    end = label.start + 1
    while end < label.end and parse.words[end][0].isalnum():
        end += 1
    own = Span(label.start, end, "source")
    if name.lower() in pack.statement_roles[WordRole.ANSWERER]:
        return asked or own
    return asked if asked is not None and _is_title(name, pack) else own


def _is_title(name: str, pack: LanguagePack) -> bool:
    """Whether a label is an office alone: "The Minister", "PRESIDENT"."""
    pieces, titles = chunks(name), pack.actor_index.roles
    return any(titles.get(pieces[n:]) for n in (0, 1) if len(pieces) > n)


def _interviewed(parse: Parse, article: Article, first: int, pack: LanguagePack) -> Span | None:
    """Who is interviewed: of those named before the first turn one whom the headline names, or who is named most; where
    nobody is, who has the first office."""
    headline = set(_WORD.findall((article.headline or "").lower()))
    byline = set(_WORD.findall((article.byline or "").lower()))
    names = [n for n in parse.names if n.label == _PERSON and n.end <= first and parse.lower[n.end - 1] not in byline]
    count = Counter(parse.lower[n.end - 1] for n in names)
    ranked = sorted(
        names, key=lambda n: (-(parse.lower[n.end - 1] in headline), -count[parse.lower[n.end - 1]], n.start)
    )
    return Span(ranked[0].start, ranked[0].end, "source") if ranked else _office(parse, first, pack)


def _office(parse: Parse, first: int, pack: LanguagePack) -> Span | None:
    """The first office before the first turn: "The Estonian prime minister spoke to our correspondent"."""
    words = tuple(parse.lower[:first])
    for word in range(first):
        length, entries = pack.actor_index.roles.longest(words, word)
        if length and any(role.kind == "person" for _, role in entries):
            end = word + length
            return Span(min(word, parse.subtree(end - 1)[0]), end, "source")
    return None
