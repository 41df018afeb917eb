"""Train the line model and export it to the package.

    ONRECORD_SHARED=../shared PYTHONPATH=src:. OMP_NUM_THREADS=1 python -m training.lines.train OUT.npz

Trained on pages/pasted_train (698 pages), the annotated cases but those set aside and the invented ones;
pages/pasted_dev only measures. Web pages are spliced with one another anew each time round, cases are set among
furniture and invented bylines. The exported arrays hold weights alone, no text. About five CPU-minutes a seed.
"""

import argparse
import time
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from onrecord.reading.features import BUCKETS, PageFeatures, page_features
from training.lines.export import export
from training.lines.network import PICKS, ROLES, LineNetwork, PageBatch
from training.lines.pages import (
    BODY,
    HEADLINE,
    Page,
    case_pages,
    mixed_pages,
    web_pages,
)
from training.lines.spliced import respliced

_BATCH = 16
_PASSAGE = 400  # lines of a page seen at once in training
_PICK_WEIGHT = 0.15
_WORDS_LOST = 0.15  # share of words taken for others: keeps the picks from learning pages by heart
_AVERAGE = 0.01  # step of the running mean of the weights, which is what is kept


def main() -> None:
    """Train by the command line's options."""
    options = _options()
    torch.set_num_threads(1)
    web = list(web_pages("train"))
    cases = [page for page in case_pages(3.0) if third_of(page.name) != options.without]
    dev = list(web_pages("dev"))
    pages = [
        *web,
        *cases,
        *mixed_pages(cases, web, copies=2, weight=1.0, seed=7),
        *(dev if options.everything else []),
    ]
    features = [page_features(page.lines) for page in pages]
    known = known_words(pages, features, options.sites)
    shapes = np.concatenate([f.base for f in features[: len(web)]])
    mean, deviation = shapes.mean(0), shapes.std(0) + 1e-3
    measured = [(page, page_features(page.lines)) for page in dev]
    states = []
    for seed in options.seeds:
        torch.manual_seed(seed)
        network = LineNetwork(len(mean), hidden=options.hidden, layers=options.layers, drop=options.drop)
        trainer = _Trainer(
            network,
            mean,
            deviation,
            seed,
            options.epochs * (len(pages) // _BATCH + 1),
            known,
        )
        trainer.splice = options.splice
        for epoch in range(options.epochs):
            loss = trainer.epoch(pages, features)
            said = trainer.measure(measured)
            print(
                f"seed {seed} epoch {epoch} loss {loss:.4f} dev {said} {time.process_time():.0f} s",
                flush=True,
            )
        states.append({name: value.numpy() for name, value in trainer.average.items()})
    export(states, mean, deviation, options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--seeds",
        type=int,
        nargs="+",
        default=[4, 6],
        help="of the networks whose mean is to decide",
    )
    parser.add_argument("--epochs", type=int, default=11)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--drop", type=float, default=0.45)
    parser.add_argument("--splice", type=float, default=0.4, help="share of web pages that get others' furniture")
    parser.add_argument("--sites", type=int, default=10, help="that a word must stand on to be known")
    parser.add_argument(
        "--without",
        type=int,
        help="leave out this third of the cases (0-2), to see how others fare",
    )
    parser.add_argument(
        "--everything",
        action="store_true",
        help="train on the development pages as well, for release",
    )
    return parser.parse_args()


def third_of(name: str) -> int:
    """Which third a case is in, the same on every run."""
    return zlib.crc32(name.encode()) % 3


def known_words(pages: list[Page], features: list[PageFeatures], least: int) -> np.ndarray:
    """Which buckets of words to give a vector: those of some sites, so that no site's own words are learnt by heart."""
    sites: dict[str, set[int]] = {}
    for page, one in zip(pages, features, strict=True):
        sites.setdefault(page.group, set()).update(np.unique(one.words).tolist())
    counts = np.zeros(BUCKETS, np.int64)
    for words in sites.values():
        counts[sorted(words)] += 1
    print(
        f"{len(sites)} sites, {(counts >= least).sum()} of {BUCKETS} buckets of words known",
        flush=True,
    )
    return (counts >= least).astype(np.float32)


class _Trainer:
    """The network, its optimiser and the running mean of its weights."""

    def __init__(
        self,
        network: LineNetwork,
        mean: np.ndarray,
        deviation: np.ndarray,
        seed: int,
        steps: int,
        known: np.ndarray,
    ) -> None:
        self.splice = 0.0  # share of web pages that get others' furniture, anew each epoch
        self.known = torch.from_numpy(known)[:, None]
        with torch.no_grad():
            network.words.weight *= self.known
        self.network, self.mean, self.deviation = network, mean, deviation
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.02)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimiser, 4e-3, total_steps=steps + 5, pct_start=0.15)
        self.chance = np.random.default_rng(seed)
        self.average = {name: value.clone() for name, value in network.state_dict().items()}

    def epoch(self, pages: list[Page], features: list[PageFeatures]) -> float:
        """One pass over the pages, those of a batch of like length."""
        self.network.train()
        pages, features = respliced(pages, features, share=self.splice, chance=self.chance)
        order = sorted(
            range(len(pages)),
            key=lambda i: len(pages[i].lines) + self.chance.random() * 60,
        )
        batches = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
        self.chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            passages = [self.passage(features[i], pages[i]) for i in batch]
            total += self.step(
                [p[0] for p in passages],
                [p[1] for p in passages],
                [pages[i] for i in batch],
            )
        return total / len(batches)

    def step(self, features: list[PageFeatures], labels: list[np.ndarray], pages: list[Page]) -> float:
        batch = PageBatch(features, self.mean, self.deviation)
        wanted = torch.from_numpy(np.concatenate(labels))
        weight = torch.cat([torch.full((len(y),), p.weight) for y, p in zip(labels, pages, strict=True)])
        out = self.network(batch)
        losses = nn.functional.cross_entropy(out[batch.mask][:, :ROLES], wanted, reduction="none", label_smoothing=0.02)
        loss = (losses * weight).sum() / weight.sum() + _PICK_WEIGHT * self.pick_loss(out, labels, pages)
        self.optimiser.zero_grad()
        loss.backward()
        self.network.words.weight.grad *= self.known
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, _AVERAGE)
        return float(loss.detach())

    def pick_loss(self, out: torch.Tensor, labels: list[np.ndarray], pages: list[Page]) -> torch.Tensor:
        """Of each page's lines, the right one is to score highest; where a whole page has none, none of them."""
        losses = []
        for row, (y, page) in enumerate(zip(labels, pages, strict=True)):
            for pick in range(PICKS):
                right = torch.from_numpy(y == HEADLINE + pick)
                if not right.any() and not page.complete:
                    continue
                scores = torch.cat(
                    (
                        out[row, : len(y), ROLES + pick],
                        self.network.none[pick : pick + 1],
                    )
                )
                right = torch.cat((right, ~right.any().reshape(1)))
                losses.append(torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
        return torch.stack(losses).mean() if losses else out.sum() * 0

    def passage(self, features: PageFeatures, page: Page) -> tuple[PageFeatures, np.ndarray]:
        """A page as people copy it: at times without its top or end, its blank lines, some of its words."""
        chance, n = self.chance, len(page.lines)
        low, high = 0, n
        if n > _PASSAGE + 100:
            low = int(chance.integers(0, n - _PASSAGE))
            high = low + _PASSAGE
        if n > 30 and chance.random() < 0.3:
            low = max(low, int(chance.integers(0, n // 3)))
        if n > 30 and chance.random() < 0.3:
            high = min(high, int(chance.integers(max(low + 10, 2 * n // 3), n + 1)))
        ends = np.append(features.starts[1:], len(features.words))
        words = features.words[features.starts[low] : ends[high - 1]]
        dropped = chance.random(len(words)) < _WORDS_LOST
        words = np.where(dropped, chance.integers(0, BUCKETS, len(words)), words).astype(np.int32)
        part = replace(
            features,
            base=features.base[low:high],
            words=words,
            starts=features.starts[low:high] - features.starts[low],
            alike=features.alike[low:high],
        )
        return part, page.labels[low:high]

    def measure(self, pages: list[tuple[Page, PageFeatures]]) -> str:
        """F1 of body lines, and how often the right headline, date line and byline are picked, by the mean weights."""
        network = LineNetwork(
            len(self.mean),
            hidden=self.network.enter.out_features,
            layers=len(self.network.mixers),
        )
        network.load_state_dict(self.average)
        network.eval()
        hit = said = true = 0
        picked: list[list[bool]] = [[] for _ in range(PICKS)]
        with torch.no_grad():
            for page, features in pages:
                out = network(PageBatch([features], self.mean, self.deviation))[0]
                body = out[:, :ROLES].softmax(-1)[:, BODY].numpy() > 0.45
                gold = page.labels == BODY
                hit += int((body & gold).sum())
                said += int(body.sum())
                true += int(gold.sum())
                for pick in range(PICKS):
                    right = page.labels == HEADLINE + pick
                    if right.any():
                        picked[pick].append(bool(right[int(out[:, ROLES + pick].argmax())]))
        picks = " ".join(f"{np.mean(p):.3f}" for p in picked)
        return f"line F1 {2 * hit / max(1, said + true):.4f} headline, date, byline {picks}"


if __name__ == "__main__":
    main()
