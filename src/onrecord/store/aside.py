"""Files that are there whole or not at all: written aside and renamed."""

import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from onrecord.errors import StoreError

__all__ = ["write_whole"]


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Have `write` write a file, which takes the place of what was at `path` once it is whole.

    Raises StoreError where it cannot be written; nothing half-written stays, and what was there before does.
    """
    # from the root: pyarrow takes `news:2024.csv` for an address on the network
    aside = path.absolute().with_name(f".{path.name[:40]}.{os.getpid()}")
    try:
        write(aside)
        aside.replace(path)
    except (OSError, UnicodeEncodeError, pa.ArrowException) as error:
        aside.unlink(missing_ok=True)
        raise StoreError(f"{path}: {getattr(error, 'strerror', None) or error}; nothing was written") from error
    except BaseException:  # Ctrl-C
        aside.unlink(missing_ok=True)
        raise
