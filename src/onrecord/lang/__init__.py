"""Codebook and language packs: tables with a schema check, one folder a language, the same file names in each."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError
from onrecord.lang.actor_index import ActorIndex, ActorTables, PlainNames, chunks, plain_names
from onrecord.lang.actors import (
    ActorRow,
    CountryRow,
    GivenNames,
    HeadRow,
    MentionWords,
    NameForm,
    OfficeSector,
    PronounRow,
    ReadingRow,
    RegionRow,
    RoleRow,
    TellRow,
    TitleRow,
)
from onrecord.lang.cues import (
    ActSign,
    ActWeightRow,
    CuePos,
    CueRow,
    FittingSigns,
    QuoteMark,
    StatementWord,
    WordRole,
    index_cues,
)
from onrecord.lang.derived import derived
from onrecord.lang.flags import FlagWeights
from onrecord.lang.frames import (
    Frame,
    FrameIndex,
    SideWeights,
    StatusKind,
    StatusRow,
    TimeWord,
    WeightRow,
    WeightSums,
    WordClass,
    index_status,
    plain_sides,
)
from onrecord.lang.name_kinds import NameKinds
from onrecord.lang.offices import OfficeTerm, load_offices
from onrecord.lang.people_index import PeopleIndex, Plain, plain_index, read_office_lines
from onrecord.lang.stances import StanceMark, StanceMarkKind, StanceSums, StanceWeights, packed
from onrecord.lang.tables import load_numbers, load_rows
from onrecord.lang.unwatched import unwatched
from onrecord.lang.words import ClosedTagRow, FeatsRow, LemmaRow, WordRow
from onrecord.schema import Act, EventType

__all__ = ["LanguagePack", "available_languages", "load_pack", "with_actors"]

HERE = Path(__file__).parent
_ORGANISATIONS = ("igos", "groups", "bodies", "ngos", "companies", "institutes")
_OF_NAMES = (*_ORGANISATIONS, "countries", "readings", "regions", "mention_words")


@dataclass(frozen=True)
class LanguagePack:
    """One language's tables, each loaded when it is first asked for, and the folder of its model."""

    code: str
    folder: Path
    actors: tuple[ActorRow, ...] = ()  # the user's own, before ours where both know a name

    @cached_property
    def model_dir(self) -> Path:
        """The folder of the encoder's files (see `onrecord/parse/MODEL_FORMAT.md`)."""
        return self.folder / "model"

    @cached_property
    def offices(self) -> tuple[OfficeTerm, ...]:
        """Who held which office when, worldwide since 1990."""
        return load_offices(self.folder / "offices")

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Which words and phrases are events, and how they are coded."""
        return load_rows(self.folder / "frames.tsv", Frame)

    @cached_property
    def word_classes(self) -> dict[str, frozenset[str]]:
        """The word classes that the frames' conditions name."""
        return {row.name: frozenset(row.words) for row in load_rows(self.folder / "classes.tsv", WordClass)}

    @cached_property
    def event_sides(self) -> SideWeights:
        """How much each feature of a candidate speaks for it as an event's missing side (trained)."""
        return self._sides("event_sides")

    @cached_property
    def event_attributes(self) -> SideWeights:
        """How much each feature of a date, place or sector (`d`, `p`, `s`) speaks for it as an event's, and of a date
        (`w`) for its being told of it (trained)."""
        return self._sides("event_attributes")

    @cached_property
    def event_statuses(self) -> SideWeights:
        """How much each feature of a status (role `x`) speaks for it as an event's (trained)."""
        return self._sides("event_statuses")

    def _sides(self, name: str) -> SideWeights:
        """The weights of a table of features by role and flag."""
        path = self.folder / f"{name}.tsv"
        with unwatched():
            made = derived(f"{name}-{self.code}", [path], lambda: plain_sides(_weights_of(path)))
            return {role: FlagWeights(own) for role, own in made.items()}

    def _weights(self, name: str) -> dict[str, float]:
        """The weights of a table of features."""
        path = self.folder / f"{name}.tsv"
        with unwatched():
            made: dict[str, float] = derived(f"{name}-{self.code}", [path], lambda: _weights_of(path))
        return made

    @cached_property
    def sector_words(self) -> dict[str, str]:
        """The sector of each role noun of one word, in small letters."""
        rows = load_rows(self.folder / "roles.tsv", RoleRow)
        words = [(w.lower(), row.sector) for row in rows for w in row.words if row.sector and " " not in w]
        return dict(reversed(words))

    @cached_property
    def event_head(self) -> dict[str, float]:
        """How the encoder's event head and the frames are combined (`event_head.tsv`)."""
        return self._weights("event_head")

    @cached_property
    def plain_frames(self) -> dict[EventType, Frame]:
        """The frame of each event type that codes what only the encoder's event head sees."""
        return {f.type: f for f in self.frames if not (f.verbs or f.nouns or f.adjs or f.auxs)}

    @cached_property
    def event_weights(self) -> dict[str, float]:
        """How much each feature of an event speaks for it (trained)."""
        return self._weights("event_weights")

    @cached_property
    def main_events(self) -> dict[str, float]:
        """How much each feature of an event speaks for it as the main one of a text (trained)."""
        return self._weights("main_events")

    @cached_property
    def event_sums(self) -> WeightSums:
        """The sums of `event_weights` for features that come together."""
        return WeightSums(self.event_weights)

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
    def frame_index(self) -> FrameIndex:
        """The frames by part of speech and lemma."""
        return FrameIndex(self.frames, self.word_classes)

    @cached_property
    def time_words(self) -> tuple[TimeWord, ...]:
        """Words of time expressions."""
        return load_rows(self.folder / "times.tsv", TimeWord)

    @cached_property
    def time_index(self) -> dict[str, TimeWord]:
        """The words of time by word."""
        return {row.word: row for row in self.time_words}

    @cached_property
    def actor_index(self) -> ActorIndex:
        """The actor tables (countries, organisations, groups, bodies, roles, offices) prepared for looking up."""
        with unwatched():
            actors = [*self.actors, *(ActorRow(*cells) for cells in self._actor_cells())]
            tables = ActorTables(
                countries=load_rows(self.folder / "countries.tsv", CountryRow),
                actors=actors,
                roles=load_rows(self.folder / "roles.tsv", RoleRow),
                readings=load_rows(self.folder / "readings.tsv", ReadingRow),
                titles=load_rows(self.folder / "titles.tsv", TitleRow),
                regions=self.regions,
                articles=self.mention_words["article"],
            )
            if self.actors:
                return ActorIndex(tables)
            sources = [self.folder / f"{name}.tsv" for name in _OF_NAMES]
            made = derived(f"actor-names-{self.code}", sources, lambda: tuple(plain_names(tables)))
            return ActorIndex(tables, PlainNames(*made))

    def _actor_cells(self) -> list[tuple[Any, ...]]:
        """The fields of the rows of all tables of organisations, in plain values."""
        paths = [self.folder / f"{name}.tsv" for name in _ORGANISATIONS]
        names = [f.name for f in fields(ActorRow)]
        made: list[tuple[Any, ...]] = derived(
            f"actors-{self.code}",
            paths,
            lambda: [tuple(getattr(row, n) for n in names) for path in paths for row in load_rows(path, ActorRow)],
        )
        return made

    @cached_property
    def people_index(self) -> PeopleIndex:
        """The holders of offices by name and by office."""
        with unwatched():
            folder = self.folder / "offices"
            made = derived(
                f"people-{self.code}", self._office_tables, lambda: tuple(plain_index(read_office_lines(folder)))
            )
            return PeopleIndex(Plain(*made))

    @property
    def _office_tables(self) -> list[Path]:
        """The files that the index of people is made of."""
        return sorted((self.folder / "offices").glob("*.tsv"))

    @cached_property
    def name_kinds(self) -> NameKinds:
        """Of which country a name sounds, by the office holders' names."""
        sources = [*self._office_tables, self.folder / "countries.tsv"]
        return NameKinds(
            self.people_index, self.actor_index.countries, lambda make: derived(f"names-{self.code}", sources, make)
        )

    @cached_property
    def mention_words(self) -> dict[str, frozenset[str]]:
        """The function words of mention linking by role (`mention_words.tsv`)."""
        return self._by_role("mention_words")

    @cached_property
    def usual_case(self) -> dict[str, frozenset[str]]:
        """How words are written whatever the case of a page, by role (`usual_case.tsv`)."""
        return self._by_role("usual_case")

    def _by_role(self, name: str) -> dict[str, frozenset[str]]:
        """The words of a table by their role."""
        return {row.role: frozenset(row.words) for row in load_rows(self.folder / f"{name}.tsv", MentionWords)}

    @cached_property
    def name_forms(self) -> dict[str, str]:
        """How actors are named that have no name of their own (`name_forms.tsv`)."""
        return {row.form: row.text for row in load_rows(self.folder / "name_forms.tsv", NameForm)}

    @cached_property
    def given_names(self) -> dict[str, str]:
        """The gender (m or f) of given names by their first part in small letters (`given_names.tsv`)."""
        rows = load_rows(self.folder / "given_names.tsv", GivenNames)
        return {chunks(name)[0]: row.gender for row in rows for name in row.names}

    @cached_property
    def heads(self) -> dict[str, HeadRow]:
        """The offices of bodies' heads by the body (`heads.tsv`)."""
        return {row.of: row for row in load_rows(self.folder / "heads.tsv", HeadRow)}

    @cached_property
    def regions(self) -> tuple[RegionRow, ...]:
        """Regions that the news names often, beside the gazetteer (`regions.tsv`)."""
        return load_rows(self.folder / "regions.tsv", RegionRow)

    @cached_property
    def tells(self) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
        """Words that tell an article's country, each with its countries, by the first of them (`tells.tsv`)."""
        tells: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {}
        for row in load_rows(self.folder / "tells.tsv", TellRow):
            for form in row.words:
                words = tuple(form.split())
                tells[words[0]] = (*tells.get(words[0], ()), (words, row.countries))
        return tells

    @cached_property
    def office_sectors(self) -> dict[str, OfficeSector]:
        """Sectors and ranks of offices (`lang/office_sectors.tsv`)."""
        return {row.office: row for row in load_rows(HERE / "office_sectors.tsv", OfficeSector)}

    @cached_property
    def pronouns(self) -> dict[str, PronounRow]:
        """Pronouns by their words in small letters (`pronouns.tsv`)."""
        return {row.word.lower(): row for row in load_rows(self.folder / "pronouns.tsv", PronounRow)}

    @cached_property
    def words(self) -> tuple[WordRow, ...]:
        """How text splits into words: abbreviations, clitics, prefixes, units (`tokens.tsv`)."""
        return load_rows(self.folder / "tokens.tsv", WordRow)

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
    def stance_marks(self) -> tuple[StanceMark, ...]:
        """Words that mark a condition or a matter of principle."""
        return load_rows(self.folder / "stance_marks.tsv", StanceMark)

    @cached_property
    def general_words(self) -> frozenset[str]:
        """Words too general to name an issue."""
        return frozenset(m.words for m in self.stance_marks if m.kind is StanceMarkKind.BARRIER)

    @cached_property
    def stance_sums(self) -> StanceSums:
        """How much evidence that comes together counts for each stance (`stance_weights.tsv`)."""
        path = self.folder / "stance_weights.tsv"
        made: dict[str, int] = derived(
            f"stances-{self.code}", [path], lambda: packed(load_numbers(path, StanceWeights))
        )
        return StanceSums(made)

    @cached_property
    def issue_weights(self) -> dict[str, float]:
        """How much each piece of evidence counts for two positions being about one issue (`issue_weights.tsv`)."""
        return self._weights("issue_weights")

    @cached_property
    def contradiction_weights(self) -> dict[str, float]:
        """How much each piece of evidence counts for two statements contradicting each other
        (`contradiction_weights.tsv`)."""
        return self._weights("contradiction_weights")

    @cached_property
    def contradiction_sums(self) -> WeightSums:
        """The sums of `contradiction_weights` for features that come together."""
        return WeightSums(self.contradiction_weights)

    @cached_property
    def cues(self) -> tuple[CueRow, ...]:
        """Words that credit a source with what it said or holds (`cues.tsv`)."""
        return load_rows(self.folder / "cues.tsv", CueRow)

    @cached_property
    def cue_index(self) -> dict[tuple[CuePos, str], tuple[CueRow, ...]]:
        """`cues` by part of speech and first word, longest phrase first."""
        return index_cues(self.cues)

    @cached_property
    def statement_words(self) -> tuple[StatementWord, ...]:
        """The function words that statements turn on, by role (`statement_words.tsv`)."""
        return load_rows(self.folder / "statement_words.tsv", StatementWord)

    @cached_property
    def statement_weights(self) -> dict[str, float]:
        """How much each piece of evidence counts for a draft being a statement (`statement_weights.tsv`)."""
        return self._weights("statement_weights")

    @cached_property
    def home_sums(self) -> WeightSums:
        """How much evidence counts for a country being that of someone who names none (`home_weights.tsv`), summed."""
        return WeightSums(self._weights("home_weights"), kept=4_000)

    @cached_property
    def antecedent_weights(self) -> dict[str, float]:
        """How much each piece of evidence counts for someone being whom a pronoun stands for (trained)."""
        return self._weights("antecedent_weights")

    @cached_property
    def act_weights(self) -> dict[str, dict[Act, float]]:
        """How much each piece of evidence counts for each act (`act_weights.tsv`)."""
        weights: dict[str, dict[Act, float]] = {}
        for row in load_rows(self.folder / "act_weights.tsv", ActWeightRow):
            weights.setdefault(row.feature, {})[row.act] = row.weight
        return weights

    @cached_property
    def statement_roles(self) -> dict[WordRole, frozenset[str]]:
        """`statement_words` by role."""
        return {role: frozenset(w.word for w in self.statement_words if w.role is role) for role in WordRole}

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """The first word of every cue."""
        return frozenset(word for _, word in self.cue_index)

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


def _weights_of(path: Path) -> dict[str, float]:
    return {feature: weight for feature, (weight,) in load_numbers(path, WeightRow).items()}


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
