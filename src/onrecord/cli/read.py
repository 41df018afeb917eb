"""`onrecord read`: pages in, records out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import InputError, UsageError

if TYPE_CHECKING:
    from onrecord.lang import LanguagePack
    from onrecord.reading import ReadReport
    from onrecord.schema import Record


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|-|FOLDER...")
@click.option("--json", "as_json", is_flag=True, help="One JSON document (a list where there are several records).")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="JSON Lines: one record a line.")
@click.option("--date", help="Publication date (YYYY-MM-DD) where the page states none.")
@click.option("--from", "kind", help="Kind of input (pasted, html, ...); else recognised by content.")
@click.option("--actors", type=click.Path(path_type=Path), help="Your own actors: a .tsv table or PETRARCH's format.")
@click.option("--explain", is_flag=True, help="Show rule, score and chain of each item.")
def command(
    *,
    sources: tuple[str, ...],
    as_json: bool,
    as_jsonl: bool,
    date: str | None,
    kind: str | None,
    actors: Path | None,
    explain: bool,
) -> int:
    """Read pages and print their records: for people by default, else as JSON.

    FILE may be HTML, pasted text or any other kind that can be read; `-` is standard input; of a FOLDER every file is
    read but hidden ones, links and stores. A file that cannot be read costs one line on standard error and exit code
    1; the others are read all the same. What is left out of a file (a damaged line, a member) is counted there as well.

    \b
    Examples:
      onrecord read page.txt
      pbpaste | onrecord read - --date 2022-05-27
      onrecord read page.html --explain
      onrecord read folder/ --jsonl > records.jsonl
    """
    if as_json and as_jsonl:
        raise UsageError("--json and --jsonl exclude each other; give one")
    if date is not None:
        from onrecord.reading.options import checked_day

        date = checked_day(date)
    failures: list[str] = []
    pack = None if actors is None else _pack_with(actors)
    records = _records(_files(sources, failures), kind=kind, date=date, pack=pack, failures=failures)
    if as_json:
        _print_json(list(records), single=len(sources) == 1)
    elif as_jsonl:
        _print_jsonl(records)
    else:
        _print_readable(records, explain=explain)
    return 1 if failures else 0


def _files(sources: tuple[str, ...], failures: list[str]) -> list[Path | None]:
    """The files to read, in order; None is standard input."""
    from onrecord.reading.folders import files_below

    files: list[Path | None] = []
    for source in sources:
        path = Path(source)
        if source == "-":
            files.append(None)
        elif path.is_dir():
            before = len(failures)
            held = files_below(path, lambda _: None, lambda below, why: _fail(f"{below}: {why}", failures))
            files += [p for p in held if p.is_file()]
            if not held and len(failures) == before:
                _fail(f"{source}: no file to read in this folder", failures)
        elif path.is_file():
            files.append(path)
        else:
            _fail(f"{source}: no such file, or not a regular one", failures)
    return files


def _pack_with(path: Path) -> "LanguagePack":
    from onrecord.lang import load_pack, with_actors
    from onrecord.lang.own_actors import load_own_actors

    return with_actors(load_pack("en"), load_own_actors(path))


def _records(
    files: list[Path | None], *, kind: str | None, date: str | None, pack: "LanguagePack | None", failures: list[str]
) -> "Iterator[Record]":
    from onrecord.reading import ReadReport
    from onrecord.record import read_records  # lazy: numpy, tokenizers, onnxruntime

    with _progress(len(files)) as advance:
        for path in files:
            report = ReadReport()
            try:
                source = _standard_input() if path is None else path
                yield from read_records(source, kind=kind, date=date, pack=pack, report=report)
            except InputError as error:
                _fail(str(error), failures)
            _say_losses("input" if path is None else path.name, report, failures)
            advance()


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError("-: standard input is closed")
    return sys.stdin.buffer.read()


def _say_losses(name: str, report: "ReadReport", failures: list[str]) -> None:
    """What a file held and its records do not: a failure where no record came of it."""
    losses = [loss for loss in report.losses if loss.code != "no-text"]  # which the record itself says
    if losses or (report.skipped and not report.articles):
        first = f"; first {losses[0].place}: {losses[0].message}" if losses else "; there is no article in it"
        _fail(f"{name}: {report.left_out()}{first}", [] if report.articles else failures)


def _fail(message: str, failures: list[str]) -> None:
    from onrecord.cli.present import plain  # lazy: kept beside the other commands' needs

    failures.append(message)
    click.echo(f"onrecord: {plain(message)}", err=True)


def _print_json(records: "list[Record]", *, single: bool) -> None:
    from onrecord.cli.present import echo_data
    from onrecord.export.json import to_json

    if single and len(records) == 1:
        echo_data(to_json(records[0], indent=2))
    else:
        echo_data("[" + ",\n".join(to_json(r, indent=2) for r in records) + "]")


def _print_jsonl(records: "Iterator[Record]") -> None:
    from onrecord.cli.present import echo_data
    from onrecord.export.json import to_json

    for record in records:
        echo_data(to_json(record))


def _print_readable(records: "Iterator[Record]", *, explain: bool) -> None:
    from onrecord.cli.present import present

    for number, record in enumerate(records):
        if number:
            click.echo("\n" + "=" * 78 + "\n")
        click.echo(present(record, explain=explain).encode("utf-8", "replace").decode("utf-8"))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error where there is more than one file and a person looks on."""
    if total < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.progress import Progress  # lazy: .1 s

    with Progress(transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda: bar.advance(task)
