"""The examples of the frames as tiny paragraphs: which word is a trigger, and which must be none.

The tables show what their words mean; a model that has read only news pages may think otherwise of a bare sentence.
"""

from collections.abc import Iterator
from itertools import count

from onrecord.lang import LanguagePack
from onrecord.lang.frames import Frame
from onrecord.parse import Parse
from training.events.cases import parse_sentence
from training.labels import EVENT_TYPES, IGNORE
from training.paragraph import Paragraph

__all__ = ["frame_paragraphs"]


def frame_paragraphs(pack: LanguagePack, *, first: int = 0) -> Iterator[Paragraph]:
    """A paragraph an example whose frame names one of its words: that word's type; none for a counter-example.

    Every other word is open.
    """
    numbers = count(first)
    lemmas: dict[str, set[str]] = {}
    for (_, lemma), entries in pack.frame_index.entries.items():
        for entry in entries:
            lemmas.setdefault(entry.frame.name, set()).add(lemma)
    for frame in pack.frames:
        for text, fits in ((frame.example, True), (frame.not_example, False)):
            if text:
                _, parse = parse_sentence(text, pack)
                labels = _labels(parse, frame, lemmas.get(frame.name, set()), fits=fits)
                if labels:
                    words = tuple(text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True))
                    yield Paragraph(words=words, labels={"trigger": labels}, document=next(numbers))


def _labels(parse: Parse, frame: Frame, lemmas: set[str], *, fits: bool) -> tuple[int, ...]:
    """The labels of the trigger; nothing where the frame names no word or, in an example, more than one."""
    named = [i for i in range(len(parse)) if parse.lemma[i] in lemmas]
    if not named or (fits and len(named) > 1):
        return ()
    label = 1 + EVENT_TYPES.index(frame.type) if fits else 0
    return tuple(label if i in named else IGNORE for i in range(len(parse)))
