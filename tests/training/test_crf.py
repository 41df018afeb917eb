"""The CRF's loss and gradients against sums over all label paths."""

import itertools

import pytest

torch = pytest.importorskip("torch")

from training.crf import Crf  # noqa: E402
from training.labels import bio  # noqa: E402


def _reference(crf, emissions, allowed, lengths):
    transition, start = crf.matrices()
    total = 0.0
    for row, length in enumerate(lengths):
        free, bound = [], []
        for path in itertools.product(range(emissions.shape[2]), repeat=length):
            score = start[path[0]] + sum(emissions[row, i, path[i]] for i in range(length))
            score = score + sum(transition[path[i - 1], path[i]] for i in range(1, length))
            free.append(score)
            if all(allowed[row, i, path[i]] for i in range(length)):
                bound.append(score)
        total = total + torch.logsumexp(torch.stack(free), 0) - torch.logsumexp(torch.stack(bound), 0)
    return total / sum(lengths)


@pytest.mark.parametrize("way", ["loss", "tree_loss"])
def test_partial_loss_and_gradients_are_exact(way):
    torch.manual_seed(0)
    crf = Crf(bio(["a", "b"]))
    with torch.no_grad():
        crf.transition.normal_()
        crf.start.normal_()
    emissions = torch.randn(3, 4, 5, requires_grad=True)
    lengths = [4, 2, 1]
    mask = torch.arange(4)[None] < torch.tensor(lengths)[:, None]
    labels = torch.tensor([[0, 1, 2, 3], [1, 2, 0, 0], [3, 0, 0, 0]])
    allowed = torch.nn.functional.one_hot(labels, 5).bool()
    allowed[0, 1] = True
    allowed[1, 0, 0] = True
    inputs = [emissions, crf.transition, crf.start]
    expected = _reference(crf, emissions, allowed, lengths)
    found = getattr(crf, way)(emissions, allowed, mask)
    assert found.item() == pytest.approx(expected.item(), abs=1e-5)
    pairs = zip(torch.autograd.grad(expected, inputs), torch.autograd.grad(found, inputs), strict=True)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in pairs)


def test_rows_whose_labels_contradict_themselves_teach_nothing_in_either_way():
    torch.manual_seed(0)
    crf = Crf(bio(["a", "b"]))
    emissions = torch.randn(2, 3, 5, requires_grad=True)
    allowed = torch.nn.functional.one_hot(torch.tensor([[0, 2, 0], [0, 1, 2]]), 5).bool()  # an I after O
    mask = torch.ones(2, 3).bool()
    losses = [crf.loss(emissions, allowed, mask), crf.tree_loss(emissions, allowed, mask)]
    assert losses[0].item() == pytest.approx(losses[1].item(), abs=1e-5)
    for loss in losses:
        (gradient,) = torch.autograd.grad(loss, emissions)
        assert torch.isfinite(gradient).all()
        assert not gradient[0].any()


def test_long_windows_stay_exact_as_a_tree():
    torch.manual_seed(0)
    crf = Crf(bio(["a", "b", "c"]))
    emissions = torch.randn(2, 255, 7) * 6
    allowed = torch.rand(2, 255, 7) < 0.7
    allowed[..., 0] = True
    mask = torch.arange(255)[None] < torch.tensor([[255], [100]])
    ways = (crf.loss(emissions, allowed, mask), crf.tree_loss(emissions, allowed, mask))
    assert ways[0].item() == pytest.approx(ways[1].item(), abs=1e-5)


def test_an_inside_label_never_follows_another_type():
    crf = Crf(bio(["a", "b"]))
    transition, start = crf.matrices()
    labels = bio(["a", "b"])
    assert start[labels.index("I-a")] < -1000
    assert transition[labels.index("B-b"), labels.index("I-a")] < -1000
    assert transition[labels.index("B-a"), labels.index("I-a")] == 0
