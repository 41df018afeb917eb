"""About the store: what it holds, what made it, how good that is."""

from dataclasses import dataclass
from typing import ClassVar

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord import __version__
from onrecord.lang import HERE as LANG_FOLDER
from onrecord.web.rendering import Page, desk_of, doc, render

__all__ = ["AboutPage", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure of quality."""

    what: str
    value: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """Counts, versions, the model's card and the figures of quality."""

    template: ClassVar[str] = "about.html"
    section: ClassVar[str] = "/about"
    title: str = doc("The page's title.", default="About this store")
    name: str = doc("The store's name.")
    rows: tuple[tuple[str, int], ...] = doc("Rows of each table.")
    generation: int = doc("How often the store has changed.")
    shards: int = doc("How many shards it has.")
    text: bool = doc("Whether it keeps the articles' texts.")
    first: str | None = doc("Date of the oldest dated article.")
    last: str | None = doc("Date of the newest.")
    types: tuple[tuple[str, str, int], ...] = doc(
        "Articles by event type: the type, its share of the largest, how many."
    )
    made_by: tuple[tuple[str, int], ...] = doc("Which versions made the records, and how many articles each.")
    version: str = doc("The desk's version.", default=__version__)
    models: tuple[tuple[str, str], ...] = doc("The models that ship with this version: name and licence.")
    card: str | None = doc("The model's card, as Markdown; None where it is not at hand.")
    figures: tuple[Figure, ...] = doc("Measured quality of this version.")
    corrected: tuple[tuple[str, str, int], ...] = doc("Corrected articles: id, headline, number of corrections.")


@router.get("/about")
def show_about(request: Request) -> Response:
    """What the store holds."""
    desk = desk_of(request)
    desk.store.reload()
    manifest = desk.store.manifest
    index = desk.index.database
    rows: dict[str, int] = {}
    made_by: dict[str, int] = {}
    for shard in manifest.shards:
        made_by[shard.made_by] = made_by.get(shard.made_by, 0) + shard.rows.get("articles", 0)
        for table, n in shard.rows.items():
            rows[table] = rows.get(table, 0) + n
    # the numbers of dated articles begin above those of undated ones, and grow with the date
    dated = index.one(
        "SELECT (SELECT date FROM article WHERE n > 1 << 24 ORDER BY n LIMIT 1) AS first,"
        " (SELECT date FROM article WHERE n > 1 << 24 ORDER BY n DESC LIMIT 1) AS last"
    )
    types = index.all("SELECT type, articles FROM type_total ORDER BY articles DESC, type")
    most = max((t["articles"] for t in types), default=1)
    page = AboutPage(
        name=desk.settings.store.resolve().name,
        rows=tuple(sorted(rows.items(), key=lambda item: -item[1])),
        generation=manifest.generation,
        shards=len(manifest.shards),
        text=manifest.text,
        first=dated["first"] if dated else None,
        last=dated["last"] if dated else None,
        types=tuple((t["type"], f"{200 * t['articles'] / most:.0f}", t["articles"]) for t in types),
        made_by=tuple(sorted(made_by.items(), key=lambda item: (-item[1], item[0]))),
        models=_models(),
        card=_card(),
        figures=_figures(),
        corrected=tuple((a, desk.headline(a), n) for a, n, _ in desk.corrections.articles()[:30]),
    )
    return render(request, page)


def _models() -> tuple[tuple[str, str], ...]:
    """The shipped models' names, read from their cards; no model is loaded."""
    found = []
    for path in sorted(LANG_FOLDER.glob("*/model/labels.json")):
        card = msgspec.json.decode(path.read_bytes(), type=dict)
        licence = path.with_name("LICENSE-WEIGHTS")
        terms = licence.read_text("utf-8").strip().splitlines()[0] if licence.is_file() else ""
        found.append((f"{card.get('name')} {card.get('version')} ({card.get('language')})", terms))
    return tuple(found)


def _card() -> str | None:
    """The card of the English model: it ships beside it; in a checkout it stands at the top."""
    for path in (LANG_FOLDER / "en" / "model" / "MODEL_CARD.md", LANG_FOLDER.parents[2] / "MODEL_CARD.md"):
        if path.is_file():
            return path.read_text("utf-8")
    return None


def _figures() -> tuple[Figure, ...]:
    """The measured quality that ships with the package, where it does."""
    path = LANG_FOLDER / "en" / "quality.json"
    if not path.is_file():
        return ()
    rows = msgspec.json.decode(path.read_bytes(), type=list[dict[str, str]])
    return tuple(Figure(row["what"], str(row["value"]), row["on"]) for row in rows)
