"""UD words of raw text, by rules: a chunk between white space falls into pieces, full stops go back to abbreviations.

Every quantifier that may back up is bounded, so time grows with the text's length alone, whatever the text.
"""

import re
from collections.abc import Iterable

from onrecord.lang.words import WordRow, WordRule

__all__ = ["WordSplitter"]

Pieces = tuple[tuple[int, int], ...]

# White space, control characters and invisible marks separate; soft hyphen and joiners stay inside words.
_CHUNK = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc]+"
)
_LETTER = r"[^\W\d_]"
_MARKS = r"\u00ad\u200c\u200d\u0300-\u036f"  # soft hyphen, joiners, combining accents
_APOSTROPHE = "['’‘´`ʼ＇]"
_CLITIC = rf"{_APOSTROPHE}(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)(?![\w'’])"
_NOT = rf"[nN]{_APOSTROPHE}[tT](?!\w)"
_END = r"""(?<![.,;:!?'"’”)\]>])"""  # an address does not end with a mark of the sentence
_REST = r"""[^\s<>"“”]"""
# DOMAIN and WHOLE come from the table.
_PIECE = rf"""
  (?P<url>(?:https?|ftp)://{_REST}{{1,2000}}{_END}|www\.{_REST}{{1,2000}}{_END})          # https://example.org/a
| (?P<mail>(?<![\w.+%:-])[\w.+%:-]{{1,80}}@[A-Za-z0-9_-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,6}}) # press@example.org
| (?P<domain>(?<![\w.-])(?:[\w-]{{1,63}}\.){{1,8}}(?:DOMAIN)(?![\w-])(?:/{_REST}{{0,2000}}{_END})?) # example.org/a
| (?P<group>(?<![\w.-])[a-z]{{2,20}}(?:\.[a-z-]{{2,20}}){{2,8}}(?![\w.]))                 # talk.politics.misc
| (?P<whole>(?<!\w)(?:WHOLE)(?!\w))                                                       # Yahoo!, :)
| (?P<tag>[@\#][A-Za-z_]\w{{0,80}})                                                       # @handle, #topic
| (?P<phone>(?<!\w)(?:\+?\d{{1,3}}[-.])?\d{{3}}[-./]\d{{3}}[-.]\d{{4}}(?![\d-])           # 202-555-0100
    |(?<![\w-])(?:\d|\d{{3}}|\d{{5}})-\d{{4}}(?![\d-]))                                   # 555-0100
| (?P<date>(?<!\w)(?:\d{{1,2}}(?P<a>[-/])\d{{1,2}}(?P=a)\d{{2,4}}                         # 5/11/2024
    |(?:19|20)\d\d(?P<b>[-/])\d\d(?P=b)\d\d|\d{{1,2}}/\d{{1,2}})(?![\w/-]))               # 2024-11-05, 9/11
| (?P<year>(?<!\w){_APOSTROPHE}\d\ds?(?!\w)|(?:\d{{1,2}}|\d{{2,3}}0){_APOSTROPHE}s(?!\w)) # '72
| (?P<number>\+?(?:\d{{1,3}}(?:,\d\d\d?){{0,8}},\d{{3}}(?!\d)|\d++)(?:[.:]\d++){{0,12}}|(?<![\w.])\.\d++)
    (?P<unit>{_LETTER}\.{_LETTER}\.?|{_LETTER}{{0,12}})(?!\w)                             # 1,200.5, .5, 35mm
| (?P<money>[A-Z]{{1,3}}\$)                                                               # US$
| (?P<dotted>(?:{_LETTER}\.){{2,12}}(?:{_LETTER}(?!\w))?|{_LETTER}\.{_LETTER}(?!\w))      # U.S., p.m
| (?P<joined>[A-Za-z]{{1,3}}&[A-Za-z]{{1,3}}(?!\w))                                       # AT&T
| (?P<negated>{_LETTER}{{1,40}}?(?={_NOT}))                                               # did|n't
| (?P<clitic>{_NOT}|{_CLITIC})                                                            # n't, 's
| (?P<word>\w[\w{_MARKS}]*+(?:(?!{_CLITIC}|{_NOT}){_APOSTROPHE}{_LETTER}[\w{_MARKS}]*+)*)
| (?P<run>\.?[!?]++|(?P<c>[.*=_~<>+\#|^$-])(?P=c)*+|''|``|’’|‘’|‘‘)
| (?P<mark>.)
"""
# What may follow the full stop of an abbreviation within a sentence.
_AFTER = {**dict.fromkeys(",;:)?", "comma"), **dict.fromkeys("-'’", "hyphen")}
_CACHE_SIZE = 8_000  # of chunks that are more than letters
_LONG = 200  # longer chunks are not worth a place in the cache


class WordSplitter:
    """Splits text into UD words by a language's `tokens.tsv`.

    >>> from onrecord.lang import load_pack
    >>> split = WordSplitter(load_pack("en").words)
    >>> text = "Mr. Oduya didn't sign the U.S.-led pact; he can't."
    >>> [text[s:e] for s, e in split(text)]
    ['Mr.', 'Oduya', 'did', "n't", 'sign', 'the', 'U.S.', '-', 'led', 'pact', ';', 'he', 'ca', "n't", '.']
    """

    def __init__(self, rows: Iterable[WordRow]) -> None:
        rows = tuple(rows)
        self._stops: dict[str, WordRule] = {}
        self._splits: dict[str, tuple[str, ...]] = {}
        for row in rows:
            if row.rule in (WordRule.ABBREVIATION, WordRule.SOFT, WordRule.NUMBERED, WordRule.CALENDAR):
                for form in _cases(row.form):
                    self._stops.setdefault(form, row.rule)
            elif row.rule is WordRule.SPLIT:
                self._splits.update(dict.fromkeys(_cases(row.form), row.pieces))
        forms = {rule: frozenset(row.form for row in rows if row.rule is rule) for rule in WordRule}
        self._prefixes, self._units = forms[WordRule.PREFIX], forms[WordRule.UNIT]
        domains, wholes = sorted(forms[WordRule.DOMAIN]), sorted(forms[WordRule.WHOLE], key=lambda f: (-len(f), f))
        both = "|".join((*domains, *(d.upper() for d in domains)))
        pattern = _PIECE.replace("DOMAIN", both).replace("WHOLE", "|".join(_escape(form) for form in wholes))
        self._piece = re.compile(pattern, re.VERBOSE)
        self._cache: dict[tuple[str, str], Pieces] = {}

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """The words of `text`, as half-open ranges in order."""
        words: list[tuple[int, int]] = []
        cache, splits = self._cache, self._splits
        chunks = [m.span() for m in _CHUNK.finditer(text)]
        chunks.append((len(text), len(text)))
        for k in range(len(chunks) - 1):
            start, end = chunks[k]
            chunk = text[start:end]
            following = ""
            if chunk.isalpha():
                if chunk not in splits:
                    words.append((start, end))
                    continue
            elif "." in chunk:
                following = _kind(text, chunks[k + 1][0])
            key = (chunk, following)
            pieces = cache.get(key)
            if pieces is None:
                pieces = self._split(chunk, following)
                if len(chunk) <= _LONG:
                    if len(cache) >= _CACHE_SIZE:
                        cache.clear()
                    cache[key] = pieces
            words.extend((start + s, start + e) for s, e in pieces)
        return words

    def _split(self, chunk: str, following: str) -> Pieces:
        pieces: list[tuple[int, int]] = []
        for match in self._piece.finditer(chunk):
            kind, start, end = match.lastgroup, match.start(), match.end()
            if match["unit"] and match["unit"].lower().rstrip(".") in self._units:
                pieces += ((start, match.end("number")), (match.end("number"), end))
            elif kind in ("word", "negated") and (parts := self._splits.get(chunk[start:end])):
                for part in parts:
                    pieces.append((start, start + len(part)))
                    start += len(part)
            else:
                pieces.append((start, end))
        if "." in chunk:
            pieces = self._join_stops(chunk, pieces, following)
        if "-" in chunk:
            pieces = self._join_prefixes(chunk, pieces)
        return tuple(pieces)

    def _join_stops(self, chunk: str, pieces: list[tuple[int, int]], following: str) -> list[tuple[int, int]]:
        joined: list[tuple[int, int]] = []
        for i, (start, end) in enumerate(pieces):
            if joined and chunk[start:end] == "." and joined[-1][1] == start:
                after = following if i + 1 == len(pieces) else _kind(chunk, end)
                if self._keeps_stop(chunk[joined[-1][0] : start], after, inside=i + 1 < len(pieces)):
                    joined[-1] = (joined[-1][0], end)
                    continue
            joined.append((start, end))
        return joined

    def _keeps_stop(self, word: str, after: str, *, inside: bool) -> bool:
        if len(word) == 1 and word.isupper() and word != "I":
            return after == "upper" or (inside and after in ("comma", "hyphen"))
        rule = self._stops.get(word)
        if rule is WordRule.ABBREVIATION:
            return True
        if rule is WordRule.SOFT:
            return after in ("lower", "digit", "comma", "hyphen") or (after == "upper" and word[0].isupper())
        if rule is WordRule.NUMBERED:
            return after == "digit"
        if rule is WordRule.CALENDAR:
            return after in ("digit", "comma", "hyphen") or (after == "lower" and word[0].isupper())
        return False

    def _join_prefixes(self, chunk: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
        joined: list[tuple[int, int]] = []
        i = 0
        while i < len(pieces):
            start, end = pieces[i]
            if (
                i + 2 < len(pieces)
                and chunk[end : pieces[i + 1][1]] == "-"
                and chunk[pieces[i + 2][0]].isalnum()
                and chunk[start:end].lower() in self._prefixes
                and not (joined and chunk[joined[-1][0] : joined[-1][1]] == "-")
            ):
                joined.append((start, pieces[i + 2][1]))
                i += 3
                continue
            joined.append((start, end))
            i += 1
        return joined


def _cases(form: str) -> tuple[str, str, str]:
    """The form as it is, capitalised and in capitals."""
    return form, form.capitalize(), form.upper()


def _escape(form: str) -> str:
    """The form for the verbose pattern, in its own case or capitalised; an emoticon does not end inside a bracket."""
    escaped = re.escape(form)
    if form[0].isalpha():
        return f"(?i:{escaped})"
    return escaped


def _kind(text: str, at: int) -> str:
    """What begins at `at`: a class of characters, as far as a full stop before it is concerned."""
    while at < len(text) and text[at] in "\"'“‘(":
        at += 1
    if at >= len(text):
        return "end"
    char = text[at]
    if char.isdigit():
        return "digit"
    if char.isalpha():
        return "lower" if char.islower() else "upper"
    return _AFTER.get(char, "other")
