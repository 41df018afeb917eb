"""The endless batches of a training, made ahead by worker processes where a GPU would wait for them."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.batches import HIDDEN, Schedule, TaskBatches
from training.features import Vocabulary
from training.inputs import Batch, make_batch

__all__ = ["feed"]

AHEAD = 8  # batches a worker


class _Batches(IterableDataset[Batch]):
    """Every worker draws from all data by its own seed; their batches are taken in turn.

    They travel as arrays: a tensor between processes costs a file descriptor each.
    """

    def __init__(self, sources: Sequence[TaskBatches], vocabulary: Vocabulary, seed: int, step: int) -> None:
        self.sources, self.vocabulary, self.seed, self.step = sources, vocabulary, seed, step

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        schedule = Schedule(self.sources, self.seed + 1000 * (worker.id if worker else 0), self.step)
        while True:
            name, windows = schedule.next()
            batch = make_batch(windows, self.vocabulary, task=name, hidden=HIDDEN[name])
            schedule.count(name, batch.size)
            yield batch.each(Tensor.numpy)


def feed(
    sources: Sequence[TaskBatches], vocabulary: Vocabulary, *, seed: int, step: int = 0, workers: int = 0
) -> Iterator[Batch]:
    """Batches for ever, from a seed and the step a training is at; `workers` 0 makes each when it is asked for."""
    batches = _Batches(sources, vocabulary, seed, step)
    drawn = DataLoader(
        batches,
        batch_size=None,
        num_workers=workers,
        prefetch_factor=AHEAD if workers else None,
        generator=torch.Generator().manual_seed(seed),  # from which the workers draw what they hide
    )
    for batch in drawn:
        yield batch.each(torch.from_numpy)
