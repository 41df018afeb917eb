"""Language packs: one folder a language, the same file names in each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.lang.actors import ActorRow
from onrecord.lang.cues import ActSign, CuePos, CueRow, FittingSigns, QuoteMark, StatementWord, WordRole, index_cues
from onrecord.lang.frames import Frame, FrameIndex, StatusKind, StatusRow, TimeWord, WordClass, index_status
from onrecord.lang.name_tables import NameTables
from onrecord.lang.stances import StanceMark, StanceMarkKind
from onrecord.lang.table_folder import HERE
from onrecord.lang.tables import load_rows
from onrecord.lang.weight_tables import WeightTables
from onrecord.lang.words import ClosedTagRow, FeatsRow, LemmaRow, WordRow
from onrecord.schema import EventType

__all__ = ["LanguagePack", "available_languages", "load_pack", "with_actors"]


@dataclass(frozen=True)
class LanguagePack(NameTables, WeightTables):
    """One language's tables, of names, of weights and of words, and the folder of its model."""

    @cached_property
    def model_dir(self) -> Path:
        """The folder of the encoder's files (see `onrecord/parse/MODEL_FORMAT.md`)."""
        return self.folder / "model"

    @cached_property
    def words(self) -> tuple[WordRow, ...]:
        """How text splits into words: abbreviations, clitics, prefixes, units (`tokens.tsv`)."""
        return load_rows(self.folder / "tokens.tsv", WordRow)

    @cached_property
    def usual_case(self) -> dict[str, frozenset[str]]:
        """How words are written whatever the case of a page, by role (`usual_case.tsv`)."""
        return self._by_role("usual_case")

    @cached_property
    def closed_tags(self) -> tuple[ClosedTagRow, ...]:
        """The words of closed word classes (`closed_tags.tsv`)."""
        return load_rows(self.folder / "closed_tags.tsv", ClosedTagRow)

    @cached_property
    def lemmas(self) -> tuple[LemmaRow, ...]:
        """Lemmas by Penn tag and ending (`lemmas.tsv`)."""
        return load_rows(self.folder / "lemmas.tsv", LemmaRow)

    @cached_property
    def feats(self) -> tuple[FeatsRow, ...]:
        """Features by Penn tag, for models without heads for them (`feats.tsv`)."""
        return load_rows(self.folder / "feats.tsv", FeatsRow)

    @cached_property
    def cues(self) -> tuple[CueRow, ...]:
        """Words that credit a source with what it said or holds (`cues.tsv`)."""
        return load_rows(self.folder / "cues.tsv", CueRow)

    @cached_property
    def cue_index(self) -> dict[tuple[CuePos, str], tuple[CueRow, ...]]:
        """`cues` by part of speech and first word, longest phrase first."""
        return index_cues(self.cues)

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """The first word of every cue."""
        return frozenset(word for _, word in self.cue_index)

    @cached_property
    def statement_words(self) -> tuple[StatementWord, ...]:
        """The function words that statements turn on, by role (`statement_words.tsv`)."""
        return load_rows(self.folder / "statement_words.tsv", StatementWord)

    @cached_property
    def statement_roles(self) -> dict[WordRole, frozenset[str]]:
        """`statement_words` by role."""
        return {role: frozenset(w.word for w in self.statement_words if w.role is role) for role in WordRole}

    @cached_property
    def act_signs(self) -> tuple[ActSign, ...]:
        """What in a content speaks for which act (`acts.tsv`)."""
        return load_rows(self.folder / "acts.tsv", ActSign)

    @cached_property
    def fitting_signs(self) -> FittingSigns:
        """The act signs by all that they ask of a clause but its words."""
        return FittingSigns(self.act_signs)

    @cached_property
    def quote_marks(self) -> tuple[QuoteMark, ...]:
        """Quotation marks of all scripts (`lang/quotes.tsv`)."""
        return load_rows(HERE / "quotes.tsv", QuoteMark)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Which words and phrases are events, and how they are coded."""
        return load_rows(self.folder / "frames.tsv", Frame)

    @cached_property
    def frame_index(self) -> FrameIndex:
        """The frames by part of speech and lemma."""
        return FrameIndex(self.frames, self.word_classes)

    @cached_property
    def plain_frames(self) -> dict[EventType, Frame]:
        """The frame of each event type that codes what only the encoder's event head sees."""
        return {f.type: f for f in self.frames if not (f.verbs or f.nouns or f.adjs or f.auxs)}

    @cached_property
    def word_classes(self) -> dict[str, frozenset[str]]:
        """The word classes that the frames' conditions name."""
        return {row.name: frozenset(row.words) for row in load_rows(self.folder / "classes.tsv", WordClass)}

    @cached_property
    def sorted_classes(self) -> dict[str, tuple[str, ...]]:
        """The word classes with their words in a fixed order."""
        return {name: tuple(sorted(words)) for name, words in self.word_classes.items()}

    @cached_property
    def status_rows(self) -> tuple[StatusRow, ...]:
        """What words do to the status of an event in their scope."""
        return load_rows(self.folder / "status.tsv", StatusRow)

    @cached_property
    def status_index(self) -> dict[tuple[StatusKind, str], list[tuple[tuple[str, ...], StatusRow]]]:
        """The status rows by kind and first word, with the words that follow it, longest phrase first."""
        return index_status(self.status_rows)

    @cached_property
    def denials(self) -> tuple[frozenset[str], ...]:
        """What negates, denies or refuses by the status rows: all single words first, then the words of each phrase.

        What denies by its place alone ("had Chad attacked") is not among them.
        """
        told = (row for row in self.status_rows if row.effect in ("negate", "denied", "refused"))
        apart = (StatusKind.INVERTED, StatusKind.FRAME, StatusKind.FRAME_MOD)
        rows = [row for row in told if row.kind not in apart]
        phrases = dict.fromkeys(frozenset(phrase.split()) for row in rows for phrase in row.words)
        single = frozenset(word for phrase in phrases if len(phrase) == 1 for word in phrase)
        return single, *(phrase for phrase in phrases if len(phrase) > 1)

    @cached_property
    def time_words(self) -> tuple[TimeWord, ...]:
        """Words of time expressions."""
        return load_rows(self.folder / "times.tsv", TimeWord)

    @cached_property
    def time_index(self) -> dict[str, TimeWord]:
        """The words of time by word."""
        return {row.word: row for row in self.time_words}

    @cached_property
    def stance_marks(self) -> tuple[StanceMark, ...]:
        """Words that mark a condition or a matter of principle."""
        return load_rows(self.folder / "stance_marks.tsv", StanceMark)

    @cached_property
    def general_words(self) -> frozenset[str]:
        """Words too general to name an issue."""
        return frozenset(m.words for m in self.stance_marks if m.kind is StanceMarkKind.BARRIER)


def with_actors(pack: LanguagePack, rows: Iterable[ActorRow]) -> LanguagePack:
    """A pack with actors of the user's own, from a table (`load_rows`) or a PETRARCH dictionary; they come before ours.

    >>> pack = with_actors(load_pack("en"), [ActorRow("MLI", "Blue Front", sector="REB", aliases=("BF",))])
    >>> pack.actor_index.names.get(("blue", "front"))[0].actor.sector
    'REB'
    """
    own = tuple(row if row.basis.startswith("user") else replace(row, basis=f"user:{row.basis}") for row in rows)
    return LanguagePack(pack.code, pack.folder, (*own, *pack.actors))


@cache
def available_languages() -> tuple[str, ...]:
    """The languages that have a pack.

    >>> available_languages()
    ('en',)
    """
    return tuple(sorted(p.name for p in HERE.iterdir() if (p / "model").is_dir()))


@cache
def load_pack(code: str) -> LanguagePack:
    """The pack of a language.

    Raises UsageError for a language without one.

    >>> load_pack("en").code
    'en'
    """
    if code not in available_languages():
        raise UsageError(f"no language pack {code!r}; there are {', '.join(available_languages())}")
    return LanguagePack(code=code, folder=HERE / code)
