"""Everything is killed at random, again and again, and nothing is lost and nothing done twice."""

import random
from pathlib import Path

import pytest

from tests.app.jobs.chaos.plant import Plant
from tests.app.jobs.chaos.servers import Postgres
from tests.app.jobs.chaos.storm import Storm
from tests.app.jobs.chaos.verdict import judge

pytestmark = [pytest.mark.processes, pytest.mark.timeout(420)]

PEOPLE = 800
STOP_SECONDS = 8.0
SEED = 20261122


@pytest.fixture
def room(scratch: Path, tmp_path: Path) -> Path:
    """A folder that the database server's own user may enter too."""
    room = scratch / tmp_path.name[-10:]
    room.mkdir()
    return room


@pytest.mark.parametrize(("kind", "blows"), [("postgres", 25), ("sqlite", 8)])
def test_whatever_is_killed_nothing_is_lost_and_nothing_happens_twice(room: Path, kind: str, blows: int) -> None:
    plant = Plant(room, SEED, postgres=Postgres.below(room) if kind == "postgres" else None)
    try:
        plant.open()
        storm = Storm(plant, random.Random(SEED))  # noqa: S311 - lots, not secrets
        storm.rage(blows, PEOPLE)
        plant.settle(150)
        verdict = judge(plant.installation, plant.mailbox, plant.journal)
    finally:
        plant.close()
    assert verdict.problems == []
    assert verdict.figures["runs"] > PEOPLE / 2, "some paid before they could enter"
    assert verdict.figures["sent"] > PEOPLE / 2
    assert max(storm.stops, default=0) < STOP_SECONDS
