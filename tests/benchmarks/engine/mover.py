"""A process that moves people when it is told to: one of the two workers behind the steps a second.

It reads one order a line: ``{"now": ..., "bare": null | {...}}``, and answers with the steps it made and the seconds.
"""

import json
import sys
import time
from datetime import datetime

from app import logs
from app.db import Database
from tests.benchmarks.engine.bare import Round, move_bare
from tests.benchmarks.engine.ground import gate, move_all


def main() -> None:
    """Work until the other side hangs up."""
    logs.write()
    database = Database(sys.argv[1])
    gate(database.url)
    with database.read():
        pass  # connected
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        now = datetime.fromisoformat(order["now"])
        begun = time.perf_counter()
        bare = order.get("bare")
        steps = move_all(database, now) if bare is None else move_bare(database, now, Round(**bare))
        sys.stdout.write(json.dumps({"steps": steps, "seconds": time.perf_counter() - begun}) + "\n")
        sys.stdout.flush()
    database.close()


if __name__ == "__main__":
    main()
