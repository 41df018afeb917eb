"""What the frames ask of a clause: how it opens, and which of its words are content."""

from onrecord.find.view import View, Words
from onrecord.lang.cues import WordRole

__all__ = ["Content", "after_colon", "first_word", "is_infinitive", "opens_with_that", "trim_clause"]

Content = tuple[tuple[Words, ...], Words | None]  # content and hearer


def after_colon(view: View, verb: int, child: int) -> bool:
    """Whether a colon stands between a cue and a clause: "He warned: it is over"."""
    return any(view.parse.words[i] == ":" for i in range(verb + 1, child))


def trim_clause(view: View, ranges: list[Words]) -> tuple[Words, ...]:
    """The ranges of a clause without marks at their ends, and without the words that open it ("and that").

    Unlike `onrecord.find.contents.trim_content` it takes off every such word, also inside quotation marks: the tree has
    shown that a clause begins here.
    """
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
    """Whether an infinitive marker opens a clause: "vowed to close it"."""
    return any(view.has_role(m, WordRole.INFINITIVE) for m in view.children(word, "mark"))


def first_word(view: View, clause: int, verb: int) -> int:
    """The first word of a clause that follows a cue."""
    return max(verb + 1, view.parse.subtree(clause)[0])


def opens_with_that(view: View, clause: int) -> bool:
    """Whether a complementizer opens a clause: "that it was over"."""
    return any(view.has_role(m, WordRole.COMPLEMENTIZER) for m in view.children(clause, "mark"))
