"""Subjects behind their verbs, as a translation from a language that puts the verb first leaves them.

"Condemned the ministry the strikes": the encoder, which has read little of the kind, takes the first noun behind the
verb for its object.
"""

from collections.abc import Sequence
from itertools import pairwise

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks
from onrecord.parse.parse import Span

__all__ = ["with_subjects_behind"]

_TOLD = frozenset({"VBD", "VBN", "VBZ"})  # the forms that tell; a bare one orders
_OBJECTS = frozenset({"obj", "iobj"})
_BEFORE = frozenset({"obl", "advmod", "cc", "mark", "punct", "discourse", "aux"})  # what may stand before such a verb
_NO_SUBJECT = frozenset({"SCONJ", "PUNCT"})  # "[While] denied the ministry"
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT"})  # between the verb and the head of its subject
_NAMES = frozenset({"PERSON", "ORG"})
_PARTICLE = "compound:prt"


def with_subjects_behind(
    words: Sequence[str],
    tags: tuple[Sequence[str], Sequence[str]],
    tree: tuple[Sequence[int], list[str]],
    sentences: Sequence[int],
    names: Sequence[Span],
    pack: LanguagePack,
) -> list[str]:
    """The relations, with the first noun behind a verb that opens its sentence as the subject where it may act.

    `tags` are UPOS and XPOS, `tree` the heads and the relations.
    """
    heads, deprel = tree
    found = list(deprel)
    named: dict[int, str] = {i: n.label for n in names for i in range(n.start, n.end)}
    for start, end in pairwise([*sentences, len(words)]):
        root = next((i for i in range(start, end) if heads[i] == i), start)
        if tags[0][root] != "VERB" or tags[1][root] not in _TOLD or not words[start][:1].isupper():
            continue
        if root > start and tags[1][root - 1] == "PRP":
            continue
        own = [i for i in range(start, end) if heads[i] == root != i and tags[0][i] not in _NO_SUBJECT]
        if any(deprel[i].split(":")[0] not in _BEFORE for i in own if i < root) or any(
            deprel[i].startswith(("nsubj", "csubj", "expl")) or deprel[i] == "obl:agent" for i in own
        ):
            continue
        noun = next((i for i in own if i > root and deprel[i] in _OBJECTS), None)
        first = root + 1 + (root + 1 < end and deprel[root + 1] == _PARTICLE)
        if noun is None or not _follows((first, noun), root, heads, tags[0]):
            continue
        if named.get(noun) in _NAMES or pack.actor_index.roles.get(chunks(words[noun])):
            found[noun] = "nsubj"
            for i in range(start, root):
                if heads[i] == root and tags[0][i] in _NO_SUBJECT and deprel[i].startswith("nsubj"):
                    found[i] = "mark" if tags[0][i] == "SCONJ" else "punct"
    return found


def _follows(words: tuple[int, int], verb: int, heads: Sequence[int], upos: Sequence[str]) -> bool:
    """Whether the words between a verb and a noun all belong to the noun."""
    return all(upos[i] in _INSIDE and heads[i] != verb for i in range(*words))
