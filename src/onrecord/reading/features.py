"""What the line model sees of a page's lines, as arrays: shape, wording, place on the page, neighbours.

Counts over characters are taken for the whole page at once; only look-ups of words and phrases go line by line.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading.dates import find_dates
from onrecord.reading.lines import PageLine
from onrecord.reading.phrases import CUE_KINDS, load_phrases, normal_form

__all__ = ["BUCKETS", "PageFeatures", "page_features"]

Floats = npt.NDArray[np.float32]

BUCKETS = 1 << 16  # of hashed words
_PAIRS = 1 << 16
_CLASSES = 12
_OTHER, _LOWER, _UPPER, _CJK, _DIGIT, _SPACE, _STOP, _COMMA, _QUOTE, _BRACKET, _DASH, _SYMBOL = range(_CLASSES)
_GROUPS = {
    _STOP: ".!?…؟。！？।",
    _COMMA: ",;:、，；：،",
    _QUOTE: "\"'“”‘’«»„‚「」『』",
    _BRACKET: "()[]{}（）",
    _DASH: "-–—―_",
    _SYMBOL: "|·•>/\\*+#@©®=<~^%&$€£▶►→←×●■▪◆★",
}
_WORD = re.compile(r"\w+")
_MAYBE_DATE = re.compile(r"\d[-/.年 ]{1,2}\d|\d{4}|\d\d? ?[^\W\d_]{3}|[^\W\d_]{3}\.? \d")
_ANY_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d[:.h]\d\d")
_LINK = re.compile(r"https?:|www\.|@\w+\.\w|\.com\b|\.org\b")
# Two to four words with a capital, small ones between: Ann Bell, Jan van der Berg
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:de|del|van|von|der|den|di|da|al|el|ben|bin) ){{0,2}}{_CAPITAL}){{1,3}}")
_LONG = 80  # characters: a line that is likely a sentence or more
_WHOLE = 120  # longer lines are looked up by their ends alone
_ENDS = 60
_MAX_REMEMBERED = 4_000
_FORM_LENGTH, _FORMS = 40, 4  # lengths of a line are told apart in steps of so many characters, so many of them


@dataclass(frozen=True, slots=True)
class PageFeatures:
    """`base`: a row a line. `words`: buckets of all lines' words, `starts`: where each line's begin in it.

    `furniture`: whether a line is a furniture phrase and nothing else. `alike`: short lines that say the same but for
    their numbers share one. `block`: lines without a blank one between them. `form`: how a line opens and its length.
    """

    base: Floats
    words: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    furniture: npt.NDArray[np.bool_]
    alike: npt.NDArray[np.int64]
    block: npt.NDArray[np.int64]
    form: npt.NDArray[np.int64]


def page_features(lines: Sequence[PageLine]) -> PageFeatures:
    """The features of each line by itself and of its place on the page."""
    counts = _character_counts(lines)
    said = _wording(lines)
    n = len(lines)
    length = counts[:, :_CLASSES].sum(axis=1)
    letters = counts[:, _LOWER] + counts[:, _UPPER] + counts[:, _CJK]
    spaces = counts[:, _SPACE] + counts[:, _CJK] / 3
    blank = np.fromiter((min(line.blank_before, 6) for line in lines), np.float32, n)
    after = np.empty(n, np.float32)
    after[:-1], after[-1] = blank[1:], 3.0
    order = np.arange(n, dtype=np.float32)
    block = np.maximum.accumulate(np.where(blank > 0, order, 0.0))
    block_end = np.minimum.accumulate(np.where(after > 0, order, n)[::-1])[::-1]
    whole = max(1.0, float(length.sum()))
    long = length > _LONG
    so_far = np.cumsum(long)
    columns = [
        np.log1p(length),
        np.log1p(spaces),
        letters / np.maximum(1, spaces + 1),
        *(counts[:, :_CLASSES] / np.maximum(1, length)[:, None]).T,
        counts[:, _UPPER] / np.maximum(1, letters),
        counts[:, _CLASSES] / np.maximum(1, spaces + 1),  # words with a capital
        np.log1p(counts[:, _CLASSES + 1]),  # sentence ends
        counts[:, _STOP],
        counts[:, _COMMA],
        counts[:, _QUOTE],
        counts[:, _DIGIT],
        blank,
        after,
        order - block,
        block_end - order,
        np.log1p(order),
        np.log1p(n - 1 - order),
        order / max(1, n - 1),
        np.cumsum(length) / whole,
        np.log1p(n),
        (length * long).sum() / whole,
        np.log1p(so_far[-1]),
        _distance(long, forward=True),
        _distance(long, forward=False),
        so_far / max(1, int(so_far[-1])),
    ]
    base = np.empty((n, len(columns) + said.base.shape[1]), np.float32)
    for i, column in enumerate(columns):
        base[:, i] = column
    base[:, len(columns) :] = said.base
    return replace(
        said,
        base=base,
        block=np.cumsum(blank > 0),
        form=said.form + np.minimum(length // _FORM_LENGTH, _FORMS - 1).astype(np.int64),
    )


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """The class of each character below U+3100; above it are CJK letters, kana and hangul."""
    table = np.full(0x3100, _OTHER, np.uint8)
    for code in range(0x3100):
        char = chr(code)
        if char.isalpha():
            table[code] = _UPPER if char.isupper() else _LOWER
        elif char.isdigit():
            table[code] = _DIGIT
        elif char.isspace():
            table[code] = _SPACE
    table[0x3040:] = _CJK
    for group, chars in _GROUPS.items():
        for char in chars:
            if ord(char) < len(table):
                table[ord(char)] = group
    return table


def _character_counts(lines: Sequence[PageLine]) -> Floats:
    """Per line: characters by class, then words with a capital and sentence ends."""
    n = len(lines)
    text = "\n".join(line.text for line in lines)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    table = _classes()
    if codes.max(initial=0) < len(table):
        kinds = table[codes]
    else:
        kinds = np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], np.uint8(_CJK))
        kinds = np.where((codes >= 0xFF00) & (codes < 0xFF66), np.uint8(_STOP), kinds)
    line_of = np.repeat(np.arange(n), np.fromiter((len(line.text) + 1 for line in lines), np.int64, n))[: len(codes)]
    counts = np.bincount(line_of * _CLASSES + kinds, minlength=n * _CLASSES)[: n * _CLASSES].reshape(n, _CLASSES)
    counts = counts.astype(np.float32)
    counts[: n - 1, _SPACE] -= 1  # the line end itself
    before = np.concatenate(([np.uint8(_SPACE)], kinds[:-1]))
    next_kind = np.concatenate((kinds[1:], [np.uint8(_SPACE)]))
    starts = (kinds == _UPPER) & (before != _UPPER) & (before != _LOWER)
    ends = (kinds == _STOP) & ((next_kind == _SPACE) | (next_kind == _QUOTE)) & (before != _UPPER)
    more = [np.bincount(line_of[mask], minlength=n)[:n] for mask in (starts, ends)]
    return np.column_stack([counts, *more]).astype(np.float32)


class _Wording(NamedTuple):
    """What the words of one line say: flags, buckets of its words and then of marked ones, the number of the former."""

    flags: tuple[float, ...]
    words: tuple[int, ...]
    plain: int
    alike: int  # bucket of the line with its numbers taken for equal


class _Remembered(dict[str, _Wording]):
    """The wording of short lines: menus and buttons come again on every page of a site."""

    def __missing__(self, text: str) -> _Wording:
        wording = _line_wording(text)
        if len(text) <= _WHOLE:
            if len(self) >= _MAX_REMEMBERED:
                self.clear()
            self[text] = wording
        return wording


_remembered = _Remembered()


def _wording(lines: Sequence[PageLine]) -> PageFeatures:
    """What the lines' words say: features that have no shape and place yet."""
    n = len(lines)
    texts = [line.text for line in lines]
    seen = Counter(texts)
    found = [_remembered[text] for text in texts]
    flags = np.array([wording.flags for wording in found], np.float32)
    furniture = (flags[:, 0] > 0) & (flags[:, -1] > 0)
    flags[:, _CUES] /= np.maximum(1.0, flags[:, -1:])
    first: set[str] = set()
    repeated = []
    for text in texts:
        repeated.append((min(seen[text], 5), text in first))
        first.add(text)
    words = np.fromiter(chain.from_iterable(wording.words for wording in found), np.int32)
    alike = np.fromiter((wording.alike for wording in found), np.int64, n)
    counts = np.fromiter((len(wording.words) for wording in found), np.int64, n)
    starts = np.cumsum(counts) - counts
    plain = np.fromiter((wording.plain for wording in found), np.int64, n)
    sizes = np.fromiter(map(len, texts), np.int64, n)
    short = sizes <= _WHOLE
    recurrence = _recurrence(words, starts, plain, sizes > _LONG)
    repetition = np.array(repeated, np.float32).reshape(n, 2)
    wording = np.concatenate((flags[:, :-1], repetition, _alike(alike, short), recurrence), axis=1)
    same = np.where(short & (plain > 0), alike, -1 - np.arange(n))
    form = np.where(flags[:, _OPENING] >= _LISTED, flags[:, _OPENING].astype(np.int64), 0) * _FORMS
    return PageFeatures(wording, words, starts, furniture, same, np.zeros(n, np.int64), form)


def _alike(alike: npt.NDArray[np.int64], short: npt.NDArray[np.bool_]) -> Floats:
    """How many short lines say the same but for their numbers: "4 min read"."""
    counts = np.zeros(len(alike), np.int64)
    counts[short] = _occurrences(alike[short], BUCKETS)
    return np.where(short, np.log1p(np.maximum(0, counts - 1)), 0.0)[:, None].astype(np.float32)


def _recurrence(
    words: npt.NDArray[np.int32],
    starts: npt.NDArray[np.int64],
    plain: npt.NDArray[np.int64],
    long: npt.NDArray[np.bool_],
) -> Floats:
    """How often a line's words and pairs of words stand elsewhere: headlines and authors' names come again."""
    n = len(starts)
    line_of = np.repeat(np.arange(n), plain)
    within = np.arange(int(plain.sum())) - np.repeat(np.cumsum(plain) - plain, plain)
    single = words[np.repeat(starts, plain) + within].astype(np.int64)
    same = line_of[:-1] == line_of[1:]
    pairs = (single[:-1] * 31 + single[1:])[same] & (_PAIRS - 1)
    pair_line = line_of[:-1][same]
    columns = []
    for values, lines, size in ((single, line_of, BUCKETS), (pairs, pair_line, _PAIRS)):
        again = _occurrences(values, size) - 1
        count = np.maximum(1, np.bincount(lines, minlength=n))
        columns.append(np.bincount(lines, np.log1p(again), n) / count)
        columns.append(np.bincount(lines, again > 0, n) / count)
    in_long = long[line_of]
    told = _occurrences(single, BUCKETS, where=in_long)  # by the page's long lines
    columns.append(np.bincount(line_of, told > in_long, n) / np.maximum(1, plain))
    return np.array(columns, np.float32).T


def _occurrences(
    values: npt.NDArray[np.int64], size: int, *, where: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.int64]:
    """For each value below `size` how often it comes, of those that `where` marks."""
    counted = values if where is None else values[where]
    if len(values) < size // 32:  # few: quicker than to count in a table
        order = np.sort(counted)
        return order.searchsorted(values, "right") - order.searchsorted(values)
    return np.bincount(counted, minlength=size)[values]


def _line_wording(text: str) -> _Wording:
    short = len(text) <= _WHOLE
    lowered = text.lower() if short else text[:_ENDS].lower() + " … " + text[-_ENDS:].lower()
    tokens = _WORD.findall(lowered)
    words = list(map(_bucket, tokens))
    plain = len(words)
    alike = hash(tuple(words)) & (BUCKETS - 1)  # of whole numbers: the same in every process
    if tokens:
        first = "^" + tokens[0]
        words += (_bucket(first), _bucket("$" + tokens[-1]))
        if plain > 1:
            words.append(_hashed(first + " " + tokens[1]))
    if short and plain < 6:
        words.append(_hashed("=" + " ".join(tokens)))
    return _Wording(_flags(text, lowered, short=short), tuple(words), plain, alike)


_CUES = slice(2, 2 + len(CUE_KINDS))
_OPENING = -4  # of the flags: how the line opens
_LISTED = 5.0  # from here on with a bullet


def _flags(text: str, lowered: str, *, short: bool) -> tuple[float, ...]:
    """Look-ups; the lengths of cues are at `_CUES`, to be divided by the last value."""
    phrases = load_phrases()
    bare = normal_form(lowered) if short else ""
    dated = clock = 0.0
    if short and _ANY_DIGIT.search(lowered):
        clock = float(_CLOCK.search(lowered) is not None)
        if _MAYBE_DATE.search(lowered):
            found = find_dates(text)
            if found:
                dated = 1.0 + (found[0].end - found[0].start) / len(text)
    link = ("." in lowered or ":" in lowered) and _LINK.search(lowered) is not None
    last, start = text[-1], text[0]
    cues = phrases.cue_lengths(bare)
    return (
        float(bare in phrases.furniture or not bare),
        float(phrases.starts_furniture(lowered)),
        *cues,
        *(_name_flags(text, lowered, bare[: cues[0]]) if short else (0.0, 0.0, 0.0)),
        dated,
        clock,
        float(link),
        _LAST.get(last, 1.0 if last.isalpha() else 2.0 if last.isdigit() else 3.0),
        _FIRST.get(start, 0.0 if start.isupper() else 1.0 if start.isalpha() else 2.0 if start.isdigit() else 3.0),
        float(len(text) > 1 and text[1] == " "),
        _separators(text),
        float(len(bare)),
    )


def _separators(text: str) -> float:
    if "|" in text or ">" in text or "·" in text or "»" in text:
        return float(text.count(" | ") + text.count(" > ") + text.count(" · ") + text.count(" » "))
    return 0.0


def _name_flags(text: str, lowered: str, cue: str) -> tuple[float, float, float]:
    """Whether a line is shaped like a name (with more behind, to its end), opens with a given name, and its share."""
    start = min(lowered.find(cue) + len(cue), len(text))
    while start < len(text) and not text[start].isalpha():
        start += 1
    given = load_phrases().given_names
    match = _NAME.match(text, start)
    if match is None:
        first = _WORD.match(lowered, start)
        return 0.0, float(first is not None and first.group() in given), 0.0
    end = match.end()
    whole = 2.0 if end == len(text) else 1.0 if text[end : end + 2].strip().isalpha() else 1.5
    opening = match.group().lower().split(" ", 1)[0]
    return whole, float(opening in given), (end - start) / len(text)


_LAST = dict.fromkeys(".!?…。！？؟", 5.0) | dict.fromkeys("\"'”’»)]", 6.0) | dict.fromkeys(":：", 4.0) | {",": 3.5}
_FIRST = {"+": 6.0} | dict.fromkeys("*•▪■●-–", 5.0) | dict.fromkeys("\"'“‘«„", 4.0) | dict.fromkeys("([", 3.5)


def _hashed(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace")) & (BUCKETS - 1)


class _Buckets(dict[str, int]):
    """Words to buckets, remembered up to a limit; numbers share one."""

    def __missing__(self, word: str) -> int:
        if word[0].isdigit():
            return self["d"]
        bucket = _hashed(word)
        if len(self) < 30_000:
            self[word] = bucket
        return bucket


_bucket = _Buckets().__getitem__


def _distance(mask: npt.NDArray[np.bool_], *, forward: bool) -> Floats:
    """Lines since the last (or until the next) line of the mask, its log."""
    if not forward:
        return _distance(mask[::-1], forward=True)[::-1]
    n = len(mask)
    last = np.maximum.accumulate(np.where(mask, np.arange(n), -n))
    last = np.concatenate(([-n], last[:-1]))
    return np.log1p(np.minimum(np.arange(n) - last, 60)).astype(np.float32)
