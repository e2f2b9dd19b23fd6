"""Letting people in: by a calendar, upon an event, again, and never whom an exit would take off at once."""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.cases.flags import set_flag
from app.db import Database
from app.flow import enter, publish
from app.flow.perform import perform_batch
from app.models import Entry, JourneyVersion, Run
from app.store import entries, events, segments, starts
from tests.app.flow.journeys import EMAIL, advance_all, graph, let_in, publish_graph
from tests.app.flow.lives import DAY, HOUR, ends, pause
from tests.app.flow.people import START, add_account

RICH = {"field": "account.balance", "op": "gt", "value": 50_000}


def journey(entry: Mapping[str, Any], *, exits: tuple[Any, ...] = ("paid",), wait: int = 0) -> Any:  # noqa: ANN401 - JSON
    """Come in, wait some days, and end."""
    nodes: list[tuple[str, str, Mapping[str, Any]]] = [
        ("enter", "enter", {"audience": None, **entry}),
        ("done", "end", {"reason": "over"}),
    ]
    if not wait:
        return graph(nodes, "enter.next>done", exits=exits)
    nodes.insert(1, ("rest", "wait", {"duration": {"amount": wait, "unit": "days"}}))
    return graph(nodes, "enter.next>rest rest.next>done", exits=exits)


def people(database: Database, *balances: int) -> list[int]:
    with database.write() as session:
        return [add_account(session, principal=one, interest=0, fees=0).id for one in balances or (41_230,)]


def happen(database: Database, account_id: int, kind: str, at: datetime = START) -> None:
    with database.write() as session:
        events.record(session, account_id=account_id, kind=kind, at=at)


def came(database: Database) -> list[int]:
    with database.read() as session:
        return list(session.scalars(select(Run.account_id).order_by(Run.id)))


def calls(database: Database, now: datetime = START) -> bool:
    with database.read() as session:
        return entries.any_calling(session, now)


def test_an_event_brings_in_whom_it_happens_to_once(database: Database) -> None:
    first, second = people(database, 60_000, 10)
    happen(database, first, "promise_broken")  # before anybody published anything
    publish_graph(database, journey({"mode": "event", "event": "promise_broken", "audience": RICH}))
    assert let_in(database) == 0
    assert not calls(database)
    happen(database, second, "promise_broken")
    happen(database, first, "verified")
    assert calls(database)
    assert let_in(database) == 0
    assert not calls(database)
    happen(database, first, "promise_broken")
    assert let_in(database) == 1
    assert let_in(database) == 0
    advance_all(database)
    happen(database, first, "promise_broken", START + HOUR)
    assert let_in(database, START + HOUR) == 0  # never again, unless the entry says so
    assert came(database) == [first]


def test_another_event_brings_people_in_again_once_they_are_off(database: Database) -> None:
    (account,) = people(database)
    publish_graph(database, journey({"mode": "event", "event": "x_visit", "reentry": "always"}, wait=2))
    happen(database, account, "x_visit")
    assert let_in(database) == 1
    advance_all(database)
    happen(database, account, "x_visit", START + HOUR)
    assert let_in(database, START + HOUR) == 0  # it belongs to the run that is under way
    advance_all(database, START + 2 * DAY)
    assert let_in(database, START + 2 * DAY) == 0
    happen(database, account, "x_visit", START + 3 * DAY)
    assert let_in(database, START + 3 * DAY) == 1


def test_what_an_event_called_is_not_called_for_again(database: Database) -> None:
    accounts = people(database, 1, 2, 3)
    publish_graph(database, journey({"mode": "event", "event": "x_visit"}))
    for _ in range(4):  # the floor moves in three looks
        for account in accounts:
            happen(database, account, "x_visit")
        let_in(database)
        assert not calls(database)
    assert came(database) == accounts
    with database.read() as session:
        assert session.scalars(select(Entry)).one().floor > 0


def test_a_calendar_lets_in_at_its_moments_only(database: Database) -> None:
    calendar = {"mode": "calendar", "every": "day", "at": "10:00", "reentry": "always"}
    first = people(database)
    publish_graph(database, journey(calendar))
    assert let_in(database) == 0
    assert not calls(database, START + HOUR / 2)
    assert calls(database, START + HOUR)
    assert let_in(database, START + HOUR) == 1
    assert not calls(database, START + HOUR)
    advance_all(database, START + HOUR)
    people(database)
    assert let_in(database, START + 2 * HOUR) == 0
    assert let_in(database, START + DAY + HOUR) == 2
    advance_all(database, START + DAY + HOUR)
    assert let_in(database, START + 5 * DAY) == 2  # the newest of four that were missed
    assert let_in(database, START + 5 * DAY) == 0
    assert came(database)[:1] == first


def test_publishing_again_leaves_the_calendar_where_it_is(database: Database) -> None:
    people(database)
    document = journey({"mode": "calendar", "at": "10:00"})
    version = publish_graph(database, document)
    assert let_in(database, START + HOUR) == 1

    with database.write() as session:
        again = START + 2 * HOUR
        publish.publish(session, version.journey_id, reason="Otra", user_id=None, now=again, channels=EMAIL)
    people(database)
    assert let_in(database, START + 3 * HOUR) == 0
    assert let_in(database, START + DAY + HOUR) == 1


@pytest.mark.parametrize(("days", "again"), [(6, 0), (7, 1)])
def test_people_enter_again_so_many_days_after_the_end(database: Database, days: int, again: int) -> None:
    people(database)
    publish_graph(database, journey({"reentry": "after", "reentry_days": 7}))
    assert let_in(database) == 1
    assert let_in(database) == 0
    advance_all(database)
    assert let_in(database, START + days * DAY) == again


@pytest.mark.parametrize("flag", ["disputed", "recalled", "deceased", "insolvent", "vulnerable", "cease_contact"])
def test_nobody_enters_whom_an_exit_or_a_hold_would_stop_at_once(database: Database, flag: str) -> None:
    (account,) = people(database)
    with database.write() as session:
        set_flag(session, account, flag, on=True, by="user:ana", now=START)
    publish_graph(database, journey({}, exits=("paid", flag)))
    publish_graph(database, {**journey({}, exits=()), "holds": [flag]})
    assert let_in(database) == 0
    with database.write() as session:
        set_flag(session, account, flag, on=False, by="user:ana", now=START)
    assert let_in(database) == 2


def test_a_condition_of_ones_own_keeps_people_out(database: Database) -> None:
    people(database, 60_000, 10)
    publish_graph(database, journey({}, exits=({"id": "rich", "label": "Mucho", "when": RICH},)))
    assert let_in(database) == 1


def test_a_segment_is_followed_when_it_changes(database: Database) -> None:
    people(database, 60_000, 10)
    with database.write() as session:
        segment = segments.add(session, name="Grandes", condition=RICH, user_id=None, now=START)
    publish_graph(database, journey({"segment": segment.id}))
    assert let_in(database) == 1
    with database.write() as session:
        segments.change(session, segment.id, name="Todas", condition={"all": []}, now=START)
        assert [use.name for use in segments.uses(session)[segment.id]] == ["Prueba"]
        with pytest.raises(segments.InUseError):
            segments.remove(session, segment.id)
    assert let_in(database) == 1


def starting(journey_id: int, *, wait: bool = False) -> Any:  # noqa: ANN401 - JSON
    nodes = [
        ("enter", "enter", {"audience": RICH}),
        ("start", "start_journey", {"journey": journey_id, "wait": wait}),
        ("yes", "end", {"reason": "started"}),
        ("no", "end", {"reason": "not started"}),
    ]
    return graph(nodes, "enter.next>start start.next>yes start.not_started>no")


def go(database: Database, now: datetime = START) -> None:
    while True:
        moved = advance_all(database, now)
        with database.write() as session:
            done = perform_batch(session, now)
        if not moved and not done:
            return


ONLY_STARTED = {"mode": "started"}


def test_another_journey_is_started_and_waited_for(database: Database) -> None:
    (account,) = people(database, 60_000)
    inner = publish_graph(database, journey(ONLY_STARTED, wait=2))
    publish_graph(database, starting(inner.journey_id, wait=True))
    let_in(database)
    go(database)
    assert came(database) == [account, account]
    with database.read() as session:
        assert ends(session) == [None, None]
    go(database, START + 2 * DAY)
    with database.read() as session:
        assert ends(session) == ["started", "over"]


def test_a_journey_that_others_start_lets_nobody_in_and_foresees_everybody(database: Database) -> None:
    people(database, 60_000, 10)
    version = publish_graph(database, journey(ONLY_STARTED, wait=2))
    assert let_in(database) == 0
    with database.read() as session:
        assert enter.foreseen(session, version.journey_id, version.plan, START) == 2


def test_another_journey_is_not_started_for_who_is_on_it(database: Database) -> None:
    people(database, 60_000)
    inner = publish_graph(database, journey({"audience": RICH}, wait=2))
    publish_graph(database, starting(inner.journey_id, wait=False))
    let_in(database)
    go(database)
    with database.read() as session:
        assert sorted(map(str, ends(session))) == ["None", "not started"]


def test_a_journey_that_stands_still_is_not_started(database: Database) -> None:
    people(database, 60_000)
    inner = publish_graph(database, journey(ONLY_STARTED, wait=2))
    pause(database, inner.journey_id)
    publish_graph(database, starting(inner.journey_id, wait=False))
    let_in(database)
    go(database)
    with database.read() as session:
        assert ends(session) == ["not started"]


def test_an_exit_of_the_other_journey_is_an_end_too(database: Database) -> None:
    (account,) = people(database, 60_000)
    inner = publish_graph(database, journey(ONLY_STARTED, exits=("disputed",), wait=2))
    publish_graph(database, starting(inner.journey_id, wait=True))
    let_in(database)
    go(database)
    with database.write() as session:
        set_flag(session, account, "disputed", on=True, by="user:ana", now=START)
    go(database)
    with database.read() as session:
        assert ends(session) == ["started", "exit:disputed"]


def test_two_journeys_that_start_each_other_come_to_rest(database: Database) -> None:
    people(database, 60_000)
    inner = publish_graph(database, starting(publish_graph(database, journey(ONLY_STARTED)).journey_id))
    outer = publish_graph(database, starting(inner.journey_id))
    with database.write() as session:  # by checks it cannot be published, but two people may publish at once
        version = session.get_one(JourneyVersion, inner.id)
        plan = deepcopy(version.plan)
        plan["nodes"]["start"]["arguments"]["journey"] = outer.journey_id
        plan["nodes"]["enter"]["arguments"]["mode"] = "started"
        version.plan = plan
    let_in(database)
    go(database)
    with database.read() as session:
        assert Counter(ends(session)) == {"started": starts.DEEPEST, "not started": 1}
