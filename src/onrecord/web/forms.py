"""Forms: read within limits, accepted only with the token that the page gave out."""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException
from starlette.datastructures import UploadFile
from starlette.requests import Request

from onrecord.web.rendering import desk_of

__all__ = ["Csrf", "Form", "Posted", "read_form"]


@dataclass(frozen=True, slots=True)
class Csrf:
    """Signs what a page hands out and a form brings back."""

    secret: bytes

    def token(self, visitor: str) -> str:
        """The token of a visitor's forms."""
        return self._sign("csrf", visitor)

    def is_token(self, visitor: str, token: str) -> bool:
        """Whether a form's token is the visitor's."""
        return hmac.compare_digest(self.token(visitor), token)

    def stamp(self) -> str:
        """The signed time at which a form was handed out."""
        now = f"{time.time():.1f}"
        return f"{now}.{secrets.token_hex(4)}:{self._sign('stamp', now)}"

    def age(self, stamp: str) -> float | None:
        """How many seconds ago a stamp was given; None for one that the desk never gave."""
        written, _, signature = stamp.partition(":")
        now, _, _ = written.rpartition(".")
        if not hmac.compare_digest(self._sign("stamp", now), signature):
            return None
        return max(0.0, time.time() - float(now))

    def _sign(self, purpose: str, value: str) -> str:
        return hmac.new(self.secret, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


class Form:
    """The fields of a posted form; the first value of each counts."""

    def __init__(self, fields: dict[str, str], files: dict[str, bytes]) -> None:
        self.fields = fields
        self.files = files

    def text(self, name: str) -> str:
        """A field without white space around it; "" where there is none."""
        return self.fields.get(name, "").strip()

    def whole(self, name: str) -> str:
        """A field as it was sent."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int | None:
        """A field that holds a whole number, else None."""
        written = self.text(name)
        return int(written) if written.isascii() and written.lstrip("-").isdigit() and len(written) < 10 else None


async def read_form(request: Request) -> Form:
    """The form of a POST whose token is right.

    Raises HTTPException: 400 for no form at all, 403 for a wrong token.
    """
    desk = desk_of(request)
    limit = desk.settings.limits.fields
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_files=2, max_fields=limit, max_part_size=desk.settings.limits.page_bytes) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files.setdefault(name, await value.read())
                else:
                    fields.setdefault(name, value)
    elif kind == "application/x-www-form-urlencoded":
        try:
            body = (await request.body()).decode("ascii")
            pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=limit, errors="replace")
        except ValueError as error:
            raise HTTPException(400, "The form cannot be read.") from error
        for name, value in pairs:
            fields.setdefault(name, value)
    else:
        raise HTTPException(415, "Send a form.")
    visitor = desk.visitor(request)
    if visitor.fresh or not desk.csrf.is_token(visitor.key, fields.get("csrf", "")):
        raise HTTPException(403, "The form is not one that this desk gave to you. Reload the page and try again.")
    return Form({name: value.replace("\r\n", "\n").replace("\x00", "") for name, value in fields.items()}, files)


Posted = Annotated[Form, Depends(read_form)]
