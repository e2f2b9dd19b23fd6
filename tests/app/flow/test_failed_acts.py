"""Acts that failed: replayed or skipped by people, once each, with the audit trail in step; forgotten when old."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.flow import failed_acts as failing
from app.flow.failed_acts import Chosen, replay, skip
from app.flow.performer import Failed
from app.installation import Installation
from app.models import Act, Audit, Event, Run, Step, StepState
from app.store import failed_acts, tallies
from tests.app.flow.acting import Noting, acts_of, known, order, perform_all, states, waiting
from tests.app.flow.people import START

ACTOR = "user:ana@cauce.test"


@pytest.fixture
def failed(installation: Installation) -> list[int]:
    """Three people who wait for acts that failed."""
    waiting(installation.db, 3)
    ids = order(installation.db, "noting")
    perform_all(installation.db, performers=known(Noting(Failed("act_raised: x"))))
    with installation.db.write() as session:
        session.execute(update(Step).values(state=int(StepState.listening), waits=" act_done "))
    return ids


def audited(installation: Installation) -> list[tuple[str, str | None, int]]:
    with installation.db.read() as session:
        rows = session.scalars(select(Audit).order_by(Audit.id))
        return [(row.action, row.subject_id, row.details["count"]) for row in rows if row.action.startswith("acts.")]


def test_a_replay_is_carried_out_as_if_it_had_never_been_tried(installation: Installation, failed: list[int]) -> None:
    assert replay(installation, Chosen(failed[:2]), actor=ACTOR) == 2
    assert replay(installation, Chosen(failed[:2]), actor=ACTOR) == 0, "they have not failed any more"
    assert [(act.state, act.attempt, act.error) for act in acts_of(installation.db)] == [
        ("queued", 0, None),
        ("queued", 0, None),
        ("failed", 1, "act_raised: x"),
    ]
    assert [str(job.func_name) for job in installation.queue.rq.jobs] == ["app.jobs.perform.run"]
    assert audited(installation) == [("acts.replayed", None, 2)]
    perform_all(installation.db, performers=known(Noting()))
    with installation.db.read() as session:
        oks = [row.data["ok"] for row in session.scalars(select(Event).where(Event.kind == "act_done"))]
        assert sorted(oks) == [False, False, False, True, True], "the journey is told again"
        due = session.scalars(select(Step).where(Step.state == StepState.due)).all()
        assert len(due) == 2


def test_a_skip_lets_people_go_on_without_doing_it(installation: Installation, failed: list[int]) -> None:
    assert skip(installation, Chosen(journey_id=1), actor=ACTOR) == len(failed)
    assert {(act.state, act.done_at) for act in acts_of(installation.db)} == {("done", START)}
    assert audited(installation) == [("acts.skipped", "1", 3)]
    with installation.db.read() as session:
        told = list(session.scalars(select(Event).where(Event.kind == "act_done").order_by(Event.id)))[-1]
        assert (told.data["ok"], told.data["result"]) == (True, {"skipped": True})
        assert {step.state for step in session.scalars(select(Step))} == {StepState.due}
        counted = {row.what: row.n for row in tallies.of_journey(session, 1)}
        assert (counted["act:failed"], counted["act:done"]) == (3, 3)
    assert skip(installation, Chosen(journey_id=1), actor=ACTOR) == 0


@pytest.mark.usefixtures("failed")
def test_many_are_dealt_with_in_parts(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing, "CHUNK", 2)
    assert replay(installation, Chosen(journey_id=2), actor=ACTOR) == 0
    assert replay(installation, Chosen(journey_id=1), actor=ACTOR) == 3
    assert [count for _, _, count in audited(installation)] == [2, 1]


def test_acts_that_are_done_are_forgotten_with_the_history_of_their_runs(
    installation: Installation, failed: list[int]
) -> None:
    day = timedelta(days=1)
    with installation.db.write() as session:
        session.execute(update(Act).where(Act.id != failed[0]).values(state="done"))
        session.execute(update(Run).where(Run.id != 3).values(state="ended", ended_at=START))
        assert failed_acts.forget(session, START, 10) == 0
        assert failed_acts.forget(session, START + day, 10) == 1
    assert [act.id for act in acts_of(installation.db)] == [failed[0], failed[2]]
    assert states(installation.db) == ["failed", "done"], "what failed waits for people, and the third is inside"
