"""Row types of the tables about statements: cues, acts, function words, quotation marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.schema import Act, StatementMode

__all__ = [
    "ActSign",
    "ActWeightRow",
    "CuePos",
    "CueRow",
    "FittingSigns",
    "Frame",
    "MarkShape",
    "QuoteMark",
    "StatementWord",
    "WordRole",
    "index_cues",
]


class CuePos(StrEnum):
    """What kind of word a cue is."""

    VERB = "verb"
    NOUN = "noun"
    ADJ = "adj"
    PREP = "prep"


class Frame(StrEnum):
    """How content and hearer stand to a cue."""

    CLAUSE = "clause"  # said (that) the border was closed
    QUOTE = "quote"  # "The border is closed," she said
    HEARER = "hearer"  # told the guards (that) ...: the object is the hearer
    TO = "to"  # vowed to close the border
    HEARER_TO = "hearer-to"  # urged the guards to close the border
    OF = "of"  # accused the guards of closing the border: the object belongs to the content
    AS = "as"  # called the closure a mistake
    GERUND = "gerund"  # denied closing the border
    OBJECT = "object"  # denied any closure: content only where it has quoted words, or the act is to deny
    ACCORDING = "according"  # according to the minister


@dataclass(frozen=True, slots=True)
class CueRow:
    """A row of `cues.tsv`: a lemma, or a lemma and the words that follow it ("rule out"), with its frames."""

    lemma: str
    pos: CuePos
    frames: tuple[Frame, ...]
    act: Act
    mode: StatementMode
    strong: bool  # whatever it says is said: no other meaning of the word takes such a complement
    example: str
    not_example: str
    source: str


class WordRole(StrEnum):
    """What a row of `statement_words.tsv` is for."""

    COMPLEMENTIZER = "complementizer"  # opens a clause of content and is left out of it: that
    INFINITIVE = "infinitive"  # opens an infinitive and stays: to
    SELF = "self"  # the speaker's own person inside a quotation: I, we
    RELATIVE = "relative"  # stands for the noun before it: who, which
    HEARER = "hearer"  # prepositions before a hearer: told TO reporters
    SPEAKER = "speaker"  # prepositions before a noun cue's speaker: a claim BY Mali
    CHARGE = "charge"  # prepositions between the accused and the charge: OF, FOR, WITH
    PREDICATE = "predicate"  # prepositions before what something is called: AS
    EXPLETIVE = "expletive"  # a subject that names nobody: there
    ASIDE = "aside"  # opens what belongs to the reporting verb after a comma: he said, AFTER meeting her
    CONDITION = "condition"  # ties one thing to another: IF they leave, UNLESS they pay
    INVERTED = "inverted"  # opens a condition by word order: SHOULD they leave
    TAKES_UP = "takes_up"  # a noun that stands for what was just said: it is over, a CLAIM the army denies
    RELAY = "relay"  # hands on another's words: CITING the army, QUOTED Wang as saying
    BY_WAY = "by_way"  # before a noun that says whose words a clause is: BY their account
    NAMED = "named"  # stands for what it is called: WHAT he called a mistake
    NEGATION = "negation"  # turns a cue or a content into its opposite: did NOT say
    NOBODY = "nobody"  # a subject that says that nobody said it, or hardly anybody: FEW said
    RESTRICTION = "restriction"  # after a negated cue, what little was said: would say ONLY that
    PERSON = "person"  # who a speaker may be, as the pronoun: he, she, they
    ASKER = "asker"  # labels who asks in a transcript: Q, REPORTER
    ANSWERER = "answerer"  # labels who is interviewed in a transcript: A
    ASKED = "asked"  # whom a question speaks to: will YOU go?
    LISTENING = "listening"  # what a court does while somebody speaks: the court HEARD that
    FORUM = "forum"  # before whom one speaks: the COURT heard that
    WORDING = "wording"  # a noun of somebody's words: according to the WORDS of the envoy
    FELT = "felt"  # whose passive says what its subject holds: they are WORRIED that
    OCCASION = "occasion"  # a noun of words that somebody hears: in an INTERVIEW with the paper
    TALKING = "talking"  # a participle before a hearer: SPEAKING to reporters
    FACING = "facing"  # prepositions between a verb of saying and a forum: argued BEFORE the court
    NAMING = "naming"  # between a noun and whose name it is: a resident NAMED Sin, who gave his NAME as Salah


@dataclass(frozen=True, slots=True)
class StatementWord:
    """A row of `statement_words.tsv`: a word in small letters and its role."""

    role: WordRole
    word: str
    example: str
    not_example: str


@dataclass(frozen=True, slots=True)
class ActSign:
    """A row of `acts.tsv`: what a content must look like to speak for an act; an empty column fits all."""

    id: str
    act: Act
    example: str
    not_example: str
    words: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    negated: bool | None = None
    subject: str | None = None
    condition: bool | None = None


class FittingSigns(dict[tuple[bool, str, bool], tuple[ActSign, ...]]):
    """The signs that fit a clause by all but its words: by negation, subject and condition.

    >>> sign = ActSign("vow", Act.PROMISE, "We will not yield.", "They yielded.", negated=True)
    >>> signs = FittingSigns([sign])
    >>> [len(signs[negated, "self", False]) for negated in (True, False)]
    [1, 0]
    """

    def __init__(self, signs: Iterable[ActSign]) -> None:
        super().__init__()
        self._signs = tuple(signs)

    def __missing__(self, key: tuple[bool, str, bool]) -> tuple[ActSign, ...]:
        negated, subject, condition = key
        found = self[key] = tuple(
            s
            for s in self._signs
            if s.negated in (None, negated) and s.subject in (None, subject) and s.condition in (None, condition)
        )
        return found


@dataclass(frozen=True, slots=True)
class ActWeightRow:
    """A row of `act_weights.tsv`: how much a piece of evidence counts for an act (log odds)."""

    feature: str
    act: Act
    weight: float


class MarkShape(StrEnum):
    """Whether a quotation mark shows by its form which side it closes."""

    DIRECTED = "directed"
    STRAIGHT = "straight"


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """A row of `quotes.tsv`: an opening mark and what may close it."""

    opener: str
    closers: tuple[str, ...]
    shape: MarkShape
    apostrophe: bool
    example: str
    not_example: str


def index_cues(rows: tuple[CueRow, ...]) -> dict[tuple[CuePos, str], tuple[CueRow, ...]]:
    """The rows by part of speech and first word, longest phrase first."""
    index: dict[tuple[CuePos, str], list[CueRow]] = {}
    for row in rows:
        index.setdefault((row.pos, row.lemma.split()[0]), []).append(row)
    return {key: tuple(sorted(found, key=lambda r: -len(r.lemma.split()))) for key, found in index.items()}
