"""What the desk is told at its start."""

from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Limits", "Settings"]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the desk takes from one visitor."""

    page_bytes: int = 4 << 20  # a pasted or uploaded page
    form_bytes: int = 64 << 10  # any other form
    fields: int = 60  # of one form
    comment_characters: int = 4000  # refused above, never cut
    fill_seconds: float = 2.0  # a form that comes back sooner was filled by a program
    form_hours: float = 24.0  # how long a form may stand open
    comments_a_minute: int = 6  # from one address
    comments_a_minute_of_all: int = 60
    pages_a_minute: int = 60  # pasted, from one address
    sign_ins_a_minute: int = 10  # from one address


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store lies, where what people write is kept, and who may come in."""

    store: Path
    data: Path  # the folder of desk.sqlite, people.sqlite and index.sqlite
    auth: bool = False
    hosts: frozenset[str] = LOOPBACK  # names the desk answers to; any other Host header is refused
    background: bool = True  # keep the index up to date in a thread; tests do it by hand
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def beside(cls, store: Path) -> "Settings":
        """The settings of a desk on this machine: what people write lies beside the store, never in it.

        >>> Settings.beside(Path("news")).data.name
        'news.desk'
        """
        return cls(store=store, data=data_folder(store))


def data_folder(store: Path) -> Path:
    """The folder beside a store that holds what people write about it: a copy of the store takes none of it along."""
    store = store.resolve()
    return store.with_name(f"{store.name}.desk")
