"""The Atom feeds of an actor and of a pair."""

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.feeds import Entry, atom_feed
from onrecord.web.index.actors import Deed, Saying, actor_total, deeds_of, sayings_of
from onrecord.web.index.pairs import happenings, mentions_of, pair_total
from onrecord.web.rendering import desk_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/actors/{code}/feed")
def show_actor_feed(request: Request, code: str) -> Response:
    """What an actor did and said last."""
    index = desk_of(request).index.database
    if actor_total(index, code) is None:
        raise HTTPException(404, "The store knows no actor of that code.")
    dated = [(d.article_date or "", _of_deed(d)) for d in deeds_of(index, code)]
    dated += [(s.date or "", _of_saying(s)) for s in sayings_of(index, code)]
    entries = [entry for _, entry in sorted(dated, key=lambda item: item[0], reverse=True)]
    return _feed(request, code, f"/actors/{code}", entries)


@router.get("/pairs/{one}/{other}/feed")
def show_pair_feed(request: Request, one: str, other: str) -> Response:
    """What happened last between two actors."""
    index = desk_of(request).index.database
    if pair_total(index, one, other) is None:
        raise HTTPException(404, "The store knows nothing between these two.")
    found = happenings(index, one, other)
    mentions = mentions_of(index, found, most=1)
    entries = [_of_deed(mentions[h.events[0]], h.date) for h in found if h.events and h.events[0] in mentions]
    return _feed(request, f"{one} and {other}", f"/pairs/{one}/{other}", entries)


def _feed(request: Request, title: str, path: str, entries: list[Entry]) -> Response:
    base = f"{request.url.scheme}://{request.url.netloc}"
    return Response(atom_feed(title, path, base, entries), media_type="application/atom+xml")


def _of_deed(deed: Deed, date: str | None = None) -> Entry:
    sides = f"{', '.join(deed.actors) or '—'} → {', '.join(deed.recipients) or '—'}"
    return Entry(
        id=deed.id,
        title=f"{deed.type} ({deed.status}): {sides}",
        text=f"“{deed.trigger}” — {deed.headline}",
        path=f"/articles/{deed.article}#{deed.id}",
        date=date or deed.article_date,
    )


def _of_saying(saying: Saying) -> Entry:
    return Entry(
        id=saying.id,
        title=f"{saying.name or '—'} ({saying.act})",
        text=f"{saying.content} — {saying.headline}",
        path=f"/articles/{saying.article}#{saying.id}",
        date=saying.date,
    )
