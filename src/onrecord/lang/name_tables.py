"""The tables of who is who, of one language: countries, organisations, office holders, pronouns and their words."""

from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any

from onrecord.lang.actor_index import ActorIndex, ActorTables, PlainNames, chunks, plain_names
from onrecord.lang.actors import (
    ActorRow,
    BearerRow,
    CountryRow,
    GivenNames,
    HeadRow,
    NameForm,
    OfficeSector,
    PronounRow,
    ReadingRow,
    RegionRow,
    RoleRow,
    TellRow,
    TitleRow,
)
from onrecord.lang.derived import derived
from onrecord.lang.name_kinds import NameKinds
from onrecord.lang.offices import OfficeTerm, load_offices
from onrecord.lang.people_index import PeopleIndex, Plain, plain_index, read_office_lines
from onrecord.lang.table_folder import HERE, TableFolder
from onrecord.lang.tables import load_rows
from onrecord.lang.unwatched import unwatched

__all__ = ["NameTables"]

_ORGANISATIONS = ("igos", "groups", "bodies", "ngos", "companies", "institutes")
_OF_NAMES = (*_ORGANISATIONS, "countries", "readings", "regions", "mention_words")


class NameTables(TableFolder):
    """Whom and what names, roles and pronouns may stand for."""

    @cached_property
    def offices(self) -> tuple[OfficeTerm, ...]:
        """Who held which office when, worldwide since 1990."""
        return load_offices(self.folder / "offices")

    @cached_property
    def office_sectors(self) -> dict[str, OfficeSector]:
        """Sectors and ranks of offices (`lang/office_sectors.tsv`)."""
        return {row.office: row for row in load_rows(HERE / "office_sectors.tsv", OfficeSector)}

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

    @cached_property
    def people_index(self) -> PeopleIndex:
        """The holders of offices by name and by office."""
        with unwatched():
            folder = self.folder / "offices"
            made = derived(
                f"people-{self.code}", self._office_tables, lambda: tuple(plain_index(read_office_lines(folder)))
            )
            return PeopleIndex(Plain(*made))

    @cached_property
    def name_kinds(self) -> NameKinds:
        """Of which country a name sounds, by the office holders' names."""
        sources = [*self._office_tables, self.folder / "countries.tsv"]
        return NameKinds(
            self.people_index, self.actor_index.countries, lambda make: derived(f"names-{self.code}", sources, make)
        )

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
    def bearers(self) -> dict[tuple[str, ...], BearerRow]:
        """Which country's body a name means that others may have too, by its parts (`bearers.tsv`)."""
        return {chunks(row.name): row for row in load_rows(self.folder / "bearers.tsv", BearerRow)}

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
    def pronouns(self) -> dict[str, PronounRow]:
        """Pronouns by their words in small letters (`pronouns.tsv`)."""
        return {row.word.lower(): row for row in load_rows(self.folder / "pronouns.tsv", PronounRow)}

    @cached_property
    def mention_words(self) -> dict[str, frozenset[str]]:
        """The function words of mention linking by role (`mention_words.tsv`)."""
        return self._by_role("mention_words")

    @cached_property
    def land_words(self) -> dict[str, dict[str, str]]:
        """By role the words of `mention_words` that stand for a country: "hms" of `navy-GBR` gives the role "navy"
        {"hms": "GBR"}."""
        found: dict[str, dict[str, str]] = {}
        for name, words in self.mention_words.items():
            role, _, code = name.partition("-")
            if code.isupper():
                found.setdefault(role, {}).update(dict.fromkeys(words, code))
        return found

    @cached_property
    def sector_words(self) -> dict[str, str]:
        """The sector of each role noun of one word, in small letters."""
        rows = load_rows(self.folder / "roles.tsv", RoleRow)
        words = [(w.lower(), row.sector) for row in rows for w in row.words if row.sector and " " not in w]
        return dict(reversed(words))

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

    @property
    def _office_tables(self) -> list[Path]:
        """The files that the index of people is made of."""
        return sorted((self.folder / "offices").glob("*.tsv"))
