"""docs/cluster.md says what the code does: its Slurm script runs, its Kubernetes manifest names real options."""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from distributed import LocalCluster
from distributed.cli import dask_worker

from onrecord.cli.batch import command
from onrecord.store import Store

pytestmark = pytest.mark.filterwarnings("default")  # Dask warns of a busy machine

PAGE = (Path(__file__).parents[2] / "docs/cluster.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.S)
    assert found is not None
    return found[1]


@pytest.fixture
def jobqueue(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """dask-jobqueue with this machine for Slurm."""
    asked: list[dict[str, Any]] = []
    clusters: list[LocalCluster] = []

    def make(**options: Any) -> LocalCluster:
        asked.append(options)
        cluster = LocalCluster(n_workers=0, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0")
        cluster.scale = lambda jobs: LocalCluster.scale(cluster, min(jobs, 1))
        clusters.append(cluster)
        return cluster

    monkeypatch.setitem(sys.modules, "dask_jobqueue", SimpleNamespace(SLURMCluster=make))
    yield asked
    for cluster in clusters:
        cluster.close()


def test_the_slurm_script_reads_pages_into_a_store(jobqueue: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "CC-NEWS").mkdir()
    (tmp_path / "CC-NEWS" / "page.txt").write_text("Peru rejects\n\nPeru rejected on Monday a claim of Chile.")
    exec(compile(block("python").replace("/data", str(tmp_path)), "cluster.md", "exec"), {})

    assert jobqueue[0]["cores"] == 1
    assert Store(tmp_path / "news").table("articles").num_rows == 1


def test_the_kubernetes_manifest_names_real_options() -> None:
    manifest = yaml.safe_load(block("yaml"))
    worker = manifest["spec"]["worker"]["spec"]["containers"][0]["args"]
    known = {option for parameter in dask_worker.main.params for option in parameter.opts}
    service = manifest["spec"]["scheduler"]["service"]

    assert {arg for arg in worker if arg.startswith("--")} <= known
    assert service["selector"] == {"dask.org/cluster-name": "onrecord", "dask.org/component": "scheduler"}
    mounted = manifest["spec"]["worker"]["spec"]["containers"][0]["volumeMounts"]
    assert {m["name"] for m in mounted} == {v["name"] for v in manifest["spec"]["worker"]["spec"]["volumes"]}


def test_the_commands_on_the_page_have_the_options_of_batch() -> None:
    known = {option for parameter in command.params for option in parameter.opts}
    shown = [word for line in re.findall(r"onrecord batch[^`\n]*", PAGE) for word in shlex.split(line)]

    assert {word for word in shown if word.startswith("--")} <= known
