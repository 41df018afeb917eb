"""The hearers whom the setting of a report names: "In an interview with [the paper], he said", "Speaking to
[reporters], she said", "argued before [the court]"."""

from collections.abc import Iterator

from onrecord.find.view import View
from onrecord.lang.cues import WordRole

__all__ = ["hearers_in_setting"]

_BESIDE = ("obl", "advcl")


def hearers_in_setting(view: View, verb: int) -> Iterator[int]:
    """The heads of whom the adverbials of a verb of saying name as its hearers."""
    for child in view.children(verb, *_BESIDE):
        if view.has_role(child, WordRole.OCCASION):
            yield from _with_hearer(view, child, "nmod")
        elif view.has_role(child, WordRole.TALKING):
            yield from _with_hearer(view, child, "obl")
            yield from view.children(child, "obj")
        elif view.has_role(child, WordRole.FORUM) and _is_after(view, child, WordRole.FACING):
            yield child


def _with_hearer(view: View, word: int, relation: str) -> Iterator[int]:
    return (c for c in view.children(word, relation) if _is_after(view, c, WordRole.HEARER))


def _is_after(view: View, noun: int, role: WordRole) -> bool:
    return any(view.has_role(c, role) for c in view.children(noun, "case"))
