"""One writer at a time: a lock that the kernel frees when its holder dies, so that none is ever stale."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import StoreError

__all__ = ["writing"]


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """Hold a store's writer's lock. Readers need none.

    Raises StoreError, naming the other writer's process, where somebody else holds it.
    """
    path = store / "writer.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}; the store cannot be written") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise StoreError(f"{store}: process {holder} is writing to it; wait for it or stop it") from error
        try:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}; the store cannot be written") from error
        yield
    finally:
        os.close(handle)
