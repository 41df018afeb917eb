"""Text taken out of a document, with the map back to where the document writes it."""

from dataclasses import dataclass, field

from onrecord.schema import MapPiece

__all__ = ["Extracted", "TextBuilder"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text, and the pieces that map all of it to the source; none where the source has no such places."""

    text: str
    pieces: tuple[MapPiece, ...] = ()


@dataclass(slots=True)
class TextBuilder:
    """Puts a text together from where it stands.

    >>> builder = TextBuilder()
    >>> builder.add("Mali", 4, 4)
    >>> builder.add(" denied", 8, 7)
    >>> builder.add("\\n", 15, 4)
    >>> builder.built().pieces
    (MapPiece(start=0, length=11, source_start=4, source_length=11), \
MapPiece(start=11, length=1, source_start=15, source_length=4))
    """

    _parts: list[str] = field(default_factory=list)
    _pieces: list[tuple[int, int, int, int]] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, source_start: int, source_length: int) -> None:
        """Append what stands at `source_start`; of another length there, it is mapped as a whole."""
        if not text:
            return
        self._parts.append(text)
        start, length = self._length, len(text)
        self._length += length
        if self._pieces and length == source_length:
            before = self._pieces[-1]
            if before[1] == before[3] and before[2] + before[3] == source_start:
                self._pieces[-1] = (before[0], before[1] + length, before[2], before[3] + length)
                return
        self._pieces.append((start, length, source_start, source_length))

    def ends_line(self) -> bool:
        """Whether nothing stands on the line so far."""
        return not self._parts or self._parts[-1].endswith("\n")

    def built(self) -> Extracted:
        """What was put together."""
        return Extracted("".join(self._parts), tuple(MapPiece(*piece) for piece in self._pieces))
