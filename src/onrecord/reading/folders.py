"""The files of a folder that may hold pages."""

import os
from collections.abc import Callable
from pathlib import Path

__all__ = ["files_below"]

# what lies in a folder of ours: read again as pages, a store would grow with every run beside its own input
_OURS = ({"manifest.json", "writer.lock"}, {"desk.sqlite"})


def files_below(folder: Path, skip: Callable[[str], None], lose: Callable[[Path, str], None]) -> list[Path]:
    """The files below a folder, by name; hidden ones, links, stores and desks are left out.

    `skip` is told of each by a word ("link", "hidden", "store"), `lose` of a folder that cannot be looked into.
    """
    files: list[Path] = []
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as found:
                entries = list(found)
        except OSError as error:
            lose(at, error.strerror or str(error))
            continue
        names = {entry.name for entry in entries}
        if any(ours <= names for ours in _OURS):
            skip("store")
            continue
        for entry in entries:
            if entry.is_symlink():
                skip("link")
            elif entry.name.startswith("."):
                skip("hidden")
            elif entry.is_dir():
                waiting.append(Path(entry.path))
            else:
                files.append(Path(entry.path))
    return sorted(files)
