"""How the installation runs, over the API: what is seen, what is alarming, what monitoring reads, what is repaired."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from rq import SimpleWorker
from sqlalchemy import insert, select, update

from app.clock import FixedClock, SystemClock
from app.insights import operations
from app.installation import Installation
from app.models import Account, Audit, Debtor, Message, Run, Step, StepState
from app.store import backlog, health, leases, tallies
from app.store.tallies import Tally
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account, add_many

MINUTE = timedelta(minutes=1)
WALL = health.wall


def alarms(browser: Browser) -> dict[str, dict[str, Any]]:
    return {alarm["code"]: alarm for alarm in browser.get("/operations").json["alarms"]}


def metrics(browser: Browser, **options: dict[str, str]) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    response = browser.client.get("/metrics", **options)
    assert response.status_code == 200, response.text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


@pytest.fixture(autouse=True)
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's clock is the world's, and stands apart from the one of these tests."""
    monkeypatch.setattr(health, "wall", lambda _: None)


@pytest.fixture
def ticking(installation: Installation) -> None:
    """A ticker that is active for an hour."""
    with installation.db.write() as session:
        leases.take(session, leases.TICKER, holder="box:1", wall=installation.clock.wall(), length=leases.LONGEST)


@pytest.fixture
def hand(installation: Installation) -> Iterator[SimpleWorker]:
    """A worker that is known to Redis and does nothing."""
    worker = SimpleWorker([installation.queue.rq], connection=installation.queue.redis, name="box:2:abc")
    worker.register_birth()
    yield worker
    worker.register_death()


@pytest.fixture
def people_waiting(installation: Installation) -> None:
    """Three people who wait for an answer, with one message each in the queue."""
    with installation.db.write() as session:
        add_many(session, 3)
    publish_graph(installation.db, reminder(), installation.clock.now())
    let_in(installation.db, installation.clock.now())
    advance_all(installation.db, installation.clock.now())


@pytest.mark.usefixtures("people_waiting", "ticking", "hand")
def test_the_backlog_is_counted_by_state(admin: Browser, installation: Installation, clock: FixedClock) -> None:
    found = admin.get("/operations").json
    assert found["steps"] == {
        "due": 0, "oldest_due_seconds": None, "waiting": 3, "listening": 0, "held": 0, "failed": 0,
    }  # fmt: skip
    assert found["messages"]["queued"] == 3
    assert found["alarms"] == []
    with installation.db.write() as session:
        ids = session.scalars(select(Step.id).order_by(Step.id)).all()
        for number, state in zip(ids, (StepState.listening, StepState.failed, StepState.held), strict=True):
            session.execute(update(Step).where(Step.id == number).values(state=int(state)))
    clock.advance(2 * MINUTE)
    found = admin.get("/operations").json
    assert found["steps"] | {"oldest_due_seconds": None} == {
        "due": 0, "oldest_due_seconds": None, "waiting": 0, "listening": 1, "held": 1, "failed": 1,
    }  # fmt: skip
    assert found["messages"]["oldest_queued_seconds"] == 120
    assert [alarm["code"] for alarm in found["alarms"]] == ["dead_letters"]
    assert found["ticker"]["holder"] == "box:1"
    assert [(worker["name"], worker["job"]) for worker in found["workers"]] == [("box:2:abc", None)]
    assert found["database"]["kind"] == installation.db.engine.dialect.name
    assert found["database"]["size_bytes"] > 10_000


@pytest.mark.usefixtures("people_waiting")
def test_nobody_at_work_is_alarming_and_says_what_to_do(admin: Browser) -> None:
    found = alarms(admin)
    assert set(found) == {"no_worker", "no_ticker"}
    assert found["no_worker"]["severity"] == "critical"
    assert "cauce worker" in found["no_worker"]["hint"]["es"]


@pytest.mark.usefixtures("people_waiting", "ticking", "hand")
def test_a_due_step_that_nobody_takes_is_stuck_and_the_likely_cause_is_named(
    admin: Browser, installation: Installation, clock: FixedClock, redis_away: Callable[[], None]
) -> None:
    with installation.db.write() as session:
        session.execute(update(Step).values(due_at=clock.now()))
    assert "stuck" not in alarms(admin), "it is due only now"
    clock.advance(4 * MINUTE)
    assert "stuck" not in alarms(admin)
    clock.advance(2 * MINUTE)
    found = admin.get("/operations").json
    assert (found["stuck"]["people"], found["stuck"]["minutes"]) == (3, 6)
    assert found["steps"]["oldest_due_seconds"] == 360
    stuck = next(alarm for alarm in found["alarms"] if alarm["code"] == "stuck")
    assert stuck["text"]["en"].endswith("nobody took: 3, for 6 min.")
    assert "a wake-up was lost" in stuck["hint"]["en"], "all that should take it is there"
    redis_away()
    assert "Redis does not answer" in alarms(admin)["stuck"]["hint"]["en"]


def test_clocks_that_are_apart_are_alarming(admin: Browser, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "wall", lambda _: clock.wall() - timedelta(seconds=7))
    assert alarms(admin)["clock_apart"]["text"]["en"] == "The clocks of this machine and of the database are 7 s apart."


def test_the_database_tells_its_own_time(installation: Installation) -> None:
    with installation.db.read() as session:
        told = WALL(session)
    apart = None if told is None else abs((told - SystemClock().wall()).total_seconds())
    assert apart is None if installation.db.is_sqlite else apart is not None and apart < 5


@pytest.mark.usefixtures("people_waiting")
def test_the_cause_is_told_apart(installation: Installation, clock: FixedClock) -> None:
    clock.advance(timedelta(days=3, minutes=10))

    def cause() -> str | None:
        stuck = operations.find_stuck(installation)
        return None if stuck is None else stuck.cause

    assert cause() == "no_worker"
    worker = SimpleWorker([installation.queue.rq], connection=installation.queue.redis)
    worker.register_birth()
    assert cause() == "no_ticker"
    with installation.db.write() as session:
        leases.take(session, leases.TICKER, holder="x", wall=clock.wall(), length=leases.LONGEST)
    assert cause() == "lost_wake_up"
    installation.queue.rq.enqueue("app.jobs.advance.run")
    assert cause() == "behind"
    advance_all(installation.db, clock.now())
    assert cause() is None


def test_stuck_minutes_are_minutes_of_the_world_on_a_fast_clock(installation: Installation) -> None:
    clock = FixedClock(installation.clock.now(), speed=1440.0)
    fast = replace(installation, clock=clock)
    with installation.db.write() as session:
        add_account(session)
    publish_graph(installation.db, reminder(), clock.now())
    let_in(installation.db, clock.now())
    clock.advance(timedelta(days=4))
    assert operations.find_stuck(fast) is None
    clock.advance(timedelta(days=2))
    stuck = operations.find_stuck(fast)
    assert stuck is not None
    assert stuck.minutes == 6


def test_redis_being_away_is_an_answer(admin: Browser, redis_away: Callable[[], None]) -> None:
    redis_away()
    found = admin.get("/operations").json
    assert found["queue"] == {"reachable": False, "waiting": 0, "failed": 0, "jobs": []}
    assert "redis_away" in alarms(admin)
    assert metrics(admin)["cauce_redis_up", ()] == 0


@pytest.mark.usefixtures("people_waiting", "ticking", "hand")
def test_metrics_are_valid_and_true(admin: Browser, installation: Installation) -> None:
    with installation.db.write() as session:
        run = session.scalars(select(Run)).first()
        assert run is not None
        session.execute(update(Message).values(state="sent"))
        day = installation.clock.now().date()
        counted = [
            Tally(run.journey_id, run.version_id, "mail", "message:sent", 3),
            *(Tally(0, 0, "", f"lag:{bucket}", n) for bucket, n in (("0.1", 4), ("1", 2), ("inf", 1))),
        ]
        tallies.add(session, counted, day)
        tallies.fold(session)
    found = metrics(admin)
    assert found["cauce_people", (("state", "waiting"),)] == 3
    assert found["cauce_people_inside", ()] == 3
    assert found["cauce_steps_total", ()] == 6, "the entry and the mail, each left by three"
    assert found["cauce_messages_total", (("channel", "email"), ("outcome", "sent"))] == 3
    assert found["cauce_messages_total", (("channel", "email"), ("outcome", "queued"))] == 3
    assert found["cauce_journeys", (("state", "live"),)] == 1
    assert found["cauce_workers", (("state", "busy"),)] == 0
    assert sum(value for (name, _), value in found.items() if name == "cauce_workers") == 1
    assert found["cauce_ticker_up", ()] == 1
    assert found["cauce_ticker_lease_seconds", ()] == leases.LONGEST.total_seconds()
    assert found["cauce_step_lag_seconds_bucket", (("le", "0.1"),)] >= 4
    buckets = [value for (name, _), value in found.items() if name == "cauce_step_lag_seconds_bucket"]
    assert buckets == sorted(buckets), "each bucket holds the ones before it"
    assert found["cauce_step_lag_seconds_count", ()] == buckets[-1]


def test_a_metric_is_named_once_and_explained(admin: Browser) -> None:
    families = list(text_string_to_metric_families(admin.client.get("/metrics").text))
    names = [family.name for family in families]
    assert len(names) == len(set(names))
    assert all(family.documentation and family.name.startswith("cauce_") for family in families)


def test_reading_metrics_takes_as_many_queries_for_many_people_as_for_few(
    admin: Browser, installation: Installation, counting: Callable[[], Any]
) -> None:
    publish_graph(installation.db, reminder(), installation.clock.now())
    metrics(admin)  # the kinds of the version's steps are asked for once
    costs = []
    for many in (2, 400):
        with installation.db.write() as session:
            add_many(session, many)
        let_in(installation.db, installation.clock.now())
        advance_all(installation.db, installation.clock.now())
        metrics(admin)
        with counting() as queries:
            metrics(admin)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 13


def test_a_count_ends_at_its_limit(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "COUNTED", 2)
    with installation.db.write() as session:
        add_many(session, 5)
    publish_graph(installation.db, reminder(), installation.clock.now())
    let_in(installation.db, installation.clock.now())
    with installation.db.read() as session:
        assert backlog.steps(session, installation.clock.now()).due == 2
    advance_all(installation.db, installation.clock.now())
    found = operations.look(installation)
    assert found.facts.steps.waiting == 5, "beyond the limit the counters tell"


def test_steps_are_counted_through_their_indexes(installation: Installation) -> None:
    now = installation.clock.now()
    with installation.db.write() as session:
        account_id = add_account(session).id
    version = publish_graph(installation.db, reminder(), now)
    let_in(installation.db, now)
    with installation.db.write() as session:
        run_id = session.scalars(select(Run.id)).one()
        waiting = {"run_id": run_id, "version_id": version.id, "account_id": account_id, "node": "answer", "state": 0}
        session.execute(insert(Step), [{**waiting, "due_at": now + timedelta(days=1)} for _ in range(3_000)])
    on_sqlite = installation.db.is_sqlite
    with installation.db.write() as session:
        session.connection().exec_driver_sql("ANALYZE")
        for state, index in ((1, "listening"), (2, "failed"), (3, "held")):
            ask = f"EXPLAIN {'QUERY PLAN ' if on_sqlite else ''}SELECT 1 FROM steps WHERE state = {state} LIMIT 5"  # noqa: S608
            told = " ".join(str(row) for row in session.connection().exec_driver_sql(ask))
            assert f"ix_steps_{index}" in told


def test_metrics_are_for_those_who_may_see_operations(enter: Enter, browser: Browser, app: Flask) -> None:
    assert browser.client.get("/metrics").status_code == 401
    secret = enter("admin").post("/api-keys", {"name": "Prometheus", "scopes": ["read"]}).json["secret"]
    stranger = Browser(app.test_client())
    assert metrics(stranger, headers={"Authorization": f"Bearer {secret}"})["cauce_redis_up", ()] == 1
    imports = enter("admin").post("/api-keys", {"name": "CRM", "scopes": ["import"]}).json["secret"]
    refused = stranger.client.get("/metrics", headers={"Authorization": f"Bearer {imports}"})
    assert (refused.status_code, refused.json["type"]) == (403, "urn:cauce:problem:forbidden")
    assert enter("agent").client.get("/metrics").status_code == 403
    assert enter("auditor").client.get("/metrics").status_code == 200


def test_a_repair_wakes_workers_and_is_written_down(strategist: Browser, installation: Installation) -> None:
    done = strategist.post("/operations/repair")
    assert (done.status_code, done.json) == (200, {"woken": ["advance", "deliver", "perform"], "released": 0})
    with installation.db.read() as session:
        line = session.scalars(select(Audit).where(Audit.action == "operations.repaired")).one()
    assert line.actor == "user:strategist@cauce.test"


def test_a_person_is_erased_once_the_law_allows_it(admin: Browser, installation: Installation) -> None:
    with installation.db.write() as session:
        account = add_account(session, debtor_jurisdiction="US-TX", debtor_ref="D-TEXAS")
    path = f"/debtors/{account.debtor_id}/erase"
    assert admin.post(path, {"reason": "x"}).status_code == 422
    refused = admin.post(path, {"reason": "Asked for it"})
    assert refused.status_code == 409
    assert "must be kept until 2029-03-02 (US-FED/retention: 12 CFR 1006.100)" in refused.json["detail"]
    assert admin.post(path, {"reason": "A court said so", "anyway": True}).status_code == 204
    with installation.db.read() as session:
        assert session.get_one(Debtor, account.debtor_id).ref == f"erased-{account.debtor_id}"
        assert session.get_one(Account, account.id).balance == account.balance
        line = session.scalars(select(Audit).where(Audit.action == "debtor.erased")).one()
    assert line.details == {"reason": "A court said so", "anyway": True, "runs": 0, "files": 0}
    assert admin.post(path, {"reason": "Once more"}).status_code == 204
    assert admin.post("/debtors/99999/erase", {"reason": "Who?"}).status_code == 404
