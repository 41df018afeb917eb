"""Reading: bytes in any form people have them to `Article`s."""

from onrecord.read.reading import read_articles

__all__ = ["read_articles"]
