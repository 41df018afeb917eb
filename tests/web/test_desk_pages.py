"""The pages: each shows what the store holds, and uses just the fields that it declares."""

import dataclasses
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import onrecord.web.app  # noqa: F401  # defines every page
from invented import BODY, FURNITURE, Visit, make_record, open_visit
from onrecord.store import Store
from onrecord.web.rendering import HERE, Frame, Page

PATHS = (
    "/", "/articles", "/articles?q=army", "/actors", "/actors/MLI", "/pairs", "/pairs/MLI/NER", "/map",
    "/pairs/NER/MLI?period=month&at=2024-03-01", "/map?at=14.73,0.92", "/positions", "/contradictions", "/about",
    "/comment",
    "/moderation", "/sign-in", "/sample?n=20",
)  # fmt: skip


def every_page(cls: type[Page] = Page) -> list[type[Page]]:
    found = [cls] if cls is not Page else []
    return found + [page for sub in cls.__subclasses__() for page in every_page(sub)]


@pytest.mark.parametrize("page", every_page(), ids=lambda page: page.__name__)
def test_a_page_is_a_documented_dataclass_whose_template_uses_all_its_fields(page: type[Page]) -> None:
    names = {f.name for f in dataclasses.fields(page)}
    pending, sources = {page.template}, ""
    while pending:
        text = (HERE / "templates" / pending.pop()).read_text("utf-8")
        pending |= set(re.findall(r'{% include "([^"]+)"', text))
        sources += text
    used = set(re.findall(r"\bpage\.([a-z_]+)", sources))

    assert all(f.metadata.get("doc") for f in dataclasses.fields(page))
    assert used - names == set()
    assert names - used - {"title"} == set()


def test_the_frame_uses_all_its_fields() -> None:
    sources = "".join(p.read_text("utf-8") for p in (HERE / "templates").glob("*.html"))

    assert {f.name for f in dataclasses.fields(Frame)} - {"path"} <= set(re.findall(r"\bframe\.([a-z_]+)", sources))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_answers_with_its_headers(visit: Visit, path: str) -> None:
    answer = visit.client.get(path)

    assert answer.status_code == 200
    assert "<h1>" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    # nothing that the content policy would have to forbid, and nothing from elsewhere
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|(?:src|href)=.https?://", answer.text)


def test_an_article_shows_its_record_in_the_text_and_beside_it(visit: Visit) -> None:
    page = visit.client.get(f"/articles/{visit.article}").text

    assert '<mark class="say indirect"' in page
    assert 'class="act q4 unreal"' in page
    assert "cue:deny" in page
    assert "0.90" in page
    assert FURNITURE in page
    assert "Comments (0)" in page
    text = re.sub(r'<a class="ref".*?</a>|<[^>]+>', "", page[page.index('class="body"') - 3 : page.index("</section>")])
    assert BODY in text


def test_a_page_is_read_shown_and_kept(visit: Visit) -> None:
    answer = visit.client.post("/read", data={"csrf": visit.csrf, "page": BODY, "date": "2024-07-01"})
    key = make_record(900).article.id

    assert answer.url.path == f"/pasted/{key}"
    assert "Keep it in the store" in answer.text
    assert "Leave a reply" not in answer.text
    kept = visit.client.post(f"/pasted/{key}/keep", data={"csrf": visit.csrf})
    assert kept.url.path == f"/articles/{key}"
    assert Store(visit.desk.settings.store).query(f"SELECT date FROM articles WHERE article_id = '{key}'").num_rows == 1
    assert key in visit.client.get("/articles").text


def test_nothing_is_pasted_and_something_that_is_no_date(visit: Visit) -> None:
    assert visit.client.post("/read", data={"csrf": visit.csrf, "page": " \n"}).status_code == 422
    for date in ("soon", "2024-02-30", "9999-99-99", "20240506"):
        assert visit.client.post("/read", data={"csrf": visit.csrf, "page": "x", "date": date}).status_code == 422


def test_search_finds_words_phrases_and_filters(visit: Visit) -> None:
    def count(query: str) -> int:
        found = re.search(r'role="status">(?:More than )?([\d,]+) article', visit.client.get(f"/articles?{query}").text)
        assert found
        return int(found[1])

    assert count("q=denied") == 30  # the stem of the headline's word as well
    assert count('q="attacked us"') == 30
    assert count("q=army -minister") == 0
    assert count("q=attack*&since=2024-02-01&until=2024-02-29") == 5
    assert count("actor=NER&type=CONSULT&status=planned") == 30
    assert count("type=CONSULT&status=happened") == 0
    assert count("actor=USA") == 0


def test_lists_go_on_where_a_page_ends(visit: Visit) -> None:
    first = visit.client.get("/articles?q=army").text
    following = re.search(r'href="(/articles\?[^"]*before=\d+)"', first)
    assert following
    second = visit.client.get(following[1].replace("&amp;", "&")).text
    ids = [set(re.findall(r'href="/articles/(a-\w+)"', page)) for page in (first, second)]

    assert [len(i) for i in ids] == [25, 5]
    assert not ids[0] & ids[1]


def test_a_pair_shows_the_events_behind_a_point(visit: Visit) -> None:
    page = visit.client.get("/pairs/MLI/NER?period=month").text
    points = re.findall(r'href="(/pairs/MLI/NER\?period=month&amp;at=[\d-]+)#events"', page)
    assert len(points) >= 2
    page = visit.client.get(points[-1].replace("&amp;", "&")).text

    assert 'class="hit chosen"' in page
    assert re.findall(r"told in (\d+) article", page)
    assert visit.client.get("/pairs/MLI/USA").status_code == 404
    assert visit.client.get("/pairs/MLI/MLI").status_code == 404


def test_the_feeds_are_well_formed_atom(visit: Visit) -> None:
    for path in ("/actors/MLI/feed", "/pairs/MLI/NER/feed"):
        answer = visit.client.get(path)
        feed = ET.fromstring(answer.content)
        atom = "{http://www.w3.org/2005/Atom}"

        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert len(feed.findall(f"{atom}entry")) >= 5
        for needed in ("id", "title", "updated"):
            assert all(entry.find(f"{atom}{needed}") is not None for entry in [feed, *feed.findall(f"{atom}entry")])


def test_what_is_not_there_is_said_in_html_and_json(visit: Visit) -> None:
    assert visit.client.get("/articles/a-none").status_code == 404
    assert visit.client.get("/no/such/page").status_code == 404
    assert visit.client.get("/actors/XXX").status_code == 404
    assert visit.client.get("/api/articles/a-none").json() == {"detail": "There is no such article in the store."}


def test_a_coding_sheet_is_filled_and_exported(visit: Visit) -> None:
    page = visit.client.get("/sample?n=12&by=status").text
    ids = re.findall(r'name="right-(e-\w+)" value="1"', page)
    assert len(ids) == 10
    answers = {f"right-{e}": str(int(i > 0)) for i, e in enumerate(ids)}
    data = answers | {"csrf": visit.csrf, f"note-{ids[0]}": "=2+2"}
    after = visit.client.post("/sample?n=12&by=status", data=data)
    assert "9</td>" in after.text
    assert "2 of 2" in after.text

    sheet = visit.client.get("/export/sheet.csv?n=12&by=status").text
    assert sheet.splitlines()[0] == "id,stratum,date,actors,type,recipients,status,trigger,passage,right,note"
    assert len(sheet.splitlines()) == 13
    assert "'=2+2" in sheet  # no cell is a formula
    changed = visit.client.post("/sample?n=12&by=status", data={"csrf": visit.csrf, f"right-{ids[0]}": "1"})
    assert "10</td>" in changed.text
    assert len(visit.desk.desk_file.all("SELECT 1 FROM judgement")) == 11  # none was overwritten
    assert visit.client.get("/sample?by=nonsense").status_code == 422


def test_contradictions_of_two_articles_stand_side_by_side(visit: Visit) -> None:
    page = visit.client.get("/contradictions").text
    api = visit.client.get("/api/contradictions").json()

    assert '<span class="chip">deny</span>' in page  # what is denied reads like what is said
    assert page.count('class="against"') == 30
    assert any(c["first"]["article"] != c["second"]["article"] for c in api)
    assert any(c["first"]["article"] == c["second"]["article"] for c in api)


def test_the_index_follows_the_store(visit: Visit) -> None:
    store = Store(visit.desk.settings.store)
    store.add("slice-2", [make_record(77, date="2025-01-02", headline="A later denial")], made_by="v1")
    visit.desk.index.update()
    assert "A later denial" in visit.client.get("/articles").text

    store.add("slice-2", [make_record(78, date="2025-01-03", headline="Another reading")], made_by="v2")
    visit.desk.index.update()
    page = visit.client.get("/articles").text
    assert "Another reading" in page
    assert "A later denial" not in page


def test_a_batch_may_write_while_the_desk_is_open(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.index.index.LOOK_AGAIN", 0.02)
    visit.desk.index.follow()
    store = Store(visit.desk.settings.store)
    for i in range(5):
        store.add(f"batch-{i}", [make_record(500 + i, date=f"2025-02-0{i + 1}", headline=f"Shard {i}")], made_by="v1")
        assert visit.client.get("/articles").status_code == 200
    until = time.monotonic() + 20
    while "35 articles" not in visit.client.get("/articles").text and time.monotonic() < until:
        time.sleep(0.05)

    assert "35 articles" in visit.client.get("/articles").text
    assert visit.client.get("/pairs").status_code == 200


def test_an_article_held_twice_is_listed_once_and_stays_when_one_goes(visit: Visit) -> None:
    store = Store(visit.desk.settings.store)
    store.add("slice-3", [make_record(1)], made_by="v1")
    visit.desk.index.update()
    rows = visit.desk.index.database.all("SELECT shard FROM article WHERE id = ?", (visit.article,))
    assert len(rows) == 1
    store.add("slice-1" if rows[0]["shard"] != "slice-3" else "slice-3", [make_record(2)], made_by="v3")
    visit.desk.index.update()

    rows = visit.desk.index.database.all("SELECT shard FROM article WHERE id = ?", (visit.article,))
    assert len(rows) == 1


def test_a_damaged_index_is_made_anew(store_copy: Path, tmp_path: Path) -> None:
    data = tmp_path / "news.desk"
    data.mkdir()
    (data / "index.sqlite").write_bytes(b"no database at all" * 100)
    import shutil

    shutil.copytree(store_copy, tmp_path / "news")
    opened = open_visit(tmp_path / "news")

    assert "30 articles" in opened.client.get("/articles").text


def test_a_store_without_text_shows_what_was_quoted(tmp_path: Path) -> None:
    Store.create(tmp_path / "news", text=False).add("s", [make_record(1)], made_by="v1")
    opened = open_visit(tmp_path / "news")

    page = opened.client.get(f"/articles/{opened.article}").text
    assert "keeps no text" in page
    assert "its army had attacked Niger" in page
    assert "1 article" in opened.client.get("/articles?q=army").text


def test_the_start_loads_no_model(store_copy: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from onrecord.web.app import create_app\nfrom onrecord.web.desk import Desk\n"
        "from onrecord.web.settings import Settings\n"
        f"create_app(Desk(Settings(store=Path({str(store_copy)!r}), data=Path({str(tmp_path)!r}), background=False)))\n"
        "print(sorted({'onnxruntime', 'tokenizers', 'onrecord.record', 'scipy.stats'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "[]"
