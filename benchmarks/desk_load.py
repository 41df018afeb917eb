"""The desk under load: readers and a writer at once, then a server killed while comments come in.

    python benchmarks/desk_load.py STORE [SECONDS] [READERS] [KILLS]

Works on the store as it is, keeps comments in a folder of its own, and says what failed or was lost.
"""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from onrecord.web.comments import STEPS
from onrecord.web.database import Database

SERVE = """
import sys, uvicorn
from pathlib import Path
from onrecord.web.app import create_app
from onrecord.web.desk import Desk
from onrecord.web.settings import Limits, Settings
limits = Limits(fill_seconds=0, comments_a_minute=10**6, comments_a_minute_of_all=10**6)
desk = Desk(Settings(store=Path(sys.argv[1]), data=Path(sys.argv[2]), limits=limits))
uvicorn.run(create_app(desk), port=int(sys.argv[3]), log_level="warning")
"""
PATHS = ("/articles", "/articles?q=the", "/actors", "/pairs", "/map", "/positions", "/contradictions", "/about")


class Served:
    """A desk in a process of its own."""

    def __init__(self, store: Path, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(store), str(data), str(self.port)])
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.get("/api/articles")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the desk did not start")

    def get(self, path: str, cookie: str = "") -> tuple[int, str, str]:
        """Status, body and cookie."""
        return self._ask("GET", path, None, cookie)

    def post(self, path: str, fields: dict[str, str], cookie: str) -> tuple[int, str, str]:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields), cookie)

    def _ask(self, method: str, path: str, body: str | None, cookie: str) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Cookie": cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), (answer.getheader("set-cookie") or "").partition(";")[0]
        finally:
            connection.close()


class Writer(threading.Thread):
    """Posts comments until told to stop; remembers which were acknowledged."""

    def __init__(self, served: Served, article: str, mark: str) -> None:
        super().__init__(daemon=True)
        self.served, self.article, self.mark = served, article, mark
        self.kept: list[str] = []
        self.codes: Counter[int] = Counter()
        self.stop = threading.Event()

    def run(self) -> None:
        """Post until told to stop, or until the server is killed."""
        with suppress(OSError):
            self._post()

    def _post(self) -> None:
        _, page, cookie = self.served.get(f"/articles/{self.article}")
        csrf, stamp = (re.search(rf'name="{n}" value="([^"]+)"', page)[1] for n in ("csrf", "stamp"))  # type: ignore[index]
        number = 0
        while not self.stop.is_set():
            text = f"{self.mark} {number}"
            fields = {"csrf": csrf, "stamp": stamp, "name": "Ann", "email": "ann@mail.example", "text": text}
            code, _, _ = self.served.post(f"/articles/{self.article}/comments", fields, cookie)
            self.codes[code] += 1
            if code == 201:
                self.kept.append(text)
            number += 1


def read_much(served: Served, articles: list[str], seconds: float, codes: Counter[int], took: list[float]) -> None:
    """One reader, who looks at a page every second or so."""
    draw = random.Random(threading.get_ident())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        path = draw.choice([*PATHS, *(f"/articles/{a}" for a in articles)])
        start = time.perf_counter()
        codes[served.get(path)[0]] += 1
        took.append(time.perf_counter() - start)
        time.sleep(draw.uniform(0.5, 1.5))


def main(arguments: list[str]) -> int:
    """Load, kill, count."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    store = Path(arguments[0])
    given = [float(a) for a in arguments[1:4]]
    seconds, readers, kills = given + [60.0, 50.0, 20.0][len(given) :]
    with tempfile.TemporaryDirectory() as folder:
        served = Served(store, Path(folder))
        time.sleep(5)
        articles = re.findall(r'"id":"(a-\w+)"', served.get("/api/articles")[1])[:10]
        codes: Counter[int] = Counter()
        took: list[float] = []
        writer = Writer(served, articles[0], "load")
        crowd = [
            threading.Thread(target=read_much, args=(served, articles, seconds, codes, took))
            for _ in range(int(readers))
        ]
        for thread in (writer, *crowd):
            thread.start()
        for thread in crowd:
            thread.join()
        writer.stop.set()
        writer.join()
        took.sort()
        print(f"{int(readers)} readers, {seconds:.0f} s: {dict(codes)}; writer: {dict(writer.codes)}")
        print(f"median {took[len(took) // 2] * 1000:.0f} ms, p95 {took[int(len(took) * 0.95)] * 1000:.0f} ms, all told")
        acknowledged = set(writer.kept)
        for kill in range(int(kills)):
            posting = Writer(served, articles[0], f"kill {kill}")
            posting.start()
            time.sleep(random.uniform(0.2, 0.9))
            os.kill(served.process.pid, signal.SIGKILL)
            served.process.wait()
            posting.join()
            acknowledged |= set(posting.kept)
            served = Served(store, Path(folder))
        served.process.terminate()
        served.process.wait()
        kept = {r["text"] for r in Database(Path(folder) / "desk.sqlite", STEPS).all("SELECT text FROM comment")}
        print(f"{int(kills)} kills: {len(acknowledged)} comments acknowledged, {len(acknowledged - kept)} lost")
        return 1 if acknowledged - kept or set(codes) - {200} or set(writer.codes) - {201} else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
