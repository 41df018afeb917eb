"""Train the encoder: `python -m training.train NAME --minutes 80` (or `--steps N`); `--resume` goes on from the checkpoint."""

import argparse
import json
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.batches import TASKS, Schedule, TaskBatches
from training.features import Vocabulary
from training.losses import Losses, make_batch
from training.network import Model
from training.paths import DATA, WORK, base_model
from training.sources.records import read_paragraphs

BATCH = 2048  # sub-tokens
ENCODER_RATE, HEAD_RATE = 1.6e-4, 8e-4
WARM_STEPS = 150
AVERAGE_FROM, AVERAGE_DECAY = 0.55, 0.998
CHECKPOINT_SECONDS, REPORT_STEPS = 240.0, 100


@dataclass(slots=True)
class Progress:
    """How far the training is: by steps if their number is given, else by the clock."""

    minutes: float
    steps: int
    step: int = 0
    seconds: float = 0.0
    tokens: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.step / self.steps if self.steps else self.seconds / 60 / self.minutes


class Average:
    """A running average of the weights."""

    def __init__(self, model: Model) -> None:
        self.weights = [p.detach().clone() for p in model.parameters() if p.requires_grad]
        self.count = 0

    @torch.no_grad()
    def update(self, model: Model) -> None:
        """Move towards the model: a plain mean at first, then an exponential one."""
        self.count += 1
        towards = 1 - min(AVERAGE_DECAY, (self.count - 1) / self.count)
        live = [p.detach() for p in model.parameters() if p.requires_grad]
        torch._foreach_lerp_(self.weights, live, towards)

    def state(self, model: Model) -> dict[str, Tensor]:
        """The model's state with the averaged weights in it."""
        state = {name: value.clone() for name, value in model.state_dict().items()}
        names = [name for name, p in model.named_parameters() if p.requires_grad]
        for name, value in zip(names, self.weights, strict=True):
            state[name] = value.clone()
        return state


def half_pays() -> bool:
    """Whether products in bfloat16 are plainly faster here than in float32."""
    seconds = []
    for kind in (torch.float32, torch.bfloat16):
        a, b = torch.ones(2048, 384, dtype=kind), torch.ones(384, 1536, dtype=kind)
        a @ b
        begin = time.perf_counter()
        for _ in range(10):
            a @ b
        seconds.append(time.perf_counter() - begin)
    return seconds[1] < 0.7 * seconds[0]


def make_optimizer(model: Model) -> torch.optim.Optimizer:
    """AdamW with one rate for the encoder and one for the heads."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    ids = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in ids]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), foreach=True)


def set_rates(optimizer: torch.optim.Optimizer, progress: Progress, scale: float) -> None:
    """Linear warm-up by steps, linear decay by the clock."""
    factor = scale * min(1.0, (progress.step + 1) / WARM_STEPS) * max(0.0, 1 - progress.share)
    for group, rate in zip(optimizer.param_groups, (ENCODER_RATE, HEAD_RATE), strict=True):
        group["lr"] = rate * factor


def load_sources(vocabulary: Vocabulary, damaged: float) -> list[TaskBatches]:
    """The batches of every task."""
    return [
        TaskBatches.load(task, read_paragraphs(DATA / f"{task.name}.jsonl"), vocabulary, size=BATCH, damaged=damaged)
        for task in TASKS
    ]


def save(path: Path, parts: dict[str, Any]) -> None:
    """Write a checkpoint so that a break leaves the last one whole."""
    half_written = path.with_suffix(".tmp")
    torch.save(parts, half_written)
    half_written.replace(path)


def run(options: argparse.Namespace) -> None:
    """The whole training."""
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    torch.set_num_threads(options.threads)
    path = WORK / f"{options.name}.pt"
    vocabulary = Vocabulary.load(base_model() / "tokenizer.json")
    inventory = json.loads((DATA / "labels.json").read_text())
    model = Model(inventory)
    progress = Progress(options.minutes, options.steps)
    optimizer = make_optimizer(model)
    average: Average | None = None
    if options.resume:
        stored = torch.load(path, weights_only=False)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        progress.step, progress.seconds, progress.tokens = stored["progress"]
        if stored["average"] is not None:
            average = Average(model)
            average.weights, average.count = stored["average"]
    elif options.initial:
        stored = torch.load(options.initial, weights_only=False)
        model.load_state_dict(stored["averaged"])
    else:
        model.encoder.load_base()
    half = half_pays()
    losses = Losses(model, half=half)
    schedule = Schedule(load_sources(vocabulary, options.damaged), options.seed, progress.step)
    print(f"loaded; bfloat16 {half}; {sum(p.numel() for p in model.parameters()):,} parameters", flush=True)

    def keep() -> None:
        parts = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "progress": (progress.step, progress.seconds, progress.tokens),
            "average": (average.weights, average.count) if average else None,
            "averaged": average.state(model) if average else model.state_dict(),
            "inventory": inventory,
            "options": vars(options),
        }
        save(path, parts)

    model.train()
    report: dict[str, list[float]] = defaultdict(list)
    before, last_saved, last_report = progress.seconds, 0.0, (0.0, progress.tokens)
    begin = time.monotonic()
    trained = [p for p in model.parameters() if p.requires_grad]
    while progress.share < 1:
        name, windows = schedule.next()
        batch = make_batch(windows, vocabulary)
        set_rates(optimizer, progress, options.rate)
        parts = losses.of(name, batch)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.count(name, batch.size)
        progress.step += 1
        progress.tokens += batch.size
        for key, value in parts.items():
            report[key].append(float(value.detach()))
        progress.seconds = before + time.monotonic() - begin
        if progress.share > AVERAGE_FROM:
            average = average or Average(model)
            average.update(model)
        if progress.step % REPORT_STEPS == 0:
            elapsed = time.monotonic() - begin
            speed = (progress.tokens - last_report[1]) / (elapsed - last_report[0])
            last_report = (elapsed, progress.tokens)
            values = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(report.items()))
            print(
                f"{progress.step} {progress.share:.3f} {speed:.0f}/s {progress.tokens / 1e6:.2f}M {values}", flush=True
            )
            report.clear()
        if time.monotonic() - begin - last_saved > CHECKPOINT_SECONDS:
            last_saved = time.monotonic() - begin
            keep()
    keep()
    print(
        f"done: {progress.step} steps, {progress.tokens:,} sub-tokens, {progress.seconds / 60:.1f} minutes", flush=True
    )


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the checkpoint's name in the work folder")
    parser.add_argument("--minutes", type=float, default=80.0)
    parser.add_argument("--steps", type=int, default=0, help="train so many steps instead of minutes")
    parser.add_argument("--rate", type=float, default=1.0, help="scale of the learning rates")
    parser.add_argument("--damaged", type=float, default=0.22, help="share of windows changed as bad pages change them")
    parser.add_argument("--initial", default="", help="start from the averaged weights of this checkpoint")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
