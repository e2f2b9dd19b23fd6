"""Publishing a draft."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import Database
from app.errors import ConflictError, NotFoundError
from app.flow.publish import PublishError, check_graph, publish
from app.models import Journey, JourneyVersion, Run, Step
from tests.app.flow.journeys import EMAIL, add_journey, advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import START, add_account


def test_the_first_version_marks_the_journey_live(database: Database) -> None:
    version = publish_graph(database, reminder())
    with database.read() as session:
        journey = session.get_one(Journey, version.journey_id)
        stored = session.get_one(JourneyVersion, version.id)
    assert journey.live_version_id == version.id
    assert (stored.number, stored.reason, stored.graph) == (1, "Prueba", reminder())
    assert stored.plan["entry"] == "enter"
    assert len(stored.hash) == 64


def test_a_draft_with_errors_is_not_published(database: Database) -> None:
    broken = reminder()
    broken["nodes"][1]["settings"]["template"] = "no_such_template"
    with database.write() as session:
        journey_id = add_journey(session, broken).id
        with pytest.raises(PublishError) as caught:
            publish(session, journey_id, reason="x", user_id=None, now=START, channels=EMAIL)
        assert [problem.node for problem in caught.value.problems if problem.severity == "error"] == ["mail"]
        assert session.scalars(select(JourneyVersion)).all() == []


def test_a_channel_that_is_not_configured_is_an_error(database: Database) -> None:
    with database.read() as session:
        assert all(problem.severity == "warning" for problem in check_graph(session, reminder(), EMAIL))
        problems = check_graph(session, reminder(), frozenset())
    assert {problem.node for problem in problems if problem.severity == "error"} == {"mail", "second"}


def test_a_draft_that_changed_meanwhile_is_not_published(database: Database) -> None:
    with database.write() as session:
        journey_id = add_journey(session, reminder()).id
        with pytest.raises(ConflictError):
            publish(session, journey_id, reason="x", user_id=None, now=START, channels=EMAIL, revision=7)
        publish(session, journey_id, reason="x", user_id=None, now=START, channels=EMAIL, revision=1)


def test_a_journey_that_is_not_there_is_not_found(database: Database) -> None:
    with database.write() as session, pytest.raises(NotFoundError):
        publish(session, 99, reason="x", user_id=None, now=START, channels=EMAIL)


def test_people_inside_stay_on_their_version_and_new_ones_use_the_new_one(database: Database) -> None:
    with database.write() as session:
        add_account(session)
    first = publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    with database.write() as session:
        journey = session.get_one(Journey, first.journey_id)
        journey.draft = {**reminder(exits=()), "name": "Otra"}
        session.flush()
        second = publish(session, journey.id, reason="Sin salida", user_id=None, now=START, channels=EMAIL)
        add_account(session)
    let_in(database)
    advance_all(database, START + timedelta(hours=1))
    with database.read() as session:
        assert second.number == 2
        assert session.scalars(select(Run.version_id).order_by(Run.id)).all() == [first.id, second.id]
        assert session.scalars(select(Step.version_id).order_by(Step.id)).all() == [first.id, second.id]
        assert session.scalars(select(Step.node)).all() == ["answer", "answer"]
        assert session.get_one(JourneyVersion, first.id).graph == reminder()
