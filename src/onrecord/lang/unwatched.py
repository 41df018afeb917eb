"""Work without the cycle collector, which looks at every object again and again and finds next to nothing to free."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["unwatched"]


@contextmanager
def unwatched() -> Iterator[None]:
    """Holds the cycle collector while a table is indexed or an article is read: many objects, hardly any garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
