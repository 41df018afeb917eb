"""Words per CPU-second on one core: speed.py [--rounds N] [--json].

(a) network   the prototype's ONNX file run bare on the prepared windows of the texts: the yardstick, for good
(b) own       the shipped model's network as the parser runs it
(c) parse     parsing alone: words, windows, network, tags, trees, names, attributions, lemmas
(d) record    the whole record, from bytes

The texts are the inputs of ../shared/cases/open (or ONRECORD_SHARED). All four are timed on one article after another,
so that whatever else the machine does falls on all alike; given is the round with the median ratio of (d) to (a).
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"})

import onnxruntime  # noqa: E402  after the number of threads is set

from onrecord.lang import load_pack  # noqa: E402
from onrecord.parse import get_parser  # noqa: E402
from onrecord.reading import read_articles  # noqa: E402
from onrecord.record import read_records  # noqa: E402

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
SIMD = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "amx_int8", "asimd", "i8mm")
STAGES = ("network", "own", "parse", "record")
OUTPUTS = ("tags", "arcs", "rel", "link")


def bare(path: Path) -> Callable[[Any], Any]:
    """The network of a file, ready to run on a window's inputs in one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda inputs: session.run(OUTPUTS, inputs)


def simd() -> str:
    """The machine and those of its instructions that matter here."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    found = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = set((found.get("flags") or found.get("Features") or "").split())
    name = found.get("model name", platform.machine())
    return f"{name}: {' '.join(flag for flag in SIMD if flag in flags) or 'none of ' + ' '.join(SIMD)}"


def one_round(stages: dict[str, list[Callable[[], Any]]]) -> dict[str, float]:
    """CPU seconds of each stage, article by article."""
    spent = dict.fromkeys(stages, 0.0)
    for calls in zip(*stages.values(), strict=True):
        for name, call in zip(stages, calls, strict=True):
            start = time.process_time()
            call()
            spent[name] += time.process_time() - start
    return spent


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    paths = sorted((SHARED / "cases/open/inputs").glob("*.txt"))
    if not paths:
        sys.exit(f"{SHARED}: no cases/open/inputs; set ONRECORD_SHARED")
    start = time.perf_counter()
    pack = load_pack("en")
    parser = get_parser(pack)
    loading = time.perf_counter() - start
    inputs = [path.read_bytes() for path in paths]
    articles = [read_articles(data)[0] for data in inputs]
    windows = [parser.windows(article) for article in articles]
    network = bare(SHARED / "prototype/encoder.q8rr.onnx")
    stages: dict[str, list[Callable[[], Any]]] = {
        "network": [lambda w=w: [network(x.inputs) for x in w] for w in windows],
        "own": [lambda w=w: [parser.encoder.run(x) for x in w] for w in windows],
        "parse": [lambda a=a: parser.parse(a) for a in articles],
        "record": [lambda d=d: list(read_records(d)) for d in inputs],
    }
    words = sum(len(parser.parse(article)) for article in articles)
    for data in inputs:  # everything loaded and warm
        list(read_records(data))
    rounds = sorted((one_round(stages) for _ in range(given.rounds)), key=lambda r: r["network"] / r["record"])
    spent = rounds[len(rounds) // 2]
    rates = {name: words / seconds for name, seconds in spent.items()}
    ratios = {name: rates[name] / rates["network"] for name in STAGES}
    if given.json:
        print(json.dumps({"words": words, "loading": loading, "rates": rates, "ratios": ratios, "machine": simd()}))
        return
    print(
        f"{words} words of {len(articles)} articles, {given.rounds} rounds; model loaded in {loading:.2f} s; {simd()}"
    )
    for name in STAGES:
        print(f"{name:<8} {rates[name]:>8,.0f} words per CPU-second   {ratios[name]:.3f} of the bare network")


if __name__ == "__main__":
    main()
