"""What the frames ask of a clause: how it opens, and which of its words are content."""

from onrecord.find.view import View, Words
from onrecord.lang.cues import WordRole

__all__ = ["Content", "after_colon", "first_word", "is_infinitive", "opens_with_that", "trim_clause"]

Content = tuple[tuple[Words, ...], Words | None]  # content and hearer


def after_colon(view: View, verb: int, child: int) -> bool:
    return any(view.parse.words[i] == ":" for i in range(verb + 1, child))


def trim_clause(view: View, ranges: list[Words], cue: int) -> tuple[Words, ...]:
    del cue
    result = []
    for k, piece in enumerate(ranges):
        start, end = view.strip(piece)
        while k == 0 and end - start > 1 and _opens(view, start):
            start, end = view.strip((start + 1, end))
        if start < end:
            result.append((start, end))
    return tuple(result)


def _opens(view: View, word: int) -> bool:
    return view.has_role(word, WordRole.COMPLEMENTIZER) or view.parse.upos[word] == "CCONJ"


def is_infinitive(view: View, word: int) -> bool:
    return any(view.has_role(m, WordRole.INFINITIVE) for m in view.children(word, "mark"))


def first_word(view: View, clause: int, verb: int) -> int:
    return max(verb + 1, view.parse.subtree(clause)[0])


def opens_with_that(view: View, clause: int) -> bool:
    return any(view.has_role(m, WordRole.COMPLEMENTIZER) for m in view.children(clause, "mark"))
