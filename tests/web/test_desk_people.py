"""Users, sessions, comments: who may do what, and what is deleted is gone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from invented import EMAIL, Visit, open_visit
from onrecord.cli import onrecord
from onrecord.errors import StoreError, UsageError
from onrecord.web.comments import STEPS
from onrecord.web.database import Database
from onrecord.web.people import open_people
from onrecord.web.users import Users

PASSWORD = "correct horse battery"


@pytest.fixture
def closed(store_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """A desk with a user of each role, and hashes that cost little."""
    monkeypatch.setattr("onrecord.web.users.COST", 1 << 8)
    for name in ("news", "news.desk"):
        shutil.copytree(store_copy.with_name(name), tmp_path / name)
    opened = open_visit(tmp_path / "news", auth=True)
    for role in ("reader", "editor", "moderator"):
        opened.desk.users.add(f"{role}-ann", PASSWORD, role=role)
    yield opened
    opened.close()


def sign_in(visit: Visit, name: str, password: str = PASSWORD) -> int:
    visit.client.cookies.clear()
    page = visit.client.get("/sign-in").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    answer = visit.client.post(
        "/sign-in", data={"csrf": csrf, "name": name, "password": password}, follow_redirects=False
    )
    return answer.status_code


def test_nobody_comes_in_without_signing_in(closed: Visit) -> None:
    paths = [
        "/",
        "/articles",
        f"/articles/{closed.article}",
        "/about",
        "/moderation",
        "/export/gold.zip",
        "/actors/MLI/feed",
    ]
    for path in paths:
        answer = closed.client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/sign-in"), path
    assert closed.client.get("/api/articles").status_code == 401
    assert closed.client.get("/static/desk.css").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(closed: Visit) -> None:
    closed.client.cookies.clear()
    page = closed.client.get("/sign-in").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    data = {"csrf": csrf, "name": "reader-ann", "password": PASSWORD}
    cookie = closed.client.post("/sign-in", data=data, follow_redirects=False).headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    ("role", "keeps", "moderates"), [("reader", 403, 403), ("editor", 200, 403), ("moderator", 200, 200)]
)
def test_a_role_may_do_what_it_may(closed: Visit, role: str, keeps: int, moderates: int) -> None:
    assert sign_in(closed, f"{role}-ann") == 303

    assert closed.client.get("/articles").status_code == 200
    assert closed.client.get(f"/articles/{closed.article}/correct").status_code == keeps
    assert closed.client.get("/export/gold.zip").status_code == keeps
    assert closed.client.get("/moderation").status_code == moderates
    data = {"csrf": closed.csrf, "comment": "none", "action": "approve"}
    assert closed.client.post("/moderation", data=data).status_code == (403 if moderates == 403 else 404)


def test_sessions_end(closed: Visit) -> None:
    assert sign_in(closed, "reader-ann", "wrong password") == 403
    assert sign_in(closed, "nobody") == 403
    assert sign_in(closed, "reader-ann") == 303
    csrf = closed.csrf
    closed.client.post("/sign-out", data={"csrf": csrf})
    assert closed.client.get("/articles", follow_redirects=False).status_code == 303

    sign_in(closed, "reader-ann")
    closed.desk.users.add("reader-ann", "another password", role="reader")
    assert closed.client.get("/articles", follow_redirects=False).status_code == 303
    late = Users(closed.desk.people_file, clock=lambda: time.time() + 15 * 86400)
    token = closed.desk.users.sign_in("reader-ann", "another password")
    assert token is not None
    assert closed.desk.users.of_session(token) == ("reader-ann", "reader")
    assert late.of_session(token) is None


def test_passwords_are_kept_as_salted_hashes(closed: Visit) -> None:
    rows = closed.desk.people_file.all("SELECT * FROM user")

    assert len({row["hash"] for row in rows}) == len(rows)
    assert PASSWORD.encode() not in (closed.desk.settings.data / "people.sqlite-wal").read_bytes()
    for bad in ("", "short", "x" * 2000):
        with pytest.raises(UsageError, match="password"):
            closed.desk.users.add("ann", bad, role="reader")
    with pytest.raises(UsageError, match="name"):
        closed.desk.users.add("ann <b>", PASSWORD, role="reader")


def test_the_command_line_looks_after_users(store_copy: Path, tmp_path: Path) -> None:
    store = tmp_path / "news"
    shutil.copytree(store_copy, store)
    run = CliRunner().invoke
    add = ["desk", "user", "add", str(store), "ann", "--role", "editor", "--password-stdin"]

    assert run(onrecord, add, input=f"{PASSWORD}\n").exit_code == 0
    assert run(onrecord, ["desk", "user", "list", str(store)]).output == "ann\teditor\n"
    assert Users(open_people(tmp_path / "news.desk")).sign_in("ann", PASSWORD)
    assert run(onrecord, ["desk", "user", "remove", str(store), "ann"]).exit_code == 0
    assert isinstance(run(onrecord, ["desk", "user", "remove", str(store), "ann"]).exception, UsageError)
    assert isinstance(run(onrecord, ["desk", str(store), "--host", "0.0.0.0"]).exception, UsageError)
    assert isinstance(run(onrecord, ["desk", str(store), "--auth"]).exception, UsageError)
    assert isinstance(run(onrecord, ["desk", str(tmp_path / "none")]).exception, StoreError)


def test_what_is_deleted_leaves_the_disk(visit: Visit) -> None:
    token = visit.token_of(visit.comment(text="Unlikely-remark.", name="Unlikely-name"))
    visit.approve_all()
    visit.client.get(f"/articles/{visit.article}")
    visit.client.post("/comment/delete", data={"csrf": visit.csrf, "token": token})

    for path in visit.desk.settings.data.iterdir():
        held = path.read_bytes()
        assert b"Unlikely" not in held, path
        assert EMAIL.encode() not in held, path


def test_a_changed_comment_waits_again(visit: Visit) -> None:
    token = visit.token_of(visit.comment(text="First words."))
    visit.approve_all()
    visit.client.post("/comment/change", data={"csrf": visit.csrf, "token": token, "text": "Other words."})

    page = visit.client.get(f"/articles/{visit.article}").text
    assert "First words." not in page
    assert "Other words." not in page


def test_replies_go_one_level_deep(visit: Visit) -> None:
    visit.comment(text="Top.")
    visit.approve_all()
    (top,) = visit.desk.comments.shown(visit.article)
    assert visit.comment(parent=top.id, text="Below.").status_code == 201
    visit.approve_all()
    (below,) = visit.desk.comments.shown(visit.article)[0].replies
    assert visit.comment(parent=below.id, text="Further below.").status_code == 422
    assert visit.comment(parent="'; DROP TABLE comment", text="x").status_code == 422

    visit.desk.comments.delete(top.id)
    (place,) = visit.desk.comments.shown(visit.article)
    assert (place.state, place.text, place.name) == ("gone", "", "")
    assert [r.text for r in place.replies] == ["Below."]


def test_a_newer_file_is_refused_and_an_older_one_brought_up_to_date(tmp_path: Path) -> None:
    older = Database(tmp_path / "x.sqlite", STEPS[:0])
    older.close()
    assert Database(tmp_path / "x.sqlite", STEPS).one("SELECT count(*) AS n FROM comment")
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        Database(tmp_path / "x.sqlite", STEPS)


WRITER = """
import sys
from pathlib import Path
from onrecord.web.comments import Comments, Draft, open_desk
from onrecord.web.people import People, open_people
data = Path(sys.argv[1])
comments = Comments(open_desk(data), People(open_people(data)))
for i in range(100_000):
    comments.add("a-1", Draft("Ann", "ann@mail.example", f"{sys.argv[2]} {i}"))
    print(f"{sys.argv[2]} {i}", flush=True)
"""


def test_every_comment_that_was_acknowledged_survives_a_kill(tmp_path: Path, times: int = 3) -> None:
    acknowledged: list[str] = []
    for turn in range(times):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acknowledged += [process.stdout.readline().strip() for _ in range(5 + 3 * turn)]
            os.kill(process.pid, signal.SIGKILL)
            acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]

    kept = {row["text"] for row in Database(tmp_path / "desk.sqlite", STEPS).all("SELECT text FROM comment")}
    assert len(acknowledged) > 5 * times
    assert set(acknowledged) <= kept
