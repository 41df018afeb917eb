"""Usual case for what is written in capitals, or all small: old wires, teletype, notes, a quotation that shouts.

The case of such a stretch says nothing, so the encoder first reads it in small letters. What it takes for names there
gets its capitals, with what the pack's tables and the rest of the page say of how they are written; so do beginnings
of sentences. The text stays as it is but for the case of its letters: every anchor holds.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import Entry, chunks
from onrecord.lang.letters import capital, capitals, is_loud, odd_paragraphs, small, without_capitals
from onrecord.parse.parse import Parse
from onrecord.parse.windows import quote_states
from onrecord.schema import Anchor, Article

__all__ = ["UsualCase"]

_NAME = "PROPN"
_NOUNS = frozenset({"NOUN", _NAME})
_OPEN = frozenset({"ADJ", "ADV", "INTJ", "NOUN", "PROPN", "VERB", "X"})  # what within a name may have a capital
_PERSON = "PERSON"
_NO_NAMES = frozenset({"DATE", "MONEY"})
_NATIONS = frozenset({"country", "adjective", "people"})
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûü")
_MOST_INITIALS = 5  # letters of an acronym that no vowel tells: KGB, PKK
_LETTER = re.compile(r"[^\W\d_]")
_WITHIN = re.compile(r"(?<=\w[\s,] )[^\W\d_]{3,}|(?<=\w )[^\W\d_]{3,}")  # words of a sentence that do not open it
# a name in capitals behind a title, an office or a given name: "Mr. LOPES", "President LOPES", "Ana LOPES"
_LOUD_NAME = re.compile(r"(?<![\w.])([^\W\d_a-z][\w’'-]{0,40}[a-zß-ÿ])\.? ([A-ZÀ-Þ][A-ZÀ-Þ’'-]{3,40})(?![\w&])")
# a quotation that opens with two words in capitals: “THIS IS AN OUTRAGE”
_LOUD_QUOTATION = re.compile(r"[“\"‘«]([A-ZÀ-Þ’']{1,30},? [A-ZÀ-Þ]{1,30}[ ,.][^“”\"«»\n]{2,1000})(?=[”\"’»])")
_INSIDE = 2  # what `quote_states` calls a mark
_SAYS = frozenset({":"})
_STOPS = frozenset({".", "!", "?"})
_MARKS = 4  # words among which a sentence's first one is looked for: dashes, brackets, quotation marks


class UsualCase:
    """Gives an article's odd stretches their usual case, by a language pack."""

    def __init__(self, pack: LanguagePack) -> None:
        self._index = pack.actor_index
        words = pack.usual_case
        self._small, self._unsure = words["small"], words["unsure"]
        self._onsets = tuple(sorted(words["onset"]))
        dates = {word for word, row in pack.time_index.items() if row.kind in ("weekday", "month")}
        self._given = pack.given_names
        self._always = (words["capital"] | dates) - self._unsure

    def __call__(self, article: Article, read: Callable[[str, Sequence[Anchor]], Parse]) -> Article:
        """The article in usual case, itself where it is; `read` parses some paragraphs of a text."""
        texts = [article.text[anchor.slice] for anchor in article.body]
        odd = odd_paragraphs(texts)
        letters = list(article.text)
        stretches, paragraphs = [], []
        usual: list[str] = []
        for anchor, text, is_odd in zip(article.body, texts, odd, strict=True):
            own = [anchor] if is_odd else _loud_quotations(text, anchor.start)
            stretches += own
            if own:
                paragraphs.append(anchor)
            if not is_odd:
                usual += [text] if not own else _LOUD_QUOTATION.split(text)[::2]
                self._write_loud_names(text, anchor.start, letters)
        for stretch in stretches:
            text = article.text[stretch.slice]
            letters[stretch.slice] = without_capitals(text) if _is_shouted(text) else text
        if stretches:
            self._write(article, read("".join(letters), paragraphs), stretches, _written(usual), letters)
        text = "".join(letters)
        return article if text == article.text else replace(article, text=text)

    def _write(
        self, article: Article, parse: Parse, stretches: Sequence[Anchor], page: dict[str, str], letters: list[str]
    ) -> None:
        """Writes the words of some stretches into the letters of the text; `page`: as they stand elsewhere."""
        cased = self._forms(parse, page)
        if cased == list(parse.words):
            return  # no names: a part of a sentence
        self._write_beginnings(parse, cased, article.dateline)
        for stretch in stretches:
            first, end = parse.word_range(stretch)
            if first and first not in parse.paragraphs:
                cased[first] = capital(cased[first])
            for i in range(first, end):
                if small(parse.words[i]) == parse.words[i]:  # İ has no small form of its length
                    start = int(parse.starts[i])
                    letters[start : start + len(cased[i])] = cased[i]

    def _write_loud_names(self, text: str, start: int, letters: list[str]) -> None:
        """Writes names that alone stand in capitals: President OBAMA, Ana LOPES."""
        for match in _LOUD_NAME.finditer(text):
            before, name = chunks(match[1]), match[2]
            known = (
                before in self._index.titles
                or before[-1:]
                and before[-1] in self._given
                or self._index.roles.get(before)
            )
            if known and not any(entry.exact for entry in self._index.names.get(chunks(name))):
                at = start + match.start(2)
                letters[at + 1 : at + len(name)] = small(name[1:])

    def _forms(self, parse: Parse, page: dict[str, str]) -> list[str]:
        """How the words are written within sentences; `page`: as they stand elsewhere."""
        cased = [self._alone(word, tag) for word, tag in zip(parse.words, parse.upos, strict=True)]
        self._write_names(parse, cased)
        self._write_roles(parse, cased)
        self._write_known(parse, cased)
        for i, word in enumerate(parse.words):
            if word in page:
                cased[i] = page[word]
        return cased

    def _alone(self, word: str, tag: str) -> str:
        """A word as its tag alone tells."""
        if word in self._always:
            return capital(word)
        if tag != _NAME or word in self._small or not word[:1].isalpha():
            return word
        title = self._index.titles.get(chunks(word))
        if title is not None:
            return _like(title.word, word)
        initials = word.replace(".", "")
        if "." in word[:-1] or (len(initials) <= _MOST_INITIALS and _VOWELS.isdisjoint(initials)):
            return capitals(word)
        for onset in self._onsets:
            if word.startswith(onset) and len(word) > len(onset) + 1:
                return capital(onset) + capital(word[len(onset) :])
        return capital(word)

    def _write_names(self, parse: Parse, cased: list[str]) -> None:
        """Gives capitals to the words of names that are no small ones."""
        for name in parse.names:
            if name.label in _NO_NAMES:
                continue
            for i in range(name.start, name.end):
                word = parse.words[i]
                if cased[i] == word and word not in self._small and parse.upos[i] in _OPEN:
                    cased[i] = capital(word)

    def _write_roles(self, parse: Parse, cased: list[str]) -> None:
        """Writes role words and models of arms that are acronyms: an MP, the F-16s."""
        words, ends, starts = parse.words, parse.ends, parse.starts
        for i, word in enumerate(words):
            if parse.upos[i] in _NOUNS:
                forms = (form for form, _ in self._index.roles.get(chunks(word)) if any(map(str.isupper, form)))
                form = next((form for form in forms if " " not in form), None)
                cased[i] = cased[i] if form is None else _like(form, word)
            model = len(word) == 1 and i + 2 < len(words) and words[i + 1] == "-" and words[i + 2][:1].isdigit()
            if model and ends[i] == starts[i + 1] and ends[i + 1] == starts[i + 2]:
                cased[i] = capitals(word)

    def _write_known(self, parse: Parse, cased: list[str]) -> None:
        """Writes the names of the tables as those have them: of countries always, others where a word is a name."""
        owned = [chunks(word) for word in parse.words]
        pieces = list(chain.from_iterable(owned))
        numbers = [i for i, own in enumerate(owned) for _ in own]
        names = [name for name in parse.names if name.label not in _NO_NAMES]
        named = {i for name in names for i in range(name.start, name.end)}
        named.update(i for i, tag in enumerate(parse.upos) if tag == _NAME)
        people = {i for n in names if n.label == _PERSON and n.end - n.start > 1 for i in range(n.start, n.end)}

        def accept(entry: Entry, start: int, length: int) -> bool:
            first, last = numbers[start], numbers[start + length - 1]
            if start + length < len(numbers) and numbers[start + length] == last:
                return False  # ends inside a word
            if length == 1 and entry.exact and first in people:
                return False  # Kim Jong Un
            if entry.kind in _NATIONS and not entry.exact and (length > 1 or pieces[start] not in self._unsure):
                return True
            return last > first or first in named

        done = 0
        for i in self._index.names.starts(pieces):
            if i < done or (i and numbers[i] == numbers[i - 1]):
                continue
            length, entries = self._index.names.longest(pieces, i, accept)
            if length:
                self._copy(parse, numbers[i], numbers[i + length - 1] + 1, entries[0].form, cased)
                done = i + length

    def _copy(self, parse: Parse, first: int, last: int, form: str, cased: list[str]) -> None:
        """Writes words as a form of a table has them, where the two have as many letters."""
        letters = _LETTER.findall(form)
        if len(letters) != sum(len(_LETTER.findall(word)) for word in parse.words[first:last]):
            return
        own = iter(letters)
        for i in range(first, last):
            cased[i] = _LETTER.sub(lambda match: _like(next(own), match[0]), parse.words[i])

    def _write_beginnings(self, parse: Parse, cased: list[str], dateline: Anchor | None) -> None:
        """Gives a capital to the first word of each sentence, of what follows the dateline, and of what is quoted
        behind a colon."""
        words, states = parse.words, quote_states(parse.words)
        firsts = set(parse.sentences.tolist())
        if dateline is not None:
            placed, told = parse.word_range(dateline)
            firsts.add(told)
            for i in range(placed, told):
                if not words[i][0].isalnum():
                    break
                cased[i] = capitals(words[i])  # as wires write the place
        firsts.update(i for i in range(1, len(words)) if states[i] == _INSIDE and words[i - 1] in _SAYS)
        firsts.update(i + 1 for i in range(len(words) - 1) if words[i] in _STOPS)
        for first in firsts:
            for i in range(first, min(first + _MARKS, len(words))):
                if words[i][0].isalnum():
                    cased[i] = capital(words[i]) if cased[i] == words[i] else cased[i]
                    break


def _loud_quotations(text: str, start: int) -> list[Anchor]:
    """Quotations in capitals within a paragraph."""
    found = (Anchor(start + match.start(1), start + match.end(1)) for match in _LOUD_QUOTATION.finditer(text))
    return [
        anchor
        for anchor in found
        if all(map(_is_loud_or_none, text[anchor.start - start : anchor.end - start].split()))
    ]


def _is_loud_or_none(word: str) -> bool:
    return is_loud(word) or not _LETTER.search(word)


def _is_shouted(text: str) -> bool:
    words = text.split()
    return 2 * sum(map(is_loud, words)) >= len(words)


def _written(texts: Sequence[str]) -> dict[str, str]:
    """How the words of texts in usual case are written within sentences, by their small form, where always alike."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WITHIN.findall(text):
            counts.setdefault(word.lower(), Counter())[word] += 1
    return {word: next(iter(forms)) for word, forms in counts.items() if len(forms) == 1}


def _like(form: str, word: str) -> str:
    """A word with the capitals of a form, letter by letter, as far as the form goes.

    >>> _like("MP", "mps"), _like("Mr", "mr.")
    ('MPs', 'Mr.')
    """
    raised = (capitals(letter) if like.isupper() else letter for letter, like in zip(word, form, strict=False))
    return "".join(raised) + word[len(form) :]
