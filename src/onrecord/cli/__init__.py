"""The command line: one module a command, imported only when it is asked for."""

import importlib
import sys
from typing import Any

import click

from onrecord import __version__
from onrecord.errors import OnrecordError

__all__ = ["main"]

ANALYSE = frozenset({"matplotlib", "pandas", "ruptures", "scipy", "statsmodels"})  # of the extra `analyse`
COMMANDS = {
    "read": "Read pages and print their records.",
    "batch": "Read many pages into a store, on all cores or a cluster.",
    "desk": "Read, look, discuss and correct, in a browser.",
    "query": "Answer a SELECT over a store.",
    "pair": "Show cooperation and conflict between two actors.",
    "actors": "List who acts in a store.",
    "positions": "Show where actors stand, over time.",
    "contradictions": "List claims that deny each other.",
    "export": "Write a store's events or tables to a file.",
    "load": "Take event data of GDELT 2, ICEWS or POLECAT into a store.",
    "evaluate": "Say how good what is found is, on annotated pages.",
    "sample": "Draw a sheet for coding by hand, or read it back.",
    "diff": "Compare two stores of the same articles.",
    "status": "Say what a store holds.",
    "verify": "Check every file of a store.",
    "repair": "Drop what is damaged in a store.",
    "compact": "Drop what no reader of a store sees.",
    "remove": "Take an article out of a store for good.",
    "schema": "Print the JSON Schema of a record.",
}


class _Commands(click.Group):
    """A group that imports a command's module when it runs, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"onrecord.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
@click.option("--debug", is_flag=True, help="Show the trace of an error.")
@click.pass_context
def onrecord(ctx: click.Context, *, debug: bool) -> None:
    """Keep the record of political news: who said what, who did what, where each side stands.

    \b
    Examples:
      onrecord read page.txt
      pbpaste | onrecord read -
      onrecord read page.html --json
      onrecord read folder/ --jsonl > records.jsonl
    """
    ctx.obj = debug


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0, 1 (failure) or 2 (usage)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    try:
        sys.exit(_run(arguments))
    except OnrecordError as error:
        if debug:
            raise
        from onrecord.cli.present import plain  # lazy: an error may quote a page or the name of a file

        click.echo(f"onrecord: {plain(str(error))}", err=True)
        sys.exit(1)
    except ModuleNotFoundError as error:
        needed = (error.name or "").split(".")[0]
        if debug or needed not in ANALYSE:
            raise
        click.echo(f"onrecord: this command needs {needed}: pip install 'onrecord[analyse]'", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # the reader of our output went away (EPIPE): nothing to say, and nothing more to flush
        sys.stdout = None
        sys.exit(1)
    except (OSError, UnicodeError) as error:
        # a full disk behind our output, a terminal that cannot write a letter: the machine's doing, and no trace helps
        if debug:
            raise
        click.echo(f"onrecord: {error}", err=True)
        sys.stdout = None  # what is left in it would fail again
        sys.exit(1)


def _run(arguments: list[str]) -> int:
    try:
        result: Any = onrecord.main(arguments, prog_name="onrecord", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("onrecord: stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0
