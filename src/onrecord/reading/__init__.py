"""Reading: bytes in any form people have them to `Article`s."""

from onrecord.reading.files import iter_articles
from onrecord.reading.kinds import InputKind
from onrecord.reading.options import Part
from onrecord.reading.reading import read_articles
from onrecord.reading.report import Loss, ReadReport

__all__ = ["InputKind", "Loss", "Part", "ReadReport", "iter_articles", "read_articles"]
