"""The event head's scores as they fall on text that the encoder was not trained on.

The encoder has learned the very pages that the weights are fitted on, so its head is surer and righter there than
elsewhere. Here some of its triggers are lost, some confused, all made less sure, and some words that a frame knows are
proposed in vain. The shares are estimates set by hand, not fitted.
"""

import math
from dataclasses import replace
from random import Random

from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse, Trigger

__all__ = ["as_unseen"]

Scores = list[tuple[str, float]]
LOST = 0.13  # of the triggers that the head is fairly sure of
CONFUSED = 0.05  # the second type becomes the first
SURE = 0.3
LOSS = 3.5  # log odds
SHRINK, NOISE = 0.75, 0.6  # of all other log odds
FALSE = 0.12  # of the other words that a frame knows
FALSE_SCORES = (0.25, 0.92)
SEEN = 0.1  # a word with a lower score counts as not proposed


def as_unseen(parse: Parse, pack: LanguagePack, rng: Random) -> Parse:
    """The parse with triggers as on unseen text; unchanged where the model has no event head."""
    if not parse.event_head:
        return parse
    triggers: dict[int, Trigger] = {}
    for trigger in parse.triggers:
        types = _blurred(list(trigger.types), rng) if trigger.score >= SURE else list(trigger.types)
        triggers[trigger.word] = Trigger(trigger.word, tuple(types), trigger.statuses, max(s for _, s in types))
    seen = {t.word for t in parse.triggers if t.score >= SEEN}
    for word in range(len(parse)):
        entries = pack.frame_index.entries.get((parse.upos[word], parse.lemma[word]))
        if word not in seen and entries and rng.random() < FALSE:
            name, score = str(rng.choice(entries).frame.type), rng.uniform(*FALSE_SCORES)
            triggers[word] = Trigger(word, ((name, score),), (), score)
    return replace(parse, triggers=tuple(triggers[w] for w in sorted(triggers)))


def _blurred(types: Scores, rng: Random) -> Scores:
    fate = rng.random()
    if fate < LOST:
        return [(name, _chance(_log_odds(s) - LOSS)) for name, s in types]
    if fate < LOST + CONFUSED and len(types) > 1:
        (first, best), (second, next_best) = types[:2]
        return [(first, next_best), (second, best), *types[2:]]
    return [(name, _chance(SHRINK * _log_odds(s) + rng.gauss(0, NOISE))) for name, s in types]


def _log_odds(chance: float) -> float:
    return math.log(max(chance, 1e-4) / (1 - min(chance, 0.9999)))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
