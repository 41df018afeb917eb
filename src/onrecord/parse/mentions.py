"""Entities of an article: which names, nouns and pronouns stand for the same one."""

from onrecord.lang import LanguagePack
from onrecord.parse.mention_links import Linker
from onrecord.parse.mention_spans import lay_out
from onrecord.parse.parse import Parse
from onrecord.schema import Anchor, Mention

__all__ = ["Entities", "link_mentions", "resolve_mentions"]


class Entities:
    """The entities of an article with the layout they were found in."""

    def __init__(self, linker: Linker) -> None:
        self.layout = linker.layout
        self.entities = linker.entities
        self.entity_at = linker.entity_at  # by head word
        self.antecedents = linker.antecedents


def link_mentions(parse: Parse, pack: LanguagePack, dateline: Anchor | None = None) -> Entities:
    """The entities of a parse, for whoever goes on to name their actors; the agency of a dateline is none."""
    layout = lay_out(parse, pack.actor_index, pack.mention_words, dateline)
    linker = Linker(layout, pack)
    linker.run()
    return Entities(linker)


def resolve_mentions(parse: Parse, pack: LanguagePack) -> tuple[Mention, ...]:
    """The mentions of a parse in order, with the number of their entity, in order of first mention."""
    found = link_mentions(parse, pack)
    mentions = [
        Mention(
            anchor=parse.anchor(m.start, m.end), form=m.form, entity=number, label=entity.label or None, rule=m.rule
        )
        for number, entity in enumerate(found.entities)
        for m in entity.mentions
    ]
    return tuple(sorted(mentions, key=lambda m: (m.anchor, m.entity)))
