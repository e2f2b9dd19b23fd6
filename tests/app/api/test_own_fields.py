"""Fields of one's own over the API: which are fast to search, and what a condition costs."""

from typing import Any

import pytest
from sqlalchemy import text

from app import jobs
from app.installation import Installation
from app.jobs import index
from app.models import CrmField
from app.queue import Job
from app.store import audience, patience
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.people import START, add_account


@pytest.fixture
def score(installation: Installation) -> int:
    """A field of one's own; its number."""
    with installation.db.write() as session:
        labels = {"es": "Puntuación", "en": "Score"}
        field = CrmField(scope="account", name="score", type="number", labels=labels, personal=False, created_at=START)
        session.add(field)
        session.flush()
        add_account(session, custom={"score": 7})
        return field.id


def above(value: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"field": "account.score", "op": "gt", "value": value, **more}


def codes(browser: Browser, condition: dict[str, Any]) -> list[tuple[str, str | None]]:
    reasons = browser.post("/audience", {"condition": condition}).json["reasons"]
    assert all(one["text"]["es"] and one["text"]["en"] for one in reasons)
    return [(one["code"], one["field"]) for one in reasons]


def test_an_administrator_makes_a_field_fast_and_plain_again(
    installation: Installation, score: int, admin: Browser, enter: Enter
) -> None:
    reader = enter("strategist")
    (listed,) = reader.get("/own-fields").json["items"]
    assert (listed["name"], listed["search"], listed["labels"]["es"]) == ("account.score", None, "Puntuación")
    assert codes(reader, above(5)) == [("own", "account.score")]
    ordered = admin.post(f"/own-fields/{score}/index")
    assert (ordered.status_code, ordered.json["search"]) == (202, "making")
    assert codes(reader, above(5)) == [("making", "account.score")]
    assert admin.post(f"/own-fields/{score}/index").status_code == 409, "it is being made"
    assert Job.index_fields.value in [job.func_name for job in installation.queue.rq.jobs]
    _work(installation)
    assert reader.get("/own-fields").json["items"][0]["search"] == "ready"
    assert codes(reader, above(5)) == []
    assert admin.send("DELETE", f"/own-fields/{score}/index").json["search"] == "removing"
    _work(installation)
    assert reader.get("/own-fields").json["items"][0]["search"] is None
    assert admin.post("/own-fields/999/index").status_code == 404
    done = [line["action"] for line in enter("auditor").get("/audit?search=field").json["items"]]
    assert done == ["field.index_removed", "field.index_ordered"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": "account.balance", "op": "gt", "value": 1}, []),
        ({"field": "account.score", "op": "is_empty"}, [("inside", "account.score")]),
        ({"all": [above(1), {"not": above(2)}]}, [("own", "account.score")]),
        ({"field": "debtor.email", "op": "is_empty"}, [("elsewhere", "debtor.email")]),
        ({"field": "promise.state", "op": "eq", "value": "kept"}, [("elsewhere", "promise.state")]),
        ({"event": "message_opened", "op": "eq", "value": 0}, [("ever", None)]),
        ({"event": "paid", "op": "eq", "value": 0, "within": {"amount": 7, "unit": "days"}}, []),
        ({"field": "account.nobody", "op": "eq", "value": 1}, []),
    ],
    ids=["column", "comparison", "said once", "address", "promise", "all the past", "some days", "unknown"],
)
def test_it_is_said_what_takes_time(
    admin: Browser, score: int, condition: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    assert score
    assert codes(admin, condition) == expected


def test_a_count_that_takes_too_long_is_given_up(
    installation: Installation, admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    if installation.db.is_sqlite:
        with installation.db.read() as session:
            assert patience.answer(session, text("SELECT 1"), 0.001) == [(1,)], "it takes the time it takes"
        return
    slow = text("SELECT 1 FROM pg_sleep(5)")
    with installation.db.read() as session:
        assert patience.answer(session, slow, 0.02) is None
        assert session.scalar(text("SELECT 1")) == 1, "the transaction goes on"
    monkeypatch.setattr(audience.patience, "answer", lambda *_: None)
    counted = admin.post("/audience", {"condition": above(1)}).json
    assert (counted["matches"], counted["seconds"], counted["speed"]) == (None, None, "slow")
    tried = admin.post("/segments/preview", {"condition": {"field": "account.balance", "op": "gt", "value": 1}}).json
    assert tried == {"members": [], "in_time": False}


def _work(installation: Installation) -> None:
    jobs.use(installation, {})
    index.run()
    jobs.use(None)
