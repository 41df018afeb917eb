"""A folder of a language's tables: the ground of what a pack reads from it."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.lang.actors import ActorRow, MentionWords
from onrecord.lang.tables import load_rows

__all__ = ["HERE", "TableFolder"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class TableFolder:
    """One language's tables, each loaded when it is first asked for."""

    code: str
    folder: Path
    actors: tuple[ActorRow, ...] = ()  # the user's own, before ours where both know a name

    def _by_role(self, name: str) -> dict[str, frozenset[str]]:
        """The words of a table by their role."""
        return {row.role: frozenset(row.words) for row in load_rows(self.folder / f"{name}.tsv", MentionWords)}
