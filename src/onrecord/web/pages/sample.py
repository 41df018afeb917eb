"""The coding sheet: events drawn at random, each judged right or wrong."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.store.sampling import STRATA, Precision
from onrecord.web.coding import Judgement, Sheet
from onrecord.web.forms import Posted
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["SamplePage", "router"]

router = APIRouter(include_in_schema=False)
A_PAGE = 10
LONGEST_NOTE = 400


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event of the sample, as it is shown for judging."""

    id: str
    type: str
    status: str
    actors: str
    recipients: str
    date: str | None
    trigger: str
    before: str
    after: str
    stratum: str


class Draw(BaseModel):
    """Which sample."""

    n: Annotated[int, Query(ge=1, le=1000)] = 200
    by: Annotated[str, Query(max_length=20)] = "type"
    seed: Annotated[int, Query(ge=0, lt=1 << 31)] = 0
    page: Annotated[int, Query(ge=0, lt=1000)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePage(Page):
    """A page of the sheet, and what the whole of it shows so far."""

    template: ClassVar[str] = "sample.html"
    section: ClassVar[str] = "/about"
    title: str = doc("The page's title.", default="Coding sheet")
    n: int = doc("How many events are drawn.")
    by: str = doc("The stratum.")
    seed: int = doc("The number of the sample.")
    strata: tuple[str, ...] = doc("What a sample can be even over.", default=STRATA)
    events: tuple[Drawn, ...] = doc("The events of this page.")
    judgements: dict[str, Judgement] = doc("What was said of them.")
    shown: tuple[Precision, ...] = doc("The precision shown so far, by stratum.")
    number: int = doc("The number of this page, from nought.")
    pages: int = doc("How many pages there are.")


@router.get("/sample")
def show_sheet(request: Request, draw: Annotated[Draw, Query()]) -> Response:
    """Draw a sample, or go on with one."""
    desk = desk_of(request)
    sheet = _sheet(request, draw)
    rows = sheet.rows[draw.page * A_PAGE : (draw.page + 1) * A_PAGE]
    page = SamplePage(
        n=sheet.n,
        by=sheet.by,
        seed=sheet.seed,
        events=tuple(
            Drawn(
                id=row["id"],
                type=row["type"],
                status=row["status"],
                actors=", ".join(c for c in row["actors"] or () if c) or "—",
                recipients=", ".join(c for c in row["recipients"] or () if c) or "—",
                date=row["date"],
                trigger=row["trigger"] or "",
                before=row["around"][0],
                after=row["around"][1],
                stratum=row["stratum"],
            )
            for row in rows
        ),
        judgements=desk.coding.judgements([row["id"] for row in rows]),
        shown=desk.coding.filled(sheet)[1],
        number=draw.page,
        pages=max(1, -(-len(sheet.rows) // A_PAGE)),
    )
    return render(request, page)


@router.post("/sample")
def judge(request: Request, form: Posted, draw: Annotated[Draw, Query()]) -> Response:
    """Keep what was judged on a page, and go to the next."""
    desk = desk_of(request)
    sheet = _sheet(request, draw)
    author = desk.visitor(request).user or "the desk"
    rows = sheet.rows[draw.page * A_PAGE : (draw.page + 1) * A_PAGE]
    known = desk.coding.judgements([row["id"] for row in rows])
    for row in rows:
        answer, note = form.text(f"right-{row['id']}"), form.text(f"note-{row['id']}")[:LONGEST_NOTE]
        before = known.get(row["id"])
        if answer in {"0", "1"} and (before is None or (before.right, before.note) != (answer == "1", note)):
            desk.coding.judge(row["id"], right=answer == "1", note=note, author=author)
    following = draw.page + 1 if (draw.page + 1) * A_PAGE < len(sheet.rows) else draw.page
    return RedirectResponse(f"/sample?n={draw.n}&by={draw.by}&seed={draw.seed}&page={following}", status_code=303)


@router.get("/export/sheet.csv")
def export_sheet(request: Request, draw: Annotated[Draw, Query()]) -> Response:
    """The sheet as `onrecord sample` writes and reads it."""
    content = desk_of(request).coding.filled(_sheet(request, draw))[0]
    headers = {"content-disposition": 'attachment; filename="sheet.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _sheet(request: Request, draw: Draw) -> Sheet:
    desk = desk_of(request)
    if not desk.visitor(request).may("editor"):
        raise HTTPException(403, "Only editors code.")
    if draw.by not in STRATA:
        raise HTTPException(422, f"There are {', '.join(STRATA)}.")
    desk.store.reload()
    return desk.coding.sheet(desk.store, n=draw.n, by=draw.by, seed=draw.seed)
