"""What a worker keeps from page to page is bounded, and what is kept changes nothing."""

from functools import _lru_cache_wrapper
from importlib import import_module

import numpy as np
import pytest

from onrecord.lang import flags, frames, load_pack, name_kinds, stances
from onrecord.lang.flags import FlagWeights, plain_flags
from onrecord.lang.frames import WeightSums
from onrecord.lang.stances import StanceSums, packed
from onrecord.parse import tokens
from onrecord.parse.tokens import WordSplitter
from onrecord.reading import features


def _named(*words: str) -> tuple[str, ...]:
    return words


def test_sums_of_weights_are_bounded_and_the_same_when_they_were_forgotten() -> None:
    sums = WeightSums({"a": 0.1, "b": 0.2, "c": 0.3}, kept=2)
    parts = [(_named, "a", "b"), (_named, "b", "c"), (_named, "c", "a"), (_named, "a", "b")]
    assert [sums[part] for part in parts] == [0.1 + 0.2, 0.2 + 0.3, 0.3 + 0.1, 0.1 + 0.2]
    assert len(sums) <= 2


def test_a_sum_that_hardly_comes_again_is_not_kept() -> None:
    sums = WeightSums({"a": 0.1, "b": 0.2, "c": 0.3})
    assert sums.total(["c", "a", "x", "b"]) == sums[_named, "c", "a", "x", "b"]
    assert len(sums) == 1


def test_heaviest_options_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_MOST", 2)
    sums = WeightSums({"a": 0.1, "b": 0.2})
    for _ in range(2):
        assert [sums.most((n,), [[(_named, "a")], [(_named, "b")]]) for n in range(5)] == [0.2] * 5
    assert len(sums._most) <= 2  # noqa: SLF001


def test_sums_of_flags_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flags, "_KEPT", 2)
    weights = FlagWeights(plain_flags([("near", "", 1.0), *(("near", f"c{n}", float(n)) for n in range(5))]))
    for _ in range(2):
        assert [weights.sums([f"c{n}"])["near"] for n in range(5)] == [1000 * (n + 1) for n in range(5)]
    assert len(weights._sums) <= 2  # noqa: SLF001


def test_sums_of_stances_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stances, "_SUMS", 2)
    sums = StanceSums(packed({"a": (1.0, 0.5), "b": (0.0, -2.0)}))
    for _ in range(2):
        assert [sums.scores(sums[tuple, f], 2) for f in "abc"] == [[1.0, 0.5], [0.0, -2.0], [0.0, 0.0]]
    assert len(sums) <= 2


def test_chunks_scores_of_names_and_lines_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((tokens, "_CACHE_SIZE"), (name_kinds, "_CACHED"), (features, "_MAX_REMEMBERED")):
        monkeypatch.setattr(module, name, 3)
    pack = load_pack("en")
    split, kinds, lines = (
        WordSplitter(pack.words),
        name_kinds.NameKinds(pack.people_index, pack.actor_index.countries),
        features._Remembered(),
    )  # noqa: SLF001
    for _ in range(2):
        assert [split(f"no-{n}") for n in range(9)] == [[(0, 2), (2, 3), (3, 4)]] * 9
    names = [["lomidze"], ["okafor"], ["sato"], ["silva"], ["novak"], ["haddad"]]
    first, again = ([kinds.scores([name]) for name in names] for _ in range(2))
    assert all(map(np.array_equal, first, again))
    texts = [f"Menu {n}" for n in range(9)]
    assert [lines[text] for text in texts] == [features._line_wording(text) for text in texts]  # noqa: SLF001
    assert max(len(split._cache), len(kinds._scores), len(lines)) <= 4  # noqa: SLF001


@pytest.mark.parametrize("name", ["onrecord.lang.actor_index", "onrecord.find.stance_features"])
def test_what_is_remembered_of_a_pages_words_has_a_bound(name: str) -> None:
    kept = [f for f in vars(import_module(name)).values() if isinstance(f, _lru_cache_wrapper)]
    assert kept
    assert all(f.cache_parameters()["maxsize"] for f in kept)
