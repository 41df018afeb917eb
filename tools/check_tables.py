"""Loads every table of every language pack: a bad row names file, line, field and cure."""

import sys
from functools import cached_property

from onrecord.errors import LexiconError
from onrecord.lang import LanguagePack, available_languages, load_pack


def main() -> int:
    """Load all; the exit code."""
    tables = [name for name, value in vars(LanguagePack).items() if isinstance(value, cached_property)]
    for code in available_languages():
        pack = load_pack(code)
        for name in tables:
            try:
                getattr(pack, name)
            except LexiconError as error:
                print(error, file=sys.stderr)  # noqa: T201
                return 1
    print(f"{len(tables)} tables of {', '.join(available_languages())} are sound")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
