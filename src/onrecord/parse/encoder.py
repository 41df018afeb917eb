"""The encoder: word pieces and the network, one window a call, one thread, so that equal windows give equal bits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import ModelError
from onrecord.parse.model import Floats, Manifest
from onrecord.parse.windows import INPUTS, Window, word_case

__all__ = ["Encoder", "Outputs"]

# onnxruntime 1.32 adds and normalises faster apart than fused: 66 instead of 76 microseconds a word on AVX512-VNNI
# (benchmarks/speed.py, 2026-11-26).
_SLOW_FUSIONS = ["SkipLayerNormFusion"]
_OUTPUTS = ("tags", "arcs", "rel", "link")
_SIDES = "side"
_CACHE_SIZE = 20_000
_LONG_WORD = 200  # characters; the tokenizer calls a run of over 100 unknown, and no word keeps so many pieces
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network says of a window's words (see MODEL_FORMAT.md), without the batch axis."""

    tags: Floats
    arcs: Floats
    relations: Floats
    links: Floats
    sides: Floats | None = None  # None: a model without a head for the sides of events


class Encoder:
    """The network of a model's folder.

    Raises ModelError when a file cannot be loaded.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        import onnxruntime  # lazy: 0.2 s
        from tokenizers import Tokenizer  # lazy: only a parser needs it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_SLOW_FUSIONS,
            )
        except Exception as error:  # noqa: BLE001  onnxruntime has no base class of its errors
            raise ModelError(
                f"{folder / 'encoder.onnx'}: cannot be loaded ({error}); install Onrecord again"
            ) from error
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # noqa: BLE001  tokenizers raises bare Exception
            raise ModelError(f"{folder / 'tokenizer.json'}: cannot be loaded ({error})") from error
        self._inputs = [one.name for one in self._session.get_inputs()]
        outputs = {one.name for one in self._session.get_outputs()}
        self._outputs = (*_OUTPUTS, _SIDES) if _SIDES in outputs else _OUTPUTS
        self._check(folder / "encoder.onnx", manifest)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._keep = manifest.pieces
        self._unknown = (manifest.unknown,)
        self._cache: dict[str, tuple[tuple[int, ...], int]] = {}

    def _check(self, path: Path, manifest: Manifest) -> None:
        """Raises ModelError where the network is not the one that the manifest describes."""
        widths = {one.name: one.shape[-1] for one in self._session.get_outputs()}
        unknown = sorted({*self._inputs} - {*INPUTS}) + sorted({*_OUTPUTS} - {*widths})
        if unknown:
            raise ModelError(f"{path}: inputs or outputs differ: {', '.join(unknown)}; see MODEL_FORMAT.md")
        needed = max(head.columns.stop for head in manifest.heads.values())
        if isinstance(widths["tags"], int) and widths["tags"] < needed:
            raise ModelError(f"{path}: {widths['tags']} columns of tags, labels.json names {needed}")

    def run(self, window: Window) -> Outputs:
        """The network's outputs for a window."""
        inputs = {name: window.inputs[name] for name in self._inputs}
        return Outputs(*(output[0] for output in self._session.run(self._outputs, inputs)))

    def pieces(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """For each word the ids of its pieces and its case class."""
        cache = self._cache
        rows = list(map(cache.get, words))
        fresh = list(dict.fromkeys([word for word, row in zip(words, rows, strict=True) if row is None]))
        found = self._encode(fresh) if fresh else {}
        if fresh:
            if len(cache) + len(found) > _CACHE_SIZE:
                self._cache = cache = {}  # a new one: another thread may be reading the old
            cache.update((word, row) for word, row in found.items() if len(word) <= _LONG_WORD)
        return [row or found[word] for word, row in zip(words, rows, strict=True)]

    def _encode(self, words: Sequence[str]) -> dict[str, tuple[tuple[int, ...], int]]:
        plain = [_encodable(word[:_LONG_WORD]) for word in words]
        encoding = self._tokenizer.encode(plain, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for piece, number in zip(encoding.ids, encoding.word_ids, strict=True):
            if number is not None:  # never: no special tokens were asked for
                pieces[number].append(piece)
        return {
            word: (tuple(ids[: self._keep]) or self._unknown, word_case(word))
            for word, ids in zip(words, pieces, strict=True)
        }


def _encodable(word: str) -> str:
    """The word as the tokenizer can take it: without lone surrogates."""
    if word.isascii():
        return word
    return "".join(_REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in word)
