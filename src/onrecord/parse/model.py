"""The model's files: the manifest `labels.json`, the arrays, the digests (see MODEL_FORMAT.md)."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError

__all__ = ["FORMAT", "Head", "Manifest", "load_arrays", "load_manifest"]

FORMAT = 1
_REQUIRED = ("sentence", "upos", "xpos", "names", "attribution")
_FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
_ARRAYS = (
    *(f"{head}_{array}" for head in ("names", "attribution") for array in ("transitions", "start")),
    *("relation_weight", "relation_bias"),
    *(f"{link}_{array}" for link in ("source", "content") for array in ("weight", "none", "none_bias")),
)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """Columns of the output `tags`: one a label, from `start` on."""

    name: str
    kind: str  # binary | softmax | sigmoid | crf
    start: int
    labels: tuple[str, ...]
    threshold: float = 0.5

    @property
    def columns(self) -> slice:
        """The head's columns."""
        return slice(self.start, self.start + len(self.labels))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `labels.json` says of a model; `digest` stands for all its files."""

    name: str
    version: str
    language: str
    window: int
    pieces: int
    begin: int
    separator: int
    unknown: int
    heads: Mapping[str, Head]
    relations: tuple[str, ...]
    digest: str


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a model's folder, after its files' digests are checked.

    Raises ModelError when a file is missing, damaged or of another format.
    """
    path = folder / "labels.json"
    raw = _read(path)
    try:
        table: dict[str, Any] = json.loads(raw)
    except ValueError as error:
        raise ModelError(f"{path}: damaged, not JSON; install Onrecord again") from error
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise ModelError(f"{path}: not a model of format {FORMAT}; install Onrecord again or train the model anew")
    try:
        manifest = _manifest(table, hashlib.sha256(raw).hexdigest())
        digests = {name: str(table["digests"][name]) for name in _FILES}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: incomplete ({error!r}); see MODEL_FORMAT.md") from error
    for name in _REQUIRED:
        if name not in manifest.heads:
            raise ModelError(f"{path}: no head {name!r}; see MODEL_FORMAT.md")
    for name, digest in digests.items():
        if hashlib.sha256(_read(folder / name)).hexdigest() != digest:
            raise ModelError(
                f"{folder / name}: damaged, its digest is not the one in labels.json; install Onrecord again"
            )
    return manifest


def load_arrays(folder: Path) -> Mapping[str, Floats]:
    """The arrays of `heads.npz`.

    Raises ModelError when the file is damaged or lacks an array.
    """
    path = folder / "heads.npz"
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: np.ascontiguousarray(archive[name], np.float32) for name in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path}: missing or damaged ({error}); install Onrecord again") from error
    missing = [name for name in _ARRAYS if name not in arrays]
    if missing:
        raise ModelError(f"{path}: no array {', '.join(missing)}; see MODEL_FORMAT.md")
    return arrays


def _manifest(table: Mapping[str, Any], digest: str) -> Manifest:
    heads = {
        row["name"]: Head(
            name=str(row["name"]),
            kind=str(row["kind"]),
            start=int(row["start"]),
            labels=tuple(map(str, row["labels"])),
            threshold=float(row.get("threshold", 0.5)),
        )
        for row in table["heads"]
    }
    return Manifest(
        name=str(table["name"]),
        version=str(table["version"]),
        language=str(table["language"]),
        window=int(table["window"]),
        pieces=int(table["pieces"]),
        begin=int(table["ids"]["begin"]),
        separator=int(table["ids"]["separator"]),
        unknown=int(table["ids"]["unknown"]),
        heads=heads,
        relations=tuple(map(str, table["relations"])),
        digest=digest,
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the model's file cannot be read; install Onrecord again") from error
