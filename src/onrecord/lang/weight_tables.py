"""The weights that the finders' models were fitted to (see training/README.md), of one language."""

from functools import cached_property
from pathlib import Path

from onrecord.lang.cues import ActWeightRow
from onrecord.lang.derived import derived
from onrecord.lang.flags import FlagWeights
from onrecord.lang.frames import SideWeights, WeightRow, WeightSums, plain_sides
from onrecord.lang.stances import StanceSums, StanceWeights, packed
from onrecord.lang.table_folder import TableFolder
from onrecord.lang.tables import load_numbers, load_rows
from onrecord.lang.unwatched import unwatched
from onrecord.schema import Act

__all__ = ["WeightTables"]


class WeightTables(TableFolder):
    """How much each piece of evidence counts for what the finders choose among."""

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

    @cached_property
    def event_head(self) -> dict[str, float]:
        """How the encoder's event head and the frames are combined (`event_head.tsv`)."""
        return self._weights("event_head")

    @cached_property
    def event_weights(self) -> dict[str, float]:
        """How much each feature of an event speaks for it (trained)."""
        return self._weights("event_weights")

    @cached_property
    def event_sums(self) -> WeightSums:
        """The sums of `event_weights` for features that come together."""
        return WeightSums(self.event_weights)

    @cached_property
    def main_events(self) -> dict[str, float]:
        """How much each feature of an event speaks for it as the main one of a text (trained)."""
        return self._weights("main_events")

    @cached_property
    def statement_weights(self) -> dict[str, float]:
        """How much each piece of evidence counts for a draft being a statement (`statement_weights.tsv`)."""
        return self._weights("statement_weights")

    @cached_property
    def act_weights(self) -> dict[str, dict[Act, float]]:
        """How much each piece of evidence counts for each act (`act_weights.tsv`)."""
        weights: dict[str, dict[Act, float]] = {}
        for row in load_rows(self.folder / "act_weights.tsv", ActWeightRow):
            weights.setdefault(row.feature, {})[row.act] = row.weight
        return weights

    @cached_property
    def antecedent_weights(self) -> dict[str, float]:
        """How much each piece of evidence counts for someone being whom a pronoun stands for (trained)."""
        return self._weights("antecedent_weights")

    @cached_property
    def home_sums(self) -> WeightSums:
        """How much evidence counts for a country being that of someone who names none (`home_weights.tsv`), summed."""
        return WeightSums(self._weights("home_weights"), kept=4_000)

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


def _weights_of(path: Path) -> dict[str, float]:
    return {feature: weight for feature, (weight,) in load_numbers(path, WeightRow).items()}
