"""How often one visitor may do something: a sliding minute, kept in memory."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

__all__ = ["Rates"]

MINUTE = 60.0
KNOWN = 10_000  # visitors remembered; the one heard least recently is forgotten first


class Rates:
    """Counts the last minute.

    >>> rates = Rates(clock=lambda: 0.0)
    >>> [rates.allow("comment", "::1", 2) for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._times: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def allow(self, what: str, who: str, limit: int) -> bool:
        """Whether `who` may do it once more; counts it if so."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault((what, who), deque())
            self._times.move_to_end((what, who))
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if len(times) >= limit:
                return False
            times.append(now)
            while len(self._times) > KNOWN:
                self._times.popitem(last=False)
        return True
