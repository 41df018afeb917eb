"""`onrecord desk`: read, look, discuss and correct, in a browser."""

from pathlib import Path

import click


@click.command("desk")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
def command(*, store: Path, port: int) -> None:
    """Open STORE in a browser."""
    import uvicorn  # lazy: the desk's libraries, .5 s

    from onrecord.web.app import create_app
    from onrecord.web.desk import Desk
    from onrecord.web.settings import Settings

    click.echo(f"http://127.0.0.1:{port}/")
    uvicorn.run(create_app(Desk(Settings.beside(store))), host="127.0.0.1", port=port, log_level="warning", access_log=False)
