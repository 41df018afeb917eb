"""`onrecord evaluate`: figures on gold."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.evaluate.evaluation import Evaluation, Group

# what a part of the gold is judged by; --json has all
MAIN = (
    "statements",
    "statements: speaker",
    "events: type",
    "events: type + countries",
    "positions",
    "type",
    "quad",
    "source country",
    "target country",
    "attribution",
    "content exact",
)


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--inputs", type=click.Path(path_type=Path), help="The cases' pages; else the folder `inputs` beside gold."
)
@click.option("--predictions", type=click.Path(exists=True, path_type=Path), help="Score these, of whatever program.")
@click.option("--ids", type=click.Path(exists=True, path_type=Path), help="Only the documents listed here, one a line.")
@click.option("--speech", is_flag=True, help="PolNeAR: only attributions whose cue is one of speech.")
@click.option("--every", is_flag=True, help="PLOVER: count every event found, not only as many as the gold has.")
@click.option("--bootstrap", type=click.IntRange(0), default=1000, show_default=True, help="Draws for the intervals.")
@click.option("--json", "as_json", is_flag=True, help="All figures of all parts as JSON.")
def command(
    *,
    gold: Path,
    inputs: Path | None,
    predictions: Path | None,
    ids: Path | None,
    speech: bool,
    every: bool,
    bootstrap: int,
    as_json: bool,
) -> None:
    """Read the texts of GOLD, compare what is found with what is annotated, and print figures with 95 % intervals.

    GOLD is a folder of annotated cases, the zip file of corrections that the desk exports, or JSON Lines with events
    (PLOVER) or attributions (PolNeAR). Where its documents are dated or its actors known, also by decade and region.

    \b
    Examples:
      onrecord evaluate corrections.zip
      onrecord evaluate cases/ --predictions mine/
      onrecord evaluate sentences.jsonl --json
    """
    import json
    from dataclasses import asdict

    from onrecord.evaluate.evaluation import Options, evaluate  # lazy: numpy, the model

    only = None if ids is None else _listed(ids)
    options = Options(inputs, predictions, only, speech=speech, every=every, bootstrap=bootstrap)
    result = evaluate(gold, options)
    if as_json:
        click.echo(json.dumps(asdict(result), indent=1))
    else:
        _show(result)


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(path.read_text("utf-8-sig").split())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--ids {path}: {error}; give a text file with one id a line") from error


def _show(result: "Evaluation") -> None:
    import pyarrow as pa

    from onrecord.cli.present import counted
    from onrecord.cli.tables import show_table

    whole, *parts = result.groups
    click.echo(
        f"{result.kind}: {counted(whole.documents, 'document')}, {len(result.missing)} of them without a prediction"
    )
    show_table(pa.Table.from_pylist(_rows(whole)))
    for by in ("region", "decade"):
        groups = [g for g in parts if g.by == by]
        if groups:
            click.echo("")
            show_table(pa.Table.from_pylist([_row(by, group) for group in groups]))


def _rows(group: "Group") -> list[dict[str, object]]:
    return [{"figure": m.name, "value": m.value, "from": m.low, "to": m.high, "of": m.gold} for m in group.figures]


def _row(by: str, group: "Group") -> dict[str, object]:
    values: dict[str, object] = {m.name: m.value for m in group.figures if m.name in MAIN}
    return {by: group.name, "documents": group.documents} | values
