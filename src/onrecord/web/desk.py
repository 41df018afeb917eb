"""The desk: what all its pages share."""

import secrets
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.store import Store
from onrecord.web.comments import Comments, open_desk
from onrecord.web.forms import Csrf
from onrecord.web.people import People, open_people
from onrecord.web.rates import Rates
from onrecord.web.reader import Reader
from onrecord.web.settings import Settings

__all__ = ["Desk", "Visitor"]

ROLES = ("reader", "editor", "moderator")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: a browser with a key of its own and, where people sign in, a user."""

    key: str
    fresh: bool  # the key was made just now
    user: str | None
    role: str  # "" before signing in

    def may(self, role: str) -> bool:
        """Whether the visitor's role is `role` or above it."""
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(role)


class Desk:
    """Holds what the pages share; opening it loads no model."""

    def __init__(self, settings: Settings, *, reader: Reader | None = None) -> None:
        self.settings = settings
        self.store = Store(settings.store)
        self.reader = reader or Reader()
        self.rates = Rates()
        self.people_file = open_people(settings.data)
        self.desk_file = open_desk(settings.data)
        self.people = People(self.people_file)
        self.comments = Comments(self.desk_file, self.people)
        self.csrf = Csrf(self.people.secret())

    def visitor(self, request: Request) -> Visitor:
        """Who asks."""
        known: Visitor | None = getattr(request.state, "visitor", None)
        if known is None:
            key = request.cookies.get("desk_visitor", "")
            fresh = not (len(key) == 43 and key.isascii())
            known = Visitor(secrets.token_urlsafe(32) if fresh else key, fresh, None, "moderator")
            request.state.visitor = known
        return known

    def address(self, request: Request) -> str:
        """Where a request came from, for the limits; kept in memory alone."""
        return request.client.host if request.client else ""

    def notice(self) -> str | None:
        """What people should know while they look: the index is being made, say."""
        return None
