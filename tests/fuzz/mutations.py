"""Inputs for fuzzing: kept ones, and what damage makes of them. All are our own."""

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parent / "corpus"
# by default a run of seconds; ONRECORD_FUZZ=20000 for a night's
EXAMPLES = int(os.environ.get("ONRECORD_FUZZ", "40"))
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=20_000,
    derandomize="ONRECORD_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LIMIT = 20_000


def kept(kind: str) -> list[Path]:
    """The kept inputs of a reader."""
    return sorted((CORPUS / kind).iterdir())


@st.composite
def damaged(draw: Callable[..., bytes], kind: str, tokens: tuple[bytes, ...] = ()) -> bytes:
    """A kept input, cut, doubled, spliced with another, with bytes flipped and telling pieces put in."""
    whole = [path.read_bytes() for path in kept(kind)]
    data = draw(st.sampled_from(whole))
    pieces = st.sampled_from((*tokens, b"\0", b"\xff", b"\r\n", b"\xe2\x80", "\u202e".encode())) | st.binary(max_size=6)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        to = draw(st.integers(at, min(len(data), at + 200)))
        match draw(st.sampled_from(("cut", "drop", "double", "put", "splice", "flip"))):
            case "cut":
                data = data[:at]
            case "drop":
                data = data[:at] + data[to:]
            case "double":
                data = data[:to] + data[at:to] * draw(st.integers(1, 30)) + data[to:]
            case "put":
                data = data[:at] + draw(pieces) + data[at:]
            case "splice":
                other = draw(st.sampled_from(whole))
                data = data[:at] + other[draw(st.integers(0, len(other))) :]
            case "flip" if at < len(data):
                data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
    return data[:LIMIT]


def damaged_text(kind: str, tokens: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """The same as text; now and then any text at all."""
    told = tuple(t.encode() for t in tokens)
    return damaged(kind, told).map(lambda data: data.decode("utf-8", "surrogateescape")) | st.text(max_size=200)
