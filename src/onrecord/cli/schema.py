"""`onrecord schema`: the JSON Schema of `onrecord read --json`."""

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a record as `onrecord read --json` writes it.

    \b
    Example:
      onrecord schema > record.schema.json
    """
    from onrecord.export.json import record_schema  # lazy: msgspec

    click.echo(record_schema())
