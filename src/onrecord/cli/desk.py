"""`onrecord desk`: read, look, discuss and correct, in a browser."""

import importlib
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.web.users import Users

LOOPBACK = ("127.0.0.1", "::1", "localhost")
ROLES = ("reader", "editor", "moderator")


class _Desk(click.Group):
    """`desk STORE` serves; `desk user ...` looks after users. A store called user is `./user`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help", "-h"}:
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(
    "desk", cls=_Desk, subcommand_metavar="STORE | user ...", context_settings={"help_option_names": ["-h", "--help"]}
)
def command() -> None:
    """Read, look, discuss and correct, in a browser.

    \b
    Examples:
      onrecord desk news
      onrecord desk open --help
      onrecord desk user add news ann --role editor
    """


@command.command("open")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address only with --auth.")
@click.option("--auth", is_flag=True, help="Only users (onrecord desk user add) come in.")
@click.option("--name", "names", multiple=True, help="A host name that the desk answers to, beside its address.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder for comments and corrections; else STORE.desk.")
def open_desk(*, store: Path, port: int, host: str, auth: bool, names: tuple[str, ...], data: Path | None) -> None:
    """Open STORE in a browser, at http://127.0.0.1:8765/.

    What people write is kept in STORE.desk, beside the store: a copy of the store takes none of it along.

    \b
    Examples:
      onrecord desk news
      onrecord desk news --port 9000
      onrecord desk news --host 0.0.0.0 --auth --name desk.example.org
    """
    if host not in LOOPBACK and not auth:
        raise UsageError(f"--host {host}: anybody who reaches that address could read and change this desk; add --auth")
    _need_web()
    import uvicorn  # lazy: the desk's libraries, 1 s

    from onrecord.web.app import create_app
    from onrecord.web.desk import Desk
    from onrecord.web.settings import Settings, data_folder

    hosts = frozenset({*LOOPBACK, host.lower(), *(name.lower() for name in names)})
    desk = Desk(Settings(store=store, data=data or data_folder(store), auth=auth, hosts=hosts))
    if auth and not desk.users.all():
        desk.close()
        raise UsageError(f"nobody could sign in: add a user first: onrecord desk user add {store} NAME")
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    click.echo(f"The desk of {store}: http://{f'[{host}]' if ':' in host else host}:{port}/  (stop with Ctrl+C)")
    try:
        uvicorn.run(create_app(desk), host=host, port=port, log_level="warning", access_log=False, server_header=False)
    finally:
        desk.close()


@command.group("user")
def user() -> None:
    """Look after the users of a desk that is opened with --auth."""


@user.command("add")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--data", type=click.Path(path_type=Path), help="The folder given to the desk; else STORE.desk.")
def add_user(*, store: Path, name: str, role: str, password_stdin: bool, data: Path | None) -> None:
    """Add NAME, or give NAME another password and role.

    A reader reads and comments; an editor also keeps pages and corrects; a moderator also lets comments through.

    \b
    Example:
      onrecord desk user add news ann --role editor
    """
    users = _users(store, data)
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n") if sys.stdin else ""
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    users.add(name, password, role=role)
    click.echo(f"{name} is a {role}", err=True)


@user.command("remove")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("name")
@click.option("--data", type=click.Path(path_type=Path), help="The folder given to the desk; else STORE.desk.")
def remove_user(*, store: Path, name: str, data: Path | None) -> None:
    """Remove NAME and end NAME's sessions.

    \b
    Example:
      onrecord desk user remove news ann
    """
    _users(store, data).remove(name)
    click.echo(f"{name} is no user any more", err=True)


@user.command("list")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="The folder given to the desk; else STORE.desk.")
def list_users(*, store: Path, data: Path | None) -> None:
    """List the users and their roles.

    \b
    Example:
      onrecord desk user list news
    """
    for name, role in _users(store, data).all():
        click.echo(f"{name}\t{role}")


def _users(store: Path, data: Path | None) -> "Users":
    from onrecord.store import Store  # lazy: pyarrow, duckdb
    from onrecord.web.people import open_people
    from onrecord.web.settings import data_folder
    from onrecord.web.users import Users

    Store(store)  # a store that is none is said to be none
    return Users(open_people(data or data_folder(store)))


def _need_web() -> None:
    try:
        importlib.import_module("fastapi")  # lazy: the desk's libraries, .5 s
        importlib.import_module("uvicorn")
    except ImportError as error:
        raise UsageError(f"the desk needs {error.name}: pip install 'onrecord[desk]'") from error
