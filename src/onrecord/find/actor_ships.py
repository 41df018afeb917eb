"""Whose ship a name is by the prefix of its navy: "HMS Argyll"."""

from collections.abc import Mapping

from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_spans import Layout
from onrecord.schema import Actor

__all__ = ["ShipReader"]

_ARMY = "MIL"


class ShipReader:
    """Knows navies' ships by name in one article."""

    def __init__(self, layout: Layout, entity_at: Mapping[int, Entity], prefixes: Mapping[str, str]) -> None:
        self.parse = layout.parse
        self.layout = layout
        self.entity_at = entity_at
        self.codes = {prefix.upper(): code for prefix, code in prefixes.items()}

    def actor(self, entity: Entity) -> Actor | None:
        """The navy whose ship an entity is, also where the tagger takes the name behind the prefix for a person's."""
        for piece in entity.mentions if entity.kind in ("person", "thing") else ():
            for word in (piece.start, piece.start - 1) if piece.form == "name" else ():
                code = self.codes.get(self.parse.words[word]) if 0 <= word < piece.end - 1 else None
                if code is not None:
                    return Actor(code, _ARMY, self.parse.line(word, piece.end), "name-with-country")
        return None

    def code_at(self, word: int) -> str | None:
        """The navy whose ship's name begins at a word: "the destroyer | HMS Argyll"."""
        name = self.layout.name_at.get(word)
        entity = self.entity_at.get(name.head) if name is not None else None
        ship = self.actor(entity) if entity is not None else None
        return ship.code if ship is not None else None
