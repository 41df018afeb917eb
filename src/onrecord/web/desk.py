"""The desk: what all its pages share."""

import secrets
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.errors import StoreError
from onrecord.schema import Record
from onrecord.store import Store
from onrecord.web.articles import ArticleView, article_of_rows, read_rows
from onrecord.web.coding import Coding
from onrecord.web.comments import Comments, open_desk
from onrecord.web.corrections import Corrections
from onrecord.web.forms import Csrf
from onrecord.web.index import Index
from onrecord.web.people import People, open_people
from onrecord.web.rates import Rates
from onrecord.web.reader import Reader
from onrecord.web.settings import Settings
from onrecord.web.users import ROLES, Users

__all__ = ["Desk", "Visitor"]

OWNER = "moderator"  # on a desk without users everybody who can reach it is its owner


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
        self.users = Users(self.people_file)
        self.comments = Comments(self.desk_file, self.people)
        self.corrections = Corrections(self.desk_file)
        self.coding = Coding(self.desk_file)
        self.csrf = Csrf(self.people.secret())
        self.index = Index(settings.data / "index.sqlite", settings.store)
        if settings.background:
            self.index.follow()

    def visitor(self, request: Request) -> Visitor:
        """Who asks."""
        known: Visitor | None = getattr(request.state, "visitor", None)
        if known is None:
            key = request.cookies.get("desk_visitor", "")
            fresh = not (len(key) == 43 and key.isascii())
            user, role = None, OWNER
            if self.settings.auth:
                user, role = self.users.of_session(request.cookies.get("desk_session", "")) or (None, "")
            known = Visitor(secrets.token_urlsafe(32) if fresh else key, fresh, user, role)
            request.state.visitor = known
        return known

    def address(self, request: Request) -> str:
        """Where a request came from, for the limits; kept in memory alone."""
        return request.client.host if request.client else ""

    def notice(self) -> str | None:
        """What people should know while they look: the index is being made, say."""
        return self.index.notice()

    def article(self, article_id: str) -> ArticleView | None:
        """An article of the store with its record; None where the store holds none of that id.

        Raises StoreError where its shard cannot be read.
        """
        for attempt in (1, 2):
            row = self.index.database.one("SELECT shard FROM article WHERE id = ?", (article_id,))
            if row is None:
                return None
            try:
                rows = read_rows(self.settings.store, row["shard"], article_id)
            except StoreError:
                # a newer generation took the shard's place since the index was made
                if attempt == 2:
                    raise
                self.index.update(analyse=False)
                continue
            return article_of_rows(rows) if rows["articles"] else None
        return None

    def headline(self, article_id: str) -> str:
        """An article's headline, for lists; its id where the store holds it no more."""
        row = self.index.database.one("SELECT headline FROM article WHERE id = ?", (article_id,))
        return row["headline"] if row else article_id

    def keep(self, record: Record) -> None:
        """Put a record into the store, a shard of its own, and into the index.

        Raises StoreError where a batch is writing to the store just now.
        """
        source = record.article.source
        self.store.add(f"desk:{source.digest}:{source.place or ''}", [record], made_by=record.made_by, label="the desk")
        self.index.update(analyse=False)

    def close(self) -> None:
        """Stop what runs in the background."""
        self.index.stop()
        for database in (self.people_file, self.desk_file, self.index.database):
            database.close()
