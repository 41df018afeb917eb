"""Lemmas by table: the Penn tag and the longest known ending of a word give what stands in place of that ending."""

from collections.abc import Iterable, Sequence

from onrecord.lang.words import LemmaRow

__all__ = ["Lemmatizer", "cased_lemmas"]

_CACHE_SIZE = 100_000
_LONG_WORD = 100
_NAMES = frozenset({"NNP", "NNPS"})
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
        cache = self._cache
        found = []
        for key in zip(words, tags, strict=True):
            lemma = cache.get(key)
            if lemma is None:
                lemma = self._find(*key)
                if len(key[0]) <= _LONG_WORD:
                    if len(cache) >= _CACHE_SIZE:
                        self._cache = cache = {}
                    cache[key] = lemma
            found.append(lemma)
        return found

    def _find(self, word: str, tag: str) -> str:
        word = word.lower()
        if not word.isascii():
            word = word.translate(_APOSTROPHES)
        whole = self._whole.get(tag, {}).get(word)
        if whole is not None:
            return whole
        endings = self._endings.get(tag)
        if endings:
            for length in range(min(len(word) - 1, self._longest[tag]), 0, -1):
                instead = endings.get(word[-length:])
                if instead is not None:
                    return word[:-length] + instead
        return word


def cased_lemmas(words: Sequence[str], lemmas: Sequence[str], xpos: Sequence[str]) -> list[str]:
    """Lemmas as UD writes them: names and words in capitals keep their letters.

    >>> cased_lemmas(["Americans", "met", "NATO"], ["american", "meet", "nato"], ["NNPS", "VBD", "NNP"])
    ['American', 'meet', 'NATO']
    """
    return [
        _with_case(word, lemma, is_name=tag in _NAMES) for word, lemma, tag in zip(words, lemmas, xpos, strict=True)
    ]


def _with_case(word: str, lemma: str, *, is_name: bool) -> str:
    if lemma == "i":
        return "I"
    capitals = len(word) > 1 and word.isupper()
    if not is_name and not capitals:
        return lemma
    same = 0
    while same < min(len(word), len(lemma)) and word[same].lower() == lemma[same]:
        same += 1
    return word[:same] + (lemma[same:].upper() if capitals else lemma[same:])
