"""`onrecord read` as a person and as a program meet it."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.cli import COMMANDS, main
from onrecord.cli.present import plain
from onrecord.schema import Record

EXAMPLE = Path(__file__).parents[2] / "examples" / "pasted_page.txt"


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def test_the_example_page_is_read_for_people() -> None:
    done = run("read", EXAMPLE)
    shown = done.stdout.decode()

    assert done.returncode == 0
    assert shown.startswith("Baerbock asks Belgrade to calm the north of Kosovo")
    assert "2023-03-14 · Correspondent in Brussels" in shown
    assert "Statements (" in shown
    assert "Events (" in shown
    assert "Leave a Reply" not in shown
    assert "\x1b" not in shown  # colour only on a terminal


def test_explain_names_rule_score_and_maker() -> None:
    shown = run("read", EXAMPLE, "--explain").stdout.decode()

    assert "rule " in shown
    assert "score 0." in shown
    assert "made by onrecord" in shown


def test_json_decodes_as_a_record_and_anchors_quote_the_text() -> None:
    written = json.loads(run("read", EXAMPLE, "--json").stdout)
    text = written["article"]["text"]
    anchors = [s["cue"] for s in written["statements"] if s["cue"]]

    assert anchors
    assert all(text[a["start"] : a["end"]] == a["text"] for a in anchors)
    assert msgspec.convert(written, Record, strict=False).article.date == "2023-03-14"


def test_the_same_bytes_twice_and_from_standard_input() -> None:
    page = EXAMPLE.read_bytes()
    first, second = (run("read", "-", "--jsonl", stdin=page).stdout for _ in range(2))

    assert first == second
    assert len(first.splitlines()) == 1


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"File {name}: Peru rejected the claim on Monday, the ministry said.")
    rows = [json.loads(line) for line in run("read", tmp_path, "--jsonl").stdout.splitlines()]

    assert [r["article"]["source"]["name"] for r in rows] == ["a.txt", "b.txt"]


def test_a_file_that_cannot_be_read_costs_one_line_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "b.txt").write_text("Peru rejected the claim on Monday, the ministry said.")
    done = run("read", tmp_path, "--jsonl")

    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"a.bin" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["read", "no/such/file"], 1, id="missing file"),
        pytest.param(["read", "-", "--json", "--jsonl"], 1, id="options that exclude each other"),
        pytest.param(["read", "-", "--date", "soon"], 1, id="no date"),
        pytest.param(["read"], 2, id="nothing to read"),
        pytest.param(["raed"], 2, id="no such command"),
    ],
)
def test_a_mistake_costs_a_clear_line_and_no_trace(arguments: list[str], code: int) -> None:
    done = run(*arguments)

    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert done.stderr


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param(b"", 0, id="empty"),
        pytest.param(bytes(range(256)) * 100, 1, id="binary"),
        pytest.param(b"a" * 5_000_000, 0, id="5 MB of one word"),
        pytest.param(b'He said "yes '.ljust(13) * 10_000, 0, id="10,000 quotes never closed"),
        pytest.param(b"Peru\x00 said\x00 it \x00would sign.", 0, id="NULs"),
        pytest.param("Peru said \ud800 it would sign.".encode("utf-8", "surrogatepass"), 0, id="a lone surrogate"),
    ],
)
def test_hostile_input_gives_a_record_or_one_line(page: bytes, code: int) -> None:
    done = run("read", "-", "--jsonl", stdin=page)

    assert done.returncode == code, done.stderr[-300:]
    assert b"Traceback" not in done.stderr
    if code == 0:
        assert "article" in json.loads(done.stdout)
    else:
        assert len(done.stderr.splitlines()) == 1


def test_what_is_left_out_of_a_file_is_counted(tmp_path: Path) -> None:
    rows = ['{"text": "Peru rejected the claim on Monday."}', '{"text": "cut off', '{"note": "no text"}', "{}"]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    (tmp_path / "b.xml").write_text('<rss version="2.0"><channel></channel></rss>')
    some, none = run("read", tmp_path / "a.jsonl", "--jsonl"), run("read", tmp_path / "b.xml", "--jsonl")

    assert (len(some.stdout.splitlines()), some.returncode) == (1, 0)
    assert b"a.jsonl: 3 lost (bad-json 1, no-article 2); first line 2" in some.stderr
    assert (none.stdout, none.returncode) == (b"", 1)
    assert b"b.xml: 1 lost (no-article 1)" in none.stderr


def test_a_closed_standard_input_is_one_line() -> None:
    shell = ["sh", "-c", 'exec "$0" -m onrecord read - <&-', sys.executable]
    done = subprocess.run(shell, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (1, b"onrecord: -: standard input is closed\n")


def test_an_empty_page_is_an_empty_record_with_a_problem() -> None:
    written = json.loads(run("read", "-", "--jsonl").stdout)

    assert written["statements"] == []
    assert written["problems"]


def test_a_page_in_another_language_is_said_so_and_never_coded() -> None:
    page = (
        "Le ministre des affaires étrangères a rejeté lundi la demande de la Russie et a déclaré que les "
        "négociations ne reprendraient pas avant le mois prochain, selon un communiqué du gouvernement."
    )
    written = json.loads(run("read", "-", "--jsonl", stdin=page.encode()).stdout)

    assert written["article"]["language"] == "fr"
    assert (written["statements"], written["events"]) == ([], [])
    assert "no-language-pack" in [p["code"] for p in written["problems"]]


def test_untrusted_text_cannot_steer_the_terminal() -> None:
    assert plain("\u061cPe\u2063ru\ufff9 \u206adenied") == "Peru denied"
    assert plain("Peru\x1b[2J \u202eevil\u202c\n\x07") == "Peru[2J evil"


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as stop:
            main([name, "--help"])
        assert stop.value.code == 0
        assert "Example" in capsys.readouterr().out, name


def test_help_and_import_load_no_model() -> None:
    code = "import sys, onrecord, onrecord.cli; assert not {'onnxruntime', 'numpy', 'pyarrow'} & set(sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_without_files_is_said_and_a_date_is_kept_as_iso(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("read", tmp_path / "empty")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)

    done = run("read", "-", "--jsonl", "--date", "20240508", stdin=b"Mali on Monday accused France of spying.")
    assert json.loads(done.stdout)["article"]["date"] == "2024-05-08"
