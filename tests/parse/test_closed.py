"""Tags of closed classes stand on their words only."""

import numpy as np
import pytest

from onrecord.lang import load_pack
from onrecord.parse.closed import ClosedTags

LABELS = ["PART", "VERB", "NUM", "PUNCT"]


@pytest.mark.parametrize(
    ("word", "scores", "tag"),
    [
        pytest.param("to", [3, 2, 1, 0], "PART", id="a particle"),
        pytest.param("refused", [3, 2, 1, 0], "VERB", id="no particle"),
        pytest.param("threatened", [0, 2, 3, 0], "VERB", id="no number"),
        pytest.param("1990s", [0, 2, 3, 0], "NUM", id="digits"),
        pytest.param("XIV", [0, 2, 3, 0], "NUM", id="Roman numerals"),
        pytest.param("seven", [0, 2, 3, 0], "NUM", id="a number word"),
        pytest.param("vetoed", [0, 2, 1, 3], "VERB", id="no mark"),
        pytest.param("”", [0, 2, 1, 3], "PUNCT", id="a mark"),
    ],
)
def test_a_word_outside_a_class_takes_its_next_best_tag(word: str, scores: list[float], tag: str) -> None:
    tags = ClosedTags(load_pack("en").closed_tags, "upos", LABELS)

    assert LABELS[int(tags.best(np.array([scores], np.float32), [word])[0])] == tag
