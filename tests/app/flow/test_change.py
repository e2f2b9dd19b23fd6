"""Changes to everybody on a journey: timers after a pause, the ramp, moves to a new version, and interruptions."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.flow import change, impact
from app.flow.change import Timers
from app.flow.impact import MoveError
from app.flow.lifecycle import StateError
from app.flow.publish import publish
from app.models import History, Journey, JourneyVersion, Message, Run, RunState, Step, StepState
from app.store import changes, events, tallies
from app.store.changes import Inside
from journeys.changes import Move
from tests.app.flow.journeys import EMAIL, advance_all, graph, let_in, nodes, publish_graph, reminder
from tests.app.flow.lives import (
    DAY,
    HOUR,
    carry_out,
    change_of,
    ends,
    messages,
    pause,
    resume,
    running,
    steps,
    stop,
    trail,
)
from tests.app.flow.people import START, add_account, add_many

MINUTE = timedelta(minutes=1)
AROUND = st.integers(-5_000, 5_000).map(lambda minutes: START + minutes * MINUTE)
LENGTHS = st.integers(0, 5_000).map(lambda minutes: minutes * MINUTE)


def inside(state: StepState, due_at: datetime, until: datetime | None) -> Inside:
    return Inside(1, 1, 1, 1, "x", state, due_at, until, 3, 0, None)


def timers(mode: str, length: timedelta, ramp: int = 0) -> Timers:
    settings = {"timers": mode, "since": START.isoformat(), "now": (START + length).isoformat(), "ramp_minutes": ramp}
    return Timers(settings)


@given(until=AROUND, length=LENGTHS, state=st.sampled_from([StepState.due, StepState.held]))
def test_shifted_timers_keep_the_time_that_was_left(until: datetime, length: timedelta, state: StepState) -> None:
    place = timers("shift", length).place(inside(state, until, until), woken=False)
    now = START + length
    left = max(until - START, timedelta(0))
    assert place.until == until + length
    assert max(place.due_at, now) - now == left


@given(until=AROUND, length=LENGTHS, state=st.sampled_from([StepState.due, StepState.held]))
def test_kept_timers_keep_their_end(until: datetime, length: timedelta, state: StepState) -> None:
    place = timers("keep", length).place(inside(state, until, until), woken=False)
    assert (place.until, place.due_at) == (until, max(until, START + length))


@given(
    due=AROUND,
    ahead=LENGTHS,
    length=LENGTHS,
    ramp=st.integers(0, 600),
    mode=st.sampled_from(["shift", "keep"]),
    state=st.sampled_from(list(StepState)),
    woken=st.booleans(),
)
def test_nobody_goes_on_earlier_than_without_the_ramp_nor_after_it(  # noqa: PLR0913, PLR0917 - what is drawn
    due: datetime, ahead: timedelta, length: timedelta, ramp: int, mode: str, state: StepState, *, woken: bool
) -> None:
    one = inside(state, due, due + ahead)
    bare, spread = (timers(mode, length, minutes).place(one, woken=woken) for minutes in (0, ramp))
    assert spread.until == bare.until
    assert bare.due_at <= spread.due_at <= max(bare.due_at, START + length + ramp * MINUTE)


@given(ahead=st.integers(1, 5_000), length=LENGTHS)
def test_whoever_was_woken_by_an_event_goes_on_at_once(ahead: int, length: timedelta) -> None:
    until = START + ahead * MINUTE
    early = timers("shift", length).place(inside(StepState.due, START, until), woken=False)
    held = timers("shift", length).place(inside(StepState.held, until, until), woken=True)
    assert early.due_at == START + length
    assert held.due_at == max(START + length, until), "the event is taken into account as soon as they are looked at"


def test_a_listener_without_a_time_limit_stays_one() -> None:
    place = timers("shift", DAY).place(inside(StepState.listening, START, None), woken=False)
    assert (place.state, place.until) == (StepState.listening, None)


@given(count=st.integers(10, 500), ramp=st.integers(10, 600))
def test_a_ramp_is_even(count: int, ramp: int) -> None:
    clock = timers("keep", DAY, ramp)
    tenths = Counter(int((clock.at_once() - clock.now) / (ramp * MINUTE) * 10) for _ in range(count))
    assert set(tenths) <= set(range(10))
    assert all(abs(tenths[part] - count / 10) <= 4 for part in range(10))


def many(database: Database, count: int) -> int:
    """A live journey with this many people who wait three days for an answer."""
    with database.write() as session:
        add_many(session, count)
    journey_id = publish_graph(database, reminder()).journey_id
    let_in(database)
    advance_all(database)
    return journey_id


def interrupted(database: Database, change_id: int, now: datetime, limit: int) -> None:
    """Carry a change out, with every part done once for nothing: its process dies before it commits."""
    more = True
    while more:
        with database.write() as session:
            change.run_chunk(session, change_id, now, limit)
            session.flush()
            session.rollback()
        with database.write() as session:
            more = change.run_chunk(session, change_id, now, limit)


def test_an_interrupted_resumption_shifts_every_timer_once(database: Database) -> None:
    journey_id = many(database, 25)
    pause(database, journey_id, START + DAY)
    change_id = resume(database, journey_id, START + 3 * DAY)
    interrupted(database, change_id, START + 3 * DAY, 7)
    with database.read() as session:
        assert {(step.due_at, step.until) for step in steps(session)} == {(START + 5 * DAY, START + 5 * DAY)}
    assert change_of(database, change_id).done == 25
    assert carry_out(database, change_id, START + 9 * DAY) == 1, "what is done is left alone"
    with database.read() as session:
        assert {step.until for step in steps(session)} == {START + 5 * DAY}


def test_the_ramp_is_even_over_many_parts(database: Database) -> None:
    journey_id = many(database, 60)
    pause(database, journey_id)
    now = START + 4 * DAY
    advance_all(database, now)
    interrupted(database, resume(database, journey_id, now, timers="keep", ramp=60), now, 7)
    with database.read() as session:
        tenths = Counter(int((step.due_at - now) / (6 * MINUTE)) for step in steps(session))
    assert set(tenths) == set(range(10))
    assert max(tenths.values()) <= 9


def test_an_interrupted_stop_ends_every_run_once(database: Database) -> None:
    journey_id = many(database, 25)
    change_id = stop(database, journey_id, START + HOUR)
    interrupted(database, change_id, START + HOUR, 7)
    with database.read() as session:
        assert ends(session) == ["stopped"] * 25
        assert len(trail(session, "stopped")) == 25
        assert messages(session) == ["cancelled"] * 25
        assert_counted(session, journey_id)
    assert change_of(database, change_id).done == 25


def assert_counted(session: Session, journey_id: int) -> None:
    """The counters of a journey say what its tables do."""
    counted: Counter[tuple[int, str, str]] = Counter()
    for version_id, node, what, n in tallies.of_journey(session, journey_id):
        counted[version_id, node, what] += int(n)
    for version_id, node, n in session.execute(
        select(Step.version_id, Step.node, func.count()).group_by(Step.version_id, Step.node)
    ):
        assert counted.pop((version_id, node, "here")) == n
    for version_id, node, port, n in session.execute(
        select(History.version_id, History.node, History.port, func.count()).group_by(
            History.version_id, History.node, History.port
        )
    ):
        assert counted.pop((version_id, node, f"port:{port}")) == n
    ended = Counter(session.scalars(select(Run.end_reason).where(Run.state == RunState.ended)))
    found: Counter[str] = Counter()
    for (_, _, what), n in counted.items():
        if what.startswith("ended:"):
            found[what.removeprefix("ended:")] += n
    assert found == ended
    assert not any(what == "here" or what.startswith("port:") for _, _, what in counted)


FIVE_DAYS = {"amount": 5, "unit": "days"}


def renewed() -> Any:  # noqa: ANN401 - JSON
    """The reminder with another second wait, without the mail before it, and with a new wait."""
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("mail", "send_email", {"template": "payment_reminder"}),
            ("answer", "wait_event", {"events": ["page_opened"], "timeout": {"amount": 3, "unit": "days"}}),
            ("rest", "wait", {"duration": FIVE_DAYS}),
            ("later", "wait", {"duration": FIVE_DAYS}),
            ("opened", "end", {"reason": "opened"}),
            ("silent", "end", {"reason": "silent"}),
        ],
        "enter.next>mail mail.next>answer answer.page_opened>opened answer.timeout>rest rest.next>later "
        "later.next>silent",
    )


def four(database: Database) -> tuple[JourneyVersion, dict[str, int]]:
    """A first version with people on its two waits, one of whom has failed; their runs by what they are called."""
    with database.write() as session:
        for _ in range(2):
            add_account(session)
    first = publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    advance_all(database, START + 3 * DAY)  # these two are on the second wait
    with database.write() as session:
        for _ in range(2):
            add_account(session)
    let_in(database, START + 3 * DAY)
    advance_all(database, START + 3 * DAY)  # and these two on the first
    with database.write() as session:
        found = [step.id for step in steps(session)]
        session.execute(update(Step).where(Step.id == found[1]).values(state=StepState.failed, error="Boom", attempt=2))
        numbers = list(session.scalars(select(Step.run_id).order_by(Step.id)))
    return first, dict(zip(("resting", "failed", "waiting", "listening"), numbers, strict=True))


def publish_again(
    database: Database,
    journey_id: int,
    document: Any,  # noqa: ANN401 - JSON
    moves: list[Move],
    now: datetime,
) -> JourneyVersion:
    with database.write() as session:
        session.get_one(Journey, journey_id).draft = document
        session.flush()
        return publish(session, journey_id, reason="Otra", user_id=None, now=now, channels=EMAIL, moves=moves)


def where(session: Session) -> dict[int, tuple[Any, ...]]:
    """Where everybody stands, by run."""
    return {
        step.run_id: (step.version_id, step.node, step.state, step.due_at, step.until, step.seq, step.waits)
        for step in steps(session)
    }


NOW = START + 4 * DAY


def test_people_are_moved_stay_or_leave_as_was_said_of_their_node(database: Database) -> None:
    first, run = four(database)
    with database.read() as session:
        before = where(session)
    moves = [Move(1, "answer", "move"), Move(1, "rest", "move", "later")]
    second = publish_again(database, first.journey_id, renewed(), moves, NOW)
    interrupted(database, running(database, first.journey_id), NOW, 3)
    with database.read() as session:
        after = where(session)
        for name in ("waiting", "listening"):  # the step is the same: nothing but the version has changed
            assert after[run[name]] == (second.id, *before[run[name]][1:])
        for name in ("resting", "failed"):  # another step: they arrive now
            seq = before[run[name]][5] + 1
            assert after[run[name]] == (second.id, "later", StepState.due, NOW, None, seq, None)
        assert [(step.error, step.attempt) for step in steps(session)] == [(None, 0)] * 4
        assert sorted(trail(session, "moved")) == [(first.id, "answer")] * 2 + [(first.id, "rest")] * 2
        assert set(session.scalars(select(Run.version_id))) == {second.id}
        assert_counted(session, first.journey_id)
    assert advance_all(database, NOW) == 2
    with database.read() as session:
        assert [step.until for step in steps(session) if step.node == "later"] == [NOW + 5 * DAY] * 2
        assert_counted(session, first.journey_id)


def test_whoever_leaves_ends_and_gets_no_further_message(database: Database) -> None:
    first, run = four(database)
    with database.read() as session:
        before = where(session)
    publish_again(database, first.journey_id, renewed(), [Move(1, "rest", "leave"), Move(1, "answer", "stay")], NOW)
    interrupted(database, running(database, first.journey_id), NOW, 1)
    with database.read() as session:
        assert where(session) == {number: before[number] for number in (run["waiting"], run["listening"])}
        assert ends(session) == ["left:version", "left:version", None, None]
        assert trail(session, "left:version") == [(first.id, "rest")] * 2
        gone = session.execute(select(Message.state).where(Message.run_id.in_([run["resting"], run["failed"]])))
        assert {row.state for row in gone} == {"cancelled"}
        assert_counted(session, first.journey_id)


def test_without_moves_nobody_is_moved_and_no_change_is_begun(database: Database) -> None:
    first, _ = four(database)
    publish_again(database, first.journey_id, renewed(), [Move(1, "rest", "stay"), Move(1, "opened", "leave")], NOW)
    with database.read() as session:
        assert changes.running(session, [first.journey_id]) == {}
        assert set(session.scalars(select(Step.version_id))) == {first.id}


def test_an_exit_that_is_new_is_heard_by_those_who_are_moved(database: Database) -> None:
    with database.write() as session:
        add_account(session, principal=0, interest=0, fees=0)
        add_account(session)
    first = publish_graph(database, reminder(exits=()))
    let_in(database)
    advance_all(database)
    with database.write() as session:
        events.record(session, account_id=1, kind="paid", at=START)
        assert [step.waits for step in steps(session)] == [" page_opened "] * 2
    publish_again(database, first.journey_id, reminder(), [Move(1, "answer", "move")], START + HOUR)
    carry_out(database, running(database, first.journey_id), START + HOUR)
    advance_all(database, START + HOUR)
    with database.read() as session:
        assert ends(session) == ["exit:paid", None]
        (step,) = steps(session)
        assert (step.waits, step.until, step.due_at) == (" page_opened paid ", START + 3 * DAY, START + 3 * DAY)


@pytest.mark.parametrize(
    ("moves", "field"),
    [
        ([Move(7, "answer", "stay")], "moves.0.version"),
        ([Move(1, "answer", "stay"), Move(1, "nowhere", "leave")], "moves.1.node"),
        ([Move(1, "second", "move")], "moves.0.target"),
        ([Move(1, "answer", "move", "nowhere")], "moves.0.target"),
        ([Move(1, "answer", "leave"), Move(1, "answer", "stay")], "moves.1.node"),
    ],
)
def test_a_move_that_cannot_be_made_is_named_and_nothing_is_published(
    database: Database, moves: list[Move], field: str
) -> None:
    first, _ = four(database)
    with pytest.raises(MoveError) as caught:
        publish_again(database, first.journey_id, renewed(), moves, NOW)
    assert list(caught.value.texts) == [field]
    with database.read() as session:
        assert len(session.scalars(select(JourneyVersion.id)).all()) == 1


def test_nothing_is_published_while_people_are_being_moved(database: Database) -> None:
    first, _ = four(database)
    publish_again(database, first.journey_id, renewed(), [Move(1, "rest", "leave")], NOW)
    with pytest.raises(StateError):
        publish_again(database, first.journey_id, reminder(), [], NOW)
    carry_out(database, running(database, first.journey_id), NOW)
    assert publish_again(database, first.journey_id, reminder(), [], NOW).number == 3


def test_people_of_several_versions_are_moved_at_once(database: Database) -> None:
    first, _ = four(database)
    publish_again(database, first.journey_id, renewed(), [], NOW)
    with database.write() as session:
        add_account(session)
    let_in(database, NOW)
    advance_all(database, NOW)
    moves = [Move(1, "rest", "move"), Move(1, "answer", "move"), Move(2, "answer", "move")]
    third = publish_again(database, first.journey_id, reminder(), moves, NOW)
    carry_out(database, running(database, first.journey_id), NOW)
    with database.read() as session:
        assert set(session.scalars(select(Step.version_id))) == {third.id}
        assert sorted(nodes(session)) == ["answer"] * 3 + ["rest"] * 2


def test_the_report_says_who_stands_where_and_what_the_draft_makes_of_it(database: Database) -> None:
    first, _ = four(database)
    with database.write() as session:
        session.get_one(Journey, first.journey_id).draft = renewed()
        add_account(session)
    with database.read() as session:
        found = impact.of_draft(session, first.journey_id, NOW)
    assert found.people == 4
    assert [(one.number, one.people) for one in found.versions] == [(1, 4)]
    assert [(one.version, one.node, one.people, one.change, one.suggestion) for one in found.nodes] == [
        (1, "answer", 2, "same", "move"),
        (1, "rest", 2, "changed", "stay"),
    ]
    assert found.nodes[1].label["es"] == "Esperar"
    assert found.nodes[1].sentence == {"es": "Esperar 3 días", "en": "Wait 3 days"}
    assert ("later", "Esperar 5 días") in [(one.node, one.label["es"]) for one in found.targets]
    assert found.forecast is not None
    assert (found.forecast.people, found.forecast.messages_per_day) == (5, 5)


def test_a_draft_that_cannot_be_run_has_a_report_without_a_forecast(database: Database) -> None:
    first, _ = four(database)
    with database.write() as session:
        session.get_one(Journey, first.journey_id).draft = {"nodes": 7}
    with database.read() as session:
        found = impact.of_draft(session, first.journey_id, NOW)
    assert (found.people, found.targets, found.forecast) == (4, [], None)
    assert {one.change for one in found.nodes} == {"gone"}


def test_a_version_is_kept_with_its_forecast(database: Database) -> None:
    with database.write() as session:
        for _ in range(3):
            add_account(session)
        add_account(session, principal=0, interest=0, fees=0)  # owes nothing: the journey lets them not in
    first = publish_graph(database, reminder())
    expected = {"people": 3, "messages_per_person_day": 1, "messages_per_day": 3}
    with database.read() as session:
        assert session.get_one(JourneyVersion, first.id).forecast == expected


@pytest.mark.parametrize("size", [20, 200])
def test_a_part_takes_as_many_queries_however_many_people_it_deals_with(
    database: Database, size: int, counted_queries: Callable[[Database], Any]
) -> None:
    journey_id = many(database, size)
    pause(database, journey_id)
    change_id = resume(database, journey_id, START + HOUR)
    with counted_queries(database) as seen, database.write() as session:
        assert change.run_chunk(session, change_id, START + HOUR)
    assert len(seen) <= 8, seen
    change_id = stop(database, journey_id, START + HOUR)
    with counted_queries(database) as seen, database.write() as session:
        assert change.run_chunk(session, change_id, START + HOUR)
    assert len(seen) <= 15, seen
