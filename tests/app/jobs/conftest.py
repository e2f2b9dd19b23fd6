"""An installation that the jobs find as their own, with a console in the place of email."""

from collections.abc import Iterator

import pytest

from app import jobs
from app.channels.console import ConsoleChannel
from app.installation import Installation


@pytest.fixture
def console() -> ConsoleChannel:
    """Where this process's mail goes."""
    return ConsoleChannel()


@pytest.fixture
def working(installation: Installation, console: ConsoleChannel) -> Iterator[Installation]:
    """The installation that jobs work for in this test."""
    jobs.stopping.clear()
    jobs.use(installation, {"email": console})
    yield installation
    jobs.use(None)
    jobs.stopping.clear()
