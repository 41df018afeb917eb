"""What the caller says of an input, and which part of it is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ReadOptions"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How an input is to be read; all of it may be left open."""

    kind: str | None = None  # else the content tells
    date: str | None = None  # publication day where the input states none
    columns: Mapping[str, str] | None = None  # field -> name of a table's column
    part: tuple[int, int] | None = None  # record numbers of a WARC file, else numbers of articles; half-open
