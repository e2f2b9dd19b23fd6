"""Everything is killed at random, again and again, and nothing is lost and nothing done twice."""

import random
from pathlib import Path

import pytest

from tests.app.jobs.chaos.plant import Plant
from tests.app.jobs.chaos.servers import Postgres
from tests.app.jobs.chaos.storm import Storm
from tests.app.jobs.chaos.verdict import judge

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]

PEOPLE = 800
STOP_SECONDS = 8.0
SEED = 20261122


@pytest.fixture
def room(scratch: Path) -> Path:
    room = scratch / "plant"
    room.mkdir()
    return room


@pytest.mark.parametrize(("kind", "blows"), [("postgres", 25), ("sqlite", 12)])
def test_whatever_is_killed_nothing_is_lost_and_nothing_happens_twice(room: Path, kind: str, blows: int) -> None:
    plant = Plant(room, SEED, postgres=Postgres.below(room) if kind == "postgres" else None)
    try:
        plant.open()
        plant.add(PEOPLE)
        storm = Storm(plant, random.Random(SEED))  # noqa: S311 - lots, not secrets
        storm.rage(blows)
        plant.settle(90)
        verdict = judge(plant.installation, plant.mailbox, plant.journal)
    finally:
        plant.close()
    assert verdict.problems == []
    assert verdict.figures["runs"] == PEOPLE
    assert max(storm.stops, default=0) < STOP_SECONDS
