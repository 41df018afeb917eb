"""Time on texts that defeat careless patterns (no. 22 of docs/bad_inputs.md): of twice the text less than 2.5 times.

    python benchmarks/linear.py

Given is the CPU time of reading and of the whole record, the least of three runs, on a text and on one twice as long.
"""

import os
import sys
import time
from collections.abc import Callable

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"})

from onrecord.reading import read_articles
from onrecord.record import read_records

ASKED = 2.5
RUNS = 3
STORY = "Mali denied on Friday that its army had raided a village near the border, and said: "  # makes it one
# what repeats, how often at first (the record analyses 40,000 words and no more), what ends the text
TEXTS: dict[str, tuple[str, int, str]] = {
    "a letter, then a mark": ("a", 50_000, "!"),
    "spaces": (" ", 100_000, ""),
    "quotation marks": ('"', 10_000, ""),
    "said": ("said ", 10_000, ""),
    "brackets": ("((((", 2_500, ""),
    "digits and commas": ("1,", 10_000, ""),
    "Mr.": ("Mr.", 10_000, ""),
    "sentences without a stop": ("Mali denied it and ", 3_000, ""),
}


def measure() -> dict[str, tuple[float, float]]:
    """By text how many times as long reading and the whole record take of twice the text."""
    list(read_records("Mali denied it."))  # loads the model
    found = {}
    for name, (part, count, end) in TEXTS.items():
        texts = [(STORY + part * n + end).encode() for n in (count, 2 * count)]
        read, record = ([_seconds(work, text) for text in texts] for work in (read_articles, _record))
        found[name] = (read[1] / read[0], record[1] / record[0])
        print(f"{name:26} reading {read[0]:.3f} {read[1]:.3f} s, {found[name][0]:.2f} times", end="; ")
        print(f"record {record[0]:.3f} {record[1]:.3f} s, {found[name][1]:.2f} times", flush=True)
    return found


def _record(text: bytes) -> object:
    return list(read_records(text))


def _seconds(work: Callable[[bytes], object], text: bytes) -> float:
    spent = []
    for _ in range(RUNS):
        before = time.process_time()
        work(text)
        spent.append(time.process_time() - before)
    return max(min(spent), 1e-4)


if __name__ == "__main__":
    sys.exit(any(max(times) > ASKED for times in measure().values()))
