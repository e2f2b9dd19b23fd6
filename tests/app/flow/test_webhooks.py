"""Webhooks of journeys, against a server that really listens."""

import base64
import dataclasses
import json
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from sqlalchemy import select, text

from app import signatures
from app.clock import FixedClock, SystemClock
from app.db import Database
from app.flow import calling, posting
from app.flow.calling import call_batch
from app.flow.destinations import Destination
from app.flow.performer import performers
from app.flow.performers.webhook import key_of
from app.installation import Installation
from app.models import Account, CrmField, Debtor, Event, Run
from app.reasons import read
from tests.app.flow.acting import acts_of
from tests.app.flow.crm import Crm, Reply, answer, listening, raw
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account

SECRET = "a-secret-of-more-than-thirty-two-characters"


@pytest.fixture
def here(installation: Installation) -> Installation:
    """An installation with one person, fields of its own and a secret for webhooks."""
    with installation.db.write() as session:
        for scope, name, kind in (
            ("account", "score", "number"),
            ("account", "note", "text"),
            ("debtor", "vip", "boolean"),
        ):
            labels = {"es": name, "en": name}
            session.add(CrmField(scope=scope, name=name, type=kind, labels=labels, personal=False, created_at=START))
        add_account(session, ref="A-1", custom={"note": "old"})
    return dataclasses.replace(
        installation, config=dataclasses.replace(installation.config, webhook_secrets=(("crm", SECRET),))
    )


def calling_crm(here: Installation, url: str, *pairs: tuple[str, str], seconds: int = 5, signer: str = "crm") -> None:
    """Bring the person to a step that calls."""
    settings = {
        "url": url,
        "secret": signer,
        "fields": ["account.balance", "debtor.first_name", "account.score"],
        "mapping": [{"from": pointer, "to": name} for pointer, name in pairs],
        "seconds": seconds,
    }
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("call", "webhook", settings),
        ("took", "end", {"reason": "took"}),
        ("not", "end", {"reason": "not"}),
    ]
    publish_graph(here.db, graph(nodes, "enter.next>call call.next>took call.failed>not"))
    let_in(here.db)
    advance_all(here.db)


def become(here: Installation) -> tuple[str, str | None]:
    """Call what is due, move whoever was woken; the state of the act and the end of the run."""
    assert call_batch(here) == 1
    advance_all(here.db, here.clock.now())
    with here.db.read() as session:
        return acts_of(here.db)[0].state, session.scalars(select(Run.end_reason)).one()


def fields(database: Database) -> dict[str, Any]:
    with database.read() as session:
        account, debtor = session.execute(select(Account.custom, Debtor.custom).join(Debtor)).one()
    return {**account, **debtor}


def error(here: Installation) -> str:
    words = read(acts_of(here.db)[0].error)
    assert words is not None
    return words["en"]


def tell(crm: Crm, here: Installation, *pairs: tuple[str, str], **others: Any) -> tuple[str, str | None]:  # noqa: ANN401 - as above
    calling_crm(here, crm.url, *pairs, **others)
    return become(here)


def test_another_system_is_told_what_was_chosen_and_nothing_else(here: Installation) -> None:
    with listening(answer(200)) as crm:
        assert tell(crm, here) == ("done", "took")
    ((headers, body),) = crm.told
    act = acts_of(here.db)[0]
    assert json.loads(body) == {
        "type": "journey.step",
        "timestamp": START.isoformat(),
        "data": {
            "journey": 1,
            "run": 1,
            "node": "call",
            "visit": 1,
            "item": None,
            "account": "A-1",
            "fields": {"account.balance": 41_230, "debtor.first_name": "Lucía", "account.score": None},
        },
    }
    assert signatures.problem(SECRET.encode(), headers, body, SystemClock().wall()) is None
    assert headers["webhook-id"] == f"act_{act.id}"
    assert headers["content-type"] == "application/json"
    assert act.result == {"status": 200}


def test_an_answer_fills_fields_and_the_journey_goes_on(here: Installation) -> None:
    document = {"risk": {"score": 7.5}, "flags": [True], "gone": None, "other": 1}
    pairs = (("/risk/score", "account.score"), ("/flags/0", "debtor.vip"), ("/gone", "account.note"))
    with listening(answer(201, document)) as crm:
        assert tell(crm, here, *pairs) == ("done", "took")
    assert fields(here.db) == {"score": 7.5, "vip": True}, "null empties a field"
    with here.db.read() as session:
        told = session.scalars(select(Event).where(Event.kind == "act_done")).one().data
    assert told["result"] == {"status": 201}, "values go into fields, and nowhere else"


def test_what_an_answer_does_not_hold_changes_nothing(here: Installation) -> None:
    with listening(answer(200, {"score": 3})) as crm:
        assert tell(crm, here, ("/score", "account.score"), ("/note", "account.note")) == ("done", "took")
    assert fields(here.db) == {"score": 3, "note": "old"}


def test_one_that_is_down_for_a_moment_is_called_again_under_the_same_number(
    here: Installation, clock: FixedClock
) -> None:
    with listening(answer(500), answer(429), answer(200)) as crm:
        assert tell(crm, here) == ("queued", None)
        assert error(here) == "The other system answered 500; it will be tried again."
        for _ in range(2):
            clock.advance(acts_of(here.db)[0].due_at - clock.now())
            last = become(here)
        assert last == ("done", "took")
    assert len(crm.ids) == 3
    assert len(set(crm.ids)) == 1


REFUSALS: dict[str, tuple[Reply, str]] = {
    "gone": (answer(410), "The other system refused it (410)."),
    "not found": (answer(404), "The other system refused it (404)."),
    "a redirect": (answer(302, Location="http://127.0.0.1:1/"), "The other system refused it (302)."),
    "too much": (raw(200, b"x" * (posting.MOST + 1)), "The answer of the other system cannot be read: > 64 KiB"),
    "no JSON": (raw(200, b"<html>"), "The answer of the other system cannot be read: JSON"),
    "deep JSON": (raw(200, b"[" * 60_000), "The answer of the other system cannot be read: JSON"),
    "another type": (answer(200, {"score": "x"}), "The value does not work for the field “account.score”."),
    "no number": (raw(200, b'{"score": NaN}'), "The value does not work for the field “account.score”."),
}


@pytest.mark.parametrize(("reply", "why"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_is_refused_for_good_leaves_by_failed_and_changes_nothing(
    here: Installation, reply: Reply, why: str
) -> None:
    with listening(reply) as crm:
        assert tell(crm, here, ("/score", "account.score")) == ("failed", "not")
    assert (error(here), fields(here.db), len(crm.told)) == (why, {"note": "old"}, 1)


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "x" * 1_001])
def test_a_text_that_cannot_be_kept_is_refused(here: Installation, value: str) -> None:
    with listening(answer(200, {"note": value})) as crm:
        assert tell(crm, here, ("/note", "account.note")) == ("failed", "not")
    assert fields(here.db) == {"note": "old"}


def test_a_field_that_is_gone_by_then_is_said(here: Installation) -> None:
    with listening(answer(200, {"note": "new"})) as crm:
        calling_crm(here, crm.url, ("/note", "account.note"))
        with here.db.write() as session:
            session.execute(text("DELETE FROM crm_fields WHERE name = 'note'"))
        assert become(here) == ("failed", "not")
    assert error(here) == "There is no field of your own “account.note”."


@pytest.mark.parametrize("sends", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"])
def test_whoever_does_not_answer_in_time_is_called_again(here: Installation, sends: bytes) -> None:
    over = threading.Event()

    def drip(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(sends)
        while not over.wait(0.05):
            to.wfile.write(b"x")

    with listening(drip) as crm:
        assert tell(crm, here, seconds=1) == ("queued", None)
        over.set()
    assert error(here).startswith("The other system did not answer (")


def test_a_port_where_nobody_listens_is_tried_again(here: Installation) -> None:
    with listening(answer(200)) as crm:
        url = crm.url
    calling_crm(here, url)
    assert become(here) == ("queued", None)


def test_a_secret_that_nobody_kept_and_an_address_inside_are_not_called(here: Installation) -> None:
    with listening(answer(200)) as crm:
        assert tell(crm, here, signer="other") == ("failed", "not")
    assert (crm.told, error(here)) == ([], "CAUCE_WEBHOOK_SECRETS has no secret “other”.")


def test_production_calls_nobody_on_its_own_machine(here: Installation) -> None:
    there = dataclasses.replace(here, config=dataclasses.replace(here.config, mode="production"))
    with listening(answer(200)) as crm:
        assert tell(crm, there) == ("failed", "not")
    assert crm.told == []


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # SQLite has one writer
def test_a_debtor_whom_somebody_else_holds_is_recorded_when_they_let_go(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "RECORD_WAITS", (0.0,) * 1_000)
    with listening(answer(200, {"vip": True})) as crm:
        calling_crm(here, crm.url, ("/vip", "debtor.vip"))
        with here.db.write() as other:
            other.execute(text("SELECT id FROM debtors FOR UPDATE"))
            thread = threading.Thread(target=call_batch, args=[here], daemon=True)
            thread.start()
            while not crm.told:
                thread.join(0.01)
        thread.join(10)
    assert (acts_of(here.db)[0].state, fields(here.db)["vip"]) == ("done", True)
    assert len(crm.told) == 1


def test_secrets_are_bytes_or_base64() -> None:
    assert key_of("whsec_" + base64.b64encode(b"secret").decode()) == b"secret"
    assert key_of("whsec_!") == b"whsec_!"
    assert key_of("plain") == b"plain"
    assert "webhook" in performers()


def test_what_does_not_prove_who_it_is_gets_nothing() -> None:
    with listening(answer(200)) as crm:
        port = int(crm.url.split(":")[2].split("/")[0])
        place = Destination("https", "crm.example", port, "/hook", "127.0.0.1")
        silence = posting.post(place, {}, b"{}", 5)
    assert (silence, crm.told) == (posting.Silence("SSLError"), [])
