"""What is worked out of tables, kept in the user's cache: an index of many rows then loads several times as fast.

A derived value is plain (dicts, lists, tuples, texts, numbers, bytes). It is found by a digest of all that it is made
of, the program that makes it included, so that it can never be an old one; wherever it cannot be read or kept, it is
made anew. `ONRECORD_CACHE` names another folder than the user's usual one; where it is empty, nothing is kept.
"""

import hashlib
import marshal
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["cache_folder", "derived"]

_VARIABLE = "ONRECORD_CACHE"
_KEPT = 2  # versions of one value
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_LEFT = 3600  # seconds after which a file that was not written to its end is taken away
_DIGEST = 32  # bytes before the value: a damaged file must not reach `marshal`


def derived(name: str, sources: Iterable[Path], make: Callable[[], Any]) -> Any:
    """What `make` gives, from the cache where it was made of the same sources by the same program before.

    `sources` are all tables that `make` depends on; the modules of this package count with them.
    """
    folder = cache_folder()
    key = _key(sources) if folder is not None else None
    if folder is None or key is None:
        return make()
    path = folder / f"{name}-{key}.bin"
    with suppress(OSError, ValueError, EOFError, TypeError):
        if path.is_file():
            return _load(path.read_bytes())
    value = make()
    with suppress(OSError, ValueError):
        _keep(path, marshal.dumps(value))
    return value


def cache_folder() -> Path | None:
    """The folder in which derived values are kept; None where none is to be or can be.

    A folder of somebody else's, or one that others may write to, is not trusted.
    """
    named = os.environ.get(_VARIABLE)
    try:
        folder = Path(named) if named else None if named is not None else _usual() / "onrecord"
        if folder is None:
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        mine = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & _OTHERS)
    except (OSError, RuntimeError):  # no home
        return None
    return folder if mine else None


def _usual() -> Path:
    """Where programs keep such files on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _key(sources: Iterable[Path]) -> str | None:
    """A digest of tables and of the program that reads them; None where one cannot be read."""
    try:
        digest = hashlib.sha256(_program())
        _add(digest, sources)
    except OSError:
        return None
    return digest.hexdigest()[:16]


@cache
def _program() -> bytes:
    """A digest of this package's modules, whatever they are compiled to, of the Python and of the numpy they run in."""
    made_by = f"{sys.implementation.cache_tag} {marshal.version} {sys.byteorder} {np.__version__}"
    digest = hashlib.sha256(made_by.encode())
    _add(digest, sorted(Path(__file__).parent.glob("*.py*")))
    return digest.digest()


def _add(digest: "hashlib._Hash", paths: Iterable[Path]) -> None:
    for path in paths:
        content = path.read_bytes()
        digest.update(f"\n{path.name} {len(content)}\n".encode())
        digest.update(content)


def _load(content: bytes) -> Any:
    """The value of a file; raises ValueError where it is damaged."""
    value = content[_DIGEST:]
    if hashlib.sha256(value).digest() != content[:_DIGEST]:
        raise ValueError("damaged")
    return marshal.loads(value)


def _keep(path: Path, value: bytes) -> None:
    """Write a file whole or not at all, and take away the oldest of its name."""
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=".derived-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(value).digest() + value)
        Path(written).replace(path)
    except OSError:
        Path(written).unlink(missing_ok=True)
        raise
    alike = path.parent.glob(f"{path.name.rpartition('-')[0]}-*.bin")
    for left in path.parent.glob(".derived-*"):  # of a process that was killed
        if left.stat().st_mtime < time.time() - _LEFT:
            left.unlink(missing_ok=True)
    for old in sorted(alike, key=lambda p: (p.stat().st_mtime, p.name))[:-_KEPT]:
        old.unlink(missing_ok=True)
