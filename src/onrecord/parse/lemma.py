"""Lemmas by table: the Penn tag and the longest known ending of a word give what stands in place of that ending."""

from collections.abc import Iterable, Sequence

from onrecord.lang.words import LemmaRow
from onrecord.parse.parse import Parse

__all__ = ["Lemmatizer", "cased_lemmas"]

_CACHE_SIZE = 20_000
_LONG_WORD = 100
_NAMES = frozenset({"NNP", "NNPS", "ADD", "FW", "GW"})
_INFLECTED = ("VBD", "VBG", "VBZ", "VBN")
_ADJECTIVE = "JJ"
_NUMBER = "CD"
_PRONOUN = "PRP"
_APOSTROPHES = str.maketrans("’‘´`", "''''")


class Lemmatizer:
    """Finds lemmas by a language's `lemmas.tsv`.

    >>> from onrecord.lang import load_pack
    >>> lemmas = Lemmatizer(load_pack("en").lemmas)
    >>> lemmas(["He", "denied", "striking", "cities"], ["PRP", "VBD", "VBG", "NNS"])
    ['he', 'deny', 'strike', 'city']
    """

    def __init__(self, rows: Iterable[LemmaRow]) -> None:
        self._whole: dict[str, dict[str, str]] = {}
        self._endings: dict[str, dict[str, str]] = {}
        for row in rows:
            for tag in row.tags:
                table = self._whole if row.ending.startswith("^") else self._endings
                table.setdefault(tag, {})[row.ending.removeprefix("^")] = row.lemma or ""
        self._longest = {tag: max(map(len, endings)) for tag, endings in self._endings.items()}
        self._cache: dict[tuple[str, str], str] = {}

    def __call__(self, words: Sequence[str], tags: Sequence[str]) -> list[str]:
        """The lemma of each word, in small letters."""
        keys = list(zip(words, tags, strict=True))
        found = list(map(self._cache.get, keys))
        return [self._new(*key) if lemma is None else lemma for key, lemma in zip(keys, found, strict=True)]

    def _new(self, word: str, tag: str) -> str:
        """The lemma of a word, kept for the next time, which may be in the same text."""
        lemma = self._cache.get((word, tag)) or self._find(word, tag)
        if len(word) <= _LONG_WORD:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache = {}
            self._cache[word, tag] = lemma
        return lemma

    def _find(self, word: str, tag: str) -> str:
        found = self._by_tag(word, tag)
        if tag in _INFLECTED and found == word.lower():  # the tagger took one verb form for another
            for other in _INFLECTED:
                again = self._by_tag(word, other)
                if again != found:
                    return again
        return found

    def _by_tag(self, word: str, tag: str) -> str:
        word = word.lower()
        if not word.isascii():
            word = word.translate(_APOSTROPHES)
        whole = self._whole.get(tag, {}).get(word)
        if whole is not None:
            return whole
        if tag == _NUMBER and "," in word:
            return word.replace(",", "")  # 5,000
        endings = self._endings.get(tag)
        if endings:
            for length in range(min(len(word), self._longest[tag]), 0, -1):
                instead = endings.get(word[-length:])
                if instead is not None:
                    return word[:-length] + instead or word
        return word


def cased_lemmas(parse: Parse) -> list[str]:
    """Lemmas as UD writes them: names keep their capitals, and so do adjectives that have one within a sentence.

    >>> cased_lemmas(Parse.from_conllu('''
    ... 1 The       the      DET   DT   _ 3 det  _ _
    ... 2 American  american ADJ   JJ   _ 3 amod _ _
    ... 3 TALKS     talk     NOUN  NNS  _ 0 root _ _
    ... 4 with      with     ADP   IN   _ 5 case _ _
    ... 5 Iranians  iranian  PROPN NNPS _ 3 nmod _ _
    ... '''))
    ['the', 'American', 'talk', 'with', 'Iranian']
    """
    first = set(parse.sentences.tolist())
    found = []
    for i, (word, lemma, tag) in enumerate(zip(parse.words, parse.lemma, parse.xpos, strict=True)):
        if tag == _PRONOUN and lemma == "i":
            lemma = "I"
        elif tag in _NAMES or (tag == _ADJECTIVE and i not in first and not word.isupper()):
            lemma = _with_case(word, lemma)
        found.append(lemma)
    return found


def _with_case(word: str, lemma: str) -> str:
    """The lemma with the word's letters as far as they agree."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same].lower() == lemma[same]:
        same += 1
    if not same and word[:1].isupper():
        return lemma.capitalize()
    return word[:same] + lemma[same:]
