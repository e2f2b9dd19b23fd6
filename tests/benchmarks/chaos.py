"""How many kills it survives: ``python -m tests.benchmarks.chaos --json --kills 300``.

Rounds of 30 kills, each on a fresh installation of real processes under load (``tests/app/jobs/chaos``): workers,
tickers, Redis, PostgreSQL, the mail server, and whoever records payments; workers that are told to stop, and workers
that are frozen until everybody takes them for dead. After each round everything is asked of the database and of what
the mail server wrote down. The exit code is 0 only when nothing was lost, done twice or told wrongly.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.app.jobs.chaos.plant import Plant
from tests.app.jobs.chaos.servers import Postgres
from tests.app.jobs.chaos.storm import Storm
from tests.app.jobs.chaos.verdict import judge

ROUND = 30  # kills
PATIENCE = 180.0  # seconds until all is at rest after a round


@dataclass
class Report:
    """What came out of all rounds so far."""

    blows: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    stops: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def shown(self) -> dict[str, Any]:
        """The figures of the report."""
        stops = {"p50": round(median(self.stops), 2), "longest": round(max(self.stops), 2)} if self.stops else {}
        return {
            "kills": sum(self.blows.values()),
            "kinds": dict(sorted(self.blows.items())),
            "in_the_studio": dict(sorted(self.acts.items())),
            **dict(self.figures),
            "stop_s": stops,
            "seconds": round(self.seconds),
            "problems": self.problems,
        }


def weather(report: Report, kills: int, people: int, seed: int, database: str) -> None:
    """One round on an installation of its own."""
    room = Path(tempfile.mkdtemp(prefix="cauce-chaos-"))
    room.chmod(0o755)
    plant = Plant(room, seed, postgres=Postgres.below(room) if database == "postgresql" else None)
    begun = time.monotonic()
    try:
        plant.open()
        storm = Storm(plant, random.Random(seed))  # noqa: S311 - lots, not secrets
        storm.rage(kills, people)
        plant.settle(PATIENCE)
        verdict = judge(plant.installation, plant.mailbox, plant.journal)
    finally:
        plant.close()
    shutil.rmtree(room, ignore_errors=True)
    report.blows += storm.blows
    report.acts += storm.acts
    report.figures.update(verdict.figures)
    report.stops += storm.stops
    report.problems += [f"seed {seed}: {problem}" for problem in verdict.problems]
    report.seconds += time.monotonic() - begun


def main() -> int:
    """Deal the kills, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--people", type=int, default=1_000, help="in each round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    chosen = parser.parse_args()
    report = Report()
    left, seed = chosen.kills, chosen.seed
    while left > 0:
        weather(report, min(ROUND, left), chosen.people, seed, chosen.database)
        left -= ROUND
        seed += 1
        if not chosen.json:
            sys.stderr.write(f"{sum(report.blows.values())} kills, {len(report.problems)} problems\n")
    sys.stdout.write(
        json.dumps({"database": chosen.database, **report.shown()}, indent=None if chosen.json else 2) + "\n"
    )
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
