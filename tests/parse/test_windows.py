"""Windows hold whole paragraphs; longer ones are cut where a sentence may end."""

from collections.abc import Sequence

import pytest

from onrecord.parse.windows import Window, make_windows, quote_states, word_case


def pieces_of(words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
    """A piece a letter pair, so that sizes are easily read."""
    return [(tuple(range(1000, 1000 + (len(word) + 1) // 2)), word_case(word)) for word in words]


def windows_of(*paragraphs: str, size: int) -> list[Window]:
    words = [paragraph.split() for paragraph in paragraphs]
    return make_windows(words, pieces_of=pieces_of, begin=101, separator=102, size=size)


def test_paragraphs_share_a_window_up_to_its_size() -> None:
    windows = windows_of("a b", "c d", "e f", size=7)

    assert [(w.first, w.paragraphs, len(w)) for w in windows] == [(0, (0, 2), 4), (4, (0,), 2)]
    assert windows[0].inputs["ids"].tolist() == [[101, 1000, 1000, 102, 1000, 1000, 102]]
    assert windows[0].inputs["first"].tolist() == [[1, 2, 4, 5]]


def test_further_pieces_have_a_case_of_their_own() -> None:
    (window,) = windows_of('Mali " saw NATO "', size=20)

    assert window.inputs["case"].tolist() == [[0, 2, 6, 0, 1, 6, 3, 6, 0, 0]]
    assert window.inputs["quote"].tolist() == [[0, 0, 0, 2, 1, 1, 1, 1, 2, 0]]
    assert window.inputs["mask"].tolist() == [[1] * 10]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("a b c d e . F g h i", [6, 4]),
        ("a b c d e . ” F g h", [7, 3]),
        ("a b c d e , f g h i", [6, 4]),
        ("a b c d e f g h i j", [8, 2]),
        ("a . B c d e f g h i", [8, 2]),
        ("a b c d e . f g h i", [8, 2]),
    ],
    ids=["sentence", "closing-quote", "clause", "hard", "too-early", "no-capital-follows"],
)
def test_long_paragraphs_are_cut_at_the_best_point(text: str, sizes: list[int]) -> None:
    windows = windows_of(text, size=10)

    assert [len(w) for w in windows] == sizes
    assert [w.first for w in windows] == [0, sizes[0]]


def test_no_window_is_larger_than_its_size() -> None:
    windows = windows_of("x " * 999, "yyyyyyyyyyyy " * 300, "", "z . " * 200, size=32)

    assert all(w.inputs["ids"].shape[1] <= 32 for w in windows)
    assert sum(map(len, windows)) == 999 + 300 + 400


def test_the_state_of_quotation_goes_on_over_a_cut() -> None:
    windows = windows_of('" ' + "a " * 20 + '"', size=12)

    assert windows[1].inputs["quote"][0, 1] == 1


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("a “ b ” c", [0, 2, 1, 2, 0]),
        ("`` b '' c", [2, 1, 2, 0]),
        ("« b » c", [2, 1, 2, 0]),
        ('" a " b " c', [2, 1, 2, 0, 2, 1]),
        ("„ a “ b ”", [2, 1, 2, 1, 2]),
    ],
)
def test_quotation_marks_open_and_close(words: str, states: list[int]) -> None:
    assert quote_states(words.split()) == states


def test_no_words_no_windows() -> None:
    assert windows_of("", size=10) == []
