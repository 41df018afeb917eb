"""Write a checkpoint as a model's folder: `python -m training.export CHECKPOINT FOLDER`; `--full` keeps float32."""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.features import CLS, LONGEST, SEP, UNKNOWN
from training.graph import INPUTS, OUTPUTS, Shipped, example
from training.labels import FEATURES, SIDES
from training.network import CRF_HEADS, Model, Shape
from training.paths import ROOT, base_model

FORMAT, WINDOW = 1, 256
NAMES = {"start": "sentence", **{name: f"feats.{name}" for name in FEATURES}}


def load_model(path: Path, *, averaged: bool = True) -> Model:
    """The model of a checkpoint, with its averaged weights unless told otherwise."""
    stored = torch.load(path, weights_only=False, map_location="cpu")
    state = stored["averaged" if averaged else "model"]
    model = Model(stored["inventory"], Shape.of(state))
    model.load_state(state)
    return model.eval()


def save_weights(model: Model, inventory: dict[str, list[str]], path: Path) -> None:
    """A model's weights as a checkpoint that `train --initial`, `tag`, `mix` and `load_model` take."""
    torch.save({"averaged": model.state_dict(), "inventory": inventory, "options": {"base": "minilm"}}, path)


def write_network(model: Model, path: Path) -> None:
    """The float32 network as ONNX."""
    words, pieces = {0: "batch", 1: "words"}, {0: "batch", 1: "pieces"}
    axes = {**dict.fromkeys(INPUTS, pieces), "first": words, **dict.fromkeys(OUTPUTS, words)}
    axes["arcs"] = {**words, 2: "words"}
    torch.onnx.export(
        Shipped(model).eval(),
        example(),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Weights to 7 bits a channel: right on machines with and without VNNI; the word pieces to 8 bits a row.

    The small tables (positions, case, quotation) stay in float32: rounding them, or the word pieces with one scale for
    all, costs half a point of the sentences.
    """
    network = onnx.load(str(source))
    quantise_rows(network, "pieces.weight")
    rounded = source.with_name("rounded.onnx")
    onnx.save(network, str(rounded))
    quantize_dynamic(
        str(rounded),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul"],
    )


def quantise_rows(network: onnx.ModelProto, suffix: str) -> None:
    """Keep the table whose name ends in `suffix` as int8 with a scale a row; what is looked up becomes float again."""
    graph = network.graph
    (table,) = (t for t in graph.initializer if t.name.endswith(suffix))
    (place,) = (i for i, node in enumerate(graph.node) if node.op_type == "Gather" and node.input[0] == table.name)
    lookup = graph.node[place]
    values = numpy_helper.to_array(table)
    scale = np.abs(values).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    whole = np.rint(values / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(whole, "pieces_int8"))
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), "pieces_scale"))
    ids, out = lookup.input[1], lookup.output[0]
    nodes = [
        helper.make_node("Gather", ["pieces_int8", ids], ["pieces_found"], "pieces_found"),
        helper.make_node("Gather", ["pieces_scale", ids], ["pieces_scale_found"], "pieces_scale_found"),
        helper.make_node("Cast", ["pieces_found"], ["pieces_float"], "pieces_float", to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", ["pieces_float", "pieces_scale_found"], [out], "pieces_scaled"),
    ]
    graph.node.remove(lookup)
    for node in reversed(nodes):
        graph.node.insert(place, node)


def head_rows(model: Model, thresholds: dict[str, float]) -> list[dict[str, Any]]:
    """The manifest's rows for the tag heads."""
    rows: list[dict[str, Any]] = []
    start = 0
    for name, labels in model.heads.items():
        kind = "binary" if name == "start" else "crf" if name in CRF_HEADS else "softmax"
        shown = ["" if label == "_" and name in FEATURES else label for label in labels]
        row: dict[str, Any] = {"name": NAMES.get(name, name), "kind": kind, "start": start, "labels": shown}
        if name in thresholds:
            row["threshold"] = thresholds[name]
        rows.append(row)
        start += len(labels)
    return rows


@torch.no_grad()
def head_arrays(model: Model) -> dict[str, NDArray[np.float32]]:
    """The arrays that finish what the network begins."""
    arrays: dict[str, torch.Tensor] = {
        "relation_weight": model.relation_out.weight,
        "relation_bias": model.relation_out.bias,
        "source_weight": model.source_weight,
        "source_none": model.no_source.weight[0],
        "source_none_bias": model.no_source.bias,
        "content_weight": model.content_weight,
        "content_none": model.no_cue.weight[0],
        "content_none_bias": model.no_cue.bias,
    }
    for k, side in enumerate(SIDES):
        none = model.no_side[k]
        assert isinstance(none, torch.nn.Linear)
        arrays |= {
            f"{side}_weight": model.side_weight[k],
            f"{side}_none": none.weight[0],
            f"{side}_none_bias": none.bias,
        }
    for name in CRF_HEADS:
        arrays[f"{name}_transitions"], arrays[f"{name}_start"] = model.chain(name).matrices()
    return {name: value.detach().numpy().astype(np.float32) for name, value in arrays.items()}


def write_tokenizer(path: Path) -> None:
    """MiniLM's tokenizer without padding and truncation."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path), pretty=False)


def export(model: Model, folder: Path, *, version: str, full: bool, thresholds: dict[str, float]) -> None:
    """The whole folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        network = Path(scratch) / "encoder.onnx"
        write_network(model, network)
        onnx.checker.check_model(str(network))
        if full:
            shutil.copy(network, folder / "encoder.onnx")
        else:
            quantise(network, folder / "encoder.onnx")
    np.savez(folder / "heads.npz", **head_arrays(model))  # type: ignore[arg-type]
    write_tokenizer(folder / "tokenizer.json")
    files = ("encoder.onnx", "heads.npz", "tokenizer.json")
    manifest = {
        "format": FORMAT,
        "name": "onrecord-en",
        "version": version,
        "language": "en",
        "window": WINDOW,
        "pieces": LONGEST,
        "ids": {"begin": CLS, "separator": SEP, "unknown": UNKNOWN},
        "heads": head_rows(model, thresholds),
        "relations": model.relations,
        "digests": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
    }
    (folder / "labels.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.copy(ROOT / "training" / "LICENSE-WEIGHTS", folder / "LICENSE-WEIGHTS")


def main() -> None:
    """Parse the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--full", action="store_true", help="float32")
    parser.add_argument("--last", action="store_true", help="the last weights instead of the averaged ones")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--trigger-threshold", type=float, default=0.5)
    options = parser.parse_args()
    model = load_model(options.checkpoint, averaged=not options.last)
    thresholds = {"trigger": options.trigger_threshold}
    export(model, options.folder, version=options.version, full=options.full, thresholds=thresholds)
    size = (options.folder / "encoder.onnx").stat().st_size
    print(f"{options.folder}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
