"""The JSON interface answers as its OpenAPI document says, whatever it is asked."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invented import BODY, Visit
from onrecord.web.index.rows import codes


def test_the_document_names_every_answer_and_no_form_of_people(visit: Visit) -> None:
    document = visit.client.get("/api/openapi.json").json()

    assert {"/api/articles", "/api/articles/{article_id}", "/api/pairs/{one}/{other}/series"} <= document[
        "paths"
    ].keys()
    assert all(path.startswith("/api/") for path in document["paths"])
    assert "email" not in str(document).lower()


@pytest.mark.parametrize(
    "path",
    ["/api/articles", "/api/articles?q=army&sort=best", "/api/actors", "/api/actors/MLI", "/api/pairs",
     "/api/pairs/MLI/NER", "/api/pairs/NER/MLI/series?period=day", "/api/places?year=2024", "/api/positions",
     "/api/contradictions"],
)  # fmt: skip
def test_every_list_answers(visit: Visit, path: str) -> None:
    answer = visit.client.get(path)

    assert answer.status_code == 200
    assert answer.json()


def test_an_article_carries_its_record(visit: Visit) -> None:
    article = visit.client.get(f"/api/articles/{visit.article}").json()

    assert [s["act"] for s in article["statements"]] == ["deny", "accuse"]
    assert article["statements"][0]["speaker"]["code"] == "MLI"
    assert article["events"][0]["chain"] == [1]
    assert article["contradictions"][0]["first"]["number"] == 1


def test_a_page_is_read_without_a_form(visit: Visit) -> None:
    record = visit.client.post("/api/read", json={"page": BODY, "date": "2024-07-01"}).json()

    assert record["article"]["date"] == "2024-07-01"
    assert visit.client.post("/api/read", json={"page": BODY, "date": "soon"}).status_code == 422
    assert visit.client.post("/api/read", content=b"{", headers={"content-type": "application/json"}).status_code == 422
    assert visit.client.post("/api/read", data={"page": BODY}).status_code == 422


def test_only_comments_let_through_are_given_and_no_address(visit: Visit) -> None:
    visit.comment(text="Shown.")
    visit.approve_all()
    visit.comment(text="Waiting.")
    (shown,) = visit.client.get(f"/api/articles/{visit.article}/comments").json()

    assert (shown["name"], shown["text"]) == ("Ann", "Shown.")
    assert "email" not in shown


VALUES = st.one_of(
    st.text(max_size=30), st.integers().map(str), st.sampled_from(["", "0", "-1", "9" * 30, "null", "%00", "\x00"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_it_is_asked_breaks_it(visit: Visit, data: Any) -> None:
    document = visit.client.get("/api/openapi.json").json()
    path = data.draw(st.sampled_from(sorted(p for p, m in document["paths"].items() if "get" in m)))
    asked = document["paths"][path]["get"].get("parameters", [])
    query = {p["name"]: data.draw(VALUES) for p in asked if p["in"] == "query" and data.draw(st.booleans())}
    for parameter in (p for p in asked if p["in"] == "path"):
        value = data.draw(
            st.one_of(
                st.sampled_from(["MLI", "NER", visit.article]),
                st.from_regex(r"[^/?#\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,20}", fullmatch=True),
            )
        )
        path = path.replace(f"{{{parameter['name']}}}", value.replace("%", "%25"))
    answer = visit.client.get(path, params={n: v.encode("utf-8", "replace") for n, v in query.items()})

    assert answer.status_code in {200, 307, 404, 422}
    assert answer.headers["content-type"].startswith(("application/json", "text/html"))


def test_codes_of_several_countries_are_several_codes() -> None:
    assert codes([{"code": "MLI;NER"}]) == ["MLI", "NER"]
