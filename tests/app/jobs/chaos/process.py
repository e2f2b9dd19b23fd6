"""A worker or a ticker in a hurry: ``python -m tests.app.jobs.chaos.process worker|ticker``.

The very processes that run in production, but what they wait for in wall time is shorter, so that a test sees in
seconds what takes minutes: when a sender counts as dead, how long a channel is left alone, when an attempt is made
again.
"""

import sys
from datetime import timedelta

from app.cli import main
from app.flow import deliver, reconcile

LEASE = timedelta(seconds=4)
SENDING_TIME = timedelta(seconds=2)
REST = timedelta(seconds=0.5)
FIRST_DELAY = 0.2  # seconds


def hurry() -> None:
    """Shorten what is waited for; before anything else is imported."""
    deliver.LEASE = reconcile.LEASE = LEASE
    deliver.SENDING_TIME = SENDING_TIME
    deliver.REST = REST
    deliver.FIRST_DELAY = FIRST_DELAY


if __name__ == "__main__":
    hurry()
    sys.exit(main())
