"""What the desk's tests share: a small store of invented articles, and a desk on it without model, thread or server."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from onrecord.schema import (
    Act,
    Actor,
    Anchor,
    Article,
    Contradiction,
    Event,
    EventType,
    Kind,
    Party,
    Place,
    Position,
    Problem,
    Record,
    Source,
    Stance,
    Statement,
    Status,
    article_id,
    finding_id,
)
from onrecord.store import Store
from onrecord.web.app import create_app
from onrecord.web.desk import Desk
from onrecord.web.reader import Reader
from onrecord.web.settings import Limits, Settings

FURNITURE = "Share this page"
BODY = "Mali denied on Monday that its army had attacked Niger. “Mali attacked us,” said the foreign minister of Niger."
# the charge tells of another type of event in each article, so that they are many events
TOLD = ((EventType.ASSAULT, 4), (EventType.COERCE, 4), (EventType.ACCUSE, 3), (EventType.AID, 2), (EventType.AGREE, 1))
SECOND = "Envoys of both will meet in Bamako on Friday."


def make_record(
    number: int = 1,
    *,
    date: str | None = "2024-05-06",
    made_by: str = "v1",
    headline: str = "Mali denies an attack",
    first: str = BODY,
    before: str = "",
) -> Record:
    """The record of an invented page; `before` shifts its text, as a newer reader might."""
    # words of its own, so that no article is a near-duplicate of another
    words = " ".join(hashlib.sha256(f"{number}:{i}".encode()).hexdigest()[:7] for i in range(60))
    text = f"{before}{headline}\n{first}\n{FURNITURE}\n{SECOND}\n{words}"
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    key = article_id(digest)

    def at(words: str, nth: int = 0) -> Anchor:
        start = [m.start() for m in re.finditer(re.escape(words), text)][nth]
        return Anchor(start, start + len(words))

    article = Article(
        key,
        text,
        Source(digest, "pasted", name=f"{number}.txt"),
        body=(at(first), at(SECOND), at(words)),
        furniture=(at(FURNITURE),),
        headline=headline,
        date=date,
        language="en",
        byline="By Ann Example",
    )
    if first != BODY:
        return Record(article, made_by)
    mali = Party(at("Mali", -2), "Mali", Actor("MLI", "GOV", "Government of Mali", "countries:MLI"))
    minister = Party(at("foreign minister of Niger"), "foreign minister of Niger", Actor("NER", "GOV", None, "role"))
    niger = Party(at("Niger"), "Niger", Actor("NER", "GOV", "Government of Niger", "countries:NER"))
    content = at("its army had attacked Niger")
    quote = at("Mali attacked us,")
    denial = Statement(
        finding_id(key, "statement", content), at(BODY[:54]), mali, at("denied"), (content,), Kind.INDIRECT, Act.DENY,
        rule="cue:deny", confidence=0.9,
    )  # fmt: skip
    charge = Statement(
        finding_id(key, "statement", quote), quote, minister, at("said"), (quote,), Kind.DIRECT, Act.ACCUSE,
        rule="cue:say", confidence=0.8,
    )  # fmt: skip
    attack = Event(
        finding_id(key, "event", at("attacked")), at("attacked"), EventType.ASSAULT, Status.DENIED, (mali,), (niger,),
        chain=(denial.id,), quad=4, goldstein=-9.0, rule="frame:attack", confidence=0.7,
    )  # fmt: skip
    kind, quad = TOLD[number % len(TOLD)]
    told = Event(
        finding_id(key, "event", at("attacked", 1)), at("attacked", 1), kind, Status.HAPPENED, (mali,),
        (niger,), chain=(charge.id,), quad=quad, goldstein=-9.0, date=date, rule="frame:attack", confidence=0.7,
        place=Place(None, "Ayorou", "NER", None, 14.73, 0.92),
    )  # fmt: skip
    meeting = Event(
        finding_id(key, "event", at("meet")), at("meet"), EventType.CONSULT, Status.PLANNED, (mali, niger),
        reciprocal=True, quad=1, goldstein=1.0, place=Place(at("Bamako"), "Bamako", "MLI", None, 12.65, -8.0),
        rule="frame:meet", confidence=0.6,
    )  # fmt: skip
    position = Position(
        finding_id(key, "position", content), content, mali, "attack on Niger", Stance.REJECTS, rule="p", confidence=0.5
    )
    against = Contradiction(
        finding_id(key, "contradiction", content, quote), denial.id, charge.id, "denial-of-the-same-matter", "c", 0.6
    )
    return Record(
        article,
        made_by,
        statements=(denial, charge),
        events=(attack, told, meeting),
        positions=(position,),
        contradictions=(against,),
        problems=(Problem("unclosed-quotation", "a quotation does not end"),),
    )


def read_without_model(data: bytes, date: str | None) -> tuple[Record, ...]:
    """Stands in for reading and parsing: the page's text as one paragraph."""
    text = data.decode("utf-8", "replace")
    if BODY in text:
        return (make_record(900, date=date),)
    digest = hashlib.sha256(data).hexdigest()
    article = Article(article_id(digest), text, Source(digest, "pasted"), body=(Anchor(0, len(text)),), date=date)
    return (Record(article, "v1"),)


@dataclass
class Visit:
    """A desk, a browser on it, and what its forms need."""

    desk: Desk
    client: TestClient
    article: str

    @property
    def csrf(self) -> str:
        """The token of this browser's forms."""
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get("/").text)
        assert found
        return found[1]

    def stamp(self) -> str:
        """The stamp of a comment form."""
        return self.desk.csrf.stamp()

    def comment(self, **fields: str) -> Response:
        """Post a comment as a browser does."""
        given = {"csrf": self.csrf, "stamp": self.stamp(), "name": "Ann", "email": EMAIL, "text": "A remark."}
        return self.client.post(f"/articles/{self.article}/comments", data=given | fields)

    def token_of(self, answer: Response) -> str:
        """The code given out after a comment."""
        found = re.search(r'id="token">([^<]+)<', answer.text)
        assert found
        return found[1]

    def close(self) -> None:
        """Put the desk away."""
        self.client.__exit__(None, None, None)
        self.desk.close()

    def approve_all(self) -> None:
        """Let everything through."""
        for waiting in self.desk.comments.waiting():
            self.desk.comments.approve(waiting.id)


EMAIL = "ann.secret@mail.example"


def make_store(path: Path) -> Store:
    """Thirty articles over half a year."""
    store = Store.create(path)
    days = [f"2024-{1 + i // 5:02d}-{1 + 5 * (i % 5):02d}" for i in range(30)]
    store.add("slice-1", [make_record(i, date=day) for i, day in enumerate(days, 1)], made_by="v1")
    return store


def open_visit(store: Path, *, auth: bool = False, limits: Limits | None = None) -> Visit:
    """A desk on a store, without threads."""
    settings = Settings(
        store=store,
        data=store.with_name("news.desk"),
        auth=auth,
        background=False,
        limits=limits or Limits(fill_seconds=0.0, comments_a_minute=50, sign_ins_a_minute=50),
    )
    desk = Desk(settings, reader=Reader(read_without_model))
    desk.index.update()
    client = TestClient(create_app(desk), base_url="http://localhost", raise_server_exceptions=False)
    client.__enter__()  # one event loop for all requests
    return Visit(desk, client, make_record(1).article.id)
