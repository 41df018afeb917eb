"""What a command says where the extra that it needs is not installed."""

import sys
import tomllib
from pathlib import Path

import pytest

from onrecord.cli import ANALYSE, main


def test_a_missing_extra_is_named_and_no_traceback_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    examples = Path(__file__).parents[2] / "examples" / "strait"
    store = str(tmp_path / "store")
    with pytest.raises(SystemExit) as done:
        main(["batch", str(examples), "--into", store, "--workers", "1"])
    assert not done.value.code
    for name in [name for name in sys.modules if name.split(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scipy", None)
    capsys.readouterr()
    with pytest.raises(SystemExit) as done:
        main(["pair", store, "CHL", "PER"])
    assert done.value.code == 1
    assert capsys.readouterr().err == "onrecord: this command needs scipy: pip install 'onrecord[analyse]'\n"


def test_the_names_are_those_of_the_extra() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert set(project["project"]["optional-dependencies"]["analyse"]) == ANALYSE
