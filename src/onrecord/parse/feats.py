"""Morphological features: from the model's `feats.*` heads, or read off the Penn tags where it has none."""

from collections.abc import Mapping, Sequence

from onrecord.parse.model import Floats, Head

__all__ = ["feats_from_heads", "feats_from_tags"]

_PREFIX = "feats."
# Penn tag: (Mood, Tense, VerbForm) as UD English has them.
_VERBS = {
    "VBD": ("Ind", "Past", "Fin"),
    "VBP": ("Ind", "Pres", "Fin"),
    "VBZ": ("Ind", "Pres", "Fin"),
    "MD": ("", "", "Fin"),
    "VB": ("", "", "Inf"),
    "VBN": ("", "Past", "Part"),
    "VBG": ("", "Pres", "Part"),
}
_PASSIVE_CHILDREN = frozenset({"aux:pass", "nsubj:pass", "csubj:pass"})


def feats_from_tags(xpos: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> list[str]:
    """Mood, Tense, VerbForm and Voice of verbs; a participle is passive where the tree says so.

    >>> feats_from_tags(["NN", "VBD", "VBN"], [2, 2, 2], ["nsubj:pass", "aux:pass", "root"])
    ['', 'Mood=Ind|Tense=Past|VerbForm=Fin', 'Tense=Past|VerbForm=Part|Voice=Pass']
    """
    passive = {heads[i] for i, relation in enumerate(relations) if relation in _PASSIVE_CHILDREN}
    return [
        _join(_VERBS[tag], voice="Pass" if i in passive and tag == "VBN" else "") if tag in _VERBS else ""
        for i, tag in enumerate(xpos)
    ]


def _join(verb: tuple[str, str, str], *, voice: str) -> str:
    named = zip(("Mood", "Tense", "VerbForm", "Voice"), (*verb, voice), strict=True)
    return "|".join(f"{name}={value}" for name, value in named if value)


def feats_from_heads(tags: Floats, heads: Mapping[str, Head]) -> list[str] | None:
    """The features by the model's own heads; None where it has none."""
    own = sorted((head for name, head in heads.items() if name.startswith(_PREFIX)), key=lambda head: head.name)
    if not own:
        return None
    columns = []
    for head in own:
        name = head.name.removeprefix(_PREFIX)
        cells = [f"{name}={label}" if label else "" for label in head.labels]
        columns.append([cells[i] for i in tags[:, head.columns].argmax(1).tolist()])
    cache: dict[tuple[str, ...], str] = {}
    found = []
    for row in zip(*columns, strict=True):
        if row not in cache:
            cache[row] = "|".join(cell for cell in row if cell)
        found.append(cache[row])
    return found
