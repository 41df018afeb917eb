"""Train the encoder: `python -m training.train NAME --minutes 80`, or `--steps N`.

`--resume` goes on from the checkpoint, written every few minutes and when the process is told to end (SIGTERM). `--base
mpnet` trains a teacher; `--teachers` lets teachers' views join gold. `--without K` leaves out the cases of fold K.
"""

import argparse
import json
import signal
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from training.bases import Base
from training.batches import TaskBatches, shared_out
from training.features import Vocabulary
from training.feed import feed
from training.folds import without_fold
from training.inputs import Batch
from training.losses import Losses
from training.network import Model, Shape
from training.paths import DATA, WORK, base_model
from training.sources.records import read_paragraphs
from training.teachers import Teachers

ENCODER_RATES = {Base.MINILM: 1.6e-4, Base.MPNET: 6e-5}
HEAD_RATE = 8e-4
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
    rate = ENCODER_RATES[model.shape.base]
    groups = [{"params": encoder, "lr": rate, "top": rate}, {"params": heads, "lr": HEAD_RATE, "top": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=model.tags.weight.is_cuda)


def set_rates(optimizer: torch.optim.Optimizer, progress: Progress, scale: float) -> None:
    """Linear warm-up by steps, linear decay by the clock."""
    factor = scale * min(1.0, (progress.step + 1) / WARM_STEPS) * max(0.0, 1 - progress.share)
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * factor


def load_sources(vocabulary: Vocabulary, options: argparse.Namespace) -> list[TaskBatches]:
    """The batches of every task that has data."""
    sources = []
    for task in shared_out(options.shares):
        path = DATA / f"{task.name}.jsonl"
        if path.exists():
            paragraphs = read_paragraphs(path)
            if task.name == "cases":
                paragraphs = without_fold(paragraphs, options.without)
            sources.append(TaskBatches.load(task, paragraphs, vocabulary, size=options.batch, damaged=options.damaged))
    return sources


class Trainer:
    """A model in training, with all that a checkpoint keeps."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        torch.set_num_threads(options.threads)
        self.options = options
        self.path = WORK / f"{options.name}.pt"
        self.inventory = json.loads((DATA / "labels.json").read_text())
        self.device = torch.device(options.device)
        dropout = {"encoder_dropout": options.dropout} if options.dropout else {}
        stored = self._stored()
        base = Base[options.base.upper()]
        shape = Shape.of(stored["model"], base, **dropout) if stored else Shape(base, **dropout)
        self.model = Model(self.inventory, shape)
        self.progress = Progress(options.minutes, options.steps)
        self.model.to(self.device)
        self.optimizer = make_optimizer(self.model)
        self.average: Average | None = None
        self.stopped = False
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.report: dict[str, list[Tensor]] = defaultdict(list)
        self._load(stored)

    def _stored(self) -> dict[str, Any] | None:
        """The checkpoint to resume or to start from; its weights to train are `model`."""
        path = self.path if self.options.resume else self.options.initial
        if not path:
            return None
        stored: dict[str, Any] = torch.load(path, weights_only=False, map_location=self.device)
        return stored if self.options.resume else {"model": stored[self.options.weights]}

    def _load(self, stored: dict[str, Any] | None) -> None:
        """The checkpoint to resume, the one to start from, or MiniLM."""
        if stored is None:
            self.model.encoder.load_base()
        elif self.options.resume:
            self.model.load_state_dict(stored["model"])
            self.optimizer.load_state_dict(stored["optimizer"])
            progress = self.progress
            progress.step, progress.seconds, progress.tokens = stored["progress"]
            if stored["average"] is not None:
                self.average = Average(self.model)
                self.average.weights, self.average.count = stored["average"]
        else:
            missing, unknown = self.model.load_state(stored["model"])
            print(f"new: {', '.join(missing) or 'nothing'}; dropped: {', '.join(unknown) or 'nothing'}", flush=True)

    def save(self) -> None:
        """Write the checkpoint so that a break leaves the last one whole."""
        progress, average = self.progress, self.average
        parts = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "progress": (progress.step, progress.seconds, progress.tokens),
            "average": (average.weights, average.count) if average else None,
            "averaged": average.state(self.model) if average else self.model.state_dict(),
            "inventory": self.inventory,
            "options": vars(self.options),
        }
        half_written = self.path.with_suffix(".tmp")
        torch.save(parts, half_written)
        half_written.replace(self.path)

    def step(self, losses: Losses, batch: Batch) -> None:
        """One step on a batch."""
        set_rates(self.optimizer, self.progress, self.options.rate)
        parts = losses.of(batch)
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
        norm = torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        if torch.isfinite(norm):
            self.optimizer.step()
        else:
            print(f"{self.progress.step} {batch.task}: a step without finite gradients left out", flush=True)
        self.progress.step += 1
        self.progress.tokens += batch.size
        for key, value in parts.items():
            self.report[key].append(value.detach())
        if self.progress.share > AVERAGE_FROM:
            self.average = self.average or Average(self.model)
            self.average.update(self.model)

    def print_report(self, speed: float) -> None:
        """The mean losses since the last report."""
        values = " ".join(f"{k} {float(torch.stack(v).mean()):.3f}" for k, v in sorted(self.report.items()))
        progress = self.progress
        head = f"{progress.step} {progress.share:.3f} {speed:.0f}/s {progress.tokens / 1e6:.2f}M"
        print(f"{head} {values}", flush=True)
        self.report.clear()

    def run(self) -> None:
        """Train until the clock or the number of steps is out."""
        half = self.device.type != "cpu" or half_pays()
        teachers = Teachers.load(self.options.teachers, self.device) if self.options.teachers else None
        losses = Losses(self.model, half=half, teachers=teachers)
        vocabulary = Vocabulary.load(base_model() / "tokenizer.json")
        sources = load_sources(vocabulary, self.options)
        batches = feed(
            sources, vocabulary, seed=self.options.seed, step=self.progress.step, workers=self.options.workers
        )
        print(f"loaded; bfloat16 {half}; {sum(p.numel() for p in self.model.parameters()):,} parameters", flush=True)
        self.model.train()
        progress = self.progress
        begin = time.monotonic() - progress.seconds
        saved = reported = progress.seconds
        tokens = progress.tokens
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stopped", True))
        while progress.share < 1 and not self.stopped:
            self.step(losses, next(batches).to(self.device))
            progress.seconds = time.monotonic() - begin
            if progress.step % REPORT_STEPS == 0:
                self.print_report((progress.tokens - tokens) / (progress.seconds - reported))
                reported, tokens = progress.seconds, progress.tokens
            if progress.seconds - saved > CHECKPOINT_SECONDS:
                saved = progress.seconds
                self.save()
        self.save()
        minutes = progress.seconds / 60
        word = "stopped" if self.stopped else "done"
        print(f"{word}: {progress.step} steps, {progress.tokens:,} sub-tokens, {minutes:.1f} minutes", flush=True)


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the checkpoint's name in the work folder")
    parser.add_argument("--minutes", type=float, default=80.0)
    parser.add_argument("--steps", type=int, default=0, help="train so many steps instead of minutes")
    parser.add_argument("--rate", type=float, default=1.0, help="scale of the learning rates")
    parser.add_argument("--damaged", type=float, default=0.16, help="share of windows changed as bad pages change them")
    parser.add_argument(
        "--initial", default="", help="start from the weights of this checkpoint; heads it lacks begin anew"
    )
    parser.add_argument("--weights", choices=("averaged", "model"), default="averaged", help="which of its weights")
    parser.add_argument("--base", choices=[base.name.lower() for base in Base], default="minilm")
    parser.add_argument("--teachers", nargs="*", default=[], help="checkpoints whose views join gold")
    parser.add_argument("--without", type=int, default=-1, help="leave out the cases of this fold")
    parser.add_argument("--dropout", type=float, default=0.0, help="of the encoder, instead of the usual")
    parser.add_argument("--shares", default="", help='other shares of the tasks: "attribution=.5 cases=.25"')
    parser.add_argument("--batch", type=int, default=2048, help="sub-tokens a step")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches ahead, for a GPU")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    Trainer(parser.parse_args()).run()


if __name__ == "__main__":
    main()
