"""Onrecord reads political news, in whatever form people have it, and keeps an auditable record.

>>> import onrecord
>>> record = onrecord.read("Mali's foreign minister denied the claim on Monday.", date="2024-05-06")
>>> record.article.language
'en'
"""

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.reading import ReadReport
    from onrecord.schema import Record

__version__ = "0.1.0.dev0"
__all__ = ["__version__", "read", "read_all"]


def read(source: "bytes | str | Path", *, kind: str | None = None, date: str | None = None) -> "Record":
    """The record of one page: its bytes, its text, or a path to it.

    A `str` is the page's text, a `Path` a file. `date` (YYYY-MM-DD) is used where the page states none.

    Raises InputError where there is no text to read; UsageError where the input holds several articles or is no page.
    """
    from onrecord.errors import UsageError

    records = read_all(source, kind=kind, date=date)
    if len(records) != 1:
        raise UsageError(f"the input holds {len(records)} articles; use onrecord.read_all")
    return records[0]


def read_all(
    source: "bytes | str | Path",
    *,
    kind: str | None = None,
    date: str | None = None,
    report: "ReadReport | None" = None,
) -> "tuple[Record, ...]":
    """The records of all articles of a page, archive, feed, export or folder.

    What could not be read is counted in `report` (`onrecord.reading.ReadReport`), and warned of where none is given.
    """
    from onrecord.reading import ReadReport
    from onrecord.record import read_records  # lazy: numpy, tokenizers, onnxruntime

    counted = ReadReport() if report is None else report
    records = tuple(read_records(source, kind=kind, date=date, report=counted))
    if report is None and any(code != "no-text" for code in counted.lost):  # of which the record itself speaks
        warnings.warn(f"{counted}; give read_all a report to see each", stacklevel=2)
    return records
