"""Reads pasted pages. The model is loaded in a thread of its own at first need; the desk's start loads none."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from onrecord.schema import Record

__all__ = ["Reader"]

REMEMBERED = 64
AT_ONCE = 2
RECENT = 8
Read = Callable[[bytes, str | None], tuple[Record, ...]]


def _read(data: bytes, date: str | None) -> tuple[Record, ...]:
    from onrecord.record import read_records  # lazy: onnxruntime, tokenizers; the model

    return tuple(read_records(data, date=date))


class Reader:
    """Makes records of pages and remembers the last ones, so that each has an address while people look at it."""

    def __init__(self, read: Read = _read) -> None:
        self._read = read
        self._records: OrderedDict[str, Record] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(AT_ONCE)
        self._warming: threading.Thread | None = None

    def warm(self) -> None:
        """Begin to load what reading needs, in the background; does nothing the second time."""
        with self._lock:
            if self._warming is None:
                self._warming = threading.Thread(target=self._warm, name="onrecord-warm", daemon=True)
                self._warming.start()

    def read(self, data: bytes, *, date: str | None = None) -> tuple[Record, ...]:
        """The records of a page, remembered.

        Raises InputError where there is nothing to read.
        """
        with self._turns:
            records = self._read(data, date)
        with self._lock:
            for record in records[:REMEMBERED]:
                self._records[record.article.id] = record
                self._records.move_to_end(record.article.id)
            while len(self._records) > REMEMBERED:
                self._records.popitem(last=False)
        return records

    def recent(self) -> tuple[tuple[str, str], ...]:
        """Ids and headlines of the last pages, the newest first."""
        with self._lock:
            last = list(self._records.values())[: -RECENT - 1 : -1]
        return tuple((r.article.id, _headline(r)) for r in last)

    def companions(self, article_id: str) -> tuple[tuple[str, str], ...]:
        """Ids and headlines of all remembered articles that came of the same input."""
        with self._lock:
            known = self._records.get(article_id)
            digest = known.article.source.digest if known else None
            return tuple(
                (r.article.id, _headline(r)) for r in self._records.values() if r.article.source.digest == digest
            )

    def remembered(self, article_id: str) -> Record | None:
        """A record made a while ago, if it is still remembered."""
        with self._lock:
            return self._records.get(article_id)

    def _warm(self) -> None:
        with self._turns:
            self._read(b"Mali denied on Monday that its army had attacked Niger.", None)


def _headline(record: Record) -> str:
    article = record.article
    words = article.headline or (article.text[article.body[0].slice] if article.body else article.text)
    return " ".join(words[:200].split())[:90] or "Without a headline"
