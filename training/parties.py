"""Mark the words that stand for somebody in the sets without events: `python -m training.parties`.

Teachers can then tell a pupil who acts on whom in these texts too (`teachers.py`): the layer `party` says which words
may be meant, and for which countries, as the product's own resolver sees them. Who is right is left to the teachers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from onrecord.lang import LanguagePack, load_pack
from onrecord.schema import Anchor, Article, Source
from training.paragraph import Paragraph
from training.paths import DATA
from training.sources.records import read_paragraphs, write_paragraphs
from training.sources.sides import named_words, set_of
from training.sources.texts import Words

__all__ = ["with_parties"]

SETS = ("names", "attribution", "silver", "syntax")


def with_parties(paragraphs: Sequence[Paragraph], pack: LanguagePack) -> list[Paragraph]:
    """The paragraphs of one document with the layer `party`.

    >>> from onrecord.lang import load_pack
    >>> p = Paragraph(words=("France", "warned", "Mali", "."), labels={})
    >>> with_parties([p], load_pack("en"))[0].labels["party"]
    (1, 0, 2, 0)
    """
    words = _joined(paragraphs)
    spans = [(words.starts[a], words.ends[b - 1]) for a, b in words.bounds()]
    body = tuple(Anchor(*span) for span in spans)
    article = Article(id="x", text=words.text, source=Source(digest="", kind="pasted"), body=body, language="en")
    party = [0] * len(words.starts)
    bits: dict[str, int] = {}
    for word, codes in named_words(article, words, pack):
        party[word] |= set_of(codes, bits)
    done = [p for p in paragraphs if not p.words]
    for p, (start, end) in zip((p for p in paragraphs if p.words), words.bounds(), strict=True):
        done.append(replace(p, labels=p.labels | {"party": tuple(party[start:end])}))
    return done


def _joined(paragraphs: Sequence[Paragraph]) -> Words:
    text, starts, ends, firsts = "", [], [], []
    for p in (p for p in paragraphs if p.words):
        firsts.append(len(starts))
        for word in p.words:
            starts.append(len(text))
            text += word
            ends.append(len(text))
            text += " "
        text = text[:-1] + "\n"
    return Words(text, tuple(starts), tuple(ends), tuple(firsts))


def _marked(paragraphs: Sequence[Paragraph], pack: LanguagePack) -> Iterator[Paragraph]:
    for _, document in groupby(paragraphs, key=lambda p: p.document):
        yield from with_parties(list(document), pack)


def main() -> None:
    """Mark every set in place."""
    pack = load_pack("en")
    for name in SETS:
        path = DATA / f"{name}.jsonl"
        if path.exists():
            count, words = write_paragraphs(path, list(_marked(read_paragraphs(path), pack)))
            print(f"{name:12} {count:7,} paragraphs {words:9,} words", flush=True)


if __name__ == "__main__":
    main()
