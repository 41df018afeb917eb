"""The desk in a real browser: what people do, by mouse, keyboard and thumb, in light and dark.

Every test fails on an error in the console, a breach of the content policy among them.
"""

import shutil
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from invented import BODY, EMAIL, FURNITURE, Visit, make_record, open_visit

CHROMIUM = Path("/usr/bin/chromium")
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium (apt-get install chromium)"),
]

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage",
]  # fmt: skip
PHONE, TABLET, LAPTOP = (390, 844), (820, 1100), (1280, 860)
AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
PATHS = (
    "/", "/articles", "/actors", "/actors/MLI", "/pairs", "/pairs/MLI/NER", "/map", "/positions", "/contradictions",
    "/about", "/moderation", "/comment", "/sample?n=12",
)  # fmt: skip


@dataclass
class Served:
    """A desk that a browser can reach."""

    visit: Visit
    base: str


@pytest.fixture(scope="module")
def served(store_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    import uvicorn

    folder = tmp_path_factory.mktemp("served")
    for name in ("news", "news.desk"):
        shutil.copytree(store_copy.with_name(name), folder / name)
    visit = open_visit(folder / "news")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(visit.client.app, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Served(visit, f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    thread.join(10)
    listening.close()
    visit.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, served: Served) -> Iterator[Any]:
    """Opens a page at a width and in a scheme; afterwards nothing may have gone wrong in any of them."""
    contexts, said = [], []

    def opened(path: str = "/", *, size: tuple[int, int] = LAPTOP, scheme: str = "light", **options: Any) -> Any:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, base_url=served.base, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [s for s in said if "status of 404" not in s] == []


def start_of(mark: Any) -> tuple[float, float]:
    """A point on the first line of a mark: where it goes over two lines, the corner of its box is outside of it."""
    x, y = mark.evaluate(
        "e => { e.scrollIntoView({block: 'center'});"
        " const r = e.getClientRects()[0]; return [r.x + 4, r.y + r.height / 2]; }"
    )
    return x, y


def article(number: int = 1) -> str:
    return f"/articles/{make_record(number).article.id}"


def test_paste_click_keep(open_page: Any) -> None:
    page = open_page()
    page.fill("#page", BODY)
    page.fill("#date", "2024-07-01")
    page.click("button.primary")
    page.wait_for_selector(".reading")
    assert page.locator("mark.say").count() >= 2

    page.mouse.click(*start_of(page.locator("mark.say.direct").first))
    card = page.locator(".card.statement.on")
    assert card.get_attribute("open") is not None
    for shown in ("Who", "NER", "To whom", "accuse, direct", "Rule", "cue:say", "0.80"):
        assert shown in card.inner_text()
    page.click("a.act.unreal")
    card = page.locator(".card.event.on")
    for shown in ("ASSAULT", "denied", "statement 1", "frame:attack", "Goldstein"):
        assert shown in card.inner_text()

    assert not page.get_by_text(FURNITURE).is_visible()
    page.check("#show-furniture")
    assert page.get_by_text(FURNITURE).is_visible()
    page.click("text=Keep it in the store")
    page.wait_for_url("**/articles/a-*")
    assert page.locator("text=Leave a reply").is_visible()


def test_search_as_one_types(open_page: Any) -> None:
    page = open_page("/articles")
    page.evaluate("window.stayed = true")
    page.type("#q", "nowhere-to-be-found")
    found = page.locator("#found")
    sync_api.expect(found).to_contain_text("Nothing is like that")
    page.fill("#q", '"attacked us"')
    sync_api.expect(found.locator(".snippet mark").nth(3)).to_be_visible()
    assert "q=" in page.url
    page.select_option("#type", "CONSULT")
    page.select_option("#status", "happened")
    sync_api.expect(found).to_contain_text("Nothing is like that")
    assert page.evaluate("window.stayed")
    page.go_back()


def test_comment_moderate_reply_change_delete(open_page: Any) -> None:
    page = open_page(article(2))
    page.fill("#name", "Ann")
    page.fill("#email", EMAIL)
    page.fill("#text", "A <b>remark</b>.\nOf two lines.")
    page.click("text=Post")
    code = page.locator("#token").inner_text()
    page.goto(article(2))
    assert page.locator("#comments-head").inner_text() == "Comments (0)"

    page.click("text=Queue")
    page.locator("li", has_text="remark").get_by_text("Let it through").click()
    page.wait_for_load_state("networkidle")
    page.goto(article(2))
    assert page.locator("#comments-head").inner_text() == "Comments (1)"
    assert page.locator(".comment-text").inner_text() == "A <b>remark</b>.\nOf two lines."
    assert EMAIL not in page.content()

    page.click("summary:has-text('Reply')")
    reply = page.locator(".reply form")
    reply.locator("[name=name]").fill("Ben")
    reply.locator("[name=email]").fill("ben@mail.example")
    reply.locator("[name=text]").fill("An answer.")
    reply.locator("button").click()
    page.wait_for_load_state("networkidle")
    page.goto("/moderation")
    page.locator("li", has_text="An answer.").get_by_text("Let it through").click()
    page.wait_for_load_state("networkidle")
    page.goto(article(2))
    sync_api.expect(page.locator(".comments .comments li")).to_have_count(1)
    assert page.locator(".comments .comments .reply").count() == 0  # one level

    page.click("text=Change or delete it")
    page.fill("#token", code)
    page.click("button:has-text('Open')")
    page.click("text=Delete it for good")
    page.wait_for_load_state("networkidle")
    page.goto(article(2))
    assert "A comment stood here" in page.locator("#discussion").inner_text()
    assert "remark" not in page.locator("#discussion").inner_text()


def test_correct_by_selecting_and_export(open_page: Any, served: Served, tmp_path: Path) -> None:
    page = open_page(article(3))
    page.evaluate(
        """() => { const runs = [...document.querySelectorAll('.text [data-o]')];
        const run = runs.find((e) => e.textContent.includes('Envoys'));
        const range = document.createRange(); range.setStart(run.firstChild, 0); range.setEnd(run.firstChild, 6);
        const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"""
    )
    page.click("text=Add to the record")
    assert page.locator("#quote").input_value() == "Envoys"
    page.select_option("#f-type", "CONSULT")
    page.select_option("#f-status", "planned")
    page.fill("#f-actors", "MLI GOV; NER GOV")
    page.click("text=Add it")
    sync_api.expect(page.locator("#corrections")).to_contain_text("in force")
    page.wait_for_load_state("networkidle")

    card = page.locator(".card.event").first
    card.locator("summary").click()
    card.locator("text=Correct this").click()
    page.click("text=Reject it")
    sync_api.expect(page.locator(".chip.note:has-text('rejected')")).to_have_count(1)
    page.goto("/about")
    with page.expect_download() as download:
        page.click("text=Export as annotated cases")
    download.value.save_as(tmp_path / "gold.zip")
    key = make_record(3).article.id
    with zipfile.ZipFile(tmp_path / "gold.zip") as archive:
        assert f"gold/{key}.json" in archive.namelist()


def test_by_keyboard_alone(open_page: Any) -> None:
    page = open_page()
    page.focus("body")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") in {"skip", ""}
    page.focus("#page")
    page.keyboard.insert_text(BODY)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".reading")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.text a.act')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.card.event.on[open]') !== null")
    page.keyboard.press("Enter")  # the card's own summary: it closes
    assert page.evaluate("document.activeElement.closest('.card[open]') === null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_on_a_phone(open_page: Any) -> None:
    page = open_page(article(4), size=PHONE, has_touch=True)
    page.touchscreen.tap(*start_of(page.locator("mark.say.direct").first))
    sheet = page.locator(".card.up")
    box = sheet.bounding_box()
    assert box["y"] + box["height"] == pytest.approx(PHONE[1], abs=2)
    assert box["width"] == pytest.approx(PHONE[0], abs=2)
    page.click("text=Close")
    assert page.locator(".card.up").count() == 0
    for path in (*PATHS, article(4), f"{article(4)}/correct"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path


@pytest.mark.parametrize(("scheme", "size"), [("light", LAPTOP), ("dark", PHONE)])
def test_axe_finds_nothing_serious(open_page: Any, scheme: str, size: tuple[int, int]) -> None:
    page = open_page(size=size, scheme=scheme)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"
    assert dark == (scheme == "dark")
    axe = AXE.read_text("utf-8")
    faults = []
    for path in (*PATHS, article(5), f"{article(5)}/correct", "/no/such/page"):
        page.goto(path)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            f"{path} {v['id']}: {n['target']} {n['failureSummary'][:200]}"
            for v in found["violations"]
            if v["impact"] in {"serious", "critical"}
            for n in v["nodes"][:2]
        ]
    # the page that is not there says so in the console; that is no fault of the desk
    assert faults == []


def test_a_long_series_can_be_zoomed(open_page: Any) -> None:
    page = open_page("/pairs/MLI/NER?period=day")
    sync_api.expect(page.locator(".uplot canvas")).to_be_visible()
    page.locator("svg.chart a").first.focus()
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#events")).to_contain_text("Events of the day")


def test_without_script(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    page.fill("#page", BODY)
    page.click("button.primary")
    page.locator("a.act").first.click()
    assert "#e-" in page.url
    page.goto("/articles?q=army")
    assert page.locator(".hits li").count() > 5
