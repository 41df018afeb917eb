"""Row types of the event tables: frames, word classes, status operators, words of time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat
from typing import Any, TypeVar

from onrecord.lang.flags import FlagWeights, PlainFlags, plain_flags
from onrecord.schema import EventType

__all__ = [
    "Condition",
    "Entry",
    "Frame",
    "FrameIndex",
    "Part",
    "PartSums",
    "SideWeights",
    "StatusKind",
    "StatusRow",
    "TimeKind",
    "TimeWord",
    "WeightRow",
    "WeightSums",
    "WordClass",
    "plain_sides",
    "index_status",
]

# How many sums are kept (benchmarks/README.md, "Memory of a worker"): more are hardly asked for again.
_SUMS = 20_000
_MOST = 4_000
_STRICT, _SET, _IDLE = "strict", "set", "idle"
_WHATEVER = "*"  # the first word of a phrase: any verb


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word or phrase must look like to be an event, and how it is coded.

    `verbs`, `nouns` and `adjs` are lemmas; a phrase is matched where its first word (of nouns: its first or last) has
    the others among its dependents, a phrase with a hyphen where it stands so, one that opens with `*` at whatever verb
    the others hang on, which stand together. `auxs` are auxiliaries that make an act of speech: their subject is told,
    or refuses. A frame without words codes what only the encoder's head proposes.

    `needs` holds conditions: those with `!` forbid, those with `!!` bar the frame's type from the word whatever
    proposes it, and of the others, if there are any, one must hold; `a&b` needs both; `strict` says that the frame
    proposes nothing where they do not hold, `set` the same, and that where they hold the words are a set phrase: they
    hang together and mean this and nothing else, whatever each says elsewhere; with `idle` they mean no event at all,
    and the type is what they would be taken for. A condition is a slot (`obj`, `subj`, `mod`, `any`, a preposition;
    `prt`: a particle; `head`: the noun that it belongs to; `doer`: who acts, all of them, each by its own word alone)
    with `=` and words or an `@class`; or a slot alone; or a form (`noun`, `verb`, `passive`, `inf`, `base`, `comp`,
    `aux`, `neg`); or `person` or `named` with `=` and slots, one of which holds the name of a person, or any name or
    word in capitals; or `actor`, `agent`, `recipient`, `both`: a known actor takes part, on that side, on both; or
    `joined`: a participle behind a hyphen that only tells with the word before it what a noun is ("US-backed").

    `to` are the slots that may hold the recipient, best first. `how` is `mutual` where both sides act, `speech` for
    acts done by speaking, `told` and `refusal` for those of auxiliaries (`refusal` also for set phrases that a negation
    is part of: the act is real), `suffered` where the subject is whom it is done to.
    """

    name: str
    type: EventType
    cameo: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjs: tuple[str, ...] = ()
    auxs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    how: str | None = None
    mode: str | None = None
    example: str | None = None
    not_example: str | None = None


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that a condition of a frame can name together."""

    name: str
    words: tuple[str, ...] = ()


class StatusKind(StrEnum):
    """Where a word of `status.tsv` stands towards the event."""

    VERB = "verb"  # governs the event's clause or noun
    NOUN = "noun"
    ADJ = "adj"
    AUX = "aux"  # an auxiliary of the event's verb
    PERFECT = "perfect"  # an auxiliary before "have" and a participle
    NEG = "neg"  # negates it
    MARK = "mark"  # opens its clause
    INVERTED = "inverted"  # an auxiliary that opens its clause, before the subject
    ADV = "adv"
    MOD = "mod"  # modifies the event's noun
    FRAME = "frame"  # a word above it that says what nothing overrules: that it is feared, foiled, remembered
    FRAME_MOD = "frame-mod"  # the same of a modifier


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What words do to the status of the event in their scope.

    `scope` are the slots of the governor that the effect reaches: its clause (`comp`, or of one form: `inf`, `fin`,
    `base`), `obj`, `subj`, or prepositions. `effect` is a status, `negate`, `keep` (none), `light` (the word only
    carries the event), `refused` (denied, but not what was said) or `would`; of a frame also `tried` (what is tried is
    denied where a `foiled` word stands above) and `occurs` (denied where the word is negated). `control` are the slots
    whose filler is the governed clause's missing subject, best first.
    """

    kind: StatusKind
    words: tuple[str, ...]
    effect: str
    scope: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    example: str | None = None
    not_example: str | None = None


class TimeKind(StrEnum):
    """What a word of `times.tsv` means."""

    WEEKDAY = "weekday"  # value: Monday is 0
    MONTH = "month"
    DAY = "day"  # value: days from the day of reporting
    FEAST = "feast"  # value: month and day, 1225; the first word of its name
    SEASON = "season"  # value: a month of it
    UNIT = "unit"  # value: its days; of hours none
    PART = "part"  # of a day; value: -1 of an eve, which is the day before
    SHIFT = "shift"  # last, this, next
    BACK = "back"  # ago, earlier; later is 1
    NUMBER = "number"
    ORDINAL = "ordinal"  # the day of a month: "third", "20th"
    OPEN = "open"  # since
    BOUND = "bound"  # until
    OLD = "old"  # says alone that something is long past


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of a time expression."""

    word: str
    kind: TimeKind
    value: int


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A trained weight of a feature."""

    feature: str
    weight: float


N = TypeVar("N", int, float)
Part = tuple[Any, ...]  # a function that names features that come together, and what it is given


class PartSums(dict[Part, N]):
    """The sums of the weights of features that come together again and again, each added up once and `kept` of them."""

    def __init__(self, weights: Mapping[str, N], kept: int) -> None:
        super().__init__()
        self._weights: Mapping[str, N] = weights
        self._kept = kept

    def __missing__(self, part: Part) -> N:
        if len(self) >= self._kept:
            self.clear()
        name, *of = part
        found = self[part] = self.total(name(*of))
        return found

    def total(self, features: Iterable[str]) -> N:
        """What features weigh that hardly come together again: the sum is not kept.

        >>> WeightSums({"a": 1.0, "b": -0.5}).total(["a", "b", "c"])
        0.5
        """
        total: N = sum(map(self._weights.get, features, repeat(0)))
        return total


class WeightSums(PartSums[float]):
    """The same of plain weights, and of the heaviest of several options.

    >>> WeightSums({"a": 1.0, "b": -0.5})[sorted, "abc"]
    0.5
    """

    def __init__(self, weights: Mapping[str, float], kept: int = _SUMS) -> None:
        super().__init__(weights, kept)
        self._most: dict[Part, float] = {}

    def most(self, key: Part, options: Iterable[Iterable[Part]]) -> float:
        """What the heaviest of some options weighs, of which `key` is all that tells them from others.

        >>> WeightSums({"a": 1.0, "b": -0.5}).most(("x",), [[(sorted, "a"), (sorted, "b")], [(sorted, "b")]])
        0.5
        """
        found = self._most.get(key)
        if found is None:
            if len(self._most) >= _MOST:
                self._most.clear()
            found = self._most[key] = max(sum(self[part] for part in option) for option in options)
        return found


SideWeights = dict[str, FlagWeights]  # by role


def plain_sides(weights: Mapping[str, float]) -> dict[str, PlainFlags]:
    """The weights of `event_sides.tsv` by role: `a.same:ASSAULT` is role `a`, flag `same`, context `ASSAULT`.

    >>> plain_sides({"a.same": 0.5, "a.same:AID": -1.0})
    {'a': {'': {'same': 500}, 'AID': {'same': -1000}}, 'r': {'': {}}}
    """
    found: dict[str, list[tuple[str, str, float]]] = {"a": [], "r": []}
    for feature, weight in weights.items():
        role, _, rest = feature.partition(".")
        flag, _, context = rest.partition(":")
        found.setdefault(role, []).append((flag, context, weight))
    return {role: plain_flags(own) for role, own in found.items()}


def index_status(rows: Iterable[StatusRow]) -> dict[tuple[StatusKind, str], list[tuple[tuple[str, ...], StatusRow]]]:
    """Status rows by kind and first word of each phrase; longer phrases first, then the table's order."""
    index: dict[tuple[StatusKind, str], list[tuple[tuple[str, ...], StatusRow]]] = {}
    for row in rows:
        for phrase in row.words:
            first, *rest = phrase.split()
            index.setdefault((row.kind, first), []).append((tuple(rest), row))
    for found in index.values():
        found.sort(key=lambda item: -len(item[0]))
    return index


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a frame, compiled: slots and the words one of them must hold (None: must be filled)."""

    slot: str
    words: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A frame as one lemma or phrase finds it."""

    frame: Frame
    phrase: tuple[str, ...]  # the other words
    forbidden: tuple[tuple[Condition, ...], ...]
    allowed: tuple[tuple[Condition, ...], ...]
    order: int
    literal: bool = False  # the words stand together: `cease-fire`
    last: bool = False  # the first words stand before the indexed one
    needed: frozenset[str] = frozenset()  # what the sentence must hold
    barred: tuple[tuple[Condition, ...], ...] = ()
    strict: bool = False  # nothing is proposed where the conditions do not hold
    fixed: bool = False  # a set phrase: where it stands, its verb means nothing else
    idle: bool = False  # and no event


class FrameIndex:
    """Frames by part of speech and lemma: idle ones, then the most specific: phrases, conditions on slots, the rest."""

    def __init__(self, frames: Iterable[Frame], classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = classes
        self.entries: dict[tuple[str, str], list[Entry]] = {}
        self.anywhere: dict[str, list[Entry]] = {}  # phrases of whatever verb, by their second word
        for order, frame in enumerate(frames):
            needs = [n for n in frame.needs if n not in (_STRICT, _SET, _IDLE)]
            entry = Entry(
                frame,
                phrase=(),
                forbidden=tuple(self._compile(n[1:]) for n in needs if n.startswith("!") and not n.startswith("!!")),
                allowed=tuple(self._compile(n) for n in needs if not n.startswith("!")),
                order=order,
                barred=tuple(self._compile(n[2:]) for n in needs if n.startswith("!!")),
                strict=len(needs) < len(frame.needs),
                fixed=_SET in frame.needs,
                idle=_IDLE in frame.needs,
            )
            for pos, phrases in (
                ("VERB", frame.verbs),
                ("NOUN", frame.nouns),
                ("ADJ", frame.adjs),
                ("AUX", frame.auxs),
            ):
                for phrase in phrases:
                    self._add(pos, phrase, entry)
        for found in (*self.entries.values(), *self.anywhere.values()):
            found.sort(key=_specific)
        self.lemmas = frozenset(lemma for _, lemma in self.entries)
        # by the same keys: what any entry needs of the sentence, and the entries that need nothing
        self.needed = {key: frozenset[str]().union(*(e.needed for e in found)) for key, found in self.entries.items()}
        self.alone = {key: [e for e in found if not e.needed] for key, found in self.entries.items()}
        # and the entries that bar their types, one a frame
        once = {key: {e.order: e for e in found if e.barred} for key, found in self.entries.items()}
        self.barring = {key: list(found.values()) for key, found in once.items()}

    def _compile(self, need: str) -> tuple[Condition, ...]:
        parts = []
        for part in need.split("&"):
            slot, _, words = part.partition("=")
            if not words:
                parts.append(Condition(slot))
            elif words.startswith("@"):
                parts.append(Condition(slot, self._classes.get(words[1:], frozenset())))
            else:
                parts.append(Condition(slot, frozenset(words.split(","))))
        return tuple(parts)

    def _add(self, pos: str, phrase: str, entry: Entry) -> None:
        def put(key: str, others: list[str], *, literal: bool = False, last: bool = False) -> None:
            needed = frozenset() if literal else frozenset(others)
            made = Entry(  # by hand: `replace` takes three times as long, for thousands of entries
                entry.frame,
                tuple(others),
                entry.forbidden,
                entry.allowed,
                entry.order,
                literal,
                last,
                needed,
                entry.barred,
                entry.strict,
                entry.fixed,
                entry.idle,
            )
            if key == _WHATEVER:
                self.anywhere.setdefault(others[0], []).append(made)
            else:
                self.entries.setdefault((pos, key), []).append(made)

        if "-" in phrase:
            words = phrase.replace("-", " - ").split()
            put(words[0], words[1:], literal=True)
        words = phrase.split()
        put(words[0], words[1:])
        if pos == "NOUN" and len(words) > 1:
            put(words[-1], words[:-1], last=True)


def _specific(entry: Entry) -> tuple[bool, int, int, int]:
    slots = any(c.slot != "actor" for option in entry.allowed for c in option)
    return not entry.idle, -len(entry.phrase), -int(slots), entry.order
