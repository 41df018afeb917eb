"""Row types of the tables about single words: how text splits into them, their lemmas and features."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ClosedTagRow", "FeatsRow", "LemmaRow", "WordRow", "WordRule"]


class WordRule(StrEnum):
    """What a row of `tokens.tsv` says about its form."""

    ABBREVIATION = "abbreviation"  # keeps its full stop wherever it stands: Mr.
    SOFT = "soft"  # keeps its full stop unless the sentence may end there: etc.
    NUMBERED = "numbered"  # keeps its full stop before a figure only: No. 5
    CALENDAR = "calendar"  # keeps its full stop before or after a figure, or before a comma: Sat. 5
    SPLIT = "split"  # one run of letters, several words: can|not
    WHOLE = "whole"  # has marks inside or at its end and is one word: Yahoo!
    PREFIX = "prefix"  # stays joined to what follows its hyphen: non-avian
    UNIT = "unit"  # a word of its own after figures: 35mm
    DOMAIN = "domain"  # an ending of an address or a file name: example.com


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of `tokens.tsv`.

    A form in small letters also matches capitalised and in capitals, a capitalised one only so.
    """

    rule: WordRule
    form: str
    pieces: tuple[str, ...] = ()
    example: str | None = None
    not_example: str | None = None


@dataclass(frozen=True, slots=True)
class LemmaRow:
    """A row of `lemmas.tsv`: in the lemma of words of these Penn tags, `lemma` stands instead of `ending`.

    The longest ending wins; one that begins with `^` is the whole word.
    """

    tags: tuple[str, ...]
    ending: str
    lemma: str | None = None
    example: str | None = None
    not_example: str | None = None


@dataclass(frozen=True, slots=True)
class FeatsRow:
    """A row of `feats.tsv`: the features of words of a Penn tag, or of those with a certain lemma."""

    tag: str
    feats: str
    lemma: str | None = None
    example: str | None = None
    not_example: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedTagRow:
    """What a tag may stand on (`closed_tags.tsv`): the words of a closed class, or words with some endings.

    All lower-cased. A word outside both has no such tag.
    """

    layer: str  # upos or xpos
    tag: str
    source: str
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
