"""Waits with real rows: events at every awkward moment, two workers, and times that are reckoned once."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.db import Database
from app.models import Account, Debtor, History, Journey, Run, Step
from app.store import events
from app.store.events import NewEvent
from tests.app.flow.journeys import THREE_DAYS, advance_all, graph, let_in, nodes, publish_graph
from tests.app.flow.lives import carry_out, pause, resume
from tests.app.flow.people import START, add_account

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LIMIT = START + 3 * DAY

Node = tuple[str, str, dict[str, Any]]
MAIL: Node = ("mail", "send_email", {"template": "payment_reminder"})
REST: Node = ("rest", "wait", {"duration": {"amount": 1, "unit": "hours"}})
ENDS: list[Node] = [(name, "end", {"reason": name}) for name in ("opened", "verified", "done", "late")]


def hear(mode: str = "any", name: str = "hear", **others: object) -> Node:
    return name, "wait_event", {"events": ["page_opened", "verified"], "mode": mode, "timeout": THREE_DAYS, **others}


def begun(database: Database, inner: list[Node], lines: str, **values: Any) -> int:  # noqa: ANN401 - any column
    """Somebody who has come as far as they can at once; the id of the account."""
    ends = [one for one in ENDS if f">{one[0]}" in lines]
    with database.write() as session:
        account_id = add_account(session, **values).id
    publish_graph(database, graph([("enter", "enter", {"audience": None}), *inner, *ends], lines))
    let_in(database)
    advance_all(database)
    return account_id


def tell(database: Database, account_id: int, *kinds: str, at: datetime) -> None:
    """Several things happen in one transaction."""
    with database.write() as session:
        events.record_many(session, [NewEvent(account_id, kind, at) for kind in kinds])


def ended(database: Database) -> str | None:
    with database.read() as session:
        return session.scalars(select(Run.end_reason)).one()


def standing(database: Database) -> tuple[str, datetime | None]:
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        return step.node, step.until


ANY = "enter.next>hear hear.page_opened>opened hear.verified>verified hear.timeout>late"
DONE = "enter.next>hear hear.done>done hear.timeout>late"
LATER = "enter.next>mail mail.next>rest rest.next>hear"


def test_what_happens_between_the_message_and_the_wait_is_not_missed(database: Database) -> None:
    lines = f"{LATER} hear.page_opened>opened hear.verified>verified hear.timeout>late"
    account_id = begun(database, [MAIL, REST, hear()], lines)
    tell(database, account_id, "verified", at=START + HOUR / 2)
    advance_all(database, START + HOUR / 2)
    assert nodes_of(database) == ["rest"], "what it does not wait for does not move it"
    advance_all(database, START + HOUR)
    assert ended(database) == "verified"


def test_what_happens_between_the_message_and_the_wait_counts_for_all_of_several(database: Database) -> None:
    account_id = begun(database, [MAIL, REST, hear("all")], f"{LATER} hear.done>done hear.timeout>late")
    tell(database, account_id, "verified", at=START + HOUR / 2)
    advance_all(database, START + HOUR)
    tell(database, account_id, "verified", at=START + 2 * HOUR)
    advance_all(database, START + 2 * HOUR)
    assert nodes_of(database) == ["hear"]
    tell(database, account_id, "page_opened", at=START + DAY)
    advance_all(database, START + DAY)
    assert ended(database) == "done"


def nodes_of(database: Database) -> list[str]:
    with database.read() as session:
        return nodes(session)


@pytest.mark.parametrize("kinds", [("page_opened", "verified"), ("verified", "page_opened")])
def test_of_two_events_of_one_transaction_the_first_wins_and_the_next_wait_hears_the_other(
    database: Database, kinds: tuple[str, str]
) -> None:
    lines = (
        "enter.next>hear hear.page_opened>again hear.verified>again hear.timeout>late "
        "again.page_opened>opened again.verified>verified again.timeout>late"
    )
    account_id = begun(database, [hear(), hear(name="again")], lines)
    tell(database, account_id, *kinds, at=START + HOUR)
    advance_all(database, START + HOUR)
    with database.read() as session:
        left = [(row.node, row.port) for row in session.scalars(select(History).order_by(History.id)) if row.port]
    assert left[1:3] == [("hear", kinds[0]), ("again", kinds[1])]


@pytest.mark.parametrize(
    ("node", "lines", "kinds", "reason"),
    [
        (hear(), ANY, ["page_opened"], "opened"),
        (hear("all"), DONE, ["page_opened", "verified"], "done"),
        (hear("count", count=2), DONE, ["verified", "verified"], "done"),
        (hear("count", count=3), DONE, ["verified", "verified"], "late"),
        (hear("all"), DONE, ["verified", "verified"], "late"),
    ],
)
def test_what_is_known_at_the_moment_of_the_limit_beats_it(
    database: Database, node: Node, lines: str, kinds: list[str], reason: str
) -> None:
    account_id = begun(database, [node], lines)
    tell(database, account_id, *kinds, at=LIMIT)
    advance_all(database, LIMIT)
    assert ended(database) == reason


def test_what_happens_after_the_limit_was_taken_changes_nothing(database: Database) -> None:
    account_id = begun(database, [hear("count", count=2)], DONE)
    tell(database, account_id, "verified", at=LIMIT - HOUR)
    advance_all(database, LIMIT)
    tell(database, account_id, "verified", at=LIMIT)
    advance_all(database, LIMIT)
    assert ended(database) == "late"


def test_two_workers_take_an_event_once(database: Database) -> None:
    lines = f"{DONE.replace('hear.done>done', 'hear.done>mail')} mail.next>rest rest.next>done"
    account_id = begun(database, [hear("count", count=2), MAIL, REST], lines)
    tell(database, account_id, "verified", "page_opened", at=START + HOUR)
    both = threading.Barrier(2, timeout=10)
    moved: list[int] = []

    def work() -> None:
        both.wait()
        moved.append(advance_all(database, START + HOUR))

    workers = [threading.Thread(target=work, daemon=True) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert sorted(moved) == [0, 1]
    with database.read() as session:
        ports = [(row.node, row.port) for row in session.scalars(select(History).order_by(History.id))]
    assert [one for one in ports if one[0] in {"hear", "mail"}] == [("hear", "done"), ("mail", "next")]


TIMES: dict[str, tuple[dict[str, Any], datetime]] = {
    "business days": ({"mode": "business_days", "days": 3}, datetime(2026, 3, 5, 9, tzinfo=UTC)),
    "a weekday": ({"mode": "until", "weekdays": ["fri"], "at": "18:30"}, datetime(2026, 3, 6, 23, 30, tzinfo=UTC)),
    "before a date": ({"mode": "date", "shift": 2}, datetime(2026, 3, 8, 14, tzinfo=UTC)),
}


@pytest.mark.parametrize(("settings", "until"), TIMES.values(), ids=TIMES)
def test_the_end_is_reckoned_once_in_the_time_of_the_debtor(
    database: Database, settings: dict[str, Any], until: datetime
) -> None:
    wait: Node = ("wait", "wait", settings)
    other = " wait.no_date>late" if settings["mode"] == "date" else ""
    lines = f"enter.next>wait wait.next>done{other}"
    begun(database, [wait], lines, due_date=date(2026, 3, 10), debtor_time_zone="America/Bogota")
    assert standing(database) == ("wait", until)
    with database.write() as session:
        session.execute(update(Account).values(due_date=date(2027, 1, 1)))
        session.execute(update(Debtor).values(time_zone="Asia/Tokyo"))
    advance_all(database, until - timedelta(seconds=1))
    assert standing(database) == ("wait", until)
    advance_all(database, until)
    assert ended(database) == "done"


@pytest.mark.parametrize("due", [None, date(2026, 1, 1)])
def test_an_empty_or_past_date_is_not_waited_for(database: Database, due: date | None) -> None:
    wait: Node = ("wait", "wait", {"mode": "date", "side": "on"})
    begun(database, [wait], "enter.next>wait wait.next>done wait.no_date>late", due_date=due)
    assert ended(database) == ("late" if due is None else "done")


def test_a_pause_moves_the_end_by_as_much(database: Database) -> None:
    wait: Node = ("wait", "wait", {"mode": "until", "at": "18:00"})
    begun(database, [wait], "enter.next>wait wait.next>done", debtor_time_zone="UTC")
    with database.read() as session:
        journey_id = session.scalars(select(Journey.id)).one()
    pause(database, journey_id, START + HOUR)
    carry_out(database, resume(database, journey_id, START + 3 * HOUR), START + 3 * HOUR)
    assert standing(database) == ("wait", START + 11 * HOUR)
