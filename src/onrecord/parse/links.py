"""Attributions: which content belongs to which cue, and which cue to which source."""

from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.parse.algebra import product, softmax
from onrecord.parse.model import Floats
from onrecord.parse.parse import Attribution, Span

__all__ = ["link_attributions"]


def link_attributions(spans: Sequence[Span], links: Floats, arrays: Mapping[str, Floats]) -> list[Attribution]:
    """The attributions of a window's spans of source, cue and content; cues without content are left out.

    An attribution's score is that of its least certain span or link.
    """
    sources, cues, contents = ([s for s in spans if s.label == label] for label in ("source", "cue", "content"))
    if not contents:
        return []
    width = links.shape[1] // 4
    seeking, source, content, sought = (links[:, at * width : (at + 1) * width] for at in range(4))
    cue_of = _choices(content[_firsts(contents)], sought[_firsts(cues)], "content", arrays)
    source_of = _choices(seeking[_firsts(cues)], source[_firsts(sources)], "source", arrays)
    groups: dict[tuple[bool, int], list[int]] = {}
    for i, (chosen, _) in enumerate(cue_of):
        has_cue = chosen < len(cues)
        groups.setdefault((has_cue, chosen if has_cue else i), []).append(i)
    found: list[Attribution] = []
    for (has_cue, number), members in groups.items():
        own = tuple(contents[i] for i in members)
        scores = [s.score for s in own] + [cue_of[i][1] for i in members]
        if not has_cue:
            found.append(Attribution(source=(), cue=(), content=own, score=min(scores)))
            continue
        chosen, score = source_of[number]
        speaker = (sources[chosen],) if chosen < len(sources) else ()
        scores += [score, cues[number].score, *(s.score for s in speaker)]
        found.append(Attribution(source=speaker, cue=(cues[number],), content=own, score=min(scores)))
    return found


def _firsts(spans: Sequence[Span]) -> list[int]:
    return [span.start for span in spans]


def _choices(left: Floats, right: Floats, link: str, arrays: Mapping[str, Floats]) -> list[tuple[int, float]]:
    """For each row of `left` the best row of `right`, or their number for none, and its probability."""
    if not len(left):
        return []
    none = left @ arrays[f"{link}_none"] + arrays[f"{link}_none_bias"]
    scores = np.concatenate([product(product(left, arrays[f"{link}_weight"]), right.T), none[:, None]], axis=1)
    best = scores.argmax(1)
    chances = softmax(scores)[np.arange(len(left)), best]
    return list(zip(best.tolist(), chances.tolist(), strict=True))
