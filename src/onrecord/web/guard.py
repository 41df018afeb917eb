"""What stands before every request: allowed hosts, no cross-site posts, limits; and the headers of every answer."""

import logging
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.settings import Limits

__all__ = ["Guard"]

log = logging.getLogger(__name__)
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), browsing-topics=()"),
]
PRIVATE = (b"cache-control", b"private, no-cache")
SAFE_SITES = frozenset({"same-origin", "none"})
LARGE_BODIES = frozenset({"/read", "/api/read"})


class _TooLarge(Exception):
    pass


class Guard:
    """ASGI middleware; nothing behind it sees a request that should not have come."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], limits: Limits) -> None:
        self.app = app
        self.hosts = hosts
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with limits and headers."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        answer = _Answer(send, head=scope["method"] == "HEAD", static=scope["path"].startswith("/static/"))
        refusal = self._refusal(scope)
        if refusal is not None:
            await answer.refuse(*refusal)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        limit = self.limits.page_bytes if scope["path"] in LARGE_BODIES else self.limits.form_bytes
        try:
            await self.app(scope, _limited(receive, limit), answer.send)
        except _TooLarge:
            if not answer.begun:
                await answer.refuse(413, f"More than {limit:,} bytes; send less.")
        except Exception:
            log.exception("%s failed", scope["path"])
            if not answer.begun:
                await answer.refuse(500, "Something went wrong; the terminal that runs the desk says what.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = _headers(scope)
        host = _host_name(headers.get("host", ""))
        if host not in self.hosts:
            return 421, "This desk does not answer to that host name."
        if scope["method"] == "POST":
            if not _same_site(headers):
                return 403, "The form was sent from another site."
            length = headers.get("content-length", "0")
            limit = self.limits.page_bytes if scope["path"] in LARGE_BODIES else self.limits.form_bytes
            if not length.isdecimal() or int(length) > limit:
                return 413, f"More than {limit:,} bytes; send less."
        return None


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _host_name(host: str) -> str:
    """The name in a Host header, without the port.

    >>> _host_name("[::1]:8000"), _host_name("Localhost:80"), _host_name("evil@localhost")
    ('::1', 'localhost', 'evil@localhost')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _same_site(headers: dict[str, str]) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None and site not in SAFE_SITES:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() and origin != "null"


def _limited(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise _TooLarge
        return message

    return limited


class _Answer:
    """Sends an answer with the desk's headers; the answer to HEAD has no body."""

    def __init__(self, send: Send, *, head: bool, static: bool) -> None:
        self._send = send
        self._head = head
        self._static = static
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            known = {name for name, _ in message["headers"]}
            extra = HEADERS if self._static else [*HEADERS, PRIVATE]
            message["headers"] = [*message["headers"], *(h for h in extra if h[0] not in known)]
        elif self._head and message["type"] == "http.response.body":
            message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
        await self._send(message)

    async def refuse(self, status: int, why: str) -> None:
        body = f"{why}\n".encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})
