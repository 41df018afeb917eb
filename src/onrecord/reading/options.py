"""What the caller says of an input, and which part of it is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day

from onrecord.errors import UsageError

__all__ = ["Part", "ReadOptions", "checked_day", "given_bytes"]


@dataclass(frozen=True, slots=True)
class Part:
    """Which documents of a container are wanted, by their numbers, half-open; and where in the file they lie.

    The numbers are those of a WARC file's records and of a JSONL file's lines, from 1, else of articles, from 0.
    Without a place the container is gone through from its beginning, which takes longer and finds the same.
    """

    first: int
    stop: int
    byte: int = 0  # of WARC and JSONL: where reading may begin ...
    before: int = 0  # ... and how many documents lie before it
    end: int | None = None  # of JSONL: the byte where the part ends ...
    characters: int = 0  # ... and how many characters lie before it
    digest: str | None = None  # of JSONL: of the whole file, as the articles' ids need it
    last: bool = False  # nothing follows: what is lost behind the last article belongs to this part


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How an input is to be read; all of it may be left open."""

    kind: str | None = None  # else the content tells
    date: str | None = None  # publication day where the input states none
    columns: Mapping[str, str] | None = None  # field -> name of a table's column
    part: Part | None = None


def checked_day(date: str) -> str:
    """A day that the caller states, as YYYY-MM-DD.

    Raises UsageError for what is none.

    >>> checked_day("20240506")
    '2024-05-06'
    """
    try:
        return day.fromisoformat(date.strip()).isoformat()
    except (AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"date {date!r}: not a date; write YYYY-MM-DD") from error


def given_bytes(data: object) -> bytes:
    """What was given as an input's bytes.

    Raises UsageError for anything else.
    """
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data)
    raise UsageError(f"give the bytes of an input, not a {type(data).__name__}; a file is given as its Path")
