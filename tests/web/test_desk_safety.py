"""Hostile input: BAD_INPUTS.md "Web/comments", a test a case (its number stands first)."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from invented import EMAIL, Visit, open_visit
from onrecord.schema import Anchor, Article, Record, Source, article_id
from onrecord.store import Store
from onrecord.web.comments import Draft
from onrecord.web.index.actors import list_actors
from onrecord.web.index.search import Query, find_articles
from onrecord.web.index.stances import list_issues
from onrecord.web.settings import Limits

XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }} javascript:alert(3)"


def test_69_a_comment_of_a_megabyte_is_refused(visit: Visit) -> None:
    assert visit.comment(text="x" * 1_000_000).status_code == 413
    assert visit.desk.comments.count_waiting() == 0


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u200d\ufeff", "\u2062\u3164 \u00ad"], ids=ascii)
def test_70_a_comment_of_nothing_that_is_seen_is_refused(visit: Visit, text: str) -> None:
    answer = visit.comment(text=text)

    assert answer.status_code == 422
    assert "Write something" in answer.text


@pytest.mark.parametrize("length", [4_001, 20_000])
def test_71_a_long_comment_is_refused_and_not_cut(visit: Visit, length: int) -> None:
    answer = visit.comment(text="<b>" + "x" * (length - 3))

    assert answer.status_code == 422
    assert "Nothing was kept" in answer.text
    assert visit.desk.comments.count_waiting() == 0
    assert visit.comment(text="x" * 4_000).status_code == 201


def test_72_markup_in_any_field_is_text(visit: Visit) -> None:
    answer = visit.comment(name=XSS[:80], text=XSS)
    visit.approve_all()
    token = visit.token_of(answer)
    opened = visit.client.post("/comment", data={"csrf": visit.csrf, "token": token})
    page = visit.client.get(f"/articles/{visit.article}")

    assert answer.status_code == 201
    for shown in (opened.text, page.text):
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "&lt;script&gt;" in shown
        assert "{{ 7*7 }}" in shown


def test_72_a_hostile_article_is_text_on_every_page(tmp_path: Path) -> None:
    record = hostile_record()
    Store.create(tmp_path / "news").add("s", [record], made_by="v1")
    opened = open_visit(tmp_path / "news")
    key = record.article.id
    paths = [
        f"/articles/{key}",
        f"/articles/{key}/correct",
        "/articles",
        "/articles?q=alert",
        "/about",
        f"/api/articles/{key}",
    ]

    for path in paths:
        answer = opened.client.get(path)
        if path.startswith("/api"):
            assert answer.headers["content-type"] == "application/json"
            continue
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert 'href="javascript:' not in answer.text


def hostile_record() -> Record:
    key = article_id("66" * 32)
    article = Article(
        key,
        f"{XSS}\n{XSS}",
        Source("66" * 32, "html", name=XSS, url="javascript:alert(1)"),
        body=(Anchor(0, len(XSS)),),
        furniture=(Anchor(len(XSS) + 1, 2 * len(XSS) + 1),),
        headline=XSS,
        byline=XSS,
        publisher=XSS,
        section=XSS,
        language="en",
        marks=(XSS,),
        date="2024-05-06",
    )
    return Record(article, XSS)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.1.nip.example"]
)
def test_73_another_host_name_is_refused(visit: Visit, host: str) -> None:
    assert visit.client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "null"}, id="origin null"),
        pytest.param({"origin": "https://evil.example"}, id="another origin"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="cross-site"),
        pytest.param({"sec-fetch-site": "same-site"}, id="same-site"),
    ],
)
def test_74_a_post_from_another_site_is_refused(visit: Visit, headers: dict[str, str]) -> None:
    data = {"csrf": visit.csrf, "page": "x"}

    assert visit.client.post("/read", data=data, headers=headers).status_code == 403
    assert visit.client.post("/api/read", json={"page": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 64, None])
def test_74_a_post_without_the_token_is_refused(visit: Visit, token: str | None) -> None:
    _ = visit.csrf
    data = {"page": "x"} | ({} if token is None else {"csrf": token})

    assert visit.client.post("/read", data=data).status_code == 403
    assert visit.comment(csrf=token or "").status_code == 403


def test_74_one_visitors_token_is_not_anothers(visit: Visit) -> None:
    stolen = visit.csrf
    visit.client.cookies.clear()
    _ = visit.client.get("/")

    assert visit.client.post("/read", data={"csrf": stolen, "page": "x"}).status_code == 403


def test_75_a_comment_that_waits_is_nowhere(visit: Visit) -> None:
    visit.comment(text="Unlikely-remark", name="Unlikely-name")
    (waiting,) = visit.desk.comments.waiting()
    paths = [
        f"/articles/{visit.article}", f"/articles/{visit.article}?comment={waiting.id}", f"/comments/{waiting.id}",
        f"/comment/{waiting.id}", f"/api/articles/{visit.article}/comments", f"/api/articles/{visit.article}",
        f"/api/comments/{waiting.id}", "/articles", "/actors/MLI/feed", "/pairs/MLI/NER/feed", "/export/gold.zip",
        f"/api/articles/{visit.article}/gold", "/api/openapi.json", "/",
    ]  # fmt: skip

    for path in paths:
        text = visit.client.get(path).text
        assert "Unlikely" not in text, path
        assert waiting.id not in text or path.endswith(waiting.id), path
    # it cannot be answered either
    answer = visit.comment(parent=waiting.id)
    assert answer.status_code == 422


def test_76_the_email_is_in_no_answer_log_or_file_but_its_own(visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    import hashlib

    caplog.set_level(logging.DEBUG)
    answers = [
        visit.comment(),
        visit.comment(text=""),
        visit.comment(text="x" * 5_000),
        visit.comment(name=""),
        visit.comment(email=EMAIL + " x"),
        visit.comment(stamp="0:0"),
        visit.comment(parent="no such"),
        visit.comment(csrf="wrong"),
        visit.client.post("/articles/none/comments", data={"csrf": visit.csrf, "email": EMAIL}),
    ]
    visit.approve_all()
    paths = ["/", f"/articles/{visit.article}", "/moderation", "/about", "/api/openapi.json", "/export/gold.zip"]
    paths += [f"/api/articles/{visit.article}/comments", "/articles", "/actors/MLI/feed"]
    answers += [visit.client.get(path) for path in paths]
    lowered = EMAIL.lower().encode()
    secrets = [EMAIL.encode(), *(h(lowered).hexdigest().encode() for h in (hashlib.md5, hashlib.sha1, hashlib.sha256))]

    for answer in answers:
        assert not any(secret in answer.content for secret in secrets)
        assert EMAIL not in str(answer.headers)
    assert EMAIL not in caplog.text
    assert EMAIL not in repr(Draft("Ann", EMAIL, "text"))
    folder = visit.desk.settings.data.parent
    holders = {p.name for p in folder.rglob("*") if p.is_file() and any(s in p.read_bytes() for s in secrets)}
    assert holders <= {"people.sqlite", "people.sqlite-wal"}
    assert oct((visit.desk.settings.data / "people.sqlite").stat().st_mode)[-3:] == "600"
    assert oct((visit.desk.settings.data / "people.sqlite-wal").stat().st_mode)[-3:] == "600"
    assert not list(visit.desk.settings.store.rglob("*.sqlite"))


def test_77_a_code_opens_its_own_comment_once(visit: Visit) -> None:
    first, second = visit.token_of(visit.comment(text="One.")), visit.token_of(visit.comment(text="Two."))
    csrf = visit.csrf
    assert "One." in visit.client.post("/comment", data={"csrf": csrf, "token": first}).text

    changed = visit.client.post("/comment/change", data={"csrf": csrf, "token": first, "text": "Once more."})
    assert changed.status_code == 200
    replay = visit.client.post("/comment/change", data={"csrf": csrf, "token": first, "text": "Again."})
    assert replay.status_code == 404
    assert {c.text for c in visit.desk.comments.waiting()} == {"Once more.", "Two."}
    for guess in ("", "1", second[:-1], visit.desk.comments.waiting()[0].id):
        assert visit.client.post("/comment", data={"csrf": csrf, "token": guess}).status_code == 404
    gone = visit.client.post("/comment/delete", data={"csrf": csrf, "token": visit.token_of(changed)})
    assert gone.status_code == 200
    assert visit.client.post("/comment", data={"csrf": csrf, "token": visit.token_of(changed)}).status_code == 404


def test_78_a_thousand_posts_a_minute_are_too_many(store_copy: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(store_copy, tmp_path / "news")
    opened = open_visit(tmp_path / "news", limits=Limits(fill_seconds=0.0))
    codes = [opened.comment().status_code for _ in range(12)]

    assert codes == [201] * 6 + [429] * 6
    assert opened.desk.comments.count_waiting() == 6


def test_79_a_form_filled_by_a_program_is_refused(store_copy: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(store_copy, tmp_path / "news")
    opened = open_visit(tmp_path / "news", limits=Limits(fill_seconds=2.0))
    quick = opened.comment()

    assert quick.status_code == 422
    assert "quicker than people type" in quick.text
    assert "A remark." in quick.text  # what was typed is not lost
    assert opened.comment(website="https://spam.example").status_code == 422
    assert opened.comment(stamp="1700000000.0.aa:bb").status_code == 422
    assert opened.comment(stamp="").status_code == 422
    assert opened.desk.comments.count_waiting() == 0


@pytest.mark.parametrize(
    ("start", "end"), [("-1", "5"), ("9", "3"), ("5", "5"), ("0", "99999999"), ("99999", "999999"), ("x", "y")]
)
def test_80_a_correction_outside_the_text_is_refused(visit: Visit, start: str, end: str) -> None:
    data = {"kind": "event", "action": "add", "type": "AID", "status": "planned", "start": start, "end": end}
    answer = visit.client.post(f"/articles/{visit.article}/correct", data=data | {"csrf": visit.csrf})

    assert answer.status_code == 422
    assert visit.desk.corrections.of(visit.article) == ()


def test_81_methods_uploads_and_fields_beyond_measure(visit: Visit) -> None:
    client, csrf = visit.client, visit.csrf

    head = client.head("/articles")
    assert head.status_code == 200
    assert head.content == b""
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"):
        assert client.request(method, "/articles").status_code == 405
    override = client.post(
        "/articles", data={"csrf": csrf, "_method": "DELETE"}, headers={"x-http-method-override": "DELETE"}
    )
    assert override.status_code == 405
    assert client.post("/read", data={"csrf": csrf}, files={"file": ("a", b"x" * (20 << 20))}).status_code == 413
    many = {f"f{i}": "1" for i in range(2_000)}
    assert client.post("/comment", data=many | {"csrf": csrf}).status_code == 400
    assert client.post("/read", data=many | {"csrf": csrf}, files={"file": ("a", b"x")}).status_code == 400
    assert client.post("/comment", content=b"{}", headers={"content-type": "application/json"}).status_code == 415

    def drip() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    assert (
        client.post(
            "/comment", content=drip(), headers={"content-type": "application/x-www-form-urlencoded"}
        ).status_code
        == 413
    )


def test_82_a_name_with_line_breaks_makes_no_header(visit: Visit) -> None:
    answer = visit.comment(name="Ann\r\nSet-Cookie: evil=1\u202e")
    visit.approve_all()

    assert "evil" not in str(answer.headers)
    assert visit.desk.comments.shown(visit.article)[0].name == "Ann Set-Cookie: evil=1"
    export = visit.client.get("/export/gold.zip").headers["content-disposition"]
    assert export == 'attachment; filename="onrecord-gold.zip"'


def test_83_no_page_can_be_framed(visit: Visit) -> None:
    for path in ("/", f"/articles/{visit.article}", "/no/such", "/static/desk.css", "/api/actors"):
        headers = visit.client.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "words",
    ['"', '"""', "NEAR(", 'NEAR("a" "b", 5)', "a AND", "OR", "NOT", "^a", "headline:x", "{headline body}:x", "*", "a*",
     "%", "_", "-", "--", "()", "\u0000", "\uff2dali", "\u05e9\u05dc\u05d5\u05dd", "\U0001f469\u200d\U0001f467",
     "e\u0301", "' OR 1=1 --", "a" * 1_900, '"a" "b', "\u202e", "+a +b"],
    ids=ascii,
)  # fmt: skip
def test_84_any_query_is_answered(visit: Visit, words: str) -> None:
    index = visit.desk.index.database
    for best in (False, True):
        find_articles(index, Query(words=words, best=best))
    list_actors(index, words=words)
    list_issues(index, words=words)
    assert visit.client.get("/articles", params={"q": words}).status_code == 200


def test_84_wildcards_are_letters(visit: Visit) -> None:
    assert visit.client.get("/api/actors", params={"q": "%"}).json() == []
    assert visit.client.get("/api/actors", params={"q": "_LI"}).json() == []
    assert len(visit.client.get("/api/actors", params={"q": "mli"}).json()) == 1


def test_85_nothing_is_moderated_by_a_link(visit: Visit) -> None:
    visit.comment()
    (waiting,) = visit.desk.comments.waiting()
    for path in (f"/moderation?comment={waiting.id}&action=approve", f"/moderation?comment={waiting.id}&action=delete"):
        assert visit.client.get(path).status_code == 200
    assert visit.desk.comments.count_waiting() == 1
    assert visit.client.post("/moderation", data={"comment": waiting.id, "action": "approve"}).status_code == 403
    data = {"csrf": visit.csrf, "comment": waiting.id}
    assert visit.client.post("/moderation", data=data | {"action": "publish"}).status_code == 422
    assert visit.client.post("/moderation", data=data | {"action": "approve"}).status_code == 200
    assert visit.client.post("/moderation", data=data | {"action": "approve"}).status_code == 404
    assert "A remark." in visit.client.get(f"/articles/{visit.article}").text


def test_an_error_says_nothing_of_what_was_sent(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(visit.desk.comments, "add", broken)
    answer = visit.comment()

    assert answer.status_code == 500
    assert "inside" not in answer.text
    assert EMAIL not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_readers_and_a_writer_at_once_lose_nothing(visit: Visit) -> None:
    _ = visit.csrf
    errors: list[int] = []
    tokens: list[str] = []
    visit.desk.settings = type(visit.desk.settings)(
        store=visit.desk.settings.store, data=visit.desk.settings.data, background=False,
        limits=Limits(fill_seconds=0, comments_a_minute=500, comments_a_minute_of_all=500),
    )  # fmt: skip

    def read() -> None:
        for path in ("/articles?q=army", f"/articles/{visit.article}", "/pairs/MLI/NER", "/actors/MLI") * 2:
            code = visit.client.get(path).status_code
            if code != 200:
                errors.append(code)

    def write() -> None:
        for i in range(20):
            answer = visit.comment(text=f"Remark {i}.")
            if answer.status_code == 201:
                tokens.append(visit.token_of(answer))
            else:
                errors.append(answer.status_code)

    threads = [threading.Thread(target=read) for _ in range(4)] + [threading.Thread(target=write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(tokens) == 20
    assert visit.desk.comments.count_waiting() == 20
