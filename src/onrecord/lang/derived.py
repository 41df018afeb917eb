"""What is worked out of tables, kept in the user's cache: an index of many rows then loads several times as fast.

A derived value is plain (dicts, lists, tuples, texts, numbers, bytes). It is found by a digest of all that it is made
of, the program that makes it included, so that it can never be an old one; wherever it cannot be read or kept, it is
made anew. `ONRECORD_CACHE` names another folder than the user's usual one; where it is empty, nothing is kept.
"""

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["cache_folder", "derived"]

_VARIABLE = "ONRECORD_CACHE"
_KEPT = 3  # versions of one value
_DIGEST = 32  # bytes before the value: a damaged file must not reach `marshal`


def derived(name: str, sources: Iterable[Path], make: Callable[[], Any]) -> Any:
    """What `make` gives, from the cache where it was made of the same sources by the same program before.

    `sources` are all files that `make` depends on: tables, and the modules that read them.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{_key(sources)}.bin"
    with suppress(OSError, ValueError, EOFError, TypeError):
        return _load(path.read_bytes())
    value = make()
    with suppress(OSError, ValueError):
        _keep(path, marshal.dumps(value))
    return value


def cache_folder() -> Path | None:
    """The folder in which derived values are kept; None where none is to be or can be.

    A folder of somebody else's is not trusted.
    """
    named = os.environ.get(_VARIABLE)
    try:
        folder = Path(named) if named else None if named is not None else _usual() / "onrecord"
        if folder is None:
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
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


def _key(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {marshal.version}".encode())
    for path in sources:
        content = path.read_bytes()
        digest.update(f"\n{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


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
    for old in sorted(alike, key=lambda p: (p.stat().st_mtime, p.name))[:-_KEPT]:
        old.unlink(missing_ok=True)
