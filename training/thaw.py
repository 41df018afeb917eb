"""A model's folder as a checkpoint again: `python -m training.thaw FOLDER CHECKPOINT`.

The inverse of `training.export`, but for what 7 bits a weight lose: a training can go on from the model that a release
ships, when its checkpoint is gone. The word pieces are taken from MiniLM again, as no training changes them.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.bases import Base, read_base
from training.crf import FORBIDDEN
from training.export import NAMES, save_weights
from training.graph import PARTS
from training.labels import SIDES
from training.network import CRF_HEADS, Model, Shape

PRODUCTS = ("attention_in", "attention_out", "inner_in", "inner_out")


def read_products(network: onnx.ModelProto, stored: Mapping[str, NDArray[Any]]) -> dict[str, torch.Tensor]:
    """The matrices of the network's products as float32, (inputs, outputs) each, by the name of what they give.

    `stored` holds the network's arrays by name.
    """
    found = {}
    for node in network.graph.node:
        name = node.input[1] if len(node.input) > 1 else ""
        if node.op_type == "MatMulInteger":
            stem = name.removesuffix("_quantized")
            whole = stored[name].astype(np.float32) - stored[f"{stem}_zero_point"].astype(np.float32)
            matrix = whole * stored[f"{stem}_scale"]
        elif node.op_type == "MatMul" and name in stored:
            matrix = stored[name].astype(np.float32)
        else:
            continue
        found[node.output[0].partition("_output_0")[0]] = torch.from_numpy(np.ascontiguousarray(matrix))
    return found


def place(part: str, layer: int) -> str:
    """The name of a layer's product, as torch.onnx names the layers' modules."""
    return f"/{part}_{layer}/MatMul" if layer else f"/{part}/MatMul"


def shape_of(products: Mapping[str, torch.Tensor]) -> Shape:
    """The heads and inner units of the layers whose products these are."""
    base = Base.MINILM
    size = base.width // base.heads
    outputs = ((products[place(part, i)].shape[1] for part in ("attention_in", "inner_in")) for i in range(base.layers))
    return Shape(base, layers=tuple((attending // (3 * size), inner) for attending, inner in outputs))


def inventory_of(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """The label inventories that a manifest's heads and relations imply."""
    shipped = {name: own for own, name in NAMES.items()}
    heads = {shipped.get(row["name"], row["name"]): list(row["labels"]) for row in manifest["heads"]}
    return {name: heads[name] for name in ("upos", "xpos", "names")} | {"deprel": list(manifest["relations"])}


@torch.no_grad()
def thaw(folder: Path) -> tuple[Model, dict[str, list[str]]]:
    """The model of a folder and its inventories.

    Raises:
        ValueError: the folder's network is not of the shape that `training.network` has now.
    """
    manifest = json.loads((folder / "labels.json").read_text("utf-8"))
    inventory = inventory_of(manifest)
    network = onnx.load(str(folder / "encoder.onnx"))
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in network.graph.initializer}
    products = read_products(network, stored)
    model = Model(inventory, shape_of(products))
    if sum(map(len, model.heads.values())) != sum(len(row["labels"]) for row in manifest["heads"]):
        raise ValueError(f"{folder}: other heads than training.network has")
    model.encoder.pieces.weight.copy_(read_base(Base.MINILM).pieces)
    state = model.state_dict()
    for name, value in stored.items():
        if name.startswith("model.") and name.removeprefix("model.") in state:
            state[name.removeprefix("model.")] = torch.from_numpy(value.copy())
    for i in range(len(model.encoder.layers)):
        for part in PRODUCTS:
            state[f"encoder.layers.{i}.{part}.weight"] = products.pop(place(part, i)).t()
    for part in ("arc_bias", "root"):
        state[f"{part}.weight"] = products.pop(f"/{part}/MatMul").t()
    joined, arc = products.values()  # of all projections, then of the arcs
    sizes = [getattr(model, part).out_features for part in PARTS]
    biases = torch.from_numpy(stored["bias"].copy()).split(sizes)
    for part, weight, bias in zip(PARTS, joined.t().split(sizes), biases, strict=True):
        state[f"{part}.weight"], state[f"{part}.bias"] = weight, bias
    state["arc_weight"] = arc
    with np.load(folder / "heads.npz") as arrays:
        state |= head_state({name: torch.from_numpy(arrays[name]) for name in arrays.files})
    model.load_state_dict(state)
    return model.eval(), inventory


def head_state(arrays: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights that `training.export.head_arrays` wrote, by their names in a checkpoint."""
    state = {
        "relation_out.weight": arrays["relation_weight"],
        "relation_out.bias": arrays["relation_bias"],
        "source_weight": arrays["source_weight"],
        "content_weight": arrays["content_weight"],
        "side_weight": torch.stack([arrays[f"{side}_weight"] for side in SIDES]),
    }
    nobody = {"no_source": "source", "no_cue": "content"} | {f"no_side.{k}": side for k, side in enumerate(SIDES)}
    for own, name in nobody.items():
        state[f"{own}.weight"] = arrays[f"{name}_none"][None]
        state[f"{own}.bias"] = arrays[f"{name}_none_bias"]
    for name in CRF_HEADS:
        transition, start = arrays[f"{name}_transitions"], arrays[f"{name}_start"]
        # What is forbidden is a constant of the network; what was learned beside it has no effect.
        state[f"crf.{name}.transition"] = torch.where(transition < FORBIDDEN / 2, 0.0, transition)
        state[f"crf.{name}.start"] = torch.where(start < FORBIDDEN / 2, 0.0, start)
    return state


def main() -> None:
    """Parse the options and write a checkpoint that `train --initial`, `tag`, `mix` and `export` take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    options = parser.parse_args()
    model, inventory = thaw(options.folder)
    save_weights(model, inventory, options.checkpoint)


if __name__ == "__main__":
    main()
