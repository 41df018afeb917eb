"""Reading: bytes in any form people have them to `Article`s."""

from onrecord.read.files import iter_articles
from onrecord.read.kinds import InputKind
from onrecord.read.reading import read_articles
from onrecord.read.report import Loss, ReadReport

__all__ = ["InputKind", "Loss", "ReadReport", "iter_articles", "read_articles"]
